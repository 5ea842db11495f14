"""The queue's rows in memory: those due soonest, in order; the rest stay in the file.

Rows up to the horizon are in a heap. When the heap runs empty the next slice is read, after a flush,
so that a bank with millions of pending effects opens as fast as an empty one.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from sandbox.engine.queue import Effect

if TYPE_CHECKING:
    from sandbox.engine.store.sqlite.batch import Batch
    from sandbox.engine.store.sqlite.reader import Reader

SLICE = 1000
_END = (2**62, 0)


class EffectQueue:
    """The pending rows of one bank, parked ones apart."""

    def __init__(self) -> None:
        self._heap: list[Effect] = []
        self._gone: set[tuple[int, int]] = set()
        self._keys: set[tuple[int, int]] = set()
        self._horizon = _END

    def load(self, reader: Reader) -> None:
        """Read the next slice from the file; everything added before must be flushed."""
        after = self._horizon if self._horizon != _END else (-1, -1)
        rows = reader.effects(SLICE, after=after)
        self._heap = rows
        self._gone.clear()
        self._keys = {row.key for row in rows}
        self._horizon = rows[-1].key if len(rows) == SLICE else _END

    def needs_load(self) -> bool:
        """Whether the heap is used up while the file holds more."""
        return not self._heap and self._horizon != _END

    def peek(self) -> Effect | None:
        """The next row."""
        while self._heap and self._heap[0].key in self._gone:
            self._gone.discard(heapq.heappop(self._heap).key)
        return self._heap[0] if self._heap else None

    def add(self, effect: Effect, batch: Batch) -> None:
        """A new row."""
        batch.add_effect(effect)
        if not effect.is_parked and effect.key <= self._horizon:
            heapq.heappush(self._heap, effect)
            self._keys.add(effect.key)

    def is_waiting(self, effect: Effect) -> bool:
        """Whether a row that `peek` gave is still there."""
        return effect.key in self._keys

    def remove(self, effect: Effect, batch: Batch) -> None:
        """Take a row away, in the commit that did what it asked for."""
        batch.remove_effect(effect)
        if effect.key not in self._keys:
            return
        self._keys.discard(effect.key)
        if self._heap[0].key == effect.key:
            heapq.heappop(self._heap)
        else:
            self._gone.add(effect.key)
