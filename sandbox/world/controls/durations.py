"""Durations of ISO 8601 on the bank's calendar: months and years first, then days, then time. Pure functions."""

from __future__ import annotations

import calendar
import datetime
import re

from sandbox.engine.clock import to_datetime, to_us

_DURATION = re.compile(
    r"(?a)P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?"
    r"(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?\Z"
)
LATEST_US = to_us(datetime.datetime(3000, 1, 1, tzinfo=datetime.UTC))
"""No bank's clock goes further than this; ids and dates are good for a while longer."""


def add_duration(at_us: int, text: str) -> int | None:
    """An instant moved by a duration; None when it is no duration, or leads beyond `LATEST_US`.

    The 31st falls on the last day of a shorter month.
    """
    found = _DURATION.match(text)
    if found is None or text in ("P", "PT") or text.endswith("T"):
        return None
    years, months, weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    moment = to_datetime(at_us)
    month = moment.month - 1 + months + 12 * years
    year = moment.year + month // 12
    if year >= 3000:
        return None
    month = month % 12 + 1
    day = min(moment.day, calendar.monthrange(year, month)[1])
    moved = to_us(moment.replace(year=year, month=month, day=day))
    moved += (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60_000_000 + seconds * 1_000_000
    return moved if moved <= LATEST_US else None
