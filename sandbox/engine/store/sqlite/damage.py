"""A log that was damaged at rest, told from one that a power loss cut short.

SQLite takes a log up to the first frame that does not fit, and says nothing about the rest. After a
power loss the rest is one batch that was never acknowledged. When whole commits follow a frame that
does not fit, something that was acknowledged is about to be dropped, and the file is refused instead.
Each frame carries a checksum that goes on from the one before it (https://sqlite.org/fileformat2.html#walformat).
A frame of the last batch cannot be told apart, and neither can the log's own header.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO, NamedTuple

import apsw

_HEADER = 32
_FRAME = struct.Struct(">6I")
_BIG_ENDIAN = 0x377F0683
_PAGE_SIZES = tuple(512 << power for power in range(7))


class _Frame(NamedTuple):
    """A frame's header: `size` is the file's in pages where the frame ends a commit, 0 elsewhere."""

    page: int
    size: int
    salts: tuple[int, int]
    checksum: tuple[int, int]
    body: bytes


def lost_commits(connection: apsw.Connection, path: Path) -> int:
    """How many whole commits follow the frame at which SQLite stopped reading a file's log; 0 when all is well."""
    row = connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
    taken = max(0, row[1]) if row else 0
    log = path.with_name(path.name + "-wal")
    if not log.exists():
        return 0
    with log.open("rb") as file:
        return _commits_behind(file, taken)


def _commits_behind(file: BinaryIO, taken: int) -> int:
    header = file.read(_HEADER - 8)
    if len(header) < _HEADER - 8:
        return 0
    magic, _, page_size, _, *salts = struct.unpack(">6I", header)
    if page_size not in _PAGE_SIZES:
        return 0
    order = ">" if magic == _BIG_ENDIAN else "<"
    size = _FRAME.size + page_size
    # Each frame's checksum goes on from the one before; the first one's from the header's.
    checksum: tuple[int, ...] = struct.unpack(">2I", file.read(8).ljust(8, b"\0"))
    if taken:
        file.seek(_HEADER + (taken - 1) * size)
        last = _read(file, page_size)
        if last is None:
            return 0
        checksum = last.checksum
    commits, number, bad = 0, taken, 0
    while (frame := _read(file, page_size)) is not None:
        number += 1
        fits = frame.salts == tuple(salts) and _checksum(frame, checksum, order) == frame.checksum
        if not fits:
            # Where a checksum itself was damaged, the frame behind it does not fit either.
            if bad and number > bad + 1:
                break
            bad = bad or number
        commits += bad > 0 and fits and frame.size > 0
        checksum = frame.checksum
    # One is the batch that the power loss cut short.
    return commits if commits > 1 else 0


def _read(file: BinaryIO, page_size: int) -> _Frame | None:
    content = file.read(_FRAME.size + page_size)
    if len(content) < _FRAME.size + page_size:
        return None
    page, size, salt_1, salt_2, sum_1, sum_2 = _FRAME.unpack_from(content)
    return _Frame(page, size, (salt_1, salt_2), (sum_1, sum_2), content[:8] + content[_FRAME.size :])


def _checksum(frame: _Frame, start: tuple[int, ...], order: str) -> tuple[int, int]:
    first, second = start
    words = struct.unpack(f"{order}{len(frame.body) // 4}I", frame.body)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second
