"""The rules of transactions: scores, approval, banking days."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from sandbox.services.transactions import rules

days = st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 1))
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


@given(days, st.integers(0, 30))
def test_the_nth_banking_day_is_one_and_has_n_of_them_before_it(day: datetime.date, count: int) -> None:
    found = rules.add_banking_days(day, count)
    between = [day + datetime.timedelta(days=n) for n in range(1, (found - day).days + 1)]
    assert sum(rules.is_banking_day(one) for one in between) == count
    assert count == 0 or rules.is_banking_day(found)


def test_the_federal_reserves_holidays_of_2026() -> None:
    # As published for 2026; 4 July is a Saturday and not kept on another day.
    expected = {
        (1, 1),
        (1, 19),
        (2, 16),
        (5, 25),
        (6, 19),
        (7, 4),
        (9, 7),
        (10, 12),
        (11, 11),
        (11, 26),
        (12, 25),
    }
    assert {(day.month, day.day) for day in rules.holidays(2026)} == expected
    assert not rules.is_banking_day(datetime.date(2023, 1, 2))
