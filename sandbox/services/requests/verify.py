"""Proves a request log: every batch that is still whole hashes to its leaf, and the leaves to the signed root."""

from __future__ import annotations

from pathlib import Path

import apsw
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sandbox.engine.audit import Frontier, leaf_hash
from sandbox.services.requests.log import COLUMNS, encoded, origin_of

_ROWS = f"SELECT {', '.join(COLUMNS)} FROM requests WHERE seq BETWEEN ? AND ? ORDER BY seq"  # noqa: S608


def verify_request_log(path: Path, bank_id: str, public_key: bytes | None) -> list[str]:
    """What does not hold, each as one sentence that names the row; nothing for a log that was never written."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name='request_leaves'").fetchall():
            return []
        return _findings(connection, bank_id, public_key)
    except (apsw.Error, ValueError) as error:
        return [f"the request log cannot be read: {error}"]
    finally:
        connection.close()


def _findings(connection: apsw.Connection, bank_id: str, public_key: bytes | None) -> list[str]:
    found = []
    frontier = Frontier()
    checkpoints = {size: (root, signature) for size, root, signature in _all(connection, "request_checkpoints")}
    oldest = connection.execute("SELECT coalesce(min(seq), 0) FROM requests").get
    for leaf, first, last, digest in _all(connection, "request_leaves"):
        if leaf != frontier.size + 1:
            found.append(f"leaf {frontier.size + 1} of the request log is missing")
        if first >= oldest:
            rows = [tuple(row) for row in connection.execute(_ROWS, (first, last))]
            if leaf_hash(encoded(rows)).hex() != digest:
                found.append(f"requests {first} to {last} are not those that were logged")
        frontier.append(bytes.fromhex(digest))
        if frontier.size in checkpoints:
            found += _checkpoint(frontier, *checkpoints[frontier.size], bank_id, public_key)
    meta = dict(connection.execute("SELECT name, value FROM request_meta"))
    if meta.get("frontier", frontier.to_bytes().hex()) != frontier.to_bytes().hex():
        found.append("the request log's tree is not the one that was written")
    return found


def _all(connection: apsw.Connection, table: str) -> list[tuple]:  # type: ignore[type-arg]
    return connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()  # noqa: S608


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
