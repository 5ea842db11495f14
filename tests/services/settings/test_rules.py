"""The rules of settings, as properties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.engine.money import EXPONENTS
from sandbox.services.settings.rules import SETTINGS, mistake

INTEGERS = sorted(key for key, definition in SETTINGS.items() if definition.data_type == "INTEGER")


@pytest.mark.parametrize("key", sorted(SETTINGS))
def test_every_default_fits_its_own_setting(key: str) -> None:
    assert mistake(key, SETTINGS[key].default) is None
    assert SETTINGS[key].description.endswith(".")


@given(st.sampled_from(INTEGERS), st.integers(-(10**18), 10**18))
def test_a_number_fits_within_the_bounds_and_nowhere_else(key: str, number: int) -> None:
    definition = SETTINGS[key]
    assert (mistake(key, str(number)) is None) == (definition.least <= number <= definition.most)


@given(st.sampled_from(INTEGERS))
def test_the_bounds_themselves_fit(key: str) -> None:
    definition = SETTINGS[key]
    assert mistake(key, str(definition.least)) is None
    assert mistake(key, str(definition.most)) is None
    assert mistake(key, str(definition.least - 1)) is not None
    assert mistake(key, str(definition.most + 1)) is not None


@given(st.sampled_from(INTEGERS), st.text())
def test_what_is_accepted_is_the_one_spelling_of_a_number(key: str, value: str) -> None:
    if mistake(key, value) is None:
        assert str(int(value)) == value


@given(st.text(max_size=4))
def test_the_home_currency_is_one_that_money_knows(value: str) -> None:
    assert (mistake("bank.home_currency", value) is None) == (value in EXPONENTS)


@given(st.text(max_size=4))
def test_a_country_is_two_capital_letters(value: str) -> None:
    fits = len(value) == 2 and value.isascii() and value.isalpha() and value.isupper()
    assert (mistake("bank.country", value) is None) == fits
