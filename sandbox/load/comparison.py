"""Two runs side by side: the later one's latencies and rates as multiples of the earlier one's.

A latency is worse when it grew by more than the threshold and by more than a few milliseconds, so that 0.4 ms
that became 0.7 ms is no finding; a rate is worse when it fell by more than the threshold. Only runs
of one profile can be compared.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from sandbox.load.profiles import PROFILES

_NOTICED_MS = 5.0
_FIGURES = ("p50_ms", "p99_ms", "per_second")


class Incomparable(Exception):
    """The earlier report cannot be compared with; the sentence says why."""


class Change(NamedTuple):
    """One figure then and now."""

    what: str
    figure: str
    before: float
    after: float
    ratio: float | None
    is_worse: bool


def read_report(path: Path) -> dict[str, Any]:
    """An earlier report, from its file or the directory it was written to. Raises `Incomparable`."""
    file = path / "load.json" if path.is_dir() else path
    try:
        report = json.loads(file.read_text())
    except OSError as error:
        raise Incomparable(f"{file} cannot be read: {error.strerror}.") from None
    except ValueError:
        report = None
    if not isinstance(report, dict) or report.get("report") != "sandbank load" or report.get("profile") not in PROFILES:
        raise Incomparable(f"{file} is not a report of `sandbank load`.")
    return report


def changes(before: dict[str, Any], after: dict[str, Any], threshold: float) -> list[Change]:
    """Every figure of both, kinds first. Raises `Incomparable` for another profile."""
    if before["profile"] != after["profile"]:
        raise Incomparable(f"The earlier run is of the profile {before['profile']}, this one of {after['profile']}.")
    found = []
    for group in ("kinds", "operations"):
        for name in before[group].keys() & after[group].keys():
            for figure in _FIGURES if group == "kinds" else _FIGURES[:2]:
                found.append(_change(name, figure, before[group][name], after[group][name], threshold, group))
    order = {"read": 0, "write": 1}
    return sorted(found, key=lambda one: (order.get(one.what, 2), one.what, _FIGURES.index(one.figure)))


def _change(
    name: str, figure: str, before: dict[str, Any], after: dict[str, Any], threshold: float, group: str
) -> Change:
    was, now = float(before[figure]), float(after[figure])
    if figure == "per_second":
        is_worse = now * threshold < was
    else:
        # Of a single operation of a short run there may be a handful of answers: shown, and no finding.
        is_worse = group == "kinds" and now > was * threshold and now - was > _NOTICED_MS
    return Change(name, figure, was, now, round(now / was, 3) if was else None, is_worse)
