"""A bank whose old history lies in segments, over HTTP: every answer is the one it was, and copies take it along."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.engine.aging import Aging
from sandbox.engine.store.sqlite.history import beside
from sandbox.engine.store.sqlite.segments import write_segment
from sandbox.engine.store.sqlite.verify import verify_file
from sandbox.services.banks.files import sweep
from tests.services.api import Api
from tests.services.banks.test_exchange import OCTETS, exported, imported
from tests.services.builders import balances, make_account, make_customer, pay_in, transfer

DAY_US = 86_400_000_000
LISTS = ("/ledger/entries", "/audit_records", "/events", "/transactions", "/ledger/accounts", "/customers")


@pytest.fixture
async def lived(api: Api) -> dict[str, Any]:
    """An account with money, and two months behind it."""
    account = await make_account(api, cents=900_00, account_type="SAVINGS", interest_rate_bps=365)
    other = await make_account(api, cents=5_00)
    for _ in range(4):
        await transfer(api, account, other, 10_00)
        await pay_in(api, account, 3_00)
        await api.advance(days=15)
    return account


async def archive(api: Api, days: float = 20) -> Any:
    """Move what is older; something is."""
    bank = await api.world.host.directory.open_bank(api.bank.bank_id)
    moved = await bank.archive_history(bank.clock.now_us() - int(days * DAY_US))
    assert moved is not None
    return moved


def segments_of(api: Api) -> list[Path]:
    """The segments of a bank."""
    return [path for file in (api.world.path / "banks").glob(f"{api.bank.bank_id}*.db") for path in beside(file)]


async def pages_of(api: Api, path: str, **query: Any) -> list[Any]:
    """All items of a list, three at a time."""
    found: list[Any] = []
    cursor: dict[str, str] = {}
    while True:
        reply = await api.get(path, limit=3, **query, **cursor)
        found += api.ok(reply)
        link = reply.headers.get("link", "")
        if 'rel="next"' not in link:
            return found
        cursor = {"cursor": link.partition("cursor=")[2].partition("&")[0].partition(">")[0]}


async def answers(api: Api, account: dict[str, Any]) -> dict[str, Any]:
    """What the API says of a bank's past, by what was asked."""
    path = f"/accounts/{account['account_id']}"
    found: dict[str, Any] = {}
    for name in LISTS:
        for order in ("asc", "desc"):
            found[name, order] = await pages_of(api, name, order=order)
    found["transactions"] = await pages_of(api, f"{path}/transactions")
    instants = sorted({event["created_at"] for event in found["/events", "asc"]})
    for at in instants:
        found["balances", at] = api.ok(await api.get(f"{path}/balances", as_of=at))
        found["trial balance", at] = api.ok(await api.get("/ledger/trial_balance", as_of=at))
        found["events from", at] = api.ok(await api.get("/events", limit=2, order="asc", **{"created_at.gte": at}))
        found["audit until", at] = api.ok(await api.get("/audit_records", limit=2, **{"created_at.lt": at}))
    for entry in found["/ledger/entries", "asc"]:
        identifier = entry["ledger_transaction_id"]
        found["ledger transaction", identifier] = api.ok(await api.get(f"/ledger/transactions/{identifier}"))
    for record in found["/audit_records", "asc"]:
        identifier = record["audit_id"]
        found["audit record", identifier] = api.ok(await api.get(f"/audit_records/{identifier}"))
        proof = api.ok(await api.get(f"/audit_records/{identifier}/proof"))
        found["proof", identifier] = {name: value for name, value in proof.items() if "signature" not in name}
        found["about", record["entity_id"]] = await pages_of(api, "/audit_records", entity_id=record["entity_id"])
    for event in found["/events", "asc"]:
        found["event", event["event_id"]] = api.ok(await api.get(f"/events/{event['event_id']}"))
    of_one = {"resource_id": account["account_id"]}
    found["events of one"] = await pages_of(api, "/events", **of_one)
    found["typed"] = await pages_of(api, "/events", type="transaction.*")
    return found


async def lines_of(api: Api) -> list[Any]:
    content = api.ok(await api.get(f"/banks/{api.bank.bank_id}/export", format="CANONICAL"))
    return [json.loads(line) for line in content.splitlines()]


async def test_every_answer_is_the_one_it_was(api: Api, lived: dict[str, Any]) -> None:
    await api.bank.durable()
    before, lines = await answers(api, lived), await lines_of(api)
    assert (await archive(api)).rows["entries"] > 10
    assert await answers(api, lived) == before
    assert await lines_of(api) == lines
    reconciled = await api.post(f"/accounts/{lived['account_id']}/reconcile")
    assert api.ok(reconciled)["is_balanced"]
    await transfer(api, lived, await make_account(api), 1_00)
    assert (await balances(api, lived))[2] > 0


async def test_a_fork_shares_the_segments_and_outlives_its_origin(api: Api, lived: dict[str, Any]) -> None:
    await archive(api)
    fork = await api.fork()
    assert [one.stat().st_ino for one in segments_of(fork)] == [one.stat().st_ino for one in segments_of(api)]
    before = await pages_of(fork, "/ledger/entries")
    assert before == await pages_of(api, "/ledger/entries")
    await archive(api, 0)
    second = await fork.fork()
    assert (await fork.delete(f"/banks/{second.bank.bank_id}")).status == 204
    assert segments_of(second) == []
    assert await pages_of(fork, "/ledger/entries") == before
    await archive(fork, 0)
    assert await pages_of(fork, "/ledger/entries") == before


