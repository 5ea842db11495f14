"""Reads of the append-only logs: events, audit leaves, journal.

They show what is on disk. Whatever was acknowledged is, and positions are given by the flush order,
so a page once read never changes. Nodes of the audit's Merkle tree are kept at every eighth level;
what lies below one is at most 256 leaves away.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sandbox.engine.audit import Checkpoint, decode_leaf, inclusion_path, leaf_hash, root_of
from sandbox.engine.ids import lower_bound
from sandbox.engine.ledger import Balance, Entry, LedgerTransaction
from sandbox.engine.queue import Effect
from sandbox.engine.records import KINDS
from sandbox.engine.transaction import LoggedEvent, LoggedLeaf, Selection

if TYPE_CHECKING:
    from sandbox.engine.store.sqlite.reader import Reader
    from sandbox.engine.store.sqlite.store import SqliteStore

TILE_LEVELS = 8
_NEVER = 2**62


class Tree:
    """Roots of ranges of leaves, from stored nodes where there are some."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def node(self, start: int, end: int) -> bytes:
        """The root of the leaves [start, end), where the range is a subtree of RFC 9162's split."""
        size = end - start
        level = size.bit_length() - 1
        if size == 1 << level and level and level % TILE_LEVELS == 0:
            row = self._reader.row("SELECT hash FROM nodes WHERE level=? AND position=?", (level, start >> level))
            if row is not None:
                return bytes(row[0])
        if size <= 1 << TILE_LEVELS:
            return root_of([leaf_hash(leaf) for leaf in self._reader.encoded_leaves(start, end)])
        middle = start + (1 << ((size - 1).bit_length() - 1))
        left, right = self.node(start, middle), self.node(middle, end)
        return sha256(b"\x01" + left + right).digest()


def _page(after: int | None, is_ascending: bool, column: str) -> tuple[str, tuple[int, ...], str]:
    if after is None:
        return "1=1", (), "ASC" if is_ascending else "DESC"
    return (f"{column}>?", (after,), "ASC") if is_ascending else (f"{column}<?", (after,), "DESC")


def _within(
    reader: Reader, table: str, key: str, from_us: int | None, until_us: int | None
) -> tuple[str, tuple[int, ...], int]:
    """A condition on time as one on position, for both rise together; and up to which position nothing fits."""
    condition, above = "", 0
    values: list[int] = []
    if from_us is not None:
        first = reader.first_at(table, key, from_us)
        values.append(_NEVER if first is None else first)
        condition, above = f" AND {key}>=?", values[0] - 1
    if until_us is not None:
        end = reader.first_at(table, key, until_us)
        values.append(_NEVER if end is None else end)
        condition += f" AND {key}<?"
    return condition, tuple(values), above


