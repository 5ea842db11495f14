"""A history segment being made: of what is old in a bank's file, or of two segments that lie next to each other.

What moves is found by what the audit log says was written, so the cost is that of the rows that move. Anything that
the log names and that is not there stops it: a damaged bank is verified, not archived. The file gets its name
at once, and means nothing until a commit of the bank names it. See: `archiving` for the steps.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
from pathlib import Path
from typing import NamedTuple

import apsw

from sandbox.engine.store.sqlite.history import (
    DDL,
    MOVING,
    History,
    Segment,
    attach_segment,
    decode,
    segment_path,
    tell,
    told,
)
from sandbox.engine.store.sqlite.schema import as_one
from sandbox.engine.store.sqlite.sealed import PAGE_BYTES, Damaged, seal_file

_MARKS = "bank.leaves l, json_each(l.leaf, '$.{0}') mark"
_COMMITS = "l.commit_seq>$after AND l.commit_seq<=$until"
_REPLACING = f"{_COMMITS} AND mark.value->>2 > 1"

_COUNTS = {
    "leaves": "SELECT $until - $after",
    "events": f"SELECT count(*) FROM {_MARKS.format('events')} WHERE {_COMMITS}",
    "journal": f"SELECT count(*) FROM {_MARKS.format('ledger')} WHERE {_COMMITS}",
    "entries": "SELECT coalesce(sum(json_array_length(body, '$.entries')), 0) FROM main.journal",
    "versions": f"SELECT count(*) FROM {_MARKS.format('versions')} WHERE {_REPLACING}",
}
"""How many rows the audit log says there are."""

_ROWS = {
    "leaves": "bank.leaves t WHERE t.commit_seq>$after AND t.commit_seq<=$until",
    "events": "bank.events t WHERE t.commit_seq>$after AND t.commit_seq<=$until",
    "journal": f"{_MARKS.format('ledger')} JOIN bank.journal t ON t.id=mark.value->>0 WHERE {_COMMITS}",
    "entries": "main.journal j, json_each(j.body, '$.entries') line JOIN bank.entries t ON t.account=line.value->>0 "
    "AND t.at_us=j.body->>'$.at_us' AND t.sequence=line.value->>1 AND t.journal_id=j.id",
    "versions": f"{_MARKS.format('versions')} JOIN bank.versions t ON t.kind=mark.value->>0 "
    f"AND t.id=mark.value->>1 AND t.version=(mark.value->>2)-1 WHERE {_REPLACING}",
}
"""Where they are found: what the newest version replaced is the one before it."""


_STEPS = 20_000
"""So many steps of SQLite between two looks at whether to go on."""


class Cut(NamedTuple):
    """What one segment takes: the commits after one up to another, at instants from one to before another."""

    after_commit: int
    until_commit: int
    until_event: int
    from_us: int
    until_us: int


def cut_of(bank: apsw.Connection, schema: str, history: History, before_us: int) -> Cut | None:
    """What is older than an instant and in no segment yet; None when that is nothing.

    The last commit always stays, whatever its age: nothing is ever written at an instant that was cut off.
    """
    last: int | None = bank.execute(f"SELECT at_us FROM {schema}.leaves ORDER BY commit_seq DESC LIMIT 1").get
    before_us = min(before_us, last or 0)
    older = f"SELECT commit_seq FROM {schema}.leaves WHERE at_us<? ORDER BY at_us DESC, commit_seq DESC LIMIT 1"
    until: int | None = bank.execute(older, (before_us,)).get
    if until is None or until <= history.until_commit:
        return None
    event: int | None = bank.execute(
        f"SELECT sequence FROM {schema}.events WHERE commit_seq<=? ORDER BY commit_seq DESC, sequence DESC LIMIT 1",
        (until,),
    ).get
    return Cut(history.until_commit, until, max(event or 0, history.until_event), history.until_us, before_us)


def write_segment(
    bank_file: Path,
    before_us: int,
    *,
    least_commits: int = 1,
    vfs: str | None = None,
    stop: threading.Event | None = None,
) -> History | None:
    """Write what is older than an instant into a new segment, sealed and on disk; gives the history with it.

    None when there is less than that to move. Beside whoever writes the bank. stop: set by who wants it no more.
    Raises `Damaged`, apsw.Error, OSError.
    """
    name = f"history-{secrets.token_hex(8)}"
    path = segment_path(bank_file, name)
    try:
        with contextlib.closing(_create(path, vfs, stop)) as connection:
            connection.execute("ATTACH ? AS bank", (f"{bank_file.absolute().as_uri()}?mode=ro",))
            with as_one(connection):
                known = decode(connection.execute("SELECT value FROM bank.meta WHERE name='history'").get)
                cut = cut_of(connection, "bank", known, before_us)
                if cut is None or cut.until_commit - cut.after_commit < least_commits:
                    rows = {}
                else:
                    connection.execute(DDL)
                    rows = {table: _move(connection, table, cut) for table in MOVING}
        if cut is None or not rows:
            path.unlink()
            return None
        return History(
            until_us=cut.until_us,
            until_commit=cut.until_commit,
            until_event=cut.until_event,
            is_trimmed=False,
            segments=[*known.segments, _sealed(path, name, rows, cut, vfs)],
        )
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _move(connection: apsw.Connection, table: str, cut: Cut) -> int:
    columns, key = MOVING[table].columns, MOVING[table].key
    bounds = {"after": cut.after_commit, "until": cut.until_commit}
    sql = f"INSERT INTO main.{table} SELECT {', '.join(f't.{name}' for name in columns)} FROM {_ROWS[table]} "
    connection.execute(sql + f"ORDER BY {', '.join(f't.{name}' for name in key)}", bounds)
    moved = connection.changes()
    expected: int = connection.execute(_COUNTS[table], bounds).get
    if moved != expected:
        raise Damaged(f"{moved} of {expected} old {table} are there; run `sandbank verify`")
    return moved


def merge_segments(
    bank_file: Path, history: History, *, vfs: str | None = None, stop: threading.Event | None = None
) -> History:
    """Write the two neighbours that are smallest together into one; gives the history with it.

    Raises `Damaged`, apsw.Error, OSError.
    """
    sizes = [one.pages for one in history.segments]
    place = min(range(len(sizes) - 1), key=lambda number: sizes[number] + sizes[number + 1])
    pair = history.segments[place : place + 2]
    name = f"history-{secrets.token_hex(8)}"
    path = segment_path(bank_file, name)
    try:
        with contextlib.closing(_create(path, vfs, stop)) as connection:
            for number, one in enumerate(pair):
                attach_segment(connection, segment_path(bank_file, one.name), one, f"part{number}")
            with as_one(connection):
                connection.execute(DDL)
                rows = {table: _unite(connection, table) for table in MOVING}
        older, newer = pair
        cut = Cut(older.after_commit, newer.until_commit, 0, older.from_us, newer.until_us)
        merged = _sealed(path, name, rows, cut, vfs)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    segments = [*history.segments[:place], merged, *history.segments[place + 2 :]]
    return History(
        until_us=history.until_us,
        until_commit=history.until_commit,
        until_event=history.until_event,
        is_trimmed=history.is_trimmed,
        segments=segments,
    )


def _unite(connection: apsw.Connection, table: str) -> int:
    columns, key = ", ".join(MOVING[table].columns), ", ".join(MOVING[table].key)
    parts = " UNION ALL ".join(f"SELECT {columns} FROM part{number}.{table}" for number in range(2))
    connection.execute(f"INSERT INTO main.{table} SELECT {columns} FROM ({parts}) ORDER BY {key}")
    return connection.changes()


def gather(bank_file: Path) -> None:
    """Take the segments of a file that nobody writes back into it, and remove them: it is whole by itself again.

    Raises `Damaged`, apsw.Error, OSError.
    """
    connection = apsw.Connection(str(bank_file), flags=apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI)
    try:
        connection.execute("PRAGMA journal_mode=DELETE; PRAGMA synchronous=OFF").fetchall()
        history = decode(told(connection))
        for number, one in enumerate(history.segments):
            attach_segment(connection, segment_path(bank_file, one.name), one, f"past{number}")
        with as_one(connection):
            for table, moving in MOVING.items():
                for number in range(len(history.segments)):
                    # What was left in the file, or spared, is the same row.
                    columns = ", ".join(moving.columns)
                    sql = f"INSERT OR IGNORE INTO main.{table} SELECT {columns} FROM past{number}.{table}"
                    connection.execute(sql)
            tell(connection, History())
    finally:
        connection.close()
    for one in history.segments:
        segment_path(bank_file, one.name).unlink(missing_ok=True)


def _create(path: Path, vfs: str | None, stop: threading.Event | None) -> apsw.Connection:
    flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI
    connection = apsw.Connection(str(path), vfs=vfs, flags=flags)
    # Nobody reads it before it is sealed, and what a crash leaves of it is removed: it needs no journal.
    connection.execute(f"PRAGMA main.page_size={PAGE_BYTES}").fetchall()
    connection.execute("PRAGMA main.journal_mode=OFF; PRAGMA main.synchronous=OFF").fetchall()
    if stop is not None:
        connection.set_progress_handler(stop.is_set, _STEPS)
    return connection


def _sealed(path: Path, name: str, rows: dict[str, int], cut: Cut, vfs: str | None) -> Segment:
    seal = seal_file(path, vfs)
    return Segment(
        name=name,
        pages=seal.pages,
        seal=seal.digest,
        from_us=cut.from_us,
        until_us=cut.until_us,
        after_commit=cut.after_commit,
        until_commit=cut.until_commit,
        rows=rows,
    )
