"""Where `advance` leads: a duration, or a day of the calendar. Pure functions over instants.

NEXT_EFFECT is for whoever can ask the queue. See: engine/calendars.py, controls/durations.py.
"""

from __future__ import annotations

import datetime

from sandbox.engine.calendars import Calendar, add_banking_days, is_banking_day
from sandbox.engine.clock import day_of, start_of_day
from sandbox.world.controls.durations import add_duration

NEXT_EFFECT = "NEXT_EFFECT"
TARGETS = (NEXT_EFFECT, "NEXT_BUSINESS_DAY", "NEXT_MONTH", "FRIDAY_BEFORE_HOLIDAY")
"""NEXT_MONTH: the start of the next month. FRIDAY_BEFORE_HOLIDAY: of the next Friday that a closed Monday follows."""

_DAY = datetime.timedelta(days=1)
_FRIDAY = 4


def instant(until: str, now_us: int, calendar: Calendar) -> int | None:
    """The instant that a duration or a target means; None for what is neither, and for NEXT_EFFECT."""
    today = day_of(now_us)
    if until == "NEXT_BUSINESS_DAY":
        return start_of_day(add_banking_days(today, 1, calendar))
    if until == "NEXT_MONTH":
        return start_of_day((today.replace(day=1) + 32 * _DAY).replace(day=1))
    if until == "FRIDAY_BEFORE_HOLIDAY":
        return start_of_day(_friday_before_holiday(today, calendar))
    return add_duration(now_us, until)


def _friday_before_holiday(today: datetime.date, calendar: Calendar) -> datetime.date:
    friday = today + _DAY * ((_FRIDAY - today.weekday()) % 7 or 7)
    while is_banking_day(friday + 3 * _DAY, calendar) or not is_banking_day(friday, calendar):
        friday += 7 * _DAY
    return friday
