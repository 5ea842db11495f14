"""Proves a request log: every batch that must still be there hashes to its leaf, and the leaves to the signed roots.

Rows leave the log oldest first and only beyond the newest `MOST_ROWS`; of a batch that left in part or whole, its
leaf alone is checked. What was written since the last checkpoint is signed by nobody yet. Reads one moment of
the file, also beside a running server. See: log.py, docs/concepts/requests.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import apsw
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sandbox.engine.audit import Frontier, leaf_hash
from sandbox.services.requests.log import COLUMNS, MOST_ROWS, encoded, origin_of

_BUSY_MS = 5000
_ROWS = f"SELECT {', '.join(COLUMNS)} FROM requests WHERE seq BETWEEN ? AND ? ORDER BY seq"  # noqa: S608
_LEAVES = "SELECT leaf, first_seq, last_seq, hash FROM request_leaves ORDER BY leaf"


class _Read(NamedTuple):
    """What was found on the way through the leaves."""

    frontier: Frontier
    next_seq: int
    findings: list[str]


def verify_request_log(path: Path, bank_id: str, public_key: bytes | None) -> list[str]:
    """What does not hold, each as one sentence that names the row; nothing for a log that was never written.

    Signatures are checked with the bank's public key, and not at all without one.
    """
    try:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    except apsw.Error as error:
        return [f"the request log cannot be read: {error}"]
    try:
        connection.set_busy_timeout(_BUSY_MS)
        connection.execute("BEGIN").fetchall()
        if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name='request_leaves'").fetchall():
            return []
        return _findings(connection, bank_id, public_key)
    except (apsw.Error, ValueError) as error:
        return [f"the request log cannot be read: {error}"]
    finally:
        connection.close()


def _findings(connection: apsw.Connection, bank_id: str, public_key: bytes | None) -> list[str]:
    signed = {
        size: (root, signature)
        for size, root, signature in connection.execute("SELECT size, root, signature FROM request_checkpoints")
    }
    read = _through_leaves(connection, bank_id, public_key, signed)
    found = read.findings
    if any(size > read.frontier.size for size in signed):
        found.append(f"leaves after {read.frontier.size} of the request log are missing, and a checkpoint knows them")
    above = connection.execute("SELECT count(*) FROM requests WHERE seq >= ?", (read.next_seq,)).get
    if above:
        found.append(f"{above} requests from {read.next_seq} on were never logged")
    meta = dict(connection.execute("SELECT name, value FROM request_meta"))
    expected = {"frontier": read.frontier.to_bytes().hex(), "next_seq": str(read.next_seq)}
    if read.frontier.size and any(meta.get(name) != value for name, value in expected.items()):
        found.append("the request log's tree is not the one that was written")
    return found


def _through_leaves(
    connection: apsw.Connection, bank_id: str, public_key: bytes | None, signed: dict[int, tuple[str, str]]
) -> _Read:
    found: list[str] = []
    frontier = Frontier()
    next_seq = 1
    oldest, newest = connection.execute(
        "SELECT (SELECT coalesce(min(seq), 0) FROM requests), (SELECT coalesce(max(last_seq), 0) FROM request_leaves)"
    ).get
    for leaf, first, last, digest in connection.execute(_LEAVES):
        if leaf != frontier.size + 1:
            found.append(f"leaf {frontier.size + 1} of the request log is missing")
            break
        if first != next_seq:
            found.append(f"leaf {leaf} of the request log begins at {first}, not at {next_seq}")
        if first >= min(oldest, newest - MOST_ROWS + 1):
            rows = [tuple(row) for row in connection.execute(_ROWS, (first, last))]
            if leaf_hash(encoded(rows)).hex() != digest:
                found.append(f"requests {first} to {last} are not those that were logged")
        next_seq = last + 1
        frontier.append(bytes.fromhex(digest))
        if leaf in signed:
            found += _checkpoint(frontier, *signed[leaf], bank_id, public_key)
    return _Read(frontier, next_seq, found)


def _checkpoint(frontier: Frontier, root: str, signature: str, bank_id: str, public_key: bytes | None) -> list[str]:
    name = f"checkpoint {frontier.size} of the request log"
    if frontier.root().hex() != root:
        return [f"{name} is about another log"]
    if public_key is not None:
        note = f"{origin_of(bank_id)}\n{frontier.size}\n{root}\n".encode()
        try:
            Ed25519PublicKey.from_public_bytes(public_key).verify(bytes.fromhex(signature), note)
        except InvalidSignature:
            return [f"{name} is not signed by this bank"]
    return []
