"""The refusals of `transactions`: code and the sentence that says what to do."""

from __future__ import annotations

from sandbox.contract.problem import Problem
from sandbox.engine.money import format_amount


def insufficient_funds(available_cents: int, amount_cents: int, currency: str) -> Problem:
    """422: less is available than was asked for; holds count as spent."""
    has, wanted = format_amount(available_cents, currency), format_amount(amount_cents, currency)
    detail = f"{has} is available; {wanted} was asked for. Ask for less, or pay in first."
    return Problem("insufficient_funds", detail, decline_code="insufficient_funds")


def same_account() -> Problem:
    """422: money does not move from an account to itself."""
    return Problem("same_account")


def amount_over_hold(held_cents: int, currency: str) -> Problem:
    """422: a capture takes at most what is held."""
    return Problem(
        "amount_over_hold", f"The hold reserves {format_amount(held_cents, currency)}; capture at most that."
    )


def already_reversed(reversal_id: str) -> Problem:
    """409: one reversal per transaction."""
    return Problem("already_reversed", f"{reversal_id} reverses it already.")


def not_reversible(transaction_type: str) -> Problem:
    """422: a correction is not corrected, and interest is not taken back."""
    return Problem("not_reversible", f"A {transaction_type} is not reversed; make a new movement the other way.")


def self_approval() -> Problem:
    """403: four eyes."""
    return Problem("self_approval")
