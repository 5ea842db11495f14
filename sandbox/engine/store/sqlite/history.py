"""Where old history lies: sealed segments beside a bank's file, and the one value in the file that names them.

The value `history` of `meta` names the segments, oldest first, and the *cut*: everything up to one commit lies
in a segment, everything after it in the file. Changing the value is how a segment comes and goes; what the file
still holds from before the cut counts no more, whether it was taken out yet or not. Over all of it lie views with
the names of the tables, so that whoever must see a bank's whole life asks as if nothing had been moved.
See: `archiving` writes segments, `past` reads them, `sealed` guards them; docs/archive.md.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import apsw
import msgspec

from sandbox.engine.store.sqlite.schema import FORMAT, FORMAT_WITH_HISTORY, TABLES, open_reader
from sandbox.engine.store.sqlite.sealed import Damaged, Seal

META = "history"
_NEW = ".new"
_NAME = re.compile(r"history-[0-9a-f]{16}")


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """One file of old history: the commits after `after_commit` up to `until_commit`, at instants before `until_us`."""

    name: str
    pages: int
    seal: str
    from_us: int
    until_us: int
    after_commit: int
    until_commit: int
    rows: dict[str, int]

    def sealed(self) -> Seal:
        """What the file must be."""
        return Seal(self.pages, self.seal)

    @property
    def size_bytes(self) -> int:
        """What it takes on disk."""
        return self.sealed().size_bytes


class History(msgspec.Struct, frozen=True, kw_only=True):
    """The segments of a bank, oldest first, and the cut between them and the bank's file.

    until_us: entries before this instant were moved; until_commit, until_event: as were leaves and events up to these
    positions; is_trimmed: whether all of it has been taken out of the file.
    """

    until_us: int = 0
    until_commit: int = 0
    until_event: int = 0
    is_trimmed: bool = True
    segments: list[Segment] = []

    def encode(self) -> str:
        """The value as it lies in `meta`."""
        return msgspec.json.encode(self).decode()


NONE = History()


def decode(text: str | None) -> History:
    """The inverse of `encode`; None for a bank that moved nothing. Raises `Damaged`."""
    if text is None:
        return NONE
    try:
        found = msgspec.json.decode(text, type=History)
    except msgspec.MsgspecError as error:
        raise Damaged(f"the list of history segments cannot be read: {error}") from error
    for one in found.segments:
        if not _NAME.fullmatch(one.name):
            raise Damaged(f"{one.name} is no name of a history segment")
    return found


def told(connection: apsw.Connection) -> str | None:
    """The value in a bank's file, undecoded."""
    text: str | None = connection.execute("SELECT value FROM main.meta WHERE name=?", (META,)).get
    return text


def found_in(connection: apsw.Connection) -> History:
    """What a database says, be it a bank's or not. Raises `Damaged`."""
    is_bank = connection.execute("SELECT count(*) FROM main.sqlite_schema WHERE name IN ('meta', 'leaves')").get == 2
    return decode(told(connection)) if is_bank else NONE


def history_of(path: Path) -> History:
    """What a bank's file at rest says, read without leaving anything beside it. Raises `Damaged`, apsw.Error."""
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    connection = apsw.Connection(f"{path.absolute().as_uri()}?immutable=1", flags=flags)
    try:
        return found_in(connection)
    finally:
        connection.close()


def tell(connection: apsw.Connection, history: History) -> None:
    """Let a bank's file name these segments from this commit on: an older Sandbank refuses it then."""
    with connection:
        if history.segments:
            connection.execute("INSERT OR REPLACE INTO main.meta VALUES (?, ?)", (META, history.encode()))
        else:
            connection.execute("DELETE FROM main.meta WHERE name=?", (META,))
        connection.execute(f"PRAGMA main.user_version={FORMAT_WITH_HISTORY if history.segments else FORMAT}")


# What moves --------------------------------------------------------------------------------------
class Moving(NamedTuple):
    """A table of which old rows move: its columns and key; when a row `m` of the file was moved (`$commit`, `$us`)."""

    columns: tuple[str, ...]
    key: tuple[str, ...]
    moved: str


def _columns(table: str) -> tuple[str, ...]:
    body = re.search(rf"CREATE TABLE {table} \((.*?)\)(?:\s*WITHOUT ROWID)?;", TABLES, re.DOTALL)
    assert body is not None, f"there is no table {table}"
    plain = re.sub(r"PRIMARY KEY \([^)]*\)", "", body[1])
    return tuple(part.split()[0] for part in plain.split(",") if part.strip())


_UP_TO_COMMIT = "m.commit_seq<={0.until_commit}"

MOVING: dict[str, Moving] = {
    "leaves": Moving(_columns("leaves"), ("commit_seq",), _UP_TO_COMMIT),
    "events": Moving(_columns("events"), ("sequence",), _UP_TO_COMMIT),
    "journal": Moving(_columns("journal"), ("id",), _UP_TO_COMMIT),
    "entries": Moving(_columns("entries"), ("account", "at_us", "sequence"), "m.at_us<{0.until_us}"),
    # A version goes once the one after it is old: the newest one is what the bank works with.
    "versions": Moving(
        _columns("versions"),
        ("kind", "id", "version"),
        "EXISTS (SELECT 1 FROM main.versions n WHERE n.kind=m.kind AND n.id=m.id AND n.version=m.version+1 "
        "AND n.commit_seq<={0.until_commit})",
    ),
}
"""In this order rows are copied: entries and versions are found by what leaves and journal say."""

