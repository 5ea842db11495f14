"""Reads that reach behind the cut: a bank's file and its history segments, in one snapshot.

A reader asks the bank's file first, and comes here only when the answer may lie in a segment; a bank that nobody
asks about its past opens none. The connection is opened when it is first needed, and only so many are kept.
Each read begins by looking which segments the file names *now*: one that was added or merged away meanwhile
is seen whole or not at all. See: `history` for the cut, `reader` for who asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import apsw

from sandbox.engine.store.sqlite.history import NONE, History, attach, decode, told
from sandbox.engine.store.sqlite.schema import open_reader

MOST_KEPT = 8
"""So many banks have their segments open at once in this process, of those that nobody asks any more."""


class Past:
    """The past of one bank. `history` is what is known of it; it may run ahead of the file, never behind."""

    _kept: ClassVar[dict[int, Past]] = {}

    def __init__(self, path: Path, vfs: str | None = None) -> None:
        self.history: History = NONE
        self._path = path
        self._vfs = vfs
        self._connection: apsw.Connection | None = None
        self._attached: str | None = None
        self._schemas: list[str] = []

    def take(self, history: History) -> None:
        """Learn of a cut, before the commit that makes it: from now on nobody trusts the file alone up to there."""
        self.history = history

    def rows(self, sql: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """All rows of a statement over the bank's whole life. Raises `Damaged`."""
        with self._reading() as connection:
            return connection.execute(sql, values).fetchall()

    def each(self, sql: str, values: tuple[Any, ...] = ()) -> list[list[Any]]:
        """The rows of a statement in the file, then in each segment, newest first; `{at}` is the place.

        What is still in the file from before the cut comes twice. Raises `Damaged`.
        """
        with self._reading() as connection:
            places = ("main", *self._schemas)
            return [connection.execute(sql.format(at=place), values).fetchall() for place in places]

    def merged(
        self, sql: str, values: tuple[Any, ...], limit: int, *, key: slice, is_ascending: bool
    ) -> list[tuple[Any, ...]]:
        """The first rows of a statement by their key, the columns in `key`, over the file and all segments."""
        found = {row[key]: row for rows in self.each(sql, values) for row in rows}
        return [found[place] for place in sorted(found, reverse=not is_ascending)[:limit]]

    def first(self, sql: str, values: tuple[Any, ...]) -> Any:
        """The first row of a statement in the newest place that has one, or None."""
        return next((rows[0] for rows in self.each(sql, values) if rows), None)

    def close(self) -> None:
        """Let go of the files."""
        self._kept.pop(id(self), None)
        if self._connection is not None:
            self._connection.close()
        self._connection, self._attached, self._schemas = None, None, []

    @contextmanager
    def _reading(self) -> Iterator[apsw.Connection]:
        """One snapshot of the file with the segments that it names."""
        connection = self._begun()
        named = told(connection)
        if named != self._attached:
            # Segments are let go of with their connection: a new one sees those that are named now.
            self.close()
            connection = self._begun()
            try:
                named = told(connection)
                self._schemas = attach(connection, self._path, decode(named))
                self._attached = named
            except BaseException:
                self.close()
                raise
        try:
            yield connection
        except BaseException:
            self.close()
            raise
        # Not rolled back: the views came with the snapshot, and would go with it.
        connection.execute("COMMIT")

    def _begun(self) -> apsw.Connection:
        if self._connection is None:
            self._connection = open_reader(self._path, self._vfs)
            while len(self._kept) >= MOST_KEPT:
                next(iter(self._kept.values())).close()
        self._kept.pop(id(self), None)
        self._kept[id(self)] = self
        self._connection.execute("BEGIN")
        return self._connection
