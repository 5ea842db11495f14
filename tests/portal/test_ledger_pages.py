"""The books in the portal: chart of accounts, trial balance, journal, accounts and transactions of the ledger."""

from __future__ import annotations

import html
import json
import re

import pytest
from sandbank_portal.formatting import instant
from sandbank_portal.ledger_pages import class_of, plotted, sums

from tests.portal.browsing import Portal
from tests.services.builders import make_account, pay_in, transfer

BAD = [
    "tab=trial_balance&as_of=yesterday",
    "tab=trial_balance&as_of=9999-12-31T23:59:59",
    "tab=trial_balance&as_of=0001-01-01T00:00",
    "tab=entries&cursor=nonsense",
    "tab=entries&ledger_account_id=%20%00",
    "tab=entries&limit=-1",
    "tab=accounts&code=abc",
    "tab=nothing",
]


async def test_empty_books_teach_what_belongs_there(portal: Portal) -> None:
    assert "The books are empty" in (await portal.get("/portal/ledger")).text
    assert "No entries yet" in (await portal.get("/portal/ledger?tab=entries")).text


async def test_the_chart_adds_customers_up_and_leads_to_every_account(portal: Portal) -> None:
    for cents in (12_345, 655):
        await make_account(portal.api, cents=cents)
    page = await portal.get("/portal/ledger")
    assert "Assets" in page.text
    assert "Liabilities" in page.text
    assert "130.00 USD" in page.text
    assert "123.45" not in page.text
    assert "Balanced" in page.text
    assert "/portal/ledger?tab=accounts&code=2000&currency=USD" in page.links
    page = await portal.get("/portal/ledger?tab=accounts&code=2000&currency=USD")
    assert "123.45 USD" in page.text
    assert "6.55 USD" in page.text


async def test_the_trial_balance_is_that_of_the_instant(portal: Portal) -> None:
    account = await make_account(portal.api, cents=10_000)
    await portal.api.advance(days=2)
    await pay_in(portal.api, account, 5_000)
    assert "150.00 USD" in (await portal.get("/portal/ledger?tab=trial_balance")).text
    page = await portal.get("/portal/ledger?tab=trial_balance&as_of=2026-01-16T00:00")
    assert "100.00 USD" in page.text
    assert "150.00 USD" not in page.text
    assert 'value="2026-01-16T00:00:00"' in page.source
    assert (
        "The books were empty then"
        in (await portal.get("/portal/ledger?tab=trial_balance&as_of=2020-01-01T00:00")).text
    )


@pytest.mark.parametrize("query", BAD)
async def test_bad_input_is_told_and_never_breaks_the_page(portal: Portal, query: str) -> None:
    await make_account(portal.api, cents=100)
    page = await portal.get(f"/portal/ledger?{query}")
    assert page.status == 200


async def test_what_is_no_instant_is_told(portal: Portal) -> None:
    assert "This is no instant" in (await portal.get("/portal/ledger?tab=trial_balance&as_of=yesterday")).text


async def test_the_journal_shows_entries_and_pages_through_all_of_them(portal: Portal) -> None:
    account = await make_account(portal.api)
    for cents in range(101, 115):
        await pay_in(portal.api, account, cents)
    page = await portal.get("/portal/ledger?tab=entries&limit=25")
    assert "1.14 USD" in page.text
    assert "Cash" in page.text
    shown = page.text
    while older := re.search(r'rel="next" href="([^"]*)"', page.source):
        assert "tab=entries" in older[1]
        page = await portal.get(html.unescape(older[1]))
        shown += page.text
    assert "1.01 USD" in shown


async def test_the_journal_can_be_taken_away(portal: Portal) -> None:
    await make_account(portal.api, cents=100)
    rows = json.loads((await portal.raw("GET", "/portal/export/entries/json")).text)
    assert sum(row["amount_cents"] for row in rows if row["direction"] == "DEBIT") == sum(
        row["amount_cents"] for row in rows if row["direction"] == "CREDIT"
    )
    assert (await portal.raw("GET", "/portal/export/entries/csv")).text.startswith("entry_id,")
    assert (await portal.raw("GET", "/portal/export/entries/xml")).status_code == 404


