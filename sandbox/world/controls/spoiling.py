"""Declared faults, applied: to requests at the bank's door, and to its deliveries.

Which calls a fault meets follows from the bank's seed, the fault's id and the number of the call among
those that it could have met, so a script that runs again meets the same. Counts are kept in memory and
in the bank's edge, where a restart finds them. See: faults.py, gateway/pipeline.py, services/webhooks.
"""

from __future__ import annotations

import asyncio
import contextlib
from datetime import datetime
from typing import NamedTuple

import apsw
import msgspec

from sandbox.contract.models.operations import OPERATIONS
from sandbox.contract.models.simulations import FaultKind
from sandbox.contract.problem import Problem
from sandbox.contract.specification import OperationSpec
from sandbox.engine.bank import Bank
from sandbox.engine.call import system
from sandbox.engine.chance import Chance
from sandbox.engine.edge import Edge, edge_tables
from sandbox.engine.events import StoredEvent
from sandbox.engine.records import Kind
from sandbox.engine.transaction import Selection, Transaction

edge_tables("CREATE TABLE IF NOT EXISTS faults (fault_id TEXT PRIMARY KEY, seen INTEGER, applied INTEGER)")

_WELL_BEHAVED = ("simulations", "banks", "requests", "usage")
SPOILABLE = frozenset(spec.operation_id for spec in OPERATIONS if spec.tag not in _WELL_BEHAVED)
"""What a fault can meet: the controls themselves always behave, or nothing could be lifted."""

ANSWERS = {429: "rate_limited", 500: "internal_error", 503: "overloaded"}
"""What ERROR can answer, and the problem code that goes with it."""

_WHOLE_BPS = 10_000
_SAVE_AFTER_S = 0.05
_SAVE_AGAIN_S = 1.0


class DeclaredFault(msgspec.Struct, frozen=True, kw_only=True):
    """A fault as it was declared; `most` is how often it may be applied."""

    fault_id: str
    kind: FaultKind
    operation_id: str | None
    event_type: str | None
    rate_bps: int
    delay_ms: int
    status_code: int | None
    most: int | None
    created_at: datetime
    is_lifted: bool = False


class Count:
    """How many calls a fault could have met, and how many it did."""

    __slots__ = ("applied", "seen")

    def __init__(self, seen: int = 0, applied: int = 0) -> None:
        self.seen = seen
        self.applied = applied


class MetFault(NamedTuple):
    """A fault that one request meets."""

    fault_id: str
    kind: FaultKind
    delay_ms: int
    status_code: int | None

    async def before(self) -> None:
        """What happens before the operation. Raises what ERROR answers."""
        if self.kind == "LATENCY":
            await asyncio.sleep(self.delay_ms / 1000)
        elif self.kind == "ERROR":
            assert self.status_code is not None
            raise Problem(ANSWERS[self.status_code], f"On purpose: {self.fault_id}.", retry_after=1)

    async def after(self) -> None:
        """What happens once the operation is on disk. Raises `answer_lost`."""
        if self.kind == "TIMEOUT_AFTER_COMMIT":
            await asyncio.sleep(self.delay_ms / 1000)
            raise Problem("answer_lost")


class DeliveryFault(NamedTuple):
    """A fault that one delivery meets."""

    kind: FaultKind
    delay_ms: int


class SpoiledDeliveries:
    """The faults of one bank's deliveries, as its dispatcher asks for them."""

    def __init__(self, spoiling: Spoiling, bank: Bank) -> None:
        self._spoiling = spoiling
        self._bank = bank

    def on_delivery(self, event: StoredEvent, endpoint: object) -> DeliveryFault | None:
        """The fault that a delivery meets, if any."""
        return self._spoiling.delivery_fault(self._bank, event.type)


