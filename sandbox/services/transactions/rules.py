"""The rules of `transactions`: fraud by rules, approval, banking days. Pure functions over plain values.

Banking days are Monday to Friday without the Federal Reserve's holidays (12 CFR 229.2(g)), by rule
and not by table. The fraud rules live here until a service of their own stands.
"""

from __future__ import annotations

import datetime
from typing import Literal, NamedTuple

Risk = Literal["LOW", "MEDIUM", "HIGH"]

CHEQUE_DAYS = 2
REVERSIBLE = ("TRANSFER", "DEPOSIT", "WITHDRAWAL", "FEE", "BILL_PAYMENT")
OUTGOING = ("TRANSFER", "WITHDRAWAL", "BILL_PAYMENT")

_DAY = datetime.timedelta(days=1)


class FraudThresholds(NamedTuple):
    """What the bank's settings say."""

    medium_cents: int
    high_cents: int
    velocity_per_hour: int


def fraud_score(amount_cents: int, movements_this_hour: int, thresholds: FraudThresholds) -> Risk:
    """HIGH above the high amount; MEDIUM above the medium one, or for more movements than usual."""
    if amount_cents > thresholds.high_cents:
        return "HIGH"
    if amount_cents > thresholds.medium_cents or movements_this_hour > thresholds.velocity_per_hour:
        return "MEDIUM"
    return "LOW"


def needs_approval(amount_cents: int, score: Risk, approval_limit_cents: int) -> bool:
    """A second person decides above the limit, and where the score is in between."""
    return score == "MEDIUM" or amount_cents > approval_limit_cents


def _nth(year: int, month: int, weekday: int, n: int) -> datetime.date:
    """The n-th given weekday of a month (Monday is 0)."""
    first = datetime.date(year, month, 1)
    return first + _DAY * ((weekday - first.weekday()) % 7 + 7 * (n - 1))


def _last_monday_of_may(year: int) -> datetime.date:
    last = datetime.date(year, 5, 31)
    return last - _DAY * last.weekday()


def holidays(year: int) -> frozenset[datetime.date]:
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


def is_banking_day(day: datetime.date) -> bool:
    """Whether cheques clear on this day."""
    return day.weekday() < 5 and day not in holidays(day.year)


def add_banking_days(day: datetime.date, count: int) -> datetime.date:
    """The count-th banking day after a day."""
    while count:
        day += _DAY
        count -= is_banking_day(day)
    return day
