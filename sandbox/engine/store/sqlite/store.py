"""The store of one bank: opens the file, begins and commits transactions, flushes, stops on failure.

Commits are visible in memory at once and reach the file in batches; whoever answers a client waits
on `durable`. When a flush fails the store takes no more writes, forgets what was not flushed, goes
back to what the file says, and tries to write again; nothing unflushed was ever acknowledged.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import apsw
import msgspec

from sandbox.contract.problem import Problem
from sandbox.engine.audit import Checkpoint, Frontier, sign_checkpoint
from sandbox.engine.call import Caller
from sandbox.engine.clock import Clock, Move, elapsed
from sandbox.engine.edge import Edge
from sandbox.engine.ids import IdStream
from sandbox.engine.measures import MEASURES
from sandbox.engine.queue import Effect
from sandbox.engine.records import KINDS
from sandbox.engine.store.sqlite import commit
from sandbox.engine.store.sqlite.batch import Batch
from sandbox.engine.store.sqlite.committed import Committed
from sandbox.engine.store.sqlite.effects import EffectQueue
from sandbox.engine.store.sqlite.files import edge_path, origin_of
from sandbox.engine.store.sqlite.past import Past
from sandbox.engine.store.sqlite.reader import Reader
from sandbox.engine.store.sqlite.schema import Unusable, open_reader
from sandbox.engine.store.sqlite.state import State
from sandbox.engine.store.sqlite.transaction import SqliteTransaction
from sandbox.engine.store.sqlite.waiters import Waiters
from sandbox.engine.store.sqlite.writer import Writer
from sandbox.engine.transaction import LoggedEvent
from sandbox.engine.vault import Vault

if TYPE_CHECKING:
    from sandbox.engine.directory import DataDirectory

log = logging.getLogger("sandbank.store")

RETRY_S = 1.0
CAPACITY = 200_000
_UNWRITTEN = (
    "The bank could not write this to its disk. When it takes writes again, send it again with the same "
    "Idempotency-Key: it is then done once, whether it was found on the disk or not."
)

SIGN_EVERY = 4096
"""Leaves of the audit log between two signed checkpoints; closing signs the rest."""


class SqliteStore(Committed):
    """One bank's file and its committed state."""

    def __init__(
        self, path: Path, bank_id: str, vault: Vault, *, vfs: str | None = None, capacity: int = CAPACITY
    ) -> None:
        self.path = path
        self.bank_id = bank_id
        self.vault = vault
        self.is_read_only = False
        self.generation = 0
        self.open_transactions = 0
        self.followers = 0
        self.directory: DataDirectory | None = None
        self._edge: Edge | None = None
        self.vfs = vfs
        self._capacity = capacity
        self._waiters = Waiters()
        self._wake = asyncio.Event()
        self.effects_ready = asyncio.Event()
        self._flusher: asyncio.Task[None] | None = None
        self._is_closing = False
        self.is_retired = False
        self.archiving = asyncio.Lock()
        """Held while old history is moved into segments."""

    # Life ----------------------------------------------------------------------------------------
    async def open(self, *, seed: int | None = None) -> None:
        """Open or create the file. Raises `schema.Unusable`."""
        self._wanted_seed = seed
        self.writer = self._new_writer()
        await self.writer.open()
        try:
            self.reader = self._new_reader()
            self._load()
        except Exception as error:
            with contextlib.suppress(apsw.Error):
                await self.writer.close()
            raise Unusable(f"{self.path.name} cannot be read as a bank: {error}") from error
        self._flusher = asyncio.create_task(self._flush_forever(), name=f"flush {self.bank_id}")

    def _new_writer(self) -> Writer:
        return Writer(self.path, self.vfs, self.directory.follow if self.directory is not None else None)

    def _new_reader(self) -> Reader:
        return Reader(open_reader(self.path, self.vfs), self.vault, Past(self.path, self.vfs))

    def _load(self) -> None:
        meta, seed = self.reader.meta(), self._wanted_seed
        if meta.get("bank_id", self.bank_id) != self.bank_id:
            raise Unusable(f"{self.path.name} belongs to another bank.")
        self.state = State(self._capacity)
        self.batch = Batch()
        self.frontier = Frontier.from_bytes(bytes.fromhex(meta["frontier"])) if "frontier" in meta else Frontier()
        self.state.commit = self.state.flushed = self.frontier.size
        self._signed = self.reader.row("SELECT coalesce(max(size), 0) FROM checkpoints")[0]
        self.last_at_us = int(meta.get("last_at_us", 0))
        self.last_effect = int(meta.get("last_effect", 0))
        self.last_event = self.reader.row("SELECT coalesce(max(sequence), 0) FROM events")[0]
        self.ordinal = int(meta.get("ordinal", 0))
        self.epoch = int(meta.get("epoch", 0))
        self.epoch_began_at_event = int(meta.get("epoch_began_at_event", 0))
        mode, offset_us, frozen_us = msgspec.json.decode(meta.get("clock", '["RUNNING", 0, 0]'))
        self.clock = Clock(mode, offset_us, frozen_us, self.last_at_us)
        self.move = _decode_move(meta.get("move", "null"))
        if "seed" in meta:
            self.seed = bytes.fromhex(meta["seed"])
        else:
            self.seed = seed.to_bytes(32, "big") if seed is not None else secrets.token_bytes(32)
            self.batch.meta.update(bank_id=self.bank_id, seed=self.seed.hex(), epoch=0, vault=self.vault.scope)
            self._wake.set()
        self.effects = EffectQueue()
        self.effects.load(self.reader)

    async def close(self) -> None:
        """Write what is committed, sign the audit log's end, and close the file."""
        self._is_closing = True
        if self._flusher is not None:
            if not self.is_read_only and self.frontier.size > self._signed:
                self._add_checkpoint(self.batch)
            self._wake.set()
            await self._flusher
        with contextlib.suppress(Exception):
            await self.writer.run_folding(_fold)
        self._waiters.refuse(lambda: Problem("bank_replaced"))
        # On a disk that fails, what could not be folded stays in the log, and is taken from there when it opens again.
        with contextlib.suppress(apsw.Error):
            self.reader.close()
        with contextlib.suppress(apsw.Error):
            await self.writer.close()
        if self._edge is not None:
            await self._edge.close()

    @property
    def edge(self) -> Edge:
        """What belongs to the real world beside this bank, opened when it is first asked for."""
        if self._edge is None:
            self._edge = Edge(edge_path(self.path.parent, self.bank_id))
        return self._edge

    # Transactions --------------------------------------------------------------------------------
    def next_ordinal(self) -> int:
        """The ordinal of a request that may write; its ids come from it, also when it runs again."""
        self.ordinal += 1
        return self.ordinal

    def begin(self, operation: str, caller: Caller, ordinal: int) -> SqliteTransaction:
        """A transaction at the bank's present instant. Must be given to `end`."""
        now_us = self.clock.now_us()
        self.open_transactions += 1
        return SqliteTransaction(self, IdStream(self.seed, self.epoch, ordinal, now_us), now_us, operation, caller)

    def commit(self, tx: SqliteTransaction, generation: int) -> None:
        """Commit whole or raise: `Conflict` to run again, `bank_read_only` when nothing can be written."""
        if self.is_retired:
            raise Problem("bank_replaced")
        if generation != self.generation or (self.is_read_only and tx.has_changes()):
            raise Problem("bank_read_only")
        commit.validate(self, tx)
        if tx.has_changes():
            commit.apply(self, tx)
            self._wake.set()
            if tx.effects or tx.clock_change is not None:
                self.effects_ready.set()

    def end(self, tx: SqliteTransaction) -> None:
        """The transaction is over, committed or not."""
        self.open_transactions -= 1
        if self.open_transactions == 0 and self.state.written:
            self.state.written.clear()

    async def durable(self, number: int) -> None:
        """Wait until a commit is on disk. Raises `bank_read_only` or `bank_replaced` when it never will be."""
        if number <= self.state.flushed:
            return
        if self._has_ended():
            raise Problem("bank_replaced")
        await self._waiters.add(number)

    async def flushed_within(self, seconds: float, *, after: int) -> None:
        """Wait for a commit after a number to be on disk, or for the time to be over."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.durable(after + 1)

    async def events_after(self, position: int, limit: int, wait_s: float) -> list[LoggedEvent]:
        """Events on disk behind a position; waits for one, up to so many seconds. Raises `bank_replaced`."""
        deadline = elapsed() + wait_s
        while True:
            if self.is_ending:
                raise Problem("bank_replaced")
            flushed = self.state.flushed
            found = self.reader.events("sequence>?", (position,), "ASC", limit, above=position)
            left = deadline - elapsed()
            if found or left <= 0:
                return found
            await self.flushed_within(left, after=flushed)

    def forget(self, persons: Sequence[str]) -> None:
        """Drop what is in memory of persons whose keys are destroyed: from now on they show as erased."""
        gone = frozenset(persons)
        for person in gone:
            self.vault.forget(person)
        for (name, _), head in self.state.heads.items():
            kind = KINDS[name]
            if kind.pii and kind.person is not None and head.record is not None and kind.person(head.record) in gone:
                head.record, head.cells = kind.blanked(head.record), None

    # The queue -----------------------------------------------------------------------------------
    def add_effect(self, effect: Effect) -> None:
        self.effects.add(effect, self.batch)

    def remove_effect(self, effect: Effect) -> None:
        self.effects.remove(effect, self.batch)

    async def next_effect(self) -> Effect | None:
        """The row that is due first, whenever that is."""
        effect = self.effects.peek()
        if effect is None and self.effects.needs_load():
            await self.durable(self.state.commit)
            self.effects.load(self.reader)
            effect = self.effects.peek()
        return effect

    # Flushing ------------------------------------------------------------------------------------
    def save_clock(self) -> None:
        """Write the clock with the next batch: after it was frozen, moved or started."""
        self.batch.meta["clock"] = msgspec.json.encode(self.clock.state()).decode()
        self.batch.meta["move"] = _encode_move(self.move)
        self._wake.set()

    def retire(self) -> None:
        """Take no more commits: the bank is about to be replaced by another file, or deleted."""
        self.is_retired = True

    def take_up(self) -> None:
        """Take commits again: the replacement did not come about."""
        self.is_retired = False

    @property
    def is_ending(self) -> bool:
        """Whether the bank is being closed, to come again or not."""
        return self.is_retired or self._is_closing

    def _has_ended(self) -> bool:
        return self._is_closing and (self._flusher is None or self._flusher.done())

    def sign(self, size: int, root: bytes) -> Checkpoint:
        """A signed checkpoint of the audit log."""
        return sign_checkpoint(self.vault.signing_key, origin_of(self.bank_id, self.epoch), size, root)

    async def _flush_forever(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            # Let what is ready run first: the steps of a saga then share its flush.
            await asyncio.sleep(0)
            if not self.batch.is_empty():
                try:
                    await self._flush()
                    if self.writer.is_log_long:
                        await self.writer.fold()
                except Exception as error:
                    await self._fail(error)
            if self._is_closing and (self.is_read_only or self.batch.is_empty()):
                return

    async def _flush(self) -> None:
        began = elapsed()
        batch, self.batch = self.batch, Batch()
        batch.last_commit = self.state.commit
        batch.meta.update(
            frontier=self.frontier.to_bytes().hex(),
            ordinal=self.ordinal,
            last_effect=self.last_effect,
            last_at_us=self.last_at_us,
        )
        if self.move is not None:
            # What it has fired is counted by the commits of this batch.
            batch.meta["move"] = _encode_move(self.move)
        if self.frontier.size - self._signed >= SIGN_EVERY:
            self._add_checkpoint(batch)
        keys = self.vault.take_unsaved()
        parts = batch.close(self.state)
        await self.writer.write(parts, (lambda: self.vault.save_new_keys(keys)) if keys else None)
        MEASURES.batch_commits.note(batch.last_commit - self.state.flushed)
        self.state.settle(batch.last_commit, batch.touched)
        for key in batch.large:
            head = self.state.heads.get(key)
            if head is not None and head.commit <= batch.last_commit:
                del self.state.heads[key]
        for answer in batch.answers:
            self.state.answers.pop((answer[0], answer[1]), None)
        self._waiters.tell(batch.last_commit)
        MEASURES.flush.note(elapsed() - began)

    def _add_checkpoint(self, batch: Batch) -> None:
        self._signed = self.frontier.size
        signed = self.sign(self.frontier.size, self.frontier.root())
        batch.checkpoints.append((signed.size, signed.root.hex(), signed.signature.hex()))

    async def _fail(self, error: Exception) -> None:
        """Stop: nothing unflushed was acknowledged, so the file is the truth. Reads go on."""
        log.error("bank %s cannot write its file and is read-only: %s", self.bank_id, error)
        self.is_read_only = True
        MEASURES.flush_failures += 1
        self._forget()
        while not self._is_closing:
            await asyncio.sleep(RETRY_S)
            try:
                await self._reopen()
            except Exception as again:
                log.warning("bank %s is still read-only: %s", self.bank_id, again)
            else:
                self.is_read_only = False
                log.warning("bank %s takes writes again", self.bank_id)
                return

    def _forget(self) -> None:
        """Drop what was not flushed, refuse whoever waits for it, and go back to the file."""
        self.generation += 1
        self._waiters.refuse(lambda: Problem("bank_read_only", _UNWRITTEN))
        # A key that was not saved seals nothing that is kept, and must seal nothing that will be.
        self.vault.forget_unsaved()
        clock = self.clock
        try:
            self._load()
        except Exception as error:
            log.error("bank %s cannot be read: %s", self.bank_id, error)
        if clock.state() == self.clock.state():
            self.clock = clock  # it knows which instants were shown, and shows none before them

    async def _reopen(self) -> None:
        """A fresh connection, one durable write, and only then is the file believed again."""
        with contextlib.suppress(Exception):
            await self.writer.close()
        self.writer = self._new_writer()
        await self.writer.open()
        await self.writer.run(_probe)
        fresh = self._new_reader()
        self.reader.close()
        self.reader = fresh
        # A batch whose fsync failed may yet be found in the log: it was never acknowledged, it is whole.
        self._forget()


def _encode_move(move: Move | None) -> str:
    return msgspec.json.encode(move).decode()


def _decode_move(text: str) -> Move | None:
    return msgspec.json.decode(text, type=Move | None)


def _fold(connection: apsw.Connection) -> None:
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _probe(connection: Any) -> None:
    """One durable write: only when it succeeds is the file believed again."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('probe', hex(randomblob(8)))")
