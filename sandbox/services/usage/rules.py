"""The rules of `usage`: a histogram of latencies in buckets that are 5 % apart. Pure functions."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TypeVar

_STEP = math.log(1.05)


def bucket_of(duration_us: int) -> int:
    """The bucket of a duration in microseconds."""
    return int(math.log(duration_us) / _STEP) if duration_us > 1 else 0


def percentile(histogram: Mapping[int, int], share: float) -> int:
    """The duration in microseconds that this share of the calls stayed within, to 5 %; 0 without calls."""
    count = sum(histogram.values())
    if not count:
        return 0
    rank = max(1, math.ceil(share * count))
    for bucket in sorted(histogram):
        rank -= histogram[bucket]
        if rank <= 0:
            return round(math.exp((bucket + 0.5) * _STEP))
    raise AssertionError("a rank is within the count")


T = TypeVar("T", int, str)


def add(to: dict[T, int], other: Mapping[T, int]) -> None:
    """Add the counts of one histogram, or the cents of one volume, to another's."""
    for name, count in other.items():
        to[name] = to.get(name, 0) + count
