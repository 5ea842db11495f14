"""`sandbank verify`: recompute everything a bank's file says from what cannot have changed.

Read-only, in one snapshot, also beside a running server. Every finding names the row. It checks the
books (balance per currency and per ledger transaction, cached balances, holds), the audit log (every
document, ledger transaction and event against its leaf, the tree, signed checkpoints), the look-ups,
and the references between records. See: docs/concepts/ledger.md for the invariants by number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import apsw
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sandbox.engine.audit import Frontier, decode_leaf, leaf_hash
from sandbox.engine.ledger import Entry, LedgerTransaction
from sandbox.engine.store.sqlite.reader import balance_of, decode_account, decode_hold, decode_journal
from sandbox.engine.store.sqlite.schema import open_reader

Progress = Callable[[str, int], None]


class Finding(NamedTuple):
    """Something that does not hold, and the row it does not hold for."""

    invariant: str
    row: str
    detail: str


class Report(NamedTuple):
    """What was checked, and what was found."""

    counts: dict[str, int]
    findings: list[Finding]


class _Marks:
    """What the audit log says was written, and what was really found."""

    def __init__(self) -> None:
        self.versions: dict[tuple[str, str, int], str] = {}
        self.journal: dict[str, str] = {}
        self.events: dict[str, str] = {}


def verify_file(path: Path, *, public_key: bytes | None = None, progress: Progress | None = None) -> Report:
    """Check a bank's file. Raises `schema.Unusable` when it cannot be read as one at all."""
    connection = open_reader(path)
    try:
        connection.execute("BEGIN")
        return _Verifier(connection, public_key, progress or (lambda _what, _count: None)).run()
    finally:
        connection.close()


