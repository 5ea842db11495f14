"""The sums of usage: per hour of real time, operation and key; in memory while the hour lasts, then in the edge.

A sum that a restart finds in the edge goes on from there. See: rules.py, gateway/recorder.py, which calls.
"""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec

from sandbox.engine.bank import Bank
from sandbox.engine.edge import Edge, Statement, edge_tables
from sandbox.gateway.recorder import AT_ONCE, DROPPED, Line, Money
from sandbox.services.usage.rules import bucket_of

HOUR_US = 3_600_000_000
KEPT_HOURS = 90 * 24

edge_tables(
    """CREATE TABLE IF NOT EXISTS usage (hour INTEGER, operation_id TEXT, api_key_id TEXT, calls INTEGER,
  errors INTEGER, histogram TEXT, volume TEXT, PRIMARY KEY (hour, operation_id, api_key_id)) WITHOUT ROWID"""
)

Key = tuple[int, str, str]


class Sum(msgspec.Struct):
    """What one key did with one operation in one hour; `volume` is cents by currency."""

    calls: int = 0
    errors: int = 0
    histogram: dict[int, int] = {}
    volume: dict[str, int] = {}


_encode = msgspec.json.Encoder().encode
_histogram = msgspec.json.Decoder(dict[int, int]).decode
_volume = msgspec.json.Decoder(dict[str, int]).decode


def stored(row: tuple[Any, ...]) -> tuple[Key, Sum]:
    """A sum as the edge has it."""
    hour, operation_id, api_key_id, calls, errors, histogram, volume = row
    return (hour, operation_id, api_key_id), Sum(calls, errors, _histogram(histogram), _volume(volume))


class UsageSums:
    """The sums of every open bank."""

    def __init__(self) -> None:
        self._sums: dict[Bank, dict[Key, Sum]] = {}

    async def statements(self, bank: Bank, lines: list[Line], money: dict[str, Money]) -> list[Statement]:
        """The sums that these calls changed."""
        sums = self._sums.setdefault(bank, {})
        changed: dict[Key, Sum] = {}
        for place, line in enumerate(lines):
            if place % AT_ONCE == AT_ONCE - 1:
                await asyncio.sleep(0)
            if line.method == DROPPED:
                continue
            key = (line.created_us // HOUR_US, line.operation_id or "", line.api_key_id or "")
            found = changed.get(key) or self._sum(bank.edge, sums, key)
            changed[key] = found
            found.calls += 1
            found.errors += line.status_code >= 400
            bucket = bucket_of(line.duration_us)
            found.histogram[bucket] = found.histogram.get(bucket, 0) + 1
            moved = money.get(line.request_id)
            if moved is not None:
                found.volume[moved.currency] = found.volume.get(moved.currency, 0) + moved.amount_cents
        if not changed:
            return []
        rows = [
            (*key, one.calls, one.errors, _encode(one.histogram).decode(), _encode(one.volume).decode())
            for key, one in changed.items()
        ]
        found_statements: list[Statement] = [("INSERT OR REPLACE INTO usage VALUES (?,?,?,?,?,?,?)", rows)]
        newest = max(key[0] for key in changed)
        if any(key[0] < newest for key in sums):
            # An hour has ended: it is in the edge, and what is too old leaves it.
            self._sums[bank] = {key: one for key, one in sums.items() if key[0] >= newest}
            found_statements.append(("DELETE FROM usage WHERE hour < ?", [(newest - KEPT_HOURS,)]))
        return found_statements

    def lost(self, bank: Bank) -> None:
        """Begin again from what the edge has."""
        self._sums.pop(bank, None)

    def forget(self, bank: Bank) -> list[Statement]:
        """Nothing is left to write: every batch wrote its sums."""
        self._sums.pop(bank, None)
        return []

    def _sum(self, edge: Edge, sums: dict[Key, Sum], key: Key) -> Sum:
        found = sums.get(key)
        if found is None:
            row = edge.row("SELECT * FROM usage WHERE hour=? AND operation_id=? AND api_key_id=?", key)
            found = sums[key] = stored(row)[1] if row is not None else Sum(histogram={}, volume={})
        return found


USAGE = UsageSums()
