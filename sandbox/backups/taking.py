"""A backup of a data directory, beside the server that writes it or without one.

The set is always whole. Banks are copied until the platform's newest state names none that is missing; that
state is then copied from the same read transaction that named them, and the keys after it, so that every sealed
value has its key. If a bank of the set was deleted before the keys were copied, its keys may be gone: then both
are copied again. An edge is copied before its bank: what it remembers to have sent has always happened.
See: pages.py, restoring.py, docs/decisions/0013-backups.md.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
import msgspec

from sandbox import __version__
from sandbox.backups import pages
from sandbox.backups.erasures import erasures_in
from sandbox.backups.manifests import FORMAT, NAME, BackedUp, How, Manifest, Mode, Piece, canonical, sealed
from sandbox.backups.stores import NEW, BackupStore, id_of
from sandbox.engine.clock import wall_us
from sandbox.engine.store.sqlite.files import sync, sync_folder
from sandbox.engine.store.sqlite.history import Segment, found_in, is_segment, main_of, segment_path
from sandbox.engine.store.sqlite.sealed import Damaged as HistoryDamaged
from sandbox.engine.store.sqlite.sealed import check_sealed
from sandbox.engine.vault import MASTER, NEXT_MASTER, FileMasterKey, fingerprint_of

PLATFORM, KEYS = "platform.db", "keys.db"
API_KEY_LABEL = "backup/api_key"

_ATTEMPTS = 100
_SETTLED_NS = 2_000_000_000
_GONE = (FileNotFoundError, apsw.CantOpenError, apsw.IOError)
_NAMED = """
SELECT id FROM versions AS head WHERE kind='StoredFile' AND is_deleted=0 AND json_extract(body, '$.state')='IN_USE'
  AND version=(SELECT max(version) FROM versions WHERE kind=head.kind AND id=head.id)
"""

Show = Callable[[int, str], None]


class CannotBackUp(Exception):
    """There is nothing to copy, or no room for the copy; the message is one sentence."""


class _Merged(Exception):
    """A history segment that a snapshot names is gone: it was merged with another since."""


def take(
    data: Path,
    store: BackupStore,
    mode: Mode | None = None,
    *,
    with_master_key: bool = False,
    show: Show = lambda progress_bps, detail: None,
) -> Manifest:
    """Back a data directory up; gives the manifest. The first one of a store is always full.

    mode: None is incremental where there is something to build on. show: told of hundredths of a percent.
    Raises `CannotBackUp`, `StoreInUse`, `Damaged` when what it would build on is, OSError, apsw.Error.
    """
    if not (data / PLATFORM).exists() or not (data / "master.key").exists():
        raise CannotBackUp(f"There is no Sandbank in {data}; name its data directory with --data.")
    with store.writing():
        newest = _newest(store, is_needed=mode != "FULL")
        if newest is None or mode == "FULL":
            mode, parent = "FULL", None
        elif mode == "DIFFERENTIAL":
            parent = store.chain(newest.backup_id)[0].backup_id
        else:
            mode, parent = "INCREMENTAL", newest.backup_id
        began_us = wall_us() if newest is None else max(wall_us(), newest.ended_us + 1)
        folder = store.backups_path / (id_of(began_us, mode) + NEW)
        folder.mkdir(mode=0o700)
        try:
            manifest = _Taking(data, store, folder, parent, show).run(mode, began_us, with_master_key)
            folder.rename(folder.with_name(manifest.backup_id))
            sync_folder(store.backups_path)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    return manifest


def _newest(store: BackupStore, *, is_needed: bool) -> Manifest | None:
    """The last backup; one that is damaged is in nobody's way as long as nothing builds on it."""
    try:
        return store.newest()
    except pages.Damaged:
        if is_needed:
            raise
        return None


def files_named(platform: apsw.Connection) -> set[str]:
    """The files that a state of the platform's bank names, as paths in the data directory."""
    named = (row[0] for row in platform.execute(_NAMED))
    return {f"{'snapshots' if name.startswith('snap_') else 'banks'}/{name}" for name in named}


def edge_of(name: str) -> str:
    """The edge beside a bank's file."""
    folder, slash, file_name = name.rpartition("/")
    return f"{folder}{slash}{file_name.partition('.')[0]}.edge.db"


def _at_rest(path: Path) -> contextlib.closing[apsw.Connection]:
    """A file that nobody writes, read without leaving anything beside it."""
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    return contextlib.closing(apsw.Connection(f"{path.absolute().as_uri()}?immutable=1", flags=flags))


def masters_of(data: Path) -> list[FileMasterKey]:
    """The master keys of a data directory, the newest last: two while they are changed."""
    return [FileMasterKey(data / name) for name in (MASTER, NEXT_MASTER) if (data / name).exists()]


