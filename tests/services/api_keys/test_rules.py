"""The rules of api_keys, as properties."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from sandbox.contract.models.problems import SCOPES
from sandbox.services.api_keys import rules

SOME_SCOPES = st.frozensets(st.sampled_from(sorted(SCOPES)))
WANTED = st.lists(st.sampled_from([*sorted(SCOPES), "no:such", "", "accounts:READ"]))
DAY_US = 86_400_000_000


def test_a_secret_has_its_shape_and_all_of_the_alphabet() -> None:
    made = {rules.new_secret() for _ in range(500)}
    assert len(made) == 500
    for secret in made:
        assert secret.startswith("sbk_")
        assert len(secret) == 47
    assert set("".join(secret[4:] for secret in made)) == {*string.ascii_letters, *string.digits}


@given(st.text(), st.text())
def test_a_hash_tells_secrets_apart_and_shows_none(first: str, second: str) -> None:
    assert (rules.hashed(first) == rules.hashed(second)) == (first == second)
    assert len(rules.hashed(first)) == 64


@given(WANTED, SOME_SCOPES)
def test_what_is_grantable_exists_and_is_held(wanted: list[str], held: frozenset[str]) -> None:
    missing = rules.not_grantable(wanted, held)
    assert missing == sorted(set(missing))
    assert set(wanted) - set(missing) <= held & set(SCOPES)
    assert not set(missing) & held


@given(SOME_SCOPES)
def test_everything_held_may_be_given(held: frozenset[str]) -> None:
    assert rules.not_grantable(held, held) == []
    # A scope that no longer exists is not passed on, even by who still has it.
    assert rules.not_grantable(["old:scope"], held | {"old:scope"}) == ["old:scope"]


@given(st.integers(0, 9), st.integers(0, 999), st.integers(0, 9999), st.integers(0, 999_999))
def test_a_duration_is_the_sum_of_its_parts_up_to_seven_days(d: int, h: int, m: int, s: int) -> None:
    total = (((d * 24 + h) * 60 + m) * 60 + s) * 1_000_000
    assert rules.duration_us(f"P{d}DT{h}H{m}M{s}S") == (total if total <= 7 * DAY_US else None)


@given(st.text(alphabet="PTDHMSW0123456789.-+ \n"))
def test_an_overlap_is_never_negative_and_never_longer_than_seven_days(text: str) -> None:
    found = rules.duration_us(text)
    assert found is None or 0 <= found <= 7 * DAY_US


def test_durations_that_the_pattern_of_the_contract_lets_through() -> None:
    assert rules.duration_us("P7D") == 7 * DAY_US
    assert rules.duration_us("PT1H") == DAY_US // 24
    assert rules.duration_us("P6DT24H") == 7 * DAY_US
    assert rules.duration_us("P6DT25H") is None
    assert rules.duration_us("P1W") is None
