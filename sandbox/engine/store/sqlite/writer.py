"""The one connection that writes a bank's file, on a thread of its own.

aiosqlite gives the thread and the queue; the connection under it is apsw's, which brings its own
SQLite. A whole batch runs as one function, and that function is one statement. A follower may hang on the
connection: it is told of every commit, folds the log in itself, and sees all of it before anybody else does.
See: docs/decisions/0002-sqlite-driver.md, 0003-one-statement-per-batch.md.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

import apsw
from aiosqlite.core import Connection

from sandbox.engine.clock import elapsed
from sandbox.engine.measures import MEASURES
from sandbox.engine.store.sqlite.schema import WRITE_BATCH, open_writer

T = TypeVar("T")

FOLD_PAGES = 4000
"""So many pages in the log, and it is folded into the file."""


class Follower(Protocol):
    """Who copies the commits of a file out of its log: see sandbox/backups/archive.py."""

    def keep(self, segment: Path) -> None: ...

    def before_fold(self) -> None: ...

    def leave(self) -> None: ...


Follow = Callable[[Path, apsw.Connection], Follower]
"""Begin to follow a file, on the thread that writes it."""


class Writer:
    """A bank's writer. Opening it takes the file's lock for as long as it lives."""

    def __init__(self, path: Path, vfs: str | None = None, follow: Follow | None = None) -> None:
        self._path = path
        self._follow = follow
        self._follower: Follower | None = None
        # aiosqlite is typed for the standard library's connection; it only calls execute and close.
        connect: Callable[[], Any] = lambda: open_writer(path, vfs)  # noqa: E731
        self._connection = Connection(connect, 64)
        self._connection._thread.daemon = True
        self._logged = 0

    async def open(self) -> None:
        """Raises `schema.Unusable`."""
        try:
            await self._connection
        except BaseException:
            # The thread has been told to end; it must not outlive the loop that it answers to.
            await asyncio.to_thread(self._connection._thread.join)
            raise
        if self._follow is not None:
            follow = self._follow
            self._follower = await self.run(lambda connection: follow(self._path, connection))

    async def run(self, function: Callable[[apsw.Connection], T]) -> T:
        """Run a function with the connection on the writer's thread."""
        connection: Any = self._connection._conn
        execute: Any = self._connection._execute
        result: T = await execute(function, connection)
        return result

    async def run_folding(self, function: Callable[[apsw.Connection], T]) -> T:
        """Run a function that may fold the log in: the follower has all of it first."""

        def fold(connection: apsw.Connection) -> T:
            if self._follower is not None:
                self._follower.before_fold()
            return function(connection)

        return await self.run(fold)

    async def write(self, parts: tuple[str, ...], before: Callable[[], None] | None) -> None:
        """Write a batch: all of it is on disk when this returns, or none of it ever is."""

        def flush(connection: apsw.Connection) -> None:
            if before is not None:
                before()
            began, computed = elapsed(), time.thread_time()
            connection.execute(WRITE_BATCH, parts)
            took = elapsed() - began
            MEASURES.write.note(took)
            MEASURES.disk_wait.note(max(0.0, took - (time.thread_time() - computed)))
            self._logged += connection.status(apsw.SQLITE_DBSTATUS_CACHE_WRITE, True)[0]

        await self.run(flush)

    async def change(self, function: Callable[[apsw.Connection], None]) -> None:
        """Run a function that commits something beside the batches, and note how much it wrote."""

        def changing(connection: apsw.Connection) -> None:
            function(connection)
            self._logged += connection.status(apsw.SQLITE_DBSTATUS_CACHE_WRITE, True)[0]

        await self.run(changing)

    async def keep(self, segment: Path) -> None:
        """Let the follower have a history segment before a commit names it. Raises OSError when it cannot."""
        if self._follower is not None:
            await asyncio.to_thread(self._follower.keep, segment)

    @property
    def is_log_long(self) -> bool:
        """Whether it is time to `fold`; a follower knows best itself."""
        return self._follower is None and self._logged >= FOLD_PAGES

    async def fold(self) -> None:
        """Copy the log into the file, as far as no reader needs it. Raises apsw.Error: do not trust the disk."""

        def checkpoint(connection: apsw.Connection) -> None:
            self._logged = 0
            with contextlib.suppress(apsw.BusyError):  # somebody else is at it
                for _, in_log, folded in connection.execute("PRAGMA wal_checkpoint(PASSIVE)"):
                    self._logged = in_log - folded

        await self.run(checkpoint)

    async def close(self) -> None:
        """Close the file; what was written stays."""
        await self._connection.close()
        if self._follower is not None:
            await asyncio.to_thread(self._follower.leave)
