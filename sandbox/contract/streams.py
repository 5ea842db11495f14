"""What is not one JSON document: answers that go on, and bodies that are taken as they come.

An operation whose success has another media type returns a `Stream`; one whose body is no JSON is given
an `Upload`. Neither is ever whole in memory. See: gateway/pipeline.py, which sends and reads them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path


class Stream:
    """An answer in chunks. It is sent as it comes, after the transaction has ended.

    length: bytes in all, or None when nobody knows; file_name: what a browser keeps it as; is_endless: it goes
    on until somebody ends it, and so only as long as its caller is let in.
    """

    __slots__ = ("chunks", "file_name", "is_endless", "length")

    def __init__(
        self,
        chunks: AsyncIterator[bytes],
        *,
        length: int | None = None,
        file_name: str | None = None,
        is_endless: bool = False,
    ) -> None:
        self.chunks = chunks
        self.length = length
        self.file_name = file_name
        self.is_endless = is_endless


class Upload:
    """A body as it was taken: in a file that is removed when the request ends."""

    __slots__ = ("path", "sha256")

    def __init__(self, path: Path, sha256: str) -> None:
        self.path = path
        self.sha256 = sha256
