"""Checksums of the rows that a running bank reads one by one: versions of records, and holds.

A bit that flips in the file is found by `verify`, which asks the audit log; a bank that serves cannot ask it
for every read. So each of these rows carries a CRC-32 of what is told from it, and one that does not fit is
not told (`reader.Damaged`). Rows of before the file had checksums carry 0 and are taken as they are.
It is no proof against somebody who writes the file: that is what the audit log is for.
"""

from __future__ import annotations

from zlib import crc32

UNCHECKED = 0
"""What a row of before carries."""


def version_checksum(body: bytes, version: int, schema: int, is_deleted: int, is_sealed: bool) -> int:
    """Of one version of a record. What is sealed has its own proof; that something is, is part of this."""
    return crc32(body, version << 16 | schema << 2 | is_deleted << 1 | is_sealed)


def hold_checksum(body: bytes) -> int:
    """Of a hold."""
    return crc32(body)
