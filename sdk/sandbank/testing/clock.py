"""The bank's clock in a test: every move returns when it has arrived, with all that was due on the way done."""

from __future__ import annotations

import datetime
import time
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from sandbank import Sandbank
    from sandbank.models import ClockMove

# A move is held by the server until it is over; a long one is asked for again.
_HELD_S = 10
_PAUSE_S = 0.02
_DATE_UNITS = (("years", "Y"), ("months", "M"), ("weeks", "W"), ("days", "D"))
_TIME_UNITS = (("hours", "H"), ("minutes", "M"), ("seconds", "S"))


class Clock:
    """The time of one bank. `timeout` is how many real seconds a move may take."""

    def __init__(self, bank: Sandbank, *, timeout: float = 60.0) -> None:
        self._bank = bank
        self._timeout = timeout

    @property
    def now(self) -> datetime.datetime:
        """The bank's present instant, in UTC."""
        return self._bank.simulations.get_clock().now

    @property
    def is_frozen(self) -> bool:
        """Whether the time stands still until it is moved."""
        return self._bank.simulations.get_clock().mode == "FROZEN"

    def advance(self, by: str | datetime.timedelta | None = None, **units: int) -> ClockMove:
        """Move forwards: `advance(days=3)`, `advance(months=1)`, `advance("P1M")`, or by a timedelta.

        Units are years, months, weeks, days, hours, minutes and seconds, as whole numbers. Months are the
        calendar's: the 31st falls on the last day of a shorter month. Every timer on the way fires.
        """
        if (by is None) == (not units):
            raise TypeError("Say how far: advance(days=3), or advance('P3D').")
        if isinstance(by, datetime.timedelta):
            by = f"PT{round(by.total_seconds())}S"
        return self._move(by=_duration(units) if by is None else by)

    def advance_to(self, instant: datetime.datetime | str) -> ClockMove:
        """Move forwards to an instant. One without a time zone is UTC."""
        if isinstance(instant, datetime.datetime) and instant.tzinfo is None:
            instant = instant.replace(tzinfo=datetime.UTC)
        return self._move(to=instant)

    def next_business_day(self, calendar: Literal["US_FEDERAL_RESERVE", "TARGET"] | None = None) -> ClockMove:
        """Move to the start of the next day on which payments settle (default: in the United States)."""
        return self._move(until="NEXT_BUSINESS_DAY", **({} if calendar is None else {"calendar": calendar}))

    def next_effect(self) -> ClockMove:
        """Move to whatever happens next, and let it happen. Raises NothingPending."""
        return self._move(until="NEXT_EFFECT")

    def settle(self) -> ClockMove:
        """Stay, and wait until everything that is due now has happened."""
        return self._move(by="PT0S")

    def freeze(self) -> None:
        """Stop the time."""
        self._bank.simulations.freeze_clock()

    def run(self) -> None:
        """Let the time go on by itself."""
        self._bank.simulations.run_clock()

    def _move(self, **how: Any) -> ClockMove:
        deadline = time.monotonic() + self._timeout
        move = self._bank.simulations.advance_clock(**how, wait=_HELD_S)
        while move.status == "PENDING":
            if time.monotonic() >= deadline:
                raise TimeoutError(
                    f"The clock is still moving after {self._timeout:g} s: it has reached {move.reached_at} of "
                    f"{move.ends_at}, {move.fired_count} effects fired ({move.clock_move_id})."
                )
            time.sleep(_PAUSE_S)
            move = self._bank.simulations.get_clock_move(move.clock_move_id)
        if move.status != "COMPLETED":
            raise RuntimeError(f"The move of the clock to {move.ends_at} ended as {move.status} at {move.reached_at}.")
        return move


def _duration(units: dict[str, int]) -> str:
    """An ISO 8601 duration."""
    unknown = set(units) - {name for name, _ in (*_DATE_UNITS, *_TIME_UNITS)}
    if unknown:
        raise TypeError(f"advance() knows no {', '.join(sorted(unknown))}")
    date = "".join(f"{units[name]}{letter}" for name, letter in _DATE_UNITS if name in units)
    times = "".join(f"{units[name]}{letter}" for name, letter in _TIME_UNITS if name in units)
    return f"P{date}" + (f"T{times}" if times else "")
