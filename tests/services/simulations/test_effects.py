"""/simulations/effects: what happens next, seen, fired, skipped, moved, and mended after it failed."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest

from sandbox.contract.problem import Problem
from sandbox.engine import queue
from sandbox.engine.call import Call
from sandbox.engine.transaction import Transaction
from tests.services.api import Api
from tests.services.builders import balances, make_account


async def hold(api: Api, account: dict[str, Any], day: int) -> dict[str, Any]:
    body = {"account_id": account["account_id"], "amount_cents": 1_00, "currency": "USD"}
    placed: dict[str, Any] = api.ok(await api.post("/holds", {**body, "expires_at": f"2026-02-{day:02d}T00:00:00Z"}))
    return placed


async def effects(api: Api, **query: Any) -> list[Any]:
    found: list[Any] = api.ok(await api.get("/simulations/effects", **query))
    return found


async def test_are_listed_in_the_order_in_which_they_will_happen(api: Api) -> None:
    account = await make_account(api, cents=100_00)
    holds = [await hold(api, account, day) for day in (9, 3, 6)]
    found = await effects(api, kind="transactions.expire_hold")
    assert [one["resource_id"] for one in found] == [holds[place]["hold_id"] for place in (1, 2, 0)]
    assert [one["due_at"][:10] for one in found] == ["2026-02-03", "2026-02-06", "2026-02-09"]
    assert {one["status"] for one in found} == {"PENDING"}
    assert await effects(api, resource_id=holds[1]["hold_id"]) == found[:1]
    assert await effects(api, status="PARKED") == []
    assert api.ok(await api.get(f"/simulations/effects/{found[0]['effect_id']}")) == found[0]


async def test_pages_lead_through_all_of_them(api: Api) -> None:
    account = await make_account(api, cents=100_00)
    for day in range(1, 8):
        await hold(api, account, day)
    seen: list[str] = []
    path, query = "/simulations/effects", {"limit": 3}
    while path:
        reply = await api.request("GET", path, query=query)
        seen += [one["due_at"] for one in api.ok(reply)]
        path = reply.headers.get("link", "").partition("<")[2].partition(">")[0].removeprefix("/v1")
        query = {}
    assert seen == sorted(seen)
    assert len(seen) == len(set(seen)) == len(await effects(api))
    second = await effects(api, limit=3, page=2)
    assert [one["due_at"] for one in second] == seen[3:6]
    reply = await api.get("/simulations/effects", cursor="bm90IGEgcGxhY2U")
    assert (reply.status, reply.code) == (400, "invalid_cursor")


async def test_one_is_fired_before_its_time_and_happens_once(api: Api) -> None:
    account = await make_account(api, cents=100_00)
    placed = await hold(api, account, 3)
    (effect,) = await effects(api, resource_id=placed["hold_id"])
    path = f"/simulations/effects/{effect['effect_id']}"
    assert api.ok(await api.post(f"{path}/fire"))["status"] == "FIRED"
    assert api.ok(await api.get(f"/holds/{placed['hold_id']}"))["status"] == "EXPIRED"
    assert await balances(api, account) == (100_00, 0, 100_00)
    for what in ("/fire", "/skip"):
        assert (await api.post(f"{path}{what}")).status == 404
    assert (await api.get(path)).status == 404
    await api.advance(days=40)
    assert len(await api.events("hold.expired")) == 1


async def test_fired_twice_at_once_happens_once(api: Api) -> None:
    account = await make_account(api, cents=100_00)
    placed = await hold(api, account, 3)
    (effect,) = await effects(api, resource_id=placed["hold_id"])
    path = f"/simulations/effects/{effect['effect_id']}/fire"
    replies = await asyncio.gather(*(api.post(path) for _ in range(4)))
    assert sorted(reply.status for reply in replies) == [200, 404, 404, 404]
    assert len(await api.events("hold.expired")) == 1


async def test_a_skipped_one_never_happens(api: Api) -> None:
    account = await make_account(api, cents=100_00)
    placed = await hold(api, account, 3)
    (effect,) = await effects(api, resource_id=placed["hold_id"])
    assert api.ok(await api.post(f"/simulations/effects/{effect['effect_id']}/skip"))["status"] == "SKIPPED"
    await api.advance(days=40)
    assert api.ok(await api.get(f"/holds/{placed['hold_id']}"))["status"] == "PENDING"


async def test_a_moved_one_happens_at_its_new_time(api: Api) -> None:
    account = await make_account(api, cents=100_00)
    placed = await hold(api, account, 3)
    (effect,) = await effects(api, resource_id=placed["hold_id"])
    path = f"/simulations/effects/{effect['effect_id']}/move"
    reply = await api.post(path, {"due_at": "2026-01-01T00:00:00Z"})
    assert (reply.status, reply.code) == (422, "clock_would_go_back")
    moved = api.ok(await api.post(path, {"due_at": "2026-02-20T12:00:00Z"}))
    assert moved["due_at"] == "2026-02-20T12:00:00Z"
    assert moved["effect_id"] != effect["effect_id"]
    assert await effects(api, resource_id=placed["hold_id"]) == [moved]
    await api.advance(days=36)
    assert api.ok(await api.get(f"/holds/{placed['hold_id']}"))["status"] == "PENDING"
    await api.advance(days=1)
    (event,) = await api.events("hold.expired")
    assert event["created_at"] == "2026-02-20T12:00:00Z"


async def test_moved_to_now_it_happens_now(api: Api) -> None:
    account = await make_account(api, cents=100_00)
    placed = await hold(api, account, 3)
    (effect,) = await effects(api, resource_id=placed["hold_id"])
    api.ok(
        await api.post(f"/simulations/effects/{effect['effect_id']}/move", {"due_at": "2026-01-15T09:30:00.000000Z"})
    )
    await api.settle()
    assert api.ok(await api.get(f"/holds/{placed['hold_id']}"))["status"] == "EXPIRED"


async def test_what_fails_too_often_is_parked_shown_and_retried(api: Api, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    account = await make_account(api, cents=100_00)
    placed = await hold(api, account, 3)
    good = queue.STEPS["transactions.expire_hold"]

    async def bad(call: Call, subject: str) -> None:
        raise RuntimeError("the printer is on fire")

    monkeypatch.setitem(queue.STEPS, "transactions.expire_hold", bad)
    await api.advance(days=40)
    (parked,) = await effects(api, status="PARKED")
    assert (parked["resource_id"], parked["attempts"]) == (placed["hold_id"], 5)
    assert re.fullmatch(rf"RuntimeError in {re.escape(__name__)}\.bad:\d+", parked["error"])
    path = f"/simulations/effects/{parked['effect_id']}"
    monkeypatch.setitem(queue.STEPS, "transactions.expire_hold", refusing)
    reply = await api.post(f"{path}/fire")
    assert (reply.status, reply.code) == (422, "effect_failed")
    assert await effects(api, status="PARKED") == [parked]
    monkeypatch.setitem(queue.STEPS, "transactions.expire_hold", good)
    assert api.ok(await api.post(f"{path}/fire"))["status"] == "FIRED"
    assert api.ok(await api.get(f"/holds/{placed['hold_id']}"))["status"] == "EXPIRED"
    assert await effects(api, status="PARKED") == []


async def test_what_a_failed_one_keeps_of_its_error_quotes_nobody(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    account = await make_account(api, cents=100_00)
    placed = await hold(api, account, 3)

    async def quoting(call: Call, subject: str) -> None:
        raise errors[-1]

    monkeypatch.setitem(queue.STEPS, "transactions.expire_hold", quoting)
    errors: list[Exception] = [ValueError("ada.lovelace@example.com is no address")]
    await api.advance(days=40)
    (parked,) = await effects(api, status="PARKED", resource_id=placed["hold_id"])
    path = f"/simulations/effects/{parked['effect_id']}/fire"
    assert parked["error"].startswith("ValueError in ")
    for error in (errors[0], Problem("email_taken", "ada.lovelace@example.com is taken.")):
        errors.append(error)
        reply = await api.post(path, key=type(error).__name__)
        assert (reply.status, reply.code) == (422, "effect_failed")
        assert "lovelace" not in str(reply.body)
    assert reply.body["detail"] == "transactions.expire_hold failed: Problem: email_taken"
    await api.settle()
    rows = api.bank.store.reader.rows("SELECT body FROM effects UNION ALL SELECT body FROM answers")
    assert any("ValueError" in row[0] for row in rows)
    assert not any("lovelace@" in row[0] for row in rows)


async def refusing(call: Call, subject: str) -> None:
    """A step that refuses after it has collected something, of which nothing is kept."""
    tx: Transaction = call.tx
    tx.schedule("transactions.expire_hold", subject)
    raise ValueError("not today")


async def test_an_effect_of_another_bank_is_not_found(api: Api) -> None:
    account = await make_account(api, cents=100_00)
    placed = await hold(api, account, 3)
    (effect,) = await effects(api, resource_id=placed["hold_id"])
    stranger = await api.another_bank()
    for what in ("", "/fire", "/skip"):
        method = "POST" if what else "GET"
        reply = await stranger.request(method, f"/simulations/effects/{effect['effect_id']}{what}")
        assert (reply.status, reply.code) == (404, "not_found")
