"""The proof of a bank's books, over its API: debits equal credits, and every account is what its ledger says."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbank import Sandbank

_PAGE = 100
# Money that moves between two readings is no difference: what differs is read again.
_READINGS = 3


def assert_books_balance(bank: Sandbank) -> None:
    """Raises AssertionError with a table of what does not agree.

    Checked are the trial balance of each currency, and the posted balance of each account against its
    ledger account. Needs the scopes ledger:read and accounts:read.
    """
    for _ in range(_READINGS):
        rows = _differences(bank)
        if not rows:
            return
    raise AssertionError(f"The books do not balance.\n{_table(rows)}")


def _differences(bank: Sandbank) -> list[tuple[str, str, str, str, str]]:
    rows = []
    for one in bank.ledger.get_trial_balance().currencies:
        debits, credits = one.total_debits_cents, one.total_credits_cents
        if debits != credits:
            rows.append(_row("trial balance", one.currency, "debits, credits", debits, credits))
    ledger = {
        found.account_id: found
        for found in bank.ledger.list_ledger_accounts(limit=_PAGE)
        if found.account_id is not None
    }
    for account in bank.accounts.list_accounts(limit=_PAGE):
        booked = ledger.pop(account.account_id, None)
        booked_cents = 0 if booked is None else booked.balance_cents
        if account.posted_balance_cents != booked_cents:
            rows.append(
                _row(
                    account.account_id, account.currency, "account, ledger", account.posted_balance_cents, booked_cents
                )
            )
    for account_id, found in ledger.items():
        rows.append(_row(str(account_id), found.currency, "no account, ledger", 0, found.balance_cents))
    return rows


def _row(where: str, currency: str, what: str, left: int, right: int) -> tuple[str, str, str, str, str]:
    return where, currency, what, f"{left:,} / {right:,}", f"{left - right:+,}"


def _table(rows: list[tuple[str, str, str, str, str]]) -> str:
    shown = [("WHERE", "CURRENCY", "WHAT", "CENTS", "DIFFERENCE"), *rows]
    widths = [max(len(row[column]) for row in shown) for column in range(5)]
    lines = [
        "  ".join(
            text.rjust(width) if column > 2 else text.ljust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in shown
    ]
    return "\n".join(line.rstrip() for line in lines)
