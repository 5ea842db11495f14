"""Ids: a prefix and 26 characters that sort by time, drawn from the bank's own source.

11 characters of microseconds, 7 of the request's ordinal, 2 of the place within the request and 6 of
chance, in Crockford's base 32, lower case: they sort by time and, when the clock stands still, by
arrival. Chance comes from a stream per request, keyed by the bank's seed, its epoch and the ordinal:
the same script gives the same ids, and a fork (a new epoch) never repeats one.
Secrets never come from here. See: tests/engine/test_ids.py.
"""

from __future__ import annotations

from hashlib import blake2b
from struct import Struct

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = [a + b for a in _ALPHABET for b in _ALPHABET]
_LETTERS = frozenset(_ALPHABET)
_TIME_BITS = 55
_AT_ONCE = 16
_chances = Struct(f">{_AT_ONCE}I").unpack
"""The chance of so many ids from one digest."""


def encode_time(at_us: int) -> str:
    """The 11 leading characters for an instant in microseconds since 1970."""
    high, low = divmod(at_us, 32)
    return (
        _PAIRS[high >> 40 & 1023]
        + _PAIRS[high >> 30 & 1023]
        + _PAIRS[high >> 20 & 1023]
        + _PAIRS[high >> 10 & 1023]
        + _PAIRS[high & 1023]
        + _ALPHABET[low]
    )


def lower_bound(prefix: str, at_us: int) -> str:
    """The smallest id of this prefix that an instant can have: a time as a key of a range."""
    return f"{prefix}_{encode_time(max(0, min(at_us, 2**_TIME_BITS - 1)))}"


def _encode_ordinal(value: int) -> str:
    return _PAIRS[value >> 25 & 1023] + _PAIRS[value >> 15 & 1023] + _PAIRS[value >> 5 & 1023] + _ALPHABET[value & 31]


def place_id(prefix: str, place: tuple[int, int]) -> str:
    """The id of a place in an order of (instant, sequence)."""
    high, low = divmod(place[1], 1 << 35)
    return f"{prefix}_{encode_time(place[0])}0{_encode_ordinal(high)}{_encode_ordinal(low)}"


def place_of(identifier: str) -> tuple[int, int] | None:
    """The inverse of `place_id`, or None for what is no such id."""
    text = identifier.rpartition("_")[2]
    if len(text) != 26 or not set(text) <= _LETTERS:
        return None
    value = 0
    for character in text:
        value = value * 32 + _ALPHABET.index(character)
    at_us, sequence = value >> 75, value & (1 << 75) - 1
    return (at_us, sequence) if sequence < 1 << 62 else None


class IdStream:
    """The ids of one request. Started again on a re-run, so that a conflict changes nothing."""

    __slots__ = ("_at_us", "_chances", "_count", "_epoch", "_ordinal", "_seed", "_start")

    def __init__(self, seed: bytes, epoch: int, ordinal: int, at_us: int) -> None:
        self._seed = seed
        self._epoch = epoch
        self._ordinal = ordinal
        self._at_us = at_us
        self._count = 0
        self._chances: tuple[int, ...] = ()
        self._start = ""

    def next(self, prefix: str) -> str:
        """A new id of a kind, such as `acct_…`."""
        count = self._count
        self._count += 1
        if not count:
            self._start = encode_time(self._at_us) + _encode_ordinal(self._ordinal)
        place = count % _AT_ONCE
        if not place:
            source = b"%d/%d/%d" % (self._epoch, self._ordinal, count)
            self._chances = _chances(blake2b(source, key=self._seed).digest())
        chance = self._chances[place]
        return (
            f"{prefix}_{self._start}{_PAIRS[count & 1023]}"
            f"{_PAIRS[chance >> 20 & 1023]}{_PAIRS[chance >> 10 & 1023]}{_PAIRS[chance & 1023]}"
        )


class ArrivalIds:
    """Ids of a kind for what comes one after the other and belongs to no bank, such as requests."""

    __slots__ = ("_chances", "_ordinal", "_prefix", "_seed")

    def __init__(self, prefix: str, seed: bytes) -> None:
        self._prefix = prefix
        self._seed = seed
        self._ordinal = -1
        self._chances: tuple[int, ...] = ()

    def next(self, at_us: int) -> str:
        """A new id for what comes at an instant."""
        ordinal = self._ordinal = self._ordinal + 1
        place = ordinal % _AT_ONCE
        if not place:
            self._chances = _chances(blake2b(b"%d" % ordinal, key=self._seed).digest())
        chance = self._chances[place]
        return (
            f"{self._prefix}_{encode_time(at_us)}{_encode_ordinal(ordinal)}00"
            f"{_PAIRS[chance >> 20 & 1023]}{_PAIRS[chance >> 10 & 1023]}{_PAIRS[chance & 1023]}"
        )


def derived(prefix: str, identifier: str) -> str:
    """The id that belongs to another one for good: the ledger account of an account."""
    return f"{prefix}_{identifier.rpartition('_')[2]}"


def fixed(prefix: str, name: str) -> str:
    """An id that every bank gives the same thing, such as its cash account in dollars."""
    value = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big")
    return f"{prefix}_{encode_time(0)}{_encode_ordinal(value >> 20)}{_encode_ordinal(value)}0"
