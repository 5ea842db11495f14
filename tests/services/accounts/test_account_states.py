"""Suspend, reactivate, close: POST /accounts/{accountId}/suspend, /reactivate, /close."""

from __future__ import annotations

from tests.services.api import Api
from tests.services.builders import make_account, make_customer, transfer


async def test_a_suspended_account_moves_no_money_until_reactivated(api: Api) -> None:
    account, other = await make_account(api, cents=1000), await make_account(api)
    path = f"/accounts/{account['account_id']}"
    assert api.ok(await api.post(f"{path}/suspend", {"reason": "Lost card"}))["status"] == "SUSPENDED"
    body = {
        "source_account_id": account["account_id"],
        "destination_account_id": other["account_id"],
        "amount_cents": 1,
        "currency": "USD",
    }
    assert (await api.post("/transactions/transfer", body)).code == "account_not_active"
    assert api.ok(await api.post(f"{path}/reactivate"))["status"] == "ACTIVE"
    assert (await transfer(api, account, other, 1))["status"] == "COMPLETED"


async def test_a_state_is_left_only_from_where_it_can_be(api: Api) -> None:
    account = await make_account(api)
    path = f"/accounts/{account['account_id']}"
    reply = await api.post(f"{path}/reactivate")
    assert (reply.status, reply.code) == (409, "wrong_state")
    assert (reply.body["current_status"], reply.body["allowed_from"]) == ("ACTIVE", ["SUSPENDED"])
    api.ok(await api.post(f"{path}/suspend"))
    assert (await api.post(f"{path}/suspend")).code == "wrong_state"


async def test_an_empty_account_closes_for_good(api: Api) -> None:
    customer = await make_customer(api)
    account = await make_account(api, customer)
    path = f"/accounts/{account['account_id']}"
    closed = api.ok(await api.post(f"{path}/close"))
    assert (closed["status"], closed["closed_date"]) == ("CLOSED", "2026-01-15")
    for action in ("close", "suspend", "reactivate"):
        assert (await api.post(f"{path}/{action}")).code == "wrong_state"
    assert (await api.patch(path, {"nickname": "x"})).code == "wrong_state"
    assert [event["data"]["status"] for event in await api.events("account.closed")] == ["CLOSED"]
    assert api.ok(await api.post(f"/customers/{customer['customer_id']}/close"))["status"] == "CLOSED"


async def test_an_account_with_money_is_not_closed(api: Api) -> None:
    account = await make_account(api, cents=5)
    assert (await api.post(f"/accounts/{account['account_id']}/close")).code == "balance_not_zero"


async def test_an_account_with_a_hold_is_not_closed(api: Api) -> None:
    account = await make_account(api, cents=5)
    hold = {"account_id": account["account_id"], "amount_cents": 5, "currency": "USD"}
    api.ok(await api.post("/holds", hold))
    assert (await api.post(f"/accounts/{account['account_id']}/close")).code == "pending_movements"


async def test_a_customer_with_an_open_account_is_not_closed(api: Api) -> None:
    customer = await make_customer(api)
    await make_account(api, customer)
    reply = await api.post(f"/customers/{customer['customer_id']}/close")
    assert (reply.status, reply.code) == (409, "customer_has_open_accounts")
