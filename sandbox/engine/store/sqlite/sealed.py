"""A database file that never changes again, and that cannot be changed unnoticed.

Behind its pages lies a trailer with a digest of each; the *seal* is the SHA-256 of the trailer. SQLite reads such a
file through a VFS that compares every page with its digest: what does not fit is refused before it is used,
and a read costs the hash of the pages that it needs, not of the file. See: `history` for what lies in them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import apsw

PAGE_BYTES = 4096
_DIGEST_BYTES = 16
_HEADER = struct.Struct("<8sII")
_MAGIC = b"SBNKSEAL"
_PAGES_AT_ONCE = 16
"""Of one call of SQLite's file layer, which writes no more than 128 KB."""
_BYTES_AT_ONCE = PAGE_BYTES * _PAGES_AT_ONCE


class Damaged(Exception):
    """What the bank has on disk is not what it wrote there, and so is not told; the message is one sentence."""


class Seal(NamedTuple):
    """What a file was when it was sealed: its pages without the trailer, and the trailer's hash in hex."""

    pages: int
    digest: str

    @property
    def size_bytes(self) -> int:
        """How long the file is, its trailer included."""
        return self.pages * PAGE_BYTES + _trailer_bytes(self.pages)

    def uri(self, path: Path) -> str:
        """The name by which SQLite opens the file, checked."""
        return f"{path.absolute().as_uri()}?vfs={_VFS.vfs_name}&immutable=1&pages={self.pages}&seal={self.digest}"


def seal_file(path: Path, vfs: str | None = None) -> Seal:
    """Seal a database that nobody has open: its digests are appended, and all of it is on disk when this returns."""
    flags = [apsw.SQLITE_OPEN_MAIN_DB | apsw.SQLITE_OPEN_READWRITE, 0]
    file = apsw.VFSFile(vfs or "", str(path.absolute()), flags)
    try:
        size = file.xFileSize()
        assert size > 0, "an empty file is no database"
        assert size % PAGE_BYTES == 0, "a database is whole pages"
        pages = size // PAGE_BYTES
        digests = bytearray()
        for start in range(0, size, _BYTES_AT_ONCE):
            digests += b"".join(map(_digest, _split(file.xRead(min(size - start, _BYTES_AT_ONCE), start))))
        trailer = _trailer(pages, bytes(digests))
        for start in range(0, len(trailer), _BYTES_AT_ONCE):
            file.xWrite(trailer[start : start + _BYTES_AT_ONCE], size + start)
        file.xSync(apsw.SQLITE_SYNC_FULL)
    finally:
        file.xClose()
    return Seal(pages, sha256(trailer).hexdigest())


def check_sealed(path: Path, seal: Seal) -> list[int]:
    """Read all of a sealed file; gives the numbers of the pages that are damaged. Raises `Damaged`, OSError."""
    with path.open("rb") as file:
        file.seek(seal.pages * PAGE_BYTES)
        digests = _digests(path.name, seal, file.read())
        file.seek(0)
        bad: list[int] = []
        for first in range(0, seal.pages, _PAGES_AT_ONCE):
            chunk = file.read(min(seal.pages - first, _PAGES_AT_ONCE) * PAGE_BYTES)
            for number, page in enumerate(_split(chunk), first):
                if _digest(page) != digests[number * _DIGEST_BYTES : (number + 1) * _DIGEST_BYTES]:
                    bad.append(number + 1)
    return bad


def _split(chunk: bytes) -> list[bytes]:
    return [chunk[start : start + PAGE_BYTES] for start in range(0, len(chunk), PAGE_BYTES)]


def _digest(page: bytes) -> bytes:
    return sha256(page).digest()[:_DIGEST_BYTES]


def _trailer(pages: int, digests: bytes) -> bytes:
    content = _HEADER.pack(_MAGIC, PAGE_BYTES, pages) + digests
    return content + bytes(-len(content) % PAGE_BYTES)


def _trailer_bytes(pages: int) -> int:
    content = _HEADER.size + pages * _DIGEST_BYTES
    return content + -content % PAGE_BYTES


def _digests(name: str, seal: Seal, trailer: bytes) -> bytes:
    """The digests of a trailer that fits its seal. Raises `Damaged`."""
    if len(trailer) != _trailer_bytes(seal.pages) or sha256(trailer).hexdigest() != seal.digest:
        raise Damaged(f"{name} is not the file that was sealed; restore a backup")
    return trailer[_HEADER.size : _HEADER.size + seal.pages * _DIGEST_BYTES]


class _SealedVFS(apsw.VFS):
    """Opens sealed files for reading."""

    def __init__(self, name: str) -> None:
        self.vfs_name = name
        super().__init__(name, "unix")

    def xOpen(self, name: Any, flags: list[int]) -> Any:  # noqa: N802  (SQLite's name)
        return _SealedFile(name, flags)


class _SealedFile(apsw.VFSFile):
    """A file of which only pages are read that are as they were sealed. Raises `Damaged`."""

    def __init__(self, name: Any, flags: list[int]) -> None:
        super().__init__("unix", name, flags)
        self._name = Path(name.filename()).name
        seal = Seal(name.uri_int("pages", 0), name.uri_parameter("seal") or "")
        self._size = seal.pages * PAGE_BYTES
        length = _trailer_bytes(seal.pages)
        found = b""
        if super().xFileSize() == self._size + length:
            found = b"".join(self._stretches(length, self._size))
        self._digests = _digests(self._name, seal, found)

    def _stretches(self, length: int, start: int) -> Iterator[bytes]:
        for place in range(0, length, _BYTES_AT_ONCE):
            yield super().xRead(min(length - place, _BYTES_AT_ONCE), start + place)

    def xFileSize(self) -> int:  # noqa: N802  (SQLite's name)
        return self._size

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802  (SQLite's name)
        first, last = offset // PAGE_BYTES, -(-(offset + amount) // PAGE_BYTES)
        content: bytes = super().xRead((last - first) * PAGE_BYTES, first * PAGE_BYTES)
        for number, page in enumerate(_split(content), first):
            if _digest(page) != self._digests[number * _DIGEST_BYTES : (number + 1) * _DIGEST_BYTES]:
                raise Damaged(f"page {number + 1} of {self._name} is not as it was sealed; restore a backup")
        start = offset - first * PAGE_BYTES
        return content[start : start + amount]


_VFS = _SealedVFS("sandbank-sealed")
