"""What one flush writes: the commits since the last one, ready to be spread over the tables.

Rows that only add (versions, entries, events, leaves) are kept in order; rows that are state
(balances, counters, look-ups, queue) are kept by key, so that of many changes within a batch only
the last is written, and a queue row made and used within a batch is never written at all.
"""

from __future__ import annotations

from typing import Any

import msgspec

from sandbox.engine.queue import Effect
from sandbox.engine.records import Cell
from sandbox.engine.store.sqlite.checksums import hold_checksum
from sandbox.engine.store.sqlite.schema import PARTS
from sandbox.engine.store.sqlite.state import State

_encode = msgspec.json.Encoder().encode
_EMPTY = "[]"


class Batch:
    """The commits that wait for the next flush."""

    __slots__ = (
        "answers",
        "balances",
        "checkpoints",
        "counters",
        "effects_added",
        "effects_removed",
        "entries",
        "events",
        "holds",
        "journal",
        "large",
        "last_commit",
        "leaves",
        "lookups",
        "meta",
        "nodes",
        "numbers",
        "touched",
        "versions",
    )

    def __init__(self) -> None:
        self.last_commit = 0
        self.versions: list[Any] = []
        self.lookups: dict[tuple[str, str, str], bool] = {}
        self.leaves: list[Any] = []
        self.nodes: list[Any] = []
        self.events: list[Any] = []
        self.journal: list[Any] = []
        self.entries: list[Any] = []
        self.balances: set[str] = set()
        self.holds: set[str] = set()
        self.counters: set[str] = set()
        self.numbers: set[str] = set()
        self.effects_added: dict[tuple[int, int], Effect] = {}
        self.effects_removed: set[tuple[int, int]] = set()
        self.answers: list[Any] = []
        self.meta: dict[str, Any] = {}
        self.checkpoints: list[Any] = []
        self.touched: list[tuple[Cell, str]] = []
        self.large: list[tuple[str, str]] = []

    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.leaves or self.meta or self.numbers or self.checkpoints)

    def add_effect(self, effect: Effect) -> None:
        """A row of the queue."""
        self.effects_added[effect.key] = effect

    def remove_effect(self, effect: Effect) -> None:
        """Take a row from the queue; one that this batch added is simply not written."""
        if self.effects_added.pop(effect.key, None) is None:
            self.effects_removed.add(effect.key)

    def close(self, state: State) -> tuple[str, ...]:
        """The parts as JSON arrays of rows, in the order of `schema.PARTS`."""
        parts: dict[str, list[Any]] = {
            "versions": self.versions,
            "lookups_added": [key for key, is_present in self.lookups.items() if is_present],
            "lookups_removed": [key for key, is_present in self.lookups.items() if not is_present],
            "leaves": self.leaves,
            "nodes": self.nodes,
            "events": self.events,
            "journal": self.journal,
            "entries": self.entries,
            "balances": [self._balance(state, key) for key in self.balances],
            "holds": [self._hold(state, key) for key in self.holds],
            "counters": [self._counter(state, key) for key in self.counters],
            "numbers": [(key, state.numbers[key]) for key in self.numbers],
            "effects_added": [
                (effect.due_us, effect.sequence, effect.is_parked, _text(effect))
                for effect in self.effects_added.values()
            ],
            "effects_removed": list(self.effects_removed),
            "answers": self.answers,
            "meta": list(self.meta.items()),
            "checkpoints": self.checkpoints,
        }
        return tuple(_encode(parts[name]).decode() if parts[name] else _EMPTY for name in PARTS)

    def _balance(self, state: State, key: str) -> tuple[Any, ...]:
        balance = state.balances[key]
        return (
            key,
            _text(balance.account),
            balance.created_us,
            balance.at_us,
            balance.sequence,
            balance.debits_posted,
            balance.credits_posted,
            balance.debits_pending,
            balance.credits_pending,
        )

    def _hold(self, state: State, key: str) -> tuple[str, str, int]:
        body = _encode(state.holds[key].hold)
        return key, body.decode(), hold_checksum(body)

    def _counter(self, state: State, key: str) -> tuple[str, str, str]:
        counter = state.counters[key]
        return key, counter.period, str(counter.value)


def _text(value: Any) -> str:
    return _encode(value).decode()
