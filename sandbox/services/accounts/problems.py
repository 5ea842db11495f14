"""The refusals of `accounts`: code and the sentence that says what to do."""

from __future__ import annotations

from sandbox.contract.problem import Problem
from sandbox.engine.money import format_amount


def currency_not_supported(currency: str, account_type: str) -> Problem:
    """422: unknown to ISO 4217, or not what this type of account is kept in."""
    return Problem("currency_not_supported", f"A {account_type} account is not kept in {currency} at this bank.")


def ownership_mismatch(ownership: str) -> Problem:
    """422: the holders do not make this ownership."""
    detail = f"{ownership} does not fit these holders: JOINT needs two persons or more, BUSINESS a business."
    return Problem("ownership_mismatch", detail)


def limit_inconsistent() -> Problem:
    """422: a day cannot allow more than its month."""
    return Problem("limit_inconsistent")


def account_not_active(account_id: str, status: str) -> Problem:
    """422: money moves on ACTIVE accounts only."""
    return Problem("account_not_active", f"{account_id} is {status}; reactivate it or use another account.")


def currency_mismatch(account_id: str, has: str, wanted: str) -> Problem:
    """422: an account moves money in its own currency."""
    return Problem("currency_mismatch", f"{account_id} is kept in {has}; {wanted} was asked for.")


def daily_limit_exceeded(limit_cents: int, currency: str) -> Problem:
    """422: outgoing money of the UTC day, pending included."""
    detail = f"The account sends at most {format_amount(limit_cents, currency)} a day; raise the limit or wait."
    return Problem("daily_limit_exceeded", detail, decline_code="exceeds_withdrawal_amount_limit")


def monthly_limit_exceeded(limit_cents: int, currency: str) -> Problem:
    """422: outgoing money of the month, pending included."""
    detail = f"The account sends at most {format_amount(limit_cents, currency)} a month; raise the limit or wait."
    return Problem("monthly_limit_exceeded", detail, decline_code="exceeds_withdrawal_amount_limit")
