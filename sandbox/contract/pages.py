"""A page of a list: an array, and a link to the next one (RFC 8288).

A cursor is the position of the last item, opaque to clients; it is only good for the list it came
from. Pages by number are for people: only cursors are stable under inserts.
"""

from __future__ import annotations

import base64
import binascii
from typing import Generic, TypeVar
from urllib.parse import parse_qsl, urlencode

import msgspec

from sandbox.contract.problem import Problem

T = TypeVar("T")
_encode = msgspec.json.Encoder().encode


class Page(Generic[T]):
    """The items of one page; `next_position` is where the next one begins, or None."""

    __slots__ = ("items", "next_position")

    def __init__(self, items: list[T], next_position: str | None) -> None:
        self.items = items
        self.next_position = next_position

    def encode(self, path: str, query_string: bytes) -> tuple[bytes, tuple[tuple[bytes, bytes], ...]]:
        """Body and headers; the link is to this list, with the cursor instead of where it began."""
        body = _encode(self.items)
        if self.next_position is None:
            return body, ()
        pairs = [(k, v) for k, v in parse_qsl(query_string.decode()) if k not in ("cursor", "page")]
        query = urlencode([*pairs, ("cursor", encode_cursor(self.next_position))])
        return body, ((b"link", f'</v1{path}?{query}>; rel="next"'.encode()),)


def encode_cursor(position: str) -> str:
    """A position as an opaque token."""
    return base64.urlsafe_b64encode(position.encode()).decode().rstrip("=")


def decode_cursor(cursor: str) -> str:
    """The inverse. Raises `invalid_cursor`."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise Problem("invalid_cursor") from None
