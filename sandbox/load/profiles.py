"""The profiles: how many requests a second are offered, of what kind, and what their latency may be.

The capacity plan is of two million daily users: 230 reads and 2.3 writes a second on average, 1,150 and 12 at
the peak, so 99 of 100 requests look and one changes something. A read that a person waits for takes
less than 200 ms at the 99th percentile, a confirmed write less than a second.
See: requests.py for what a read and a write are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

READ_P99_MS = 200.0
WRITE_P99_MS = 1_000.0
LEAST_SHARE_OF_OFFERED = 0.95
"""A run that made fewer requests than that says nothing: the server, or the machine that asks, could not keep up."""

READS_OF_ONE_USER = 10.0
WRITES_OF_ONE_USER = 1.0
RATE_OF_ONE_PROCESS = 1_500.0


@dataclass(frozen=True)
class Profile:
    """So many requests a second, held for so long unless told otherwise."""

    name: str
    reads_per_s: float
    writes_per_s: float
    seconds: int
    purpose: str

    @property
    def per_second(self) -> float:
        """Requests a second of both kinds."""
        return self.reads_per_s + self.writes_per_s

    @property
    def readers(self) -> int:
        """Users that look; each does so at most ten times a second, on a connection of its own."""
        return math.ceil(self.reads_per_s / READS_OF_ONE_USER)

    @property
    def writers(self) -> int:
        """Users that change something, at most once a second each."""
        return math.ceil(self.writes_per_s / WRITES_OF_ONE_USER)

    @property
    def processes(self) -> int:
        """Load generators that the rate needs; one makes about 1,500 requests a second."""
        return math.ceil(self.per_second / RATE_OF_ONE_PROCESS)

    def share(self, processes: int) -> Profile:
        """What one of several generators makes of it."""
        return Profile(self.name, self.reads_per_s / processes, self.writes_per_s / processes, self.seconds, "")


PROFILES = {
    profile.name: profile
    for profile in (
        Profile("average", 230.0, 2.3, 60, "a usual hour"),
        Profile("peak", 1_150.0, 12.0, 60, "the busiest hour of the day, five times the average"),
        Profile("5x", 5_750.0, 60.0, 60, "five times the peak: how much room is left"),
        Profile("soak", 230.0, 2.3, 3_600, "a usual hour, whole: what grows or leaks"),
    )
}
