"""A run: generators in processes of their own, what they saw added up second by second, and the gates.

Nothing of Locust is imported here: gevent changes the process it is in.
See: driver.py (the other side of the pipe), report.py.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import threading
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, Queue
from typing import Any

from sandbox import __version__
from sandbox.engine.clock import elapsed, to_datetime, wall_us
from sandbox.load.aftermath import Ground, Unprepared
from sandbox.load.histogram import Histogram
from sandbox.load.profiles import LEAST_SHARE_OF_OFFERED, READ_P99_MS, WRITE_P99_MS, Profile
from sandbox.load.requests import KINDS

_WARM_S = 2
_LONGEST_SILENCE_S = 60.0
PERCENTILES = {"p50_ms": 0.5, "p90_ms": 0.9, "p99_ms": 0.99, "p999_ms": 0.999, "max_ms": 1.0}

Tell = Callable[[dict[str, Any]], None]


@dataclass
class Observed:
    """What all generators saw, kept by operation and by second."""

    latency: defaultdict[str, Histogram] = field(default_factory=lambda: defaultdict(Histogram))
    service: defaultdict[str, Histogram] = field(default_factory=lambda: defaultdict(Histogram))
    errors: Counter[str] = field(default_factory=Counter)
    seconds: list[dict[str, Histogram]] = field(default_factory=list)

    def add(self, line: dict[str, Any]) -> None:
        """One second of one generator."""
        while len(self.seconds) <= line["second"]:
            self.seconds.append({"read": Histogram(), "write": Histogram()})
        for operation_id, counts in line["latency"].items():
            self.latency[operation_id].add(counts)
            self.seconds[line["second"]][KINDS[operation_id]].add(counts)
        for operation_id, counts in line["service"].items():
            self.service[operation_id].add(counts)
        self.errors.update(line["errors"])

    def second(self, number: int) -> dict[str, Any]:
        """What one second was like."""
        kinds = self.seconds[number]
        return {
            "second": number,
            **{f"{kind}s": seen.total for kind, seen in kinds.items()},
            **{f"{kind}_p50_ms": round(seen.percentile(0.5), 2) for kind, seen in kinds.items()},
            **{f"{kind}_p99_ms": round(seen.percentile(0.99), 2) for kind, seen in kinds.items()},
        }


def run(ground: Ground, accounts: list[dict[str, str]], profile: Profile, seconds: int, tell: Tell) -> dict[str, Any]:
    """Put a bank under load; gives the report as plain values. `tell` gets each second. Raises `Unprepared`."""
    since, started_us = ground.now(), wall_us()
    observed = Observed()
    processes = profile.processes
    drivers = [_start(ground, accounts, profile.share(processes), seconds) for _ in range(processes)]
    try:
        _collect(drivers, observed, seconds, tell)
    finally:
        for driver in drivers:
            driver.kill()
            driver.wait()
    pending, failed, settle_s = ground.settle(since)
    report: dict[str, Any] = {
        "report": "sandbank load",
        "version": __version__,
        "profile": profile.name,
        "started_at": to_datetime(started_us).isoformat().replace("+00:00", "Z"),
        "seconds": seconds,
        "machine": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "load_processes": processes,
        "offered": {"read": profile.reads_per_s, "write": profile.writes_per_s},
        "kinds": {kind: _kind(observed, kind, seconds) for kind in ("read", "write")},
        "operations": {name: _figures(observed, [name], seconds) for name in sorted(observed.latency)},
        "timeline": [observed.second(number) for number in range(len(observed.seconds))],
        "errors": dict(observed.errors.most_common(20)),
        "error_count": observed.errors.total(),
        "settle_s": round(settle_s, 3),
    }
    report["gates"] = gates(report, profile, pending, failed, ground.unbalanced())
    report["is_held"] = all(gate["is_held"] for gate in report["gates"])
    return report


def _start(ground: Ground, accounts: list[dict[str, str]], profile: Profile, seconds: int) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "sandbox.load.driver"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    work = {
        "base_url": ground.base_url,
        "key": ground.key,
        "accounts": accounts,
        "reads_per_s": profile.reads_per_s,
        "writes_per_s": profile.writes_per_s,
        "readers": profile.readers,
        "writers": profile.writers,
        "warm_s": _WARM_S,
        "seconds": seconds,
    }
    json.dump(work, process.stdin)
    process.stdin.close()
    return process


def _collect(drivers: list[subprocess.Popen[str]], observed: Observed, seconds: int, tell: Tell) -> None:
    """Read the lines of all generators until each has told every second."""
    lines: Queue[str | None] = Queue()
    for driver in drivers:
        threading.Thread(target=_forward, args=(driver, lines), daemon=True).start()
    told: Counter[int] = Counter()
    deadline = elapsed() + seconds + _LONGEST_SILENCE_S
    while told.total() < seconds * len(drivers):
        try:
            line = lines.get(timeout=max(0.1, deadline - elapsed()))
        except Empty:
            raise Unprepared("A load generator fell silent.") from None
        if line is None:
            raise Unprepared("A load generator ended early; what it said stands above.")
        seen = json.loads(line)
        observed.add(seen)
        told[seen["second"]] += 1
        if told[seen["second"]] == len(drivers):
            tell({**observed.second(seen["second"]), "errors": observed.errors.total()})


def _forward(driver: subprocess.Popen[str], lines: Queue[str | None]) -> None:
    assert driver.stdout is not None
    for line in driver.stdout:
        lines.put(line)
    lines.put(None)


def _kind(observed: Observed, kind: str, seconds: int) -> dict[str, Any]:
    return _figures(observed, [name for name in observed.latency if KINDS[name] == kind], seconds)


def _figures(observed: Observed, names: list[str], seconds: int) -> dict[str, Any]:
    """Count, rate and percentiles of some operations together; `service_p99_ms` leaves the schedule out."""
    latency, service = Histogram(), Histogram()
    for name in names:
        latency.add(observed.latency[name].counts)
        service.add(observed.service[name].counts)
    return {
        "count": latency.total,
        "per_second": round(latency.total / seconds, 2),
        **{name: round(latency.percentile(share), 2) for name, share in PERCENTILES.items()},
        "service_p99_ms": round(service.percentile(0.99), 2),
    }


def gates(
    report: dict[str, Any], profile: Profile, pending: int, failed: int, unbalanced: list[str]
) -> list[dict[str, Any]]:
    """What a run is judged by: names, what was measured, limits, and whether each is held."""
    made = sum(kind["count"] for kind in report["kinds"].values()) / report["seconds"]
    share = made / profile.per_second
    figures = [
        ("p99 of reads", report["kinds"]["read"]["p99_ms"], READ_P99_MS, "ms at most"),
        ("p99 of writes", report["kinds"]["write"]["p99_ms"], WRITE_P99_MS, "ms at most"),
        ("requests that failed", report["error_count"], 0, "at most"),
        ("still PENDING at the end", pending, 0, "at most"),
        ("FAILED after their answer", failed, 0, "at most"),
        ("currencies out of balance", len(unbalanced), 0, "at most"),
    ]
    judged = [
        {"name": name, "measured": measured, "limit": limit, "unit": unit, "is_held": measured <= limit}
        for name, measured, limit, unit in figures
    ]
    least = LEAST_SHARE_OF_OFFERED
    held = {"name": "share of the offered load", "measured": round(share, 3), "limit": least, "unit": "at least"}
    return [{**held, "is_held": share >= least}, *judged]
