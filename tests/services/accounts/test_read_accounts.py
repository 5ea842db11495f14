"""GET /accounts, /accounts/{accountId}, /balances; PATCH; POST /reconcile."""

from __future__ import annotations

from tests.services.api import Api
from tests.services.builders import balances, make_account, make_customer, pay_in, transfer


async def test_lists_pages_that_join_by_their_links(api: Api) -> None:
    customer = await make_customer(api)
    opened = [(await make_account(api, customer))["account_id"] for _ in range(5)]
    reply = await api.get("/accounts", limit=2)
    seen = [one["account_id"] for one in api.ok(reply)]
    while "link" in reply.headers:
        target = reply.headers["link"].partition(">")[0].removeprefix("</v1")
        reply = await api.get(target)
        seen += [one["account_id"] for one in api.ok(reply)]
    assert sorted(seen) == sorted(opened)
    assert len(api.ok(await api.get("/accounts", page=3, limit=2))) == 1


async def test_filters_by_every_property_it_names(api: Api) -> None:
    account = await make_account(api)
    euro = await make_account(api, account_type="FOREIGN_CURRENCY", currency="EUR")
    for query, wanted in (
        ({"currency": "EUR"}, euro),
        ({"account_type": "CHECKING"}, account),
        ({"customer_id": euro["customer_id"], "status": "ACTIVE"}, euro),
    ):
        assert [one["account_id"] for one in api.ok(await api.get("/accounts", **query))] == [wanted["account_id"]]
    assert api.ok(await api.get("/accounts", status="CLOSED")) == []


async def test_filters_by_time_and_by_key(api: Api) -> None:
    customer = await make_customer(api)
    body = {"customer_id": customer["customer_id"], "account_type": "CHECKING", "currency": "USD"}
    first = api.ok(await api.post("/accounts", body, key="k-1"))
    await api.advance(hours=1)
    second = api.ok(await api.post("/accounts", body))
    later = {"created_at.gte": second["created_at"]}
    assert [one["account_id"] for one in api.ok(await api.get("/accounts", **later))] == [second["account_id"]]
    earlier = {"created_at.lt": second["created_at"], "order": "asc"}
    assert [one["account_id"] for one in api.ok(await api.get("/accounts", **earlier))] == [first["account_id"]]
    by_key = api.ok(await api.get("/accounts", idempotency_key="k-1"))
    assert [one["account_id"] for one in by_key] == [first["account_id"]]


async def test_an_unknown_account_is_not_found(api: Api) -> None:
    assert (await api.get("/accounts/acct_none")).code == "not_found"


async def test_updates_and_tells_what_changed(api: Api) -> None:
    account = await make_account(api, nickname="Old")
    path = f"/accounts/{account['account_id']}"
    updated = api.ok(await api.patch(path, {"nickname": None, "risk_category": "HIGH", "metadata": {"a": "b"}}))
    assert (updated["nickname"], updated["risk_category"], updated["metadata"]) == (None, "HIGH", {"a": "b"})
    (event,) = await api.events("account.updated")
    assert event["previous"] == {"nickname": "[personal]", "risk_category": "LOW", "metadata": "[personal]"}
    assert (await api.patch(path, {"daily_limit_cents": 10**12})).code == "limit_inconsistent"
    assert (await api.patch(path, {})).code == "invalid_field"


async def test_balances_as_of_an_instant_are_what_they_were(api: Api) -> None:
    account = await make_account(api)
    seen = []
    for _ in range(3):
        await pay_in(api, account, 100)
        seen.append((await api.get(f"/accounts/{account['account_id']}/balances")).body)
        await api.advance(days=1)
    for past in seen:
        again = await api.get(f"/accounts/{account['account_id']}/balances", as_of=past["as_of"])
        assert again.body["posted_balance_cents"] == past["posted_balance_cents"]
    assert [past["posted_balance_cents"] for past in seen] == [100, 200, 300]


async def test_a_hold_lowers_what_is_available_and_not_what_is_posted(api: Api) -> None:
    account = await make_account(api, cents=1000)
    api.ok(await api.post("/holds", {"account_id": account["account_id"], "amount_cents": 300, "currency": "USD"}))
    assert await balances(api, account) == (700, -300, 1000)


async def test_reconciles_with_the_sum_of_its_entries(api: Api) -> None:
    account, other = await make_account(api, cents=1000), await make_account(api)
    for cents in (1, 2, 3):
        await transfer(api, account, other, cents)
    report = api.ok(await api.post(f"/accounts/{account['account_id']}/reconcile"))
    assert report["is_balanced"]
    assert report["cached_balance_cents"] == report["computed_balance_cents"] == 994
    assert report["entry_count"] == 2 * 4
