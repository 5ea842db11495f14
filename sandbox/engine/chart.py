"""The chart of accounts: the bank's own side of the books, and one account per customer account.

1000 cash, 1100 settlement per network, 1200 items in collection, 2000 customer deposits, 2100
interest payable, 4000 fee income, 5000 interest expense, 9000 suspense; each per currency. A ledger
account comes into being with the first movement on it. See: docs/concepts/ledger.md.
"""

from __future__ import annotations

from functools import lru_cache

from sandbox.engine.ids import derived, fixed
from sandbox.engine.ledger import Direction, LedgerAccount

CUSTOMER_DEPOSITS = "2000"


def _own(code: str, name: str, currency: str, side: Direction) -> LedgerAccount:
    identifier = fixed("lacc", f"{code}/{name}/{currency}")
    return LedgerAccount(identifier, code, name, currency, side)


@lru_cache(maxsize=1024)
def cash(currency: str) -> LedgerAccount:
    """Notes and coins in vaults, tills and machines."""
    return _own("1000", "Cash", currency, "DEBIT")


@lru_cache(maxsize=1024)
def settlement(network: str, currency: str) -> LedgerAccount:
    """What the bank holds at, or owes to, a payment network."""
    return _own("1100", f"Settlement {network}", currency, "DEBIT")


@lru_cache(maxsize=1024)
def items_in_collection(currency: str) -> LedgerAccount:
    """Cheques taken in and not yet paid by the drawee."""
    return _own("1200", "Items in collection", currency, "DEBIT")


@lru_cache(maxsize=65_536)
def customer_deposits(account_id: str, currency: str) -> LedgerAccount:
    """What the bank owes the holder of one account; never below zero."""
    identifier = derived("lacc", account_id)
    return LedgerAccount(identifier, CUSTOMER_DEPOSITS, "Customer deposits", currency, "CREDIT", account_id, 0)


@lru_cache(maxsize=1024)
def interest_payable(currency: str) -> LedgerAccount:
    """Interest that customers have earned and that is not yet credited."""
    return _own("2100", "Interest payable", currency, "CREDIT")


@lru_cache(maxsize=1024)
def fee_income(currency: str) -> LedgerAccount:
    """Fees earned."""
    return _own("4000", "Fee income", currency, "CREDIT")


@lru_cache(maxsize=1024)
def interest_expense(currency: str) -> LedgerAccount:
    """Interest paid to customers."""
    return _own("5000", "Interest expense", currency, "DEBIT")


@lru_cache(maxsize=1024)
def suspense(currency: str) -> LedgerAccount:
    """The other side of what has no destination yet."""
    return _own("9000", "Suspense", currency, "CREDIT")
