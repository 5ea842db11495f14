"""A usage report of the API as totals, rows of a table and series of a chart. Pure functions, nothing is read here.

A report tells calls, errors and latency per interval and group. Percentiles of several groups or intervals cannot be
merged exactly: a median of more than one is the median of theirs weighted by calls, and a p99 is the highest of theirs.
See: usage_pages.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from sandbank_portal.formatting import digits_of, parsed

Bucket = dict[str, Any]

STEPS_S = {"hour": 3_600, "day": 86_400}
METRICS = ("calls", "errors", "latency", "volume", "groups")
SORTS = ("calls", "errors", "rate", "p50", "p99")
_MOST_LINES = 5


class Total(NamedTuple):
    """What several buckets come to; latencies in milliseconds, None without calls; volume in cents per currency."""

    calls: int
    errors: int
    p50_ms: float | None
    p99_ms: float | None
    volume: dict[str, int]

    @property
    def error_rate(self) -> float:
        """Errors in a hundred calls."""
        return 100 * self.errors / self.calls if self.calls else 0.0


class Group(NamedTuple):
    """An operation or a key, and what it comes to."""

    name: str
    total: Total
    share: float


def total(buckets: Iterable[Bucket]) -> Total:
    """What buckets come to."""
    rows = [one for one in buckets if one["calls"]]
    volume: dict[str, int] = defaultdict(int)
    for one in rows:
        for part in one["volume"]:
            volume[part["currency"]] += part["amount_cents"]
    calls = sum(one["calls"] for one in rows)
    return Total(
        calls,
        sum(one["errors"] for one in rows),
        _median(rows, calls) if rows else None,
        max(one["latency_p99_us"] for one in rows) / 1000 if rows else None,
        dict(sorted(volume.items())),
    )


def _median(rows: list[Bucket], calls: int) -> float:
    seen = 0
    for one in sorted(rows, key=lambda row: row["latency_p50_us"]):
        seen += one["calls"]
        if 2 * seen >= calls:
            return float(one["latency_p50_us"] / 1000)
    raise AssertionError("unreachable")


def name_of(bucket: Bucket) -> str:
    """The group of a bucket; empty for calls of no operation, or without a key."""
    return bucket["operation_id"] or bucket["api_key_id"] or ""


def groups(buckets: Iterable[Bucket], sort: str = "calls") -> list[Group]:
    """One row per operation or key, the largest first."""
    by_name: dict[str, list[Bucket]] = defaultdict(list)
    for one in buckets:
        by_name[name_of(one)].append(one)
    totals = {name: total(rows) for name, rows in by_name.items()}
    most = max((one.calls for one in totals.values()), default=0)
    found = [Group(name, one, 100 * one.calls / most if most else 0.0) for name, one in totals.items()]
    order = _ORDERS.get(sort, _ORDERS["calls"])
    return sorted(found, key=lambda one: (-order(one.total), -one.total.calls, one.name))


_ORDERS: dict[str, Callable[[Total], float]] = {
    "calls": lambda one: one.calls,
    "errors": lambda one: one.errors,
    "rate": lambda one: one.error_rate,
    "p50": lambda one: one.p50_ms or 0.0,
    "p99": lambda one: one.p99_ms or 0.0,
}


def chart(report: dict[str, Any], metric: str, names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The series of a metric over every interval of a report: `{"x": [unix s], "series": [{label, values, unit}]}`.

    names: what groups are called, where that is not their id.
    """
    step = STEPS_S[report["interval"]]
    since, until = parsed(report["since"]), parsed(report["until"])
    if since is None or until is None:
        return {"x": [], "series": []}
    x = list(range(int(since.timestamp()) // step * step, int(until.timestamp()) + 1, step))
    at: dict[int, list[Bucket]] = defaultdict(list)
    for one in report["buckets"]:
        starts = parsed(one["starts_at"])
        if starts is not None:
            at[int(starts.timestamp())].append(one)
    if metric == "groups":
        return {"x": x, "series": _lines(report["buckets"], x, at, names or {})}
    totals = [total(at[second]) for second in x]
    return {"x": x, "series": _series(metric, totals)}


def _series(metric: str, totals: list[Total]) -> list[dict[str, Any]]:
    if metric == "latency":
        return [_line("p50", [one.p50_ms for one in totals], "ms"), _line("p99", [one.p99_ms for one in totals], "ms")]
    if metric == "errors":
        return [_line("Errors", [one.errors for one in totals], colour=4)]
    if metric == "volume":
        currencies = sorted({name for one in totals for name in one.volume})
        return [
            _line(name, [one.volume.get(name, 0) / 10 ** digits_of(name) for one in totals], name)
            for name in currencies
        ]
    return [
        _line("Calls", [one.calls for one in totals]),
        _line("of them errors", [one.errors for one in totals], colour=4),
    ]


def _line(label: str, values: list[Any], unit: str = "", colour: int | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {"label": label, "values": values, "unit": unit}
    return found if colour is None else {**found, "colour": colour}


def _lines(
    buckets: list[Bucket], x: list[int], at: dict[int, list[Bucket]], names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The calls of the largest groups, one line each, and of all others together."""
    largest = [one.name for one in groups(buckets)]
    shown, rest = largest[:_MOST_LINES], set(largest[_MOST_LINES:])
    found = [
        _line(
            names.get(name, name or "none"),
            [sum(one["calls"] for one in at[second] if name_of(one) == name) for second in x],
        )
        for name in shown
    ]
    if rest:
        others = [sum(one["calls"] for one in at[second] if name_of(one) in rest) for second in x]
        found.append(_line(f"{len(rest)} more", others))
    return found