DDL = "".join(
    f"{one[0]};" for one in re.finditer(r"CREATE (?:TABLE|INDEX) (?:\w+ ON )?(\w+) [^;]*", TABLES) if one[1] in MOVING
)
"""The tables of a segment, with their indexes."""


# As files ----------------------------------------------------------------------------------------
def segment_path(bank_file: Path, name: str) -> Path:
    """Where a segment of a bank's file lies, whether the file has its final name yet or not."""
    return bank_file.with_name(f"{bank_file.name.removesuffix(_NEW)}.{name}")


def beside(bank_file: Path) -> list[Path]:
    """Every segment that lies beside a bank's file, named by it or not."""
    start = f"{bank_file.name.removesuffix(_NEW)}."
    found = sorted(bank_file.parent.glob(f"{start}history-*"))
    return [path for path in found if _NAME.fullmatch(path.name.removeprefix(start))]


def main_of(segment: Path) -> Path:
    """The bank's file that a segment lies beside."""
    return segment.with_name(segment.name.rpartition(".")[0])


def is_segment(path: Path) -> bool:
    """Whether a file's name is that of a segment."""
    return _NAME.fullmatch(path.name.rpartition(".")[2]) is not None


def share(source: Path, target: Path, history: History) -> None:
    """Give a copy of a bank's file the segments that it names: nothing changes them, so the copy shares them.

    Raises `Damaged`, OSError.
    """
    for one in history.segments:
        path = segment_path(target, one.name)
        path.unlink(missing_ok=True)
        try:
            os.link(segment_path(source, one.name), path)
        except FileNotFoundError:
            raise Damaged(f"the history segment {one.name} of {source.name} is missing; restore a backup") from None
        except OSError:
            # A file system without hard links.
            shutil.copyfile(segment_path(source, one.name), path)
            _sync(path)
    if history.segments:
        _sync(target.parent)


def remove_beside(bank_file: Path, *, but: History = NONE) -> list[Path]:
    """Remove the segments beside a bank's file that it does not name; gives what was removed."""
    kept = {segment_path(bank_file, one.name) for one in but.segments}
    doomed = [path for path in beside(bank_file) if path not in kept]
    for path in doomed:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
    return doomed


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


# As one database ---------------------------------------------------------------------------------
def attach(connection: apsw.Connection, path: Path, history: History) -> list[str]:
    """Lay views over a bank's file and its segments; gives the schemas that hold history, newest first.

    Raises `Damaged` when a segment is missing or is not the one that was sealed.
    """
    schemas: list[str] = []
    for number, one in enumerate(history.segments):
        schema = f"past{number}"
        attach_segment(connection, segment_path(path, one.name), one, schema)
        schemas.insert(0, schema)
    if schemas:
        connection.execute("PRAGMA query_only=0").fetchall()
        for table, moving in MOVING.items():
            columns = ", ".join(moving.columns)
            arms = [f"SELECT {columns} FROM main.{table} AS m WHERE NOT ({moving.moved.format(history)})"]
            arms += [f"SELECT {columns} FROM {schema}.{table}" for schema in schemas]
            connection.execute(f"DROP VIEW IF EXISTS temp.{table}")
            connection.execute(f"CREATE TEMP VIEW {table} AS {' UNION ALL '.join(arms)}")
    return schemas


def open_whole(path: Path) -> apsw.Connection:
    """A file that nobody writes, with the views over all of its bank's life. Raises `Unusable`, `Damaged`."""
    connection = open_reader(path)
    try:
        attach(connection, path, decode(told(connection)))
    except BaseException:
        connection.close()
        raise
    return connection


def attach_segment(connection: apsw.Connection, path: Path, segment: Segment, schema: str) -> None:
    """Let a connection read one segment, checked. Raises `Damaged`."""
    try:
        connection.execute(f"ATTACH ? AS {schema}", (segment.sealed().uri(path),))
        connection.execute(f"SELECT count(*) FROM {schema}.sqlite_schema").fetchall()
    except apsw.Error as error:
        why = "is missing" if not path.exists() else f"cannot be read: {error}"
        raise Damaged(f"the history segment {path.name} {why}; restore a backup") from error


def kept_rows(connection: apsw.Connection, history: History) -> Iterator[tuple[str, tuple[object, ...], bool]]:
    """Rows from before the cut that are still in the file: (table, key, whether a segment holds the same)."""
    for table, moving in MOVING.items():
        columns = ", ".join(moving.columns)
        same = " AND ".join(f"{name}=?" for name in moving.key)
        place = [moving.columns.index(name) for name in moving.key]
        moved = f"SELECT {columns} FROM main.{table} AS m WHERE {moving.moved.format(history)}"
        for row in connection.execute(moved):
            key = tuple(row[number] for number in place)
            found = connection.execute(f"SELECT {columns} FROM temp.{table} WHERE {same}", key).fetchall()
            yield table, key, found == [row]
