"""Customers and accounts as tests need them, made through the public API."""

from __future__ import annotations

from itertools import count
from typing import Any

from tests.services.api import Api

_number = count(1)


async def make_customer(api: Api, **overrides: Any) -> dict[str, Any]:
    """A verified person."""
    number = next(_number)
    body = {
        "customer_type": "INDIVIDUAL",
        "first_name": "Ada",
        "last_name": f"Lovelace{number}",
        "email": f"ada{number}@example.com",
        "date_of_birth": "1985-12-10",
        **overrides,
    }
    return await _settled(api, body)


async def make_business(api: Api, **overrides: Any) -> dict[str, Any]:
    """A verified business."""
    number = next(_number)
    body = {
        "customer_type": "BUSINESS",
        "legal_name": f"Analytical Engines {number} Ltd",
        "registration_number": f"HRB {number}",
        "email": f"office{number}@engines.example",
        **overrides,
    }
    return await _settled(api, body)


async def _settled(api: Api, body: dict[str, Any]) -> dict[str, Any]:
    made = api.ok(await api.post("/customers", body))
    await api.settle()
    customer: dict[str, Any] = api.ok(await api.get(f"/customers/{made['customer_id']}"))
    return customer


async def make_account(
    api: Api, customer: dict[str, Any] | None = None, cents: int = 0, **overrides: Any
) -> dict[str, Any]:
    """An account of a verified customer, paid in with cash."""
    holder = customer or await make_customer(api)
    body = {
        "customer_id": holder["customer_id"],
        "account_type": "CHECKING",
        "currency": "USD",
        **overrides,
    }
    account: dict[str, Any] = api.ok(await api.post("/accounts", body))
    if cents:
        await pay_in(api, account, cents)
        account = api.ok(await api.get(f"/accounts/{account['account_id']}"))
    return account


async def pay_in(api: Api, account: dict[str, Any], cents: int) -> dict[str, Any]:
    """A cash deposit, completed."""
    body = {
        "account_id": account["account_id"],
        "amount_cents": cents,
        "currency": account["currency"],
        "method": "CASH",
    }
    deposit = api.ok(await api.post("/transactions/deposit", body))
    await api.settle()
    done: dict[str, Any] = api.ok(await api.get(f"/transactions/{deposit['transaction_id']}"))
    assert done["status"] == "COMPLETED"
    return done


async def transfer(
    api: Api, source: dict[str, Any], destination: dict[str, Any], cents: int, **overrides: Any
) -> dict[str, Any]:
    """A transfer as it is after the saga has ended."""
    body = {
        "source_account_id": source["account_id"],
        "destination_account_id": destination["account_id"],
        "amount_cents": cents,
        "currency": source["currency"],
        **overrides,
    }
    made = api.ok(await api.post("/transactions/transfer", body))
    await api.settle()
    done: dict[str, Any] = api.ok(await api.get(f"/transactions/{made['transaction_id']}"))
    return done


async def balances(api: Api, account: dict[str, Any]) -> tuple[int, int, int]:
    """(available, pending, posted) now."""
    found = api.ok(await api.get(f"/accounts/{account['account_id']}"))
    return (
        found["available_balance_cents"],
        found["pending_balance_cents"],
        found["posted_balance_cents"],
    )
