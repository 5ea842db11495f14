"""The refusals of `api_keys`: code and the sentence that says what to do.

See: openapi.yaml `x-problems`, and rules.py for what may be given.
"""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.contract.problem import Problem, invalid_field
from sandbox.engine.clock import to_datetime


def scope_not_grantable(missing: Iterable[str]) -> Problem:
    """403: nobody gives a scope that does not exist, or that they lack."""
    return Problem("scope_not_grantable", f"Leave out {', '.join(missing)}: unknown, or not yours to give.")


def expiry_in_past(wall_us: int) -> Problem:
    """422: a key expires in the real world's time, whatever the bank's clock shows."""
    now = to_datetime(wall_us).isoformat(timespec="seconds")
    return Problem("expiry_in_past", f"It is {now} in the real world; choose a later time.")


def overlap_too_long() -> Problem:
    """400: an old secret that goes on for longer is a second key."""
    return invalid_field("/overlap", "An overlap is an ISO 8601 duration of at most P7D.")
