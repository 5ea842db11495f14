"""Ids: a prefix and 26 characters that sort by time, drawn from the bank's own source.

11 characters of microseconds and 15 of chance (75 bits), in Crockford's base 32, lower case. The
chance comes from a stream per request, keyed by the bank's seed, its epoch and the ordinal of the
request: the same script gives the same ids, and a fork (a new epoch) never repeats one.
Secrets never come from here. See: tests/engine/test_ids.py.
"""

from __future__ import annotations

from hashlib import blake2b

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = [a + b for a in _ALPHABET for b in _ALPHABET]
_TIME_BITS = 55


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


def _encode_chance(value: int) -> str:
    return (
        _PAIRS[value >> 65 & 1023]
        + _PAIRS[value >> 55 & 1023]
        + _PAIRS[value >> 45 & 1023]
        + _PAIRS[value >> 35 & 1023]
        + _PAIRS[value >> 25 & 1023]
        + _PAIRS[value >> 15 & 1023]
        + _PAIRS[value >> 5 & 1023]
        + _ALPHABET[value & 31]
    )


class IdStream:
    """The ids of one request. Started again on a re-run, so that a conflict changes nothing."""

    __slots__ = ("_block", "_digest", "_key", "_offset", "_person", "_time")

    def __init__(self, seed: bytes, epoch: int, ordinal: int, at_us: int) -> None:
        self._key = seed
        self._person = epoch.to_bytes(4, "big") + ordinal.to_bytes(8, "big")
        self._block = 0
        self._digest = b""
        self._offset = 64
        self._time = encode_time(at_us)

    def _chance(self) -> int:
        if self._offset > 50:
            data = self._person + self._block.to_bytes(4, "big")
            self._digest = blake2b(data, key=self._key).digest()
            self._block += 1
            self._offset = 0
        piece = self._digest[self._offset : self._offset + 10]
        self._offset += 10
        return int.from_bytes(piece, "big")

    def next(self, prefix: str) -> str:
        """A new id of a kind, such as `acct_…`."""
        return f"{prefix}_{self._time}{_encode_chance(self._chance())}"


def derived(prefix: str, identifier: str) -> str:
    """The id that belongs to another one for good: the ledger account of an account."""
    return f"{prefix}_{identifier.rpartition('_')[2]}"


def fixed(prefix: str, name: str) -> str:
    """An id that every bank gives the same thing, such as its cash account in dollars."""
    value = int.from_bytes(blake2b(name.encode(), digest_size=10).digest(), "big")
    return f"{prefix}_{encode_time(0)}{_encode_chance(value)}"
