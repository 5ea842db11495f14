"""The archive of a running server: the commits of every open file, copied out of its log before the log is reused.

Whoever opens a file to write it lets it be followed; one thread copies what is new, five times a second. Files
that nobody opens are copied once, so that the archive alone is enough to restore from. A trouble of the archive
is never one of the bank: it is logged and told by `/health`.
See: following.py, stretches.py for what lies on disk, replaying.py, engine/store/sqlite/writer.py.
"""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import shutil
import threading
from pathlib import Path

import apsw

from sandbox import __version__
from sandbox.backups import pages
from sandbox.backups.following import Follower, is_continued_at_rest
from sandbox.backups.manifests import FORMAT, NAME, Manifest, canonical, sealed
from sandbox.backups.stores import BackupStore
from sandbox.backups.stretches import history_folder
from sandbox.backups.taking import PLATFORM, files_named, masters_of, sealed_api_key
from sandbox.engine.clock import wall_us
from sandbox.engine.store.sqlite.files import sync, sync_folder
from sandbox.engine.store.sqlite.schema import Unusable

log = logging.getLogger("sandbank.archive")

_ROUND_S = 0.2
_SWEEP_ROUNDS = 25


class Archive:
    """All followers of one data directory. `error` is the last sentence of trouble, None while all is well."""

    def __init__(self, data: Path, store: BackupStore) -> None:
        """Raises `Unusable` while another server archives there, OSError."""
        self.data = data
        self.folder = store.archive_path
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file_lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file_lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._file_lock)
            raise Unusable(f"Another server archives to {store.path}; choose another --archive-to.") from error
        self.since_us = wall_us()
        self.error: str | None = None
        self.at_rest: set[str] = set()
        """Files that have a stretch, and that this process has not written since."""
        self._followers: dict[str, Follower] = {}
        self._at_start = self._named()
        self._has_swept = False
        self._about: tuple[list[str], bool] | None = None
        self._write_about()
        self._lock = threading.Lock()
        self._is_ending = threading.Event()
        self._thread = threading.Thread(target=self._copy_forever, name="archive", daemon=True)
        self._thread.start()

    def follow(self, path: Path, connection: apsw.Connection) -> Follower:
        """Follow a file from now on; on the thread that writes it, with nothing under way."""
        name = str(path.relative_to(self.data))
        with self._lock:
            follower = Follower(self, name, path, connection)
            self._followers[name] = follower
            self.at_rest.discard(name)
        return follower

    def keep(self, segment: Path) -> None:
        """Copy a history segment; nothing changes it ever, and banks that share it share the copy. Raises OSError."""
        target = history_folder(self.folder) / segment.name.rpartition(".")[2]
        if target.exists():
            return
        target.parent.mkdir(mode=0o700, exist_ok=True)
        fresh = target.with_name(f"{target.name}.{threading.get_ident()}.new")
        shutil.copyfile(segment, fresh)
        sync(fresh)
        fresh.rename(target)
        sync_folder(target.parent)

    def forget(self, follower: Follower, *, is_at_rest: bool) -> None:
        """A file is not written any more; all of it is archived, or not."""
        if self._followers.get(follower.name) is follower:
            del self._followers[follower.name]
        if is_at_rest:
            self.at_rest.add(follower.name)

    def close(self) -> None:
        """End the thread, after the followers have left, with what nobody opened since the last round."""
        self._is_ending.set()
        self._thread.join()
        if self._has_swept:
            try:
                self._sweep()
            except Exception as error:
                self._tell(str(error))
        os.close(self._file_lock)

    def since(self, name: str) -> int:
        """Since when a file that has no stretch is known not to have been written."""
        return wall_us() if name in self._at_start or "/" not in name else self.since_us

    def _copy_forever(self) -> None:
        rounds = 0
        while True:
            try:
                self._write_about()
                trouble = [error for one in [*self._followers.values()] if (error := one.try_to_catch_up())]
                if rounds % _SWEEP_ROUNDS == 0:
                    self._has_swept = self._sweep()
                rounds += 1
                self._tell(trouble[0] if trouble else None)
            except Exception as error:
                self._tell(str(error))
            if self._is_ending.wait(_ROUND_S):
                return

    def _tell(self, error: str | None) -> None:
        if error is not None and self.error is None:
            log.error("the archive falls behind: %s", error)
        elif error is None and self.error is not None:
            log.warning("the archive has caught up again")
        self.error = error

    def _named(self) -> set[str]:
        if not (self.data / PLATFORM).exists():
            return set()
        with pages.snapshot(self.data / PLATFORM) as platform:
            return files_named(platform)

    def _sweep(self) -> bool:
        """Begin a stretch for each file that nobody has open and that has none, or was written without one.

        False when the end of the server comes first.
        """
        for name in sorted(self._named() - self.at_rest):
            path = self.data / name
            with self._lock, contextlib.suppress(FileNotFoundError, apsw.CantOpenError):
                if name in self._followers or not path.exists():
                    continue
                if is_continued_at_rest(self.folder, name, path):
                    self.at_rest.add(name)
                    continue
                # A log that a crash left is read with it; whoever opens the file later has the copy to begin from.
                follower = Follower(self, name, path, None)
                if (error := follower.try_to_catch_up()) is not None:
                    raise OSError(error)
                follower.leave()
            if self._is_ending.is_set() and not self._has_swept:
                return False
        return True

    def _write_about(self) -> None:
        about = [one.fingerprint for one in masters_of(self.data)], (self.data / "api_key").exists()
        if about != self._about:
            write_about(self.folder, self.data)
            self._about = about


def write_about(folder: Path, data: Path) -> None:
    """Note which master keys the archive's newest keys need, and the first key of the directory."""
    masters = masters_of(data)
    about = Manifest(
        format=FORMAT,
        backup_id=folder.name,
        mode="FULL",
        parent=None,
        began_us=0,
        ended_us=0,
        version=__version__,
        master_keys=[one.fingerprint for one in masters],
        has_master_key=False,
        sealed_api_key=sealed_api_key(data, masters[-1]),
        files=[],
        erasures=0,
        erasures_head="",
    )
    pages.write_durably(folder / NAME, canonical(sealed(about)))
