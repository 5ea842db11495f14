"""A data directory made of a backup, or of the archive as of an instant.

Everything is checked before it is believed: the manifests, every piece, every page that was put together, the
master key, then the books. It is made beside its place and renamed into it: a restore that was refused or
killed leaves no data directory at all. The books are proved as far as the kinds of records are loaded
(`host.load_router`). Who was erased stays erased: every erasure that the store knows is
replayed, also those after the backup. See: stores.py, replaying.py, docs/backup.md.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import apsw
from cryptography.exceptions import InvalidTag

from sandbox.backups import pages
from sandbox.backups.erasures import Erasure, ErasureList, replay
from sandbox.backups.manifests import Manifest
from sandbox.backups.pages import Damaged
from sandbox.backups.stores import NEW, BackupStore
from sandbox.backups.taking import API_KEY_LABEL, KEYS, PLATFORM, Show, files_named, masters_needed
from sandbox.engine.directory import bank_files
from sandbox.engine.store.sqlite.files import sync, sync_folder, vault_of
from sandbox.engine.store.sqlite.schema import Unusable
from sandbox.engine.store.sqlite.verify import verify_file
from sandbox.engine.vault import MASTER, NEXT_MASTER, FileMasterKey, Keyring, fingerprint_of, public_signing_key

_MARK = "restoring"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class CannotRestore(Exception):
    """The place, the key or the room for a restore is missing; the message is one sentence."""


class Restored(NamedTuple):
    """What was restored: `banks` files of banks with so many commits and entries; `erased` keys were left out."""

    backup_id: str
    banks: int
    commits: int
    entries: int
    erased: int
    missing: list[str]


class Sources(NamedTuple):
    """What a restore was given beside the store."""

    master_keys: tuple[Path, ...] = ()
    erasures: Path | None = None


def restore(
    store: BackupStore,
    data: Path,
    backup_id: str | None = None,
    *,
    sources: Sources = Sources(),  # noqa: B008  (immutable)
    show: Show = lambda progress_bps, detail: None,
) -> Restored:
    """Make a data directory of a backup, of the newest when none is named.

    Raises `Damaged`, `CannotRestore`, OSError; then there is no directory.
    """
    ids = store.ids()
    if not ids:
        raise CannotRestore(f"There is no backup in {store.path}.")
    if backup_id is not None and backup_id not in ids:
        raise CannotRestore(f"There is no backup {backup_id} in {store.path}.")
    chain = store.chain(backup_id or ids[-1])
    manifest = chain[-1]

    def fill(folder: Path) -> list[str]:
        _require_room(folder, sum(map_size(entry.page_count) for entry in manifest.files))
        for number, entry in enumerate(manifest.files):
            show(number * 5_000 // len(manifest.files), entry.name)
            put_together(store, chain, entry.name, folder / entry.name)
        return []

    return build(store, data, manifest, fill, sources=sources, show=show)


def map_size(page_count: int) -> int:
    """About how many bytes so many pages take."""
    return page_count * 4096


def build(
    store: BackupStore,
    data: Path,
    manifest: Manifest,
    fill: Callable[[Path], list[str]],
    *,
    sources: Sources,
    show: Show,
) -> Restored:
    """Fill a directory with files, then with keys, prove it, and give it its name.

    manifest: says which master key is needed; fill: gives the names of what it could not find.
    """
    masters = _master_keys(store, manifest, sources)
    erasures = store.erasures.check(manifest.erasures, manifest.erasures_head)
    if sources.erasures is not None:
        erasures += ErasureList(sources.erasures).read()[0]
    with _in_the_making(data) as folder:
        missing = fill(folder)
        erased = _settle_keys(folder, manifest, masters, erasures)
        commits = entries = 0
        banks = bank_files(folder)
        for number, path in enumerate([folder / PLATFORM, *banks]):
            show(5_000 + number * 5_000 // (len(banks) + 1), f"proves {path.name}")
            counts = _prove(folder, path)
            commits, entries = commits + counts.get("leaves", 0), entries + counts.get("entries", 0)
        missing += _missing(folder)
        for path in [*folder.rglob("*.db-shm"), *folder.rglob("*.db-wal")]:
            # What the proof's readers laid there; the files are whole without it.
            path.unlink()
    return Restored(manifest.backup_id, len(banks), commits, entries, erased, sorted(set(missing)))


def put_together(store: BackupStore, chain: list[Manifest], name: str, target: Path) -> None:
    """Write one file as the last backup of a chain saw it. Raises `Damaged`."""
    target.parent.mkdir(mode=0o700, exist_ok=True)
    held = None
    for manifest, entry in store.layers(chain, name):
        if entry.pages is None or entry.map is None:
            continue
        held = pages.PageMap.decode(store.checked(manifest, entry.map).read_bytes())
        source = store.checked(manifest, entry.pages)
        if entry.how == "WHOLE":
            shutil.copyfile(source, target)
        else:
            pages.apply_changes(target, source, held)
    if held is None:
        raise Damaged(f"No backup in the chain of {chain[-1].backup_id} holds {name}.")
    pages.check_pages(target, held)


def _require_room(folder: Path, wanted: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < wanted:
        raise CannotRestore(
            f"The restore needs {wanted >> 20:,} MB at {folder.parent}, and {free >> 20:,} MB are free."
        )


def _master_keys(store: BackupStore, manifest: Manifest, sources: Sources) -> dict[str, bytes]:
    """The master keys that were given, by fingerprint. Raises `CannotRestore` when one is missing."""
    paths = [*sources.master_keys]
    if manifest.has_master_key:
        folder = store.backups_path / manifest.backup_id
        paths += [path for name in (MASTER, NEXT_MASTER) if (path := folder / name).exists()]
    found: dict[str, bytes] = {}
    for path in paths:
        try:
            key = path.read_bytes()
            FileMasterKey(path)
        except OSError as error:
            raise CannotRestore(f"The master key {path} cannot be read: {error.strerror}.") from error
        except ValueError as error:
            raise CannotRestore(f"{path} is no master key.") from error
        found[fingerprint_of(key)] = key
    # The archive's manifest may be a moment older than its keys: what those need is seen once they are there.
    _require_masters(manifest.master_keys if manifest.files or not found else (), found)
    return found


def _require_masters(needed: Iterable[str], found: dict[str, bytes]) -> None:
    for fingerprint in needed:
        if fingerprint not in found:
            given = f"; given was {', '.join(found)}" if found else ""
            raise CannotRestore(
                f"Keys are wrapped by the master key {fingerprint}, which is not here: "
                f"name its file with --master-key{given}."
            )


@contextmanager
def _in_the_making(data: Path) -> Iterator[Path]:
    """A directory that gets its name when everything in it is right and on disk, and is gone otherwise."""
    data = data.absolute()
    if data.is_symlink() or (data.exists() and (not data.is_dir() or any(data.iterdir()))):
        raise CannotRestore(f"{data} is not empty; restore into a directory that does not exist.")
    folder = data.with_name(data.name + NEW)
    if folder.exists() and not (folder / _MARK).exists():
        raise CannotRestore(f"{folder} is in the way, and no restore made it.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark = os.open(folder / _MARK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(mark)
        raise CannotRestore(f"Another restore into {data} is under way.") from error
    try:
        _empty(folder)
        for name in ("banks", "snapshots"):
            (folder / name).mkdir(mode=0o700)
        yield folder
        for path in sorted(folder.rglob("*")):
            sync(path)
        sync_folder(folder)
        folder.rename(data)
        (data / _MARK).unlink()
        sync_folder(data.parent)
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, apsw.FullError) or (isinstance(error, OSError) and error.errno in _FULL):
            raise CannotRestore(f"There is no room for the restore at {data.parent}.") from error
        if isinstance(error, apsw.IOError):
            raise CannotRestore(f"The restore cannot be written at {data.parent}: {error}.") from error
        if isinstance(error, apsw.Error):
            raise Damaged(f"What was put together is no database: {error}.") from error
        raise
    finally:
        os.close(mark)


def _empty(folder: Path) -> None:
    """Remove what an earlier restore left."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != _MARK:
            path.unlink()


