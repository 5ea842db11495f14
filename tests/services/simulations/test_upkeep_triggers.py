"""Triggers of holds and interest: the same as on the bank's clock, and no second time on it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services.api import Api
from tests.services.builders import balances, make_account, transfer


async def place(api: Api, account: dict[str, Any], cents: int) -> str:
    body = {"account_id": account["account_id"], "amount_cents": cents, "currency": "USD"}
    return str(api.ok(await api.post("/holds", body))["hold_id"])


async def post_interest(api: Api, account: dict[str, Any]) -> Any:
    return await api.post(f"/simulations/accounts/{account['account_id']}/post_interest")


async def savings(api: Api, cents: int, rate_bps: int) -> dict[str, Any]:
    return await make_account(api, cents=cents, account_type="SAVINGS", interest_rate_bps=rate_bps)


async def posted(api: Api) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.ok(await api.get("/transactions", transaction_type="INTEREST", order="asc"))
    return found


# Holds -------------------------------------------------------------------------------------------
async def test_a_hold_that_expired_early_does_not_expire_again(api: Api) -> None:
    account = await make_account(api, cents=10_00)
    hold_id = await place(api, account, 4_00)
    api.ok(await api.post(f"/simulations/holds/{hold_id}/expire"))
    await api.advance(days=30)
    assert [event["resource_id"] for event in await api.events("hold.expired")] == [hold_id]
    assert await balances(api, account) == (10_00, 0, 10_00)


@pytest.mark.parametrize(("end", "status"), [("capture", "CAPTURED"), ("release", "RELEASED")])
async def test_a_hold_that_has_ended_does_not_expire(api: Api, end: str, status: str) -> None:
    account = await make_account(api, cents=10_00)
    hold_id = await place(api, account, 4_00)
    api.ok(await api.post(f"/holds/{hold_id}/{end}"))
    reply = await api.post(f"/simulations/holds/{hold_id}/expire")
    assert (reply.status, reply.code) == (409, "wrong_state")
    assert (reply.body["current_status"], reply.body["allowed_from"]) == (status, ["PENDING"])
    assert "POST /holds" in reply.body["detail"]


# Interest ----------------------------------------------------------------------------------------
async def test_interest_says_what_it_was_earned_on(api: Api) -> None:
    account, other = await savings(api, 100_000_00, 365), await make_account(api)
    await api.advance(days=2)
    await transfer(api, account, other, 40_000_00)
    await api.advance(days=2)
    shown = api.ok(await post_interest(api, account))
    (interest,) = await posted(api)
    assert interest["metadata"] == {"days": "4", "average_balance_cents": "8000000", "rate_bps": "365"}
    assert interest["amount_cents"] == 4 * 80_000_00 * 365 // 3_650_000 == 32_00
    assert shown["posted_balance_cents"] == 60_000_00 + 32_00
    assert (interest["status"], interest["destination_account_id"]) == ("COMPLETED", account["account_id"])
    assert interest["transaction_id"] in [event["resource_id"] for event in await api.events("transaction.completed")]


async def test_each_posting_says_what_came_since_the_one_before(api: Api) -> None:
    account = await savings(api, 100_000_00, 365)
    await api.advance(days=6)
    api.ok(await post_interest(api, account))
    await api.advance(days=11)  # and the first of the month on its own
    first, second = await posted(api)
    assert (first["metadata"]["days"], second["metadata"]["days"]) == ("6", "11")
    assert (first["amount_cents"], second["amount_cents"]) == (60_00, round(11 * 100_060_00 * 365 / 3_650_000))


async def test_less_than_a_cent_is_not_posted_and_not_lost(api: Api) -> None:
    account = await savings(api, 8_000, 365)
    await api.advance(days=1)  # eight tenths of a cent
    reply = await post_interest(api, account)
    assert (reply.status, reply.code) == (422, "nothing_accrued")
    assert await posted(api) == []
    await api.advance(days=4)
    api.ok(await post_interest(api, account))
    assert [one["amount_cents"] for one in await posted(api)] == [4]


async def test_what_was_earned_is_posted_when_the_rate_has_gone(api: Api) -> None:
    account = await savings(api, 100_000_00, 365)
    await api.advance(days=1)
    api.ok(await api.patch(f"/accounts/{account['account_id']}", {"interest_rate_bps": 0}))
    await api.advance(days=40)
    assert await posted(api) == []
    assert api.ok(await post_interest(api, account))["posted_balance_cents"] == 100_010_00


async def test_a_closed_account_is_credited_nothing(api: Api) -> None:
    account, other = await savings(api, 100_000_00, 365), await make_account(api)
    await api.advance(days=1)
    await transfer(api, account, other, 100_000_00)
    api.ok(await api.post(f"/accounts/{account['account_id']}/close"))
    reply = await post_interest(api, account)
    assert (reply.status, reply.code) == (422, "nothing_accrued")
    assert "CLOSED" in reply.body["detail"]
    assert await balances(api, account) == (0, 0, 0)


# Who and what ------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["holds/hold_0/expire", "accounts/acct_0/post_interest"])
async def test_nothing_happens_to_what_nobody_knows_or_may_touch(api: Api, path: str) -> None:
    reply = await api.post(f"/simulations/{path}")
    assert (reply.status, reply.code) == (404, "not_found")
    reader = await api.with_scopes("simulations:read")
    reply = await reader.post(f"/simulations/{path}")
    assert (reply.status, reply.code) == (403, "insufficient_scope")
