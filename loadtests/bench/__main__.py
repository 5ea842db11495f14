"""`python -m loadtests.bench`: is the bank as fast as quality.md demands, on this machine, now?

First `sandbank up` is started five times on an empty directory; then bare, ours, the hand-made
bank and Prism run side by side, and wrk drives one of them at a time, in rounds, so that a slow minute of the
machine meets all of them. Each round begins with another server.
Exits 0 when every floor holds, 1 when one is missed, 2 when the run itself is invalid.
"""

import argparse
import shlex
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from loadtests.bench import alone, picture, report, servers
from loadtests.bench.life import measure
from loadtests.bench.load import RunError, Target, Work, drive, target_of_bank, target_of_bare, target_of_prism
from loadtests.bench.report import Measured, Report

WORKS: tuple[Work, ...] = ("read", "transfer")
EVERYTHING = [*WORKS, "start", "engine", "peak", "life"]
SERVERS = ["bare", "ours", "hand-made", "prism"]
STARTS = 5
WARM_UP_S = 1
PAUSE_S = 0.3  # lets what a run leaves behind (log writers, collectors) end before the next begins
OURS = [sys.executable, "-m", "sandbox.cli", "up"]


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers are stopped
    machine = report.machine()
    if report.is_busy(machine):
        _say(f"note: the machine is busy (load {machine['load_before']}); ratios scatter more than usual")
    begun_at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    try:
        starts, measured, values = _measure(options)
    except (servers.ServerError, RunError) as error:
        notes = "\n".join(getattr(error, "__notes__", []))
        _say(f"\nthe run is invalid: {error}\n{notes}".rstrip())
        return 2
    result = Report(begun_at, machine, options.rounds, options.seconds, measured, starts, values)
    path = options.json or report.default_path()
    result.write(path)
    drawn = path.with_suffix(".svg")
    drawn.write_text(picture.draw(result))
    print(f"\n{result.table()}\n\nwritten to {path} and {drawn.name}")
    return 1 if result.is_floor_missed and not options.no_gate else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m loadtests.bench", description=__doc__)
    parser.add_argument("--rounds", type=_positive, default=5, help="interleaved rounds (default 5)")
    parser.add_argument("--seconds", type=_positive, default=4, help="length of one run of wrk (default 4)")
    parser.add_argument("--only", nargs="+", choices=EVERYTHING, default=EVERYTHING, help="what to measure")
    parser.add_argument(
        "--servers",
        nargs="+",
        choices=SERVERS,
        default=SERVERS,
        help="whom to measure; figures that lack one of their two servers are not judged",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="default: bench-results/bench-<time>.json")
    parser.add_argument("--no-gate", action="store_true", help="exit 0 even if a floor is missed")
    parser.add_argument("--ours", type=shlex.split, default=OURS, metavar="COMMAND", help="in place of `sandbank up`")
    return parser.parse_args(arguments)


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return value


def _measure(options: argparse.Namespace) -> tuple[list[float], list[Measured], dict[str, float]]:
    """The seconds of each start, every run, and what was measured of ours alone."""
    wanted = options.only if "ours" in options.servers else [work for work in options.only if work in WORKS]
    with servers.workplace() as place:
        starts: list[float] = []
        values: dict[str, float] = {}
        if "start" in wanted:
            values |= alone.importing_the_sdk()
            for number in range(STARTS):
                starts.append(servers.start_to_first_answer(options.ours, place / f"empty-{number}"))
                _say(f"start {number + 1} of {STARTS}: {starts[-1]:.2f} s")
        works = [work for work in WORKS if work in wanted]
        measured = _rounds(options, works, place) if works else []
        if "engine" in wanted:
            values |= alone.engine(place / "engine", _say)
        if "peak" in wanted:
            values |= alone.peak(options.ours, place, _say)
        if "life" in wanted:
            values |= measure(options.ours, place, _say).values
        return starts, measured, values


def _rounds(options: argparse.Namespace, works: list[Work], place: Path) -> list[Measured]:
    with ExitStack() as stack:
        targets: list[Target] = []
        if "bare" in options.servers:
            targets.append(target_of_bare(stack.enter_context(servers.bare()), place))
        if "ours" in options.servers:
            bank = servers.ours(options.ours, place / "ours", "--demo")
            targets.append(target_of_bank(stack.enter_context(bank), place))
        if "hand-made" in options.servers:
            peer = servers.handmade(place / "postgres")
            targets.append(target_of_bank(stack.enter_context(peer), place))
        if "prism" in options.servers and "read" in works:
            targets.append(target_of_prism(stack.enter_context(servers.prism()), place))
        plan: list[tuple[Target, Work]] = []
        for target in targets:
            # The bare server and the mock do one thing only; the bare one's rate is the base of both works.
            plan += [(target, work) for work in (("read",) if target.server.name in ("bare", "prism") else works)]
        for target in targets:
            _say(f"{target.server.name}: {target.account_count} accounts")
        for target, work in plan:
            drive(target, work, WARM_UP_S)
        measured: list[Measured] = []
        for number in range(options.rounds):
            turn = number % len(plan)
            for target, work in plan[turn:] + plan[:turn]:
                time.sleep(PAUSE_S)
                run = drive(target, work, options.seconds)
                measured.append(Measured(number + 1, target.server.name, work, target.account_count, run))
                done = f"round {number + 1} of {options.rounds}"
                _say(f"{done}: {target.server.name:<10}{work:<9}{run.per_second:>9,.0f} /s")
        return measured


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
