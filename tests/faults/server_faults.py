"""The same over the contract: a whole server in this process on a failing disk, and what its clients see.

Customers, accounts, deposits, transfers and a second bank are asked for through the pipeline; writes
and syncs of the banks' files, the platform's and the ring's count. What lies beside the banks on real
time (request log, deliveries) may be lost and does not count. See: disk_faults.py for the engine alone.
"""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import Any

from sandbox.engine.directory import bank_files
from sandbox.engine.store.sqlite.schema import Unusable
from sandbox.host import Host
from tests.faults.disk_faults import on_disk
from tests.faults.power import Disk, Fault
from tests.services.api import START, Api, Reply, World

BESIDE = (".edge.db", "last_used.db", "None")
PEOPLE = 3
TRANSFERS = 3
TRIES = 400


def counts(name: str) -> bool:
    """Whether a file's writes count: those of banks, the platform and the ring."""
    return not any(part in name for part in BESIDE)


async def opened(path: Path) -> Api:
    """A new server's first bank and key. Raises what the opening raises, with everything closed."""
    host = await Host.open(path)
    try:
        bank_id, token = await host.new_organization("Test Fintech", is_operator=True, seed=1)
        bank = await host.directory.open_bank(bank_id)
    except BaseException:
        await host.close()
        raise
    if bank.store.last_at_us == 0:
        bank.begin_at(START)
    return Api(World(host, path), bank, token)


class Client:
    """One client that says everything under a key, and says it again when it was refused."""

    def __init__(self, api: Api, disk: Disk) -> None:
        self.api = api
        self.disk = disk
        self.refused = 0
        self.seen: list[tuple[str, int]] = []
        """Paths that were answered, and what an account of theirs had."""

    async def ask(self, path: str, body: Any, key: str) -> Any:
        """The answer of a call that changes something; when the disk refuses it, the one it has later."""
        reply = await self.api.post(path, body, key=key)
        if reply.status < 400:
            return reply.body
        self._is_refusal(reply)
        await self._reads_go_on()
        if self.disk.fault is not None and self.disk.fault.lasts:
            self.disk.heal()
        for _ in range(TRIES):
            reply = await self.api.post(path, body, key=key)
            if reply.status < 400:
                return reply.body
            self._is_refusal(reply)
            await asyncio.sleep(0.002)
        raise AssertionError(f"still refused: {reply}")

    def _is_refusal(self, reply: Reply) -> None:
        self.refused += 1
        assert self.disk.has_failed, reply
        assert (reply.status, reply.code) == (503, "bank_read_only"), reply
        assert "retry-after" in reply.headers, reply

    async def _reads_go_on(self) -> None:
        for path, cents in self.seen:
            shown = self.api.ok(await self.api.get(path))
            assert shown["posted_balance_cents"] == cents, (path, shown)

    async def settle(self) -> None:
        """Everything due is done, however often the disk makes it wait."""
        for _ in range(TRIES):
            with contextlib.suppress(Exception):
                await self.api.settle()
                store = self.api.bank.store
                effect = await store.next_effect()
                if not store.is_read_only and (effect is None or effect.due_us > self.api.bank.clock.now_us()):
                    return
            if self.disk.has_failed and self.disk.fault is not None and self.disk.fault.lasts:
                self.disk.heal()
            await asyncio.sleep(0.002)
        raise AssertionError("what is due is not done")


async def live(client: Client) -> None:
    """What the clients of a server do; every balance is what was acknowledged."""
    accounts = [await _account_of(client, number) for number in range(PEOPLE)]
    for number in range(TRANSFERS):
        body = {
            "source_account_id": accounts[0],
            "destination_account_id": accounts[1],
            "amount_cents": 100 + number,
            "currency": "USD",
        }
        await client.ask("/transactions/transfer", body, f"transfer_{number}")
        await client.settle()
    await client.ask("/banks", {"name": "Second"}, "bank")
    moved = sum(100 + number for number in range(TRANSFERS))
    for account, cents in zip(accounts, (50_000 - moved, 50_000 + moved, 50_000), strict=True):
        shown = client.api.ok(await client.api.get(f"/accounts/{account}"))
        assert (shown["posted_balance_cents"], shown["available_balance_cents"]) == (cents, cents), shown


async def _account_of(client: Client, number: int) -> str:
    """A person with an account and 500 dollars in it."""
    person = {
        "customer_type": "INDIVIDUAL",
        "first_name": "Ada",
        "last_name": f"Lovelace{number}",
        "email": f"ada{number}@example.com",
        "date_of_birth": "1985-12-10",
    }
    customer = await client.ask("/customers", person, f"customer_{number}")
    await client.settle()
    body = {"customer_id": customer["customer_id"], "account_type": "CHECKING", "currency": "USD"}
    account = await client.ask("/accounts", body, f"account_{number}")
    identifier = str(account["account_id"])
    deposit = {"account_id": identifier, "amount_cents": 50_000, "currency": "USD", "method": "CASH"}
    await client.ask("/transactions/deposit", deposit, f"deposit_{number}")
    await client.settle()
    if number == PEOPLE - 1:
        client.seen.append((f"/accounts/{identifier}", 50_000))
    return identifier


async def run_server(place: Path, fault: Fault | None) -> Disk:
    """A server's life on a disk with a fault; then again on a healthy one, where everything is still there."""
    disk = Disk(f"server {fault}", fault=fault, is_default=True, fails_for=counts)
    place.mkdir()
    with on_disk(disk):
        error = None
        try:
            api = await opened(place)
        except Exception as raised:
            error = raised
        if error is not None:
            assert disk.has_failed, error
            assert isinstance(error, Unusable) or getattr(error, "code", "") == "bank_read_only", repr(error)
            disk.heal()
            api = await opened(place)
        client = Client(api, disk)
        try:
            await live(client)
        finally:
            disk.heal()
            await api.world.host.close()
    assert not api.world.check.found, api.world.check.found
    await _still_there(place, api)
    return disk


async def _still_there(place: Path, api: Api) -> None:
    host = await Host.open(place)
    # One whose first opening failed may lie there with its journal; whoever opens it takes that back.
    for file in bank_files(place):
        await host.directory.open_bank(file.stem)
    bank = await host.directory.open_bank(api.bank.bank_id)
    again = Api(World(host, place), bank, api.token)
    customers = again.ok(await again.get("/customers"))
    assert sorted(one["last_name"] for one in customers) == [f"Lovelace{number}" for number in range(PEOPLE)]
    assert len(again.ok(await again.get("/banks"))) >= 2
    # Verifies every file and every answer.
    await again.world.close()
