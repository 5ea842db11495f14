"""Requests, summed: how many by operation and status, how long they took, and why they were refused.

Fed by the request log's batches, off the path of the requests. Labels come from the contract alone (operations,
rate classes, problem codes), so what a client sends never makes a new series. See: gateway/recorder.py, metrics.py.
"""

from __future__ import annotations

from bisect import bisect_left

from sandbox.contract.binder import Route
from sandbox.engine.measures import SECONDS, Spread
from sandbox.gateway.recorder import Note

UNKNOWN = "unknown"
"""The operation of calls that name none of the contract, and its rate class."""

_BOUNDS_US = tuple(bound * 1e6 for bound in SECONDS)


class Calls:
    """The sums since the start. One instance is `Recorder.told`."""

    def __init__(self) -> None:
        self.by_status: dict[tuple[str, int], int] = {}
        """(operation, hundreds of the status) → calls."""
        self.durations: dict[str, Spread] = {}
        """Operation → seconds from the first byte taken to the answer made."""
        self.rate_class: dict[str, str] = {UNKNOWN: UNKNOWN}
        self.refusals: dict[str, int] = {}
        """Problem code → calls."""

    def __call__(self, notes: list[Note]) -> None:
        """Add a batch."""
        by_status, durations, refusals = self.by_status, self.durations, self.refusals
        for _, route, _, answer, duration_us, _ in notes:
            operation = UNKNOWN if route is None else route.spec.operation_id
            key = (operation, answer.status // 100)
            by_status[key] = by_status.get(key, 0) + 1
            spread = durations.get(operation)
            if spread is None:
                spread = self._first(operation, route)
            spread.counts[bisect_left(_BOUNDS_US, duration_us)] += 1
            spread.total += duration_us / 1e6
            if answer.code is not None:
                refusals[answer.code] = refusals.get(answer.code, 0) + 1

    def _first(self, operation: str, route: Route | None) -> Spread:
        if route is not None:
            self.rate_class[operation] = route.spec.rate_class
        spread = self.durations[operation] = Spread()
        return spread
