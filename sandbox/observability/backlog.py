"""What waits in the queues of the open banks: due, pending and parked rows, counted in their files.

Counted on a thread, with a connection of its own, and of each kind up to 10,000 in a bank: a bank with millions
of timers must not pay for being looked at. An answer is good for some seconds. See: metrics.py, engine/queue.py.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import apsw

from sandbox.engine.bank import Bank
from sandbox.engine.clock import elapsed
from sandbox.engine.store.sqlite.schema import Unusable, open_reader

MOST_COUNTED = 10_000
GOOD_FOR_S = 2.0

# Parked rows stay at the time at which they failed last, so they are among those whose time has come.
_DUE = (
    "SELECT count(*) FILTER (WHERE NOT is_parked), count(*) FILTER (WHERE is_parked) "
    "FROM (SELECT is_parked FROM effects WHERE due_us<=? LIMIT ?)"
)
_PENDING = "SELECT count(*) FROM (SELECT 1 FROM effects WHERE due_us>? LIMIT ?)"


class Waiting(NamedTuple):
    """Rows of the queue: their time has come, it has not, they failed too often."""

    due: int
    pending: int
    parked: int


class Backlog:
    """The rows of all open banks, summed."""

    def __init__(self) -> None:
        self._counted = Waiting(0, 0, 0)
        self._until = float("-inf")

    async def of(self, banks: Iterable[Bank]) -> Waiting:
        """Count, or give what was counted a moment ago."""
        if elapsed() >= self._until:
            wanted = [(bank.store.path, bank.clock.now_us()) for bank in banks]
            self._counted = await asyncio.to_thread(_count, wanted)
            self._until = elapsed() + GOOD_FOR_S
        return self._counted


def _count(wanted: list[tuple[Path, int]]) -> Waiting:
    found = [_of_file(path, now_us) for path, now_us in wanted]
    return Waiting(*(sum(column) for column in zip(*found, strict=True))) if found else Waiting(0, 0, 0)


def _of_file(path: Path, now_us: int) -> Waiting:
    try:
        connection = open_reader(path)
        try:
            row: Any = connection.execute(_DUE, (now_us, MOST_COUNTED)).fetchone()
            later: Any = connection.execute(_PENDING, (now_us, MOST_COUNTED)).fetchone()
        finally:
            connection.close()
    except (apsw.Error, Unusable, OSError):
        return Waiting(0, 0, 0)  # closed, or replaced by another file, in between
    return Waiting(row[0], later[0], row[1])