async def test_a_ledger_account_shows_its_balance_and_leads_to_the_customers_account(portal: Portal) -> None:
    account = await make_account(portal.api, cents=12_345)
    found = portal.api.ok(await portal.api.get("/ledger/accounts", account_id=account["account_id"]))[0]
    base = f"/portal/ledger/accounts/{found['ledger_account_id']}"
    page = await portal.get(base)
    assert "123.45 USD" in page.text
    assert "2000 · Liabilities" in page.text
    assert f"/portal/accounts/{account['account_id']}" in page.links
    assert any(link.startswith("/portal/ledger/transactions/ltxn_") for link in page.links)
    chart = json.loads((await portal.raw("GET", f"{base}/balance.json")).text)
    assert chart["series"][0]["values"][-1] == 123.45
    assert (await portal.get(f"{base}?cursor=nonsense")).status == 200
    assert (await portal.get("/portal/ledger/accounts/lacc_nothing")).status == 404


async def test_a_ledger_transaction_balances_and_names_its_cause(portal: Portal) -> None:
    source = await make_account(portal.api, cents=10_000)
    destination = await make_account(portal.api)
    movement = await transfer(portal.api, source, destination, 2_500)
    entry = portal.api.ok(await portal.api.get("/ledger/entries", limit=1))[0]
    page = await portal.get(f"/portal/ledger/transactions/{entry['ledger_transaction_id']}")
    assert "25.00 USD" in page.text
    assert "Total Balanced" in page.text
    assert f"/portal/transactions/{movement['transaction_id']}" in page.links
    assert f"/portal/explain/{movement['transaction_id']}" in page.links
    assert (await portal.get("/portal/ledger/transactions/ltxn_nothing")).status == 404


def test_codes_belong_to_classes() -> None:
    assert [class_of(code) for code in ("1000", "2100", "4000", "5000")] == [
        "Assets",
        "Liabilities",
        "Income",
        "Expense",
    ]
    assert class_of("9000") == "Suspense and other"


def test_an_instant_may_be_typed_in_several_ways() -> None:
    assert instant("2026-01-15T09:30") == instant("2026-01-15 09:30:00Z") == "2026-01-15T09:30:00Z"
    assert instant("2026-01-15T11:30:00+02:00") == "2026-01-15T09:30:00Z"
    assert instant("soon") is None
    assert instant("0001-01-01T00:00:00+14:00") is None


def test_a_chart_holds_the_balance_at_the_end_of_each_instant_without_what_is_pending() -> None:
    def entry(second: int, balance: int, is_pending: bool = False) -> dict[str, object]:
        at = f"2026-01-15T09:30:0{second}Z"
        return {"effective_at": at, "balance_after_cents": balance, "is_pending": is_pending}

    entries = [entry(2, 300), entry(1, 999, True), entry(1, 200), entry(1, 100)]
    chart = plotted(entries, {"currency": "USD", "balance_cents": 300}, "2026-01-15T09:30:05Z")
    assert chart["series"][0]["values"] == [2.0, 3.0, 3.0]
    assert chart["x"] == sorted(chart["x"])
    assert plotted([], {"currency": "USD", "balance_cents": 0}, None) == {"x": [], "series": []}
    yen = plotted([entry(1, 500)], {"currency": "JPY", "balance_cents": 500}, None)
    assert yen["series"][0]["values"] == [500.0]


def test_both_sides_are_added_up_by_currency() -> None:
    entries = [
        {"currency": "USD", "direction": "DEBIT", "amount_cents": 5},
        {"currency": "USD", "direction": "CREDIT", "amount_cents": 5},
        {"currency": "EUR", "direction": "DEBIT", "amount_cents": 3},
    ]
    assert [(one.currency, one.debits, one.credits, one.is_balanced) for one in sums(entries)] == [
        ("EUR", 3, 0, False),
        ("USD", 5, 5, True),
    ]
