"""The books: double entry, append only, in integers of the smallest unit.

A ledger transaction is a set of entries that balances per currency. A hold is a pending pair that
is captured (whole or in part), released or expires, exactly once. Per ledger account there are four
counters: debits and credits, posted and pending; the floor of an account bounds what may leave it.
Everything here is plain values; `store` applies it. See: tests/engine/test_ledger.py.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Literal, NamedTuple

import msgspec

MOST_ENTRIES = 1_024
"""Of one ledger transaction: the id of an entry is that of its transaction and two characters for its place."""

Direction = Literal["DEBIT", "CREDIT"]
HoldStatus = Literal["PENDING", "CAPTURED", "RELEASED", "EXPIRED"]


class LedgerAccount(msgspec.Struct, frozen=True):
    """One account of the chart. `floor_cents` is what its available balance may not go below."""

    ledger_account_id: str
    code: str
    name: str
    currency: str
    normal_side: Direction
    account_id: str | None = None
    floor_cents: int | None = None


class Leg(NamedTuple):
    """One side of a movement that is about to be posted."""

    account: LedgerAccount
    direction: Direction
    amount_cents: int


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One line of the journal, with the account's counters after it; kept as an array, for there are many.

    `posted_cents` and `pending_cents` are what it adds to its side; capturing or releasing a hold
    takes from the pending side, so there `pending_cents` is negative.
    """

    ledger_account_id: str
    sequence: int
    direction: Direction
    currency: str
    posted_cents: int
    pending_cents: int
    debits_posted: int
    credits_posted: int
    debits_pending: int
    credits_pending: int


class LedgerTransaction(msgspec.Struct, frozen=True, omit_defaults=True):
    """A balanced set of entries, as the journal keeps it. `is_forced`: floors were not asked."""

    ledger_transaction_id: str
    at_us: int
    status: Literal["POSTED", "PENDING"]
    description: str
    transaction_id: str | None
    hold_id: str | None
    entries: list[Entry]
    is_forced: bool = False


class Hold(msgspec.Struct, frozen=True):
    """Funds reserved on `debit` in favour of `credit` until captured, released or expired."""

    hold_id: str
    debit: LedgerAccount
    credit: LedgerAccount
    amount_cents: int
    status: HoldStatus
    captured_cents: int
    transaction_id: str | None


class Balance:
    """The counters of a ledger account: a cache of the sum of its entries."""

    __slots__ = (
        "account",
        "at_us",
        "commit",
        "created_us",
        "credits_pending",
        "credits_posted",
        "debits_pending",
        "debits_posted",
        "sequence",
    )

    def __init__(self, account: LedgerAccount, created_us: int = 0) -> None:
        self.account = account
        self.created_us = created_us
        self.debits_posted = self.credits_posted = self.debits_pending = self.credits_pending = 0
        self.sequence = self.at_us = self.commit = 0

    @property
    def posted_cents(self) -> int:
        """Posted balance on the account's normal side."""
        net = self.credits_posted - self.debits_posted
        return net if self.account.normal_side == "CREDIT" else -net

    @property
    def held_cents(self) -> int:
        """What pending entries reserve against the account's normal side."""
        return self.debits_pending if self.account.normal_side == "CREDIT" else self.credits_pending

    @property
    def incoming_cents(self) -> int:
        """What pending entries promise to the account's normal side."""
        return self.credits_pending if self.account.normal_side == "CREDIT" else self.debits_pending

    @property
    def available_cents(self) -> int:
        """Posted less what is reserved; pending credits do not count."""
        return self.posted_cents - self.held_cents

    def copy(self) -> Balance:
        """A working copy, as one transaction sees it."""
        other = Balance(self.account, self.created_us)
        other.debits_posted = self.debits_posted
        other.credits_posted = self.credits_posted
        other.debits_pending = self.debits_pending
        other.credits_pending = self.credits_pending
        other.sequence, other.at_us, other.commit = self.sequence, self.at_us, self.commit
        return other

    def apply(self, direction: Direction, posted: int, pending: int) -> None:
        """Add to one side's counters."""
        if direction == "DEBIT":
            self.debits_posted += posted
            self.debits_pending += pending
        else:
            self.credits_posted += posted
            self.credits_pending += pending

    def is_below_floor(self) -> bool:
        """Whether more has left, or is reserved, than the account allows."""
        floor = self.account.floor_cents
        return floor is not None and self.available_cents < floor


class BelowFloor(Exception):
    """A movement would take an account below its floor. The operation decides what to answer."""

    def __init__(self, account: LedgerAccount, available_cents: int) -> None:
        super().__init__(account.ledger_account_id, available_cents)
        self.account = account
        self.available_cents = available_cents


class Movement(NamedTuple):
    """What a ledger transaction adds to one side of one account."""

    account: LedgerAccount
    direction: Direction
    posted_cents: int
    pending_cents: int


class Draft(NamedTuple):
    """A ledger transaction as a transaction collects it; sequences and balances come at commit."""

    ledger_transaction_id: str
    status: Literal["POSTED", "PENDING"]
    description: str
    transaction_id: str | None
    hold_id: str | None
    movements: tuple[Movement, ...]
    is_forced: bool = False


def posting(legs: tuple[Leg, ...]) -> tuple[Movement, ...]:
    """The movements of posted legs. Raises AssertionError unless they balance in every currency."""
    assert 2 <= len(legs) <= MOST_ENTRIES, "a ledger transaction has two entries or more, and an id for each"
    totals: dict[str, int] = defaultdict(int)
    for account, direction, amount in legs:
        assert amount > 0, "an entry has a positive amount; direction is its own field"
        totals[account.currency] += amount if direction == "DEBIT" else -amount
    assert not any(totals.values()), f"unbalanced: {dict(totals)}"
    return tuple(Movement(account, direction, amount, 0) for account, direction, amount in legs)


def placing(hold: Hold) -> tuple[Movement, ...]:
    """The pending pair that reserves a hold's amount."""
    return (
        Movement(hold.debit, "DEBIT", 0, hold.amount_cents),
        Movement(hold.credit, "CREDIT", 0, hold.amount_cents),
    )


def capturing(hold: Hold, amount_cents: int) -> tuple[Movement, ...]:
    """The pair that posts all or part of a hold and frees the whole of it."""
    assert 0 < amount_cents <= hold.amount_cents, "a capture takes at most what is held"
    return (
        Movement(hold.debit, "DEBIT", amount_cents, -hold.amount_cents),
        Movement(hold.credit, "CREDIT", amount_cents, -hold.amount_cents),
    )


def releasing(hold: Hold) -> tuple[Movement, ...]:
    """The pair that frees a hold and posts nothing."""
    return (
        Movement(hold.debit, "DEBIT", 0, -hold.amount_cents),
        Movement(hold.credit, "CREDIT", 0, -hold.amount_cents),
    )


def reduces(movement: Movement) -> bool:
    """Whether a movement can lower its account's available balance."""
    if movement.direction == movement.account.normal_side:
        return False
    return movement.posted_cents + movement.pending_cents > 0
