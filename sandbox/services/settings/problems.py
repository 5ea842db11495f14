"""The refusal of `settings`: a value that does not fit. See: rules.py for types and bounds."""

from __future__ import annotations

from sandbox.contract.problem import Problem


def setting_invalid(what: str) -> Problem:
    """422: `what` says which values do fit."""
    return Problem("setting_invalid", what)
