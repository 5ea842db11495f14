"""`python -m loadtests.growth [--accounts N…]`: does an operation cost more when the bank is larger?

Banks of each size are filled (see loader.py), then served side by side, and the same operations go over accounts
from everywhere in them, in interleaved rounds: what is compared is the same minute of the same machine. Exits 1
when a floor of the quality page's row "full bank" is missed, 2 when the run is invalid.

The sources' own size is 15 million accounts with 100 million entries: `--accounts 1000 15000000`, which
needs about 65 GB in `--place` and some hours; 10^7 about 45 GB, which `--grow 10000000` then fills on.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from loadtests.bench import report, servers
from loadtests.bench.life import Client
from loadtests.bench.servers import Server
from loadtests.growth.loader import NOTHING_YET, Loaded, Sampled, load
from sandbox.engine.ids import derived

SIZES = (1_000, 100_000, 1_000_000)
ROUNDS = 5
READS, WRITES = 600, 100
OURS = [sys.executable, "-m", "sandbox.cli", "up"]
READ_P99_FLOOR = 2.0
RESIDENT_GOAL_MB = 2_000.0


@dataclass
class Grown:
    """A bank of one size, and what was measured on it."""

    loaded: Loaded
    file_mb: float
    open_s: float = 0.0
    resident_mb: float = 0.0
    taken_ms: dict[str, list[list[float]]] = field(default_factory=dict)

    def p(self, work: str, share: float) -> float:
        """A percentile of an operation in milliseconds: the median of the rounds'."""
        return statistics.median(_percentile(taken, share) for taken in self.taken_ms[work])


def _percentile(taken: list[float], share: float) -> float:
    found = sorted(taken)
    return found[min(len(found) - 1, int(len(found) * share))]


def _ledger(one: Sampled) -> str:
    """The account in the books."""
    return derived("lacc", one.account_id)


