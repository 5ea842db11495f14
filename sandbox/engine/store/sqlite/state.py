"""What is committed in memory: heads, balances, holds, counters, and what is not on disk yet.

Everything here is a cache of the file plus the commits that the next flush will write. What is not
flushed is never evicted, so a look-up that misses here may trust the file. Each object carries the
number of the commit that wrote it: an answer waits until the newest one it saw is on disk.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sandbox.engine.ledger import Balance, Hold
from sandbox.engine.records import Cell, Head
from sandbox.engine.transaction import StoredAnswer

RecordKey = tuple[str, str]


class Counter(NamedTuple):
    """A commutative counter within its period (a day, a month, or for ever)."""

    period: str
    value: int
    commit: int


class HeldHold(NamedTuple):
    """A hold with the commit that wrote it."""

    hold: Hold
    commit: int


class State:
    """One bank's committed state in memory."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.heads: dict[RecordKey, Head] = {}
        self.balances: dict[str, Balance] = {}
        self.holds: dict[str, HeldHold] = {}
        self.counters: dict[str, Counter] = {}
        self.numbers: dict[str, int] = {}
        self.answers: dict[tuple[str, str], StoredAnswer] = {}
        # Unflushed changes to what a look-up finds: cell → ids whose membership may have changed.
        self.overlay: dict[Cell, dict[str, int]] = {}
        # The commit that last wrote each cell, kept while transactions overlap.
        self.written: dict[Cell, int] = {}
        self.commit = 0
        self.flushed = 0

    def touch(self, cell: Cell, identifier: str) -> None:
        """Note that a look-up of this cell may find, or no longer find, this id."""
        self.overlay.setdefault(cell, {})[identifier] = self.commit

    def settle(self, flushed: int, touched: list[tuple[Cell, str]]) -> None:
        """Forget what the file now knows, and keep the caches within their capacity."""
        self.flushed = flushed
        for cell, identifier in touched:
            members = self.overlay.get(cell)
            if members is not None and members.get(identifier, flushed + 1) <= flushed:
                del members[identifier]
                if not members:
                    del self.overlay[cell]
        for cache in (self.heads, self.balances, self.holds, self.counters):
            if len(cache) > self.capacity:
                self._evict(cache)

    def _evict(self, cache: dict[Any, Any]) -> None:
        # In the order in which they were loaded: cheap, and what is hot is soon loaded again.
        excess = len(cache) - self.capacity * 9 // 10
        old = [key for key, value in cache.items() if value.commit <= self.flushed][:excess]
        for key in old:
            del cache[key]
