"""The refusals of `webhooks`: code and the sentence that says what to do.

See: openapi.yaml `x-problems`, guard.py for where webhooks may be sent.
"""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.contract.problem import Problem, invalid_field


def url_not_allowed(reason: str) -> Problem:
    """422: the URL does not lead where webhooks may be sent."""
    return Problem("url_not_allowed", reason)


def unknown_event_type(unknown: Iterable[str]) -> Problem:
    """422: the contract has no such event type."""
    named = ", ".join(repr(one) for one in list(unknown)[:5])
    return Problem("unknown_event_type", f"There is no event type {named}; use a listed type, `account.*`, or `*`.")


def unknown_resource(position: int, noun: str) -> Problem:
    """400: no event is about such a resource."""
    return invalid_field(f"/include/{position}", f"No event is about a {noun!r}; name what stands before the dot.")


def overlap_too_long() -> Problem:
    """400: an old secret that goes on for longer is a second one."""
    return invalid_field("/overlap", "An overlap is an ISO 8601 duration of at most P7D.")


def span_ends_early() -> Problem:
    """400: a span of time that ends before it begins holds nothing."""
    return invalid_field("/until", "The span ends after it begins.")
