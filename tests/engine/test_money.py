"""Money: every ISO 4217 exponent, and formatting without a float."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.engine.money import EXPONENTS, exponent, format_amount


@pytest.mark.parametrize(
    ("cents", "currency", "text"),
    [
        (123456, "USD", "1,234.56 USD"),
        (-5, "EUR", "-0.05 EUR"),
        (1500, "JPY", "1,500 JPY"),
        (1234, "BHD", "1.234 BHD"),
        (0, "USD", "0.00 USD"),
        (123456, "CLF", "12.3456 CLF"),
    ],
)
def test_formats_an_amount_with_its_currencys_digits(cents: int, currency: str, text: str) -> None:
    assert format_amount(cents, currency) == text


def test_knows_every_exponent_of_iso_4217() -> None:
    assert len(EXPONENTS) >= 160
    assert {EXPONENTS[code] for code in EXPONENTS} == {0, 2, 3, 4}
    assert all(len(code) == 3 and code.isupper() for code in EXPONENTS)


def test_a_code_that_iso_does_not_list_is_unknown() -> None:
    with pytest.raises(KeyError):
        exponent("XXX")


@given(st.integers(-(2**53), 2**53), st.sampled_from(sorted(EXPONENTS)))
def test_the_digits_of_a_formatted_amount_are_the_amount(cents: int, currency: str) -> None:
    digits = "".join(c for c in format_amount(cents, currency) if c.isdigit() or c == "-")
    assert int(digits) == cents
