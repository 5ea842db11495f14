"""The rules of transactions: scores, approval."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sandbox.services.transactions import rules

amounts = st.integers(1, 10**12)


@given(amounts, amounts, st.integers(0, 100))
def test_a_larger_amount_never_scores_lower(first: int, second: int, velocity: int) -> None:
    order = {"LOW": 0, "MEDIUM": 1, "HIGH": 2}
    thresholds = rules.FraudThresholds(10**6, 10**9, 50)
    low, high = sorted((first, second))
    scores = [order[rules.fraud_score(amount, velocity, thresholds)] for amount in (low, high)]
    assert scores == sorted(scores)


def test_a_middling_score_or_a_large_amount_needs_approval() -> None:
    assert rules.needs_approval(1, "MEDIUM", 100)
    assert rules.needs_approval(101, "LOW", 100)
    assert not rules.needs_approval(100, "LOW", 100)
