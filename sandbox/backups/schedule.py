"""Backups of a running server, every so often, each by a process of its own.

A process of its own copies and compares without the server's interpreter, and its end, however it comes, is
no end of the server. The first backup is full, then come incremental ones, and a full one after so many.
A failure is logged and told by `/health`, and the next one is tried at its time. See: taking.py, stores.py.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import shutil
import sys
from pathlib import Path
from typing import Any

import msgspec

from sandbox.backups.stores import BackupStore
from sandbox.engine.clock import to_datetime, wall_us

log = logging.getLogger("sandbank.backups")

_NICE = 10


class Schedule:
    """Backups of `data` into `store`, `every_s` seconds apart, of which `keep` are kept."""

    def __init__(self, data: Path, store: BackupStore, every_s: float, keep: int) -> None:
        self._data, self._store, self._every_s, self._keep = data, store, every_s, keep
        self._task: asyncio.Task[None] | None = None
        self._last_us: int | None = None
        self._last_id: str | None = None
        self._error: str | None = None

    def start(self) -> None:
        """Take the first one now, and the others at their times."""
        self._task = asyncio.create_task(self._run(), name="backups")

    async def close(self) -> None:
        """End; a backup under way is given up, and leaves nothing."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def state(self) -> dict[str, Any]:
        """What `/health` tells: the last backup, its end, and the sentence of the last failure."""
        ended = None if self._last_us is None else to_datetime(self._last_us).isoformat().replace("+00:00", "Z")
        return {"last_backup_id": self._last_id, "last_backup_at": ended, "error": self._error}

    async def _run(self) -> None:
        while True:
            try:
                self._last_id = await self._take()
                self._last_us, self._error = wall_us(), None
            except Exception as error:
                self._error = str(error)
                log.error("a backup failed: %s", error)
            await asyncio.sleep(self._every_s)

    async def _take(self) -> str:
        """One backup; gives its id. Raises OSError with the process's sentence."""
        mode = "--full" if await asyncio.to_thread(self._is_full_due) else "--incremental"
        command = ["backup", "--data", str(self._data), "--to", str(self._store.path), mode, "--json"]
        process = await asyncio.create_subprocess_exec(
            *["nice", "-n", str(_NICE)] if shutil.which("nice") else [],
            *[sys.executable, "-m", "sandbox.cli", *command, "--keep", str(self._keep)],
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            told, complaint = await process.communicate()
        except asyncio.CancelledError:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            await process.wait()
            raise
        if process.returncode:
            lines = complaint.decode(errors="replace").strip().splitlines()
            raise OSError(lines[-1].removeprefix("sandbank: ") if lines else f"it ended with {process.returncode}")
        made: dict[str, Any] = msgspec.json.decode(told)
        return str(made["backup_id"])

    def _is_full_due(self) -> bool:
        """Whether the last chain is as long as what is kept, or cannot be built on."""
        try:
            newest = self._store.newest()
            return newest is None or len(self._store.chain(newest.backup_id)) >= max(2, self._keep)
        except Exception:
            log.exception("the last backup cannot be built on; the next one is full")
            return True
