"""Old history is moved into segments: by a running server once a day, or in a directory that nobody has open.

How old something is, each bank's own clock says. What a bank does meanwhile goes on (see store/sqlite/archiving.py);
where it cannot be done, that is told, and nothing has changed. The platform's bank keeps its history in its file.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import apsw

from sandbox.contract.problem import Problem
from sandbox.engine.bank import Bank
from sandbox.engine.clock import wall_us
from sandbox.engine.directory import DataDirectory, bank_files
from sandbox.engine.store.sqlite import files
from sandbox.engine.store.sqlite.archiving import Archived
from sandbox.engine.store.sqlite.history import found_in
from sandbox.engine.store.sqlite.schema import Unusable, open_reader
from sandbox.engine.store.sqlite.sealed import Damaged
from sandbox.engine.store.sqlite.segments import cut_of
from sandbox.engine.vault import Vault

log = logging.getLogger("sandbank.history")

EVERY_S = 86_400.0
LEAST_COMMITS = 1_000
"""A server leaves what is less than so many commits for another day."""

Show = Callable[[int, str], None]

_TROUBLE = (Damaged, Unusable, Problem, apsw.Error, OSError)


class Outcome(NamedTuple):
    """What was moved of a file (None: nothing was old enough), its bytes before and after, or why nothing was."""

    file: str
    moved: Archived | None = None
    before_bytes: int = 0
    after_bytes: int = 0
    error: str | None = None


def is_due(path: Path, older_than_us: int, least_commits: int) -> bool:
    """Whether a bank's file holds as much that is old. Raises `Unusable`, `Damaged`, apsw.Error."""
    found = files.glance(path)
    now_us = found.now_us if found.wall_offset_us is None else max(found.now_us, wall_us() + found.wall_offset_us)
    connection = open_reader(path, is_at_rest=not path.with_name(path.name + "-wal").exists())
    try:
        history = found_in(connection)
        cut = cut_of(connection, "main", history, now_us - older_than_us)
        return not history.is_trimmed or (cut is not None and cut.until_commit - cut.after_commit >= least_commits)
    finally:
        connection.close()


class Aging:
    """Moves what is older than an age, of every bank of an open directory, once a day."""

    def __init__(self, directory: DataDirectory, older_than_us: int, *, every_s: float = EVERY_S) -> None:
        self._directory = directory
        self._older_than_us = older_than_us
        self._every_s = every_s
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin now, and go on at the same time of each day."""
        self._task = asyncio.create_task(self._run(), name="history")

    async def close(self) -> None:
        """End; a bank whose turn it is keeps what is moved, and the rest is moved another day."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            for path in bank_files(self._directory.path):
                await self.age(path)
            await asyncio.sleep(self._every_s)

    async def age(self, path: Path, *, least_commits: int = LEAST_COMMITS) -> Outcome:
        """One bank's turn; a failure is logged."""
        directory, bank_id = self._directory, path.name.partition(".")[0]
        try:
            if not await asyncio.to_thread(is_due, path, self._older_than_us, least_commits):
                return Outcome(path.name)
            # Who resets or deletes the bank meanwhile need not wait: then this is what fails.
            return await _moved(await directory.open_bank(bank_id), self._older_than_us, least_commits)
        except _TROUBLE as error:
            log.error("the history of %s was not moved: %s", path.name, error)
            return Outcome(path.name, error=str(error))


async def _moved(bank: Bank, older_than_us: int, least_commits: int) -> Outcome:
    before, name = bank.size_bytes, bank.store.path.name
    moved = await bank.archive_history(bank.clock.now_us() - older_than_us, least_commits=least_commits)
    if moved is not None:
        log.warning("moved %s commits of %s into a history segment", f"{moved.rows['leaves']:,}", name)
    return Outcome(name, moved, before, bank.size_bytes)


async def archive_directory(
    path: Path, older_than_us: int, bank_id: str | None = None, *, show: Show = lambda progress_bps, detail: None
) -> list[Outcome]:
    """Move what is older than an age, of one bank or all, in a directory that nobody has open, and shrink the files.

    show: told of hundredths of a percent. Raises `Unusable` when somebody has it open.
    """
    if not await asyncio.to_thread((path / "platform.db").exists):
        raise Unusable(f"There is no Sandbank in {path}; name its data directory with --data.")
    directory = DataDirectory(path)
    try:
        wanted = [file for file in bank_files(path) if bank_id in (None, file.name.partition(".")[0])]
        outcomes = []
        for number, file in enumerate(wanted):
            show(number * 10_000 // len(wanted), file.name)
            outcomes.append(await _at_rest(directory, file, older_than_us))
        return outcomes
    finally:
        await directory.close()


async def _at_rest(directory: DataDirectory, path: Path, older_than_us: int) -> Outcome:
    try:
        if not is_due(path, older_than_us, 1):
            return Outcome(path.name)
        found = files.glance(path)
        bank = Bank(path, found.bank_id, Vault(found.vault, directory.ring))
        await bank.open(start_queue=False)
        try:
            outcome = await _moved(bank, older_than_us, 1)
            await bank.store.writer.run(_shrink)
        finally:
            await bank.close()
        return outcome._replace(after_bytes=bank.size_bytes)
    except _TROUBLE as error:
        return Outcome(path.name, error=str(error))


def _shrink(connection: apsw.Connection) -> None:
    """Give back the room that the old rows had: a file that is in use keeps it for new ones."""
    connection.execute("VACUUM").fetchall()
