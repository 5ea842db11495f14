"""The one connection that writes a bank's file, on a thread of its own.

aiosqlite gives the thread and the queue; the connection under it is apsw's, which brings its own
SQLite. A whole batch runs as one function, and that function is one statement.
See: docs/decisions/0002-sqlite-driver.md, 0003-one-statement-per-batch.md.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import apsw
from aiosqlite.core import Connection

from sandbox.engine.store.sqlite.schema import WRITE_BATCH, open_writer

T = TypeVar("T")


class Writer:
    """A bank's writer. Opening it takes the file's lock for as long as it lives."""

    def __init__(self, path: Path, vfs: str | None = None) -> None:
        self._path = path
        # aiosqlite is typed for the standard library's connection; it only calls execute and close.
        connect: Callable[[], Any] = lambda: open_writer(path, vfs)  # noqa: E731
        self._connection = Connection(connect, 64)
        self._connection._thread.daemon = True

    async def open(self) -> None:
        """Raises `schema.Unusable`."""
        try:
            await self._connection
        except BaseException:
            # The thread has been told to end; it must not outlive the loop that it answers to.
            await asyncio.to_thread(self._connection._thread.join)
            raise

    async def run(self, function: Callable[[apsw.Connection], T]) -> T:
        """Run a function with the connection on the writer's thread."""
        connection: Any = self._connection._conn
        execute: Any = self._connection._execute
        result: T = await execute(function, connection)
        return result

    async def write(self, parts: tuple[str, ...], before: Callable[[], None] | None) -> None:
        """Write a batch: all of it is on disk when this returns, or none of it ever is."""

        def flush(connection: apsw.Connection) -> None:
            if before is not None:
                before()
            connection.execute(WRITE_BATCH, parts)

        await self.run(flush)

    async def close(self) -> None:
        """Close the file; what was written stays."""
        await self._connection.close()