def _settle_keys(folder: Path, manifest: Manifest, masters: dict[str, bytes], erasures: list[Erasure]) -> int:
    """Destroy what was erased, wrap the rest by the newest master key; gives how many keys were destroyed."""
    ring = folder / KEYS
    if not ring.exists():
        raise Damaged("The backup holds no keys.")
    _require_masters(masters_needed(ring), masters)
    erased = replay(ring, erasures)
    newest = next((one for one in reversed(manifest.master_keys) if one in masters), [*masters][-1])
    _write_secret(folder / MASTER, masters[newest])
    former: list[Path] = []
    for number, fingerprint in enumerate(one for one in masters if one != newest):
        former.append(folder / f"former-{number}.key")
        _write_secret(former[-1], masters[fingerprint])
    keyring = Keyring(ring, FileMasterKey(folder / MASTER), *map(FileMasterKey, former))
    try:
        while keyring.rewrap(1000):
            pass
    except InvalidTag as error:
        raise Damaged("A key in the backup is not the one that was wrapped.") from error
    finally:
        keyring.close()
        for path in former:
            path.unlink()
    if manifest.sealed_api_key is not None and newest == manifest.master_keys[-1]:
        try:
            secret = FileMasterKey(folder / MASTER).unwrap(bytes.fromhex(manifest.sealed_api_key), API_KEY_LABEL)
        except (InvalidTag, ValueError) as error:
            raise Damaged("The first key in the manifest is not the one that was sealed.") from error
        _write_secret(folder / "api_key", secret)
    return erased


def _write_secret(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def _prove(folder: Path, path: Path) -> dict[str, int]:
    """Verify the books of a bank. Raises `Damaged` with the first finding."""
    if not path.exists():
        raise Damaged(f"The backup holds no {path.name}.")
    try:
        report = verify_file(path, public_key=public_signing_key(folder, vault_of(path)))
    except Unusable as error:
        raise Damaged(f"The restored file is no bank: {error}") from error
    if report.findings:
        first = report.findings[0]
        raise Damaged(
            f"The restored {path.name} does not prove itself: {first.invariant}: {first.row}: {first.detail}."
        )
    return report.counts


def _missing(folder: Path) -> list[str]:
    """The snapshots that are named and not there. Raises `Damaged` for a bank: the set must be whole."""
    with pages.snapshot(folder / PLATFORM) as platform:
        missing = sorted(name for name in files_named(platform) if not (folder / name).exists())
    if lost := [name for name in missing if name.startswith("banks/")]:
        raise Damaged(f"The platform names {lost[0]}, which the backup does not hold.")
    return missing
