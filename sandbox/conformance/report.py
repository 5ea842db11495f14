"""A check as files: `conformance.json` for programs, `conformance.html` for people, `conformance.xml` for CI."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from sandbox.conformance.documents import Cell, JUnitCase, Marked, Said, instant, junit, page, table

_WORDS: dict[str, Cell] = {
    "passed": Marked("conforms", True),
    "failed": Marked("does not", False),
    "skipped": "not tried",
}
_FIRST_TO_READ = ("failed", "skipped", "passed")


def write_report(place: Path, report: dict[str, Any]) -> None:
    """Write the three files into a directory, which is made if need be."""
    place.mkdir(parents=True, exist_ok=True)
    (place / "conformance.json").write_text(json.dumps(report, indent=1) + "\n")
    (place / "conformance.html").write_text(html(report))
    (place / "conformance.xml").write_text(junit("sandbank.contract", [_junit(case) for case in report["cases"]]))


def html(report: dict[str, Any]) -> str:
    """The page: the parts, then every case of each."""
    verdict = ("good", "conforms") if report["conforms"] else ("bad", "does not conform")
    body = [
        "<h1>Contract check</h1>",
        f'<p><code>{escape(report["base_url"])}</code> <span class="{verdict[0]}">{verdict[1]}</span> to contract '
        f"{escape(report['contract_version'])}.</p>",
        f'<p class="soft">{len(report["cases"])} cases, {instant(report["started_at"])}</p>',
        "<h2>Parts</h2>",
        table(
            ("part", "conform", "do not", "not tried", "seconds"),
            [
                (part, one["passed"], _bad(one["failed"]), one["skipped"], round(one["seconds"], 1))
                for part, one in report["parts"].items()
            ],
        ),
    ]
    for part in report["parts"]:
        body += [f'<h2 id="{escape(part)}">{escape(part.capitalize())}</h2>', _cases(part, report["cases"])]
    return page("Sandbank contract check", body)


def _bad(count: int) -> Cell:
    return Marked(count, False) if count else count


def _cases(part: str, cases: Sequence[dict[str, Any]]) -> str:
    """The cases of a part, those that failed at the top: they are what a reader is here for."""
    own = sorted((one for one in cases if one["part"] == part), key=lambda one: _FIRST_TO_READ.index(one["outcome"]))
    columns = ["outcome", "case", "operations"]
    rows = [[_WORDS[one["outcome"]], Said(one["name"]), ", ".join(one["operations"])] for one in own]
    if any(one["detail"] for one in own):
        columns.insert(2, "what was found")
        for row, one in zip(rows, own, strict=True):
            row.insert(2, Said(one["detail"]))
    return table(columns, rows)


def _junit(case: dict[str, Any]) -> JUnitCase:
    operations = f"operations: {', '.join(case['operations'])}" if case["operations"] else ""
    failure = f"{case['detail']}\n{operations}" if case["outcome"] == "failed" else None
    skipped = case["detail"] if case["outcome"] == "skipped" else None
    return JUnitCase(case["part"], case["name"], case["seconds"], failure, skipped)
