"""Look-ups of a transaction: the file's answer, laid over by what is not flushed, then by its own puts.

A look-up walks one cell (a column's value, or all of a kind) in order of id, in slices with a pause
between, and checks what the cell does not decide record by record.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from sandbox.engine.ids import lower_bound
from sandbox.engine.records import Cell, Kind, Values
from sandbox.engine.store.sqlite.collected import Write
from sandbox.engine.store.sqlite.log import LogReads
from sandbox.engine.transaction import Selection

if TYPE_CHECKING:
    from sandbox.engine.store.sqlite.store import SqliteStore

T = TypeVar("T", bound=msgspec.Struct)

_SCAN = 500


class Lookups(LogReads):
    """The part of a transaction that finds records."""

    __slots__ = ("noted", "saw", "store", "writes")
    store: SqliteStore
    saw: int
    noted: set[Cell]
    writes: dict[Cell, Write]

    def _get(self, kind: Kind[T], identifier: str) -> T | None:
        raise AssertionError("the transaction reads its own records")

    async def find_one(self, kind: Kind[T], column: str, value: str) -> T | None:
        found = await self.find(kind, Selection({column: value}, limit=1))
        return found[0] if found else None

    async def find(self, kind: Kind[T], selection: Selection) -> list[T]:
        where = dict(selection.where)
        cell: Cell = (kind.name, "")
        is_blind = False
        for column, _ in kind.columns:
            if column in where:
                value = where.pop(column)
                name = f"{kind.name}.{column}"
                is_blind = column in kind.blind
                cell = (name, self.store.vault.blind(column, value) if is_blind else value)
                break
        rest = self._matchers(kind, where)
        self.noted.add(cell)
        low, high = _bounds(kind.prefix, selection)
        found: list[T] = []
        skip = selection.skip
        size = _SCAN if rest or is_blind else min(_SCAN, selection.limit + skip)
        while True:
            ids, bound = self._ids(kind, cell, low, high, size, is_ascending=selection.is_ascending)
            for identifier in ids:
                if skip and not rest and not is_blind:
                    skip -= 1
                    continue
                record = self._get(kind, identifier)
                # Erased in a bank that shares the keys: nobody is found by what is no longer known of them.
                if record is not None and is_blind and kind.is_blank(record):
                    continue
                if record is None or not all(wanted in values(record) for values, wanted in rest):
                    continue
                if skip:
                    skip -= 1
                    continue
                found.append(record)
                if len(found) == selection.limit:
                    return found
            if bound is None:
                return found
            low, high = (bound, high) if selection.is_ascending else (low, bound)
            await asyncio.sleep(0)

    def _matchers(self, kind: Kind[Any], where: dict[str, str]) -> list[tuple[Values, str]]:
        """What the look-up's own column leaves to check, record by record."""
        return [(kind.values(column), value) for column, value in where.items()]

    def _ids(
        self, kind: Kind[Any], cell: Cell, low: str, high: str, size: int, *, is_ascending: bool
    ) -> tuple[list[str], str | None]:
        """Ids in a cell between two bounds: the file's, laid over by what is not flushed, then ours.

        Gives a slice in order, and where the next one begins (None when this is the last).
        """
        found = self.store.reader.ids(cell, low, high, size, is_ascending=is_ascending, kind=kind.name)
        bound = found[-1] if len(found) == size else None
        members = set(found)
        for identifier, commit in self.store.state.overlay.get(cell, {}).items():
            self.saw = max(self.saw, commit)
            head = self.store.head(kind, identifier)
            is_live = head is not None and not head.is_deleted
            self._lay_over(members, kind, cell, identifier, head.record if head and is_live else None)
        for (name, identifier), write in self.writes.items():
            if name == kind.name:
                record = None if write.is_delete else write.record
                self._lay_over(members, kind, cell, identifier, record)
        inside = [i for i in members if low < i < high]
        if bound is not None:
            # What lies beyond the file's last id belongs to the next slice.
            inside = [i for i in inside if (i <= bound if is_ascending else i >= bound)]
        return sorted(inside, reverse=not is_ascending), bound

    def _lay_over(self, members: set[str], kind: Kind[Any], cell: Cell, identifier: str, record: Any) -> None:
        is_member = record is not None
        if is_member and cell[1] != "":
            is_member = cell in kind.cells(record, self.store.vault)
        (members.add if is_member else members.discard)(identifier)


def _bounds(prefix: str, selection: Selection) -> tuple[str, str]:
    """Exclusive bounds on the id from a selection's cursor and times."""
    low, high = "", "\x7f"
    if selection.from_us is not None:
        low = lower_bound(prefix, selection.from_us)
    if selection.until_us is not None:
        high = lower_bound(prefix, selection.until_us)
    if selection.after is not None:
        if selection.is_ascending:
            low = max(low, selection.after)
        else:
            high = min(high, selection.after)
    return low, high


def _padded(merged: list[str], last: str, limit: int) -> list[str]:
    """Keep a slice as long as the file's, so that the scan goes on behind it."""
    return merged + [last] * (limit - len(merged))
