"""A bank: one isolated world of records, books, clock, queue, events and audit.

It runs operations (again, when what they relied on has changed), and the queue beside them, one row
at a time in order of (due, sequence). Everything that happens in a bank happens in one of its
transactions. See: `store` for commits, docs/concepts/life-of-a-request.md for the whole path.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import apsw
import msgspec

from sandbox.contract.problem import Problem
from sandbox.engine.call import Call, Caller, system
from sandbox.engine.clock import Clock, Move, elapsed
from sandbox.engine.edge import Edge
from sandbox.engine.measures import MEASURES
from sandbox.engine.queue import CLOCK_MOVED, RETRY_AFTER_US, STEPS, Effect, failure_of
from sandbox.engine.store.sqlite.archiving import Archived, archive
from sandbox.engine.store.sqlite.files import copy_file
from sandbox.engine.store.sqlite.store import SqliteStore
from sandbox.engine.transaction import Conflict, LoggedEvent, StoredAnswer, Transaction
from sandbox.engine.vault import Vault

R = TypeVar("R")
Work = Callable[[Transaction], Awaitable[R]]

log = logging.getLogger("sandbank.bank")

RERUNS = 3
"""How often an operation runs again beside others before it runs alone."""

_SLICE_S = 0.004
_TURNS = 8
_MOST_UNFLUSHED = 20_000
"""Commits, or documents of one batch, that the queue may be ahead of the disk."""

_IDLE_S = 60.0

_DISK_ERRORS = (errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS)


class Bank:
    """One open bank."""

    def __init__(self, path: Path, bank_id: str, vault: Vault, *, vfs: str | None = None) -> None:
        self.bank_id = bank_id
        self.store = SqliteStore(path, bank_id, vault, vfs=vfs)
        self._alone = asyncio.Lock()
        self._queue = asyncio.Lock()
        self._worker: asyncio.Task[None] | None = None
        self.users = 0
        """How many requests are under way; a bank that is replaced waits for their end."""

    async def open(self, *, seed: int | None = None, start_queue: bool = True) -> None:
        """Open the file and start the queue. Raises `schema.Unusable`."""
        await self.store.open(seed=seed)
        if start_queue:
            self._worker = asyncio.create_task(self._work(), name=f"queue {self.bank_id}")

    async def close(self) -> None:
        """Stop the queue between two rows, write what is committed, close the file."""
        if self._worker is not None:
            self._worker.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._worker
        await self.store.close()

    @property
    def clock(self) -> Clock:
        """The bank's time."""
        return self.store.clock

    @property
    def may_close(self) -> bool:
        """Whether nobody uses it and nothing is under way, so that it can be closed and opened again later."""
        state = self.store.state
        is_worked_on = self._queue.locked() or self.store.archiving.locked()
        is_idle = not self.users and not self.store.open_transactions and not is_worked_on
        return is_idle and state.flushed >= state.commit and self.store.move is None and not self.store.followers

    @property
    def size_bytes(self) -> int:
        """What the file takes, and the log that is not yet part of it."""
        path = self.store.path
        log_file = path.with_name(path.name + "-wal")
        return path.stat().st_size + (log_file.stat().st_size if log_file.exists() else 0)

    @property
    def edge(self) -> Edge:
        """What belongs to the real world beside this bank."""
        return self.store.edge

    @property
    def epoch(self) -> int:
        """How often what the log says was made anew."""
        return self.store.epoch

    @property
    def epoch_began_at_event(self) -> int:
        """The last event's position when the epoch began."""
        return self.store.epoch_began_at_event

    @property
    def move(self) -> Move | None:
        """The move of the clock that is under way."""
        return self.store.move

    def begin_at(self, at_us: int) -> None:
        """Let a bank in which nothing has happened yet begin at an instant, with its clock frozen."""
        assert self.store.last_at_us == 0, "this bank has a past already"
        self.store.clock = Clock("FROZEN", 0, at_us, 0)
        self.store.save_clock()

    def run_clock(self) -> None:
        """Let the clock go on at the system's pace."""
        self.clock.run()
        self.store.save_clock()

    # Operations ----------------------------------------------------------------------------------
    async def run(self, operation: str, caller: Caller, work: Work[R], *, is_read: bool = False) -> tuple[R, int]:
        """Run work in a transaction and commit it; gives its result and the newest commit it saw.

        Committed is not durable: whoever tells a client waits on `durable` for that number first.
        A `Problem` from the work is raised, and nothing it collected is kept.
        """
        store = self.store
        ordinal = 0 if is_read else store.next_ordinal()
        for attempt in range(RERUNS + 1):
            is_alone = attempt == RERUNS
            if is_alone:
                MEASURES.runs_alone += 1
                await self._alone.acquire()
            elif self._alone.locked():
                await self._until_nobody_is_alone()
            generation = store.generation
            tx = store.begin(operation, caller, ordinal)
            try:
                error = None
                try:
                    result = await work(tx)
                except Exception as raised:
                    # Whatever stale reads led to is no outcome: it is validated like a result.
                    error = raised if is_read else _said(raised)
                    tx.discard()
                if not is_alone and self._alone.locked():
                    await self._until_nobody_is_alone()
                store.commit(tx, generation)
                if error is not None:
                    await store.durable(tx.saw)
                    raise error
                return result, tx.saw
            except Conflict:
                MEASURES.reruns += 1
                continue
            finally:
                store.end(tx)
                if is_alone:
                    self._alone.release()
        raise AssertionError("a transaction that runs alone cannot conflict")

    async def durable(self, number: int | None = None) -> None:
        """Wait until a commit, or everything committed, is on disk. Raises the problem `bank_read_only`."""
        wanted = self.commit_number if number is None else number
        if wanted > self.store.state.flushed:
            await self.store.durable(wanted)

    async def flushed_within(self, seconds: float, *, after: int) -> None:
        """Wait for a commit after a number to be on disk, or for the time to be over."""
        await self.store.flushed_within(seconds, after=after)

    async def answered(self, scope: str, key: str) -> StoredAnswer | None:
        """The answer kept for an idempotency key, once it is on disk."""
        kept = self.store.answer(scope, key)
        if kept is not None:
            await self.durable()
        return kept

    @property
    def commit_number(self) -> int:
        """The number of the newest commit: what was derived from the bank is good while it stays."""
        return self.store.state.commit

    @property
    def is_read_only(self) -> bool:
        """Whether the disk refuses writes."""
        return self.store.is_read_only

    @property
    def vault(self) -> Vault:
        """The bank's keys."""
        return self.store.vault

    async def _until_nobody_is_alone(self) -> None:
        while self._alone.locked():
            async with self._alone:
                pass

    # The queue -----------------------------------------------------------------------------------
    async def _work(self) -> None:
        while True:
            self.store.effects_ready.clear()
            async with self._queue:
                due = await self._run_due()
                is_moving = await self._move_on(due)
            if is_moving:
                await self._keep_up()
                continue
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._pause(due)):
                    await self.store.effects_ready.wait()

    def _pause(self, due_us: int | None) -> float:
        """Seconds until something may be due."""
        if self.store.is_read_only:
            return 0.2
        if due_us is None or self.clock.mode == "FROZEN":
            return _IDLE_S
        return min(_IDLE_S, max(0.0, (due_us - self.clock.now_us()) / 1e6))

    async def _run_due(self) -> int | None:
        """Run what is due; gives when the next row is. The queue's lock is held."""
        began = elapsed()
        while not self.store.is_read_only and not self.store.is_retired:
            effect = await self.store.next_effect()
            if effect is None:
                return None
            if effect.due_us > self.clock.now_us():
                return effect.due_us
            await self._fire(effect)
            if elapsed() - began > _SLICE_S:
                # Requests are served between timers, and the disk is not left far behind.
                await self._keep_up()
                began = elapsed()
        return None

    async def _keep_up(self) -> None:
        state = self.store.state
        is_far_ahead = state.commit - state.flushed > _MOST_UNFLUSHED
        if is_far_ahead or len(self.store.batch.versions) > _MOST_UNFLUSHED:
            with contextlib.suppress(Problem):
                await self.durable(max(state.flushed + 1, state.commit - _MOST_UNFLUSHED // 2))
        # A request takes some turns of the loop from its first byte to its answer.
        for _ in range(_TURNS):
            await asyncio.sleep(0)

    async def _fire(self, effect: Effect) -> None:
        caller = system(effect.correlation_id)

        async def work(tx: Transaction) -> None:
            if not self.store.effects.is_waiting(effect):
                return  # fired, skipped or moved by somebody else meanwhile
            tx.consume(effect, is_fired=True)
            await STEPS[effect.function](Call(tx, caller), effect.subject)

        try:
            await self.run(effect.function, caller, work)
        except Exception as error:
            if self.store.is_read_only or self.store.is_retired:
                return
            log.warning("%s for %s failed: %s", effect.function, effect.subject, error)
            MEASURES.effects_failed += 1
            await self._put_back(effect, failure_of(error))
        else:
            MEASURES.effects_done += 1

    async def _put_back(self, effect: Effect, error: str) -> None:
        """Try a failed row again later on the bank's clock, or park it where it can be seen."""
        is_parked = effect.attempts >= len(RETRY_AFTER_US)
        MEASURES.effects_parked += is_parked
        wait_us = 0 if is_parked else RETRY_AFTER_US[effect.attempts]

        async def work(tx: Transaction) -> None:
            if not self.store.effects.is_waiting(effect):
                return
            tx.consume(effect)
            again = msgspec.structs.replace(
                effect,
                due_us=tx.now_us + wait_us,
                attempts=effect.attempts + 1,
                error=error[:500],
                is_parked=is_parked,
            )
            tx.put_back(again)

        await self.run(effect.function, system(effect.correlation_id), work)

    async def settle(self) -> None:
        """Run everything that is due now, and a move to its end: for those who watch, tests and demo data."""
        async with self._queue:
            while await self._move_on(await self._run_due()):
                pass

    # Time ----------------------------------------------------------------------------------------
    async def _move_on(self, due_us: int | None) -> bool:
        """Take a move of the clock one stop further, once nothing is due; False when there is none."""
        move = self.store.move
        if move is None or self.store.is_read_only or self.store.is_retired:
            return False
        end_us = min(move.until_us, move.ends_us) if move.move_id is not None else move.until_us
        now_us = self.clock.now_us()
        if due_us is not None and due_us <= end_us:
            self.clock.freeze(max(due_us, now_us))
        elif end_us > now_us:
            self.clock.freeze(end_us)
        else:
            await self._arrive(move)
        return True

    async def _arrive(self, move: Move) -> None:
        """Tell who asked for the move that it has ended, in the commit that ends it."""

        async def work(tx: Transaction) -> None:
            if tx.move is not move:
                return
            if move.move_id is not None:
                tx.schedule(CLOCK_MOVED, f"{move.move_id}/{move.fired}")
            if move.until_us > tx.now_us:
                # Somebody asked to go further than this one: the rest is nobody's.
                move.move_id = None
                tx.move_clock(move.until_us)
            else:
                tx.arrive()

        await self.run("clock.arrive", system(), work)

    async def advance(self, to_us: int) -> None:
        """Move time to an instant, to the end; every timer on the way fires in order, at its own time.

        Raises ValueError when it would go back.
        """

        async def work(tx: Transaction) -> None:
            tx.move_clock(to_us)

        await self.run("clock.advance", system(), work)
        await self.settle()

    # What others follow --------------------------------------------------------------------------
    async def events_after(self, position: int, limit: int, wait_s: float) -> list[LoggedEvent]:
        """Events on disk behind a position; waits for one, up to so many seconds. Raises `bank_replaced`."""
        return await self.store.events_after(position, limit, wait_s)

    async def archive_history(self, before_us: int, *, least_commits: int = 1) -> Archived | None:
        """Move what is older than an instant of the bank's clock into a segment; every read goes on as it was.

        None when there is less than that many commits of it. Raises `Damaged`, Problem, apsw.Error, OSError.
        """
        return await archive(self.store, before_us, least_commits=least_commits)

    async def copy_to(self, path: Path) -> int:
        """A copy of the file as it is now, whole and on disk; gives the last event's position in it."""
        await self.durable()
        return await self.store.writer.run_folding(lambda connection: copy_file(connection, self.store.path, path))


def _said(raised: Exception) -> Exception:
    """What a failing disk does to the files that an operation makes beside its bank's own, as a refusal."""
    is_disk = isinstance(raised, OSError) and raised.errno in _DISK_ERRORS
    if is_disk or isinstance(raised, apsw.FullError | apsw.IOError):
        log.error("a file could not be written: %s", raised)
        return Problem("bank_read_only", "A file could not be written to the disk; nothing was changed.")
    return raised
