"""`sandbank contract check`: which parts of the contract a server keeps; any server, not only a Sandbank.

Exit codes: 0 every case conforms; 1 at least one does not; 2 it could not be done.
The work is in sandbox/conformance; its cases with made-up data need the extra `check`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from sandbox.commands.connection import open_bank
from sandbox.commands.interrupts import as_interrupt
from sandbox.commands.options import SubParsers, add_command, add_group, at_most, completes_files
from sandbox.commands.output import Output
from sandbox.commands.refusals import FOUND, OK, CannotDo

_PARTS = ("problems", "idempotency", "pagination", "states", "webhooks", "schemas")
_MOST_EXAMPLES = 1_000
_EXAMPLES = 5
_MOST_PATIENCE_S = 600
_PATIENCE_S = 10


def register(commands: SubParsers) -> None:
    """Add the parser."""
    _, group = add_group(commands, "contract", help="what a server promises")
    parser = add_command(group, "check", _check, help="check that a server keeps the contract, part by part")
    parser.add_argument("--base-url", dest="url", default=argparse.SUPPRESS, metavar="URL", help="the same as --url")
    parser.add_argument("--part", action="append", choices=_PARTS, help="only this part; may be said again")
    parser.add_argument(
        "--examples",
        type=at_most(_MOST_EXAMPLES),
        default=_EXAMPLES,
        help="made-up requests, good and bad each, for an operation (default: %(default)s)",
    )
    parser.add_argument(
        "--patience",
        type=at_most(_MOST_PATIENCE_S),
        default=_PATIENCE_S,
        metavar="SECONDS",
        help="how long what the server does by itself may take (default: %(default)s)",
    )
    report = parser.add_argument("--report", type=Path, metavar="DIR", help="write conformance.html, .json and .xml")
    completes_files(report)


def _check(options: argparse.Namespace) -> int:
    # Imported late: `sandbank --help` has no use for them.
    from sandbox.conformance.case import Unusable
    from sandbox.conformance.report import write_report
    from sandbox.conformance.run import run

    out = Output(options)
    bank = open_bank(options)
    parts = options.part or [*_PARTS]
    try:
        with as_interrupt(), out.progress("Contract") as show:
            report = run(bank.base_url, bank.key, parts, options.examples, show, options.patience)
    except Unusable as error:
        raise CannotDo(str(error)) from None
    if options.report:
        write_report(options.report, report)
    _show(out, report)
    if out.is_json:
        out.document(report)
    return OK if report["conforms"] else FOUND


def _show(out: Output, report: dict[str, Any]) -> None:
    rows = [
        (part, figures["passed"], figures["failed"], figures["skipped"], f"{figures['seconds']:.1f} s")
        for part, figures in report["parts"].items()
    ]
    out.table(("PART", "CONFORM", "DO NOT", "NOT TRIED", "TOOK"), rows, empty="")
    for case in report["cases"]:
        if case["outcome"] == "failed":
            out.say("")
            out.say(f"{case['part']}: {case['name']} ({', '.join(case['operations'])})", "red")
            out.say("  " + case["detail"].replace("\n", "\n  "))
        elif case["outcome"] == "skipped":
            out.say(f"{case['part']}: {case['name']}: not tried, {case['detail']}")
    out.say("")
    word = "conforms" if report["conforms"] else "does not conform"
    out.say(f"{report['base_url']} {word} to contract {report['contract_version']}: {len(report['cases'])} cases.")
