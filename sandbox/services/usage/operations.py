"""The operation of `usage`: sums of hours, merged to what was asked for. Times are the real world's."""

from __future__ import annotations

from sandbox.contract.binder import operation
from sandbox.contract.models.parameters import GetUsageQuery
from sandbox.contract.models.usage import UsageBucket, UsageReport, UsageVolume
from sandbox.contract.problem import Problem
from sandbox.engine.call import Call
from sandbox.engine.clock import DAY_US, to_datetime, to_us, wall_us
from sandbox.services.usage.rules import merged, percentile
from sandbox.services.usage.sums import HOUR_US, Sum, stored


@operation("getUsage")
async def get_usage(call: Call, query: GetUsageQuery) -> UsageReport:
    until_us = wall_us() if query.until is None else to_us(query.until)
    since_us = until_us - DAY_US if query.since is None else to_us(query.since)
    if since_us > until_us:
        raise Problem("invalid_field", "since is after until; swap them.")
    rows = call.tx.edge.rows(
        "SELECT * FROM usage WHERE hour >= ? AND hour < ? ORDER BY hour",
        (since_us // HOUR_US, -(-until_us // HOUR_US)),
    )
    length_us = DAY_US if query.interval == "day" else HOUR_US
    is_by_key = query.group_by == "api_key"
    sums: dict[tuple[int, str], Sum] = {}
    for row in rows:
        (hour, operation_id, api_key_id), one = stored(row)
        key = (hour * HOUR_US // length_us * length_us, api_key_id if is_by_key else operation_id)
        before = sums.get(key, Sum(histogram={}, volume={}))
        sums[key] = Sum(
            before.calls + one.calls,
            before.errors + one.errors,
            merged(before.histogram, one.histogram),
            {currency: before.volume.get(currency, 0) + one.volume.get(currency, 0)
             for currency in before.volume.keys() | one.volume.keys()},
        )  # fmt: skip
    buckets = [_bucket(at_us, name, one, is_by_key=is_by_key) for (at_us, name), one in sorted(sums.items())]
    return UsageReport(
        since=to_datetime(since_us), until=to_datetime(until_us), interval=query.interval, buckets=buckets
    )


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
