"""Idempotency keys in every awkward way: at once, across crashes, with other content, by other holders.

What a key is for and what is kept: docs/concepts/idempotency.md. The path through the gateway:
sandbox/gateway/pipeline.py, `_write_once`. What is kept, and what is not: test_idempotency_kept.py.
Crashes of a real process: tests/faults/test_bank_test.py.
"""

from __future__ import annotations

import asyncio
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sandbox.engine.store.sqlite.writer import Writer
from sandbox.host import Host
from tests.services.api import Api, Reply, World
from tests.services.builders import make_customer
from tests.services.pairs import TRANSFER, Pair, is_replay_of, made_for, make_pair, moved


@pytest.fixture
async def pair(api: Api) -> Pair:
    return await make_pair(api)


# At once -----------------------------------------------------------------------------------------
async def test_of_64_at_once_one_does_it_and_the_others_wait_or_get_its_answer(api: Api, pair: Pair) -> None:
    replies = await asyncio.gather(*(api.post(TRANSFER, pair.body(), key="race") for _ in range(64)))
    done = [reply for reply in replies if reply.status == 202]
    waiting = [reply for reply in replies if reply.code == "idempotency_key_in_flight"]
    assert len(done) + len(waiting) == 64
    assert len([reply for reply in done if "idempotent-replayed" not in reply.headers]) == 1
    assert len({json.dumps(reply.body) for reply in done}) == 1
    assert all((reply.status, reply.headers["retry-after"]) == (409, "1") for reply in waiting)
    again = await api.post(TRANSFER, pair.body(), key="race")
    assert (again.status, again.body, again.headers["idempotent-replayed"]) == (202, done[0].body, "true")
    assert await moved(api, pair) == 10_00
    assert len(await api.events("transaction.completed")) == 2  # the deposit, and one transfer


async def test_of_64_at_once_with_64_bodies_one_is_done_and_nothing_else_is(api: Api, pair: Pair) -> None:
    bodies = [pair.body(cents) for cents in range(1, 65)]
    replies = await asyncio.gather(*(api.post(TRANSFER, body, key="race") for body in bodies))
    codes = Counter(reply.code or reply.status for reply in replies)
    assert codes[202] == 1
    assert codes[202] + codes["idempotency_key_in_flight"] + codes["idempotency_key_reused"] == 64
    done = next(reply.body for reply in replies if reply.status == 202)
    assert await moved(api, pair) == done["amount_cents"]


async def test_while_the_first_waits_for_the_end_the_second_is_told_to_come_back(api: Api, pair: Pair) -> None:
    api.ok(await api.put("/settings/transactions.approval_limit_cents", {"setting_value": "1"}))
    first = asyncio.create_task(api.post(TRANSFER, pair.body(), key="wait", Prefer="wait=1"))
    while not api.bank.users:
        await asyncio.sleep(0)
    for _ in range(20):
        await asyncio.sleep(0)
    second = await api.post(TRANSFER, pair.body(), key="wait")
    assert second.code == "idempotency_key_in_flight"
    assert (await first).status == 202
    again = await api.post(TRANSFER, pair.body(), key="wait")
    assert (again.status, again.headers["idempotent-replayed"]) == (202, "true")
    assert len(await made_for(api, pair, "wait")) == 1


async def test_a_client_that_hangs_up_leaves_a_key_that_can_be_used(api: Api, pair: Pair) -> None:
    for turns in range(12):
        gone = asyncio.create_task(api.post(TRANSFER, pair.body(1_00), key=f"gone{turns}"))
        for _ in range(turns):
            await asyncio.sleep(0)
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)
        reply = await api.post(TRANSFER, pair.body(1_00), key=f"gone{turns}")
        assert reply.status == 202, (turns, reply.body)
    assert await moved(api, pair) == 12_00


# Crashes -----------------------------------------------------------------------------------------
async def reopened(api: Api, copy: Path) -> None:
    """Go on with a copy of the files, as a process does that finds them after a crash."""
    await api.world.close()
    host = await Host.open(copy)
    api.world = World(host, copy)
    api.bank = await host.directory.open_bank(api.bank.bank_id)


