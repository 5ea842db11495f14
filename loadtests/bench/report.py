"""The report: medians, the ratios that quality.md asks for, and whether floors and goals are met.

A figure is a ratio of two medians of the same interleaved rounds, or a time in seconds for the
start; nothing else is judged. What was not measured is not judged either. The table is for people,
the JSON for whoever compares runs.
The bars are those of the quality page's table "Speed". See: loadtests/README.md.
"""

import os
import platform
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

import msgspec

from loadtests.bench.load import CONNECTIONS, Run
from loadtests.bench.servers import PEER_WORKERS, ROOT

Verdict = Literal["goal", "floor", "missed"]
Unit = Literal["of bare", "x hand-made", "x Prism", "x one caller", "x the peak", "M/min", "s", "ms"]
BUSY_LOAD_PER_CORE = 0.5


@dataclass(frozen=True)
class Measured:
    """One run of one server at one work over so many accounts, in the round given."""

    round: int
    server: str
    work: str
    accounts: int
    run: Run


@dataclass(frozen=True)
class Figure:
    """A judged figure. For ratios and rates more is better; for times less is."""

    name: str
    value: float
    floor: float
    goal: float
    unit: Unit

    @property
    def verdict(self) -> Verdict:
        sign = -1 if self.unit in ("s", "ms") else 1
        if sign * self.value >= sign * self.goal:
            return "goal"
        return "floor" if sign * self.value >= sign * self.floor else "missed"


@dataclass(frozen=True)
class Bar:
    """A floor and a goal of quality.md: `work` of ours against `other` at `other_work`."""

    work: str
    other: str
    other_work: str
    unit: Unit
    floor: float
    goal: float


BARS = (
    Bar("read", "bare", "read", "of bare", 0.25, 0.4),
    Bar("read", "hand-made", "read", "x hand-made", 10, 20),
    Bar("read", "prism", "read", "x Prism", 1, 5),
    Bar("transfer", "bare", "read", "of bare", 0.03, 0.07),
    Bar("transfer", "hand-made", "transfer", "x hand-made", 6, 12),
)
START_FLOOR_S, START_GOAL_S = 2.0, 1.0
VALUE_BARS: tuple[tuple[str, Unit, float, float], ...] = (
    ("engine alone, many callers", "x one caller", 6, 15),
    ("p99 of reads at the peak", "ms", 20, 5),
    ("p99 of writes at the peak", "ms", 50, 10),
    ("load held within 200 ms and 1 s", "x the peak", 3, 10),
    ("importing the SDK", "ms", 300, 100),
    ("new bank", "ms", 50, 10),
    ("fork of 10,000 accounts", "ms", 50, 10),
    ("webhook behind the answer, median", "ms", 20, 20),
    ("  accruals and postings, millions per minute", "M/min", 1, 1),
)


