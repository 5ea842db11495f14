"""The data directory: few banks open, a thousand on disk, and each is there when its time has come."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from sandbox.engine.bank import Bank
from sandbox.engine.clock import DAY_US, to_datetime, wall_us
from sandbox.engine.directory import most_open
from sandbox.host import Host
from tests.services.api import START, Api, World
from tests.services.builders import make_account, make_customer


def descriptors() -> int:
    """How many files this process has open."""
    return len(os.listdir("/proc/self/fd"))


async def small_world(path: Path, capacity: int) -> Api:
    """A bank on a server that keeps few of them open."""
    host = await Host.open(path, capacity=capacity)
    bank_id, token = await host.new_organization("Small", is_operator=True, seed=1)
    bank = await host.directory.open_bank(bank_id)
    bank.begin_at(START)
    return Api(World(host, path), bank, token)


async def refreshed(api: Api) -> Api:
    """The same caller, on the bank as it is open now."""
    return Api(api.world, await api.world.host.directory.open_bank(api.bank.bank_id), api.token)


async def test_many_banks_need_few_descriptors_and_none_is_lost(tmp_path: Path) -> None:
    api = await small_world(tmp_path / "data", capacity=8)
    made = []
    most = 0
    for number in range(60):
        api = await refreshed(api)
        fork = await api.fork(name=f"Fork {number}")
        customer = await make_customer(fork)
        made.append((fork, customer))
        most = max(most, len(api.world.host.directory.banks()))
    assert most <= 8 + 2
    assert descriptors() < 250
    for fork, customer in made:
        again = await refreshed(fork)
        assert again.ok(await again.get(f"/customers/{customer['customer_id']}")) == customer
    assert len(api.world.host.directory.banks()) <= 8 + 2
    await api.world.close()


async def test_a_bank_in_use_is_not_closed_for_another(tmp_path: Path) -> None:
    api = await small_world(tmp_path / "data", capacity=4)
    busy = await api.fork()
    busy.bank.users += 1
    for _ in range(8):
        api = await refreshed(api)
        await make_customer(await api.fork())
    assert api.world.host.directory.opened(busy.bank.bank_id) is busy.bank
    busy.bank.users -= 1
    await api.world.close()


async def test_a_closed_bank_is_opened_when_its_time_has_come(tmp_path: Path) -> None:
    api = await small_world(tmp_path / "data", capacity=4)
    sleeper = await api.fork(name="Sleeper")
    account = await make_account(sleeper, cents=10_00)
    sleeper.ok(await sleeper.post("/simulations/clock/run"))
    expires_us = sleeper.bank.clock.now_us() + 400_000
    body = {"account_id": account["account_id"], "amount_cents": 1_00, "currency": "USD"}
    expires = to_datetime(expires_us).isoformat()
    hold = sleeper.ok(await sleeper.post("/holds", {**body, "expires_at": expires}))
    directory = api.world.host.directory
    woken = asyncio.Event()

    async def note(bank: Bank) -> None:
        if bank.bank_id == sleeper.bank.bank_id:
            woken.set()

    # Nobody asks for the sleeper: however slow this goes, it is opened by its time alone.
    directory.when_opened.append(note)
    async with asyncio.timeout(30):
        while directory.opened(sleeper.bank.bank_id) is sleeper.bank:
            api = await refreshed(api)
            await make_customer(await api.fork())
        await woken.wait()
    again = await refreshed(sleeper)
    await again.settle()
    assert again.ok(await again.get(f"/holds/{hold['hold_id']}"))["status"] == "EXPIRED"
    await api.world.close()


async def test_a_start_knows_when_closed_banks_have_something_to_do(tmp_path: Path) -> None:
    api = await small_world(tmp_path / "data", capacity=16)
    sleeper = await api.fork(name="Sleeper")
    await make_account(sleeper, account_type="SAVINGS", interest_rate_bps=100)
    sleeper.ok(await sleeper.post("/simulations/clock/run"))
    standing = await api.fork(name="Standing")
    await make_account(standing, account_type="SAVINGS", interest_rate_bps=100)
    await api.world.host.close()
    host = api.world.host = await Host.open(tmp_path / "data", capacity=16)
    async with asyncio.timeout(5):
        while sleeper.bank.bank_id not in host.directory.due_us:
            await asyncio.sleep(0.01)
    assert standing.bank.bank_id not in host.directory.due_us
    left = host.directory.due_us[sleeper.bank.bank_id] - wall_us()
    assert 0 < left < DAY_US
    await api.world.close()


def test_the_number_of_open_banks_fits_the_descriptors() -> None:
    assert 4 <= most_open() <= 128
