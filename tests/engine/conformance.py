"""What every store promises of a transaction, said without knowing the store.

A store's test module subclasses `TransactionConformance` and gives it a `bank` fixture.
"""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
import pytest

from sandbox.contract.problem import Problem
from sandbox.engine import chart
from sandbox.engine.bank import Bank
from sandbox.engine.call import system
from sandbox.engine.ledger import BelowFloor, Leg
from sandbox.engine.transaction import Selection, StoredAnswer
from tests.engine.banks import NOTES, Note, account, available, fund, run


class TransactionConformance:
    """The protocol of `engine.transaction`, as tests."""

    async def test_what_is_put_is_seen_by_the_same_transaction_and_after_commit_by_all(self, bank: Bank) -> None:
        async def write(tx: Any) -> str:
            note = Note(note_id=tx.new_id("note"), label="a")
            assert await tx.get(NOTES, note.note_id) is None
            tx.put(note)
            assert await tx.get(NOTES, note.note_id) == note
            assert await tx.find_one(NOTES, "label", "a") == note
            return note.note_id

        identifier = await run(bank, write)

        async def read(tx: Any) -> Any:
            return await tx.get(NOTES, identifier), await tx.find(NOTES, Selection({"status": "OPEN"}))

        note, found = await run(bank, read)
        assert note.label == "a"
        assert found == [note]

    async def test_a_refusal_leaves_nothing_behind(self, bank: Bank) -> None:
        await fund(bank, "a", 100)

        async def refuse(tx: Any) -> None:
            tx.put(Note(note_id=tx.new_id("note"), label="gone"))
            await tx.post(
                Leg(account("a"), "DEBIT", 40), Leg(chart.cash("USD"), "CREDIT", 40), description="Withdrawal"
            )
            tx.schedule("tests.append", "gone")
            raise Problem("not_found", "refused")

        with pytest.raises(Problem):
            await run(bank, refuse)
        await bank.settle()
        assert await available(bank, "a") == 100
        assert await run(bank, lambda tx: tx.find(NOTES, Selection())) == []

    async def test_an_older_version_can_be_read_and_a_deleted_record_cannot(self, bank: Bank) -> None:
        note = Note(note_id="note_1", label="first")

        async def first(tx: Any) -> None:
            tx.put(note)

        async def second(tx: Any) -> None:
            tx.put(msgspec.structs.replace(note, label="second"))

        async def third(tx: Any) -> None:
            tx.delete(note)

        for work in (first, second, third):
            await run(bank, work)
        assert await run(bank, lambda tx: tx.get(NOTES, "note_1")) is None
        assert await run(bank, lambda tx: tx.find(NOTES, Selection())) == []
        assert (await run(bank, lambda tx: tx.version(NOTES, "note_1", 1))).label == "first"

    async def test_a_look_up_follows_every_change_of_its_column(self, bank: Bank) -> None:
        async def write(tx: Any) -> None:
            for number in range(5):
                tx.put(Note(note_id=f"note_{number}", status="OPEN"))

        async def close_two(tx: Any) -> list[Note]:
            for number in (1, 3):
                tx.put(Note(note_id=f"note_{number}", status="DONE"))
            found: list[Note] = await tx.find(NOTES, Selection({"status": "OPEN"}, is_ascending=True))
            return found

        await run(bank, write)
        assert [note.note_id for note in await run(bank, close_two)] == ["note_0", "note_2", "note_4"]
        done = await run(bank, lambda tx: tx.find(NOTES, Selection({"status": "DONE"})))
        assert [note.note_id for note in done] == ["note_3", "note_1"]

    async def test_pages_join_without_gaps_or_doubles(self, bank: Bank) -> None:
        async def write(tx: Any) -> None:
            for number in range(57):
                tx.put(Note(note_id=f"note_{number:03}", status="OPEN" if number % 3 else "DONE"))

        await run(bank, write)
        for where in ({}, {"status": "OPEN"}, {"label": "none"}):
            whole = await run(bank, lambda tx, where=where: tx.find(NOTES, Selection(where, limit=100)))
            pages: list[Note] = []
            while True:
                after = pages[-1].note_id if pages else None
                selection = Selection(where, limit=7, after=after)
                page = await run(bank, lambda tx, selection=selection: tx.find(NOTES, selection))
                pages += page
                if len(page) < 7:
                    break
            assert pages == whole

    async def test_a_transaction_runs_again_when_a_record_it_read_was_written(self, bank: Bank) -> None:
        await self._race(bank, lambda tx: tx.get(NOTES, "note_1"))

    async def test_a_transaction_runs_again_when_a_look_up_it_made_would_find_more(self, bank: Bank) -> None:
        await self._race(bank, lambda tx: tx.find(NOTES, Selection({"status": "OPEN"})))

    async def test_a_transaction_runs_again_when_a_list_it_read_has_grown(self, bank: Bank) -> None:
        await self._race(bank, lambda tx: tx.find(NOTES, Selection()))

    async def _race(self, bank: Bank, read: Any) -> None:
        runs = []

        async def slow(tx: Any) -> None:
            runs.append(tx)
            await read(tx)
            if len(runs) == 1:
                await run(bank, other)
            tx.put(Note(note_id="note_2", status="DONE", label=f"run {len(runs)}"))

        async def other(tx: Any) -> None:
            tx.put(Note(note_id="note_1", status="OPEN"))

        await run(bank, slow)
        assert len(runs) == 2
        assert (await run(bank, lambda tx: tx.get(NOTES, "note_2"))).label == "run 2"

    async def test_a_transaction_that_always_conflicts_runs_alone_in_the_end(self, bank: Bank) -> None:
        runs = []

        async def other(tx: Any) -> None:
            note = await tx.get(NOTES, "note_1")
            tx.put(Note(note_id="note_1", label=f"{note.label if note else ''}+"))

        rivals: list[asyncio.Task[None]] = []

        async def slow(tx: Any) -> None:
            runs.append(tx)
            await tx.get(NOTES, "note_1")
            rivals.append(asyncio.create_task(run(bank, other)))
            await asyncio.sleep(0.01)
            tx.put(Note(note_id="note_2"))

        await run(bank, slow)
        await asyncio.gather(*rivals)
        assert len(runs) == 4
        assert (await run(bank, lambda tx: tx.get(NOTES, "note_1"))).label == "++++"

    async def test_a_unique_value_is_taken_once_also_in_a_race(self, bank: Bank) -> None:
        async def take(tx: Any) -> bool:
            taken = await tx.find_one(NOTES, "label", "mine")
            await asyncio.sleep(0)
            if taken is not None:
                return False
            tx.put(Note(note_id=tx.new_id("note"), label="mine"))
            return True

        results = await asyncio.gather(*(run(bank, take) for _ in range(8)))
        assert sum(results) == 1

    async def test_ids_are_the_same_when_an_operation_runs_again(self, bank: Bank) -> None:
        seen = []

        async def work(tx: Any) -> None:
            seen.append(tx.new_id("note"))
            await tx.get(NOTES, "note_1")
            if len(seen) == 1:
                await run(bank, other)
            tx.put(Note(note_id="note_9"))

        async def other(tx: Any) -> None:
            tx.put(Note(note_id="note_1"))

        bank.clock.freeze()
        await run(bank, work)
        assert len(seen) == 2
        assert seen[0] == seen[1]

    async def test_money_is_checked_when_it_moves_and_again_at_commit(self, bank: Bank) -> None:
        await fund(bank, "a", 100)

        async def spend(tx: Any) -> bool:
            try:
                await tx.post(Leg(account("a"), "DEBIT", 30), Leg(account("b"), "CREDIT", 30), description="Transfer")
            except BelowFloor:
                return False
            await asyncio.sleep(0)
            return True

        results = await asyncio.gather(*(run(bank, spend) for _ in range(16)))
        assert sum(results) == 3
        assert await available(bank, "a") == 10
        assert await available(bank, "b") == 90

    async def test_a_hold_reserves_and_is_resolved_once(self, bank: Bank) -> None:
        await fund(bank, "a", 100)

        async def place(tx: Any) -> str:
            return str(await tx.hold(account("a"), account("b"), 60, description="Hold"))

        hold_id = await run(bank, place)
        assert await available(bank, "a") == 40
        await run(bank, lambda tx: tx.capture(hold_id, 25, description="Capture"))
        assert await available(bank, "a") == 75
        assert await available(bank, "b") == 25
        with pytest.raises(AssertionError):
            await run(bank, lambda tx: tx.release(hold_id, description="Too late"))

    async def test_two_who_resolve_one_hold_at_once_resolve_it_once(self, bank: Bank) -> None:
        await fund(bank, "a", 100)

        async def place(tx: Any) -> str:
            return str(await tx.hold(account("a"), account("b"), 60, description="Hold"))

        hold_id = await run(bank, place)

        async def resolve(tx: Any) -> bool:
            hold = await tx.hold_of(hold_id)
            await asyncio.sleep(0)
            if hold.status != "PENDING":
                return False
            await tx.capture(hold_id, description="Capture")
            return True

        assert sum(await asyncio.gather(*(run(bank, resolve) for _ in range(6)))) == 1
        assert await available(bank, "a") == 40

    async def test_a_counter_never_passes_its_ceiling_and_starts_again_with_its_period(self, bank: Bank) -> None:
        async def add(tx: Any) -> bool:
            added = await tx.count("limit", "2026-01-01", 30, 100)
            await asyncio.sleep(0)
            return bool(added)

        assert sum(await asyncio.gather(*(run(bank, add) for _ in range(9)))) == 3
        assert await run(bank, lambda tx: tx.counted("limit", "2026-01-01")) == 90
        assert await run(bank, lambda tx: tx.count("limit", "2026-01-02", 100, 100))
        assert await run(bank, lambda tx: tx.counted("limit", "2026-01-01")) == 0

    async def test_numbers_of_a_series_are_unique(self, bank: Bank) -> None:
        async def draw(tx: Any) -> int:
            number = int(tx.number("ref"))
            await asyncio.sleep(0)
            tx.put(Note(note_id=tx.new_id("note")))
            return number

        drawn = await asyncio.gather(*(run(bank, draw) for _ in range(20)))
        assert len(set(drawn)) == 20

    async def test_many_who_wait_for_the_disk_at_once_all_go_on(self, bank: Bank) -> None:
        async def write(number: int) -> int:
            async def work(tx: Any) -> None:
                tx.put(Note(note_id=f"note_{number}"))

            _, saw = await bank.run("test", system(), work)
            await bank.durable(saw)
            return saw

        callers = [asyncio.create_task(write(number)) for number in range(900)]
        callers[7].cancel()
        ended = await asyncio.gather(*callers, return_exceptions=True)
        seen = [one for one in ended if isinstance(one, int)]
        assert len(set(seen)) >= 899

    async def test_an_answer_is_kept_with_the_commit(self, bank: Bank) -> None:
        kept = StoredAnswer("org", "key", "f" * 64, 201, "/notes/1", b'{"a":1}', None, "note_1")

        async def work(tx: Any) -> None:
            tx.answer(kept)

        await run(bank, work)
        assert await run(bank, lambda tx: tx.answered("org", "key")) == kept
        assert await run(bank, lambda tx: tx.answered("other", "key")) is None

    async def test_a_balance_as_of_an_instant_is_what_it_was_then(self, bank: Bank) -> None:
        bank.clock.freeze()
        instants = []
        for _ in range(5):
            await fund(bank, "a", 10)
            instants.append(bank.clock.now_us())
            await bank.advance(bank.clock.now_us() + 1_000_000)

        async def as_of(tx: Any) -> list[int]:
            balances = [await tx.balance_as_of(account("a"), at) for at in instants]
            before = await tx.balance_as_of(account("a"), instants[0] - 1)
            return [before.posted_cents, *(balance.posted_cents for balance in balances)]

        assert await run(bank, as_of) == [0, 10, 20, 30, 40, 50]

    async def test_steps_run_in_order_of_their_time_once_each(self, bank: Bank) -> None:
        bank.clock.freeze()
        start = bank.clock.now_us()

        async def schedule(tx: Any) -> None:
            for minutes in (3, 1, 2):
                tx.schedule("tests.append", str(minutes), start + minutes * 60_000_000)

        await run(bank, schedule)
        await bank.advance(start + 600_000_000)
        notes = await run(bank, lambda tx: tx.find(NOTES, Selection(is_ascending=True)))
        assert [note.label for note in notes] == [f"{m}@{start + m * 60_000_000}" for m in (1, 2, 3)]

    async def test_a_failing_step_is_retried_and_then_parked(self, bank: Bank) -> None:
        bank.clock.freeze()

        async def schedule(tx: Any) -> None:
            tx.schedule("tests.fail", "this")

        await run(bank, schedule)
        await bank.advance(bank.clock.now_us() + 3_600_000_000)
        await bank.durable()
        parked = await run(bank, lambda tx: tx.pending_effects(10, is_parked=True))
        assert await run(bank, lambda tx: tx.pending_effects(10)) == []
        assert [(effect.attempts, effect.subject) for effect in parked] == [(5, "this")]
        assert str(parked[0].error).startswith("RuntimeError in tests.engine.banks.fail:"), "its text may be personal"

    async def test_events_and_audit_leaves_come_with_their_commit(self, bank: Bank) -> None:
        async def work(tx: Any) -> None:
            note = Note(note_id="note_1", label="x")
            tx.put(note)
            tx.emit("setting.updated", note)

        await run(bank, work)

        async def logs(tx: Any) -> Any:
            events = await tx.events(after=None, limit=10, is_ascending=True)
            leaves = await tx.leaves(after=None, limit=10, is_ascending=True)
            return events, leaves

        (event,), (leaf,) = await run(bank, logs)
        assert (event.sequence, event.event.resource_id, event.event.resource_version) == (1, "note_1", 1)
        assert [(mark.kind, mark.id, mark.action) for mark in leaf.leaf.versions] == [("Note", "note_1", "CREATE")]
        assert leaf.leaf.user_id == system().user_id
