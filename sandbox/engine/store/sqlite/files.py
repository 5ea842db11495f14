"""Banks as files at rest: a new one, a copy of one, a copy made into another bank, a file from elsewhere.

A file that is made here has its final content on disk before anybody is told its name. Copies are taken
on the writer's thread, where nothing else can write meanwhile. See: engine/directory.py for who owns
which file, docs/decisions/0010-a-bank-is-switched-by-one-commit.md.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import apsw
import msgspec

from sandbox.engine.store.sqlite.history import decode, history_of, remove_beside, share, told
from sandbox.engine.store.sqlite.schema import (
    FORMAT,
    TABLES,
    Unusable,
    as_one,
    check_format,
    create_tables,
    open_reader,
)

_IMPORTED = frozenset(re.findall(r"CREATE TABLE (\w+)", TABLES))


class Glance(NamedTuple):
    """What a bank's file says of itself: `next_due_us` is the bank's time, `wall_offset_us` None when it stands."""

    bank_id: str
    vault: str
    seed: int
    epoch: int
    now_us: int
    wall_offset_us: int | None
    next_due_us: int | None
    last_event: int
    is_moving: bool
    country: str
    home_currency: str


def edge_path(folder: Path, bank_id: str) -> Path:
    """Where the edge of a bank is, whatever its file is called at the moment."""
    return folder / f"{bank_id}.edge.db"


def origin_of(bank_id: str, epoch: int) -> str:
    """Whose audit log it is: one that was forked or restored is another one from there on."""
    return f"sandbank/{bank_id}/{epoch}" if epoch else f"sandbank/{bank_id}"


def create_file(path: Path, meta: dict[str, Any]) -> None:
    """An empty bank with its first values, whole and on disk."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    connection = apsw.Connection(str(path))
    try:
        connection.execute("PRAGMA journal_mode=DELETE; PRAGMA synchronous=OFF").fetchall()
        create_tables(connection)
        _write_meta(connection, meta)
    finally:
        connection.close()
    sync(path)


def copy_file(connection: apsw.Connection, source: Path, path: Path) -> int:
    """Copy a bank's file from its writer's thread, its history shared; gives the last event's position."""
    last: int = connection.execute("SELECT coalesce(max(sequence), 0) FROM events").get
    busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() or (1,)
    if busy:
        target = apsw.Connection(str(path))
        try:
            with target.backup("main", connection, "main") as backup:
                while not backup.done:
                    backup.step(4096)
            target.execute("PRAGMA journal_mode=DELETE").fetchall()
        finally:
            target.close()
    else:
        _copy_open(source, path)
    sync(path)
    share(source, path, decode(told(connection)))
    return last


def _copy_open(source: Path, path: Path) -> None:
    """Copy a file that this process has open as a database.

    Read by SQLite's own file layer: a file that is opened and closed in any other way loses the locks that this
    process has on it, and another process would then take the log for its own to fold in and delete.
    """
    file = apsw.VFSFile("", str(source.absolute()), [apsw.SQLITE_OPEN_MAIN_DB | apsw.SQLITE_OPEN_READONLY, 0])
    try:
        left, place = file.xFileSize(), 0
        with path.open("wb") as target:
            while place < left:
                place += target.write(file.xRead(min(left - place, 1 << 20), place))
    finally:
        file.xClose()


def copy_whole(source: Path, path: Path) -> None:
    """Copy a file that nobody writes any more."""
    shutil.copyfile(source, path)
    sync(path)


def copy_bank_at_rest(source: Path, path: Path) -> None:
    """Copy a bank's file that nobody writes any more, its history shared. Raises `Damaged`."""
    copy_whole(source, path)
    share(source, path, history_of(path))


