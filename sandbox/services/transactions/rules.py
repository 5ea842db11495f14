"""The rules of `transactions`: fraud, approval, when a cheque clears, what interest shows. Pure, over plain values.

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


def interest_evidence(days: int, balances_cents: int, rate_bps: int) -> dict[str, str]:
    """What interest was earned on, for whoever recomputes it: average balance * days * rate / 3,650,000.

    The days are those that earned something since the last posting, the rate is the one of the day of posting.
    What is posted differs by the part of a cent that is carried, and more only if the rate was changed meanwhile.
    """
    average = balances_cents // days if days else 0
    return {"days": str(days), "average_balance_cents": str(average), "rate_bps": str(rate_bps)}


def needs_approval(amount_cents: int, score: Risk, approval_limit_cents: int) -> bool:
    """A second person decides above the limit, and where the score is in between."""
    return score == "MEDIUM" or amount_cents > approval_limit_cents
