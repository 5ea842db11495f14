"""The operation of `usage`: sums of hours, merged to what was asked for. Times are the real world's.

The sums are read a slice at a time, with a pause between, so that a report about months holds up nobody.
See: sums.py for what is kept, tests/services/usage/.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from sandbox.contract.binder import operation
from sandbox.contract.models.parameters import GetUsageQuery
from sandbox.contract.models.usage import UsageBucket, UsageReport, UsageVolume
from sandbox.contract.problem import Problem
from sandbox.engine.call import Call
from sandbox.engine.clock import DAY_US, to_datetime, to_us, wall_us
from sandbox.engine.edge import Edge
from sandbox.services.usage.rules import add, percentile
from sandbox.services.usage.sums import HOUR_US, Key, Sum, stored

MOST_DAYS_BY_HOUR = 31
_SLICE = 100
_SUMS = """SELECT * FROM usage WHERE (hour, operation_id, api_key_id) > (?, ?, ?) AND hour < ?
  ORDER BY hour, operation_id, api_key_id LIMIT 100"""


@operation("getUsage")
async def get_usage(call: Call, query: GetUsageQuery) -> UsageReport:
    until_us = wall_us() if query.until is None else to_us(query.until)
    since_us = until_us - DAY_US if query.since is None else to_us(query.since)
    if since_us > until_us:
        raise Problem("invalid_field", "since is after until; swap them.")
    length_us = DAY_US if query.interval == "day" else HOUR_US
    if length_us == HOUR_US and until_us - since_us > MOST_DAYS_BY_HOUR * DAY_US:
        raise Problem("invalid_field", f"Hours are told of at most {MOST_DAYS_BY_HOUR} days; ask for interval=day.")
    is_by_key = query.group_by == "api_key"
    sums: dict[tuple[int, str], Sum] = {}
    async for (hour, operation_id, api_key_id), one in _sums(call.tx.edge, since_us // HOUR_US, until_us):
        key = (hour * HOUR_US // length_us * length_us, api_key_id if is_by_key else operation_id)
        before = sums.get(key)
        if before is None:
            sums[key] = one
        else:
            before.calls += one.calls
            before.errors += one.errors
            add(before.histogram, one.histogram)
            add(before.volume, one.volume)
    buckets = []
    for place, ((at_us, name), one) in enumerate(sorted(sums.items(), key=lambda item: item[0])):
        buckets.append(_bucket(at_us, name, one, is_by_key=is_by_key))
        if place % _SLICE == _SLICE - 1:
            await asyncio.sleep(0)
    return UsageReport(
        since=to_datetime(since_us), until=to_datetime(until_us), interval=query.interval, buckets=buckets
    )


async def _sums(edge: Edge, from_hour: int, until_us: int) -> AsyncIterator[tuple[Key, Sum]]:
    """Every sum of the hours that a span touches, oldest first."""
    after: Key = (from_hour - 1, "\U0010ffff", "")
    while rows := edge.rows(_SUMS, (*after, -(-until_us // HOUR_US))):
        for row in rows:
            yield stored(row)
        after = rows[-1][:3]
        await asyncio.sleep(0)


def _bucket(at_us: int, name: str, one: Sum, *, is_by_key: bool) -> UsageBucket:
    return UsageBucket(
        starts_at=to_datetime(at_us),
        operation_id=None if is_by_key else name or None,
        api_key_id=(name or None) if is_by_key else None,
        calls=one.calls,
        errors=one.errors,
        latency_p50_us=percentile(one.histogram, 0.5),
        latency_p99_us=percentile(one.histogram, 0.99),
        volume=[UsageVolume(currency=currency, amount_cents=cents) for currency, cents in sorted(one.volume.items())],
    )
