"""The rules of `transactions`: fraud by rules, approval, when a cheque clears. Pure functions over plain values.

The fraud rules live here until a service of their own stands. Banking days: engine/calendars.py.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Risk = Literal["LOW", "MEDIUM", "HIGH"]

CHEQUE_DAYS = 2
REVERSIBLE = ("TRANSFER", "DEPOSIT", "WITHDRAWAL", "FEE", "BILL_PAYMENT")
OUTGOING = ("TRANSFER", "WITHDRAWAL", "BILL_PAYMENT")


class FraudThresholds(NamedTuple):
    """What the bank's settings say."""

    medium_cents: int
    high_cents: int
    velocity_per_hour: int


def fraud_score(amount_cents: int, movements_this_hour: int, thresholds: FraudThresholds) -> Risk:
    """HIGH above the high amount; MEDIUM above the medium one, or for more movements than usual."""
    if amount_cents > thresholds.high_cents:
        return "HIGH"
    if amount_cents > thresholds.medium_cents or movements_this_hour > thresholds.velocity_per_hour:
        return "MEDIUM"
    return "LOW"


def needs_approval(amount_cents: int, score: Risk, approval_limit_cents: int) -> bool:
    """A second person decides above the limit, and where the score is in between."""
    return score == "MEDIUM" or amount_cents > approval_limit_cents
