"""A database file as pages: a consistent copy of it, the digest of each page, and what changed since another copy.

A copy is of one read transaction, taken while others write. A page map lists a digest per page and which
pages a backup holds, so that a file is put together from a whole copy and the changes after it, and each
page is compared with what was seen when it was copied. See: taking.py, restoring.py.
"""

from __future__ import annotations

import os
import struct
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple

import apsw

DIGEST_BYTES = 16
_HEADER = struct.Struct("<III")
_PAGES_AT_ONCE = 1024

Ask = Callable[[apsw.Connection], None]


class Damaged(Exception):
    """What a backup or an archive holds is not what was put there; the message is one sentence."""


class PageMap(NamedTuple):
    """page_size in bytes; stored: the numbers of the pages held, from 1, ascending; digests: 16 bytes a page."""

    page_size: int
    stored: array[int]
    digests: bytes

    @property
    def page_count(self) -> int:
        """How many pages the file has."""
        return len(self.digests) // DIGEST_BYTES

    def digest(self, page: int) -> bytes:
        """The digest of a page by its number, from 1."""
        return self.digests[(page - 1) * DIGEST_BYTES : page * DIGEST_BYTES]

    def encode(self) -> bytes:
        """The map as it lies in a backup."""
        return _HEADER.pack(self.page_size, self.page_count, len(self.stored)) + self.stored.tobytes() + self.digests

    @classmethod
    def decode(cls, encoded: bytes) -> PageMap:
        """Raises `Damaged`."""
        try:
            page_size, page_count, held = _HEADER.unpack_from(encoded)
            stored = array("I")
            stored.frombytes(encoded[_HEADER.size : _HEADER.size + 4 * held])
        except (struct.error, ValueError) as error:
            raise Damaged("A page map cannot be read.") from error
        digests = encoded[_HEADER.size + 4 * held :]
        if len(stored) != held or len(digests) != page_count * DIGEST_BYTES or page_size < 512:
            raise Damaged("A page map has not the length that it names.")
        return cls(page_size, stored, digests)


def digest_of(page: bytes) -> bytes:
    """The digest of one page."""
    return sha256(page).digest()[:DIGEST_BYTES]


@contextmanager
def snapshot(path: Path) -> Iterator[apsw.Connection]:
    """A database as it is now, for as long as this is open, whatever others write. Raises apsw.Error."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        connection.set_busy_timeout(10_000)
        connection.execute("BEGIN").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        yield connection
    finally:
        connection.close()
        if not path.exists():
            # It was removed while it was read: what SQLite laid beside it is nobody's now.
            for suffix in ("-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)


def copy_pages(source: apsw.Connection, target: Path) -> None:
    """Copy the pages that a snapshot sees into a file. It is not synced. Raises apsw.Error, OSError."""
    target.unlink(missing_ok=True)
    copy = apsw.Connection(str(target))
    try:
        copy.execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE").fetchall()
        with copy.backup("main", source, "main") as backup:
            while not backup.done:
                backup.step(4096)
    finally:
        copy.close()


def checkpoint(connection: apsw.Connection, how: str) -> tuple[int, int]:
    """Fold the log in as SQLite's `how` says; gives the frames in the log and those folded in before the next write."""
    try:
        found = connection.execute(f"PRAGMA wal_checkpoint({how})").fetchone() or (0, 0, 0)
    except apsw.BusyError:
        return 0, 0  # somebody else is at it
    return max(0, int(found[1])), max(0, int(found[2]))


def page_size_of(path: Path) -> int:
    """The page size that a database file names in its header. Raises `Damaged`."""
    with path.open("rb") as file:
        header = file.read(100)
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise Damaged(f"{path.name} is not a database.")
    size = int.from_bytes(header[16:18], "big")
    return 65536 if size == 1 else size


def read_pages(file: BinaryIO, page_size: int) -> Iterator[bytes]:
    """The pages of a file, one after the other."""
    while chunk := file.read(page_size * _PAGES_AT_ONCE):
        for start in range(0, len(chunk), page_size):
            yield chunk[start : start + page_size]


def map_of(path: Path) -> PageMap:
    """The map of a whole file, all of its pages held."""
    page_size = page_size_of(path)
    with path.open("rb") as file:
        digests = b"".join(digest_of(page) for page in read_pages(file, page_size))
    return PageMap(page_size, array("I", range(1, len(digests) // DIGEST_BYTES + 1)), digests)


def write_changes(copy: Path, before: PageMap, target: Path) -> PageMap:
    """Write the pages of a copy that are not as a map says; gives the map of the copy, those held."""
    page_size = page_size_of(copy)
    old = before.digests if before.page_size == page_size else b""
    digests, stored = bytearray(), array("I")
    with copy.open("rb") as file, target.open("wb") as changes:
        for number, page in enumerate(read_pages(file, page_size), 1):
            digest = digest_of(page)
            if old[len(digests) : len(digests) + DIGEST_BYTES] != digest:
                stored.append(number)
                changes.write(page)
            digests += digest
    return PageMap(page_size, stored, bytes(digests))


def apply_changes(target: Path, changes: Path, held: PageMap) -> None:
    """Lay the pages of a backup over a file, and give it the length that it had. Raises `Damaged`."""
    with target.open("r+b") as file, changes.open("rb") as source:
        pages = read_pages(source, held.page_size)
        for number in held.stored:
            page = next(pages, b"")
            if len(page) != held.page_size:
                raise Damaged(f"{changes.name} ends before its last page.")
            file.seek((number - 1) * held.page_size)
            file.write(page)
        file.truncate(held.page_count * held.page_size)


def check_pages(path: Path, expected: PageMap) -> None:
    """Compare every page of a file with a map. Raises `Damaged`."""
    with path.open("rb") as file:
        place = 0
        for number, page in enumerate(read_pages(file, expected.page_size), 1):
            if expected.digests[place : place + DIGEST_BYTES] != digest_of(page):
                raise Damaged(f"Page {number} of {path.name} is not the one that was copied.")
            place += DIGEST_BYTES
    if place != len(expected.digests):
        raise Damaged(f"{path.name} has not as many pages as were copied.")


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    digest = sha256()
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def write_durably(path: Path, content: bytes) -> None:
    """Write a small file whole, under its name at the end and on disk."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)
