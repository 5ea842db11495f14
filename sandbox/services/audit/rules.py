"""The rules of `audit`: an id that says where its record is. Pure functions.

The log has no table of records, so the id is the position itself: leaf and place in base 32, padded to
the 26 characters of every id. To clients it is opaque. See: tests/services/audit/test_rules.py.
"""

from __future__ import annotations

import re

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_SHAPE = re.compile(r"(?a)aud_0{6}([0-9a-hjkmnp-tv-z]{14})([0-9a-hjkmnp-tv-z]{6})\Z")


def _encode(value: int, width: int) -> str:
    digits = []
    for _ in range(width):
        value, digit = divmod(value, 32)
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))


def _decode(text: str) -> int:
    value = 0
    for character in text:
        value = value * 32 + _ALPHABET.index(character)
    return value


def audit_id(leaf: int, place: int) -> str:
    """The id of the mark at a place of a leaf; ids sort as the log does."""
    return f"aud_{'0' * 6}{_encode(leaf, 14)}{_encode(place, 6)}"


def place_of(identifier: str) -> tuple[int, int] | None:
    """(leaf, place) of an id, or None if it is not one."""
    found = _SHAPE.match(identifier)
    return None if found is None else (_decode(found[1]), _decode(found[2]))
