"""Interest: accrued every day on the end-of-day balance, posted on the first of the month."""

from __future__ import annotations

from tests.services.api import Api
from tests.services.builders import balances, make_account, make_customer, transfer

YEAR_BPS = 365 * 10_000


async def test_a_month_of_interest_is_posted_once_and_the_remainder_carried(api: Api) -> None:
    account = await make_account(api, account_type="SAVINGS", cents=1_000_000, interest_rate_bps=500)
    await api.advance(days=16)
    # 15 to 30 January were accrued when 31 January began: 16 days.
    found = api.ok(await api.get(f"/accounts/{account['account_id']}/balances"))
    assert found["accrued_interest_cents"] == 1_000_000 * 500 * 16 // YEAR_BPS
    await api.advance(days=2)
    expected = round(1_000_000 * 500 * 17 / YEAR_BPS)
    assert await balances(api, account) == (1_000_000 + expected, 0, 1_000_000 + expected)
    (posted,) = api.ok(await api.get("/transactions", transaction_type="INTEREST"))
    assert (posted["amount_cents"], posted["status"]) == (expected, "COMPLETED")
    assert posted["destination_account_id"] == account["account_id"]
    assert len(await api.events("account.interest_posted")) == 1


async def test_a_year_of_interest_loses_nothing_to_rounding(api: Api) -> None:
    account = await make_account(api, account_type="SAVINGS", cents=100_003, interest_rate_bps=37)
    await api.advance(days=351)
    posted = api.ok(await api.get("/transactions", transaction_type="INTEREST", limit=100))
    # To 1 January 2027; each month's interest bears interest from then on.
    balance, accrued, total = 100_003, 0, 0
    days = [17, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    for month in days:
        accrued += balance * 37 * month
        cents = (2 * accrued + YEAR_BPS) // (2 * YEAR_BPS)
        accrued -= cents * YEAR_BPS
        balance, total = balance + cents, total + cents
    assert sum(one["amount_cents"] for one in posted) == total
    assert (await balances(api, account))[2] == 100_003 + total


async def test_interest_is_on_what_was_there_at_the_end_of_each_day(api: Api) -> None:
    customer = await make_customer(api)
    savings = await make_account(api, customer, account_type="SAVINGS", cents=1_000_000, interest_rate_bps=1000)
    checking = await make_account(api, customer)
    await api.advance(days=1)
    await transfer(api, savings, checking, 1_000_000)
    await api.advance(days=1)
    found = api.ok(await api.get(f"/accounts/{savings['account_id']}/balances"))
    assert found["accrued_interest_cents"] == 1_000_000 * 1000 // YEAR_BPS


async def test_an_account_given_a_rate_later_earns_from_then_on(api: Api) -> None:
    account = await make_account(api, cents=3_650_000)
    await api.advance(days=3)
    api.ok(await api.patch(f"/accounts/{account['account_id']}", {"interest_rate_bps": 100}))
    await api.advance(days=2)
    found = api.ok(await api.get(f"/accounts/{account['account_id']}/balances"))
    assert found["accrued_interest_cents"] == 2 * 100
