"""A Hypothesis state machine: the engine against a model small enough to be obviously right.

The model is a dictionary of balances, one of holds and one of notes. Between any two rules the bank
may be closed and opened again, with and without its caches; at the end the file is verified.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from sandbox.engine import chart
from sandbox.engine.bank import Bank
from sandbox.engine.ledger import BelowFloor, Leg
from sandbox.engine.transaction import Selection
from tests.engine.banks import NOTES, Note, account, assert_verifies, fund, run, vault_of

names = st.sampled_from(["a", "b", "c"])
cents = st.integers(1, 500)


class EngineMachine(RuleBasedStateMachine):
    """Money, holds, records and restarts in any order."""

    holds = Bundle("holds")

    def __init__(self) -> None:
        super().__init__()
        self.directory = Path(tempfile.mkdtemp(prefix="sandbank-machine-"))
        self.loop = asyncio.new_event_loop()
        self.posted = {"a": 0, "b": 0, "c": 0}
        self.held: dict[str, tuple[str, str, int]] = {}
        self.forced: set[str] = set()
        self.notes: dict[str, str] = {}
        self._open()

    def _open(self) -> None:
        self.bank = Bank(self.directory / "bank.db", "bank_test", vault_of(self.directory))
        self.loop.run_until_complete(self.bank.open(seed=1))

    def _do(self, work: Any) -> Any:
        return self.loop.run_until_complete(run(self.bank, work))

    def _available(self, name: str) -> int:
        return self.posted[name] - sum(amount for debit, _, amount in self.held.values() if debit == name)

    @rule(name=names, amount=cents)
    def deposit(self, name: str, amount: int) -> None:
        self.loop.run_until_complete(fund(self.bank, name, amount))
        self.posted[name] += amount

    @rule(source=names, other=names, amount=cents)
    def transfer(self, source: str, other: str, amount: int) -> None:
        async def work(tx: Any) -> bool:
            try:
                legs = (Leg(account(source), "DEBIT", amount), Leg(account(other), "CREDIT", amount))
                await tx.post(*legs, description="Transfer")
            except BelowFloor:
                return False
            return True

        fits = source == other or self._available(source) >= amount
        if source == other:
            fits = self._available(source) >= 0
        assert self._do(work) == fits
        if fits:
            self.posted[source] -= amount
            self.posted[other] += amount

    @rule(target=holds, source=names, other=names, amount=cents)
    def hold(self, source: str, other: str, amount: int) -> Any:
        async def work(tx: Any) -> str | None:
            try:
                return str(await tx.hold(account(source), account(other), amount, description="Hold"))
            except BelowFloor:
                return None

        identifier = self._do(work)
        assert (identifier is not None) == (self._available(source) >= amount)
        if identifier is not None:
            self.held[identifier] = (source, other, amount)
        return identifier

    @rule(identifier=consumes(holds), share=st.integers(1, 100))
    def capture(self, identifier: str | None, share: int) -> None:
        if identifier is None:
            return
        source, other, amount = self.held.pop(identifier)
        part = max(1, amount * share // 100)
        self._do(lambda tx: tx.capture(identifier, part, description="Capture"))
        self.posted[source] -= part
        self.posted[other] += part

    @rule(identifier=consumes(holds))
    def release(self, identifier: str | None) -> None:
        if identifier is not None:
            self.held.pop(identifier)
            self._do(lambda tx: tx.release(identifier, description="Release"))

    @rule(name=names, amount=cents)
    def take_back(self, name: str, amount: int) -> None:
        async def work(tx: Any) -> None:
            legs = (Leg(account(name), "DEBIT", amount), Leg(chart.cash("USD"), "CREDIT", amount))
            await tx.post(*legs, description="Taken back", is_forced=True)

        self._do(work)
        self.posted[name] -= amount
        self.forced.add(name)

    @rule(name=names, status=st.sampled_from(["OPEN", "DONE"]))
    def write_note(self, name: str, status: str) -> None:
        async def work(tx: Any) -> None:
            tx.put(Note(note_id=f"note_{name}", status=status, secret="s"))

        self._do(work)
        self.notes[f"note_{name}"] = status

    @rule(name=names)
    def delete_note(self, name: str) -> None:
        async def work(tx: Any) -> None:
            note = await tx.get(NOTES, f"note_{name}")
            if note is not None:
                tx.delete(note)

        self._do(work)
        self.notes.pop(f"note_{name}", None)

    @rule()
    def restart(self) -> None:
        self.loop.run_until_complete(self.bank.close())
        self._open()

    @rule()
    def forget_caches(self) -> None:
        state = self.bank.store.state
        self.loop.run_until_complete(self.bank.durable(state.commit))
        for cache in (state.heads, state.balances, state.holds, state.counters):
            cache.clear()

    @invariant()
    def matches_the_model(self) -> None:
        async def work(tx: Any) -> Any:
            balances = {name: await tx.balance(account(name)) for name in self.posted}
            found = {s: await tx.find(NOTES, Selection({"status": s})) for s in ("OPEN", "DONE")}
            return balances, found

        balances, found = self._do(work)
        for name, balance in balances.items():
            assert balance.posted_cents == self.posted[name]
            assert balance.available_cents == self._available(name)
            assert balance.available_cents >= 0 or name in self.forced
        for status, notes in found.items():
            assert {note.note_id for note in notes} == {i for i, s in self.notes.items() if s == status}

    def teardown(self) -> None:
        self.loop.run_until_complete(self.bank.close())
        self.loop.close()
        assert_verifies(self.directory)
        shutil.rmtree(self.directory)
        assert chart.cash("USD").normal_side == "DEBIT"


EngineMachine.TestCase.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestEngineMachine = EngineMachine.TestCase
