"""A bank as lines that can be compared: records, entries, events, and what happens next.

One JSON object per line, sorted within its type, with keys sorted. Left out is what differs between two
runs of the same script: secrets and what is made from them, what is sealed (named as `personal`, not
shown), deliveries, and who called (keys, requests, the bank's own id). Two banks of the same seed that
lived through the same script on a scripted clock give the same lines, whatever of them lies in history segments.
"""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import apsw
import msgspec

from sandbox.engine.records import KINDS
from sandbox.engine.store.sqlite.history import open_whole

_LINES = 500
_RECORDS = """SELECT kind, id, version, body, sealed IS NOT NULL FROM versions AS v WHERE is_deleted=0
  AND version=(SELECT max(version) FROM versions WHERE kind=v.kind AND id=v.id) ORDER BY kind, id"""
_ENTRIES = """SELECT account, at_us, sequence, journal_id, direction, posted, pending FROM entries
  ORDER BY account, at_us, sequence"""

# Who called, and through which bank: that differs between two runs of the same script.
_OF_THE_PLATFORM = re.compile(rb'"(key|req|bank|org|tmem)_[0-9a-z]{26}"')

_encode = msgspec.json.Encoder(order="deterministic").encode
_decode = msgspec.json.Decoder(dict[str, Any]).decode


async def canonical_lines(path: Path) -> AsyncIterator[bytes]:
    """The lines of a file that nobody writes, some hundred at a time."""
    connection = open_whole(path)
    try:
        lines = _lines(connection)
        while True:
            chunk = await asyncio.to_thread(_take, lines)
            if not chunk:
                return
            yield chunk
    finally:
        connection.close()


def _take(lines: Iterator[bytes]) -> bytes:
    return b"".join(itertools.islice(lines, _LINES))


def _lines(connection: apsw.Connection) -> Iterator[bytes]:
    meta = dict(connection.execute("SELECT name, value FROM meta WHERE name IN ('seed', 'clock')"))
    mode, _, frozen_us = msgspec.json.decode(meta.get("clock", '["RUNNING",0,0]'))
    bank = {"type": "bank", "seed": str(int(meta.get("seed", "0"), 16)), "clock_mode": mode}
    yield _line({**bank, "now_us": frozen_us if mode == "FROZEN" else None})
    for kind, identifier, version, body, is_personal in connection.execute(_RECORDS):
        varying = KINDS[kind].varying if kind in KINDS else ()
        if varying is None:
            continue
        document = {key: value for key, value in _decode(body).items() if key not in varying}
        yield _line(
            {
                "type": "record",
                "kind": kind,
                "id": identifier,
                "version": version,
                "body": document,
                "personal": bool(is_personal),
            }
        )
    for account, at_us, sequence, journal_id, direction, posted, pending in connection.execute(_ENTRIES):
        yield _line(
            {
                "type": "entry",
                "account": account,
                "at_us": at_us,
                "sequence": sequence,
                "ledger_transaction_id": journal_id,
                "direction": direction,
                "posted_cents": posted,
                "pending_cents": pending,
            }
        )
    for sequence, body in connection.execute("SELECT sequence, body FROM events ORDER BY sequence"):
        yield _line({"type": "event", "sequence": sequence, "body": _decode(body)})
    for (body,) in connection.execute("SELECT body FROM effects ORDER BY due_us, sequence"):
        effect = _decode(body)
        wanted = ("due_us", "function", "subject", "attempts", "is_parked")
        yield _line({"type": "effect", **{name: effect.get(name) for name in wanted}})


def _line(document: dict[str, Any]) -> bytes:
    return _OF_THE_PLATFORM.sub(rb'"[\1]"', _encode(document)) + b"\n"
