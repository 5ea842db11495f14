"""A transaction on the embedded store: what it collects, and the cells it relied on.

Each read notes a cell (a record, a miss, a look-up); commit runs the operation again if a noted
cell was written since it began. Records, money, counters and queue rows lie here until `commit`
applies them to memory in one step. See: `engine.transaction` for the promise, `commit` for the rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from sandbox.engine.call import Caller
from sandbox.engine.clock import ClockChange
from sandbox.engine.events import StoredEvent, changed, check_type, thin_data
from sandbox.engine.ids import IdStream
from sandbox.engine.ledger import (
    Balance,
    BelowFloor,
    Draft,
    Hold,
    LedgerAccount,
    Leg,
    Movement,
    capturing,
    placing,
    posting,
    reduces,
    releasing,
)
from sandbox.engine.queue import REACTIONS, STEPS, Effect
from sandbox.engine.records import Cell, Kind, kind_of
from sandbox.engine.store.sqlite.collected import CounterDelta, Write
from sandbox.engine.store.sqlite.lookups import Lookups
from sandbox.engine.store.sqlite.surroundings import Surroundings
from sandbox.engine.transaction import StoredAnswer

if TYPE_CHECKING:
    from sandbox.engine.store.sqlite.store import SqliteStore


def effect_cell(effect: Effect) -> Cell:
    """What two who would run the same row of the queue conflict on."""
    return "effect", f"{effect.due_us}/{effect.sequence}"


T = TypeVar("T", bound=msgspec.Struct)


class SqliteTransaction(Lookups, Surroundings):
    """See `engine.transaction.Transaction`, which this honours."""

    __slots__ = (
        "answers",
        "balances",
        "began",
        "caller",
        "clock_change",
        "consumed",
        "counters",
        "drafts",
        "effects",
        "emitted",
        "fired",
        "fresh",
        "holds",
        "ids",
        "now_us",
        "numbers",
        "operation",
    )

    def __init__(self, store: SqliteStore, ids: IdStream, now_us: int, operation: str, caller: Caller) -> None:
        self.store = store
        self.ids = ids
        self.now_us = now_us
        self.operation = operation
        self.caller = caller
        self.began = store.state.commit
        self.saw = 0
        self.noted: set[Cell] = set()
        self.writes: dict[Cell, Write] = {}
        self.balances: dict[str, Balance] = {}
        self.drafts: list[Draft] = []
        self.holds: dict[str, Hold] = {}
        self.counters: dict[str, CounterDelta] = {}
        self.numbers: dict[str, int] = {}
        self.emitted: list[StoredEvent] = []
        self.effects: list[Effect] = []
        self.consumed: list[Effect] = []
        self.fired = 0
        self.clock_change: ClockChange | None = None
        self.answers: list[StoredAnswer] = []
        # Ids made here name nothing yet: no need to ask the file for what they replace.
        self.fresh: set[str] = set()

    def has_changes(self) -> bool:
        """Whether there is anything to commit."""
        return bool(
            self.writes
            or self.drafts
            or self.counters
            or self.effects
            or self.emitted
            or self.answers
            or self.consumed
            or self.clock_change
        )

    def act_as(self, caller: Caller) -> None:
        self.caller = caller

    def blind(self, purpose: str, value: str) -> str:
        return self.store.vault.blind(purpose, value)

    def discard(self, *, but_fired: bool = False) -> None:
        self.writes, self.drafts, self.holds, self.counters = {}, [], {}, {}
        self.emitted, self.effects, self.answers = [], [], []
        # The row that fires is consumed before its step does anything, and is the first.
        self.consumed = self.consumed[:1] if but_fired else []
        self.fired = min(self.fired, len(self.consumed))
        self.clock_change = None

    # Ids and numbers -----------------------------------------------------------------------------
    def new_id(self, prefix: str) -> str:
        identifier = self.ids.next(prefix)
        self.fresh.add(identifier)
        return identifier

    def number(self, series: str) -> int:
        # Drawn at once and never given back: unique without being a record, gaps allowed.
        value = self.numbers[series] = self.store.draw_number(series)
        return value

    # Records -------------------------------------------------------------------------------------
    async def get(self, kind: Kind[T], identifier: str) -> T | None:
        return self._get(kind, identifier)

    def _get(self, kind: Kind[T], identifier: str) -> T | None:
        key = (kind.name, identifier)
        write = self.writes.get(key)
        if write is not None:
            return None if write.is_delete else write.record
        self.noted.add(key)
        head = self.store.head(kind, identifier)
        if head is None:
            return None
        if head.commit > self.saw:
            self.saw = head.commit
        record: T | None = None if head.is_deleted else head.record
        return record

    async def version(self, kind: Kind[T], identifier: str, version: int, *, shows_blank: bool = False) -> T | None:
        head = self.store.head(kind, identifier)
        if head is not None and head.version == version:
            self.saw = max(self.saw, head.commit)
            record: T = head.record
            return record
        found: T | None = self.store.reader.version(kind, identifier, version, shows_blank=shows_blank)
        return found

    def put(self, record: msgspec.Struct) -> None:
        self._write(record, is_delete=False)

    def delete(self, record: msgspec.Struct) -> None:
        self._write(record, is_delete=True)

    def _write(self, record: msgspec.Struct, *, is_delete: bool) -> None:
        kind = kind_of(record)
        key = (kind.name, kind.id_of(record))
        earlier = self.writes.get(key)
        if earlier is not None:
            earlier.record, earlier.is_delete = record, is_delete
            return
        before = None if key[1] in self.fresh else self.store.head(kind, key[1])
        self.noted.add(key)
        self.writes[key] = Write(kind, record, before, is_delete=is_delete)

    # Money ---------------------------------------------------------------------------------------
    async def post(
        self, *legs: Leg, description: str, transaction_id: str | None = None, is_forced: bool = False
    ) -> str:
        draft = Draft(self.new_id("ltxn"), "POSTED", description, transaction_id, None, posting(legs), is_forced)
        return self._book(draft)

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
        identifier = hold_id or self.new_id("hold")
        hold = Hold(identifier, debit, credit, amount_cents, "PENDING", 0, transaction_id)
        self._book(Draft(self.new_id("ltxn"), "PENDING", description, transaction_id, identifier, placing(hold)))
        self.holds[identifier] = hold
        return identifier

    async def capture(self, hold_id: str, amount_cents: int | None = None, *, description: str) -> str:
        hold = self._pending(hold_id)
        amount = hold.amount_cents if amount_cents is None else amount_cents
        movements = capturing(hold, amount)
        self.holds[hold_id] = msgspec.structs.replace(hold, status="CAPTURED", captured_cents=amount)
        identifier = self.new_id("ltxn")
        return self._book(Draft(identifier, "POSTED", description, hold.transaction_id, hold_id, movements))

    async def release(self, hold_id: str, *, description: str, is_expiry: bool = False) -> str:
        hold = self._pending(hold_id)
        self.holds[hold_id] = msgspec.structs.replace(hold, status="EXPIRED" if is_expiry else "RELEASED")
        identifier = self.new_id("ltxn")
        return self._book(Draft(identifier, "PENDING", description, hold.transaction_id, hold_id, releasing(hold)))

    async def hold_of(self, hold_id: str) -> Hold | None:
        mine = self.holds.get(hold_id)
        if mine is not None:
            return mine
        self.noted.add(("hold", hold_id))
        held = self.store.hold(hold_id)
        if held is None:
            return None
        self.saw = max(self.saw, held.commit)
        return held.hold

    def _pending(self, hold_id: str) -> Hold:
        hold = self.holds.get(hold_id)
        if hold is None:
            self.noted.add(("hold", hold_id))
            held = self.store.hold(hold_id)
            assert held is not None, f"there is no hold {hold_id}"
            hold = held.hold
        assert hold.status == "PENDING", f"hold {hold_id} is {hold.status}"
        return hold

    def _working(self, account: LedgerAccount) -> Balance:
        balance = self.balances.get(account.ledger_account_id)
        if balance is None:
            committed = self.store.balance(account.ledger_account_id)
            balance = committed.copy() if committed else Balance(account, self.now_us)
            self.balances[account.ledger_account_id] = balance
        return balance

    def _book(self, draft: Draft) -> str:
        for movement in draft.movements:
            self._working(movement.account).apply(movement.direction, movement.posted_cents, movement.pending_cents)
        for movement in () if draft.is_forced else draft.movements:
            if reduces(movement) and self.balances[movement.account.ledger_account_id].is_below_floor():
                self._unbook(draft.movements)
                account = movement.account
                raise BelowFloor(account, self.balances[account.ledger_account_id].available_cents)
        self.drafts.append(draft)
        return draft.ledger_transaction_id

    def _unbook(self, movements: tuple[Movement, ...]) -> None:
        for movement in movements:
            self.balances[movement.account.ledger_account_id].apply(
                movement.direction, -movement.posted_cents, -movement.pending_cents
            )

    async def balance(self, account: LedgerAccount) -> Balance:
        self.noted.add(("balance", account.ledger_account_id))
        balance = self.balances.get(account.ledger_account_id)
        if balance is None:
            balance = self.store.balance(account.ledger_account_id) or Balance(account, self.now_us)
        if balance.commit > self.saw:
            self.saw = balance.commit
        return balance

    async def balance_as_of(self, account: LedgerAccount, at_us: int) -> Balance:
        current = await self.balance(account)
        if current.at_us <= at_us:
            return current
        # Entries of an instant that has passed are on disk, or in a commit that this waits for.
        await self.store.durable(current.commit)
        found = self.store.reader.counters_as_of(account.ledger_account_id, at_us)
        balance = Balance(account, current.created_us)
        if found is not None:
            balance.at_us, balance.sequence = found[0], found[1]
            balance.debits_posted, balance.credits_posted = found[2], found[3]
            balance.debits_pending, balance.credits_pending = found[4], found[5]
        return balance

    # What follows --------------------------------------------------------------------------------
    def emit(self, event_type: str, record: msgspec.Struct, before: msgspec.Struct | None = None) -> None:
        check_type(event_type)
        kind = kind_of(record)
        identifier = kind.id_of(record)
        if (kind.name, identifier) not in self.writes:
            # An event is about a version of its own commit: that is how it is found by its resource.
            self.put(record)
        write = self.writes[kind.name, identifier]
        self.emitted.append(
            StoredEvent(
                event_id=self.new_id("evt"),
                type=event_type,
                at_us=self.now_us,
                resource_kind=kind.name,
                resource_id=identifier,
                resource_version=write.version,
                data=thin_data(record),
                previous=changed(before, record, kind.pii) if before is not None else {},
            )
        )
        for name in REACTIONS.get(event_type, ()):
            self.schedule(name, identifier)

    def schedule(self, function: str, subject: str, due_us: int | None = None) -> None:
        assert function in STEPS, f"no step is called {function}"
        due = self.now_us if due_us is None else due_us
        self.effects.append(Effect(due, 0, function, subject, self.caller.correlation_id))

    def consume(self, effect: Effect, *, is_fired: bool = False) -> None:
        self.noted.add(effect_cell(effect))
        self.consumed.append(effect)
        self.fired += is_fired

    def put_back(self, effect: Effect) -> None:
        self.effects.append(effect)

    def _collect_clock(self, change: ClockChange) -> None:
        self.clock_change = change

    def _collected_clock(self) -> ClockChange | None:
        return self.clock_change

    # Counters and answers ------------------------------------------------------------------------
    async def count(self, counter: str, period: str, amount: int, ceiling: int | None = None) -> bool:
        held = self.store.counter(counter)
        newest = held.period if held else ""
        if period < newest:
            return True
        delta = self.counters.get(counter)
        if delta is None or delta.period != period:
            delta = CounterDelta(period)
        value = (held.value if held and newest == period else 0) + delta.amount + amount
        if ceiling is not None and value > ceiling:
            return False
        delta.amount += amount
        delta.ceiling = ceiling if ceiling is not None else delta.ceiling
        self.counters[counter] = delta
        return True

    async def counted(self, counter: str, period: str) -> int:
        self.noted.add(("counter", counter))
        held = self.store.counter(counter)
        value = held.value if held and held.period == period else 0
        if held:
            self.saw = max(self.saw, held.commit)
        delta = self.counters.get(counter)
        return value + (delta.amount if delta and delta.period == period else 0)

    def answer(self, stored: StoredAnswer) -> None:
        self.answers.append(stored)

    async def answered(self, scope: str, key: str) -> StoredAnswer | None:
        return self.store.answer(scope, key)
