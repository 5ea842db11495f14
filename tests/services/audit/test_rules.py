"""The ids of audit records, as properties."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from sandbox.services.audit import rules

LEAVES = st.integers(0, 2**60)
PLACES = st.integers(0, 2**30 - 1)
POSITIONS = st.tuples(LEAVES, PLACES)


@given(POSITIONS)
def test_an_id_says_where_its_record_is(position: tuple[int, int]) -> None:
    identifier = rules.audit_id(*position)
    assert rules.place_of(identifier) == position
    assert re.fullmatch(r"aud_[0-9a-hjkmnp-tv-z]{26}", identifier)


@given(POSITIONS, POSITIONS)
def test_ids_sort_as_the_log_does(one: tuple[int, int], two: tuple[int, int]) -> None:
    assert (rules.audit_id(*one) < rules.audit_id(*two)) == (one < two)


@given(st.text() | st.text("0123456789abcdefghjkmnpqrstvwxyz", max_size=26).map("aud_".__add__))
def test_whatever_is_no_id_is_none(text: str) -> None:
    position = rules.place_of(text)
    assert position is None or rules.audit_id(*position) == text
