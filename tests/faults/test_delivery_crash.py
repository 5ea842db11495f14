"""A crash between a commit and every kind of delivery: reactions, saga steps, timers, moves, webhooks, the log.

At a failpoint the files are copied as they are on disk, which is what a crash at that moment leaves; later a
server opens each copy and goes on. For what happens in the bank the end is the same canonical export as without
a crash. What is delivered outside comes at least once, with the same id, in order. What belongs to the real world
(log, usage) may lose its last moments and nothing else. See: test_saga_crash.py, test_webhook_kill.py.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import apsw
import pytest

from sandbox.engine.bank import Bank
from sandbox.engine.directory import bank_files
from sandbox.engine.edge import Edge
from sandbox.engine.queue import Effect
from sandbox.engine.store.sqlite.verify import verify_file
from sandbox.host import Host
from sandbox.services.banks.canonical import canonical_lines
from sandbox.services.requests.verify import verify_request_log
from sandbox.services.webhooks import attempts
from sandbox.services.webhooks.outbox import Outbox
from tests.faults.test_ninety_days import difference
from tests.services.api import Api, World
from tests.services.builders import make_account, make_customer, transfer
from tests.services.webhooks.receiver import Receiver

EVERY = 1 if os.environ.get("SANDBANK_LONG") else 12
"""Each kind of step is interrupted the first time it comes, and then every so many."""

MOVED_BY: dict[str, tuple[str, dict[str, Any] | None]] = {
    "days": ("/simulations/clock/advance", {"by": "P40D"}),
    "a history": ("/simulations/histories", {"customers": 1, "months": 1}),
    "a scenario": ("/simulations/scenario_runs", {"definition": "steps: [{do: getCurrentUser}, {advance: P3D}]"}),
}
KINDS = {
    "kyc.start",
    "world.identity_provider.examine",
    "world.identity_provider.verify",
    "transactions.assess",
    "transactions.complete",
    "transactions.complete_reversal",
    "transactions.begin_interest",
}
"""What is interrupted, whatever lets time go by."""

LATER = {
    "days": {
        "accounts.accrue_interest",
        "simulations.clock_moved",
        "transactions.expire_hold",
        "transactions.post_interest",
        "world.return_cheque",
    },
    "a history": {"histories.found", "histories.live"},
    "a scenario": {"simulations.clock_moved", "world.scenario.step"},
}


@pytest.fixture
async def home(tmp_path: Path) -> Any:
    """A server with one bank, whose clock stands still; it is closed by the test or at its end."""
    api = await Api.open(tmp_path / "data")
    yield api
    await api.world.close()


async def copied(api: Api, to: Path) -> Path:
    """The files as a crash at this moment leaves them."""
    edge: Edge = api.bank.edge
    async with edge._lock:  # a copy of a file that is being written is no crash
        shutil.copytree(api.world.path, to)
    return to


async def reopened(api: Api, copy: Path) -> Api:
    """A server on a copy. The one on the original must be gone."""
    host = await Host.open(copy)
    return Api(World(host, copy), await host.directory.open_bank(api.bank.bank_id), api.token)


async def lines_of(directory: Path) -> bytes:
    """The canonical export of the one bank of a directory that is closed."""
    (file,) = bank_files(directory)
    return b"".join([chunk async for chunk in canonical_lines(file)])


# The queue ---------------------------------------------------------------------------------------
class Failpoint:
    """Copies the files after a commit of the queue, and before the next."""

    def __init__(self, api: Api, directory: Path) -> None:
        self.copies: list[tuple[str, Path]] = []
        self.seen: dict[str, int] = {}
        self._api = api
        self._directory = directory

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        fire = Bank._fire
        failpoint = self

        async def fire_and_crash(bank: Bank, effect: Effect) -> None:
            if bank is not failpoint._api.bank:
                await fire(bank, effect)
                return
            number = failpoint.seen[effect.function] = failpoint.seen.get(effect.function, 0) + 1
            if (number - 1) % EVERY == 0:
                await failpoint._crash(f"before {effect.function} {number}")
            await fire(bank, effect)
            if (number - 1) % EVERY == 0:
                await failpoint._crash(f"after {effect.function} {number}")

        monkeypatch.setattr(Bank, "_fire", fire_and_crash)

    async def _crash(self, where: str) -> None:
        await self._api.bank.durable()
        self.copies.append((where, await copied(self._api, self._directory / f"{len(self.copies):04}")))


async def let_everything_wait(api: Api, what: str, then: Callable[[], None]) -> None:
    """One of every kind of thing that happens later, and something that lets time go by: all of it still waits."""
    holder = await make_customer(api, last_name="Lovelace", email="ada@example.com")
    first = await make_account(api, holder, cents=9_000_00)
    second = await make_account(api, holder)
    moved = await transfer(api, first, second, 1_000_00)
    one = {"account_id": first["account_id"], "amount_cents": 7_00, "currency": "USD"}
    sides = {"source_account_id": first["account_id"], "destination_account_id": second["account_id"]}
    person = {"customer_type": "INDIVIDUAL", "first_name": "Grace", "last_name": "Hopper", "email": "g@example.com"}
    savings = {"customer_id": holder["customer_id"], "account_type": "SAVINGS", "currency": "USD"}
    document = {"customer_id": holder["customer_id"], "document_type": "ID", "file_name": "id.txt"}
    requests: list[tuple[str, dict[str, Any] | None]] = [
        ("/customers", person | {"date_of_birth": "1986-12-09"}),
        ("/documents", document | {"content_type": "text/plain", "content": "dGVzdA=="}),
        ("/accounts", savings | {"interest_rate_bps": 365}),
        ("/transactions/transfer", sides | {"amount_cents": 5_00, "currency": "USD"}),
        ("/transactions/transfer", sides | {"amount_cents": 600_00, "currency": "USD"}),
        ("/transactions/deposit", one | {"method": "CHEQUE"}),
        ("/transactions/deposit", one | {"method": "CHEQUE", "metadata": {"simulate": "cheque:return@+2bd"}}),
        ("/transactions/withdrawal", one | {"method": "ATM"}),
        ("/transactions/fee", one | {"description": "Fee"}),
        ("/holds", one),
        (f"/transactions/{moved['transaction_id']}/reverse", None),
        MOVED_BY[what],
    ]
    await api.settle()
    async with api.bank._queue:
        for path, body in requests:
            reply = await api.post(path, body)
            assert reply.status < 300, (path, reply)
        then()


@pytest.mark.parametrize("what", MOVED_BY)
async def test_a_crash_beside_any_step_of_the_queue_changes_nothing_about_the_end(
    home: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    (tmp_path / "crashed").mkdir()
    failpoint = Failpoint(home, tmp_path / "crashed")
    with monkeypatch.context() as patch:
        await let_everything_wait(home, what, lambda: failpoint.install(patch))
        await home.settle()
    await home.world.host.close()
    whole = await lines_of(home.world.path)
    print(f"{len(failpoint.copies)} crashes beside {failpoint.seen}")
    assert set(failpoint.seen) >= KINDS | LATER[what]
    for where, copy in failpoint.copies:
        again = await reopened(home, copy)
        await again.settle()
        await again.world.close()
        ended = await lines_of(copy)
        assert ended == whole, f"{where}\n{difference(whole, ended)}"
        shutil.rmtree(copy)
    home.world.host = await Host.open(home.world.path)


# Webhooks ----------------------------------------------------------------------------------------
WEBHOOK_FAILPOINTS = ("before it waits", "while it waits", "after it was taken", "after that was written")


@pytest.mark.parametrize("where", WEBHOOK_FAILPOINTS)
async def test_a_webhook_comes_with_its_id_and_in_order_wherever_the_crash_is(
    home: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    receiver = await Receiver(lambda _: 200).start()
    try:
        account = await make_account(home)
        path = f"/accounts/{account['account_id']}"
        hook = {"url": receiver.url, "event_types": ["account.*"]}
        made = home.ok(await home.post("/webhook_endpoints", hook))
        home.ok(await home.post(f"{path}/suspend"))
        query = {"status": "DELIVERED"}
        while not home.ok(await home.get(f"/webhook_endpoints/{made['webhook_endpoint_id']}/attempts", **query)):
            await asyncio.sleep(0.005)
        crashed = asyncio.Event()
        has_begun = False

        async def crash() -> None:
            nonlocal has_begun
            if not has_begun:
                has_begun = True
                await copied(home, tmp_path / "crashed")
                crashed.set()

        with monkeypatch.context() as patch:
            fail_at(where, patch, crash, receiver)
            home.ok(await home.post(f"{path}/reactivate"))
            await asyncio.wait_for(crashed.wait(), 20)
            await until(lambda: len(receiver.received) >= 2)
        told = len(receiver.received)
        await home.world.host.close()
        again = await reopened(home, tmp_path / "crashed")
        again.ok(await again.post(f"{path}/suspend"))
        wanted = [one["event_id"] for one in again.ok(await again.get("/events", type="account.*", order="asc"))][1:]
        assert len(wanted) == 3
        await until(lambda: receiver.received[-1].event_id == wanted[-1])
        await again.world.close()
        assert set(wanted) == {one.event_id for one in receiver.received}
        afterwards = [one.event_id for one in receiver.received[told:]]
        # Told again only where nobody had written that it was told.
        assert afterwards == (wanted[2:] if where == "after that was written" else wanted[1:])
    finally:
        await receiver.close()
    home.world.host = await Host.open(home.world.path)


def fail_at(where: str, patch: pytest.MonkeyPatch, crash: Callable[[], Awaitable[None]], receiver: Receiver) -> None:
    """Crash where an event of the outside's is delivered: before and after what is written, and what is sent."""
    write, make = Outbox.write, attempts.make

    async def writing(outbox: Outbox, statements: Any) -> None:
        is_ended = len(receiver.received) > 1
        if where == "before it waits":
            await crash()
        await write(outbox, statements)
        if where == "after that was written" and is_ended:
            await crash()

    async def making(*arguments: Any) -> Any:
        if where == "while it waits":
            await crash()
        outcome = await make(*arguments)
        if where == "after it was taken":
            await crash()
        return outcome

    patch.setattr(Outbox, "write", writing)
    patch.setattr("sandbox.services.webhooks.attempts.make", making)


