"""The bank's clock, and the only place that reads the system's.

A clock runs (at an offset to the system's), stands still, or is moved; it never goes backwards,
even when the system's does. Instants are microseconds since 1970, UTC, as integers; datetimes
appear only at the edges. See: tests/engine/test_clock.py.
"""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import msgspec

Mode = Literal["RUNNING", "FROZEN"]

DAY_US = 86_400_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def wall_us() -> int:
    """The real world's time: for deliveries, tokens, key expiry and logs, never for the bank's records."""
    return time.time_ns() // 1000


elapsed = time.monotonic
"""Seconds on a clock that nobody can set: for durations, limits and time-outs of the real world."""


def to_datetime(at_us: int) -> datetime:
    """Microseconds since 1970 as an aware datetime, exactly (no float on the way)."""
    return _EPOCH + timedelta(microseconds=at_us)


def to_us(moment: datetime) -> int:
    """The inverse of `to_datetime`; the datetime must carry its offset."""
    return (moment - _EPOCH) // _MICROSECOND


def day_of(at_us: int) -> date:
    """The UTC day an instant lies in."""
    return to_datetime(at_us).date()


def start_of_day(day: date) -> int:
    """Midnight UTC at the start of a day."""
    return to_us(datetime(day.year, day.month, day.day, tzinfo=UTC))


class Move(msgspec.Struct, kw_only=True):
    """A clock on its way to an instant. Kept with the clock, so that a restarted bank goes on moving.

    resumes: the clock ran before, and runs on at the end. move_id: who asked, told when `ends_us` is
    reached; others may have asked to go further, to `until_us`. fired: rows of the queue so far.
    """

    from_us: int
    until_us: int
    resumes: bool
    fired: int = 0
    move_id: str | None = None
    ends_us: int = 0


class ClockChange(msgspec.Struct, frozen=True, kw_only=True):
    """What a transaction does to its bank's clock, in its own commit."""

    action: Literal["RUN", "FREEZE", "MOVE", "CANCEL", "ARRIVE"]
    to_us: int = 0
    move_id: str | None = None
    resumes: bool | None = None


class Clock:
    """One bank's time. `floor_us` is the last instant that anything in the bank was written at."""

    __slots__ = ("_floor_us", "_frozen_us", "_offset_us", "mode")

    def __init__(self, mode: Mode, offset_us: int, frozen_us: int, floor_us: int) -> None:
        self.mode: Mode = mode
        self._offset_us = offset_us
        self._frozen_us = frozen_us
        self._floor_us = floor_us

    @classmethod
    def running(cls) -> Clock:
        """A clock that shows the system's time."""
        return cls("RUNNING", 0, 0, 0)

    def now_us(self) -> int:
        """The present instant. Two calls may give the same one; none gives an earlier one."""
        at_us = self._frozen_us if self.mode == "FROZEN" else time.time_ns() // 1000 + self._offset_us
        if at_us < self._floor_us:
            return self._floor_us
        self._floor_us = at_us
        return at_us

    def freeze(self, at_us: int | None = None) -> None:
        """Stop, at the present instant or a later one. Raises ValueError when it would go back."""
        now = self.now_us()
        target = now if at_us is None else at_us
        if target < now:
            raise ValueError("a bank's clock never goes backwards")
        self.mode, self._frozen_us, self._floor_us = "FROZEN", target, target

    def run(self) -> None:
        """Go on from the present instant at the system's pace."""
        now = self.now_us()
        self.mode, self._offset_us = "RUNNING", now - time.time_ns() // 1000

    def state(self) -> tuple[Mode, int, int]:
        """What has to be stored to go on after a restart: mode, offset, frozen instant."""
        return self.mode, self._offset_us, self._frozen_us
