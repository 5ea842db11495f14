"""The file of a bank: its tables, its pragmas, and how it is opened.

Everything a reader finds by key range is `WITHOUT ROWID`; the journal's key is (account, time,
sequence), so that a balance as of any instant is one look-up. A flush is one statement: an insert
into a temporary view whose trigger spreads the batch over the tables, so the whole write runs
outside the interpreter's lock (measured in docs/decisions/0003-one-statement-per-batch.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from sandbox.engine.store.sqlite.checksums import UNCHECKED
from sandbox.engine.store.sqlite.damage import lost_commits

APPLICATION_ID = 0x53424E4B  # "SBNK"
FORMAT = 2
"""2 since rows carry checksums; a file of format 1 is brought up when it is opened to be written."""
FORMAT_WITH_HISTORY = 3
"""Of a file that names segments beside it: whoever does not know them must not read it. See: `history`."""

# Before 3.51.3 a writer racing a checkpoint on another connection could corrupt the file.
OLDEST_SQLITE = (3, 51, 3)

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE versions (kind TEXT, id TEXT, version INTEGER, commit_seq INTEGER, is_deleted INTEGER,
  schema INTEGER, body TEXT, sealed BLOB, checksum INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (kind, id, version))
  WITHOUT ROWID;
CREATE TABLE lookups (column_name TEXT, value TEXT, id TEXT, PRIMARY KEY (column_name, value, id))
  WITHOUT ROWID;
CREATE TABLE leaves (commit_seq INTEGER PRIMARY KEY, at_us INTEGER, leaf TEXT);
CREATE INDEX leaves_by_time ON leaves (at_us);
CREATE TABLE nodes (level INTEGER, position INTEGER, hash BLOB, PRIMARY KEY (level, position)) WITHOUT ROWID;
CREATE TABLE checkpoints (size INTEGER PRIMARY KEY, root BLOB, signature BLOB);
CREATE TABLE events (sequence INTEGER PRIMARY KEY, event_id TEXT UNIQUE, commit_seq INTEGER, at_us INTEGER,
  type TEXT, body TEXT);
CREATE INDEX events_by_commit ON events (commit_seq);
CREATE INDEX events_by_time ON events (at_us);
CREATE TABLE journal (id TEXT PRIMARY KEY, commit_seq INTEGER, body TEXT) WITHOUT ROWID;
CREATE TABLE entries (account TEXT, at_us INTEGER, sequence INTEGER, journal_id TEXT, direction TEXT,
  posted INTEGER, pending INTEGER, debits_posted INTEGER, credits_posted INTEGER, debits_pending INTEGER,
  credits_pending INTEGER, PRIMARY KEY (account, at_us, sequence)) WITHOUT ROWID;
CREATE TABLE balances (account TEXT PRIMARY KEY, definition TEXT, created_us INTEGER, at_us INTEGER,
  sequence INTEGER, debits_posted INTEGER, credits_posted INTEGER, debits_pending INTEGER,
  credits_pending INTEGER) WITHOUT ROWID;
CREATE TABLE holds (id TEXT PRIMARY KEY, body TEXT, checksum INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE counters (name TEXT PRIMARY KEY, period TEXT, value TEXT) WITHOUT ROWID;
CREATE TABLE numbers (series TEXT PRIMARY KEY, last INTEGER) WITHOUT ROWID;
CREATE TABLE effects (due_us INTEGER, sequence INTEGER, is_parked INTEGER, body TEXT,
  PRIMARY KEY (due_us, sequence)) WITHOUT ROWID;
CREATE TABLE answers (scope TEXT, key TEXT, fingerprint TEXT, status INTEGER, location TEXT, body TEXT,
  sealed BLOB, resource_id TEXT, PRIMARY KEY (scope, key)) WITHOUT ROWID;
"""

PARTS = (
    "versions",
    "lookups_added",
    "lookups_removed",
    "leaves",
    "nodes",
    "events",
    "journal",
    "entries",
    "balances",
    "holds",
    "counters",
    "numbers",
    "effects_added",
    "effects_removed",
    "answers",
    "meta",
    "checkpoints",
)
"""The parts of a batch, each a JSON array of rows, in the order the view takes them."""


def _columns(count: int, *, blobs: tuple[int, ...] = ()) -> str:
    return ", ".join(f"unhex(value->>{i})" if i in blobs else f"value->>{i}" for i in range(count))


_TRIGGER = f"""
CREATE TEMP VIEW batch AS SELECT {", ".join(f"'' AS {part}" for part in PARTS)};
CREATE TEMP TRIGGER spread INSTEAD OF INSERT ON batch BEGIN
  INSERT INTO versions SELECT {_columns(9, blobs=(7,))} FROM json_each(NEW.versions);
  DELETE FROM lookups WHERE (column_name, value, id) IN
    (SELECT value->>0, value->>1, value->>2 FROM json_each(NEW.lookups_removed));
  INSERT OR IGNORE INTO lookups SELECT {_columns(3)} FROM json_each(NEW.lookups_added);
  INSERT INTO leaves SELECT {_columns(3)} FROM json_each(NEW.leaves);
  INSERT INTO nodes SELECT {_columns(3, blobs=(2,))} FROM json_each(NEW.nodes);
  INSERT INTO events SELECT {_columns(6)} FROM json_each(NEW.events);
  INSERT INTO journal SELECT {_columns(3)} FROM json_each(NEW.journal);
  INSERT INTO entries SELECT {_columns(11)} FROM json_each(NEW.entries);
  INSERT OR REPLACE INTO balances SELECT {_columns(9)} FROM json_each(NEW.balances);
  INSERT OR REPLACE INTO holds SELECT {_columns(3)} FROM json_each(NEW.holds);
  INSERT OR REPLACE INTO counters SELECT {_columns(3)} FROM json_each(NEW.counters);
  INSERT OR REPLACE INTO numbers SELECT {_columns(2)} FROM json_each(NEW.numbers);
  DELETE FROM effects WHERE (due_us, sequence) IN
    (SELECT value->>0, value->>1 FROM json_each(NEW.effects_removed));
  INSERT INTO effects SELECT {_columns(4)} FROM json_each(NEW.effects_added);
  INSERT INTO answers SELECT {_columns(8, blobs=(6,))} FROM json_each(NEW.answers);
  INSERT OR REPLACE INTO meta SELECT {_columns(2)} FROM json_each(NEW.meta);
  INSERT OR REPLACE INTO checkpoints SELECT {_columns(3, blobs=(1, 2))} FROM json_each(NEW.checkpoints);
END;
"""

