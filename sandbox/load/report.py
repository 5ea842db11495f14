"""A run as files: `load.json` for programs and later comparisons, `load.html` for people, `load.xml` for CI."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from sandbox.conformance.documents import JUnitCase, Marked, Said, instant, junit, page, table
from sandbox.load.charts import lines
from sandbox.load.comparison import Change
from sandbox.load.profiles import PROFILES, READ_P99_MS, WRITE_P99_MS

COLUMNS = (
    "what",
    "count",
    "per second",
    "p50 ms",
    "p90 ms",
    "p99 ms",
    "p99.9 ms",
    "max ms",
    "p99 ms of the answer alone",
)
_FIGURES = ("count", "per_second", "p50_ms", "p90_ms", "p99_ms", "p999_ms", "max_ms", "service_p99_ms")


def write_report(place: Path, report: dict[str, Any], compared: Sequence[Change]) -> None:
    """Write the three files into a directory, which is made if need be."""
    place.mkdir(parents=True, exist_ok=True)
    told = {**report, "comparison": [change._asdict() for change in compared]}
    (place / "load.json").write_text(json.dumps(told, indent=1) + "\n")
    (place / "load.html").write_text(html(report, compared))
    (place / "load.xml").write_text(junit("sandbank.load", cases(report, compared)))


def gate_line(gate: dict[str, Any]) -> str:
    """A gate's limit in words."""
    least_or_most = gate["unit"].removeprefix("ms ")
    return f"{least_or_most} {gate['limit']:,g}{' ms' if gate['unit'].startswith('ms') else ''}"


def figures(values: dict[str, Any]) -> list[float]:
    """The figures of one row."""
    return [values[name] for name in _FIGURES]


def cases(report: dict[str, Any], compared: Sequence[Change]) -> list[JUnitCase]:
    """Every gate, and every comparison that counts, as a case."""
    found = []
    for gate in report["gates"]:
        failure = None if gate["is_held"] else f"{gate['name']}: {gate['measured']:g}, {gate_line(gate)}"
        found.append(JUnitCase(report["profile"], gate["name"], float(report["seconds"]), failure))
    for change in compared:
        told = f"{change.figure} of {change.what}: {change.before:g} before, {change.after:g} now"
        found.append(JUnitCase("comparison", f"{change.what} {change.figure}", 0.0, told if change.is_worse else None))
    return found


def html(report: dict[str, Any], compared: Sequence[Change]) -> str:
    """The page."""
    timeline = report["timeline"]
    verdict = Marked("All gates hold", True) if report["is_held"] else Marked("A gate is missed", False)
    offered = report["offered"]
    body = [
        f"<h1>Load: {escape(report['profile'])}</h1>",
        f'<p class="{"good" if verdict.is_good else "bad"}">{verdict.text}</p>',
        f'<p class="soft">{escape(PROFILES[report["profile"]].purpose.capitalize())}: {offered["read"]:,g} reads and '
        f"{offered['write']:,g} writes a second, for {report['seconds']:,} s. {instant(report['started_at'])}, "
        f"{escape(report['machine'])}, load processes: {report['load_processes']}.</p>",
        "<h2>Gates</h2>",
        table(
            ("outcome", "gate", "limit", "measured"),
            [
                (
                    Marked("held" if gate["is_held"] else "missed", gate["is_held"]),
                    gate["name"],
                    gate_line(gate).replace(" ms", "\N{NO-BREAK SPACE}ms"),
                    gate["measured"],
                )
                for gate in report["gates"]
            ],
        ),
        "<h2>Over time</h2>",
        lines("Reads", "a second", [("reads", [at["reads"] for at in timeline])], offered["read"], "offered"),
        _latency("read", timeline, READ_P99_MS),
        _latency("write", timeline, WRITE_P99_MS),
        "<h2>Latency</h2>",
        "<p class='soft'>Counted from the moment the schedule meant a request to go out; the last column counts "
        "from the moment it did.</p>",
        table(
            COLUMNS,
            [(name, *figures(values)) for name, values in {**report["kinds"], **report["operations"]}.items()],
        ),
    ]
    if report["errors"]:
        body += [
            "<h2>Errors</h2>",
            table(("what", "times"), [(Said(what), times) for what, times in report["errors"].items()]),
        ]
    if compared:
        body += [
            "<h2>Against the earlier run</h2>",
            table(("what", "figure", "before", "now", "ratio", "outcome"), _rows(compared)),
        ]
    return page(f"Sandbank load: {report['profile']}", body)


def _latency(kind: str, timeline: list[dict[str, Any]], limit: float) -> str:
    series = [(name, [at[f"{kind}_{name}_ms"] for at in timeline]) for name in ("p99", "p50")]
    return lines(f"Latency of {kind}s", "milliseconds", series, limit)


def _rows(compared: Sequence[Change]) -> list[tuple[str, str, float, float, float | None, Marked]]:
    return [
        (
            one.what,
            one.figure,
            one.before,
            one.after,
            one.ratio,
            Marked("worse" if one.is_worse else "", not one.is_worse),
        )
        for one in compared
    ]
