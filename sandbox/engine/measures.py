"""What the engine counts of its own work, for whoever watches it: plain numbers that only grow.

One set per process, for all banks: a bank that is closed takes nothing back. The engine adds, and knows nobody
who reads; a spread is written from one thread. See: sandbox/observability/, docs/observability.md.
"""

from __future__ import annotations

from bisect import bisect_left

SECONDS = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
SIZES = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0, 1024.0, 4096.0)


class Spread:
    """How often a value lay at or under each bound, and the sum of all; the last count is of those above."""

    __slots__ = ("bounds", "counts", "total")

    def __init__(self, bounds: tuple[float, ...] = SECONDS) -> None:
        self.bounds = bounds
        self.counts = [0] * (len(bounds) + 1)
        self.total = 0.0

    def note(self, value: float) -> None:
        """Count one value."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.total += value


class Measures:
    """The engine's counts. Durations are seconds.

    flush: from the batch's end to its commits being known as written; write: the statement on the writer's thread;
    disk_wait: the part of it in which that thread did not compute, which is the disk's (fsync above all).
    """

    __slots__ = (
        "batch_commits",
        "disk_wait",
        "effects_done",
        "effects_failed",
        "effects_parked",
        "flush",
        "flush_failures",
        "head_hits",
        "head_misses",
        "reruns",
        "runs_alone",
        "write",
    )

    def __init__(self) -> None:
        self.batch_commits = Spread(SIZES)
        self.flush = Spread()
        self.write = Spread()
        self.disk_wait = Spread()
        self.flush_failures = 0
        self.head_hits = 0
        self.head_misses = 0
        self.reruns = 0
        self.runs_alone = 0
        self.effects_done = 0
        self.effects_failed = 0
        self.effects_parked = 0


MEASURES = Measures()
