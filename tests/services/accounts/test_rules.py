"""The rules of accounts: check digits and interest, as properties."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sandbox.services.accounts import rules


@given(st.integers(0, 10**9 - 1), st.sampled_from(["USD", "EUR", "GBP", "CHF", "JPY"]))
def test_every_number_of_an_account_checks(sequence: int, currency: str) -> None:
    routing = rules.routing(sequence, currency)
    assert rules.is_luhn(routing.account_number)
    assert (routing.iban is not None) == (currency in rules.BANK_CODES)
    assert routing.iban is None or rules.is_iban(routing.iban)
    assert (routing.routing_number is not None) == (currency == "USD")


@given(st.from_regex(r"[0-9]{9}", fullmatch=True), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(body: str, position: int, change: int) -> None:
    number = body + rules.luhn_digit(body)
    wrong = list(number)
    wrong[position] = str((int(wrong[position]) + change) % 10)
    assert rules.is_luhn(number)
    assert not rules.is_luhn("".join(wrong))


def test_known_numbers_check() -> None:
    assert rules.is_luhn("4111111111111111")
    assert rules.aba_digit("02100002") == "1"
    assert rules.iban("GB", "WEST12345698765432") == "GB82WEST12345698765432"
    assert rules.iban("DE", "370400440532013000") == "DE89370400440532013000"


@given(st.integers(0, 10**15))
def test_posting_interest_loses_and_makes_nothing(accrued: int) -> None:
    cents, rest = rules.post_interest(accrued)
    assert cents * rules.INTEREST_DENOMINATOR + rest == accrued
    assert cents == round(Fraction(accrued, rules.INTEREST_DENOMINATOR))


@given(st.integers(-(10**12), 10**12), st.integers(0, 10_000), st.integers(1, 366))
def test_interest_is_never_negative_and_adds_up_by_days(balance: int, rate: int, days: int) -> None:
    assert rules.daily_interest(balance, rate) >= 0
    assert rules.daily_interest(balance, rate, days) == days * rules.daily_interest(balance, rate)
