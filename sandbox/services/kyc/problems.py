"""The refusals of `kyc`: code and the sentence that says what to do.

See: openapi.yaml `x-problems`, and rules.py for what a readable document is.
"""

from __future__ import annotations

import datetime

from sandbox.contract.problem import Problem


def verification_in_progress(verification_id: str) -> Problem:
    """409: a customer has one open verification at most."""
    return Problem("verification_in_progress", f"{verification_id} is open; wait for its end, or approve or reject it.")


def document_unreadable(why: str) -> Problem:
    """422: nobody can read what was sent."""
    return Problem("document_unreadable", f"{why} Send the whole file in base64, with its real content type.")


def document_expired(expiry: datetime.date) -> Problem:
    """422: the last day on which the document was valid is over."""
    return Problem("document_expired", f"The document was valid until {expiry}; hand in a valid one.")
