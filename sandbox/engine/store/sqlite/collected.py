"""What a transaction collects before it commits: records to write, and what to add to counters."""

from __future__ import annotations

from typing import Any

from sandbox.engine.records import Head, Kind


class Write:
    """A record about to be written, with the head it replaces."""

    __slots__ = ("before", "is_delete", "kind", "record")

    def __init__(self, kind: Kind[Any], record: Any, before: Head | None, *, is_delete: bool) -> None:
        self.kind = kind
        self.record = record
        self.before = before
        self.is_delete = is_delete

    @property
    def version(self) -> int:
        return self.before.version + 1 if self.before else 1


class CounterDelta:
    """What a transaction adds to one counter."""

    __slots__ = ("amount", "ceiling", "period")

    def __init__(self, period: str) -> None:
        self.period = period
        self.amount = 0
        self.ceiling: int | None = None