Work = Callable[[Client, Sampled, Sampled], Any]
READ_WORKS: dict[str, Work] = {
    "getAccount": lambda c, a, b: c.call("GET", f"/accounts/{a.account_id}"),
    "getCustomer": lambda c, a, b: c.call("GET", f"/customers/{a.customer_id}"),
    "listAccounts of a customer": lambda c, a, b: c.call("GET", f"/accounts?customer_id={a.customer_id}"),
    "listAccounts, a page": lambda c, a, b: c.call("GET", "/accounts?limit=20"),
    "listCustomers by email": lambda c, a, b: c.call("GET", f"/customers?email={a.email}"),
    "listEntries of an account": lambda c, a, b: c.call("GET", f"/ledger/entries?ledger_account_id={_ledger(a)}"),
    "listAccountTransactions": lambda c, a, b: c.call("GET", f"/accounts/{a.account_id}/transactions"),
}
WRITE_WORKS: dict[str, Work] = {
    "createTransfer": lambda c, a, b: c.call(
        "POST",
        "/transactions/transfer",
        {
            "source_account_id": a.account_id,
            "destination_account_id": b.account_id,
            "amount_cents": 1,
            "currency": "USD",
        },
    ),
    "openAccount": lambda c, a, b: c.call(
        "POST", "/accounts", {"customer_id": a.customer_id, "account_type": "CHECKING", "currency": "USD"}
    ),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill, measure, tell; gives the exit code."""
    options = _options(arguments)
    machine = report.machine()
    try:
        with servers.workplace() as place:
            chosen: Path = options.place or place
            grown = [_fill(chosen / f"growth-{size}", size, options.grow) for size in options.accounts]
            _measure(chosen, grown, options.rounds)
            if options.place is not None and not options.keep:
                for one in grown:
                    shutil.rmtree(chosen / f"growth-{one.loaded.accounts}", ignore_errors=True)
    except servers.ServerError as error:
        notes = "\n".join(getattr(error, "__notes__", []))
        _say(f"\nthe run is invalid: {error}\n{notes}".rstrip())
        return 2
    missed = _missed(grown)
    print("\n".join(_table(grown, missed)))
    path = report.ROOT / "bench-results" / f"growth-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"machine": machine, "missed": missed, "sizes": [_plain(one) for one in grown]}))
    print(f"\nwritten to {path}")
    return 1 if missed else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m loadtests.growth", description=__doc__)
    parser.add_argument("--accounts", nargs="+", type=int, default=SIZES, metavar="N", help="sizes of the banks")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"interleaved rounds (default {ROUNDS})")
    parser.add_argument("--place", type=Path, help="where the banks are made (default: a directory in /var/tmp)")
    parser.add_argument("--keep", action="store_true", help="leave the banks in --place, and use those that are there")
    parser.add_argument(
        "--grow", type=int, metavar="N", help="fill the kept bank of N accounts on, instead of a new one"
    )
    return parser.parse_args(arguments)


def _fill(data: Path, size: int, grow: int | None) -> Grown:
    kept = data.with_suffix(".json")
    if kept.exists():
        loaded = _kept(kept)
    else:
        _say(f"filling a bank of {size:,} accounts")
        there = _taken_over(data, size, grow)
        loaded = asyncio.run(load(data, size, _say, there))
        kept.write_text(json.dumps(loaded._asdict()))
    rate = loaded.entries / loaded.seconds
    _say(f"{size:,} accounts, {loaded.entries:,} entries in {loaded.seconds:,.0f} s: {rate:,.0f} entries a second")
    size_mb = sum(file.stat().st_size for file in data.rglob("*.db")) / 1e6
    return Grown(loaded, size_mb)


def _kept(file: Path) -> Loaded:
    fields = json.loads(file.read_text())
    return Loaded(**{**fields, "sample": [Sampled(*one) for one in fields["sample"]]})


def _taken_over(data: Path, size: int, grow: int | None) -> Loaded:
    """With `--grow N`, the kept bank of N accounts becomes the one to fill: its accounts need not be made again."""
    if grow is None or grow >= size:
        return NOTHING_YET
    smaller = data.with_name(f"growth-{grow}")
    there = _kept(smaller.with_suffix(".json"))
    smaller.with_suffix(".json").unlink()
    smaller.rename(data)
    return there


def _measure(place: Path, grown: list[Grown], rounds: int) -> None:
    with ExitStack() as stack:
        clients = []
        for one in grown:
            began = time.perf_counter()
            data = place / f"growth-{one.loaded.accounts}"
            server = stack.enter_context(servers.ours(OURS, data, "--empty"))
            client = Client(server.base_url, server.api_key)
            client.call("GET", f"/accounts/{one.loaded.sample[0].account_id}")
            one.open_s = time.perf_counter() - began
            clients.append((one, client, server))
        for number in range(rounds + 1):
            for one, client, _ in clients[number % len(clients) :] + clients[: number % len(clients)]:
                _round(one, client, random.Random(number), is_warming_up=number == 0)
            _say(f"round {number} of {rounds}" if number else "warmed up")
        for one, _, server in clients:
            one.resident_mb = _resident_mb(server)


def _round(one: Grown, client: Client, rng: random.Random, *, is_warming_up: bool) -> None:
    """The operations one after the other, each over accounts from everywhere in the bank."""
    for works, count in ((READ_WORKS, READS), (WRITE_WORKS, WRITES)):
        for name, work in works.items():
            taken: list[float] = []
            for _ in range(count // 8 if is_warming_up else count):
                some, other = rng.sample(one.loaded.sample, 2)
                began = time.perf_counter()
                work(client, some, other)
                taken.append((time.perf_counter() - began) * 1000)
            if not is_warming_up:
                one.taken_ms.setdefault(name, []).append(taken)


def _resident_mb(server: Server) -> float:
    pages = int(Path(f"/proc/{server.pid}/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def _missed(grown: list[Grown]) -> list[str]:
    small, large = grown[0], grown[-1]
    missed = []
    for name in READ_WORKS:
        ratio = large.p(name, 0.99) / small.p(name, 0.99)
        if ratio > READ_P99_FLOOR:
            missed.append(f"{name}: p99 {ratio:.2f} times that of {small.loaded.accounts:,} accounts")
    if large.resident_mb > RESIDENT_GOAL_MB:
        missed.append(f"resident {large.resident_mb:,.0f} MB")
    return missed


def _table(grown: list[Grown], missed: list[str]) -> list[str]:
    small = grown[0]
    lines = [f"{'accounts':<30}" + "".join(f"{one.loaded.accounts:>30,}" for one in grown)]
    for title, value in (
        ("entries", lambda one: f"{one.loaded.entries:,}"),
        ("filled, entries a second", lambda one: f"{one.loaded.entries / one.loaded.seconds:,.0f}"),
        ("files, MB", lambda one: f"{one.file_mb:,.0f}"),
        ("start to first read, s", lambda one: f"{one.open_s:.2f}"),
        ("resident at the end, MB", lambda one: f"{one.resident_mb:,.0f}"),
    ):
        lines.append(f"{title:<30}" + "".join(f"{value(one):>30}" for one in grown))
    lines.append(f"{'ms: median, p99 (x smallest)':<30}")
    for name in (*READ_WORKS, *WRITE_WORKS):
        cells = [
            f"{one.p(name, 0.5):.2f} {one.p(name, 0.99):.2f} "
            f"({one.p(name, 0.5) / small.p(name, 0.5):.2f}x {one.p(name, 0.99) / small.p(name, 0.99):.2f}x)"
            for one in grown
        ]
        lines.append(f"{name:<30}" + "".join(f"{cell:>30}" for cell in cells))
    verdict = [f"FLOOR MISSED: {one}" for one in missed]
    goal = f"floors: read p99 within {READ_P99_FLOOR:g}x of the smallest, under {RESIDENT_GOAL_MB:,.0f} MB resident"
    return [*lines, "", *(verdict or [f"{goal}: held"])]


def _plain(one: Grown) -> dict[str, Any]:
    return {
        "accounts": one.loaded.accounts,
        "customers": one.loaded.customers,
        "entries": one.loaded.entries,
        "filled_s": one.loaded.seconds,
        "file_mb": one.file_mb,
        "open_s": one.open_s,
        "resident_mb": one.resident_mb,
        "operations": {
            name: {"p50_ms": one.p(name, 0.5), "p99_ms": one.p(name, 0.99), "count": sum(map(len, taken))}
            for name, taken in one.taken_ms.items()
        },
    }


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