class Spoiling:
    """The active faults of every open bank."""

    def __init__(self) -> None:
        self._active: dict[str, dict[str, DeclaredFault]] = {}
        self._counts: dict[tuple[str, str], Count] = {}
        self._dirty: dict[str, set[str]] = {}
        self._saving: dict[str, asyncio.Task[None]] = {}
        """Who writes the counts of a bank: one at a time, of the bank as it was opened last."""

    async def load(self, bank: Bank) -> None:
        """Know the faults of a bank that was just opened."""

        async def work(tx: Transaction) -> list[DeclaredFault]:
            return await tx.find(FAULTS, Selection(limit=10_000))

        declared, _ = await bank.run("faults.load", system(), work, is_read=True)
        # As they were declared: the first that applies is the one that a call meets.
        for fault in sorted(declared, key=lambda fault: fault.fault_id):
            self.written(bank.bank_id, fault)

    async def forget(self, bank: Bank) -> None:
        """Drop what is known of a bank that is being closed, its counts kept."""
        with contextlib.suppress(apsw.Error):
            await self._save(bank.bank_id, bank.edge)
        self._active.pop(bank.bank_id, None)
        # Whoever is about to write knows this bank: what the next one counts is not theirs.
        self._saving.pop(bank.bank_id, None)
        self._dirty.pop(bank.bank_id, None)
        for key in [key for key in self._counts if key[0] == bank.bank_id]:
            del self._counts[key]

    def written(self, bank_id: str, fault: DeclaredFault) -> None:
        """A fault was declared or lifted, in this commit."""
        active = self._active.setdefault(bank_id, {})
        if fault.is_lifted:
            active.pop(fault.fault_id, None)
        else:
            active[fault.fault_id] = fault
        if not active:
            del self._active[bank_id]

    # Requests ------------------------------------------------------------------------------------
    def met_by(self, bank: Bank, spec: OperationSpec) -> MetFault | None:
        """The fault that a request meets, if any."""
        active = self._active.get(bank.bank_id)
        if active is None or spec.operation_id not in SPOILABLE:
            return None
        for fault in active.values():
            is_fitting = fault.operation_id is None or fault.operation_id == spec.operation_id
            if not is_fitting or fault.kind.startswith("WEBHOOK_"):
                continue
            if fault.kind == "TIMEOUT_AFTER_COMMIT" and not spec.is_unsafe:
                continue
            if self._is_applied(bank, fault):
                return MetFault(fault.fault_id, fault.kind, fault.delay_ms, fault.status_code)
        return None

    # Deliveries ----------------------------------------------------------------------------------
    def delivery_fault(self, bank: Bank, event_type: str) -> DeliveryFault | None:
        """The fault that a delivery meets, if any."""
        for fault in self._active.get(bank.bank_id, {}).values():
            if not fault.kind.startswith("WEBHOOK_"):
                continue
            is_fitting = fault.event_type is None or is_about(fault.event_type, event_type)
            if is_fitting and self._is_applied(bank, fault):
                return DeliveryFault(fault.kind, fault.delay_ms)
        return None

    # Counting ------------------------------------------------------------------------------------
    def applied(self, bank_id: str, edge: Edge, fault_id: str) -> int:
        """How often a fault was applied."""
        return self._count(bank_id, edge, fault_id).applied

    def _is_applied(self, bank: Bank, fault: DeclaredFault) -> bool:
        count = self._count(bank.bank_id, bank.edge, fault.fault_id)
        if fault.most is not None and count.applied >= fault.most:
            return False
        count.seen += 1
        is_met = Chance(bank.store.seed, fault.fault_id, count.seen).below(_WHOLE_BPS) < fault.rate_bps
        count.applied += is_met
        self._dirty.setdefault(bank.bank_id, set()).add(fault.fault_id)
        if bank.bank_id not in self._saving:
            self._saving[bank.bank_id] = asyncio.create_task(self._save_soon(bank))
        return is_met

    def _count(self, bank_id: str, edge: Edge, fault_id: str) -> Count:
        count = self._counts.get((bank_id, fault_id))
        if count is None:
            row = edge.row("SELECT seen, applied FROM faults WHERE fault_id=?", (fault_id,))
            count = self._counts[bank_id, fault_id] = Count(*row) if row is not None else Count()
        return count

    async def _save_soon(self, bank: Bank) -> None:
        """Write what was counted in a while, until nothing is left to write or somebody else does."""
        me = asyncio.current_task()
        wait_s = _SAVE_AFTER_S
        try:
            while bank.bank_id in self._dirty:
                await asyncio.sleep(wait_s)
                if self._saving.get(bank.bank_id) is not me:
                    return
                try:
                    await self._save(bank.bank_id, bank.edge)
                except apsw.Error:
                    wait_s = _SAVE_AGAIN_S
        finally:
            if self._saving.get(bank.bank_id) is me:
                del self._saving[bank.bank_id]

    async def _save(self, bank_id: str, edge: Edge) -> None:
        """Write the counts that have changed. Raises apsw.Error, and they are still to be written."""
        names = self._dirty.pop(bank_id, set())
        counts = [(name, self._counts.get((bank_id, name))) for name in names]
        rows = [(name, count.seen, count.applied) for name, count in counts if count is not None]
        try:
            if rows:
                await edge.write(("INSERT OR REPLACE INTO faults VALUES (?,?,?)", rows))
        except apsw.Error:
            self._dirty.setdefault(bank_id, set()).update(names)
            raise


def is_about(wanted: str, event_type: str) -> bool:
    """Whether an event is of a type, or of a resource's (`account.*`)."""
    return wanted in ("*", event_type) or (wanted.endswith(".*") and event_type.startswith(wanted[:-1]))


SPOILING = Spoiling()

FAULTS = Kind(DeclaredFault, prefix="flt", name="Fault", when_written=SPOILING.written)