WRITE_BATCH = f"INSERT INTO batch VALUES ({', '.join('?' * len(PARTS))})"


class Unusable(Exception):
    """The file cannot be opened as a bank; the message is one clear sentence."""


def require_sqlite() -> None:
    """Refuse a SQLite that can lose data."""
    version = tuple(int(part) for part in apsw.sqlite_lib_version().split("."))
    if version < OLDEST_SQLITE:
        wanted = ".".join(map(str, OLDEST_SQLITE))
        raise Unusable(f"SQLite {apsw.sqlite_lib_version()} is too old; Sandbank needs {wanted} or newer.")


def open_writer(path: Path, vfs: str | None = None) -> apsw.Connection:
    """Open or create a bank's file for its one writer. Raises `Unusable`."""
    require_sqlite()
    connection = None
    try:
        connection = apsw.Connection(str(path), vfs=vfs)
        connection.set_busy_timeout(5000)
        is_new = not connection.execute("SELECT count(*) FROM sqlite_schema").get
        _check_log(connection, path)
        if is_new:
            _create(connection)
        check_format(connection, path)
        _bring_up(connection)
        connection.execute(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;"
            "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY"
        ).fetchall()
        connection.execute(_TRIGGER)
    except apsw.Error as error:
        if connection is not None:
            connection.close()
        raise Unusable(f"{path.name} cannot be opened as a bank: {error}.") from error
    except Unusable:
        if connection is not None:
            connection.close()
        raise
    return connection


def _check_log(connection: apsw.Connection, path: Path) -> None:
    lost = lost_commits(connection, path)
    if lost:
        # Closing it must not fold the log in either: what is behind the damage is still there to be saved.
        connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        raise Unusable(
            f"The log of {path.name} is damaged, and {lost} commits lie behind the damage; restore a backup."
        )


def open_reader(path: Path, vfs: str | None = None, *, is_at_rest: bool = False) -> apsw.Connection:
    """Open a bank's file for reading. Raises `Unusable`.

    One at rest is read without a log or locks, and so without leaving files beside it.
    """
    try:
        flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
        name = f"{path.absolute().as_uri()}?immutable=1" if is_at_rest else str(path)
        connection = apsw.Connection(name, flags=flags, vfs=vfs)
        connection.set_busy_timeout(5000)
        check_format(connection, path)
        connection.execute("PRAGMA query_only=1; PRAGMA cache_size=-32768").fetchall()
    except apsw.Error as error:
        raise Unusable(f"{path.name} cannot be read as a bank: {error}.") from error
    return connection


def check_format(connection: apsw.Connection, path: Path) -> None:
    """Refuse a file of another application, or of a newer format. Raises `Unusable`."""
    if connection.pragma("application_id") != APPLICATION_ID:
        raise Unusable(f"{path.name} is not a Sandbank file; choose another data directory.")
    found = connection.pragma("user_version")
    if not 1 <= found <= FORMAT_WITH_HISTORY:
        raise Unusable(f"{path.name} has format {found}; this Sandbank reads formats up to {FORMAT_WITH_HISTORY}.")


def checksums_in(connection: apsw.Connection) -> str:
    """What to ask for as the checksum of a row: a file of format 1 that is only read has none."""
    return "checksum" if connection.pragma("user_version") > 1 else str(UNCHECKED)


@contextmanager
def as_one(connection: apsw.Connection) -> Iterator[None]:
    """One transaction: all of it or nothing. Raises what went wrong.

    On a failing disk SQLite may roll back by itself; that there is then nothing to roll back must not hide why.
    """
    try:
        with connection:
            yield
    except apsw.SQLError as error:
        if isinstance(error.__context__, apsw.FullError | apsw.IOError):
            raise error.__context__ from None
        raise


def _bring_up(connection: apsw.Connection) -> None:
    """Bring a file of an older format up, in one durable transaction that touches no row."""
    if connection.pragma("user_version") == 1:
        connection.execute("PRAGMA synchronous=FULL").fetchall()
        with as_one(connection):
            for table in ("versions", "holds"):
                connection.execute(f"ALTER TABLE {table} ADD COLUMN checksum INTEGER NOT NULL DEFAULT {UNCHECKED}")
            connection.execute(f"PRAGMA user_version={FORMAT}").fetchall()


def _create(connection: apsw.Connection) -> None:
    connection.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL").fetchall()
    create_tables(connection)


def create_tables(connection: apsw.Connection) -> None:
    """The tables of an empty bank, in one transaction."""
    with as_one(connection):
        connection.execute(TABLES)
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={FORMAT}").fetchall()
