"""Latencies in buckets that grow by 2 %: exact enough for percentiles, and two histograms add up.

A bucket is the whole number `n` of `1.02 ** n` microseconds, so that what several processes saw in
several seconds is added without keeping single requests.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

_GROWTH = math.log(1.02)


def bucket_of(seconds: float) -> int:
    """The bucket of a latency."""
    return math.ceil(math.log(max(seconds * 1e6, 1.0)) / _GROWTH)


def milliseconds(bucket: int) -> float:
    """The upper bound of a bucket."""
    return math.exp(bucket * _GROWTH) / 1e3


class Histogram:
    """Counts by bucket."""

    def __init__(self) -> None:
        self.counts: Counter[int] = Counter()

    def add(self, counts: Mapping[str, int] | Mapping[int, int]) -> None:
        """Add what another counted; keys may be text, as JSON has them."""
        for bucket, number in counts.items():
            self.counts[int(bucket)] += number

    @property
    def total(self) -> int:
        """How many latencies were counted."""
        return self.counts.total()

    def percentile(self, share: float) -> float:
        """The latency in milliseconds that a share (0 to 1) of the requests did not exceed; 0 for none."""
        left = math.ceil(self.total * share)
        for bucket in sorted(self.counts):
            left -= self.counts[bucket]
            if left <= 0:
                return milliseconds(bucket)
        return 0.0
