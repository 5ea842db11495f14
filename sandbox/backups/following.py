"""A follower: one file that is being written, and the thread that copies its commits into the archive.

SQLite tells it of each commit when that is on disk; frames are copied by the archive's thread, so that no
answer waits. The log is folded in by the follower alone, once it has everything: that is why no commit can be
overwritten before it is archived. While the archive cannot be written the log grows; when it has grown too
far the stretch is given up, and a new one begins. See: archive.py, stretches.py.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import apsw

from sandbox.backups import pages
from sandbox.backups.pages import checkpoint
from sandbox.backups.stretches import Base, End, LogHeader, Mark, Stretch, folder_of, stretches
from sandbox.engine.clock import wall_us
from sandbox.engine.store.sqlite.files import sync
from sandbox.engine.store.sqlite.history import found_in, segment_path

if TYPE_CHECKING:
    from sandbox.backups.archive import Archive

log = logging.getLogger("sandbank.archive")

FOLD_FRAMES = 4000
_MOST_FRAMES = 250_000
_LARGEST_TAIL = 64 << 20


def stamp_of(path: Path) -> list[int]:
    """What tells a state of a file at rest from another."""
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, status.st_ino]


def is_continued_at_rest(archive: Path, name: str, path: Path) -> bool:
    """Whether a file without a log is as its last stretch left it."""
    known = stretches(archive, name)
    return bool(known) and LogHeader.read(_log_of(path)) is None and known[-1].end().stamp == stamp_of(path)


def _log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


class Follower:
    """One file that is being written; `connection` is None for one that is only copied as it lies there."""

    def __init__(self, archive: Archive, name: str, path: Path, connection: apsw.Connection | None) -> None:
        self.name = name
        self._archive = archive
        self._path = path
        self._log_path = _log_of(path)
        self._connection = connection
        self._lock = threading.RLock()
        self._marks: list[Mark] = []
        self._last_us = 0
        self._stretch: Stretch | None = None
        self._snapshot: contextlib.ExitStack | None = None
        self._header: LogHeader | None = None
        self._segment: Path | None = None
        self._archived = 0
        self._tail = 0
        self._next_fold = FOLD_FRAMES
        self._has_leaves = False
        self._is_stale = False
        if connection is not None:
            tables = connection.execute("SELECT count(*) FROM sqlite_schema WHERE name='leaves'").get
            self._has_leaves = bool(tables)
        is_continued = False
        if connection is not None:
            # An archive that cannot be read keeps no bank from being opened.
            with contextlib.suppress(OSError, pages.Damaged):
                is_continued = self._goes_on(connection)
        if not is_continued:
            self._begin(follows=name in archive.at_rest)
        if connection is not None:
            connection.set_wal_hook(self._committed)

    def keep(self, segment: Path) -> None:
        """Have a history segment in the archive before a commit names it. Raises OSError."""
        self._archive.keep(segment)

    # The thread that writes ----------------------------------------------------------------------
    def _goes_on(self, connection: apsw.Connection) -> bool:
        """Take the last stretch up again, if it can be shown that nothing was written without it."""
        known = stretches(self._archive.folder, self.name)
        if not known:
            return False
        stretch, header = known[-1], LogHeader.read(self._log_path)
        logs = stretch.logs()
        frames = checkpoint(connection, "NOOP")[0]
        if header is None or frames == 0:
            is_same = stretch.end().stamp == stamp_of(self._path)
            self._stretch = stretch if is_same else None
            return is_same
        archived = self._agrees(stretch, logs[-1]) if logs and LogHeader.read(logs[-1]) == header else 0
        if not archived:
            return False
        self._header, self._segment, self._archived = header, logs[-1], archived
        self._stretch = stretch
        self._tail = sum(one.stat().st_size for one in logs)
        # What was written and not archived when the process ended: its instant is not known any more.
        self._note(header, Mark(wall_us(), self._number(), header.end_of(frames)))
        return True

    def _agrees(self, stretch: Stretch, segment: Path) -> int:
        """How far a log is archived, if the last frame there is the one in the log; 0 otherwise."""
        marks = stretch.marks(segment)
        if not marks or segment.stat().st_size < marks[-1].end:
            return 0
        end = marks[-1].end
        header = LogHeader.read(segment)
        assert header is not None
        length = 24 + header.page_size
        with segment.open("rb") as archived, self._log_path.open("rb") as written:
            archived.seek(end - length)
            written.seek(end - length)
            # A frame's checksum is over everything before it, so that one frame speaks for all.
            return end if archived.read(length) == written.read(length) else 0

    def _begin(self, *, follows: bool) -> None:
        """Begin a stretch with the file as it is at this position; the copy is made by the other thread."""
        stack = contextlib.ExitStack()
        source = stack.enter_context(pages.snapshot(self._path))
        now_us = wall_us()
        is_first = not stretches(self._archive.folder, self.name)
        since_us = self._archive.since(self.name) if is_first else now_us
        self._base = Base(name=self.name, at_us=now_us, since_us=since_us, follows=follows, commit=self._number())
        self._source, self._snapshot, self._is_stale = source, stack, False
        self._stretch, self._segment, self._tail = None, None, 0
        self._marks.clear()
        self._archived = 0

    def _committed(self, connection: apsw.Connection, database: str, frames: int) -> int:
        """A commit is on disk: SQLite calls this on the thread that wrote it. Raises apsw.Error of a checkpoint."""
        try:
            header = LogHeader.read(self._log_path)
            assert header is not None
            self._note(header, Mark(max(wall_us(), self._last_us), self._number(), header.end_of(frames)))
        except Exception as error:
            # The commit is on disk and will be acknowledged; the archive sees to itself.
            log.error("the archive lost %s: %s", self.name, error)
            self._give_up()
        if self._is_stale:
            self._give_up()
        if frames >= self._next_fold:
            self._fold(connection, frames)
        return apsw.SQLITE_OK

    def _note(self, header: LogHeader, mark: Mark) -> None:
        if header != self._header:
            # A new log: all of the one before it is in the archive, or it would not have been folded in.
            self._header, self._segment, self._archived = header, None, 0
            self._next_fold = FOLD_FRAMES
        self._marks.append(mark)
        self._last_us = mark.at_us

    def _number(self) -> int:
        if self._connection is None or not self._has_leaves:
            return 0
        return int(self._connection.execute("SELECT coalesce(max(commit_seq), 0) FROM leaves").get)

    def _fold(self, connection: apsw.Connection, frames: int) -> None:
        """Fold the log in once all of it is archived; give the stretch up when that takes too long."""
        if not self._lock.acquire(blocking=False):
            # The other thread copies: nobody waits for it, the log grows a little more.
            self._next_fold = frames + FOLD_FRAMES // 4
            return
        try:
            error = self.try_to_catch_up()
            if error is not None:
                self._next_fold = frames + FOLD_FRAMES
                if frames < _MOST_FRAMES:
                    return
                log.error("the archive of %s is given up until it can be written: %s", self.name, error)
                self._give_up()
            there, folded = checkpoint(connection, "PASSIVE")
            self._next_fold = frames + FOLD_FRAMES // 4 if folded < there else FOLD_FRAMES
            if self._tail > max(_LARGEST_TAIL, 2 * self._path.stat().st_size):
                self._begin(follows=True)
        finally:
            self._lock.release()

    def before_fold(self) -> None:
        """Archive the rest: the log is about to be folded in by somebody else, on this thread."""
        if (error := self.try_to_catch_up()) is not None:
            log.error("the archive of %s has a gap: %s", self.name, error)
            self._give_up()

    def leave(self) -> None:
        """The file is closed, or never was open: note how it lies there."""
        with self._lock:
            is_whole = self._stretch is not None and not self._marks
            self._close_snapshot()
            self._archive.forget(self, is_at_rest=is_whole)
            if self._stretch is not None and is_whole and LogHeader.read(self._log_path) is None:
                with contextlib.suppress(OSError):
                    self._stretch.set_end(End(stamp=stamp_of(self._path)))

    def _give_up(self) -> None:
        with self._lock, contextlib.suppress(Exception):
            self._close_snapshot()
            self._begin(follows=False)

    # The thread that copies ----------------------------------------------------------------------
    def try_to_catch_up(self) -> str | None:
        """Archive every commit that is known; gives the sentence of what hinders it."""
        with self._lock:
            try:
                if self._snapshot is not None:
                    self._copy_base()
                if self._marks and self._stretch is not None:
                    self._copy_frames(self._stretch)
            except (OSError, apsw.Error) as error:
                return f"{self.name}: {error}"
        return None

    def _copy_base(self) -> None:
        folder = folder_of(self._archive.folder, self.name)
        target = Stretch(folder / f"{self._base.at_us:020}")
        shutil.rmtree(target.path, ignore_errors=True)
        target.path.mkdir(mode=0o700, parents=True)
        try:
            for one in found_in(self._source).segments:
                self._archive.keep(segment_path(self._path, one.name))
        except FileNotFoundError:
            # Merged with another since: whoever writes the file begins again with those of today.
            self._is_stale = True
            raise
        pages.copy_pages(self._source, target.copy)
        sync(target.copy)
        (target.path / "base.map").write_bytes(pages.map_of(target.copy).encode())
        sync(target.path / "base.map")
        target.set_base(self._base)
        sync(target.path)
        sync(folder)
        self._close_snapshot()
        self._stretch = target

    def _copy_frames(self, stretch: Stretch) -> None:
        """Append the new frames to the log's copy, then name their commits: both on disk when this returns."""
        marks, end = [*self._marks], self._marks[-1].end
        if self._segment is None:
            self._segment = stretch.path / f"{len(stretch.logs()) + 1:08}.wal"
        if end > self._archived:
            self._append(self._segment, self._archived, end)
        descriptor = os.open(self._segment.with_suffix(".index"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "ab") as index:
            index.truncate(index.tell() - index.tell() % len(marks[0].encode()))
            index.write(b"".join(mark.encode() for mark in marks))
            index.flush()
            os.fsync(descriptor)
        self._tail += end - self._archived
        self._archived = end
        del self._marks[: len(marks)]

    def _append(self, segment: Path, start: int, end: int) -> None:
        with self._log_path.open("rb") as source, segment.open("r+b" if segment.exists() else "wb") as target:
            source.seek(start)
            target.seek(start)
            target.truncate()
            left = end - start
            while left:
                chunk = source.read(min(left, 1 << 20))
                if not chunk:
                    raise OSError(f"The log of {self.name} ends before its last commit.")
                target.write(chunk)
                left -= len(chunk)
            target.flush()
            os.fsync(target.fileno())

    def _close_snapshot(self) -> None:
        if self._snapshot is not None:
            stack: Any = self._snapshot
            self._snapshot = None
            stack.close()
