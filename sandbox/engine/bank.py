"""A bank: one isolated world of records, books, clock, queue, events and audit.

It runs operations (again, when what they relied on has changed), and the queue beside them, one row
at a time in order of (due, sequence). Everything that happens in a bank happens in one of its
transactions. See: `store` for commits, docs/concepts/life-of-a-request.md for the whole path.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from sandbox.engine.call import Call, Caller, system
from sandbox.engine.clock import Clock
from sandbox.engine.queue import RETRY_AFTER_US, STEPS, Effect
from sandbox.engine.store.sqlite.store import SqliteStore
from sandbox.engine.transaction import Conflict, StoredAnswer, Transaction
from sandbox.engine.vault import Vault

R = TypeVar("R")
Work = Callable[[Transaction], Awaitable[R]]

log = logging.getLogger("sandbank.bank")

RERUNS = 3
"""How often an operation runs again beside others before it runs alone."""

_SLICE = 64
_IDLE_S = 60.0


class Bank:
    """One open bank."""

    def __init__(self, path: Path, bank_id: str, vault: Vault, *, vfs: str | None = None) -> None:
        self.bank_id = bank_id
        self.store = SqliteStore(path, bank_id, vault, vfs=vfs)
        self._alone = asyncio.Lock()
        self._queue = asyncio.Lock()
        self._worker: asyncio.Task[None] | None = None

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
                    error = raised
                    tx.discard()
                if not is_alone and self._alone.locked():
                    await self._until_nobody_is_alone()
                store.commit(tx, generation)
                if error is not None:
                    await store.durable(tx.saw)
                    raise error
                return result, tx.saw
            except Conflict:
                continue
            finally:
                store.end(tx)
                if is_alone:
                    self._alone.release()
        raise AssertionError("a transaction that runs alone cannot conflict")

    async def durable(self, number: int | None = None) -> None:
        """Wait until a commit, or everything committed, is on disk. Raises the problem `bank_read_only`."""
        await self.store.durable(self.commit_number if number is None else number)

    async def flushed_within(self, seconds: float) -> None:
        """Wait for the next commit to reach the disk, or for the time to be over."""
        await self.store.flushed_within(seconds)

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
        count = 0
        while not self.store.is_read_only:
            effect = await self.store.next_effect()
            if effect is None:
                return None
            if effect.due_us > self.clock.now_us():
                return effect.due_us
            await self._fire(effect)
            count += 1
            if count % _SLICE == 0:
                await asyncio.sleep(0)
        return None

    async def _fire(self, effect: Effect) -> None:
        caller = system(effect.correlation_id)

        async def work(tx: Transaction) -> None:
            tx.consume(effect)
            await STEPS[effect.function](Call(tx, caller), effect.subject)

        try:
            await self.run(effect.function, caller, work)
        except Exception as error:
            if self.store.is_read_only:
                return
            log.warning("%s for %s failed: %s", effect.function, effect.subject, error)
            await self._put_back(effect, f"{type(error).__name__}: {error}")

    async def _put_back(self, effect: Effect, error: str) -> None:
        """Try a failed row again later on the bank's clock, or park it where it can be seen."""
        is_parked = effect.attempts >= len(RETRY_AFTER_US)
        wait_us = 0 if is_parked else RETRY_AFTER_US[effect.attempts]

        async def work(tx: Transaction) -> None:
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
        """Run everything that is due now, to the end: for those who watch, tests and demo data."""
        async with self._queue:
            await self._run_due()

    # Time ----------------------------------------------------------------------------------------
    async def advance(self, to_us: int) -> int:
        """Move time to an instant; every timer on the way fires in order, at its own time.

        Gives how many instants had something due. Raises ValueError when it would go back.
        """
        stops = 0
        async with self._queue:
            clock = self.clock
            was_running = clock.mode == "RUNNING"
            clock.freeze()
            if to_us < clock.now_us():
                if was_running:
                    clock.run()
                raise ValueError("a bank's clock never goes backwards")
            due = await self._run_due()
            while due is not None and due <= to_us:
                clock.freeze(due)
                due = await self._run_due()
                stops += 1
            clock.freeze(to_us)
            if was_running:
                clock.run()
            self.store.save_clock()
        self.store.effects_ready.set()
        return stops
