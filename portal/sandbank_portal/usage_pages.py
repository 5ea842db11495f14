"""How much the bank is used: calls, errors, latency and volume over real time, by operation or by key.

The same numbers stand in charts, in the table behind each, and in the table of groups. See: usage_report.py.
"""

from __future__ import annotations

import asyncio
import datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from litestar import Response, get
from litestar.di import NamedDependency

from sandbank_portal import usage_report
from sandbank_portal.visits import Visit

RANGES = {
    "24h": ("24 hours", datetime.timedelta(hours=24), "hour"),
    "7d": ("7 days", datetime.timedelta(days=7), "hour"),
    "30d": ("30 days", datetime.timedelta(days=30), "day"),
    "90d": ("90 days", datetime.timedelta(days=90), "day"),
}
_NO_HOURS = ("90d",)
_GROUPS = ("operation", "api_key")


class Asked(NamedTuple):
    """What a usage page shows: anything that is no choice of it becomes the first choice."""

    range: str = "24h"
    interval: str = "hour"
    group: str = "operation"
    only: str = ""
    sort: str = "calls"

    @classmethod
    def by(cls, visit: Visit) -> Asked:
        """As the address says."""
        given = visit.request.query_params
        span = given.get("range", "")
        span = span if span in RANGES else "24h"
        interval = given.get("interval", "")
        if interval not in usage_report.STEPS_S or span in _NO_HOURS:
            interval = RANGES[span][2]
        group = given.get("group", "")
        sort = given.get("sort", "")
        return cls(
            span,
            interval,
            group if group in _GROUPS else "operation",
            given.get("only", "")[:100],
            sort if sort in usage_report.SORTS else "calls",
        )

    def query(self) -> dict[str, str]:
        """What getUsage is asked."""
        since = datetime.datetime.now(datetime.UTC) - RANGES[self.range][1]
        step = usage_report.STEPS_S[self.interval]
        first = int(since.timestamp()) // step * step + step
        instant = datetime.datetime.fromtimestamp(first, datetime.UTC).isoformat().replace("+00:00", "Z")
        return {"since": instant, "interval": self.interval, "group_by": self.group}

    def chosen(self, buckets: list[usage_report.Bucket]) -> list[usage_report.Bucket]:
        """The buckets of the group that was chosen, or all."""
        return [one for one in buckets if not self.only or usage_report.name_of(one) == self.only]

    def url(self, **changes: str) -> str:
        """The page with something changed."""
        return f"/portal/usage?{urlencode(self._values() | changes)}"

    def chart_url(self, metric: str) -> str:
        """Where the values of a chart are."""
        return f"/portal/usage/chart.json?{urlencode({'metric': metric, **self._values()})}"

    def _values(self) -> dict[str, str]:
        return {name: value for name, value in self._asdict().items() if value and name != "sort"}


async def usage_of(visit: Visit, asked: Asked) -> dict[str, Any] | None:
    """The report that is shown, of one group where one was chosen; None where the caller may not read it."""
    report: dict[str, Any] | None = await visit.read("getUsage", query=asked.query())
    return None if report is None else {**report, "buckets": asked.chosen(report["buckets"])}


@get("/usage")
async def usage(visit: NamedDependency[Visit]) -> Response[Any]:
    """The use of this bank over a span of real time."""
    asked = Asked.by(visit)
    report, names = await asyncio.gather(visit.read("getUsage", query=asked.query()), _key_names(visit))
    every = report["buckets"] if report else []
    buckets = asked.chosen(every)
    return visit.page(
        "usage.html",
        "usage",
        asked=asked,
        report=report,
        total=usage_report.total(buckets),
        groups=usage_report.groups(buckets, asked.sort),
        choices=sorted({usage_report.name_of(one) for one in every} - {""}),
        ranges=[(name, text) for name, (text, _, _) in RANGES.items()],
        has_hours=asked.range not in _NO_HOURS,
        key_names=names,
        samples=visit.samples(visit.contract.operations["getUsage"], {}, asked.query()),
    )


async def _key_names(visit: Visit) -> dict[str, str]:
    keys = await visit.read("listApiKeys", query={"limit": 100})
    return {one["api_key_id"]: one["name"] for one in keys or []}


@get("/usage/chart.json")
async def chart(visit: NamedDependency[Visit]) -> Response[Any]:
    """The values of one chart."""
    metric, asked = visit.request.query_params.get("metric", ""), Asked.by(visit)
    report = await usage_of(visit, asked)
    if report is None:
        return Response({"x": [], "series": []}, media_type="application/json")
    names = await _key_names(visit) if metric == "groups" and asked.group == "api_key" else {}
    values = usage_report.chart(report, metric if metric in usage_report.METRICS else "calls", names)
    return Response(values, media_type="application/json")


USAGE_PAGES: list[Any] = [usage, chart]
