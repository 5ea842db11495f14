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

    def encode(self, path: str, query_string: bytes, epoch: int) -> tuple[bytes, tuple[tuple[bytes, bytes], ...]]:
        """Body and headers; the link is to this list, with the cursor instead of where it began.

        A cursor carries the bank's epoch: after a restore it leads nowhere.
        """
        body = _encode(self.items)
        if self.next_position is None:
            return body, ()
        pairs = [(k, v) for k, v in parse_qsl(query_string.decode()) if k not in ("cursor", "page")]
        query = urlencode([*pairs, ("cursor", encode_cursor(self.next_position, epoch))])
        return body, ((b"link", f'</v1{path}?{query}>; rel="next"'.encode()),)


def encode_cursor(position: str, epoch: int = 0) -> str:
    """A position as an opaque token."""
    text = f"{position}~{epoch}" if epoch else position
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(cursor: str) -> str:
    """The position of a token. Raises `invalid_cursor`."""
    return _decoded(cursor).partition("~")[0]


def check_cursor(cursor: str, epoch: int) -> None:
    """Refuse a cursor that another epoch of the bank gave. Raises `cursor_stale`, `invalid_cursor`."""
    told = _decoded(cursor).partition("~")[2] or "0"
    if told != str(epoch):
        raise Problem("cursor_stale")


def _decoded(cursor: str) -> str:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise Problem("invalid_cursor") from None
