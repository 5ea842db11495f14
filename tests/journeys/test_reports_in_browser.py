"""The pages that `sandbank load` and `sandbank contract check` write, in Chromium, as files that somebody was sent.

In light and dark, on a phone and on a desk: axe finds nothing, nothing is said on the console or asked of anybody, and
the page does not scroll sideways. Each report is there as one that passes and as one in which much is wrong.
Left out where Chromium, Playwright or npm is missing. See: sandbox/conformance/documents.py, tests/portal/chromium.py.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.conformance import report as conformance_report
from sandbox.conformance.run import PARTS, cases_of
from sandbox.load import report as load_report
from sandbox.load.comparison import changes
from sandbox.load.profiles import PROFILES
from sandbox.load.requests import KINDS
from sandbox.load.run import gates
from tests.portal.chromium import CHROMIUM, FLAGS, MISSING, Window, install_axe

playwright = pytest.importorskip("playwright.sync_api", reason="the browser tests need Playwright")

_MISSING = MISSING or install_axe()
pytestmark = pytest.mark.skipif(_MISSING is not None, reason=_MISSING or "")

EXAMPLES = 2
PAGES = ("load-held", "load-missed", "load-silent", "conformance-kept", "conformance-broken")
FOUND = (
    "POST /accounts/acct_1k0r7szxndmf7kbvvshnb7wn60/close answered 500 instead of 409 wrong_state:\n"
    '{"type":"about:blank","title":"Internal Server Error","status":500,"instance":"/accounts/acct_1k0r7szx"}',
    "GET /customers answered https://bank.example/v1/customers?cursor=" + "eyJhZnRlciI6ImN1c3RfMWswcjdzenhuZG1" * 4,
    "<script>alert('the server under test wrote this')</script>",
)


# What a run makes of itself ---------------------------------------------------------------------------
def _figures(rng: random.Random, count: int, seconds: int, slow: float) -> dict[str, Any]:
    p50 = rng.uniform(1.2, 4) * slow
    times = {name: round(p50 * by, 2) for name, by in (("p50", 1), ("p90", 2.2), ("p99", 6), ("p999", 15), ("max", 40))}
    figures = {f"{name}_ms": value for name, value in times.items()}
    return {"count": count, "per_second": round(count / seconds, 2), **figures, "service_p99_ms": round(p50 * 5, 2)}


def load(*, slow: float = 1.0, errors: dict[str, int] | None = None, profile: str = "peak") -> dict[str, Any]:
    """A run of a minute as sandbox/load/run.py reports it; `slow` multiplies its latencies."""
    rng, plan, seconds = random.Random(7), PROFILES[profile], 60
    told = errors or {}
    counts = {"read": int(plan.reads_per_s * seconds), "write": int(plan.writes_per_s * seconds)}
    report: dict[str, Any] = {
        "report": "sandbank load",
        "profile": profile,
        "started_at": "2026-01-15T09:30:00.000000Z",
        "seconds": seconds,
        "machine": "Linux x86_64, Python 3.11.7",
        "load_processes": plan.processes,
        "offered": {"read": plan.reads_per_s, "write": plan.writes_per_s},
        "kinds": {kind: _figures(rng, count, seconds, slow) for kind, count in counts.items()},
        "operations": {name: _figures(rng, rng.randrange(9, 90_000), seconds, slow) for name in sorted(KINDS)},
        "timeline": [_second(rng, plan.reads_per_s, number, slow) for number in range(seconds)],
        "errors": told,
        "error_count": sum(told.values()),
    }
    report["gates"] = gates(report, plan, 3 if told else 0, 0, ["USD"] if told else [])
    report["is_held"] = all(gate["is_held"] for gate in report["gates"])
    return report


def _second(rng: random.Random, reads: float, number: int, slow: float) -> dict[str, Any]:
    times = {f"{kind}_{name}_ms": round(rng.uniform(1, 4) * by * slow, 2)
             for kind in ("read", "write") for name, by in (("p50", 1), ("p99", 6))}  # fmt: skip
    return {"second": number, "reads": int(reads * rng.uniform(0.9, 1.05) / max(1, slow / 20)), "writes": 12, **times}


def conformance(*, is_kept: bool) -> dict[str, Any]:
    """A check of every part, with the cases that there are."""
    rng = random.Random(7)
    told = []
    for case in cases_of(PARTS, EXAMPLES):
        outcome = "passed" if is_kept else rng.choice(("passed", "passed", "failed", "skipped"))
        found = {"passed": "", "failed": rng.choice(FOUND), "skipped": "The key may not make banks."}[outcome]
        told.append({"part": case.part, "name": case.name, "operations": list(case.operations), "outcome": outcome,
                     "detail": found, "seconds": round(rng.uniform(0.01, 3), 3)})  # fmt: skip
    outcomes = ("passed", "failed", "skipped")
    parts = {}
    for part in PARTS:
        own = [one for one in told if one["part"] == part]
        counts = {name: sum(one["outcome"] == name for one in own) for name in outcomes}
        parts[part] = {**counts, "seconds": sum(one["seconds"] for one in own)}
    return {
        "report": "sandbank contract check",
        "contract_version": "1.0.0",
        "base_url": "https://a-bank-with-a-rather-long-name.staging.example/sandbank/v1",
        "started_at": "2026-01-15T09:30:00.000000Z",
        "conforms": is_kept,
        "parts": parts,
        "cases": told,
    }


ERRORS = {
    "createTransfer 503 bank_read_only": 1_204,
    "getAccount: ConnectionResetError(104, 'Connection reset by peer')": 17,
    "listTransactions answered after a very long time, and what it answered was not of the shape that was asked for": 2,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages, each under its name, written as the commands write them."""
    place = tmp_path_factory.mktemp("reports")
    held, missed = load(), load(slow=60, errors=ERRORS)
    silent = {**load(profile="average"), "timeline": [], "operations": {}}
    for name, told, compared in (
        ("load-held", held, []),
        ("load-missed", missed, changes(held, missed, 1.25)),
        ("load-silent", silent, []),
    ):
        load_report.write_report(place / name, told, compared)
        (place / name / "load.html").rename(place / f"{name}.html")
    for name, is_kept in (("conformance-kept", True), ("conformance-broken", False)):
        conformance_report.write_report(place / name, conformance(is_kept=is_kept))
        (place / name / "conformance.html").rename(place / f"{name}.html")
    return place


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        found = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield found
        found.close()


@pytest.fixture(params=[(width, scheme) for width in (390, 1280) for scheme in ("light", "dark")], ids=str)
def window(request: pytest.FixtureRequest, folder: Path, browser: Any) -> Iterator[Window]:
    width, scheme = request.param
    found = Window(browser, f"file://{folder}", width=width, scheme=scheme)
    yield found
    wrong = found.told()
    found.close()
    assert wrong == []


# How it looks ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", PAGES)
def test_a_report_can_be_read_by_everybody_on_everything(window: Window, name: str) -> None:
    window.go(f"/{name}.html")
    assert window.violations() == []
    assert not window.is_too_wide()
    assert window.page.get_by_role("heading", level=1).count() == 1


VERDICTS = {
    "load-held": "All gates hold",
    "load-missed": "A gate is missed",
    "conformance-kept": "conforms",
    "conformance-broken": "does not conform",
}


@pytest.mark.parametrize("name", VERDICTS)
def test_the_verdict_is_seen_without_scrolling(window: Window, name: str) -> None:
    window.go(f"/{name}.html")
    place = window.page.get_by_text(VERDICTS[name], exact=True).first.bounding_box()
    assert place["y"] + place["height"] < 300
