"""What is committed: looked up in memory first, then in the file, and kept in memory from then on.

Memory is ahead of the file by what is not flushed yet; what is not in memory is in the file as it was
flushed last. See: `store` for how the two are kept so, `state` for what memory holds.
"""

from __future__ import annotations

from typing import Any

from sandbox.engine.ledger import Balance
from sandbox.engine.measures import MEASURES
from sandbox.engine.records import VOID, Head, Kind
from sandbox.engine.store.sqlite.batch import Batch
from sandbox.engine.store.sqlite.reader import Reader
from sandbox.engine.store.sqlite.state import Counter, HeldHold, State
from sandbox.engine.transaction import StoredAnswer

_UNCOUNTED = Counter("", 0, 0)


class Committed:
    """The committed state of one bank, by key."""

    state: State
    reader: Reader
    batch: Batch

    def head(self, kind: Kind[Any], identifier: str) -> Head | None:
        """The committed head of a record."""
        key = (kind.name, identifier)
        head = self.state.heads.get(key)
        if head is None:
            # A miss is kept too: settings that nobody changed are asked for with every transfer.
            MEASURES.head_misses += 1
            head = self.reader.head(kind, identifier) or VOID
            if not kind.is_large:
                self.state.heads[key] = head
        else:
            MEASURES.head_hits += 1
        return None if head is VOID else head

    def balance(self, ledger_account_id: str) -> Balance | None:
        """The committed counters of a ledger account."""
        balance = self.state.balances.get(ledger_account_id)
        if balance is None:
            balance = self.reader.balance(ledger_account_id)
            if balance is not None:
                self.state.balances[ledger_account_id] = balance
        return balance

    def hold(self, hold_id: str) -> HeldHold | None:
        """A committed hold."""
        held = self.state.holds.get(hold_id)
        if held is None:
            held = self.reader.hold(hold_id)
            if held is not None:
                self.state.holds[hold_id] = held
        return held

    def counter(self, name: str) -> Counter | None:
        """A committed counter."""
        counter = self.state.counters.get(name)
        if counter is None:
            # Kept too when there is none: a counter is asked for some times before it first counts.
            counter = self.state.counters[name] = self.reader.counter(name) or _UNCOUNTED
        return None if counter is _UNCOUNTED else counter

    def answer(self, scope: str, key: str) -> StoredAnswer | None:
        """A committed idempotent answer."""
        return self.state.answers.get((scope, key)) or self.reader.answer(scope, key)

    def draw_number(self, series: str) -> int:
        """The next number of a series."""
        last = self.state.numbers.get(series)
        if last is None:
            last = self.reader.number(series)
        self.state.numbers[series] = last + 1
        self.batch.numbers.add(series)
        return last + 1
