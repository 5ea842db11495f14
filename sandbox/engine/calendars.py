"""Banking calendars: on which days payments settle. Pure functions, by rule and not by table.

US_FEDERAL_RESERVE: Monday to Friday without the Federal Reserve's holidays (12 CFR 229.2(g)).
TARGET: Monday to Friday without the closing days of T2 (ECB decision of 14 December 2000): New Year,
Good Friday, Easter Monday, 1 May, 25 and 26 December. See: tests/engine/test_calendars.py.
"""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import Literal

Calendar = Literal["US_FEDERAL_RESERVE", "TARGET"]

_DAY = datetime.timedelta(days=1)


def _nth(year: int, month: int, weekday: int, n: int) -> datetime.date:
    """The n-th given weekday of a month (Monday is 0)."""
    first = datetime.date(year, month, 1)
    return first + _DAY * ((weekday - first.weekday()) % 7 + 7 * (n - 1))


def _last_monday_of_may(year: int) -> datetime.date:
    last = datetime.date(year, 5, 31)
    return last - _DAY * last.weekday()


@lru_cache(maxsize=512)
def holidays(year: int, calendar: Calendar = "US_FEDERAL_RESERVE") -> frozenset[datetime.date]:
    """The days of a year on which a calendar is closed, weekends apart."""
    return _federal_reserve(year) if calendar == "US_FEDERAL_RESERVE" else _target(year)


def _federal_reserve(year: int) -> frozenset[datetime.date]:
    """The Federal Reserve's holidays; one on a Sunday is kept on the Monday, one on a Saturday is not."""
    fixed = [datetime.date(year, month, day) for month, day in ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))]
    moved = [day + _DAY if day.weekday() == 6 else day for day in fixed]
    floating = [
        _nth(year, 1, 0, 3),
        _nth(year, 2, 0, 3),
        _last_monday_of_may(year),
        _nth(year, 9, 0, 1),
        _nth(year, 10, 0, 2),
        _nth(year, 11, 3, 4),
    ]
    return frozenset(moved + floating)


def _target(year: int) -> frozenset[datetime.date]:
    easter = easter_sunday(year)
    fixed = [datetime.date(year, month, day) for month, day in ((1, 1), (5, 1), (12, 25), (12, 26))]
    return frozenset([*fixed, easter - 2 * _DAY, easter + _DAY])


def easter_sunday(year: int) -> datetime.date:
    """Easter in the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return datetime.date(year, month, day + 1)


def is_banking_day(day: datetime.date, calendar: Calendar = "US_FEDERAL_RESERVE") -> bool:
    """Whether payments settle on this day."""
    return day.weekday() < 5 and day not in holidays(day.year, calendar)


def add_banking_days(day: datetime.date, count: int, calendar: Calendar = "US_FEDERAL_RESERVE") -> datetime.date:
    """The count-th banking day after a day."""
    while count:
        day += _DAY
        count -= is_banking_day(day, calendar)
    return day
