"""Where backups lie: a folder each, the erasures of all of them, the archive; one process writes at a time.

A backup is written under a name that ends in `.new` and renamed when all of it is on disk; whoever finds a
folder of that name under the lock removes it. Retention keeps the newest backups and whatever they build on.
See: manifests.py, erasures.py, archive.py.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sandbox.backups.erasures import ErasureList
from sandbox.backups.manifests import BackedUp, Manifest, Mode, Piece, read_manifest
from sandbox.backups.pages import Damaged, PageMap, hash_of
from sandbox.backups.stretches import prune
from sandbox.engine.store.sqlite.files import sync_folder

NEW = ".new"


class StoreInUse(Exception):
    """Another process is writing backups there."""


class BackupStore:
    """A folder of backups."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.backups_path = path / "backups"
        self.archive_path = path / "archive"
        self.erasures = ErasureList(path / "erasures.jsonl")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one who writes. Raises `StoreInUse`, OSError."""
        self.backups_path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.chmod(0o700)
        lock = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise StoreInUse(f"Another backup is being written to {self.path}; wait for its end.") from error
            for left in self.backups_path.glob(f"*{NEW}"):
                shutil.rmtree(left)
            yield
        finally:
            os.close(lock)

    def ids(self) -> list[str]:
        """The backups, oldest first, without a look into them."""
        if not self.backups_path.is_dir():
            return []
        found = (one.name for one in self.backups_path.iterdir() if one.is_dir())
        return sorted(name for name in found if not name.endswith(NEW))

    def manifest(self, backup_id: str) -> Manifest:
        """What a backup says of itself. Raises `Damaged`."""
        return read_manifest(self.backups_path / backup_id)

    def newest(self) -> Manifest | None:
        """The last backup. Raises `Damaged`."""
        ids = self.ids()
        return self.manifest(ids[-1]) if ids else None

    def chain(self, backup_id: str) -> list[Manifest]:
        """What a backup is built of, the full one first. Raises `Damaged` when a link is missing."""
        links: list[Manifest] = []
        following: str | None = backup_id
        while following is not None:
            if not (self.backups_path / following).is_dir():
                by = f", which {links[-1].backup_id} builds on," if links else ""
                raise Damaged(f"Backup {following}{by} is not in {self.path}.")
            manifest = self.manifest(following)
            if (manifest.parent is None) != (manifest.mode == "FULL") or manifest in links:
                raise Damaged(f"The manifest of backup {following} contradicts itself.")
            links.append(manifest)
            following = manifest.parent
        return links[::-1]

    def map_in(self, chain: list[Manifest], name: str) -> PageMap | None:
        """The pages of a file as the last backup of a chain saw them; None when it has no such file."""
        for manifest in reversed(chain):
            entry = manifest.file(name)
            if entry is None:
                return None
            if entry.map is not None:
                return PageMap.decode(self.checked(manifest, entry.map).read_bytes())
        return None

    def checked(self, manifest: Manifest, piece: Piece) -> Path:
        """A piece of a backup, once its hash is right. Raises `Damaged`."""
        path = self.backups_path / manifest.backup_id / piece.path
        try:
            is_right = path.stat().st_size == piece.size and hash_of(path) == piece.sha256
        except OSError as error:
            raise Damaged(f"{piece.path} of backup {manifest.backup_id} cannot be read: {error.strerror}.") from error
        if not is_right:
            raise Damaged(f"{piece.path} of backup {manifest.backup_id} is not what was written.")
        return path

    def layers(self, chain: list[Manifest], name: str) -> list[tuple[Manifest, BackedUp]]:
        """The pieces that a file is put together from, the whole one first. Raises `Damaged`."""
        found: list[tuple[Manifest, BackedUp]] = []
        for manifest in reversed(chain):
            entry = manifest.file(name)
            if entry is None:
                break
            found.append((manifest, entry))
            if entry.how == "WHOLE":
                return found[::-1]
        raise Damaged(f"No backup in the chain of {chain[-1].backup_id} holds {name} whole.")

    def prune(self, keep: int) -> list[str]:
        """Remove the backups that are neither among the newest nor needed by one of them; gives their ids.

        The archive then reaches back to the oldest of the newest. Raises `Damaged`: nothing is removed on a guess.
        """
        ids = self.ids()
        needed = {link.backup_id for backup_id in ids[-keep:] for link in self.chain(backup_id)}
        doomed = [backup_id for backup_id in ids if backup_id not in needed]
        # The newest first: a chain is never without its beginning while something still builds on it.
        for backup_id in reversed(doomed):
            folder = self.backups_path / backup_id
            folder.rename(folder.with_name(backup_id + NEW))
            shutil.rmtree(folder.with_name(backup_id + NEW))
        if doomed:
            sync_folder(self.backups_path)
        if ids:
            newest, oldest = self.manifest(ids[-1]), self.manifest(ids[-keep:][0])
            prune(self.archive_path, oldest.began_us, {entry.name for entry in newest.files})
        return doomed


def id_of(at_us: int, mode: Mode) -> str:
    """The name of a backup, by the real instant of its beginning: names sort by time."""
    at = datetime.fromtimestamp(at_us / 1e6, UTC)
    return f"{at:%Y%m%dT%H%M%S.%f}Z-{mode.lower()}"
