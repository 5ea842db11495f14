"""A crash on the way through a history: it goes on, and ends as if there had been none.

The queue does not run by itself here. After some numbers of steps the files are copied as they are on disk,
which is what a crash at that moment leaves, and a bank is opened on the copy.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from sandbox.contract.models.simulations import History, HistoryCreation
from sandbox.engine.bank import Bank
from sandbox.engine.call import Call, Caller
from sandbox.engine.store.sqlite.verify import verify_file
from sandbox.world.histories import operations as histories
from tests.engine.banks import vault_of
from tests.services.api import START, router

CALLER = Caller(user_id="key_test", auth_method="API_KEY")
ASKED = HistoryCreation(customers=10, months=1, seed="5")
CRASHES = (0, 1, 2, 7, 30, 80)


async def do(bank: Bank, work: Any) -> Any:
    result, saw = await bank.run("test", CALLER, lambda tx: work(Call(tx, CALLER)))
    await bank.durable(saw)
    return result


async def open_at(directory: Path) -> Bank:
    router()
    bank = Bank(directory / "bank.db", "bank_test", vault_of(directory))
    await bank.open(seed=1, start_queue=False)
    return bank


async def fire(bank: Bank, rows: int) -> None:
    """So many rows of the queue, each at its time and on disk."""
    for _ in range(rows):
        effect = await bank.store.next_effect()
        assert effect is not None
        if effect.due_us > bank.clock.now_us():
            bank.clock.freeze(effect.due_us)
        await bank._fire(effect)
    await bank.durable()


async def end_of(bank: Bank, history_id: str, directory: Path) -> tuple[History, list[Any]]:
    """The history at its end, and what everybody has by then; the file verifies."""
    await bank.settle()
    ended = await do(bank, lambda call: histories.get_history(call, history_id))
    await bank.durable()
    sums = bank.store.reader.rows(
        "SELECT definition->>'name', credits_posted, debits_posted FROM balances ORDER BY 1, 2, 3"
    )
    await bank.close()
    assert verify_file(directory / "bank.db").findings == []
    return ended, sums


async def test_a_crash_anywhere_changes_nothing_about_the_end(tmp_path: Path) -> None:
    origin = tmp_path / "origin"
    origin.mkdir()
    bank = await open_at(origin)
    bank.begin_at(START)
    history = await do(bank, lambda call: histories.create_history(call, ASKED))
    fired = 0
    for crash in CRASHES:
        await fire(bank, crash - fired)
        fired = crash
        shutil.copytree(origin, tmp_path / f"after{crash}")
    expected = await end_of(bank, history.history_id, origin)
    assert expected[0].status == "COMPLETED"
    assert expected[0].customer_count == 10
    for crash in CRASHES:
        copy = tmp_path / f"after{crash}"
        again = await open_at(copy)
        assert await end_of(again, history.history_id, copy) == expected, f"after {crash} steps"
