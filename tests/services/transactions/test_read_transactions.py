"""GET /transactions, /transactions/{transactionId}, /accounts/{accountId}/transactions."""

from __future__ import annotations

from tests.services.api import Api
from tests.services.builders import make_account, transfer


async def test_an_accounts_transactions_are_listed_page_by_page(api: Api) -> None:
    source, destination = await make_account(api, cents=1_000), await make_account(api)
    made = [(await transfer(api, source, destination, cents))["transaction_id"] for cents in range(1, 8)]
    path = f"/accounts/{destination['account_id']}/transactions"
    first = api.ok(await api.get(path, page=1, limit=3))
    second = api.ok(await api.get(path, page=2, limit=3))
    third = api.ok(await api.get(path, page=3, limit=3))
    listed = [one["transaction_id"] for one in (*first, *second, *third)]
    assert listed == sorted(made, reverse=True)
    reply = await api.get(path, page=1, cursor="x")
    assert (reply.status, reply.code) == (400, "conflicting_pagination")


async def test_a_cursor_is_stable_while_more_is_added(api: Api) -> None:
    source, destination = await make_account(api, cents=1_000), await make_account(api)
    made = [(await transfer(api, source, destination, 1))["transaction_id"] for _ in range(4)]
    path = f"/accounts/{destination['account_id']}/transactions"
    reply = await api.get(path, limit=2)
    seen = [one["transaction_id"] for one in api.ok(reply)]
    await transfer(api, source, destination, 1)
    reply = await api.get(reply.headers["link"].partition(">")[0].removeprefix("</v1"))
    seen += [one["transaction_id"] for one in api.ok(reply)]
    assert seen == sorted(made, reverse=True)


async def test_filters_by_status_type_account_and_reference(api: Api) -> None:
    source, destination = await make_account(api, cents=1_000), await make_account(api)
    done = await transfer(api, source, destination, 1, external_reference="INV-7")
    api.ok(await api.put("/settings/transactions.approval_limit_cents", {"setting_value": "1"}))
    waiting = await transfer(api, source, destination, 2)
    for query, wanted in (
        ({"status": "PENDING"}, [waiting]),
        ({"status": "COMPLETED", "transaction_type": "TRANSFER"}, [done]),
        ({"external_reference": "INV-7"}, [done]),
        ({"account_id": destination["account_id"]}, [waiting, done]),
        ({"status": "FAILED"}, []),
        ({"transaction_type": "FEE"}, []),
    ):
        found = api.ok(await api.get("/transactions", **query))
        assert [one["transaction_id"] for one in found] == [one["transaction_id"] for one in wanted], query


async def test_an_unknown_transaction_or_account_is_not_found(api: Api) -> None:
    account = await make_account(api)
    for path in (
        "/transactions/txn_none",
        f"/transactions/{account['account_id']}",
        "/accounts/x/transactions",
    ):
        reply = await api.get(path)
        assert (reply.status, reply.code) == (404, "not_found")


async def test_a_wrong_cursor_is_refused(api: Api) -> None:
    reply = await api.get("/transactions", cursor="%%%")
    assert (reply.status, reply.code) == (400, "invalid_cursor")
