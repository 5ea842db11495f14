"""The rules of `webhooks`: what fits an endpoint, when it is tried again. Pure functions over plain values.

See: delivery.py, which applies them; tests/services/webhooks/test_rules.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from email.utils import parsedate_to_datetime

from sandbox.contract.models.problems import EVENT_TYPES
from sandbox.engine.clock import to_us

ANY = "*"
NOUNS = frozenset(event_type.partition(".")[0] for event_type in EVENT_TYPES)

SECOND_US = 1_000_000
SCHEDULE_S: tuple[float, ...] = (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""Seconds of real time from each failed attempt to the next; the first is made at once, so there are ten."""

JITTER_BPS = 1000
"""At most a tenth is added to each wait, so that endpoints that failed together do not come back together."""

MOST_OVERLAP_US = 7 * 86_400 * SECOND_US
_DURATION = re.compile(r"(?a)P(?:(\d)D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,6})S)?)?\Z")
_WHOLE_BPS = 10_000


def is_known(wanted: str) -> bool:
    """Whether a pattern (`account.opened`, `account.*`, `*`) can ever fit an event."""
    noun, _, verb = wanted.partition(".")
    return wanted == ANY or wanted in EVENT_TYPES or (verb == ANY and noun in NOUNS)


def unknown_types(wanted: Iterable[str]) -> list[str]:
    """The patterns that fit no event type of the contract."""
    return [one for one in wanted if not is_known(one)]


def types_of(wanted: Iterable[str]) -> frozenset[str]:
    """Every event type that one of the patterns fits."""
    patterns = frozenset(wanted)
    if ANY in patterns:
        return frozenset(EVENT_TYPES)
    return frozenset(one for one in EVENT_TYPES if one in patterns or f"{one.partition('.')[0]}.*" in patterns)


def carries_whole(include: Iterable[str], event_type: str) -> bool:
    """Whether the delivery of an event carries the whole resource."""
    wanted = frozenset(include)
    return ANY in wanted or event_type.partition(".")[0] in wanted


def overlap_us(text: str | None) -> int | None:
    """An ISO 8601 duration of days, hours, minutes and seconds in microseconds; None if longer than P7D."""
    if text is None:
        return 0
    found = _DURATION.match(text)
    if found is None:
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    total = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * SECOND_US
    return total if total <= MOST_OVERLAP_US else None


def is_success(status: int | None) -> bool:
    """Whether an endpoint has taken a delivery: any 2xx, and nothing else."""
    return status is not None and 200 <= status < 300


def next_wait_us(
    schedule_s: Sequence[float], failed: int, *, retry_after_us: int | None = None, chance_bps: int = 0
) -> int | None:
    """How long to wait after the n-th failed attempt, or None when it was the last.

    chance_bps: how much of the jitter is added, from 0 to 10,000. A wait that the endpoint asks for is kept,
    up to the one that would follow.
    """
    if failed > len(schedule_s):
        return None
    slots_us = [round(slot * SECOND_US) for slot in schedule_s]
    wait_us = slots_us[failed - 1]
    if retry_after_us is not None:
        longest_us = slots_us[min(failed, len(slots_us) - 1)]
        wait_us = max(wait_us, min(retry_after_us, longest_us))
    return wait_us + wait_us * JITTER_BPS * chance_bps // (_WHOLE_BPS * _WHOLE_BPS)


def retry_after_us(status: int | None, text: str | None, now_us: int) -> int | None:
    """How long a 429 or 503 asks to wait (RFC 9110, 10.2.3): seconds or a date; None if it does not."""
    if text is None or status not in (429, 503):
        return None
    text = text.strip()
    if text.isascii() and text.isdigit():
        return int(text[:9]) * SECOND_US
    try:
        moment = parsedate_to_datetime(text)
        return max(0, to_us(moment) - now_us)
    except (ValueError, TypeError, OverflowError):
        return None