@dataclass(frozen=True)
class Report:
    """Everything one invocation of the bench measured."""

    begun_at: str
    machine: dict[str, Any]
    rounds: int
    seconds: int
    measured: Sequence[Measured]
    starts_s: Sequence[float]
    values: dict[str, float] = field(default_factory=dict)

    def runs(self, server: str, work: str) -> list[Run]:
        return [one.run for one in self.measured if (one.server, one.work) == (server, work)]

    def per_second(self, server: str, work: str) -> float | None:
        """The median rate, or None if that was not measured."""
        runs = self.runs(server, work)
        return statistics.median(run.per_second for run in runs) if runs else None

    def figures(self) -> list[Figure]:
        found = []
        for bar in BARS:
            value, base = self.per_second("ours", bar.work), self.per_second(bar.other, bar.other_work)
            if value is not None and base:
                found.append(Figure(bar.work, value / base, bar.floor, bar.goal, bar.unit))
        if self.starts_s:
            median = statistics.median(self.starts_s)
            found.append(Figure("start to first answer", median, START_FLOOR_S, START_GOAL_S, "s"))
        for name, unit, floor, goal in VALUE_BARS:
            if name in self.values:
                found.append(Figure(name.strip(), self.values[name], floor, goal, unit))
        return found

    @property
    def is_floor_missed(self) -> bool:
        return any(figure.verdict == "missed" for figure in self.figures())

    def table(self) -> str:
        lived = [f"{name:<56}{value:>14,.2f}" for name, value in self.values.items()]
        return "\n".join([*self._rates(), "", *lived, "", *self._verdicts()])

    def _rates(self) -> Iterator[str]:
        yield (
            f"medians of {self.rounds} interleaved rounds of {self.seconds} s, {CONNECTIONS} connections; "
            f"latencies in ms"
        )
        yield f"{'server':<11}{'work':<10}{'per second':>11}{'spread':>8}" + "".join(
            f"{name:>8}" for name in ("p50", "p90", "p99", "p99.9")
        )
        for server, work in dict.fromkeys((one.server, one.work) for one in self.measured):
            summary = _summary(self.runs(server, work))
            latencies = "".join(f"{summary[name]:>8.1f}" for name in ("p50_ms", "p90_ms", "p99_ms", "p999_ms"))
            yield f"{server:<11}{work:<10}{summary['per_second']:>11,.0f}{summary['spread']:>8.0%}{latencies}"

    def _verdicts(self) -> Iterator[str]:
        yield f"{'figure':<44}{'measured':>9} {'':<13}{'floor':>7}{'goal':>7}  verdict"
        words = {"goal": "goal met", "floor": "floor met", "missed": "FLOOR MISSED"}
        for one in self.figures():
            value = f"{one.value:.3f}" if one.value < 1 else f"{one.value:.2f}"
            yield (f"{one.name:<44}{value:>9} {one.unit:<13}{one.floor:>7g}{one.goal:>7g}  {words[one.verdict]}")
        if not self.figures():
            yield "nothing of ours was measured, so nothing is judged"

    def write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        pairs = dict.fromkeys((one.server, one.work) for one in self.measured)
        content = {
            "begun_at": self.begun_at,
            "machine": self.machine,
            "rounds": self.rounds,
            "seconds": self.seconds,
            "connections": CONNECTIONS,
            "handmade_workers": PEER_WORKERS,
            "figures": [asdict(figure) | {"verdict": figure.verdict} for figure in self.figures()],
            "medians": [{"server": server, "work": work} | _summary(self.runs(server, work)) for server, work in pairs],
            "starts_s": list(self.starts_s),
            "values": self.values,
            "runs": [msgspec.to_builtins(one) | {"per_second": one.run.per_second} for one in self.measured],
        }
        path.write_bytes(msgspec.json.format(msgspec.json.encode(content)) + b"\n")


def _summary(runs: Sequence[Run]) -> dict[str, float]:
    """Medians over the runs; spread is (highest - lowest) / median of the rates."""
    rates = [run.per_second for run in runs]
    middle = statistics.median(rates)
    latencies = {
        f"{name}_ms": statistics.median(getattr(run.outcome, f"{name}_us") for run in runs) / 1000
        for name in ("p50", "p90", "p99", "p999", "max")
    }
    settle_ms = statistics.median(run.settle_s for run in runs) * 1000
    return {
        "per_second": middle,
        "spread": (max(rates) - min(rates)) / middle,
        "settle_ms": settle_ms,
    } | latencies


def machine() -> dict[str, Any]:
    """What the figures were taken on, and how busy it was before the bench began."""
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    cpus = [line for line in _lines(Path("/proc/cpuinfo")) if line.startswith("model name")]
    return {
        "cores": os.cpu_count(),
        "cpu": cpus[0].partition(": ")[2] if cpus else platform.processor(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "commit": commit.stdout.strip() or None,
        "load_before": round(os.getloadavg()[0], 2),
    }


def is_busy(machine: dict[str, Any]) -> bool:
    return bool(machine["load_before"] > BUSY_LOAD_PER_CORE * (machine["cores"] or 1))


def default_path() -> Path:
    return ROOT / "bench-results" / f"bench-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}.json"


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []
