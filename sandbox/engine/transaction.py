"""A transaction collects what an operation intends; commit decides, whole or not at all.

`Transaction` is the only door to a bank's state. It is a protocol, so that a store of another make
can honour it; `tests/engine/conformance.py` says what that means without knowing the store.
Nothing collected is visible to anyone else before commit. Positions in the log of events and of the
audit are given at or after commit, so no operation may know them.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

import msgspec

from sandbox.engine.audit import Checkpoint, Leaf
from sandbox.engine.clock import Move
from sandbox.engine.edge import Edge
from sandbox.engine.events import StoredEvent
from sandbox.engine.ledger import Balance, Entry, Hold, LedgerAccount, LedgerTransaction, Leg
from sandbox.engine.queue import Effect
from sandbox.engine.records import Kind

if TYPE_CHECKING:
    from sandbox.engine.call import Caller
    from sandbox.engine.directory import DataDirectory

T = TypeVar("T", bound=msgspec.Struct)


class Conflict(Exception):
    """Something this transaction relied on was changed since it began: run the operation again."""


class Selection(NamedTuple):
    """Which records a look-up wants. Bounds are on the id, and so on the time of creation.

    `after` and `from_us`/`until_us` are exclusive, inclusive, exclusive; `skip` counts matches.
    """

    where: Mapping[str, str] = {}
    limit: int = 100
    is_ascending: bool = False
    after: str | None = None
    skip: int = 0
    from_us: int | None = None
    until_us: int | None = None


class StoredAnswer(msgspec.Struct, frozen=True):
    """The idempotent answer that a commit keeps: replayed for the same key and content.

    A body with personal values is in `sealed`, and `body` is empty.
    """

    scope: str
    key: str
    fingerprint: str
    status: int
    location: str | None
    body: bytes
    sealed: bytes | None = None
    resource_id: str | None = None


class LoggedEvent(NamedTuple):
    """An event with its position."""

    sequence: int
    event: StoredEvent


class LoggedLeaf(NamedTuple):
    """A leaf of the audit log with its position and its bytes as hashed."""

    position: int
    leaf: Leaf
    encoded: bytes


class FollowEvents(Protocol):
    """Gives events on disk behind a position, in pages; an empty page after a pause, so that a client hears of it.

    Ends when the bank is closed or replaced. Close it when it is left earlier: the bank is in use until then.
    """

    def __call__(self, position: int, limit: int, pause_s: float) -> AsyncGenerator[list[LoggedEvent], None]: ...


class Transaction(Protocol):
    """One operation's view of a bank, and what it collects."""

    now_us: int

    def act_as(self, caller: Caller) -> None:
        """Let the audit log name another caller than the one this began with."""

    def blind(self, purpose: str, value: str) -> str:
        """A keyed hash of a personal value: the only form in which it may name something."""

    def discard(self, *, but_fired: bool = False) -> None:
        """Forget what was collected, after a refusal; what was read still has to hold.

        With `but_fired` the row of the queue that fires stays consumed: its step has ended, if not as it was meant to.
        """

    # Ids and numbers -----------------------------------------------------------------------------
    def new_id(self, prefix: str) -> str:
        """A new id from the request's stream."""

    def number(self, series: str) -> int:
        """The next number of a series: unique, from 1, gaps allowed."""

    # Records -------------------------------------------------------------------------------------
    async def get(self, kind: Kind[T], identifier: str) -> T | None:
        """The record as this transaction sees it, or None."""

    async def find(self, kind: Kind[T], selection: Selection) -> list[T]:
        """The records that match, in order of id (newest first unless ascending)."""

    async def find_one(self, kind: Kind[T], column: str, value: str) -> T | None:
        """The record with this value in a unique column, or None."""

    async def version(self, kind: Kind[T], identifier: str, version: int, *, shows_blank: bool = False) -> T | None:
        """A past version of a record. Raises `Erased` for a person who is, unless blank values will do."""

    def put(self, record: msgspec.Struct) -> None:
        """Write a new version. A second put of one record in a transaction replaces the first."""

    def delete(self, record: msgspec.Struct) -> None:
        """Write a version that says the record is gone; its history stays."""

    # Money ---------------------------------------------------------------------------------------
    async def post(
        self, *legs: Leg, description: str, transaction_id: str | None = None, is_forced: bool = False
    ) -> str:
        """Post a balanced set of legs; gives the ledger transaction's id. Raises `BelowFloor`.

        A forced one asks no floor: what a network takes back is gone, whether it is there or not.
        """

    async def hold(
        self,
        debit: LedgerAccount,
        credit: LedgerAccount,
        amount_cents: int,
        *,
        description: str,
        hold_id: str | None = None,
        transaction_id: str | None = None,
    ) -> str:
        """Reserve funds as a pending pair; gives the hold's id. Raises `BelowFloor`."""

    async def capture(self, hold_id: str, amount_cents: int | None = None, *, description: str) -> str:
        """Post all or part of a hold and free the rest. Raises AssertionError unless it is PENDING."""

    async def release(self, hold_id: str, *, description: str, is_expiry: bool = False) -> str:
        """Free a hold and post nothing. Raises AssertionError unless it is PENDING."""

    async def hold_of(self, hold_id: str) -> Hold | None:
        """A hold of the ledger."""

    async def balance(self, account: LedgerAccount) -> Balance:
        """The counters as this transaction sees them. Deciding on them makes a later change a conflict."""

    async def balance_as_of(self, account: LedgerAccount, at_us: int) -> Balance:
        """The counters at the end of an instant."""

    # What follows --------------------------------------------------------------------------------
    def emit(self, event_type: str, record: msgspec.Struct, before: msgspec.Struct | None = None) -> None:
        """An event about a record, and the reactions that are registered for it."""

    def schedule(self, function: str, subject: str, due_us: int | None = None) -> None:
        """A row of the queue; due now unless told."""

    def consume(self, effect: Effect, *, is_fired: bool = False) -> None:
        """Delete a row of the queue in this commit; one that is fired counts for the move of the clock under way."""

    def put_back(self, effect: Effect) -> None:
        """Write a row anew, to be tried again later or parked."""

    # Time ----------------------------------------------------------------------------------------
    @property
    def move(self) -> Move | None:
        """The move of the clock that is under way; relying on it makes a later change a conflict."""

    @property
    def is_clock_running(self) -> bool:
        """Whether time goes on by itself."""

    def move_clock(self, to_us: int, *, move_id: str | None = None, resumes: bool | None = None) -> None:
        """After this commit the clock moves to an instant; every row due on the way fires in order.

        A move under way is extended to the later end. A running clock runs on afterwards, unless
        `resumes` says otherwise; `move_id` is who is told of the end. Raises ValueError if it would go back.
        """

    def cancel_move(self) -> None:
        """End the move where it has come to."""

    def arrive(self) -> None:
        """End the move that has come to its end."""

    def run_clock(self) -> None:
        """Let time go on by itself."""

    def freeze_clock(self) -> None:
        """Let time stand still."""

    # The world around ----------------------------------------------------------------------------
    @property
    def bank_id(self) -> str:
        """The bank's id."""

    @property
    def seed(self) -> bytes:
        """What ids and simulated chance follow from."""

    @property
    def epoch(self) -> int:
        """How often what the log says was made anew: by a fork, a restore, a reset."""

    @property
    def edge(self) -> Edge:
        """What belongs to the real world beside this bank; not part of the commit."""

    async def destroy_keys(self, persons: Sequence[str]) -> None:
        """Destroy what was sealed for persons, once what was committed before is on disk; not part of the commit.

        It holds in every bank that shares the keys, may be done again, and is never undone.
        """

    def follow_events(self) -> FollowEvents:
        """What follows the log after this transaction has ended."""

    @property
    def directory(self) -> DataDirectory:
        """The banks of this server; the platform's transactions know them."""

    # Counters and answers ------------------------------------------------------------------------
    async def count(self, counter: str, period: str, amount: int, ceiling: int | None = None) -> bool:
        """Add to a commutative counter within a period (a day, a month, "" for ever).

        False, and nothing added, when it would pass its ceiling. A counter holds its newest period
        only: an amount taken back from an earlier one changes nothing.
        """

    async def counted(self, counter: str, period: str) -> int:
        """A counter's value in a period, as this transaction sees it."""

    def answer(self, stored: StoredAnswer) -> None:
        """Keep an idempotent answer in this commit."""

    async def answered(self, scope: str, key: str) -> StoredAnswer | None:
        """The answer kept for a key, if any."""

    # The logs, as far as they are on disk --------------------------------------------------------
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
        """Events in order of their position."""

    async def event(self, event_id: str) -> LoggedEvent | None:
        """One event by id."""

    async def correlation_of(self, event_id: str) -> str | None:
        """What ties an event to the request, or the chain, that it follows from."""

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
        """Leaves of the audit log in order of their position."""

    async def inclusion(self, index: int) -> tuple[int, bytes, list[bytes]]:
        """Tree size, root and path that prove a leaf (RFC 9162)."""

    async def entries(
        self, ledger_account_id: str, *, after: tuple[int, int] | None, limit: int, is_ascending: bool
    ) -> list[tuple[LedgerTransaction, Entry]]:
        """An account's lines of the journal, in order of (instant, sequence); `after` is such a pair."""

    async def ledger_transactions(self, selection: Selection) -> list[LedgerTransaction]:
        """Ledger transactions in order of id."""

    async def ledger_transaction(self, identifier: str) -> LedgerTransaction | None:
        """One ledger transaction."""

    async def ledger_accounts(self, selection: Selection) -> list[Balance]:
        """Ledger accounts in order of id; `where` takes code, currency and account_id."""

    async def ledger_account(self, identifier: str) -> Balance | None:
        """One ledger account with its counters."""

    async def pending_effects(
        self, limit: int, *, is_parked: bool = False, after: tuple[int, int] = (-1, -1)
    ) -> list[Effect]:
        """What happens next, in order of (due, sequence); or what failed too often and is parked."""

    async def effects_about(self, subject: str) -> list[Effect]:
        """The rows of the queue with this subject, parked ones too; found by reading all of them."""

    async def effect(self, key: tuple[int, int]) -> Effect | None:
        """One row of the queue, by its place."""

    async def next_due_us(self) -> int | None:
        """When something happens next."""

    def sign_checkpoint(self, size: int, root: bytes) -> Checkpoint:
        """A signed checkpoint of the audit log."""
