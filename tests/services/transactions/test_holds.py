"""POST /holds, /holds/{holdId}/capture, /release; GET /holds, /holds/{holdId}."""

from __future__ import annotations

from typing import Any

from tests.services.api import Api
from tests.services.builders import balances, make_account


async def place(api: Api, account: dict[str, Any], cents: int, **overrides: Any) -> dict[str, Any]:
    body = {"account_id": account["account_id"], "amount_cents": cents, "currency": "USD", **overrides}
    hold: dict[str, Any] = api.ok(await api.post("/holds", body))
    return hold


async def test_a_hold_reserves_until_it_is_captured(api: Api) -> None:
    account = await make_account(api, cents=1_000)
    hold = await place(api, account, 300, description="Hotel")
    assert (hold["status"], hold["captured_amount_cents"]) == ("PENDING", 0)
    captured = api.ok(await api.post(f"/holds/{hold['hold_id']}/capture"))
    assert (captured["status"], captured["captured_amount_cents"]) == ("CAPTURED", 300)
    withdrawal = api.ok(await api.get(f"/transactions/{captured['transaction_id']}"))
    assert (withdrawal["status"], withdrawal["hold_id"]) == ("COMPLETED", hold["hold_id"])
    assert (withdrawal["amount_cents"], withdrawal["description"]) == (300, "Hotel")
    assert await balances(api, account) == (700, 0, 700)


async def test_a_part_is_captured_and_the_rest_freed(api: Api) -> None:
    account = await make_account(api, cents=1_000)
    hold = await place(api, account, 300)
    api.ok(await api.post(f"/holds/{hold['hold_id']}/capture", {"amount_cents": 120}))
    assert await balances(api, account) == (880, 0, 880)


async def test_a_released_hold_moves_nothing(api: Api) -> None:
    account = await make_account(api, cents=1_000)
    hold = await place(api, account, 300)
    assert api.ok(await api.post(f"/holds/{hold['hold_id']}/release"))["status"] == "RELEASED"
    assert await balances(api, account) == (1_000, 0, 1_000)


async def test_it_expires_by_itself(api: Api) -> None:
    account = await make_account(api, cents=1_000)
    hold = await place(api, account, 300)
    assert hold["expires_at"] == "2026-01-22T09:30:00Z"
    await api.advance(days=6, hours=23)
    assert (await balances(api, account))[0] == 700
    await api.advance(hours=1)
    assert api.ok(await api.get(f"/holds/{hold['hold_id']}"))["status"] == "EXPIRED"
    assert await balances(api, account) == (1_000, 0, 1_000)
    assert len(await api.events("hold.expired")) == 1


async def test_it_is_resolved_once(api: Api) -> None:
    account = await make_account(api, cents=1_000)
    hold = await place(api, account, 300)
    api.ok(await api.post(f"/holds/{hold['hold_id']}/capture"))
    for action in ("capture", "release"):
        reply = await api.post(f"/holds/{hold['hold_id']}/{action}")
        assert (reply.status, reply.code, reply.body["current_status"]) == (409, "wrong_state", "CAPTURED")
    await api.advance(days=8)
    assert api.ok(await api.get(f"/holds/{hold['hold_id']}"))["status"] == "CAPTURED"


async def test_refuses_to_reserve_what_is_not_available(api: Api) -> None:
    account = await make_account(api, cents=100)
    await place(api, account, 60)
    body = {"account_id": account["account_id"], "amount_cents": 41, "currency": "USD"}
    assert (await api.post("/holds", body)).code == "insufficient_funds"
    assert (await api.post("/holds", {**body, "currency": "EUR"})).code == "currency_mismatch"
    past = {**body, "expires_at": "2026-01-15T09:00:00Z"}
    assert (await api.post("/holds", past)).code == "expiry_in_past"
    api.ok(await api.post(f"/accounts/{account['account_id']}/suspend"))
    assert (await api.post("/holds", body)).code == "account_not_active"


async def test_refuses_to_capture_more_than_is_held_or_than_the_limits_allow(api: Api) -> None:
    account = await make_account(api, cents=100, daily_limit_cents=50, monthly_limit_cents=55)
    hold = await place(api, account, 60)
    path = f"/holds/{hold['hold_id']}/capture"
    assert (await api.post(path, {"amount_cents": 61})).code == "amount_over_hold"
    assert (await api.post(path, {"amount_cents": 51})).code == "daily_limit_exceeded"
    assert (await api.post(path)).code == "monthly_limit_exceeded"


async def test_lists_by_account_and_status(api: Api) -> None:
    account, other = await make_account(api, cents=100), await make_account(api, cents=100)
    first, second = await place(api, account, 1), await place(api, account, 2)
    await place(api, other, 3)
    api.ok(await api.post(f"/holds/{first['hold_id']}/release"))
    found = api.ok(await api.get("/holds", account_id=account["account_id"], status="PENDING"))
    assert [hold["hold_id"] for hold in found] == [second["hold_id"]]
