"""POST /transactions/deposit, /withdrawal, /fee: every method, and the books behind each."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services.api import Api
from tests.services.builders import balances, make_account


def body_of(account: dict[str, Any], cents: int, **overrides: Any) -> dict[str, Any]:
    return {"account_id": account["account_id"], "amount_cents": cents, "currency": "USD", **overrides}


@pytest.mark.parametrize("method", ["CASH", "ONLINE", "ATM", "BRANCH"])
async def test_a_deposit_is_there_at_once(api: Api, method: str) -> None:
    account = await make_account(api)
    reply = await api.post("/transactions/deposit", body_of(account, 700, method=method))
    assert (reply.status, api.ok(reply)["status"]) == (202, "PENDING")
    await api.settle()
    assert await balances(api, account) == (700, 0, 700)


async def test_a_cheque_is_pending_for_two_banking_days(api: Api) -> None:
    account = await make_account(api)
    # Thursday 15 January 2026; Monday the 19th is a holiday: it clears on Tuesday.
    deposit = api.ok(await api.post("/transactions/deposit", body_of(account, 900, method="CHEQUE")))
    await api.advance(days=4)
    assert await balances(api, account) == (0, 900, 0)
    assert api.ok(await api.get(f"/transactions/{deposit['transaction_id']}"))["status"] == "PENDING"
    await api.advance(days=1)
    assert await balances(api, account) == (900, 0, 900)


@pytest.mark.parametrize("method", ["CASH", "CHEQUE", "ONLINE", "ATM", "BRANCH"])
async def test_a_withdrawal_takes_what_is_there(api: Api, method: str) -> None:
    account = await make_account(api, cents=500)
    api.ok(await api.post("/transactions/withdrawal", body_of(account, 200, method=method)))
    await api.settle()
    assert await balances(api, account) == (300, 0, 300)
    reply = await api.post("/transactions/withdrawal", body_of(account, 301, method=method))
    assert reply.code == "insufficient_funds"


async def test_a_withdrawal_counts_against_the_limits(api: Api) -> None:
    account = await make_account(api, cents=500, daily_limit_cents=100, monthly_limit_cents=150)
    api.ok(await api.post("/transactions/withdrawal", body_of(account, 100, method="ATM")))
    reply = await api.post("/transactions/withdrawal", body_of(account, 1, method="ATM"))
    assert reply.code == "daily_limit_exceeded"
    await api.advance(days=1)
    reply = await api.post("/transactions/withdrawal", body_of(account, 51, method="ATM"))
    assert reply.code == "monthly_limit_exceeded"


async def test_a_fee_goes_to_the_banks_income_and_not_beyond_the_balance(api: Api) -> None:
    account = await make_account(api, cents=30)
    fee = api.ok(await api.post("/transactions/fee", body_of(account, 25, description="Account fee")))
    assert fee["transaction_type"] == "FEE"
    await api.settle()
    assert await balances(api, account) == (5, 0, 5)
    assert (await api.post("/transactions/fee", body_of(account, 6))).code == "insufficient_funds"


@pytest.mark.parametrize("kind", ["deposit", "withdrawal", "fee"])
async def test_refuses_a_suspended_account_and_another_currency(api: Api, kind: str) -> None:
    account = await make_account(api, cents=10)
    method = {} if kind == "fee" else {"method": "CASH"}
    reply = await api.post(f"/transactions/{kind}", body_of(account, 1, **method) | {"currency": "EUR"})
    assert reply.code == "currency_mismatch"
    api.ok(await api.post(f"/accounts/{account['account_id']}/suspend"))
    assert (await api.post(f"/transactions/{kind}", body_of(account, 1, **method))).code == "account_not_active"
