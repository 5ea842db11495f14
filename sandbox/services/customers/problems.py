"""The refusals of `customers`: code and the sentence that says what to do."""

from __future__ import annotations

from sandbox.contract.problem import Problem


def email_taken() -> Problem:
    """409: addresses are unique in a bank."""
    return Problem("email_taken", "Another customer of this bank has this email address; use another one.")


def ownership_over_100_percent(total_bps: int) -> Problem:
    """422: the shares of a business cannot make more than the whole."""
    detail = f"With this owner the shares would make {total_bps / 100:.2f} %; reduce one of them first."
    return Problem("ownership_over_100_percent", detail)


def not_a_business(customer_id: str) -> Problem:
    """422: only a business has owners."""
    return Problem("not_a_business", f"{customer_id} is a person; only a BUSINESS customer has owners.")


def customer_not_verified(customer_id: str, kyc_status: str) -> Problem:
    """422: products are for verified customers."""
    detail = f"{customer_id} is {kyc_status}; wait for the event customer.verified, or complete its verification."
    return Problem("customer_not_verified", detail)


def customer_not_active(customer_id: str, status: str) -> Problem:
    """422: a suspended or closed customer gets nothing new."""
    return Problem("customer_not_active", f"{customer_id} is {status}; reactivate it first.")
