"""Disk errors at every write and every sync of 200 transactions, once and for good.

CI draws a sample from a seed; `SANDBANK_LONG` takes every case. A failure prints the command that runs
it again, alone. What is checked is in disk_faults.py for the engine, in server_faults.py for a whole server.
"""

from __future__ import annotations

import asyncio
import logging
import os
import random
import shutil
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import apsw
import pytest

from sandbox.contract.problem import Problem
from sandbox.engine.store.sqlite.schema import Unusable
from sandbox.host import Host
from tests.engine.banks import run
from tests.faults.disk_faults import close_ring, count_clean, on_disk, open_at, run_case
from tests.faults.power import KINDS, Disk, Fault
from tests.faults.server_faults import run_server

SEED = int(os.environ.get("SANDBANK_FAULT_SEED", "20261121"))
SAMPLE = 96
SERVERS = 24
RINGS = 24


def all_cases(writes: int, syncs: int) -> list[Fault]:
    """Every kind at every position, once and for good."""
    return [
        Fault(kind, position, lasts)
        for kind in KINDS
        for position in range(syncs if kind == "SYNC" else writes)
        for lasts in (False, True)
    ]


def chosen(cases: list[Fault], sample: int) -> list[Fault]:
    """The cases of this run: the one that was asked for, all, or a sample with every kind alike."""
    wanted = os.environ.get("SANDBANK_FAULT_CASE")
    if wanted:
        return [Fault.parse(wanted)]
    if os.environ.get("SANDBANK_LONG"):
        return cases
    rng = random.Random(SEED)
    kinds = [(kind, lasts) for kind in KINDS for lasts in (False, True)]
    of = {pair: [case for case in cases if (case.kind, case.lasts) == pair] for pair in kinds}
    return [case for pair in kinds for case in rng.sample(of[pair], sample // len(kinds))]


def command(fault: Fault, test: str) -> str:
    """What runs one case again."""
    case = f"SANDBANK_FAULT_SEED={SEED} SANDBANK_FAULT_CASE={fault}"
    return f"{case} python -m pytest tests/faults/test_disk_faults.py -k {test}"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bank tries at once to write again, and folds its log often."""
    monkeypatch.setattr("sandbox.engine.store.sqlite.store.RETRY_S", 0.001)
    monkeypatch.setattr("sandbox.engine.store.sqlite.writer.FOLD_PAGES", 150)
    logging.getLogger("sandbank").setLevel(logging.CRITICAL)


async def run_all(place: Path, cases: list[Fault], run: Callable[[Path, Fault], Awaitable[str]], test: str) -> str:
    """Run cases one after the other; gives in how many the fault showed where."""
    where: Counter[str] = Counter()
    for number, fault in enumerate(cases):
        folder = place / f"case{number}"
        try:
            async with asyncio.timeout(120):
                where[await run(folder, fault)] += 1
        except Exception as error:
            raise AssertionError(f"{fault}: {error!r}\nagain: {command(fault, test)}") from error
        shutil.rmtree(folder)
    return f"{len(cases)} cases: {dict(where)}"


# An error that SQLite deals with itself, while it closes a file, has nobody else to be raised to.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.timeout(0)
async def test_a_disk_may_fail_at_every_write_and_every_sync(tmp_path: Path) -> None:
    clean = await count_clean(tmp_path / "clean", SEED)
    cases = all_cases(clean.writes, clean.syncs)

    async def one(place: Path, fault: Fault) -> str:
        return await run_case(place, fault, SEED)

    told = await run_all(tmp_path, chosen(cases, SAMPLE), one, "every_write")
    print(f"\n{clean.writes} writes, {clean.syncs} syncs, {len(cases)} cases; {told}")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.timeout(0)
async def test_clients_of_a_server_on_a_failing_disk_see_refusals_and_nothing_wrong(tmp_path: Path) -> None:
    clean = await run_server(tmp_path / "clean", None)
    cases = all_cases(clean.writes, clean.syncs)

    async def one(place: Path, fault: Fault) -> str:
        disk = await run_server(place, fault)
        return "failed" if disk.has_failed else "passed by"

    told = await run_all(tmp_path, chosen(cases, SERVERS), one, "clients")
    print(f"\n{clean.writes} writes, {clean.syncs} syncs, {len(cases)} cases; {told}")


def of_ring(name: str) -> bool:
    """Whether a file is the ring of keys."""
    return name.startswith("keys.db")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.timeout(0)
async def test_a_ring_of_keys_may_fail_and_everybody_can_still_be_read(tmp_path: Path) -> None:
    clean = await count_clean(tmp_path / "clean", SEED, of_ring)
    cases = all_cases(clean.writes, clean.syncs)

    async def one(place: Path, fault: Fault) -> str:
        return await run_case(place, fault, SEED, of_ring)

    told = await run_all(tmp_path, chosen(cases, RINGS), one, "ring")
    print(f"\n{clean.writes} writes, {clean.syncs} syncs, {len(cases)} cases; {told}")


async def test_a_change_of_the_clock_that_was_refused_did_not_happen(tmp_path: Path) -> None:
    disk = Disk("clock", is_default=True)
    with on_disk(disk):
        bank = await open_at(tmp_path)
        await run(bank, _run_clock)
        disk.fault = Fault("EIO", disk.writes, lasts=True)
        with pytest.raises(Problem) as refused:
            await run(bank, _freeze_clock)
        disk.heal()
        assert refused.value.code == "bank_read_only"
        assert bank.clock.mode == "RUNNING"
        await bank.close()
        close_ring(bank.vault)


async def _run_clock(tx: Any) -> None:
    tx.run_clock()


async def _freeze_clock(tx: Any) -> None:
    tx.freeze_clock()


@pytest.mark.parametrize("begun", [b"", None], ids=["empty", "without tables"])
async def test_a_first_start_that_was_cut_short_is_made_again(tmp_path: Path, begun: bytes | None) -> None:
    path = tmp_path / "platform.db"
    if begun is not None:
        path.write_bytes(begun)
    else:
        connection = apsw.Connection(str(path))
        connection.execute("PRAGMA journal_mode=WAL").fetchall()
        connection.close()
    host = await Host.open(tmp_path)
    await host.new_organization("Test Fintech", is_operator=True)
    await host.close()


async def test_an_empty_platform_beside_banks_is_refused(tmp_path: Path) -> None:
    host = await Host.open(tmp_path)
    await host.new_organization("Test Fintech", is_operator=True)
    await host.close()
    (tmp_path / "platform.db").write_bytes(b"")
    with pytest.raises(Unusable):
        await Host.open(tmp_path)
