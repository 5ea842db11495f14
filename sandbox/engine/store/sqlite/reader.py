"""Reads of the file, on the event loop: a point look-up costs less than a hop to a thread.

One read-only connection; every statement is a key or a key range, and long scans come in slices
with a pause between (see `transaction`). It sees what is flushed; `state` knows the rest.
Measured in docs/decisions/0004-reads-on-the-loop.md.
"""

from __future__ import annotations

from typing import Any

import apsw
import msgspec

from sandbox.engine.audit import decode_leaf
from sandbox.engine.events import StoredEvent
from sandbox.engine.ledger import Balance, Entry, Hold, LedgerAccount, LedgerTransaction
from sandbox.engine.queue import Effect
from sandbox.engine.records import Cell, Head, Kind
from sandbox.engine.store.sqlite.checksums import UNCHECKED, hold_checksum, version_checksum
from sandbox.engine.store.sqlite.state import Counter, HeldHold
from sandbox.engine.transaction import LoggedEvent, LoggedLeaf, StoredAnswer
from sandbox.engine.vault import Erased, Vault

decode_account = msgspec.json.Decoder(LedgerAccount).decode
decode_journal = msgspec.json.Decoder(LedgerTransaction).decode
decode_hold = msgspec.json.Decoder(Hold).decode
decode_effect = msgspec.json.Decoder(Effect).decode
decode_event = msgspec.json.Decoder(StoredEvent).decode

_BALANCE = (
    "SELECT b.definition, b.created_us, b.at_us, b.sequence, b.debits_posted, b.credits_posted, b.debits_pending, "
    "b.credits_pending, e.debits_posted, e.credits_posted, e.debits_pending, e.credits_pending FROM balances b "
    "LEFT JOIN entries e ON e.account=b.account AND e.at_us=b.at_us AND e.sequence=b.sequence"
)


class Damaged(Exception):
    """Two places in the file that must agree do not, or a row and its checksum: what it says is not told."""


def balance_of(row: tuple[Any, ...]) -> Balance:
    """A balance from a row of the table."""
    balance = Balance(decode_account(row[0]), row[1])
    balance.at_us, balance.sequence = row[2], row[3]
    balance.debits_posted, balance.credits_posted = row[4], row[5]
    balance.debits_pending, balance.credits_pending = row[6], row[7]
    return balance


def _agreed(row: tuple[Any, ...]) -> Balance:
    """A balance from a row of `_BALANCE`: it is told only if the newest entry says the same. Raises `Damaged`."""
    balance = balance_of(row)
    if row[4:8] != row[8:12]:
        account = balance.account.ledger_account_id
        raise Damaged(f"the balance of {account} is not what its newest entry says; run `sandbank verify`")
    return balance


