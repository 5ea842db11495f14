"""When each part of a history happens: days in three parts, neighbourhood after neighbourhood. Pure functions.

A stop is one neighbourhood's part of a day. Stops follow each other in time, each at an instant that follows
from the seed, so that the queue holds one row of a history at any time.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from sandbox.engine.chance import Chance
from sandbox.engine.clock import start_of_day
from sandbox.world.histories import days, people

_HOUR_US = 3_600_000_000
_BEGINS_US = {days.MORNING: 7 * _HOUR_US, days.MIDDAY: 11 * _HOUR_US, days.EVENING: 17 * _HOUR_US}
_LASTS_US = 3 * _HOUR_US
_FEW = 20
"""In a neighbourhood of more than a few, something happens in every part of a day."""


class Stop(NamedTuple):
    """One neighbourhood's part of one day."""

    day: datetime.date
    part: int
    number: int

    def __str__(self) -> str:
        return f"{self.day.isoformat()}/{self.part}/{self.number}"

    @classmethod
    def parse(cls, text: str) -> Stop:
        """The inverse of `str`."""
        day, part, number = text.split("/")
        return cls(datetime.date.fromisoformat(day), int(part), int(number))


def due_us(stop: Stop, seed: bytes, neighbourhoods: int) -> int:
    """When a stop is due: in its share of its part of the day."""
    share = _LASTS_US // neighbourhoods
    late = Chance(seed, "due", *stop).below(share)
    return start_of_day(stop.day) + _BEGINS_US[stop.part] + share * stop.number + late


def following(stop: Stop, neighbourhoods: int) -> Stop:
    """The stop after a stop."""
    if stop.number + 1 < neighbourhoods:
        return stop._replace(number=stop.number + 1)
    if stop.part + 1 < len(days.PARTS):
        return Stop(stop.day, stop.part + 1, 0)
    return Stop(stop.day + datetime.timedelta(days=1), days.MORNING, 0)


def stops_from(stop: Stop, seed: bytes, customers: int) -> Iterator[tuple[int, Stop]]:
    """(due, stop) of this stop and those that follow, without those at which nothing happens."""
    count = people.count_of(customers)
    while True:
        if not _is_quiet(stop, seed, customers):
            yield due_us(stop, seed, count), stop
        stop = following(stop, count)


def _is_quiet(stop: Stop, seed: bytes, customers: int) -> bool:
    size = people.size_of(stop.number, customers)
    if size > _FEW:
        return False
    living = people.neighbourhood(seed, stop.number, size)
    return next(days.wishes(seed, stop.number, living, stop.day, stop.part), None) is None
