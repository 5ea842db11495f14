"""Which passwords will do, when a session is over, when an address is locked: as plain values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.services.sessions import rules

KNOWN = ("Ada Byron", "ada.byron@acme.example", "Acme Payments")
MINUTE = 60_000_000


@pytest.mark.parametrize(
    "password",
    [
        "seven green bottles",
        "correct horse battery",
        "Tr0ub4dor&3 and more",
        "пароль из трёх слов",
        "eine lange Zeile",
        "0f9c1e7b52aa4d",
        "x" * 3 + " marks the spot",
    ],
)
def test_a_long_password_will_do_whatever_it_is_made_of(password: str) -> None:
    assert rules.why_weak(password, KNOWN) is None


@pytest.mark.parametrize(
    "password",
    ["eleven char", "aaaaaaaaaaaaaaaa", "abababababababab", "123456789012", "abcdefghijkl", "qwertyuiop123",
     "9876543210987",
     "password1234", "Password!!!!", "passwordpassword", "P@SSWORD20261", "welcome12345", "administrator",
     "iloveyou2026!",
     "1qaz2wsx3edc"],
)  # fmt: skip
def test_what_others_would_try_first_will_not(password: str) -> None:
    assert rules.why_weak(password, KNOWN)


@pytest.mark.parametrize(
    "password", ["ada.byron@acme.example", "Ada Byron Ada Byron", "Acme Payments", "acmepayments2026", "AdaByron1234"]
)
def test_what_follows_from_the_person_will_not(password: str) -> None:
    assert rules.why_weak(password, KNOWN)


def test_twelve_characters_are_counted_as_people_see_them() -> None:
    # The same letter as one code point or as two.
    assert rules.normalized("é") == rules.normalized("e\u0301")
    assert rules.why_weak("e\u0301b" * 5 + "k", ())  # 11 characters, 16 code points


@given(st.text(min_size=0, max_size=40))
def test_every_text_is_judged_and_a_short_one_never_passes(password: str) -> None:
    why = rules.why_weak(password, KNOWN)
    assert why is not None or len(rules.normalized(password)) >= rules.LEAST_LENGTH
    assert why == rules.why_weak(password, KNOWN)


@given(st.lists(st.integers(0, 40 * MINUTE), max_size=12))
def test_five_failures_within_fifteen_minutes_lock_and_fewer_never_do(at: list[int]) -> None:
    kept: list[int] = []
    seen: list[int] = []
    for now in sorted(at):
        kept, until = rules.with_failure(kept, now)
        seen = [*(one for one in seen if now - rules.WINDOW_US < one), now]
        assert bool(until) == (len(seen) >= rules.MOST_FAILURES)
        if until:
            assert rules.locked_for_us(until, now) == rules.LOCK_US
            assert kept == []
            seen = []


def test_a_lock_ends_and_is_never_longer_than_it_is_made() -> None:
    assert rules.locked_for_us(0, 5) == 0
    assert rules.locked_for_us(100, 100) == 0
    assert rules.locked_for_us(100, 99) == 1
    assert rules.locked_for_us(rules.LOCK_US + 10, 0) == 0  # the clock was set back


def test_failures_of_a_time_to_come_do_not_count() -> None:
    kept, until = rules.with_failure([100 * MINUTE] * 4, 50 * MINUTE)
    assert (kept, until) == ([50 * MINUTE], 0)


def test_a_session_is_over_after_its_time_or_after_half_a_day_of_silence() -> None:
    created, good = 1_000, 1_000 + rules.GOOD_US
    assert not rules.is_over(created, good, None, created)
    assert not rules.is_over(created, good, None, created + rules.IDLE_US - 1)
    assert rules.is_over(created, good, None, created + rules.IDLE_US)
    assert not rules.is_over(created, good, good - 10, good - 1)
    assert rules.is_over(created, good, good - 10, good)
