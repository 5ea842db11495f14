"""GET /ledger/accounts, /ledger/entries, /ledger/transactions/{ledgerTransactionId}, /ledger/trial_balance."""

from __future__ import annotations

from typing import Any

from tests.services.api import Api
from tests.services.builders import make_account, pay_in, transfer


async def all_pages(api: Api, path: str, **query: Any) -> list[Any]:
    reply = await api.get(path, **query)
    found = list(api.ok(reply))
    while "link" in reply.headers:
        reply = await api.get(reply.headers["link"].partition(">")[0].removeprefix("</v1"))
        found += api.ok(reply)
    return found


async def test_the_account_behind_an_account_carries_its_balance(api: Api) -> None:
    account = await make_account(api, cents=1_000)
    (books,) = api.ok(await api.get("/ledger/accounts", account_id=account["account_id"]))
    assert (books["code"], books["normal_side"], books["balance_cents"]) == ("2000", "CREDIT", 1_000)
    assert api.ok(await api.get(f"/ledger/accounts/{books['ledger_account_id']}")) == books
    (cash,) = api.ok(await api.get("/ledger/accounts", code="1000", currency="USD"))
    assert (cash["balance_cents"], cash["account_id"]) == (1_000, None)
    assert len(await all_pages(api, "/ledger/accounts", limit=1)) == 2
    assert (await api.get("/ledger/accounts/lacc_none")).code == "not_found"


async def test_entries_of_an_account_are_its_history_with_the_balance_after_each(api: Api) -> None:
    account, other = await make_account(api, cents=1_000), await make_account(api)
    for cents in (100, 200):
        await transfer(api, account, other, cents)
    (books,) = api.ok(await api.get("/ledger/accounts", account_id=account["account_id"]))
    query = {"ledger_account_id": books["ledger_account_id"], "order": "asc"}
    entries = await all_pages(api, "/ledger/entries", limit=2, **query)
    assert [entry["sequence"] for entry in entries] == [1, 2, 3, 4, 5, 6]
    posted = [(e["direction"], e["amount_cents"], e["balance_after_cents"]) for e in entries if not e["is_pending"]]
    assert posted == [("CREDIT", 1_000, 1_000), ("DEBIT", 100, 900), ("DEBIT", 200, 700)]
    newest = api.ok(await api.get("/ledger/entries", ledger_account_id=books["ledger_account_id"], limit=1))
    assert newest == entries[-1:]
    assert api.ok(await api.get("/ledger/entries", page=2, limit=4, **query)) == entries[4:]
    assert api.ok(await api.get("/ledger/entries", ledger_account_id="lacc_none")) == []


async def test_a_ledger_transaction_balances_and_names_its_movement(api: Api) -> None:
    account = await make_account(api)
    deposit = await pay_in(api, account, 500)
    entry = api.ok(await api.get("/ledger/entries", limit=1))[0]
    found = api.ok(await api.get(f"/ledger/transactions/{entry['ledger_transaction_id']}"))
    assert (found["transaction_id"], found["status"]) == (deposit["transaction_id"], "POSTED")
    sides = {one["direction"]: one["amount_cents"] for one in found["entries"]}
    assert sides == {"DEBIT": 500, "CREDIT": 500}
    by_transaction = api.ok(await api.get("/ledger/entries", ledger_transaction_id=found["ledger_transaction_id"]))
    assert sorted(one["entry_id"] for one in by_transaction) == sorted(one["entry_id"] for one in found["entries"])
    assert len({one["entry_id"] for one in found["entries"]}) == 2
    assert (await api.get("/ledger/transactions/ltxn_none")).code == "not_found"


async def test_entries_of_the_whole_bank_join_over_pages_in_both_orders(api: Api) -> None:
    account, other = await make_account(api, cents=1_000), await make_account(api)
    await transfer(api, account, other, 1)
    for order in ("asc", "desc"):
        whole = [one["entry_id"] for one in api.ok(await api.get("/ledger/entries", limit=100, order=order))]
        paged = [one["entry_id"] for one in await all_pages(api, "/ledger/entries", limit=3, order=order)]
        assert paged == whole
        assert len(set(whole)) == len(whole) == 8


async def test_a_released_hold_is_shown_on_the_other_side(api: Api) -> None:
    account = await make_account(api, cents=1_000)
    hold = api.ok(
        await api.post("/holds", {"account_id": account["account_id"], "amount_cents": 60, "currency": "USD"})
    )
    api.ok(await api.post(f"/holds/{hold['hold_id']}/release"))
    (books,) = api.ok(await api.get("/ledger/accounts", account_id=account["account_id"]))
    newest = api.ok(await api.get("/ledger/entries", ledger_account_id=books["ledger_account_id"], limit=2))
    assert [(one["direction"], one["amount_cents"], one["is_pending"]) for one in newest] == [
        ("CREDIT", 60, True),
        ("DEBIT", 60, True),
    ]


async def test_the_trial_balance_balances_now_and_at_any_instant(api: Api) -> None:
    account = await make_account(api)
    euro = await make_account(api, account_type="FOREIGN_CURRENCY", currency="EUR")
    instants = []
    for cents in (100, 200, 300):
        await pay_in(api, account, cents)
        await pay_in(api, euro, cents)
        instants.append(api.ok(await api.get("/ledger/trial_balance"))["as_of"])
        await api.advance(days=1)
    for total, instant in zip((100, 300, 600), instants, strict=True):
        for found in api.ok(await api.get("/ledger/trial_balance", as_of=instant))["currencies"]:
            assert found["is_balanced"]
            assert found["total_debits_cents"] == found["total_credits_cents"] == total
            deposits = [line for line in found["lines"] if line["code"] == "2000"]
            assert [(line["ledger_account_id"], line["credit_cents"]) for line in deposits] == [(None, total)]
