"""`sandbank diff`: what two banks differ in. Both are read as canonical exports, as they are at one instant each.

See: comparison.py; sandbox/services/banks/canonical.py says what an export has and leaves out.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sandbox.commands.comparison import Difference, differences
from sandbox.commands.connection import Connection, bank_named, open_home
from sandbox.commands.options import SubParsers, add_command, count
from sandbox.commands.output import Output
from sandbox.commands.refusals import FOUND, OK

_LONG_S = 600.0
_SIDES = {"A": "only in A", "B": "only in B", "both": "different"}


def register(commands: SubParsers) -> None:
    """Add the parser."""
    parser = add_command(commands, "diff", _diff, help="what two banks differ in", has_bank=False)
    parser.add_argument("bank_a", metavar="BANK_A", help="id or name")
    parser.add_argument("bank_b", metavar="BANK_B", help="id or name")
    parser.add_argument("--limit", type=count, default=50, help="how many differences to show (default: %(default)s)")


def _diff(options: argparse.Namespace) -> int:
    home, out = open_home(options), Output(options)
    bank_a, bank_b = bank_named(home, options.bank_a), bank_named(home, options.bank_b)
    counts, shown = compare(home, bank_a, bank_b, options.limit)
    if out.is_json:
        out.document(
            {
                "bank_a": bank_a,
                "bank_b": bank_b,
                "is_same": not counts,
                "counts": _nested(counts),
                "differences": [one._asdict() for one in shown],
            }
        )
        return FOUND if counts else OK
    if not counts:
        out.say("The banks are the same.")
        return OK
    kinds = sorted({kind for kind, _ in counts})
    rows = [(kind, *(counts[kind, side] or "" for side in _SIDES)) for kind in kinds]
    out.table(("WHAT", *(side.upper() for side in _SIDES.values())), rows, empty="")
    out.say("")
    for difference in shown:
        _tell(out, difference)
    left = sum(counts.values()) - len(shown)
    if left:
        out.say(f"… and {left:,} more; --limit shows them.")
    return FOUND


def compare(
    home: Connection, bank_a: str, bank_b: str, limit: int
) -> tuple[Counter[tuple[str, str]], list[Difference]]:
    """How many lines differ by kind and side, and the first of the differences."""
    counts: Counter[tuple[str, str]] = Counter()
    shown: list[Difference] = []
    for difference in differences(canonical(home, bank_a), canonical(home, bank_b)):
        counts[difference.what, difference.where] += 1
        if len(shown) < limit:
            shown.append(difference)
    return counts, shown


def canonical(home: Connection, bank_id: str) -> Iterator[dict[str, Any]]:
    """The lines of a bank's canonical export, as they come."""
    for text in canonical_text(home, bank_id):
        yield json.loads(text)


def canonical_text(home: Connection, bank_id: str) -> Iterator[str]:
    """The same as text."""
    for line in _lines(home.sdk.banks.export_bank(bank_id, format="CANONICAL", timeout=_LONG_S)):
        if line:
            yield line.decode()


def _lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Lines end at a line feed and nowhere else: JSON may hold every other separator."""
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        yield from whole
    yield rest


def _nested(counts: Counter[tuple[str, str]]) -> dict[str, dict[str, int]]:
    nested: dict[str, dict[str, int]] = {}
    for (kind, side), number in sorted(counts.items()):
        nested.setdefault(kind, {})[side] = number
    return nested


def _tell(out: Output, difference: Difference) -> None:
    if difference.fields is None:
        mark, style = ("-", "red") if difference.where == "A" else ("+", "green")
        out.say(f"{mark} {difference.what} {difference.name}", style)
        return
    out.say(f"~ {difference.what} {difference.name}", "yellow")
    for path, (before, after) in difference.fields.items():
        out.say(f"    {path}: {json.dumps(before, ensure_ascii=False)} → {json.dumps(after, ensure_ascii=False)}")
