"""When each key was last used: on the real clock, to the minute, beside the books.

Noted in memory, and written to `platform.edge.db` by the first note after a minute and at the end; a
crash loses what was noted since it was last written, and nothing else. A file that cannot be written
refuses nobody: what was noted waits for the next time.
See: `host.py`, which opens it and notes every key that it looks up.
"""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path

import apsw

from sandbox.engine.clock import wall_us

log = logging.getLogger("sandbank.api_keys")

MINUTE_US = 60_000_000


class LastUsed:
    """The last use of every key of a server."""

    def __init__(self) -> None:
        self._at: dict[str, int] = {}
        self._dirty: set[str] = set()
        self._written_us = 0
        self._connection: apsw.Connection | None = None

    def open(self, path: Path) -> None:
        """Keep what is noted in a file."""
        self._connection = apsw.Connection(str(path))
        self._connection.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL").fetchall()
        self._connection.execute("CREATE TABLE IF NOT EXISTS last_used (api_key_id TEXT PRIMARY KEY, at_us INTEGER)")
        self._at = dict(self._connection.execute("SELECT * FROM last_used"))
        self._dirty.clear()

    def note(self, api_key_id: str) -> None:
        """The key is in use now."""
        now = wall_us()
        minute = now - now % MINUTE_US
        if self._at.get(api_key_id) != minute:
            self._at[api_key_id] = minute
            self._dirty.add(api_key_id)
            if now - self._written_us >= MINUTE_US:
                self._write(now)

    def at(self, api_key_id: str) -> int | None:
        """When a key was last used, in microseconds, or None."""
        return self._at.get(api_key_id)

    def close(self) -> None:
        """Write what was noted."""
        if self._connection is not None:
            self._write(wall_us())
            with contextlib.suppress(apsw.Error):  # what could not be folded stays in the log
                self._connection.close()
            self._connection = None

    def _write(self, now: int) -> None:
        self._written_us = now
        if self._connection is None:
            return
        rows = [(key, self._at[key]) for key in self._dirty]
        try:
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO last_used VALUES (?,?)", rows)
        except apsw.Error as error:
            log.warning("The last use of %d keys is not on disk yet: %s", len(rows), error)
        else:
            self._dirty.clear()


LAST_USED = LastUsed()
