"""`sandbank load`: a short run with its reports, what its gates and comparisons find, and the books afterwards."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.cli import main
from sandbox.load.comparison import Incomparable, changes, read_report
from sandbox.load.histogram import Histogram, bucket_of
from sandbox.load.profiles import PROFILES
from sandbox.load.report import html
from sandbox.load.run import gates
from tests.faults.server import running

SECONDS = 60 if os.environ.get("SANDBANK_LONG") else 4
OF_TIME = {"p99 of reads", "p99 of writes", "share of the offered load"}
"""The gates that a busy machine can miss: of a few runs, one has to hold them."""

RUNS = 4


def test_a_short_load_ends_with_every_movement_completed_and_the_books_balanced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, place = tmp_path / "data", tmp_path / "report"
    with running(data, "--empty") as server:
        connection = ["--base-url", server.announced["base_url"], "--key", server.announced["api_key"]]
        command = ["load", *connection, "--profile", "average", "--seconds", str(SECONDS), "--report", str(place)]
        for _ in range(RUNS):
            code = main([*command, "--json"])
            told = json.loads(capsys.readouterr().out)
            assert told["error_count"] == 0, told["errors"]
            missed = {gate["name"] for gate in told["gates"] if not gate["is_held"]}
            assert not missed - OF_TIME, told["gates"]
            assert code == (1 if missed else 0)
            if not missed:
                break
        assert not missed, told["gates"]
        assert told["kinds"]["read"]["count"] > 50 * told["kinds"]["write"]["count"] > 0
        assert len(told["timeline"]) == SECONDS
        assert "gevent" not in sys.modules
        _reports_are_whole(place, told)

        # An earlier run that made ten times as many requests: this one is worse, whatever its gates say.
        for kind in told["kinds"].values():
            kind["per_second"] *= 10
        (place / "load.json").write_text(json.dumps(told))
        assert main([*command[:-3], "1", "--compare", str(place / "load.json")]) == 1
        assert "WORSE" in capsys.readouterr().out
        server.stop()
    assert main(["verify", "--data", str(data)]) == 0


def _reports_are_whole(place: Path, told: dict[str, Any]) -> None:
    assert json.loads((place / "load.json").read_text()) == told
    page = (place / "load.html").read_text()
    assert page.count("<svg") == 3
    assert "src=" not in page
    assert "href=" not in page
    suites = ElementTree.parse(place / "load.xml").getroot()
    assert [case.get("name") for case in suites.iter("testcase")] == [gate["name"] for gate in told["gates"]]
    assert len(list(suites.iter("failure"))) == sum(not gate["is_held"] for gate in told["gates"])


def test_the_load_is_refused_where_nobody_listens_or_the_earlier_report_is_of_something_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody = ["load", "--url", "http://127.0.0.1:1", "--key", "sk_nobody"]
    assert main(nobody) == 2
    other = tmp_path / "other.json"
    other.write_text("[]")
    assert main([*nobody, "--compare", str(other)]) == 2
    assert "is not a report of `sandbank load`" in capsys.readouterr().err


def test_the_profiles_are_the_capacity_plans() -> None:
    assert (PROFILES["average"].reads_per_s, PROFILES["average"].writes_per_s) == (230, 2.3)
    assert (PROFILES["peak"].reads_per_s, PROFILES["peak"].writes_per_s) == (1_150, 12)
    assert (PROFILES["5x"].reads_per_s, PROFILES["5x"].writes_per_s) == (5 * 1_150, 5 * 12)
    assert PROFILES["soak"].seconds == 3_600
    for profile in PROFILES.values():
        assert profile.reads_per_s / profile.per_second == pytest.approx(0.99, abs=0.001)
        shares = [profile.share(profile.processes)] * profile.processes
        assert sum(share.per_second for share in shares) == pytest.approx(profile.per_second)


REPORT: dict[str, Any] = {
    "profile": "average",
    "seconds": 10,
    "started_at": "2026-01-15T09:30:00Z",
    "machine": "a machine",
    "load_processes": 1,
    "offered": {"read": 230.0, "write": 2.3},
    "kinds": {
        name: {
            "count": count,
            "per_second": count / 10,
            "p50_ms": 2.0,
            "p90_ms": 5.0,
            "p99_ms": 9.0,
            "p999_ms": 12.0,
            "max_ms": 13.0,
            "service_p99_ms": 9.0,
        }
        for name, count in (("read", 2_300), ("write", 23))
    },
    "operations": {},
    "timeline": [],
    "errors": {},
    "error_count": 0,
    "gates": [],
    "is_held": True,
}


@pytest.mark.parametrize(
    ("kind", "changed", "aftermath", "missed"),
    [
        ("read", {}, (0, 0, []), set()),
        ("read", {"p99_ms": 201.0}, (0, 0, []), {"p99 of reads"}),
        ("write", {"p99_ms": 1_001.0}, (0, 0, []), {"p99 of writes"}),
        ("read", {"count": 2_100}, (0, 0, []), {"share of the offered load"}),
        ("read", {}, (1, 0, []), {"still PENDING at the end"}),
        ("read", {}, (0, 2, []), {"FAILED after their answer"}),
        ("read", {}, (0, 0, ["USD"]), {"currencies out of balance"}),
    ],
)
def test_each_gate_finds_what_it_is_for(
    kind: str, changed: dict[str, Any], aftermath: tuple[int, int, list[str]], missed: set[str]
) -> None:
    kinds = {**REPORT["kinds"], kind: {**REPORT["kinds"][kind], **changed}}
    judged = gates({**REPORT, "kinds": kinds}, PROFILES["average"], *aftermath)
    assert {gate["name"] for gate in judged if not gate["is_held"]} == missed


def test_a_request_that_fails_misses_a_gate() -> None:
    judged = gates({**REPORT, "error_count": 1}, PROFILES["average"], 0, 0, [])
    assert [gate["name"] for gate in judged if not gate["is_held"]] == ["requests that failed"]


@pytest.mark.parametrize(
    ("figure", "now", "is_worse"),
    [
        ("p99_ms", 13.0, False),  # less than half as much again
        ("p99_ms", 14.5, True),
        ("p50_ms", 6.0, False),  # three times as much, and too few milliseconds to matter
        ("p50_ms", 8.0, True),
        ("per_second", 180.0, False),
        ("per_second", 120.0, True),
    ],
)
def test_a_comparison_marks_what_is_worse(figure: str, now: float, is_worse: bool) -> None:
    kinds = {**REPORT["kinds"], "read": {**REPORT["kinds"]["read"], figure: now}}
    found = changes(REPORT, {**REPORT, "kinds": kinds}, 1.5)
    assert [(one.what, one.figure) for one in found if one.is_worse] == ([("read", figure)] if is_worse else [])
    assert ("worse" in html({**REPORT, "kinds": kinds}, found)) is is_worse


def test_only_runs_of_one_profile_are_compared(tmp_path: Path) -> None:
    with pytest.raises(Incomparable, match="of the profile peak"):
        changes({**REPORT, "profile": "peak"}, REPORT, 1.5)
    with pytest.raises(Incomparable, match="cannot be read"):
        read_report(tmp_path)


@given(st.lists(st.floats(1e-6, 60), min_size=1, max_size=200), st.sampled_from([0.5, 0.9, 0.99, 1.0]))
def test_a_percentile_is_at_most_two_percent_above_the_exact_one(latencies: list[float], share: float) -> None:
    histogram = Histogram()
    for latency in latencies:
        histogram.add({bucket_of(latency): 1})
    exact = sorted(latencies)[math.ceil(len(latencies) * share) - 1] * 1e3
    assert exact * (1 - 1e-9) <= histogram.percentile(share) <= exact * 1.02 * (1 + 1e-9)


def test_help_is_quick_because_load_and_check_are_imported_late() -> None:
    code = (
        "import sys, sandbox.cli; print([n for n in ('locust', 'gevent', 'schemathesis', 'httpx') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
