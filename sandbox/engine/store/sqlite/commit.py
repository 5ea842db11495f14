"""Commit: one synchronous step on the event loop that validates, applies to memory, and queues rows.

Validation asks three things: was a noted cell written since the transaction began, would an account
go below its floor, would a counter pass its ceiling. Any yes is a `Conflict`, and the operation runs
again. After it nothing can fail but the flush. See: tests/engine/test_commit.py.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec

from sandbox.engine.audit import EventMark, Leaf, LedgerMark, VersionMark, encode_leaf, leaf_hash
from sandbox.engine.ledger import Balance, Draft, Entry, LedgerTransaction, reduces
from sandbox.engine.records import Cell, Head, cells_of
from sandbox.engine.store.sqlite.checksums import version_checksum
from sandbox.engine.store.sqlite.clockwork import change_clock
from sandbox.engine.store.sqlite.collected import Write
from sandbox.engine.store.sqlite.log import TILE_LEVELS
from sandbox.engine.store.sqlite.state import Counter, HeldHold
from sandbox.engine.store.sqlite.surroundings import CLOCK_CELL
from sandbox.engine.store.sqlite.transaction import SqliteTransaction, effect_cell
from sandbox.engine.transaction import Conflict
from sandbox.engine.vault import is_blank

if TYPE_CHECKING:
    from sandbox.engine.store.sqlite.store import SqliteStore

_encode = msgspec.json.Encoder().encode


def validate(store: SqliteStore, tx: SqliteTransaction) -> None:
    """Raise `Conflict` when what the transaction relied on no longer holds."""
    state = store.state
    if tx.began == state.commit:
        return
    written = state.written
    for cell in tx.noted:
        if written.get(cell, 0) > tx.began:
            raise Conflict(cell)
    if tx.drafts:
        _check_money(store, tx.drafts)
    for name, delta in tx.counters.items():
        held = store.counter(name)
        value = held.value if held and held.period == delta.period else 0
        if delta.ceiling is not None and delta.amount > 0 and value + delta.amount > delta.ceiling:
            raise Conflict(name)


def _check_money(store: SqliteStore, drafts: list[Draft]) -> None:
    copies: dict[str, Balance] = {}
    for draft in drafts:
        for movement in draft.movements:
            key = movement.account.ledger_account_id
            balance = copies.get(key)
            if balance is None:
                committed = store.balance(key)
                balance = copies[key] = committed.copy() if committed else Balance(movement.account)
            balance.apply(movement.direction, movement.posted_cents, movement.pending_cents)
        for movement in () if draft.is_forced else draft.movements:
            key = movement.account.ledger_account_id
            if reduces(movement) and copies[key].is_below_floor():
                raise Conflict(key)


def apply(store: SqliteStore, tx: SqliteTransaction) -> None:
    """Make a validated transaction the committed state, and add its rows to the current batch."""
    state, batch = store.state, store.batch
    state.commit += 1
    at_us = store.last_at_us = max(store.last_at_us, tx.now_us)
    batch.last_commit = state.commit
    is_overlapping = store.open_transactions > 1
    if is_overlapping:
        _note_written(store, tx)
    caller = tx.caller
    leaf = Leaf(
        commit=state.commit,
        at_us=at_us,
        operation=tx.operation,
        user_id=caller.user_id,
        versions=[_apply_write(store, write) for write in tx.writes.values()],
        ledger=[_apply_draft(store, draft, at_us) for draft in tx.drafts],
        events=[_apply_event(store, event) for event in tx.emitted],
        client_id=caller.client_id,
        session_id=caller.session_id,
        correlation_id=caller.correlation_id,
        ip_address_hash=caller.ip_address_hash,
    )
    for identifier, hold in tx.holds.items():
        state.holds[identifier] = HeldHold(hold, state.commit)
        batch.holds.add(identifier)
    _apply_counters(store, tx)
    _apply_effects(store, tx)
    for answer in tx.answers:
        state.answers[answer.scope, answer.key] = answer
        batch.answers.append(
            (
                answer.scope,
                answer.key,
                answer.fingerprint,
                answer.status,
                answer.location,
                answer.body.decode(),
                answer.sealed.hex() if answer.sealed else None,
                answer.resource_id,
            )
        )
    _append_leaf(store, leaf, at_us)
    tx.saw = state.commit


def _note_written(store: SqliteStore, tx: SqliteTransaction) -> None:
    written, commit, vault = store.state.written, store.state.commit, store.vault
    for key, write in tx.writes.items():
        written[key] = commit
        old = cells_of(write.before, write.kind, vault)
        is_live = write.before is not None and not write.before.is_deleted
        new = frozenset() if write.is_delete else write.kind.cells(write.record, vault)
        for cell in old | new:
            written[cell] = commit
        if not is_live or write.is_delete:
            written[key[0], ""] = commit
    for draft in tx.drafts:
        for movement in draft.movements:
            written["balance", movement.account.ledger_account_id] = commit
    for identifier in tx.holds:
        written["hold", identifier] = commit
    for name in tx.counters:
        written["counter", name] = commit
    for effect in tx.consumed:
        written[effect_cell(effect)] = commit
    if tx.clock_change is not None:
        written[CLOCK_CELL] = commit


def _apply_write(store: SqliteStore, write: Write) -> VersionMark:
    state, batch, kind, vault = store.state, store.batch, write.kind, store.vault
    before, record, version = write.before, write.record, write.version
    identifier = kind.id_of(record)
    body, sealed = kind.encode(record, version, vault)
    if is_blank(sealed):
        record = kind.decode_erased(body, kind.schema)
    is_live = before is not None and not before.is_deleted
    old = cells_of(before, kind, vault)
    new: frozenset[Cell] = frozenset() if write.is_delete else kind.cells(record, vault)
    state.heads[kind.name, identifier] = Head(record, version, state.commit, is_deleted=write.is_delete, cells=new)
    for cell in old - new:
        batch.lookups[(*cell, identifier)] = False
    for cell in new - old:
        batch.lookups[(*cell, identifier)] = True
    changed = [*(old ^ new)]
    if not is_live or write.is_delete:
        changed.append((kind.name, ""))
    for cell in changed:
        state.touch(cell, identifier)
        batch.touched.append((cell, identifier))
    batch.versions.append(
        (
            kind.name,
            identifier,
            version,
            state.commit,
            int(write.is_delete),
            kind.schema,
            body.decode(),
            sealed.hex() if sealed else None,
            version_checksum(body, version, kind.schema, write.is_delete, bool(sealed)),
        )
    )
    if kind.is_large:
        batch.large.append((kind.name, identifier))
    if kind.when_written is not None:
        kind.when_written(store.bank_id, record)
    action = "DELETE" if write.is_delete else "CREATE" if version == 1 else "UPDATE"
    digest = sha256(body if sealed is None else body + sealed).hexdigest()
    return VersionMark(kind.name, identifier, version, action, digest)


def _apply_draft(store: SqliteStore, draft: Draft, at_us: int) -> LedgerMark:
    state, batch = store.state, store.batch
    entries = []
    for account, direction, posted, pending in draft.movements:
        key = account.ledger_account_id
        balance = store.balance(key)
        if balance is None:
            balance = Balance(account, at_us)
        state.balances[key] = balance
        balance.apply(direction, posted, pending)
        balance.sequence += 1
        balance.at_us, balance.commit = at_us, state.commit
        batch.balances.add(key)
        counters = (
            balance.debits_posted,
            balance.credits_posted,
            balance.debits_pending,
            balance.credits_pending,
        )
        entries.append(Entry(key, balance.sequence, direction, account.currency, posted, pending, *counters))
        identifier = draft.ledger_transaction_id
        batch.entries.append((key, at_us, balance.sequence, identifier, direction, posted, pending, *counters))
    journal = LedgerTransaction(
        draft.ledger_transaction_id,
        at_us,
        draft.status,
        draft.description,
        draft.transaction_id,
        draft.hold_id,
        entries,
        draft.is_forced,
    )
    body = _encode(journal)
    batch.journal.append((draft.ledger_transaction_id, state.commit, body.decode()))
    return LedgerMark(draft.ledger_transaction_id, sha256(body).hexdigest())


def _apply_event(store: SqliteStore, event: Any) -> EventMark:
    store.last_event += 1
    body = _encode(event)
    store.batch.events.append(
        (store.last_event, event.event_id, store.state.commit, event.at_us, event.type, body.decode())
    )
    return EventMark(event.event_id, sha256(body).hexdigest())


def _apply_counters(store: SqliteStore, tx: SqliteTransaction) -> None:
    state, batch = store.state, store.batch
    for name, delta in tx.counters.items():
        held = store.counter(name)
        value = held.value if held and held.period == delta.period else 0
        state.counters[name] = Counter(delta.period, value + delta.amount, state.commit)
        batch.counters.add(name)


def _apply_effects(store: SqliteStore, tx: SqliteTransaction) -> None:
    if store.move is not None:
        store.move.fired += tx.fired
    for consumed in tx.consumed:
        store.remove_effect(consumed)
    for effect in tx.effects:
        if not effect.sequence:
            store.last_effect += 1
            effect = msgspec.structs.replace(effect, sequence=store.last_effect)
        # One that was put back or moved keeps its sequence, and with it its place among those of its time.
        store.add_effect(effect)
    if tx.clock_change is not None:
        change_clock(store, tx.clock_change, tx.now_us)


def _append_leaf(store: SqliteStore, leaf: Leaf, at_us: int) -> None:
    encoded = encode_leaf(leaf)
    for level, position, digest in store.frontier.append(leaf_hash(encoded)):
        if level % TILE_LEVELS == 0:
            store.batch.nodes.append((level, position, digest.hex()))
    store.batch.leaves.append((leaf.commit, at_us, encoded.decode()))
