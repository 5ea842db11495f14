"""The edge of a bank: what belongs to the real world beside it, in `<bank>.edge.db`.

Webhook deliveries and their retries, the request log and usage run on real time. They are never
forked, never replayed, and losable: a crash of the process loses what was not handed to `write` yet,
a power cut perhaps the last moments, and whoever keeps something here begins again from where it was.
Tables are declared at import with `edge_tables`. See: docs/concepts/webhooks.md, tests/engine/test_edge.py.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import apsw

_TABLES: list[str] = []

Statement = tuple[str, Iterable[Sequence[Any]]]
"""SQL and the rows it runs for; one empty row for a statement without parameters."""


def edge_tables(ddl: str) -> None:
    """Declare tables that every edge has: `CREATE TABLE IF NOT EXISTS …`."""
    _TABLES.append(ddl)


class Edge:
    """One bank's edge. Reads are bounded and run on the loop; writes run on a thread, one after the other."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = asyncio.Lock()
        self._writer = apsw.Connection(str(path))
        self._writer.set_busy_timeout(5000)
        self._writer.execute(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA auto_vacuum=INCREMENTAL"
        ).fetchall()
        for ddl in _TABLES:
            self._writer.execute(ddl).fetchall()
        self._reader = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        self._reader.set_busy_timeout(5000)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """All rows of a bounded statement."""
        return self._reader.execute(sql, tuple(values)).fetchall()

    def row(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first row, or None."""
        return self._reader.execute(sql, tuple(values)).fetchone()

    async def write(self, *statements: Statement) -> int:
        """Run statements in one transaction; they survive the end of the process when this returns.

        Gives how many rows they changed. Raises apsw.Error, and then nothing was written.
        """
        async with self._lock:
            return await asyncio.to_thread(self._write, statements)

    def _write(self, statements: tuple[Statement, ...]) -> int:
        # Not `with`: apsw would commit, and fold the log in, under the interpreter's lock.
        writer = self._writer
        before = writer.total_changes()
        writer.execute("BEGIN IMMEDIATE").fetchall()
        try:
            for sql, rows in statements:
                writer.executemany(sql, rows).fetchall()
            writer.execute("COMMIT").fetchall()
        except BaseException:
            if writer.in_transaction:
                writer.execute("ROLLBACK").fetchall()
            raise
        return writer.total_changes() - before

    async def close(self) -> None:
        """Close the file, after the write that is under way."""
        async with self._lock:
            for connection in (self._reader, self._writer):
                with contextlib.suppress(apsw.Error):  # what could not be folded stays in the log
                    connection.close()
