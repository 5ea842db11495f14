"""Forced postings: what a network takes back is gone, whether it is there or not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import apsw
import pytest

from sandbox.engine import chart
from sandbox.engine.bank import Bank
from sandbox.engine.ledger import BelowFloor, Leg
from sandbox.engine.store.sqlite.verify import verify_file
from tests.engine.banks import account, assert_verifies, available, fund, open_bank, run


@pytest.fixture
async def bank(tmp_path: Path) -> AsyncIterator[Bank]:
    async with open_bank(tmp_path) as bank:
        yield bank


def take(name: str, cents: int, *, is_forced: bool) -> Any:
    async def work(tx: Any) -> str:
        legs = (Leg(account(name), "DEBIT", cents), Leg(chart.cash("USD"), "CREDIT", cents))
        identifier: str = await tx.post(*legs, description="Taken", is_forced=is_forced)
        return identifier

    return work


async def test_a_forced_posting_goes_below_the_floor_and_nothing_else_does(bank: Bank) -> None:
    await fund(bank, "a", 100)
    with pytest.raises(BelowFloor):
        await run(bank, take("a", 101, is_forced=False))
    await run(bank, take("a", 130, is_forced=True))
    assert await available(bank, "a") == -30
    with pytest.raises(BelowFloor):
        await run(bank, take("a", 1, is_forced=False))
    with pytest.raises(BelowFloor):
        await run(bank, lambda tx: tx.hold(account("a"), account("b"), 1, description="Hold"))
    await fund(bank, "a", 50)
    await run(bank, take("a", 20, is_forced=False))
    assert await available(bank, "a") == 0


async def test_the_journal_says_that_floors_were_not_asked(bank: Bank) -> None:
    await fund(bank, "a", 10)
    asked, forced = await run(bank, take("a", 1, is_forced=False)), await run(bank, take("a", 1, is_forced=True))
    rows = [await run(bank, lambda tx, one=one: tx.ledger_transaction(one)) for one in (asked, forced)]
    assert [row.is_forced for row in rows] == [False, True]


async def test_holds_placed_before_are_captured_and_released_below_the_floor(bank: Bank) -> None:
    await fund(bank, "a", 100)
    holds = [await run(bank, lambda tx: tx.hold(account("a"), account("b"), 30, description="Hold")) for _ in range(3)]
    await run(bank, take("a", 100, is_forced=True))
    assert await available(bank, "a") == -90
    await run(bank, lambda tx: tx.capture(holds[0], description="Whole"))
    await run(bank, lambda tx: tx.capture(holds[1], 10, description="In part"))
    await run(bank, lambda tx: tx.release(holds[2], description="Released"))
    assert (await available(bank, "a"), await available(bank, "b")) == (-40, 40)


async def test_forced_and_asked_postings_at_once_take_no_more_than_each_may(bank: Bank) -> None:
    await fund(bank, "a", 100)

    async def slowly(cents: int, *, is_forced: bool) -> bool:
        async def work(tx: Any) -> None:
            await take("a", cents, is_forced=is_forced)(tx)
            await asyncio.sleep(0)

        try:
            await run(bank, work)
        except BelowFloor:
            return False
        return True

    forced = (slowly(60, is_forced=True) for _ in range(3))
    asked = (slowly(60, is_forced=False) for _ in range(5))
    done = await asyncio.gather(*forced, *asked)
    assert all(done[:3])
    assert sum(done[3:]) <= 1
    assert await available(bank, "a") == 100 - 60 * sum(done)


async def test_a_refusal_in_one_transaction_leaves_what_was_forced_before_it(bank: Bank) -> None:
    async def work(tx: Any) -> None:
        await take("a", 5, is_forced=True)(tx)
        with pytest.raises(BelowFloor):
            await take("a", 1, is_forced=False)(tx)

    await run(bank, work)
    assert await available(bank, "a") == -5


async def test_it_is_below_the_floor_after_a_restart_too(tmp_path: Path) -> None:
    async with open_bank(tmp_path) as bank:
        await run(bank, take("a", 5, is_forced=True))
    async with open_bank(tmp_path) as bank:
        assert await available(bank, "a") == -5
        with pytest.raises(BelowFloor):
            await run(bank, take("a", 1, is_forced=False))
    assert_verifies(tmp_path)


@pytest.mark.parametrize("is_explained", [True, False])
async def test_verify_finds_a_balance_below_its_floor_that_nothing_forced_explains(
    tmp_path: Path, is_explained: bool
) -> None:
    async with open_bank(tmp_path) as bank:
        await fund(bank, "b", 7)
        await run(bank, take("a", 5, is_forced=True))
    if not is_explained:
        connection = apsw.Connection(str(tmp_path / "bank.db"))
        connection.execute("UPDATE journal SET body=replace(body, ',\"is_forced\":true', '')")
        connection.close()
    found = {finding.invariant for finding in verify_file(tmp_path / "bank.db").findings}
    assert ("7 floor" in found) is not is_explained
    assert bool(found) is not is_explained