async def until(is_true: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not is_true():
            await asyncio.sleep(0.005)


# Log and usage -----------------------------------------------------------------------------------
@pytest.mark.parametrize("where", ["before", "after"])
async def test_a_crash_beside_a_write_of_the_log_loses_at_most_its_last_moments(
    home: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    source, other = await make_account(home, cents=100_00), await make_account(home)
    await home.world.host.recorder.written(home.bank)
    edge, write = home.bank.edge, Edge.write
    before = logged(edge.path)
    copies: list[Path] = []

    async def writing(one: Edge, *statements: Any) -> None:
        is_log = one is edge and any("requests" in sql for sql, _ in statements)
        if is_log and where == "before":
            copies.append(await copied(home, tmp_path / f"crashed{len(copies)}"))
        await write(one, *statements)
        if is_log and where == "after":
            copies.append(await copied(home, tmp_path / f"crashed{len(copies)}"))

    monkeypatch.setattr(Edge, "write", writing)
    for _ in range(3):
        assert (await transfer(home, source, other, 1_00))["status"] == "COMPLETED"
        await home.world.host.recorder.written(home.bank)
    monkeypatch.undo()
    await home.world.host.close()
    whole = logged(edge.path)
    assert len(copies) >= 3
    for copy in copies:
        again = await reopened(home, copy)
        kept = logged(again.bank.edge.path)
        # A whole number of batches from the beginning, and usage counts just those.
        assert kept == whole[: len(kept)]
        assert len(kept) >= len(before)
        shown = again.ok(await again.get(f"/accounts/{other['account_id']}"))
        assert shown["posted_balance_cents"] >= 1_00
        await again.world.host.recorder.written(again.bank)
        more = logged(again.bank.edge.path)
        assert more[: len(kept)] == kept
        assert len(more) == len(kept) + 1, "the log goes on where it was"
        edge_file = again.bank.edge.path
        assert used(edge_file) == len(more)
        await again.world.close()
        assert verify_request_log(edge_file, again.bank.bank_id, None) == []
        assert not verify_file(bank_files(copy)[0]).findings
    home.world.host = await Host.open(home.world.path)


def logged(path: Path) -> list[str]:
    """The ids of the requests that the log has."""
    return [row[0] for row in read(path, "SELECT request_id FROM requests ORDER BY seq")]


def used(path: Path) -> int:
    """How many calls usage has counted."""
    count: int = read(path, "SELECT coalesce(sum(calls), 0) FROM usage")[0][0]
    return count


def read(path: Path, sql: str) -> list[Any]:
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()
