"""The rules of `api_keys`: how a secret looks, and how long an overlap is. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sandbox.contract.models.problems import SCOPES
from sandbox.engine.tokens import hashed, new_token

__all__ = ["duration_us", "hashed", "new_secret", "not_grantable"]

PREFIX = "sbk_"
_DURATION = re.compile(r"(?a)P(?:(\d)D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,6})S)?)?\Z")
MOST_OVERLAP_US = 7 * 86_400 * 1_000_000


def new_secret() -> str:
    """A secret of 256 bits from the operating system."""
    return new_token(PREFIX)


def duration_us(text: str) -> int | None:
    """An ISO 8601 duration of days, hours, minutes and seconds in microseconds; None if longer than P7D."""
    found = _DURATION.match(text)
    if found is None:
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    total = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000_000
    return total if total <= MOST_OVERLAP_US else None


def not_grantable(wanted: Iterable[str], held: frozenset[str]) -> list[str]:
    """The scopes that do not exist, or that the giver lacks."""
    return sorted(scope for scope in set(wanted) if scope not in SCOPES or scope not in held)