class _Verifier:
    def __init__(self, connection: apsw.Connection, public_key: bytes | None, progress: Progress) -> None:
        self._rows = connection.execute
        self._public_key = public_key
        self._progress = progress
        self._findings: list[Finding] = []
        self._counts: dict[str, int] = defaultdict(int)
        self._marks = _Marks()

    def run(self) -> Report:
        for check in (
            self._file,
            self._leaves,
            self._versions,
            self._journal,
            self._entries,
            self._holds,
            self._events,
            self._lookups,
            self._references,
        ):
            try:
                check()
            except Exception as error:
                # A row that cannot even be read is a finding, not the end of the search.
                self._find("file", check.__name__.strip("_"), f"{type(error).__name__}: {error}")
            self._progress(check.__name__.strip("_"), self._counts[check.__name__.strip("_")])
        return Report(dict(self._counts), self._findings)

    def _find(self, invariant: str, row: str, detail: str) -> None:
        self._findings.append(Finding(invariant, row, detail))

    def _file(self) -> None:
        for (message,) in self._rows("PRAGMA quick_check(20)"):
            if message != "ok":
                self._find("file", "pages", str(message))

    # The audit log -------------------------------------------------------------------------------
    def _leaves(self) -> None:
        frontier = Frontier()
        roots = {size: (root, mark) for size, root, mark in self._rows("SELECT * FROM checkpoints")}
        last_at = 0
        for number, at_us, encoded in self._rows("SELECT commit_seq, at_us, leaf FROM leaves ORDER BY 1"):
            self._counts["leaves"] += 1
            if number != frontier.size + 1:
                self._find("12 sequence", f"leaf {number}", f"follows leaf {frontier.size}")
                return
            frontier.append(leaf_hash(encoded.encode()))
            leaf = decode_leaf(encoded)
            if leaf.at_us != at_us or at_us < last_at:
                self._find("12 sequence", f"leaf {number}", "its time is not its own, or goes backwards")
            last_at = at_us
            for mark in leaf.versions:
                self._marks.versions[mark.kind, mark.id, mark.version] = mark.hash
            self._marks.journal.update((mark.id, mark.hash) for mark in leaf.ledger)
            self._marks.events.update((mark.id, mark.hash) for mark in leaf.events)
            if frontier.size in roots:
                self._checkpoint(frontier, *roots[frontier.size])
        stored = self._rows("SELECT value FROM meta WHERE name='frontier'").get
        if stored is not None and bytes.fromhex(stored) != frontier.to_bytes():
            self._find("10 audit", "meta frontier", "the tree's root is not the one that was written")

    def _checkpoint(self, frontier: Frontier, root: bytes, signature: bytes) -> None:
        self._counts["checkpoints"] += 1
        size = frontier.size
        if root != frontier.root():
            self._find("10 audit", f"checkpoint {size}", "the log is not the one that was signed")
        elif self._public_key is not None:
            bank = self._rows("SELECT value FROM meta WHERE name='bank_id'").get
            note = f"sandbank/{bank}\n{size}\n{root.hex()}\n".encode()
            try:
                Ed25519PublicKey.from_public_bytes(self._public_key).verify(signature, note)
            except InvalidSignature:
                self._find("10 audit", f"checkpoint {size}", "the signature is not this bank's")

    def _versions(self) -> None:
        before: tuple[str, str, int] = ("", "", 0)
        rows = self._rows("SELECT kind, id, version, body, sealed FROM versions ORDER BY kind, id, version")
        for kind, identifier, version, body, sealed in rows:
            self._counts["versions"] += 1
            name = f"{kind} {identifier} version {version}"
            digest = sha256(body.encode() + (sealed or b"")).hexdigest()
            expected = self._marks.versions.pop((kind, identifier, version), None)
            if digest != expected:
                self._find("10 audit", name, "is not what the audit log says was written")
            follows = before[2] + 1 if before[:2] == (kind, identifier) else 1
            if version != follows:
                self._find("12 sequence", name, f"comes where version {follows} belongs")
            before = (kind, identifier, version)
        for kind, identifier, version in self._marks.versions:
            self._find("4 nothing lost", f"{kind} {identifier} version {version}", "is missing")

    def _events(self) -> None:
        last = 0
        for sequence, identifier, body in self._rows("SELECT sequence, event_id, body FROM events ORDER BY 1"):
            self._counts["events"] += 1
            if sequence != last + 1:
                self._find("12 sequence", f"event {identifier}", f"has number {sequence} after {last}")
            last = sequence
            if sha256(body.encode()).hexdigest() != self._marks.events.pop(identifier, None):
                self._find("10 audit", f"event {identifier}", "is not what the audit log says was written")
        for identifier in self._marks.events:
            self._find("4 nothing lost", f"event {identifier}", "is missing")

    # The books -----------------------------------------------------------------------------------
    def _journal(self) -> None:
        for identifier, body in self._rows("SELECT id, body FROM journal ORDER BY id"):
            self._counts["journal"] += 1
            name = f"ledger transaction {identifier}"
            if sha256(body.encode()).hexdigest() != self._marks.journal.pop(identifier, None):
                self._find("9 entries never change", name, "is not what the audit log says was written")
            journal = decode_journal(body)
            if len(journal.entries) < 2 or any(_imbalance(journal).values()):
                self._find("2 balanced", name, f"does not balance: {dict(_imbalance(journal))}")
            for entry in journal.entries:
                self._matches_row(journal, entry)
        for identifier in self._marks.journal:
            self._find("4 nothing lost", f"ledger transaction {identifier}", "is missing")

    def _matches_row(self, journal: LedgerTransaction, entry: Entry) -> None:
        row = self._rows(
            "SELECT journal_id, direction, posted, pending, debits_posted, credits_posted, debits_pending, "
            "credits_pending FROM entries WHERE account=? AND at_us=? AND sequence=?",
            (entry.ledger_account_id, journal.at_us, entry.sequence),
        ).fetchone()
        expected = (
            journal.ledger_transaction_id,
            entry.direction,
            entry.posted_cents,
            entry.pending_cents,
            entry.debits_posted,
            entry.credits_posted,
            entry.debits_pending,
            entry.credits_pending,
        )
        if row != expected:
            name = f"entry {entry.sequence} of {entry.ledger_account_id}"
            detail = f"differs from ledger transaction {journal.ledger_transaction_id}: {row} for {expected}"
            self._find("9 entries never change", name, detail)

    def _entries(self) -> None:
        totals: dict[str, int] = defaultdict(int)
        cached = {
            row[0]: row[1:]
            for row in self._rows(
                "SELECT account, definition, created_us, at_us, "
                "sequence, debits_posted, credits_posted, debits_pending, credits_pending FROM balances"
            )
        }
        for account, sums in self._sums():
            row = cached.pop(account, None)
            if row is None:
                self._find("3 cached balance", f"balance of {account}", "is missing")
                continue
            balance = balance_of(row)
            found = (
                balance.sequence,
                balance.debits_posted,
                balance.credits_posted,
                balance.debits_pending,
                balance.credits_pending,
            )
            if found != tuple(sums):
                self._find("3 cached balance", f"balance of {account}", f"says {found}, its entries {tuple(sums)}")
            if balance.is_below_floor():
                self._find("7 floor", f"balance of {account}", f"available is {balance.available_cents}")
            totals[balance.account.currency] += sums[1] - sums[2]
            totals[f"{balance.account.currency} pending"] += sums[3] - sums[4]
        for account in cached:
            self._find("3 cached balance", f"balance of {account}", "has no entries")
        for currency, total in totals.items():
            if total:
                self._find("1 trial balance", currency, f"debits less credits are {total}")

    def _sums(self) -> Iterator[tuple[str, list[int]]]:
        """Per account: entries, debits and credits posted, debits and credits pending, recomputed."""
        current, sums, last_at = "", [0, 0, 0, 0, 0], 0
        rows = self._rows("SELECT * FROM entries ORDER BY account, at_us, sequence")
        for account, at_us, sequence, _, direction, posted, pending, *after in rows:
            self._counts["entries"] += 1
            if account != current:
                if current:
                    yield current, sums
                current, sums, last_at = account, [0, 0, 0, 0, 0], 0
            sums[0] += 1
            offset = 1 if direction == "DEBIT" else 2
            sums[offset] += posted
            sums[offset + 2] += pending
            if sequence != sums[0] or at_us < last_at:
                self._find("12 sequence", f"entry {sequence} of {account}", "is out of order")
            if after != sums[1:]:
                detail = f"says the balance after it is {after}, the entries before it give {sums[1:]}"
                self._find("9 entries never change", f"entry {sequence} of {account}", detail)
            last_at = at_us
        if current:
            yield current, sums

    def _holds(self) -> None:
        pending: dict[str, int] = defaultdict(int)
        for (body,) in self._rows("SELECT body FROM holds"):
            self._counts["holds"] += 1
            hold = decode_hold(body)
            if hold.captured_cents > hold.amount_cents:
                self._find("8 holds", f"hold {hold.hold_id}", "captured more than it held")
            if hold.status == "PENDING":
                pending[hold.debit.ledger_account_id] += hold.amount_cents
        rows = self._rows("SELECT account, definition, debits_pending, credits_pending FROM balances")
        for account, definition, debits, credits in rows:
            own = debits if decode_account(definition).normal_side == "CREDIT" else None
            if own is not None and decode_account(definition).account_id and own != pending.get(account, 0):
                detail = f"{own} is held, its open holds make {pending.get(account, 0)}"
                self._find("8 holds", f"balance of {account}", detail)
            del credits

    # Look-ups and references ---------------------------------------------------------------------
    def _lookups(self) -> None:
        heads = "SELECT kind, id, max(version), is_deleted FROM versions GROUP BY kind, id"
        sql = (
            "SELECT l.column_name, l.value, l.id FROM lookups l LEFT JOIN "
            f"({heads}) h ON h.id = l.id AND h.kind = substr(l.column_name, 1, instr(l.column_name, '.') - 1) "
            "WHERE h.id IS NULL OR h.is_deleted"
        )
        for column, value, identifier in self._rows(sql):
            self._find("look-ups", f"{column}={value}", f"finds {identifier}, which does not exist")
        self._counts["lookups"] = self._rows("SELECT count(*) FROM lookups").get

    def _references(self) -> None:
        from sandbox.engine.records import _BY_STRUCT, KINDS  # noqa: F401

        for kind in KINDS.values():
            for name, target in _references_of(kind).items():
                sql = (
                    "SELECT v.id, json_extract(v.body, '$.' || ?2) AS target FROM versions v WHERE v.kind=?1 "
                    "AND target IS NOT NULL AND NOT EXISTS (SELECT 1 FROM versions t WHERE t.kind=?3 AND t.id=target)"
                )
                for identifier, missing in self._rows(sql, (kind.name, name, target)):
                    self._find("references", f"{kind.name} {identifier}", f"{name} {missing} does not exist")
                self._counts["references"] += 1


def _references_of(kind: Any) -> dict[str, str]:
    from sandbox.contract.models import REFERENCES

    return dict(REFERENCES.get(kind.struct, {}))


def _imbalance(journal: LedgerTransaction) -> dict[str, int]:
    totals: dict[str, int] = defaultdict(int)
    for entry in journal.entries:
        sign = 1 if entry.direction == "DEBIT" else -1
        totals[entry.currency] += sign * entry.posted_cents
        totals[f"{entry.currency} pending"] += sign * entry.pending_cents
    return totals