class Reader:
    """The flushed state of one bank."""

    def __init__(self, connection: apsw.Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def rows(self, sql: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """All rows of a bounded statement."""
        return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: tuple[Any, ...] = ()) -> Any:
        """The first row, or None."""
        return self._connection.execute(sql, values).fetchone()

    def close(self) -> None:
        self._connection.close()

    # Records -------------------------------------------------------------------------------------
    def head(self, kind: Kind[Any], identifier: str) -> Head | None:
        """The newest flushed version of a record. Raises `Damaged`."""
        row = self.row(
            "SELECT version, is_deleted, schema, body, sealed, checksum FROM versions "
            "WHERE kind=? AND id=? ORDER BY version DESC LIMIT 1",
            (kind.name, identifier),
        )
        if row is None:
            return None
        record = self._decode(kind, identifier, row, True)
        return Head(record, row[0], 0, is_deleted=bool(row[1]))

    def version(self, kind: Kind[Any], identifier: str, version: int, *, shows_blank: bool = False) -> Any:
        """A version of a record, or None. Raises `Damaged`, and `Erased` unless blank values will do."""
        row = self.row(
            "SELECT version, is_deleted, schema, body, sealed, checksum FROM versions "
            "WHERE kind=? AND id=? AND version=?",
            (kind.name, identifier, version),
        )
        return None if row is None else self._decode(kind, identifier, row, shows_blank)

    def _decode(self, kind: Kind[Any], identifier: str, row: Any, shows_blank: bool) -> Any:
        version, is_deleted, schema, text, sealed, checksum = row
        body = text.encode()
        if checksum and checksum != version_checksum(body, version, schema, is_deleted, sealed is not None):
            raise Damaged(f"{kind.name} {identifier} is not what was written; run `sandbank verify`")
        try:
            return kind.decode(body, sealed, schema, identifier, version, self._vault)
        except Erased:
            if not shows_blank:
                raise
            return kind.decode_erased(body, schema)

    def ids(self, cell: Cell, low: str, high: str, limit: int, *, is_ascending: bool, kind: str) -> list[str]:
        """Ids in a cell between two bounds, both exclusive; an empty value means all of the kind."""
        order = "ASC" if is_ascending else "DESC"
        if cell[1] == "" and cell[0] == kind:
            sql = f"SELECT DISTINCT id FROM versions WHERE kind=? AND id>? AND id<? ORDER BY id {order} LIMIT ?"
            return [row[0] for row in self.rows(sql, (kind, low, high, limit))]
        sql = f"SELECT id FROM lookups WHERE column_name=? AND value=? AND id>? AND id<? ORDER BY id {order} LIMIT ?"
        return [row[0] for row in self.rows(sql, (*cell, low, high, limit))]

    def commits_of(self, entity_id: str, kinds: tuple[str, ...]) -> list[int]:
        """The commits that wrote any version of a record, oldest first."""
        found: set[int] = set()
        for kind in kinds:
            rows = self.rows("SELECT commit_seq FROM versions WHERE kind=? AND id=?", (kind, entity_id))
            found.update(row[0] for row in rows)
        return sorted(found)

    # Money ---------------------------------------------------------------------------------------
    def balance(self, ledger_account_id: str) -> Balance | None:
        """The flushed counters of a ledger account. Raises `Damaged`."""
        row = self.row(f"{_BALANCE} WHERE b.account=?", (ledger_account_id,))
        if row is not None:
            return _agreed(row)
        if self.row("SELECT 1 FROM entries WHERE account=? LIMIT 1", (ledger_account_id,)) is not None:
            raise Damaged(f"the balance of {ledger_account_id} is missing; run `sandbank verify`")
        return None

    def balances(self, low: str, high: str, limit: int, *, is_ascending: bool) -> list[Balance]:
        """Ledger accounts between two ids, both exclusive. Raises `Damaged`."""
        order = "ASC" if is_ascending else "DESC"
        sql = f"{_BALANCE} WHERE b.account>? AND b.account<? ORDER BY b.account {order} LIMIT ?"
        return [_agreed(row) for row in self.rows(sql, (low, high, limit))]

    def counters_as_of(self, ledger_account_id: str, at_us: int) -> tuple[int, ...] | None:
        """(at, sequence, debits posted, credits posted, debits pending, credits pending) or None."""
        row: tuple[int, ...] | None = self.row(
            "SELECT at_us, sequence, debits_posted, credits_posted, debits_pending, credits_pending "
            "FROM entries WHERE account=? AND at_us<=? ORDER BY at_us DESC, sequence DESC LIMIT 1",
            (ledger_account_id, at_us),
        )
        return row

    def hold(self, hold_id: str) -> HeldHold | None:
        """A flushed hold. Raises `Damaged`."""
        row = self.row("SELECT body, checksum FROM holds WHERE id=?", (hold_id,))
        if row is None:
            return None
        body = row[0].encode()
        if row[1] not in (UNCHECKED, hold_checksum(body)):
            raise Damaged(f"hold {hold_id} is not what was written; run `sandbank verify`")
        return HeldHold(decode_hold(body), 0)

    def journal(self, identifier: str) -> LedgerTransaction | None:
        """One ledger transaction."""
        row = self.row("SELECT body FROM journal WHERE id=?", (identifier,))
        return None if row is None else decode_journal(row[0])

    def journal_range(self, low: str, high: str, limit: int, *, is_ascending: bool) -> list[LedgerTransaction]:
        """Ledger transactions between two ids, both exclusive."""
        order = "ASC" if is_ascending else "DESC"
        sql = f"SELECT body FROM journal WHERE id>? AND id<? ORDER BY id {order} LIMIT ?"
        return [decode_journal(row[0]) for row in self.rows(sql, (low, high, limit))]

    def entries(
        self, account: str, after: tuple[int, int] | None, limit: int, *, is_ascending: bool
    ) -> list[tuple[LedgerTransaction, Entry]]:
        """An account's lines, with the ledger transactions they belong to. Raises `Damaged`."""
        order, compare = ("ASC", ">") if is_ascending else ("DESC", "<")
        bound = after or ((-1, -1) if is_ascending else (2**62, 0))
        sql = (
            "SELECT e.sequence, e.posted, e.pending, e.debits_posted, e.credits_posted, j.body "
            "FROM entries e JOIN journal j ON j.id = e.journal_id "
            f"WHERE e.account=? AND (e.at_us, e.sequence) {compare} (?, ?) "
            f"ORDER BY e.at_us {order}, e.sequence {order} LIMIT ?"
        )
        lines: list[tuple[LedgerTransaction, Entry]] = []
        for sequence, *cents, body in self.rows(sql, (account, *bound, limit)):
            journal = decode_journal(body)
            found = [one for one in journal.entries if one.ledger_account_id == account and one.sequence == sequence]
            for entry in found:
                if [entry.posted_cents, entry.pending_cents, entry.debits_posted, entry.credits_posted] != cents:
                    raise Damaged(f"entry {sequence} of {account} is not what its ledger transaction says")
                lines.append((journal, entry))
        return lines

    # The rest ------------------------------------------------------------------------------------
    def counter(self, name: str) -> Counter | None:
        """A flushed counter."""
        row = self.row("SELECT period, value FROM counters WHERE name=?", (name,))
        return None if row is None else Counter(row[0], int(row[1]), 0)

    def number(self, series: str) -> int:
        """The last number given in a series."""
        row = self.row("SELECT last FROM numbers WHERE series=?", (series,))
        return 0 if row is None else int(row[0])

    def answer(self, scope: str, key: str) -> StoredAnswer | None:
        """A flushed idempotent answer."""
        row = self.row(
            "SELECT fingerprint, status, location, body, sealed, resource_id FROM answers WHERE scope=? AND key=?",
            (scope, key),
        )
        if row is None:
            return None
        return StoredAnswer(scope, key, row[0], row[1], row[2], row[3].encode(), row[4], row[5])

    def meta(self) -> dict[str, Any]:
        """The bank's own values: seed, epoch, ordinal, clock, frontier."""
        return dict(self.rows("SELECT name, value FROM meta"))

    def effects(self, limit: int, *, after: tuple[int, int] = (-1, -1), is_parked: bool = False) -> list[Effect]:
        """Rows of the queue in order of (due, sequence)."""
        sql = (
            "SELECT body FROM effects WHERE (due_us, sequence) > (?, ?) AND is_parked=? "
            "ORDER BY due_us, sequence LIMIT ?"
        )
        return [decode_effect(row[0]) for row in self.rows(sql, (*after, is_parked, limit))]

    def effects_about(self, subject: str) -> list[Effect]:
        """Rows of the queue with a subject."""
        sql = "SELECT body FROM effects WHERE json_extract(body, '$.subject')=? ORDER BY due_us, sequence LIMIT 100"
        return [decode_effect(row[0]) for row in self.rows(sql, (subject,))]

    def effect(self, key: tuple[int, int]) -> Effect | None:
        """One row of the queue."""
        row = self.row("SELECT body FROM effects WHERE due_us=? AND sequence=?", key)
        return None if row is None else decode_effect(row[0])

    def events(self, where: str, values: tuple[Any, ...], order: str, limit: int) -> list[LoggedEvent]:
        """Events by position; `where` is one of the fixed conditions of `log`."""
        sql = f"SELECT sequence, body FROM events WHERE {where} ORDER BY sequence {order} LIMIT ?"
        return [LoggedEvent(row[0], decode_event(row[1])) for row in self.rows(sql, (*values, limit))]

    def leaves(self, where: str, values: tuple[Any, ...], order: str, limit: int) -> list[LoggedLeaf]:
        """Leaves by position; `where` is one of the fixed conditions of `log`."""
        sql = f"SELECT commit_seq, leaf FROM leaves WHERE {where} ORDER BY commit_seq {order} LIMIT ?"
        return [
            LoggedLeaf(row[0] - 1, decode_leaf(row[1]), row[1].encode()) for row in self.rows(sql, (*values, limit))
        ]