async def test_after_a_crash_before_the_commit_the_same_key_does_it(
    api: Api, pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, go_on = asyncio.Event(), asyncio.Event()
    writer: Writer = api.bank.store.writer
    write = writer.write

    async def held(*arguments: Any) -> None:
        reached.set()
        await go_on.wait()
        await write(*arguments)

    await api.settle()
    monkeypatch.setattr(writer, "write", held)
    request = asyncio.create_task(api.post(TRANSFER, pair.body(), key="crash"))
    await reached.wait()
    shutil.copytree(api.world.path, tmp_path / "crashed")
    assert not request.done(), "answered before it was on disk"
    go_on.set()
    await request
    await reopened(api, tmp_path / "crashed")
    assert await made_for(api, pair, "crash") == []
    reply = await api.post(TRANSFER, pair.body(), key="crash")
    assert (reply.status, "idempotent-replayed" in reply.headers) == (202, False)
    assert await moved(api, pair) == 10_00


async def test_after_a_crash_after_the_commit_the_same_key_gives_its_answer(
    api: Api, pair: Pair, tmp_path: Path
) -> None:
    first = await api.post(TRANSFER, pair.body(), key="crash")
    poor = await api.post(TRANSFER, pair.body(500_00), key="poor")
    shutil.copytree(api.world.path, tmp_path / "crashed")
    await reopened(api, tmp_path / "crashed")
    assert is_replay_of(await api.post(TRANSFER, pair.body(), key="crash"), first)
    assert is_replay_of(await api.post(TRANSFER, pair.body(500_00), key="poor"), poor)
    assert await moved(api, pair) == 10_00


async def test_a_write_that_failed_kept_neither_answer_nor_money(
    api: Api, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("sandbox.engine.store.sqlite.store.RETRY_S", 0.01)
    with monkeypatch.context() as patch:
        patch.setattr(api.bank.store.writer, "write", broken)
        failed = await api.post(TRANSFER, pair.body(), key="disk")
    assert (failed.status, failed.code) == (503, "bank_read_only")
    while api.bank.is_read_only:
        await asyncio.sleep(0.01)
    reply = await api.post(TRANSFER, pair.body(), key="disk")
    assert (reply.status, "idempotent-replayed" in reply.headers) == (202, False)
    assert await moved(api, pair) == 10_00


# Other content -----------------------------------------------------------------------------------
async def test_a_key_with_another_body_is_reused(api: Api, pair: Pair) -> None:
    api.ok(await api.post(TRANSFER, pair.body(), key="k"))
    reply = await api.post(TRANSFER, pair.body(11_00), key="k")
    assert (reply.status, reply.code) == (422, "idempotency_key_reused")
    assert await moved(api, pair) == 10_00


async def test_a_key_with_the_same_meaning_in_other_bytes_is_reused(api: Api, pair: Pair) -> None:
    api.ok(await api.post(TRANSFER, pair.body(), key="k"))
    spaced = json.dumps(pair.body(), indent=1).encode()
    turned = json.dumps(dict(reversed(pair.body().items()))).encode()
    for raw in (spaced, turned):
        assert (await api.request("POST", TRANSFER, raw=raw, key="k")).code == "idempotency_key_reused"


async def test_a_key_on_another_path_or_with_another_method_is_reused(api: Api, pair: Pair) -> None:
    account = pair.source["account_id"]
    api.ok(await api.post(f"/accounts/{account}/suspend", key="k"))
    assert (await api.post(f"/accounts/{account}/reactivate", key="k")).code == "idempotency_key_reused"
    other = pair.destination["account_id"]
    assert (await api.post(f"/accounts/{other}/suspend", key="k")).code == "idempotency_key_reused"
    assert (await api.patch(f"/accounts/{account}", {"metadata": {}}, key="k")).code == "idempotency_key_reused"
    shown = [api.ok(await api.get(f"/accounts/{one}"))["status"] for one in (account, other)]
    assert shown == ["SUSPENDED", "ACTIVE"]


async def test_an_import_under_another_name_is_another_request(api: Api) -> None:
    content = (await api.get(f"/banks/{api.bank.bank_id}/export")).body
    octets = {"Content-Type": "application/octet-stream"}

    async def imported(name: str) -> Reply:
        query = {"name": name}
        return await api.request("POST", "/banks/import", raw=content, key="copy", query=query, headers=octets)

    first = api.ok(await imported("One"))
    again = await imported("One")
    assert (again.headers["idempotent-replayed"], again.body["bank_id"]) == ("true", first["bank_id"])
    assert (await imported("Two")).code == "idempotency_key_reused"


# Other holders -----------------------------------------------------------------------------------
async def test_another_key_of_the_bank_gets_the_answer_too(api: Api, pair: Pair) -> None:
    first = await api.post(TRANSFER, pair.body(), key="k")
    other = await api.with_scopes("transactions:write")
    assert is_replay_of(await other.post(TRANSFER, pair.body(), key="k"), first)
    assert await moved(api, pair) == 10_00


async def test_a_rolled_key_gets_the_answer_too(api: Api, pair: Pair) -> None:
    made = api.ok(await api.post("/api_keys", {"name": "Old", "scopes": ["transactions:write"]}))
    old = Api(api.world, api.bank, made["secret"])
    first = await old.post(TRANSFER, pair.body(), key="k")
    rolled = api.ok(await api.post(f"/api_keys/{made['api_key_id']}/roll"))
    new = Api(api.world, api.bank, rolled["secret"])
    assert (await old.post(TRANSFER, pair.body(), key="k")).code == "key_expired"
    assert is_replay_of(await new.post(TRANSFER, pair.body(), key="k"), first)
    assert await moved(api, pair) == 10_00


async def test_a_revoked_key_gets_nothing_not_even_a_replay(api: Api, pair: Pair) -> None:
    made = api.ok(await api.post("/api_keys", {"name": "Old", "scopes": ["transactions:write"]}))
    old = Api(api.world, api.bank, made["secret"])
    first = await old.post(TRANSFER, pair.body(), key="k")
    api.ok(await api.post(f"/api_keys/{made['api_key_id']}/revoke"))
    assert (await old.post(TRANSFER, pair.body(), key="k")).code == "key_revoked"
    assert is_replay_of(await api.post(TRANSFER, pair.body(), key="k"), first)


async def test_who_lost_the_permission_since_gets_no_replay(api: Api, pair: Pair) -> None:
    scopes = ["transactions:write", "accounts:read"]
    made = api.ok(await api.post("/api_keys", {"name": "Narrowed", "scopes": scopes}))
    holder = Api(api.world, api.bank, made["secret"])
    api.ok(await holder.post(TRANSFER, pair.body(), key="k"))
    api.ok(await api.patch(f"/api_keys/{made['api_key_id']}", {"scopes": ["accounts:read"]}))
    reply = await holder.post(TRANSFER, pair.body(), key="k")
    assert (reply.status, reply.code) == (403, "insufficient_scope")
    assert await moved(api, pair) == 10_00


async def test_another_organization_with_the_same_key_does_its_own(api: Api) -> None:
    other = await api.another_bank()
    for number, caller in enumerate((api, other)):
        customer = await make_customer(caller)
        body = {"customer_id": customer["customer_id"], "account_type": "CHECKING", "currency": "USD"}
        # The same bytes or not: neither bank may know of the other's key.
        body["metadata"] = {"number": str(number)}
        reply = await caller.post("/accounts", body, key="same")
        assert (reply.status, "idempotent-replayed" in reply.headers) == (201, False)
        assert len(api.ok(await caller.get("/accounts", idempotency_key="same"))) == 1


async def test_another_bank_of_the_organization_with_the_same_key_does_its_own(api: Api) -> None:
    second = await api.of_bank(api.ok(await api.post("/banks", {"name": "Second"})))
    person = {
        "customer_type": "INDIVIDUAL",
        "first_name": "Ada",
        "last_name": "Lovelace",
        "email": "ada@example.com",
        "date_of_birth": "1985-12-10",
    }
    made = [await caller.post("/customers", person, key="same") for caller in (api, second)]
    assert [reply.status for reply in made] == [201, 201]
    assert made[0].body["customer_id"] != made[1].body["customer_id"]


async def test_the_same_key_on_the_platform_is_another_one_for_each_bank(api: Api) -> None:
    second = await api.of_bank(api.ok(await api.post("/banks", {"name": "Second"})))
    body = {"name": "Reader", "scopes": ["accounts:read"]}
    replies = [await caller.post("/api_keys", body, key="same") for caller in (api, second)]
    assert [reply.status for reply in replies] == [201, 201]
    assert [reply.body["bank_id"] for reply in replies] == [api.bank.bank_id, second.bank.bank_id]
    for caller, reply in zip((api, second), replies, strict=True):
        again = await caller.post("/api_keys", body, key="same")
        assert (again.body["api_key_id"], again.headers["idempotent-replayed"]) == (reply.body["api_key_id"], "true")
        reused = await caller.post("/api_keys", {**body, "name": "Other"}, key="same")
        assert (reused.status, reused.code) == (422, "idempotency_key_reused")


async def test_an_answer_of_the_platform_is_replayed_to_the_key_after_it_was_rolled(api: Api) -> None:
    body = {"name": "Reader", "scopes": ["accounts:read"]}
    made = api.ok(await api.post("/api_keys", body, key="same"))
    (own,) = [key for key in api.ok(await api.get("/api_keys")) if key["api_key_id"] != made["api_key_id"]]
    rolled = api.ok(await api.post(f"/api_keys/{own['api_key_id']}/roll"))
    again = await Api(api.world, api.bank, rolled["secret"]).post("/api_keys", body, key="same")
    assert (again.status, again.headers["idempotent-replayed"]) == (201, "true")
    assert again.body["api_key_id"] == made["api_key_id"]
