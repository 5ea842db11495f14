"""The machine's clock jumps back, forward, or stands still: order and expiry stay right, time never decreases.

In this process the one module that reads the system's clock is given another; for a real server, and where it is
installed, libfaketime does it from outside. A bank's clock is the system's plus an offset, and never earlier than
the last instant anything was written at: after a jump back it stands still until the system has caught up.
See: sandbox/engine/clock.py, docs/concepts/time.md.
"""

from __future__ import annotations

import asyncio
import datetime
import os
import random
import shutil
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.cli import main
from sandbox.engine.clock import DAY_US, to_us
from sandbox.gateway.limits import Quota, RateLimits
from sandbox.host import Host
from tests.faults.clients import Client, opened_accounts, settled
from tests.faults.server import running
from tests.services.api import Api
from tests.services.builders import balances, make_account, make_customer, transfer
from tests.services.webhooks.receiver import Receiver

HOUR_US = 3_600_000_000
FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1")
JUMPS = 300 if os.environ.get("SANDBANK_LONG") else 60


class Wall:
    """The system's clock as the bank sees it: it goes on, jumps, or stands still."""

    def __init__(self) -> None:
        self.offset_us = 0
        self.frozen_ns: int | None = None

    def time_ns(self) -> int:
        """As `time.time_ns`."""
        return self.frozen_ns if self.frozen_ns is not None else time.time_ns() + self.offset_us * 1000

    def monotonic(self) -> float:
        """As `time.monotonic`: nobody can set it."""
        return time.monotonic()

    def jump(self, by_us: int) -> None:
        """Set the clock by so much."""
        if self.frozen_ns is not None:
            self.frozen_ns += by_us * 1000
        self.offset_us += by_us

    def freeze(self) -> None:
        """Stand still."""
        self.frozen_ns = self.time_ns()


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    wall = Wall()
    monkeypatch.setattr("sandbox.engine.clock.time", wall)
    return wall


@pytest.fixture
async def api(tmp_path: Path, wall: Wall) -> AsyncIterator[Api]:
    """A bank whose clock runs with the machine's."""
    api = await Api.open(tmp_path / "data")
    api.bank.run_clock()
    try:
        yield api
        await api.settle()
    finally:
        await api.world.close()


async def all_events(api: Api) -> list[dict[str, Any]]:
    await api.settle()
    found: list[dict[str, Any]] = []
    query: dict[str, Any] = {}
    while True:
        reply = await api.get("/events", limit=100, order="asc", **query)
        found += api.ok(reply)
        _, _, rest = reply.headers.get("link", "").partition("cursor=")
        if not rest:
            return found
        query = {"cursor": rest.partition(">")[0].partition("&")[0]}


def assert_in_order(events: list[dict[str, Any]]) -> None:
    """Instants never decrease along the log, and ids sort as the log does."""
    times = [event["created_at"] for event in events]
    assert times == sorted(times)
    ids = [event["event_id"] for event in events]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)


async def placed(api: Api, account: dict[str, Any], after_us: int) -> dict[str, Any]:
    """A hold of 1.00 USD that expires so much later on the bank's clock."""
    at_us = api.bank.clock.now_us() + after_us
    expires_at = datetime.datetime.fromtimestamp(at_us / 1e6, datetime.UTC).isoformat().replace("+00:00", "Z")
    body = {"account_id": account["account_id"], "amount_cents": 1_00, "currency": "USD", "expires_at": expires_at}
    hold: dict[str, Any] = api.ok(await api.post("/holds", body))
    return hold


async def status_of(api: Api, hold: dict[str, Any]) -> str:
    await api.settle()
    status: str = api.ok(await api.get(f"/holds/{hold['hold_id']}"))["status"]
    return status


async def test_after_a_jump_back_time_stands_until_the_machine_has_caught_up(api: Api, wall: Wall) -> None:
    source, other = await make_account(api, cents=100_00), await make_account(api)
    before_us = api.bank.clock.now_us()
    wall.jump(-DAY_US)
    assert api.bank.clock.now_us() >= before_us
    done = await transfer(api, source, other, 10_00)
    assert done["status"] == "COMPLETED"
    assert api.bank.clock.now_us() - before_us < HOUR_US
    wall.jump(DAY_US + HOUR_US)
    assert api.bank.clock.now_us() - before_us >= HOUR_US
    assert_in_order(await all_events(api))


