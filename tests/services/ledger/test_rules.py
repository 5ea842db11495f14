"""The rules of the ledger's views, as properties."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sandbox.engine.ids import IdStream
from sandbox.services.ledger import rules

CENTS = st.integers(0, 2**53)
PLACES = st.integers(0, 1023)
INSTANTS = st.integers(0, 2**50)


@given(INSTANTS, st.integers(1, 5), st.integers(1, 5), PLACES, PLACES)
def test_every_entry_of_a_request_has_an_id_of_its_own(
    at_us: int, first: int, second: int, place: int, other: int
) -> None:
    stream = IdStream(b"seed", 0, 1, at_us)
    made = [stream.next("ltxn") for _ in range(5)]
    one, two = rules.entry_id(made[first - 1], place), rules.entry_id(made[second - 1], other)
    assert (one == two) == ((first, place) == (second, other))
    assert len(one) == len("ent_") + 26


@given(INSTANTS, PLACES)
def test_a_position_is_read_as_it_is_written(at_us: int, place: int) -> None:
    identifier = IdStream(b"seed", 0, 1, at_us).next("ltxn")
    assert rules.parse_position(f"{identifier}.{place}") == (identifier, place)


@given(st.text())
def test_whatever_is_no_position_is_none(text: str) -> None:
    assert rules.parse_position(text) is None


@given(st.tuples(st.text(), PLACES), st.tuples(st.text(), PLACES))
def test_an_entry_is_behind_another_in_exactly_one_order(one: tuple[str, int], two: tuple[str, int]) -> None:
    ascending, descending = (rules.is_behind(one, two, is_ascending=order) for order in (True, False))
    assert (ascending, descending) in ([(False, False)] if one == two else [(True, False), (False, True)])


@given(CENTS, CENTS)
def test_a_balance_stands_in_one_column(debits: int, credits: int) -> None:
    debit, credit = rules.debit_and_credit(debits, credits)
    assert debit - credit == debits - credits
    assert min(debit, credit) == 0