async def test_a_snapshot_keeps_its_history_whatever_becomes_of_the_bank(api: Api, lived: dict[str, Any]) -> None:
    await archive(api)
    path = f"/banks/{api.bank.bank_id}"
    before = await pages_of(api, "/ledger/entries")
    snapshot = api.ok(await api.post(f"{path}/snapshots"))
    file = api.world.path / "snapshots" / f"{snapshot['snapshot_id']}.db"
    assert len(beside(file)) == 1
    await pay_in(api, lived, 1_00)
    await archive(api, 0)
    api.ok(await api.post(f"{path}/restore", {"snapshot_id": snapshot["snapshot_id"]}))
    api.bank = await api.world.host.directory.open_bank(api.bank.bank_id)
    assert await pages_of(api, "/ledger/entries") == before
    assert len(segments_of(api)) == 1, "those of the file that was replaced went with it"
    assert (await api.delete(f"{path}/snapshots/{snapshot['snapshot_id']}")).status == 204
    assert beside(file) == []
    assert await pages_of(api, "/ledger/entries") == before


async def test_a_reset_leaves_no_history(api: Api, lived: dict[str, Any]) -> None:
    await archive(api)
    api.ok(await api.post(f"/banks/{api.bank.bank_id}/reset", {"starts_at": "2026-01-15T09:30:00Z"}))
    api.bank = await api.world.host.directory.open_bank(api.bank.bank_id)
    assert segments_of(api) == []
    assert api.ok(await api.get("/events")) == []


async def test_an_export_is_one_whole_file(api: Api, lived: dict[str, Any]) -> None:
    await archive(api)
    copy = await imported(api, await exported(api))
    assert segments_of(copy) == []
    assert await pages_of(copy, "/ledger/entries") == await pages_of(api, "/ledger/entries")
    assert not [*(api.world.path / "banks").glob("export-*")]


async def test_a_bare_copy_of_a_bank_with_history_is_no_import(api: Api, lived: dict[str, Any], tmp_path: Path) -> None:
    await archive(api)
    await api.bank.copy_to(tmp_path / "copy.db")
    content = (tmp_path / "copy.db").read_bytes()
    reply = await api.request("POST", "/banks/import", raw=content, headers=OCTETS)
    assert (reply.status, reply.code) == (422, "import_unusable")
    assert "export the bank" in reply.body["detail"]


async def test_an_erased_customer_is_erased_in_old_history_too(api: Api) -> None:
    customer = await make_customer(api, national_id="900-11-2222")
    path = f"/customers/{customer['customer_id']}"
    await api.advance(days=5)
    api.ok(await api.patch(path, {"email": "ada@later.example"}))
    await api.advance(days=40)
    await make_customer(api)
    await archive(api)
    first = "SELECT 1 FROM versions WHERE kind='Customer' AND id=? AND version=1"
    assert api.bank.store.reader.row(first, (customer["customer_id"],)) is None
    api.ok(await api.post(f"{path}/erase"))
    await api.settle()
    records = await pages_of(api, "/audit_records", entity_id=customer["customer_id"])
    assert customer["email"] not in json.dumps(records)
    assert api.ok(await api.get(f"/audit_records/{records[-1]['audit_id']}/proof"))["leaf_index"] >= 0


async def test_a_server_moves_what_is_old_enough_and_closes_no_door(api: Api, lived: dict[str, Any]) -> None:
    aging = Aging(api.world.host.directory, 20 * DAY_US)
    file = api.bank.store.path
    assert (await aging.age(file)).moved is None, "less than is worth a segment"
    before = await pages_of(api, "/ledger/entries")
    outcome, _ = await asyncio.gather(aging.age(file, least_commits=5), pay_in(api, lived, 2_00))
    assert outcome.moved is not None
    assert outcome.error is None
    assert (await pages_of(api, "/ledger/entries"))[-len(before) :] == before
    assert verify_file(file).findings == []


async def test_a_bank_that_is_reset_meanwhile_does_not_wait(
    api: Api, lived: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    began = asyncio.Event()
    loop, goes_on = asyncio.get_running_loop(), asyncio.Event()

    def slowly(*arguments: Any, **more: Any) -> Any:
        loop.call_soon_threadsafe(began.set)
        asyncio.run_coroutine_threadsafe(goes_on.wait(), loop).result()
        return write_segment(*arguments, **more)

    monkeypatch.setattr("sandbox.engine.store.sqlite.archiving.write_segment", slowly)
    aging = Aging(api.world.host.directory, 20 * DAY_US)
    task = asyncio.create_task(aging.age(api.bank.store.path, least_commits=1))
    await began.wait()
    api.ok(await api.post(f"/banks/{api.bank.bank_id}/reset"))
    goes_on.set()
    assert (await task).error is not None
    api.bank = await api.world.host.directory.open_bank(api.bank.bank_id)
    assert api.ok(await api.get("/events")) == []
    assert segments_of(api) == []


async def test_a_start_removes_segments_that_belong_to_nothing(api: Api, lived: dict[str, Any]) -> None:
    await archive(api)
    named = segments_of(api)[0]
    stray = named.with_name("bank_gone.db.history-0123456789abcdef")
    stray.write_bytes(b"left")
    changed = await sweep(api.world.host.directory, api.world.host._state_of)
    assert changed == [stray.name]
    assert named.exists()