async def test_a_hold_expires_neither_early_nor_twice_when_time_jumps_back(api: Api, wall: Wall) -> None:
    account = await make_account(api, cents=10_00)
    hold = await placed(api, account, HOUR_US)
    wall.jump(-DAY_US)
    assert await status_of(api, hold) == "PENDING"
    wall.jump(DAY_US + HOUR_US // 2)
    assert await status_of(api, hold) == "PENDING"
    wall.jump(HOUR_US)
    assert await status_of(api, hold) == "EXPIRED"
    wall.jump(-DAY_US)
    wall.jump(2 * DAY_US)
    assert await status_of(api, hold) == "EXPIRED"
    assert len(await api.events("hold.expired")) == 1
    assert (await balances(api, account))[0] == 10_00


async def test_after_a_jump_forward_what_is_due_happens_in_the_order_it_was_due(api: Api, wall: Wall) -> None:
    account = await make_account(api, cents=10_00)
    holds = [await placed(api, account, hours * HOUR_US) for hours in (5, 1, 30, 3)]
    wall.jump(10 * HOUR_US)
    await api.settle()
    due = [holds[1]["hold_id"], holds[3]["hold_id"], holds[0]["hold_id"]]
    assert [event["resource_id"] for event in await api.events("hold.expired")] == due
    assert await status_of(api, holds[2]) == "PENDING"
    assert_in_order(await all_events(api))


async def test_while_the_machines_clock_stands_still_order_is_kept(api: Api, wall: Wall) -> None:
    source, other = await make_account(api, cents=100_00), await make_account(api)
    wall.freeze()
    before = len(await all_events(api))
    for _ in range(20):
        assert (await transfer(api, source, other, 1_00))["status"] == "COMPLETED"
    events = (await all_events(api))[before:]
    assert len({event["created_at"] for event in events}) == 1
    assert [event["type"] for event in events] == ["transaction.initiated", "transaction.completed"] * 20
    assert_in_order(events)


async def test_a_bank_whose_clock_stands_does_not_notice(api: Api, wall: Wall) -> None:
    api.ok(await api.post("/simulations/clock/freeze"))
    now_us = api.bank.clock.now_us()
    for by_us in (-DAY_US, 30 * DAY_US, -3 * DAY_US):
        wall.jump(by_us)
        assert api.bank.clock.now_us() == now_us
    account = await make_account(api, cents=10_00)
    assert to_us(datetime.datetime.fromisoformat(account["created_at"])) == now_us


async def test_a_bank_that_starts_on_a_machine_set_back_goes_on_where_it_was(api: Api, wall: Wall) -> None:
    account = await make_account(api, cents=10_00)
    hold = await placed(api, account, HOUR_US)
    before_us = api.bank.clock.now_us()
    await api.world.host.close()
    wall.jump(-400 * DAY_US)
    api.world.host = await Host.open(api.world.path)
    api.world.pipeline._host = api.world.host  # type: ignore[attr-defined]
    api.bank = await api.world.host.directory.open_bank(api.bank.bank_id)
    assert api.bank.clock.now_us() >= before_us - 60_000_000
    assert await status_of(api, hold) == "PENDING"
    await make_customer(api)
    wall.jump(400 * DAY_US + 2 * HOUR_US)
    assert await status_of(api, hold) == "EXPIRED"
    assert_in_order(await all_events(api))


async def test_at_random_jumps_nothing_is_early_late_or_out_of_order(api: Api, wall: Wall) -> None:
    rng = random.Random(13)
    source, other = await make_account(api, cents=10_000_00), await make_account(api)
    open_holds: dict[str, tuple[dict[str, Any], int]] = {}
    held, moved = 0, 0
    for _ in range(JUMPS):
        wall.jump(rng.choice((-1, 1, 1)) * rng.randrange(3 * DAY_US))
        what = rng.choice(("transfer", "hold", "nothing"))
        if what == "transfer":
            assert (await transfer(api, source, other, 1_00))["status"] == "COMPLETED"
            moved += 1_00
        elif what == "hold":
            hold = await placed(api, other if moved > held + 1_00 else source, rng.randrange(1_000_000, 2 * DAY_US))
            open_holds[hold["hold_id"]] = (hold, to_us(datetime.datetime.fromisoformat(hold["expires_at"])))
        await api.settle()
        now_us = api.bank.clock.now_us()
        for hold, expires_us in list(open_holds.values()):
            if expires_us < now_us:
                assert await status_of(api, hold) == "EXPIRED"
                del open_holds[hold["hold_id"]]
            elif expires_us > api.bank.clock.now_us() + 60_000_000:
                assert await status_of(api, hold) == "PENDING"
    assert (await balances(api, other))[2] == moved
    assert_in_order(await all_events(api))


# What is on the real clock -----------------------------------------------------------------------
async def test_a_key_that_was_rolled_away_stays_away_when_time_jumps_back(api: Api, wall: Wall) -> None:
    made = api.ok(await api.post("/api_keys", {"name": "Old", "scopes": ["accounts:read"]}))
    old = Api(api.world, api.bank, made["secret"])
    assert (await old.get("/accounts")).status == 200
    api.ok(await api.post(f"/api_keys/{made['api_key_id']}/roll"))
    assert (await old.get("/accounts")).code == "key_expired"
    wall.jump(-DAY_US)
    api.world.host._remembered.clear()
    assert (await old.get("/accounts")).code == "key_expired"


async def test_a_key_expires_when_time_jumps_over_its_end(api: Api, wall: Wall) -> None:
    at = datetime.datetime.fromtimestamp(time.time() + 3600, datetime.UTC).isoformat().replace("+00:00", "Z")
    body = {"name": "Short", "scopes": ["accounts:read"], "expires_at": at}
    short = Api(api.world, api.bank, api.ok(await api.post("/api_keys", body))["secret"])
    assert (await short.get("/accounts")).status == 200
    wall.jump(2 * HOUR_US)
    api.world.host._remembered.clear()
    assert (await short.get("/accounts")).code == "key_expired"


async def test_a_rate_limit_is_neither_lifted_nor_prolonged_by_a_jump(api: Api, wall: Wall) -> None:
    quotas = {"read": Quota(3), "write": Quota(9), "money": Quota(9)}
    api.world.pipeline._limits = RateLimits({"GENEROUS": quotas})
    statuses = []
    for by_us in (0, DAY_US, -2 * DAY_US, 3 * DAY_US, -DAY_US):
        wall.jump(by_us)
        reply = await api.get("/accounts")
        statuses.append(reply.status)
        if reply.status == 429:
            assert 1 <= int(reply.headers["retry-after"]) <= 61
    assert statuses == [200, 200, 200, 429, 429]


async def test_webhooks_come_once_and_in_order_across_jumps(api: Api, wall: Wall) -> None:
    receiver = await Receiver(lambda _: 200).start()
    try:
        hook = {"url": receiver.url, "event_types": ["account.*"]}
        api.ok(await api.post("/webhook_endpoints", hook))
        account = await make_account(api)
        path = f"/accounts/{account['account_id']}"
        for by_us in (-DAY_US, 2 * DAY_US, -3 * DAY_US, 60_000_000):
            wall.jump(by_us)
            for change in ("suspend", "reactivate"):
                api.ok(await api.post(f"{path}/{change}"))
        wanted = [event["event_id"] for event in await all_events(api) if event["type"].startswith("account.")]
        async with asyncio.timeout(30):
            while len(receiver.received) < len(wanted):
                await asyncio.sleep(0.01)
        assert [one.event_id for one in receiver.received] == wanted
    finally:
        await receiver.close()


async def test_a_webhook_that_failed_is_not_forgotten_when_time_jumps_back(api: Api, wall: Wall) -> None:
    answers = [500]
    receiver = await Receiver(lambda _: answers.pop() if answers else 200).start()
    try:
        hook = {"url": receiver.url, "event_types": ["customer.*"]}
        made = api.ok(await api.post("/webhook_endpoints", hook))
        path = f"/webhook_endpoints/{made['webhook_endpoint_id']}/attempts"
        first = await make_customer(api)
        while not [one for one in api.ok(await api.get(path)) if one["status"] == "FAILED"]:
            await asyncio.sleep(0.01)
        wall.jump(-400 * DAY_US)
        await make_customer(api)  # the next event is when it is noticed
        wall.jump(HOUR_US)
        await make_customer(api)
        wanted = [event["event_id"] for event in await all_events(api) if event["resource_id"] == first["customer_id"]]
        async with asyncio.timeout(30):
            while [one.event_id for one in receiver.received if one.event_id in wanted] != [wanted[0], *wanted]:
                await asyncio.sleep(0.01)
    finally:
        await receiver.close()


# From outside ------------------------------------------------------------------------------------
@pytest.mark.skipif(not FAKETIME.exists(), reason="libfaketime is not installed (Debian: faketime)")
def test_a_real_server_on_a_machine_that_jumps_keeps_its_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "faketime"
    told.write_text("+0s")
    monkeypatch.setenv("LD_PRELOAD", str(FAKETIME))
    monkeypatch.setenv("FAKETIME_TIMESTAMP_FILE", str(told))
    monkeypatch.setenv("FAKETIME_NO_CACHE", "1")
    monkeypatch.setenv("FAKETIME_DONT_FAKE_MONOTONIC", "1")
    data = tmp_path / "data"
    with running(data, "--empty") as server:
        monkeypatch.delenv("LD_PRELOAD")
        client = Client(server.announced["base_url"], server.announced["api_key"])
        source, destination = opened_accounts(client, 2, 100_00)
        sides = {"source_account_id": source, "destination_account_id": destination}
        for number, jump in enumerate(("-1d", "+2d", "-30d", "+0s", "+40d", "+39d")):
            staged = shutil.copy(told, tmp_path / "staged")
            Path(staged).write_text(jump)
            Path(staged).replace(told)
            for key in range(5):
                body = {**sides, "amount_cents": 1_00, "currency": "USD"}
                assert client.insist("POST", "/transactions/transfer", body, f"{number}-{key}").status == 202
            settled(client)
        events = client.pages("/events?limit=100&order=asc")
        assert_in_order(events)
        first, last = (datetime.datetime.fromisoformat(events[place]["created_at"]) for place in (0, -1))
        assert (last - first).days == 40, "the server did not see the jumps"
        assert client.insist("GET", f"/accounts/{destination}").body["posted_balance_cents"] == 130_00
        server.stop()
    assert main(["verify", "--data", str(data)]) == 0
