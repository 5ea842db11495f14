"""Archiving: a bank's old history goes into a sealed segment, beside everything else that the bank does.

1. A segment is written and put on disk, by a thread with a connection of its own. It means nothing yet.
2. Readers learn of the cut: what is older they look for in the segments that the file names, whichever these are.
3. One commit names the segment and makes the cut. From here on the file's own old rows count no more.
4. They are taken out in small commits, between which others write.

A crash after any of them leaves a bank that says the same; the next run removes files that nobody names,
and goes on taking out. Of the file's newest entry per account, newest leaf and newest event a copy stays: a balance
is checked against it, and counting goes on from it. See: `segments`, `history`, tests/engine/test_archiving.py.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import apsw
import msgspec

from sandbox.contract.problem import Problem
from sandbox.engine.store.sqlite.files import sync_folder
from sandbox.engine.store.sqlite.history import (
    MOVING,
    History,
    Segment,
    decode,
    remove_beside,
    segment_path,
    tell,
    told,
)
from sandbox.engine.store.sqlite.segments import merge_segments, write_segment

if TYPE_CHECKING:
    from sandbox.engine.store.sqlite.store import SqliteStore

MOST_SEGMENTS = 8
"""More than so many are merged: who asks for the past opens all of them."""

SLICE_ROWS = 1_000
"""So many rows are taken out of the file in one commit."""

R = TypeVar("R")

_encode = msgspec.json.Encoder().encode


class Archived(NamedTuple):
    """What a run moved: rows per table, older than which instant, into how many bytes; and the number of segments."""

    rows: dict[str, int]
    until_us: int
    size_bytes: int
    segments: int


async def archive(store: SqliteStore, before_us: int, *, least_commits: int = 1) -> Archived | None:
    """Move what is older than an instant of the bank's clock; None when there is less than that many commits of it.

    Raises `Damaged`, Problem `bank_replaced` or `bank_read_only`, apsw.Error, OSError; then nothing is lost or doubled.
    """
    async with store.archiving:
        try:
            return await _archive(store, before_us, least_commits)
        except ValueError as error:
            if not store.is_ending:
                raise
            # The connection was closed under it: that is no failure of the file.
            raise Problem("bank_replaced") from error


async def _archive(store: SqliteStore, before_us: int, least_commits: int) -> Archived | None:
    await store.durable(store.state.commit)
    history = await store.writer.run(lambda connection: decode(told(connection)))
    await asyncio.to_thread(remove_beside, store.path, but=history)
    await _trim(store, history)
    _require_life(store)
    grown = await _beside(write_segment, store, before_us, least_commits=least_commits)
    if grown is None:
        return None
    made = grown.segments[-1]
    await _name(store, grown, made)
    history = await _trim(store, grown)
    while len(history.segments) > MOST_SEGMENTS:
        _require_life(store)
        merged = await _beside(merge_segments, store, history)
        fresh = next(one for one in merged.segments if one not in history.segments)
        await _name(store, merged, fresh)
        history = merged
    return Archived(made.rows, made.until_us, made.size_bytes, len(history.segments))


async def _beside(make: Callable[..., R], store: SqliteStore, *arguments: Any, **more: Any) -> R:
    """Make a segment on a thread, which ends soon when nobody waits for it any more."""
    stop = threading.Event()
    try:
        return await asyncio.to_thread(make, store.path, *arguments, vfs=store.vfs, stop=stop, **more)
    finally:
        stop.set()


def _require_life(store: SqliteStore) -> None:
    if store.is_retired:
        raise Problem("bank_replaced")
    if store.is_read_only:
        raise Problem("bank_read_only")


async def _name(store: SqliteStore, history: History, made: Segment) -> None:
    """Let the file name a segment that is on disk, from one commit on."""
    path = segment_path(store.path, made.name)
    await asyncio.to_thread(sync_folder, path.parent)
    await store.writer.keep(path)
    store.reader.past.take(history)
    await store.writer.change(lambda connection: tell(connection, history))


async def _trim(store: SqliteStore, history: History) -> History:
    """Take what lies in the newest segment out of the file; gives the history that says so."""
    if history.is_trimmed:
        return history
    newest = history.segments[-1]
    for rows in _slices(segment_path(store.path, newest.name), newest):
        _require_life(store)
        await store.writer.change(rows.take_out)
        if store.writer.is_log_long:
            await store.writer.fold()
        # Whoever waits to write goes first.
        await asyncio.sleep(0)
    trimmed = msgspec.structs.replace(history, is_trimmed=True)
    store.reader.past.take(trimmed)
    await store.writer.change(lambda connection: tell(connection, trimmed))
    return trimmed


_IS_NEWEST = (
    "EXISTS (SELECT 1 FROM balances b WHERE b.account=entries.account AND b.at_us=entries.at_us "
    "AND b.sequence=entries.sequence)"
)
_KEPT = {
    "leaves": " AND commit_seq<(SELECT max(commit_seq) FROM leaves)",
    "events": " AND sequence<(SELECT max(sequence) FROM events)",
    "entries": f" AND NOT {_IS_NEWEST}",
}
_KEPT_BEFORE = {
    "leaves": "DELETE FROM leaves WHERE commit_seq<=$after AND commit_seq<(SELECT max(commit_seq) FROM leaves)",
    "events": "DELETE FROM events WHERE commit_seq<=$after AND sequence<(SELECT max(sequence) FROM events)",
    "entries": "DELETE FROM entries WHERE account IN (SELECT DISTINCT value->>0 FROM json_each($keys)) "
    f"AND at_us<$from AND NOT {_IS_NEWEST}",
}
"""What stayed of earlier cuts, and is not the newest any more."""


class _Slice(NamedTuple):
    """Some rows to take out of a table, by their keys."""

    table: str
    keys: str
    segment: Segment

    def take_out(self, connection: apsw.Connection) -> None:
        """Delete them, and what stayed of earlier cuts for their sake, in one commit."""
        columns = MOVING[self.table].key
        values = ", ".join(f"value->>{number}" for number in range(len(columns)))
        delete = f"DELETE FROM {self.table} WHERE ({', '.join(columns)}) IN (SELECT {values} FROM json_each($keys))"
        bounds = {"keys": self.keys, "after": self.segment.after_commit, "from": self.segment.from_us}
        with connection:
            connection.execute(delete + _KEPT.get(self.table, ""), {"keys": self.keys})
            if self.table in _KEPT_BEFORE:
                connection.execute(_KEPT_BEFORE[self.table], bounds)


def _slices(path: Path, segment: Segment) -> Iterator[_Slice]:
    """The rows of a segment, in the order of their keys: of a record's versions the oldest goes first."""
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    with contextlib.closing(apsw.Connection(segment.sealed().uri(path), flags=flags)) as connection:
        for table, moving in MOVING.items():
            names = ", ".join(moving.key)
            rows = connection.execute(f"SELECT {names} FROM {table} ORDER BY {names}")
            while keys := _some(rows):
                yield _Slice(table, _encode(keys).decode(), segment)


def _some(rows: Iterator[Any]) -> list[Any]:
    return list(itertools.islice(rows, SLICE_ROWS))
