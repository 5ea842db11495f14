"""The books' part of `verify`: journal, entries, balances and holds, each recomputed from another.

The journal is what the audit log vouches for; entries are its lines, balances the sums of entries, and
holds the pending pairs that were not freed. Rows are matched one by one, and rows that belong to nothing
show in the counts. See: docs/concepts/ledger.md for the invariants by number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from sandbox.engine import chart
from sandbox.engine.ids import fixed
from sandbox.engine.ledger import Balance, Entry, LedgerAccount, LedgerTransaction
from sandbox.engine.store.sqlite.checksums import UNCHECKED, hold_checksum
from sandbox.engine.store.sqlite.findings import Search, text
from sandbox.engine.store.sqlite.reader import balance_of, decode_hold, decode_journal

_DEBIT_SIDE = ("1", "5")
"""Assets and expenses stand on the debit side of the chart; everything else on the credit side."""


class Sums(NamedTuple):
    """What the entries of one account add up to, in the order of the columns of `balances`."""

    created_us: int
    at_us: int
    sequence: int
    debits_posted: int
    credits_posted: int
    debits_pending: int
    credits_pending: int


class Books:
    """The checks, in the order in which each builds on the one before."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._placed = self._freed = 0
        self._forced: set[str] = set()  # accounts that something was taken from without asking their floor

    def journal(self) -> None:
        """Each ledger transaction is the one that was written, balances, and has its lines and its hold."""
        search, lines = self._search, 0
        for identifier, commit, body in search.rows(f"SELECT id, commit_seq, {text('body')} FROM journal"):
            search.counts["journal"] += 1
            name = f"ledger transaction {identifier}"
            mark = search.journal.pop(identifier, None)
            if mark is None or sha256(body or b"").hexdigest() != mark.digest or commit != mark.commit:
                search.find("9 entries never change", name, "is not what the audit log says was written")
            with search.reading(name):
                journal = decode_journal(body)
                totals = _imbalance(journal)
                if len(journal.entries) < 2 or any(totals.values()):
                    search.find("2 balanced", name, f"does not balance: {totals}")
                lines += len(journal.entries)
                if journal.is_forced:
                    self._forced.update(one.ledger_account_id for one in journal.entries if one.direction == "DEBIT")
                for entry in journal.entries:
                    self._matches_row(identifier, journal.at_us, entry)
                if journal.hold_id is not None:
                    self._matches_hold(journal, journal.hold_id)
        search.missing("ledger transaction", search.journal)
        found = search.rows("SELECT count(*) FROM entries").get
        if found != lines:
            search.find("9 entries never change", "entries", f"{found} are there, the journal has {lines}")

    def _matches_row(self, identifier: str, at_us: int, entry: Entry) -> None:
        row = self._search.rows(
            "SELECT journal_id, direction, posted, pending, debits_posted, credits_posted, debits_pending, "
            "credits_pending FROM entries WHERE account=? AND at_us=? AND sequence=?",
            (entry.ledger_account_id, at_us, entry.sequence),
        ).fetchone()
        expected = (
            identifier,
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
            detail = f"differs from ledger transaction {identifier}: {row} for {expected}"
            self._search.find("9 entries never change", name, detail)

    def _matches_hold(self, journal: LedgerTransaction, hold_id: str) -> None:
        """A pending pair places its hold; the pair that takes it back says how the hold ended."""
        debit, credit = journal.entries
        is_placing = debit.pending_cents > 0
        if is_placing:
            self._placed += 1
        else:
            self._freed += 1
        body = self._search.rows(f"SELECT {text('body')} FROM holds WHERE id=?", (hold_id,)).get
        if body is None:
            self._search.find("8 holds", f"hold {hold_id}", "is missing")
            return
        with self._search.reading(f"hold {hold_id}"):
            hold = decode_hold(body)
            said = (
                hold.debit.ledger_account_id,
                hold.credit.ledger_account_id,
                hold.debit.currency,
                hold.credit.currency,
                hold.amount_cents,
                hold.transaction_id,
            )
            booked = (
                debit.ledger_account_id,
                credit.ledger_account_id,
                debit.currency,
                credit.currency,
                abs(debit.pending_cents),
                journal.transaction_id,
            )
            if said != booked:
                self._search.find("8 holds", f"hold {hold_id}", f"is booked as {booked}, and says {said}")
            if is_placing:
                return
            ends = ("CAPTURED",) if debit.posted_cents else ("RELEASED", "EXPIRED")
            if hold.status not in ends or hold.captured_cents != debit.posted_cents:
                detail = f"is {hold.status} with {hold.captured_cents}; {debit.posted_cents} was posted"
                self._search.find("8 holds", f"hold {hold_id}", detail)

    def entries(self) -> None:
        """Each account's cached balance is the sum of its entries; all balances of a currency are zero."""
        search = self._search
        totals: dict[str, int] = defaultdict(int)
        for account, sums in self._sums():
            row = search.rows(
                "SELECT definition, created_us, at_us, sequence, debits_posted, credits_posted, debits_pending, "
                "credits_pending FROM balances WHERE account=?",
                (account,),
            ).fetchone()
            name = f"balance of {account}"
            if row is None:
                search.find("3 cached balance", name, "is missing")
                continue
            if row[1:] != sums:
                search.find("3 cached balance", name, f"says {row[1:]}, its entries {tuple(sums)}")
            with search.reading(name):
                balance = balance_of(row)
                self._is_sound(name, account, balance)
                totals[balance.account.currency] += sums.debits_posted - sums.credits_posted
                totals[f"{balance.account.currency} pending"] += sums.debits_pending - sums.credits_pending
        alone = "SELECT account FROM balances b WHERE NOT EXISTS (SELECT 1 FROM entries WHERE account=b.account)"
        for (account,) in search.rows(alone):
            search.find("3 cached balance", f"balance of {account}", "has no entries")
        for currency, total in totals.items():
            if total:
                search.find("1 trial balance", currency, f"debits less credits are {total}")

    def _is_sound(self, name: str, account: str, balance: Balance) -> None:
        body = self._search.rows(
            f"SELECT {text('body')} FROM journal WHERE id=(SELECT journal_id FROM entries WHERE account=? LIMIT 1)",
            (account,),
        ).get
        currencies = {one.currency for one in decode_journal(body).entries if one.ledger_account_id == account}
        defined = balance.account
        if defined.ledger_account_id != account or currencies != {defined.currency} or not _is_of_chart(defined):
            self._search.find("3 cached balance", name, f"is not defined as its entries and the chart say: {defined}")
        if balance.is_below_floor() and account not in self._forced:
            self._search.find("7 floor", name, f"available is {balance.available_cents}")

    def _sums(self) -> Iterator[tuple[str, Sums]]:
        """Per account what its entries add up to, with each entry's own "balance after" checked on the way."""
        search = self._search
        current, sums, first_us, last_us, number = "", [0, 0, 0, 0], 0, 0, 0
        rows = search.rows(
            "SELECT account, at_us, sequence, direction, posted, pending, debits_posted, credits_posted, "
            "debits_pending, credits_pending FROM entries ORDER BY account, at_us, sequence"
        )
        for account, at_us, sequence, direction, posted, pending, *after in rows:
            search.counts["entries"] += 1
            if account != current:
                if number:
                    yield current, Sums(first_us, last_us, number, *sums)
                current, sums, first_us, number = account, [0, 0, 0, 0], at_us, 0
            name = f"entry {sequence} of {account}"
            number += 1
            last_us = at_us
            if sequence != number:
                search.find("12 sequence", name, f"comes where {number} belongs")
            with search.reading(name):
                side = {"DEBIT": 0, "CREDIT": 1}[direction]
                sums[side] += posted
                sums[side + 2] += pending
                if after != sums:
                    detail = f"says the balance after it is {after}, the entries up to it give {sums}"
                    search.find("9 entries never change", name, detail)
        if number:
            yield current, Sums(first_us, last_us, number, *sums)

    def holds(self) -> None:
        """What open holds reserve is what is pending; every hold was placed once and ended at most once."""
        search = self._search
        pending: dict[tuple[str, str], int] = defaultdict(int)
        ended = 0
        for identifier, body, checksum in search.rows(f"SELECT id, {text('body')}, {search.checksum} FROM holds"):
            search.counts["holds"] += 1
            name = f"hold {identifier}"
            with search.reading(name):
                hold = decode_hold(body)
                if checksum not in (UNCHECKED, hold_checksum(body)):
                    search.find("file", name, "does not fit its checksum")
                if hold.hold_id != identifier or not (_is_of_chart(hold.debit) and _is_of_chart(hold.credit)):
                    search.find("8 holds", name, "has another id, or accounts that the chart does not have")
                if hold.status == "PENDING":
                    pending[hold.debit.ledger_account_id, "debits"] += hold.amount_cents
                    pending[hold.credit.ledger_account_id, "credits"] += hold.amount_cents
                    if hold.captured_cents:
                        search.find("8 holds", name, "is open, and captured something")
                else:
                    ended += 1
        if (search.counts["holds"], ended) != (self._placed, self._freed):
            self._name_the_holds()
        for account, debits, credits in search.rows("SELECT account, debits_pending, credits_pending FROM balances"):
            for side, cents in (("debits", debits), ("credits", credits)):
                if cents != pending[account, side]:
                    detail = f"pending {side} are {cents}, its open holds make {pending[account, side]}"
                    search.find("8 holds", f"balance of {account}", detail)

    def _name_the_holds(self) -> None:
        """More holds than were placed, or more ended than freed: only then is it worth asking which."""
        search = self._search
        placed: set[str] = set()
        freed: set[str] = set()
        for (body,) in search.rows(f"SELECT {text('body')} FROM journal"):
            with search.reading("a ledger transaction"):
                journal = decode_journal(body)
                if journal.hold_id is not None:
                    (placed if journal.entries[0].pending_cents > 0 else freed).add(journal.hold_id)
        for identifier, body in search.rows(f"SELECT id, {text('body')} FROM holds"):
            if identifier not in placed:
                search.find("8 holds", f"hold {identifier}", "was never placed")
            with search.reading(f"hold {identifier}"):
                status = decode_hold(body).status
                if status != "PENDING" and identifier not in freed:
                    search.find("8 holds", f"hold {identifier}", f"is {status}, and nothing freed it")


def _is_of_chart(account: LedgerAccount) -> bool:
    """Whether a definition, kept beside each balance, is still the one that its id stands for."""
    if account.account_id is not None:
        return account.account_id.startswith("acct_") and account == chart.customer_deposits(
            account.account_id, account.currency
        )
    side = "DEBIT" if account.code[:1] in _DEBIT_SIDE else "CREDIT"
    name = f"{account.code}/{account.name}/{account.currency}"
    is_own = account.floor_cents is None and account.normal_side == side
    return is_own and account.ledger_account_id == fixed("lacc", name)


def _imbalance(journal: LedgerTransaction) -> dict[str, int]:
    totals: dict[str, int] = defaultdict(int)
    for entry in journal.entries:
        sign = 1 if entry.direction == "DEBIT" else -1
        totals[entry.currency] += sign * entry.posted_cents
        totals[f"{entry.currency} pending"] += sign * entry.pending_cents
    return dict(totals)