class LogReads:
    """The part of a transaction that reads the logs."""

    __slots__ = ()
    store: SqliteStore

    async def events(
        self,
        *,
        after: int | None,
        limit: int,
        is_ascending: bool,
        skip: int = 0,
        types: tuple[str, ...] = (),
        resource_id: str | None = None,
        from_us: int | None = None,
        until_us: int | None = None,
    ) -> list[LoggedEvent]:
        where, values, order = _page(after, is_ascending, "sequence")
        times, bounds, above = _within(self.store.reader, "events", "sequence", from_us, until_us)
        parameters: tuple[Any, ...] = (*values, *bounds)
        where += times
        if types:
            where += f" AND type IN ({','.join('?' * len(types))})"
            parameters += types
        if resource_id is not None:
            reader = self.store.reader
            commits = reader.commits_of(resource_id, tuple(KINDS))
            if commits and commits[0] > reader.past.history.until_commit:
                above = max(above, reader.past.history.until_event)
            where += f" AND commit_seq IN ({','.join('?' * len(commits))})"
            where += " AND json_extract(body, '$.resource_id')=?"
            parameters += (*commits, resource_id)
        if is_ascending and after is not None:
            above = max(above, after)
        return self.store.reader.events(where, parameters, order, limit + skip, above=above)[skip:]

    async def event(self, event_id: str) -> LoggedEvent | None:
        return self.store.reader.event(event_id)

    async def correlation_of(self, event_id: str) -> str | None:
        row = self.store.reader.row(
            "SELECT leaf FROM leaves WHERE commit_seq=(SELECT commit_seq FROM events WHERE event_id=?)", (event_id,)
        )
        return None if row is None else decode_leaf(row[0]).correlation_id

    async def leaves(
        self,
        *,
        after: int | None,
        limit: int,
        is_ascending: bool,
        entity_id: str | None = None,
        from_us: int | None = None,
        until_us: int | None = None,
    ) -> list[LoggedLeaf]:
        where, values, order = _page(None if after is None else after + 1, is_ascending, "commit_seq")
        times, bounds, above = _within(self.store.reader, "leaves", "commit_seq", from_us, until_us)
        parameters: tuple[Any, ...] = (*values, *bounds)
        where += times
        if entity_id is not None:
            commits = self.store.reader.commits_of(entity_id, tuple(KINDS))
            above = max(above, commits[0] - 1 if commits else _NEVER)
            where += f" AND commit_seq IN ({','.join('?' * len(commits))})"
            parameters += tuple(commits)
        if is_ascending and after is not None:
            above = max(above, after + 1)
        return self.store.reader.leaves(where, parameters, order, limit, above=above)

    async def inclusion(self, index: int) -> tuple[int, bytes, list[bytes]]:
        tree = Tree(self.store.reader)
        size = self.store.reader.row("SELECT coalesce(max(commit_seq), 0) FROM leaves")[0]
        return size, tree.node(0, size), inclusion_path(index, size, tree.node)

    async def entries(
        self, ledger_account_id: str, *, after: tuple[int, int] | None, limit: int, is_ascending: bool
    ) -> list[tuple[LedgerTransaction, Entry]]:
        balance = self.store.balance(ledger_account_id)
        if balance is not None:
            await self.store.durable(balance.commit)
        return self.store.reader.entries(ledger_account_id, after, limit, is_ascending=is_ascending)

    async def ledger_transactions(self, selection: Selection) -> list[LedgerTransaction]:
        low = "" if selection.from_us is None else lower_bound("ltxn", selection.from_us)
        high = "\x7f" if selection.until_us is None else lower_bound("ltxn", selection.until_us)
        if selection.after is not None:
            low, high = (selection.after, high) if selection.is_ascending else (low, selection.after)
        found = self.store.reader.journal_range(
            low, high, selection.limit + selection.skip, is_ascending=selection.is_ascending
        )
        return found[selection.skip :]

    async def ledger_transaction(self, identifier: str) -> LedgerTransaction | None:
        return self.store.reader.journal(identifier)

    async def ledger_accounts(self, selection: Selection) -> list[Balance]:
        low, high = "", "\x7f"
        found: list[Balance] = []
        while len(found) < selection.limit + selection.skip:
            if selection.after is not None:
                low, high = (selection.after, high) if selection.is_ascending else (low, selection.after)
            slice_ = self.store.reader.balances(low, high, 500, is_ascending=selection.is_ascending)
            for balance in slice_:
                if all(str(getattr(balance.account, name)) == want for name, want in selection.where.items()):
                    found.append(balance)
            if len(slice_) < 500:
                break
            selection = selection._replace(after=slice_[-1].account.ledger_account_id)
        return found[selection.skip : selection.skip + selection.limit]

    async def ledger_account(self, identifier: str) -> Balance | None:
        return self.store.reader.balance(identifier)

    async def pending_effects(
        self, limit: int, *, is_parked: bool = False, after: tuple[int, int] = (-1, -1)
    ) -> list[Effect]:
        await self.store.durable(self.store.state.commit)
        return self.store.reader.effects(limit, after=after, is_parked=is_parked)

    async def effects_about(self, subject: str) -> list[Effect]:
        await self.store.durable(self.store.state.commit)
        return self.store.reader.effects_about(subject)

    async def effect(self, key: tuple[int, int]) -> Effect | None:
        await self.store.durable(self.store.state.commit)
        return self.store.reader.effect(key)

    async def next_due_us(self) -> int | None:
        effect = await self.store.next_effect()
        return None if effect is None else effect.due_us

    def sign_checkpoint(self, size: int, root: bytes) -> Checkpoint:
        return self.store.sign(size, root)
