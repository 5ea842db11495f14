"""GET /ledger/accounts."""

from __future__ import annotations

from tests.services.api import Api
from tests.services.builders import make_account


async def test_lists_the_banks_own_accounts_and_one_behind_each_account(api: Api) -> None:
    account = await make_account(api, cents=1_000)
    found = api.ok(await api.get("/ledger/accounts", order="asc"))
    assert [(one["code"], one["account_id"]) for one in found] == [("1000", None), ("2000", account["account_id"])]
    cash, deposits = found
    assert (cash["normal_side"], cash["debits_posted_cents"], cash["balance_cents"]) == ("DEBIT", 1_000, 1_000)
    assert (deposits["normal_side"], deposits["credits_posted_cents"]) == ("CREDIT", 1_000)


async def test_an_account_without_movements_has_no_ledger_account_yet(api: Api) -> None:
    account = await make_account(api)
    assert api.ok(await api.get("/ledger/accounts", account_id=account["account_id"])) == []


async def test_filters_by_code_currency_and_account(api: Api) -> None:
    dollars = await make_account(api, cents=100)
    euros = await make_account(api, cents=200, account_type="FOREIGN_CURRENCY", currency="EUR")
    for query, wanted in (
        ({"code": "1000"}, {("1000", "USD"), ("1000", "EUR")}),
        ({"currency": "EUR"}, {("1000", "EUR"), ("2000", "EUR")}),
        ({"code": "2000", "currency": "USD"}, {("2000", "USD")}),
        ({"account_id": euros["account_id"]}, {("2000", "EUR")}),
        ({"account_id": dollars["account_id"], "currency": "EUR"}, set()),
        ({"account_id": dollars["account_id"], "page": 2}, set()),
        ({"account_id": "acct_none"}, set()),
        ({"code": "9000"}, set()),
    ):
        found = api.ok(await api.get("/ledger/accounts", **query))
        assert {(one["code"], one["currency"]) for one in found} == wanted, query


async def test_the_id_of_a_ledger_account_is_no_account_id(api: Api) -> None:
    account = await make_account(api, cents=100)
    bare = account["account_id"].removeprefix("acct_")
    assert api.ok(await api.get("/ledger/accounts", account_id=f"lacc_{bare}")) == []


async def test_pages_by_cursor_and_by_number_give_the_same(api: Api) -> None:
    for _ in range(4):
        await make_account(api, cents=100)
    whole = [one["ledger_account_id"] for one in api.ok(await api.get("/ledger/accounts"))]
    assert len(whole) == 5
    assert whole == sorted(whole, reverse=True)
    seen = []
    reply = await api.get("/ledger/accounts", limit=2)
    while True:
        seen += [one["ledger_account_id"] for one in api.ok(reply)]
        if "link" not in reply.headers:
            break
        reply = await api.get(reply.headers["link"].partition(">")[0].removeprefix("</v1"))
    assert seen == whole
    third = api.ok(await api.get("/ledger/accounts", limit=2, page=3))
    assert [one["ledger_account_id"] for one in third] == whole[4:]


async def test_refuses_a_cursor_it_did_not_give(api: Api) -> None:
    reply = await api.get("/ledger/accounts", cursor="%%%")
    assert (reply.status, reply.code) == (400, "invalid_cursor")
    reply = await api.get("/ledger/accounts", cursor="YQ", page=1)
    assert (reply.status, reply.code) == (400, "conflicting_pagination")
