"""The refusals of triggers: a wrong state, with what leads to a right one.

See: the service whose resource it is for what its states mean.
"""

from __future__ import annotations

from sandbox.contract.problem import Problem, wrong_state


def not_from(what: str, current: str, allowed: tuple[str, ...], instead: str) -> Problem:
    """409: this transition does not begin here; `instead` is a sentence that names what leads there."""
    refusal = wrong_state(what, current, allowed)
    return Problem("wrong_state", f"{refusal.detail} {instead}", **refusal.extra)


def verification_ended(verification_id: str, current: str, allowed: tuple[str, ...], customer_id: str) -> Problem:
    """409: nothing is left to find out in this verification."""
    instead = f"POST /simulations/customers/{customer_id}/review begins the next one after {verification_id}."
    return not_from("verification", current, allowed, instead)


def document_decided(current: str, allowed: tuple[str, ...]) -> Problem:
    """409: a document is looked at once, and is over once."""
    return not_from("document", current, allowed, "Hand in another one with POST /documents.")


def cheque_ended(current: str, allowed: tuple[str, ...], transaction_id: str) -> Problem:
    """409: a cheque clears once, and one that has not paid does not come back."""
    instead = (
        f"POST /simulations/deposits/{transaction_id}/return takes it back."
        if current == "COMPLETED"
        else "Hand in another one with POST /simulations/deposits."
    )
    return not_from("cheque", current, allowed, instead)


def cheque_waits(transaction_id: str) -> Problem:
    """409: a second person decides first."""
    instead = f"Have somebody else approve it with POST /transactions/{transaction_id}/approve."
    return not_from("cheque", "PENDING", ("PENDING without a wait for approval",), instead)


def cheque_of_closed_account(account_id: str) -> Problem:
    """409: a closed account stays at zero."""
    instead = f"{account_id} owes nothing any more; return a cheque before its account is closed."
    return not_from("account", "CLOSED", ("ACTIVE", "SUSPENDED"), instead)


def hold_ended(current: str) -> Problem:
    """409: a hold ends once."""
    return not_from("hold", current, ("PENDING",), "Place another one with POST /holds.")


def review_open(verification_id: str) -> Problem:
    """409: a customer has one open verification at most."""
    path = f"/simulations/verifications/{verification_id}"
    return Problem(
        "verification_in_progress", f"{verification_id} is open; end it first with {path}/approve or /reject."
    )


def nothing_to_post(account_id: str, *, is_closed: bool) -> Problem:
    """422: less than one cent was earned, or there is nobody to credit it to."""
    if is_closed:
        return Problem("nothing_accrued", f"{account_id} is CLOSED; interest is posted to open accounts.")
    return Problem("nothing_accrued")
