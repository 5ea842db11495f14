"""POST /transactions/{transactionId}/reverse."""

from __future__ import annotations

import asyncio

from tests.services.api import Api
from tests.services.builders import balances, make_account, pay_in, transfer


async def test_a_reversal_is_a_movement_of_its_own_the_other_way(api: Api) -> None:
    source, destination = await make_account(api, cents=1_000), await make_account(api)
    original = await transfer(api, source, destination, 400)
    path = f"/transactions/{original['transaction_id']}"
    reply = await api.post(f"{path}/reverse", {"reason": "Paid twice"})
    reversal = api.ok(reply)
    assert (reply.status, reversal["transaction_type"], reversal["status"]) == (202, "REVERSAL", "PENDING")
    assert reversal["source_account_id"] == destination["account_id"]
    assert reversal["destination_account_id"] == source["account_id"]
    assert reversal["reverses_transaction_id"] == original["transaction_id"]
    await api.settle()
    before = api.ok(await api.get(path))
    assert (before["status"], before["reversed_by_transaction_id"]) == (
        "REVERSED",
        reversal["transaction_id"],
    )
    assert (before["amount_cents"], before["created_at"]) == (400, original["created_at"])
    assert await balances(api, source) == (1_000, 0, 1_000)
    assert await balances(api, destination) == (0, 0, 0)
    assert len(await api.events("transaction.reversed")) == 1


async def test_deposits_withdrawals_and_fees_are_taken_back_to_where_they_came_from(api: Api) -> None:
    account = await make_account(api)
    deposit = await pay_in(api, account, 500)
    fee = api.ok(
        await api.post(
            "/transactions/fee", {"account_id": account["account_id"], "amount_cents": 20, "currency": "USD"}
        )
    )
    await api.settle()
    assert (await balances(api, account))[0] == 480
    for movement in (fee, deposit):
        api.ok(await api.post(f"/transactions/{movement['transaction_id']}/reverse"))
        await api.settle()
    assert (await balances(api, account))[0] == 0


async def test_a_transaction_is_reversed_once_also_by_two_at_once(api: Api) -> None:
    source, destination = await make_account(api, cents=1_000), await make_account(api, cents=1_000)
    original = await transfer(api, source, destination, 400)
    path = f"/transactions/{original['transaction_id']}/reverse"
    replies = await asyncio.gather(*(api.post(path) for _ in range(8)))
    await api.settle()
    assert sorted(reply.status for reply in replies) == [202] + [409] * 7
    assert {reply.code for reply in replies if reply.status == 409} == {"already_reversed"}
    assert (await balances(api, source))[0] == 1_000


async def test_refuses_when_the_money_is_gone(api: Api) -> None:
    source, destination = await make_account(api, cents=100), await make_account(api)
    original = await transfer(api, source, destination, 100)
    await transfer(api, destination, source, 60)
    reply = await api.post(f"/transactions/{original['transaction_id']}/reverse")
    assert (reply.status, reply.code) == (422, "insufficient_funds")
    again = api.ok(await api.get(f"/transactions/{original['transaction_id']}"))
    assert again["reversed_by_transaction_id"] is None


async def test_a_reversal_is_not_reversed(api: Api) -> None:
    source, destination = await make_account(api, cents=100), await make_account(api)
    original = await transfer(api, source, destination, 100)
    reversal = api.ok(await api.post(f"/transactions/{original['transaction_id']}/reverse"))
    await api.settle()
    reply = await api.post(f"/transactions/{reversal['transaction_id']}/reverse")
    assert (reply.status, reply.code) == (422, "not_reversible")


async def test_what_failed_or_is_pending_is_not_reversed(api: Api) -> None:
    source, destination = await make_account(api, cents=1_000), await make_account(api)
    api.ok(await api.put("/settings/transactions.approval_limit_cents", {"setting_value": "1"}))
    pending = await transfer(api, source, destination, 10)
    reply = await api.post(f"/transactions/{pending['transaction_id']}/reverse")
    assert (reply.code, reply.body["allowed_from"]) == ("wrong_state", ["COMPLETED"])


async def test_refuses_when_an_account_is_no_longer_active(api: Api) -> None:
    source, destination = await make_account(api, cents=100), await make_account(api)
    original = await transfer(api, source, destination, 100)
    api.ok(await api.post(f"/accounts/{source['account_id']}/suspend"))
    reply = await api.post(f"/transactions/{original['transaction_id']}/reverse")
    assert reply.code == "account_not_active"
