"""Reports as files: an HTML page that needs nothing but itself, and JUnit XML for whoever collects results.

The page loads nothing from anywhere (no script, no font, no picture), so it can be kept, mailed and read offline.
See: sandbox/conformance/report.py, sandbox/load/report.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple
from xml.etree import ElementTree

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --paper: #fff; --card: #f6f8fa;
  --good: #116329; --bad: #a40e26; --one: #0550ae; --two: #953800; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9198a1; --line: #3d444d; --paper: #0d1117;
  --card: #151b23; --good: #3fb950; --bad: #ff7b72; --one: #79c0ff; --two: #ffa657; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto;
  padding: 1.5rem; max-width: 70rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
p { margin: .25rem 0; } .soft { color: var(--soft); }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 600; vertical-align: bottom; }
td.said { min-width: 10rem; white-space: pre-line; overflow-wrap: anywhere; } time { white-space: nowrap; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; }
.good { color: var(--good); font-weight: 600; } .bad { color: var(--bad); font-weight: 600; }
svg { box-sizing: border-box; width: 100%; min-width: 40rem; height: auto; background: var(--card);
  border: 1px solid var(--line); border-radius: 6px; }
svg text { fill: var(--soft); font: 12px system-ui, sans-serif; } svg .axis { stroke: var(--line); }
svg .one { stroke: var(--one); fill: none; stroke-width: 1.75; }
svg .two { stroke: var(--two); fill: none; stroke-width: 1.75; }
svg .limit { stroke: var(--bad); stroke-dasharray: 5 4; }
svg text.of-one { fill: var(--one); } svg text.of-two { fill: var(--two); }
code { font-size: .9em; overflow-wrap: anywhere; }
@media (max-width: 40rem) { body { padding: 1rem; } table { font-size: .85rem; } th, td { padding: .35rem .3rem; } }
"""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class JUnitCase(NamedTuple):
    """One case of a suite. `failure` is what went wrong; `skipped` is why it was not tried."""

    suite: str
    name: str
    seconds: float
    failure: str | None = None
    skipped: str | None = None


class Marked(NamedTuple):
    """A word or a number in a table that is good or bad."""

    text: str | int
    is_good: bool


class Said(NamedTuple):
    """What somebody else said, of whatever length: it breaks where it must, and keeps its lines."""

    text: str


Cell = str | int | float | Marked | Said | None


def page(title: str, body: Iterable[str]) -> str:
    """A whole HTML document; `body` is HTML."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body><main>"
        + "\n".join(body)
        + "</main></body></html>\n"
    )


def instant(at: str) -> str:
    """An instant of the API as people read it, as HTML: to the second, in UTC."""
    return f'<time datetime="{escape(at)}">{escape(at[:10])} {escape(at[11:19])} UTC</time>'


def table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table; numbers stand at the right, and so do the names of their columns."""
    kept = list(rows)
    first: Sequence[Cell] = kept[0] if kept else [None] * len(columns)
    head = "".join(_head(column, cell) for column, cell in zip(columns, first, strict=True))
    lines = "".join(f"<tr>{''.join(map(_cell, row))}</tr>\n" for row in kept)
    return f'<div class="wide" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>\n{lines}</tbody></table></div>'


def _head(column: str, below: Cell) -> str:
    place = ' class="number"' if _is_number(below) else ""
    return f'<th scope="col"{place}>{escape(column)}</th>'


def _is_number(value: Cell) -> bool:
    return isinstance(value.text if isinstance(value, Marked) else value, int | float)


def _cell(value: Cell) -> str:
    if isinstance(value, Said):
        return f'<td class="said">{escape(value.text)}</td>'
    if isinstance(value, Marked):
        text = escape(value.text) if isinstance(value.text, str) else f"{value.text:,}"
        place = ' class="number"' if _is_number(value) else ""
        return f'<td{place}><span class="{"good" if value.is_good else "bad"}">{text}</span></td>'
    if isinstance(value, int | float):
        return f'<td class="number">{value:,}</td>'
    return f"<td>{escape(value or '')}</td>"


def junit(name: str, cases: Sequence[JUnitCase]) -> str:
    """The cases as JUnit XML, suite by suite."""
    root = ElementTree.Element("testsuites", {"name": name, **_counts(cases)})
    for suite in dict.fromkeys(case.suite for case in cases):
        members = [case for case in cases if case.suite == suite]
        node = ElementTree.SubElement(root, "testsuite", {"name": suite, **_counts(members)})
        for case in members:
            leaf = ElementTree.SubElement(
                node, "testcase", classname=f"{name}.{suite}", name=case.name, time=f"{case.seconds:.3f}"
            )
            if case.failure is not None:
                text = _NOT_XML.sub("\ufffd", case.failure)
                first = text.splitlines()[0] if text else ""
                ElementTree.SubElement(leaf, "failure", message=first).text = text
            elif case.skipped is not None:
                ElementTree.SubElement(leaf, "skipped", message=case.skipped)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _counts(cases: Sequence[JUnitCase]) -> dict[str, str]:
    return {
        "tests": str(len(cases)),
        "failures": str(sum(case.failure is not None for case in cases)),
        "skipped": str(sum(case.skipped is not None for case in cases)),
        "errors": "0",
        "time": f"{sum(case.seconds for case in cases):.3f}",
    }
