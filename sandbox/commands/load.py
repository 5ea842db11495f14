"""`sandbank load`: requests at the pace of a profile, gates on latency, and proof that the bank ended well.

Exit codes: 0 every gate held (and nothing is worse than the earlier run); 1 a gate was missed or something is
worse; 2 it could not be done. The work is in sandbox/load, which needs the extra `load`.
"""

from __future__ import annotations

import argparse
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sandbox.commands.connection import open_bank
from sandbox.commands.interrupts import as_interrupt
from sandbox.commands.options import SubParsers, add_command, completes_files, count
from sandbox.commands.output import Output, Show
from sandbox.commands.refusals import FOUND, OK, CannotDo

_PROFILES = ("average", "peak", "5x", "soak")
_THRESHOLD = 1.5


def register(commands: SubParsers) -> None:
    """Add the parser."""
    parser = add_command(commands, "load", _load, help="put a bank under the load of its customers, and judge it")
    parser.add_argument("--base-url", dest="url", default=argparse.SUPPRESS, metavar="URL", help="the same as --url")
    parser.add_argument("--profile", choices=_PROFILES, default="average", help="how much (default: %(default)s)")
    parser.add_argument("--seconds", type=count, help="for how long; each profile has its own default")
    completes_files(parser.add_argument("--report", type=Path, metavar="DIR", help="write load.html, .json and .xml"))
    earlier = parser.add_argument("--compare", type=Path, metavar="EARLIER", help="load.json of an earlier run")
    completes_files(earlier)
    parser.add_argument(
        "--threshold",
        type=_threshold,
        default=_THRESHOLD,
        help="how many times worse is too much (default: %(default)s)",
    )


def _threshold(text: str) -> float:
    value = float(text)
    if not 1.0 < value < float("inf"):
        raise argparse.ArgumentTypeError("a number above 1 is needed")
    return value


def _load(options: argparse.Namespace) -> int:
    if find_spec("locust") is None:
        raise CannotDo("The package locust is missing: pip install 'sandbank-server[load]'.")
    # Imported late: `sandbank --help` has no use for them.
    from sandbox.load.aftermath import Ground, Unprepared
    from sandbox.load.comparison import Incomparable, changes, read_report
    from sandbox.load.profiles import PROFILES
    from sandbox.load.report import write_report
    from sandbox.load.run import run

    profile, out = PROFILES[options.profile], Output(options)
    seconds = options.seconds or profile.seconds
    bank = open_bank(options)
    ground = Ground(bank.http, bank.base_url, bank.key)
    try:
        earlier = read_report(options.compare) if options.compare else None
        if earlier and earlier["profile"] != profile.name:
            raise Incomparable(f"The earlier run is of the profile {earlier['profile']}, this one is {profile.name}.")
        with as_interrupt():
            with out.progress("Accounts") as show:
                accounts = ground.accounts(show)
            with out.progress(f"Load: {profile.name}") as show:
                report = run(ground, accounts, profile, seconds, lambda at: _tell(show, at, seconds))
        compared = changes(earlier, report, options.threshold) if earlier else []
    except (Unprepared, Incomparable) as error:
        raise CannotDo(str(error)) from None
    if options.report:
        write_report(options.report, report, compared)
    is_worse = any(change.is_worse for change in compared)
    _show(out, report, compared)
    if out.is_json:
        out.document({**report, "comparison": [change._asdict() for change in compared]})
    return OK if report["is_held"] and not is_worse else FOUND


def _tell(show: Show, at: dict[str, Any], seconds: int) -> None:
    words = f"{at['reads']:,} reads, {at['writes']:,} writes a second; p99 {at['read_p99_ms']:,.0f} ms"
    errors = f"; {at['errors']:,} errors" if at["errors"] else ""
    show((at["second"] + 1) * 10_000 // seconds, words + errors)


def _show(out: Output, report: dict[str, Any], compared: list[Any]) -> None:
    from sandbox.load.report import COLUMNS, figures, gate_line

    rows = [(name, *figures(values)[:7]) for name, values in {**report["kinds"], **report["operations"]}.items()]
    out.table([column.upper() for column in COLUMNS[:8]], rows, empty="")
    out.say("")
    gates = [
        (gate["name"], f"{gate['measured']:g}", gate_line(gate), "held" if gate["is_held"] else "MISSED")
        for gate in report["gates"]
    ]
    out.table(("GATE", "MEASURED", "LIMIT", ""), gates, empty="")
    for error, times in report["errors"].items():
        out.say(f"{times:,} x {error}", "red")
    if compared:
        out.say("")
        changed = [
            (one.what, one.figure, f"{one.before:g}", f"{one.after:g}", one.ratio, "WORSE" if one.is_worse else "")
            for one in compared
        ]
        out.table(("AGAINST EARLIER", "FIGURE", "BEFORE", "NOW", "RATIO", ""), changed, empty="")