def make_another(path: Path, meta: dict[str, Any]) -> None:
    """Make a copy the file of a bank of its own: other values, and an audit log that nobody has signed yet."""
    connection = apsw.Connection(str(path))
    try:
        # The log that the copy may have been left with is taken in; nobody has seen this file yet.
        connection.execute("PRAGMA journal_mode=DELETE; PRAGMA synchronous=OFF").fetchall()
        last: int = connection.execute("SELECT coalesce(max(sequence), 0) FROM events").get
        with as_one(connection):
            connection.execute("DELETE FROM checkpoints")
            connection.execute("DELETE FROM meta WHERE name='move'")
            _write_meta(connection, {"epoch_began_at_event": last, **meta})
    finally:
        connection.close()
    sync(path)


def check_import(path: Path) -> Glance:
    """Refuse a file that is not a whole bank of this format. Raises `Unusable` with one clear sentence."""
    connection = open_reader(path)
    try:
        check_format(connection, path)
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type='table'")}
        if connection.pragma("user_version") > FORMAT:
            raise Unusable("The file names history that lies beside it; export the bank to have it in one file.")
        others = connection.execute("SELECT name FROM sqlite_schema WHERE type IN ('trigger','view')").fetchall()
        if tables != _IMPORTED or others:
            raise Unusable("The file has other tables than a bank.")
        for (message,) in connection.execute("PRAGMA integrity_check(1)"):
            if message != "ok":
                raise Unusable(f"The file is damaged: {message}.")
    except apsw.Error as error:
        raise Unusable(f"The file is damaged: {error}.") from error
    finally:
        connection.close()
    return glance(path)


def glance(path: Path) -> Glance:
    """What a file says of itself, read without opening the bank. Raises `Unusable`."""
    connection = open_reader(path, is_at_rest=not path.with_name(path.name + "-wal").exists())
    try:
        meta = dict(connection.execute("SELECT name, value FROM meta"))
        due = connection.execute("SELECT due_us FROM effects WHERE is_parked=0 ORDER BY due_us, sequence LIMIT 1").get
        last = connection.execute("SELECT coalesce(max(sequence), 0) FROM events").get
        mode, offset_us, frozen_us = msgspec.json.decode(meta.get("clock", '["RUNNING", 0, 0]'))
        return Glance(
            bank_id=meta.get("bank_id", ""),
            vault=meta.get("vault", meta.get("bank_id", "")),
            seed=int(meta.get("seed", "0"), 16),
            epoch=int(meta.get("epoch", 0)),
            now_us=max(frozen_us if mode == "FROZEN" else 0, int(meta.get("last_at_us", 0))),
            wall_offset_us=offset_us if mode == "RUNNING" else None,
            next_due_us=due,
            last_event=last,
            is_moving=meta.get("move", "null") != "null",
            country=meta.get("country", "US"),
            home_currency=meta.get("home_currency", "USD"),
        )
    except (apsw.Error, ValueError, TypeError, msgspec.MsgspecError) as error:
        raise Unusable(f"{path.name} cannot be read as a bank: {error}.") from error
    finally:
        connection.close()


def has_begun(path: Path) -> bool:
    """Whether a file is more than the beginning of one, cut short before anything was ever in it."""
    if not path.exists():
        return False
    try:
        connection = apsw.Connection(str(path))
        try:
            return bool(connection.execute("SELECT count(*) FROM sqlite_schema").get)
        finally:
            connection.close()
    except apsw.Error:
        return True  # what is wrong with it is said by whoever opens it


def vault_of(path: Path) -> str:
    """Under whose keys a file's people are sealed, and whose key signs its log; its own name where it cannot say."""
    try:
        return glance(path).vault or path.stem
    except Unusable:
        return path.stem


def seed_bytes(seed: int | None) -> bytes:
    """A seed as the bank keeps it; None draws one."""
    return secrets.token_bytes(32) if seed is None else seed.to_bytes(32, "big")


def remove(path: Path) -> None:
    """Remove a file, what SQLite keeps beside it, and its history."""
    for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        with contextlib.suppress(FileNotFoundError):
            name.unlink()
    if not path.with_name(path.name.removesuffix(".new")).exists():
        remove_beside(path)


def sync(path: Path) -> None:
    """Put a file on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Put the names in a folder on disk."""
    sync(path)


def _write_meta(connection: apsw.Connection, meta: dict[str, Any]) -> None:
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?,?)", list(meta.items()))
