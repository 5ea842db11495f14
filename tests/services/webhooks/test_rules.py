"""The rules: what fits, and when it is tried again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.contract.models.problems import EVENT_TYPES
from sandbox.services.webhooks import rules

NOW_US = 1_768_469_400_000_000  # 2026-01-15T09:30:00Z


def test_there_are_ten_attempts_over_three_days() -> None:
    waits = [rules.next_wait_us(rules.SCHEDULE_S, failed) for failed in range(1, 12)]
    seconds = [None if wait is None else wait // 1_000_000 for wait in waits]
    assert seconds == [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, None, None]


@given(st.integers(1, 9), st.integers(0, 10_000))
def test_jitter_adds_a_tenth_at_most(failed: int, chance_bps: int) -> None:
    plain = rules.next_wait_us(rules.SCHEDULE_S, failed)
    jittered = rules.next_wait_us(rules.SCHEDULE_S, failed, chance_bps=chance_bps)
    assert plain is not None
    assert jittered is not None
    assert plain <= jittered <= plain + plain // 10


@pytest.mark.parametrize(
    ("failed", "asked_s", "waits_s"),
    [(1, 0, 5), (1, 3, 5), (1, 60, 60), (1, 300, 300), (1, 86_400, 300), (2, 400, 400), (9, 10**8, 86_400)],
)
def test_a_wait_that_is_asked_for_is_kept_up_to_the_next_one(failed: int, asked_s: int, waits_s: int) -> None:
    wait = rules.next_wait_us(rules.SCHEDULE_S, failed, retry_after_us=asked_s * 1_000_000)
    assert wait == waits_s * 1_000_000


@pytest.mark.parametrize(
    ("status", "text", "wait_s"),
    [
        (429, "120", 120),
        (503, " 5 ", 5),
        (503, "Thu, 15 Jan 2026 09:31:00 GMT", 60),
        (503, "Thu, 15 Jan 2026 09:29:00 GMT", 0),
        (500, "120", None),
        (429, None, None),
        (429, "soon", None),
        (429, "-1", None),
        (429, "٣", None),
        (503, "Thu, 15 Jan 2026 09:31:00 -0000", None),
    ],
)
def test_reads_how_long_an_endpoint_asks_to_wait(status: int, text: str | None, wait_s: int | None) -> None:
    wait = rules.retry_after_us(status, text, NOW_US)
    assert wait == (None if wait_s is None else wait_s * 1_000_000)


def test_patterns_fit_types() -> None:
    assert rules.types_of(["*"]) == frozenset(EVENT_TYPES)
    assert rules.types_of(["account.opened"]) == {"account.opened"}
    assert rules.types_of(["account.*"]) == {one for one in EVENT_TYPES if one.startswith("account.")}
    assert rules.types_of([]) == frozenset()
    assert rules.unknown_types(["*", "account.*", "account.opened"]) == []
    assert rules.unknown_types(["account.exploded", "nobody.*", "**", "account", ""]) == [
        "account.exploded",
        "nobody.*",
        "**",
        "account",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [(None, 0), ("P1D", 86_400), ("P7D", 604_800), ("PT1H30M", 5400), ("PT0S", 0), ("P7DT1S", None), ("PT999H", None)],
)
def test_an_overlap_is_at_most_a_week(text: str | None, seconds: int | None) -> None:
    assert rules.overlap_us(text) == (None if seconds is None else seconds * 1_000_000)
