"""What the simulated customers do: which request comes next, as plain values.

Readers look at a balance, at what moved, at one movement. Writers make transfers of a cent, let deposits
arrive and take on new customers; that is a walk of several requests: create, wait until verified,
open an account, pay in. Knows nothing of Locust; driver.py sends what this gives.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Generator
from typing import Any, NamedTuple

READS = {"getAccount": 60, "getAccountBalances": 10, "listAccountTransactions": 25, "getTransaction": 5}
"""In hundredths of the reads."""
WRITES = {"createTransfer": 70, "simulateDeposit": 20, "onboarding": 10}
"""In hundredths of the errands of writers."""
KINDS = {
    **dict.fromkeys(READS, "read"),
    **dict.fromkeys(("createTransfer", "simulateDeposit", "createCustomer", "openAccount"), "write"),
    "listVerifications": "read",
}
"""Which gate an operation is under."""

_LOOKS_AT_VERIFICATION = 20


class Step(NamedTuple):
    """One request. `body` is None for a read; `key` is its idempotency key."""

    operation_id: str
    method: str
    path: str
    body: dict[str, Any] | None = None
    key: str | None = None


class Unfinished(Exception):
    """An errand came to no end although every answer was a success."""


Walk = Generator[Step, Any, None]
"""Gives steps, and is sent the document that each was answered with."""


def reader(accounts: list[dict[str, str]], chance: random.Random) -> Walk:
    """Looks, for ever."""
    seen: str | None = None
    while True:
        account_id = chance.choice(accounts)["account_id"]
        (chosen,) = chance.choices([*READS], [*READS.values()])
        if chosen == "getAccountBalances":
            yield Step(chosen, "GET", f"/accounts/{account_id}/balances")
        elif chosen == "getTransaction" and seen is not None:
            yield Step(chosen, "GET", f"/transactions/{seen}")
        elif chosen == "listAccountTransactions":
            found = yield Step(chosen, "GET", f"/accounts/{account_id}/transactions?limit=20")
            seen = chance.choice(found)["transaction_id"] if found else seen
        else:
            yield Step("getAccount", "GET", f"/accounts/{account_id}")


def writer(accounts: list[dict[str, str]], chance: random.Random) -> Walk:
    """Runs errands, for ever."""
    while True:
        (chosen,) = chance.choices([*WRITES], [*WRITES.values()])
        if chosen == "createTransfer":
            yield transfer(accounts, chance)
        elif chosen == "simulateDeposit":
            yield deposit(chance.choice(accounts), 100)
        else:
            yield from onboarding(accounts[0]["currency"])


def transfer(accounts: list[dict[str, str]], chance: random.Random) -> Step:
    """A cent from one to another."""
    source, destination = chance.sample(accounts, 2)
    body = {
        "source_account_id": source["account_id"],
        "destination_account_id": destination["account_id"],
        "amount_cents": 1,
        "currency": source["currency"],
    }
    return Step("createTransfer", "POST", "/transactions/transfer", body, _key())


def deposit(account: dict[str, str], cents: int) -> Step:
    """Cash at the counter."""
    body = {
        "account_id": account["account_id"],
        "method": "CASH",
        "amount_cents": cents,
        "currency": account["currency"],
    }
    return Step("simulateDeposit", "POST", "/simulations/deposits", body, _key())


def onboarding(currency: str) -> Generator[Step, Any, dict[str, str]]:
    """A new customer with an account and some money on it; gives the account. Raises `Unfinished`."""
    person = {
        "customer_type": "INDIVIDUAL",
        "first_name": "Load",
        "last_name": "Customer",
        "email": f"load-{secrets.token_hex(8)}@example.com",
        "date_of_birth": "1985-12-10",
        "metadata": {"simulate": "kyc:verified"},
    }
    customer = yield Step("createCustomer", "POST", "/customers", person, _key())
    customer_id = customer["customer_id"]
    for _ in range(_LOOKS_AT_VERIFICATION):
        found = yield Step("listVerifications", "GET", f"/verifications?customer_id={customer_id}&limit=1")
        if found and found[0]["status"] == "VERIFIED":
            break
    else:
        raise Unfinished("a new customer was not verified: does the bank's clock stand still?")
    opening = {"customer_id": customer_id, "account_type": "CHECKING", "currency": currency}
    account: dict[str, str] = yield Step("openAccount", "POST", "/accounts", opening, _key())
    yield deposit(account, 1_000_00)
    return account


def _key() -> str:
    return secrets.token_hex(16)
