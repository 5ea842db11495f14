"""Ids sort by time, never repeat, and follow from the seed."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from sandbox.engine.ids import ArrivalIds, IdStream, derived, encode_time, fixed, lower_bound

SHAPE = re.compile(r"[a-z]+_[0-9a-hjkmnp-tv-z]{26}\Z")
instants = st.integers(0, 2**55 - 1)


@given(instants, instants)
def test_ids_sort_by_their_time(first: int, second: int) -> None:
    assert (encode_time(first) < encode_time(second)) == (first < second)


@given(instants, st.integers(0, 1000), st.integers(0, 2**40))
def test_an_id_has_its_prefix_and_26_characters(at_us: int, epoch: int, ordinal: int) -> None:
    stream = IdStream(b"s" * 32, epoch, ordinal, at_us)
    ids = [stream.next("acct") for _ in range(20)]
    assert all(SHAPE.match(identifier) for identifier in ids)
    assert len(set(ids)) == 20
    assert all(identifier >= lower_bound("acct", at_us) for identifier in ids)


def test_another_epoch_ordinal_or_seed_gives_other_ids() -> None:
    streams = [(b"a" * 32, 0, 1), (b"b" * 32, 0, 1), (b"a" * 32, 1, 1), (b"a" * 32, 0, 2)]
    assert len({IdStream(*stream, 5).next("x") for stream in streams}) == 4
    assert IdStream(b"a" * 32, 0, 1, 5).next("x") == IdStream(b"a" * 32, 0, 1, 5).next("x")


def test_what_arrives_in_one_instant_is_told_apart_and_in_order() -> None:
    arrivals, others = ArrivalIds("req", b"a" * 32), ArrivalIds("req", b"b" * 32)
    ids = [arrivals.next(1_700_000_000_000_000) for _ in range(50)]
    assert all(SHAPE.match(identifier) for identifier in ids)
    assert ids == sorted(ids)
    chances = {identifier[-6:] for identifier in ids}
    assert len(chances) > 45
    assert not set(ids) & {others.next(1_700_000_000_000_000) for _ in range(50)}


def test_the_ledger_account_of_an_account_follows_from_its_id() -> None:
    account_id = IdStream(b"a" * 32, 0, 1, 5).next("acct")
    assert derived("lacc", account_id) == account_id.replace("acct_", "lacc_")
    assert SHAPE.match(fixed("lacc", "1000/Cash/USD"))
    assert fixed("lacc", "1000/Cash/USD") != fixed("lacc", "1000/Cash/EUR")
