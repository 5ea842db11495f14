"""Reads of the file, on the event loop: a point look-up costs less than a hop to a thread.

One read-only connection; every statement is a key or a key range, and long scans come in slices
with a pause between (see `transaction`). It sees what is flushed; `state` knows the rest.
What was moved to history segments is asked for only where the file cannot know the whole answer (see `past`).
Measured in docs/decisions/0004-reads-on-the-loop.md.
"""

from __future__ import annotations

from typing import Any

import apsw
import msgspec

from sandbox.engine.audit import decode_leaf
from sandbox.engine.events import StoredEvent
from sandbox.engine.ids import lower_bound
from sandbox.engine.ledger import Balance, Entry, Hold, LedgerAccount, LedgerTransaction
from sandbox.engine.queue import Effect
from sandbox.engine.records import Cell, Head, Kind
from sandbox.engine.store.sqlite.checksums import UNCHECKED, hold_checksum, version_checksum
from sandbox.engine.store.sqlite.history import META, decode
from sandbox.engine.store.sqlite.past import Past
from sandbox.engine.store.sqlite.sealed import Damaged
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

    def __init__(self, connection: apsw.Connection, vault: Vault, past: Past) -> None:
        self._connection = connection
        self._vault = vault
        self.past = past
        past.take(decode(connection.execute("SELECT value FROM meta WHERE name=?", (META,)).get))

    def rows(self, sql: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """All rows of a bounded statement."""
        return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: tuple[Any, ...] = ()) -> Any:
        """The first row, or None."""
        return self._connection.execute(sql, values).fetchone()

    def life_row(self, sql: str, values: tuple[Any, ...] = ()) -> Any:
        """The first row over the bank's whole life, or None: for what is seldom asked. Raises `Damaged`."""
        if not self.past.history.segments:
            return self.row(sql, values)
        return next(iter(self.past.rows(sql, values)), None)

    def close(self) -> None:
        self._connection.close()
        self.past.close()

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
        sql = (
            "SELECT version, is_deleted, schema, body, sealed, checksum FROM {at}.versions "
            "WHERE kind=? AND id=? AND version=?"
        )
        row = self._one(sql, (kind.name, identifier, version))
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
        sql = "SELECT version, commit_seq FROM {at}.versions WHERE kind=? AND id=? ORDER BY version"
        for kind in kinds:
            rows = self.rows(sql.format(at="main"), (kind, entity_id))
            # Versions are numbered from 1: where the first is missing, it was moved.
            if rows and rows[0][0] > 1:
                rows = [row for place in self.past.each(sql, (kind, entity_id)) for row in place]
            found.update(row[1] for row in rows)
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
        sql = (
            "SELECT at_us, sequence, debits_posted, credits_posted, debits_pending, credits_pending "
            "FROM {at}.entries WHERE account=? AND at_us<=? ORDER BY at_us DESC, sequence DESC LIMIT 1"
        )
        values = (ledger_account_id, at_us)
        row: tuple[int, ...] | None = self.row(sql.format(at="main"), values)
        if (row[0] if row else 0) >= self.past.history.until_us:
            return row
        return next(iter(self.past.merged(sql, values, 1, key=slice(2), is_ascending=False)), None)

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
        row = self._one("SELECT body FROM {at}.journal WHERE id=?", (identifier,))
        return None if row is None else decode_journal(row[0])

    def journal_range(self, low: str, high: str, limit: int, *, is_ascending: bool) -> list[LedgerTransaction]:
        """Ledger transactions between two ids, both exclusive."""
        order = "ASC" if is_ascending else "DESC"
        sql = f"SELECT id, body FROM {{at}}.journal WHERE id>? AND id<? ORDER BY id {order} LIMIT ?"
        values = (low, high, limit)
        rows = self.rows(sql.format(at="main"), values)
        # An id is of the instant at which its transaction began: in a segment none is of the cut or later.
        cut = lower_bound("ltxn", self.past.history.until_us)
        if low < cut and (is_ascending or len(rows) < limit or rows[-1][0] < cut):
            rows = self._life(rows, sql, values, limit, key=slice(1), is_ascending=is_ascending)
        return [decode_journal(row[1]) for row in rows]

    def entries(
        self, account: str, after: tuple[int, int] | None, limit: int, *, is_ascending: bool
    ) -> list[tuple[LedgerTransaction, Entry]]:
        """An account's lines, with the ledger transactions they belong to. Raises `Damaged`."""
        order, compare = ("ASC", ">") if is_ascending else ("DESC", "<")
        bound = after or ((-1, -1) if is_ascending else (2**62, 0))
        sql = (
            "SELECT e.at_us, e.sequence, e.posted, e.pending, e.debits_posted, e.credits_posted, j.body "
            "FROM {at}.entries e JOIN {at}.journal j ON j.id = e.journal_id "
            f"WHERE e.account=? AND (e.at_us, e.sequence) {compare} (?, ?) "
            f"ORDER BY e.at_us {order}, e.sequence {order} LIMIT ?"
        )
        values = (account, *bound, limit)
        rows = self.rows(sql.format(at="main"), values)
        cut = self.past.history.until_us
        is_past = bound[0] < cut if is_ascending else len(rows) < limit or rows[-1][0] < cut
        # An account's entries are numbered from 1: where the first has come, nothing is older.
        if is_past and (is_ascending or not rows or rows[-1][1] > 1):
            rows = self._life(rows, sql, values, limit, key=slice(2), is_ascending=is_ascending)
        lines: list[tuple[LedgerTransaction, Entry]] = []
        for _, sequence, *cents, body in rows:
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

    def events(
        self, where: str, values: tuple[Any, ...], order: str, limit: int, *, above: int = 0
    ) -> list[LoggedEvent]:
        """Events by position; `where` is one of the fixed conditions of `log`. `above`: no position up to it fits."""
        sql = f"SELECT sequence, body FROM {{at}}.events WHERE {where} ORDER BY sequence {order} LIMIT ?"
        rows = self._positions(sql, (*values, limit), order, limit, above, self.past.history.until_event)
        return [LoggedEvent(row[0], decode_event(row[1])) for row in rows]

    def event(self, event_id: str) -> LoggedEvent | None:
        """One event."""
        row = self._one("SELECT sequence, body FROM {at}.events WHERE event_id=?", (event_id,))
        return None if row is None else LoggedEvent(row[0], decode_event(row[1]))

    def last_event_at(self, commit: int) -> int:
        """The position of the last event up to a commit; 0 when there is none."""
        history = self.past.history
        sql = "SELECT sequence FROM {at}.events WHERE commit_seq<=? ORDER BY commit_seq DESC, sequence DESC LIMIT 1"
        if commit >= history.until_commit:
            row = self.row(sql.format(at="main"), (commit,))
            return max(history.until_event, row[0] if row else 0)
        return max((rows[0][0] for rows in self.past.each(sql, (commit,)) if rows), default=0)

    def leaves(
        self, where: str, values: tuple[Any, ...], order: str, limit: int, *, above: int = 0
    ) -> list[LoggedLeaf]:
        """Leaves by position; `where` is one of the fixed conditions of `log`. `above`: no commit up to it fits."""
        sql = f"SELECT commit_seq, leaf FROM {{at}}.leaves WHERE {where} ORDER BY commit_seq {order} LIMIT ?"
        rows = self._positions(sql, (*values, limit), order, limit, above, self.past.history.until_commit)
        return [LoggedLeaf(row[0] - 1, decode_leaf(row[1]), row[1].encode()) for row in rows]

    def encoded_leaves(self, after: int, until: int) -> list[bytes]:
        """The leaves of some commits as they were hashed, oldest first."""
        sql = "SELECT commit_seq, leaf FROM {at}.leaves WHERE commit_seq>? AND commit_seq<=? ORDER BY commit_seq"
        rows = self._positions(sql, (after, until), "ASC", until - after, after, self.past.history.until_commit)
        return [row[1].encode() for row in rows]

    def first_at(self, table: str, position: str, at_us: int) -> int | None:
        """The first position of a log at or after an instant, or None when there is none yet."""
        sql = f"SELECT at_us, {position} FROM {{at}}.{table} WHERE at_us>=? ORDER BY at_us, {position} LIMIT 1"
        row = self.row(sql.format(at="main"), (at_us,))
        if at_us < self.past.history.until_us:
            row = next(iter(self.past.merged(sql, (at_us,), 1, key=slice(2), is_ascending=True)), None)
        return None if row is None else int(row[1])

    # Both sides of the cut -----------------------------------------------------------------------
    def _one(self, sql: str, values: tuple[Any, ...]) -> Any:
        """A row by its key: the file's, or that of a segment, or None."""
        row = self.row(sql.format(at="main"), values)
        return self.past.first(sql, values) if row is None and self.past.history.segments else row

    def _positions(
        self, sql: str, values: tuple[Any, ...], order: str, limit: int, above: int, cut: int
    ) -> list[tuple[Any, ...]]:
        """A page of a log by position: the file's alone where it is full, or where nothing before the cut fits."""
        is_ascending = order == "ASC"
        if is_ascending and above < cut:
            return self.past.merged(sql, values, limit, key=slice(1), is_ascending=True)
        rows = self.rows(sql.format(at="main"), values)
        if above < cut and (len(rows) < limit or rows[-1][0] <= cut):
            return self._life(rows, sql, values, limit, key=slice(1), is_ascending=False)
        return rows

    def _life(
        self,
        rows: list[tuple[Any, ...]],
        sql: str,
        values: tuple[Any, ...],
        limit: int,
        *,
        key: slice,
        is_ascending: bool,
    ) -> list[tuple[Any, ...]]:
        if not self.past.history.segments:
            return rows
        return self.past.merged(sql, values, limit, key=key, is_ascending=is_ascending)
