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


def interest_evidence(days: int, accrued: int, rate_bps: int) -> dict[str, str]:
    """What interest was earned on, for whoever recomputes it: average balance * rate * days / 3,650,000.

    accrued: cents * basis points * days. The days are those that earned something; the average is what they earned
    at the rate of the day of posting, exact unless that has changed since the last one.
    """
    average = accrued // (rate_bps * days) if rate_bps and days else 0
    return {"days": str(days), "average_balance_cents": str(average), "rate_bps": str(rate_bps)}


def needs_approval(amount_cents: int, score: Risk, approval_limit_cents: int) -> bool:
    """A second person decides above the limit, and where the score is in between."""
    return score == "MEDIUM" or amount_cents > approval_limit_cents
