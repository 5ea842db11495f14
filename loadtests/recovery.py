"""How quickly a bank is backed up, restored and up again: `python -m loadtests.recovery`.

A bank of so many accounts is filled through the engine, backed up whole and, after transfers, in part; the
server is killed under load and started again; then everything is restored, with every hash and the books
proved. Figures are of one run on this machine, to compare with each other. See: docs/backup.md.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from loadtests.growth.loader import load
from sandbox.backups.manifests import Manifest, Mode
from sandbox.backups.replaying import restore_at
from sandbox.backups.restoring import Sources, restore
from sandbox.backups.stores import BackupStore
from sandbox.backups.taking import take
from sandbox.commands.output import Output
from sandbox.engine.clock import wall_us
from sandbox.host import load_router

_CLIENTS = 4


def main(arguments: list[str] | None = None) -> int:
    """Measure and tell; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m loadtests.recovery", description=__doc__)
    parser.add_argument("--accounts", type=int, default=50_000, help="7 entries to an account (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=5.0, help="of transfers between two backups")
    parser.add_argument("--place", default="/var/tmp", help="on a real disk (default: %(default)s)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    load_router()
    with tempfile.TemporaryDirectory(dir=options.place, prefix="recovery-") as place:
        figures = measure(Path(place), options.accounts, options.seconds)
    out = Output(options)
    if options.json:
        out.document(figures)
    out.table(("what", "figure"), [(name, f"{value:,.1f}") for name, value in figures.items()], empty="nothing")
    return 0


def measure(place: Path, accounts: int, seconds: float) -> dict[str, float]:
    """Every figure by its name, its unit last."""
    data, store = place / "data", BackupStore(place / "store")
    loaded = asyncio.run(load(data, accounts, lambda line: None))
    sample = [one.account_id for one in loaded.sample]
    found: dict[str, float] = {"accounts": accounts, "data MB": _megabytes(data)}
    modes: tuple[Mode, ...] = ("FULL", "INCREMENTAL", "DIFFERENTIAL")
    with _server(data) as (client, _):
        for mode in modes:
            found |= _backed_up(data, store, mode)
            _transfers(client, sample, seconds / 2)
    with _server(data, "--archive-to", str(store.path)) as (client, process):
        _transfers(client, sample, seconds)
        time.sleep(1.0)
        at_us = wall_us()
        threading.Timer(seconds / 2, process.kill).start()
        found["transfers under load when killed"] = _transfers(client, sample, seconds)
    began = time.perf_counter()
    with _server(data) as (client, _):
        found["restart after kill -9, to the first answer, ms"] = (time.perf_counter() - began) * 1000
    sources = Sources((data / "master.key",))
    began = time.perf_counter()
    made = restore(store, place / "restored", sources=sources)
    took = time.perf_counter() - began
    found |= {"restore entries": made.entries, "restore s": took, "restore entries/s": made.entries / took}
    began = time.perf_counter()
    made = restore_at(store, place / "restored-at", at_us, sources=sources)
    found["restore to an instant entries/s"] = made.entries / (time.perf_counter() - began)
    return found


def _backed_up(data: Path, store: BackupStore, mode: Mode) -> dict[str, float]:
    began = time.perf_counter()
    made: Manifest = take(data, store, mode)
    took = time.perf_counter() - began
    held = sum(piece.size for one in made.files for piece in (one.pages, one.map) if piece is not None) / 1e6
    name = mode.lower()
    return {f"{name} s": took, f"{name} MB held": held, f"{name} MB/s of data": _megabytes(data) / took}


def _megabytes(data: Path) -> float:
    return sum(path.stat().st_size for path in data.rglob("*.db")) / 1e6


@contextmanager
def _server(data: Path, *options: str) -> Iterator[tuple[httpx.Client, subprocess.Popen[bytes]]]:
    command = [sys.executable, "-m", "sandbox.cli", "up", "--data", str(data), "--port", "0", "--json", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ})
    assert process.stdout is not None
    try:
        told: dict[str, Any] = json.loads(process.stdout.readline())
        headers = {"Authorization": f"Bearer {told['api_key']}"}
        with httpx.Client(base_url=f"{told['base_url']}/v1", headers=headers, timeout=30) as client:
            client.get("/accounts", params={"limit": 1}).raise_for_status()
            yield client, process
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(60)
        process.stdout.close()


def _transfers(client: httpx.Client, sample: list[str], seconds: float) -> int:
    """Move single cents for a while, or until the server is gone; gives how many were acknowledged."""
    ends, counts = time.perf_counter() + seconds, [0] * _CLIENTS

    def move(number: int) -> None:
        while time.perf_counter() < ends:
            place = (counts[number] * _CLIENTS + number) * 2 % (len(sample) - 1)
            body = {
                "source_account_id": sample[place],
                "destination_account_id": sample[place + 1],
                "amount_cents": 1,
                "currency": "USD",
            }
            key = f"recovery-{time.monotonic_ns()}-{number}"
            try:
                reply = client.post("/transactions/transfer", json=body, headers={"Idempotency-Key": key})
            except httpx.HTTPError:
                return
            assert reply.status_code == 202, reply.text
            counts[number] += 1

    threads = [threading.Thread(target=move, args=(number,)) for number in range(_CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts)


if __name__ == "__main__":
    sys.exit(main())