def masters_needed(ring: Path) -> set[str]:
    """Under which master keys the keys in a ring at rest are wrapped."""
    with _at_rest(ring) as connection:
        columns = {row[1] for row in connection.execute("PRAGMA table_info(keys)")}
        if "master" not in columns:
            return set()
        return {row[0] for row in connection.execute("SELECT DISTINCT master FROM keys")} - {""}


def sealed_api_key(data: Path, master: FileMasterKey) -> str | None:
    """The first key of a data directory, sealed; None where there is none."""
    path = data / "api_key"
    return master.wrap(path.read_bytes(), API_KEY_LABEL).hex() if path.exists() else None


class _Taking:
    """One backup on its way."""

    def __init__(self, data: Path, store: BackupStore, folder: Path, parent: str | None, show: Show) -> None:
        self._data, self._store, self._folder, self._show = data, store, folder, show
        self._parent = parent
        self._chain = store.chain(parent) if parent is not None else []
        self._taken: dict[str, BackedUp] = {}
        self._masters: list[FileMasterKey] = []
        self._merged: set[str] = set()
        self._total = max(1, sum(path.stat().st_size for path in data.rglob("*.db") if path.is_file()))
        self._done = 0

    def run(self, mode: Mode, began_us: int, with_master_key: bool) -> Manifest:
        """Copy everything; the manifest is the last to be written."""
        wanted = self._whole_set(with_master_key)
        for name in [name for name in self._taken if _main_of(name) not in wanted]:
            self._drop(name)
        with _at_rest(self._folder / f"{KEYS}.copy") as ring:
            count, head = self._store.erasures.add(erasures_in(ring))
        (self._folder / f"{KEYS}.copy").unlink()
        manifest = sealed(
            Manifest(
                format=FORMAT,
                backup_id=self._folder.name.removesuffix(NEW),
                mode=mode,
                parent=self._parent,
                began_us=began_us,
                ended_us=max(wall_us(), began_us),
                version=__version__,
                master_keys=[one.fingerprint for one in self._masters],
                has_master_key=with_master_key,
                sealed_api_key=sealed_api_key(self._data, self._masters[-1]),
                files=[self._taken[name] for name in sorted(self._taken)],
                erasures=count,
                erasures_head=head,
            )
        )
        pages.write_durably(self._folder / NAME, canonical(manifest))
        for folder in [*(path for path in self._folder.iterdir() if path.is_dir()), self._folder]:
            sync_folder(folder)
        return manifest

    def _whole_set(self, with_master_key: bool) -> set[str]:
        """Copy until nothing that the platform names is missing; gives the names of the set."""
        for _ in range(_ATTEMPTS):
            self._copy_quietly(edge_of(PLATFORM))
            with pages.snapshot(self._data / PLATFORM) as platform:
                named = files_named(platform)
                missing = sorted(named - self._taken.keys())
                if not missing:
                    self._put(PLATFORM, platform, self._stamp(self._data / PLATFORM), wall_us())
                    self._copy(KEYS)
                    if not self._take_masters(with_master_key):
                        continue
                    with pages.snapshot(self._data / PLATFORM) as after:
                        if named <= files_named(after):
                            return {*named, *map(edge_of, named), PLATFORM, edge_of(PLATFORM), KEYS}
            for name in missing:
                self._copy_quietly(edge_of(name))
                self._copy_quietly(name)
        raise CannotBackUp("Banks are made and deleted faster than they can be copied; try again when there is less.")

    def _take_masters(self, with_master_key: bool) -> bool:
        """See which master keys the copied keys need; False when a change of them has just ended."""
        with contextlib.suppress(FileNotFoundError):
            self._masters = masters_of(self._data)
            for number, name in enumerate((MASTER, NEXT_MASTER)[: len(self._masters)] if with_master_key else ()):
                content = (self._data / name).read_bytes()
                if fingerprint_of(content) != self._masters[number].fingerprint:
                    return False
                self._secret(name, content)
            return masters_needed(self._folder / f"{KEYS}.copy") <= {one.fingerprint for one in self._masters}
        return False

    def _copy_quietly(self, name: str) -> None:
        """Copy a file that may be removed meanwhile; the platform says whether it is missed."""
        try:
            self._copy(name)
        except _GONE:
            if (self._data / name).exists():
                raise
            self._drop(name)
        except _Merged as error:
            if str(error) in self._merged:
                raise CannotBackUp(f"The history segment {error} is missing; restore a backup.") from error
            self._merged.add(str(error))
            self._drop(name)

    def _copy(self, name: str) -> None:
        path = self._data / name
        if not path.exists() and path.with_name(path.name + NEW).exists():
            path = path.with_name(path.name + NEW)
        if not path.exists():
            return
        stamp, taken_us = self._stamp(path), wall_us()
        before = self._chain[-1].file(name) if self._chain else None
        if before is not None and name != KEYS and _is_settled(before, stamp):
            # As Git does it: a time stamp proves nothing about what was written in its own instant.
            for entry in [before, *(one for one in self._chain[-1].files if _main_of(one.name) == name != one.name)]:
                self._taken[entry.name] = _same(entry)
            return
        with pages.snapshot(path) as source:
            self._put(name, source, stamp, taken_us)
            for segment in found_in(source).segments:
                self._put_segment(name, path, segment)

    def _put(self, name: str, source: apsw.Connection, stamp: list[int], taken_us: int) -> None:
        """Write what a snapshot sees: whole, or what changed since the parent."""
        target = self._folder / name
        target.parent.mkdir(mode=0o700, exist_ok=True)
        copy = target.with_name(target.name + ".copy")
        pages.copy_pages(source, copy)
        counts = _counts(copy)
        before = self._store.map_in(self._chain, name) if self._chain else None
        if before is None:
            held = pages.map_of(copy)
            how: How = "WHOLE"
            if name == KEYS:
                shutil.copyfile(copy, target)
            else:
                copy.rename(target)
        else:
            held = pages.write_changes(copy, before, target)
            how = "CHANGES" if held.stored or held.page_count != before.page_count else "SAME"
            if name != KEYS:
                copy.unlink()
        pieces: dict[str, Piece] = {}
        if how == "SAME":
            target.unlink()
        else:
            map_path = target.with_name(target.name + ".map")
            map_path.write_bytes(held.encode())
            pieces = {"pages": self._piece(target), "map": self._piece(map_path)}
        self._taken[name] = BackedUp(
            name=name,
            how=how,
            page_count=held.page_count,
            taken_us=taken_us,
            stamp=stamp,
            **counts,
            **pieces,  # type: ignore[arg-type]
        )
        self._done += held.page_count * held.page_size
        self._show(min(10_000, self._done * 10_000 // self._total), name)

    def _put_segment(self, name: str, path: Path, segment: Segment) -> None:
        """Copy a history segment that the chain does not hold yet: nothing changes it ever. Raises `_Merged`."""
        own = f"{name}.{segment.name}"
        before = self._chain[-1].file(own) if self._chain else None
        if before is not None:
            self._taken[own] = _same(before)
            return
        source, target = segment_path(path, segment.name), self._folder / own
        try:
            shutil.copyfile(source, target)
            bad = check_sealed(target, segment.sealed())
        except FileNotFoundError as error:
            raise _Merged(own) from error
        except HistoryDamaged as error:
            raise CannotBackUp(f"The history segment {own} is damaged: {error}.") from error
        if bad:
            raise CannotBackUp(f"The history segment {own} is damaged at page {bad[0]}; restore a backup.")
        held = pages.map_of(target)
        map_path = target.with_name(target.name + ".map")
        map_path.write_bytes(held.encode())
        self._taken[own] = BackedUp(
            name=own,
            how="WHOLE",
            page_count=held.page_count,
            taken_us=wall_us(),
            stamp=self._stamp(source),
            pages=self._piece(target),
            map=self._piece(map_path),
        )

    def _piece(self, path: Path) -> Piece:
        sync(path)
        return Piece(path=str(path.relative_to(self._folder)), size=path.stat().st_size, sha256=pages.hash_of(path))

    def _drop(self, name: str) -> None:
        for one in [name, *(other for other in self._taken if _main_of(other) == name != other)]:
            self._taken.pop(one, None)
            for suffix in ("", ".map", ".copy"):
                (self._folder / (one + suffix)).unlink(missing_ok=True)

    def _secret(self, name: str, content: bytes) -> None:
        descriptor = os.open(self._folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    @staticmethod
    def _stamp(path: Path) -> list[int]:
        """Size, time of the last change, and number of a file and of the log beside it."""
        found: list[int] = []
        for one in (path, path.with_name(path.name + "-wal")):
            if one.exists():
                status = one.stat()
                found += [status.st_size, status.st_mtime_ns, status.st_ino]
            else:
                found += [0, 0, 0]
        return found


def _main_of(name: str) -> str:
    """The bank's file that a history segment lies beside; of any other file its own name."""
    return str(main_of(Path(name))) if is_segment(Path(name)) else name


def _same(before: BackedUp) -> BackedUp:
    return msgspec.structs.replace(before, how="SAME", pages=None, map=None)


def _is_settled(before: BackedUp, stamp: list[int]) -> bool:
    return before.stamp == stamp and max(stamp[1], stamp[4]) < before.taken_us * 1000 - _SETTLED_NS


def _counts(copy: Path) -> dict[str, Any]:
    """What a bank's copy holds; nothing for what is no bank."""
    with _at_rest(copy) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type='table'")}
        if not {"leaves", "entries"} <= tables:
            return {}
        last = connection.execute("SELECT commit_seq, at_us FROM leaves ORDER BY 1 DESC LIMIT 1").fetchone()
        history = found_in(connection)
        entries = connection.execute("SELECT count(*) FROM entries WHERE at_us>=?", (history.until_us,)).get
        entries += sum(one.rows["entries"] for one in history.segments)
    return {"commit": last[0] if last else 0, "at_us": last[1] if last else None, "entries": entries}
