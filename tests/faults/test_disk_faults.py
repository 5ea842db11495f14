"""Disk errors at every write and every sync of 200 transactions, once and for good.

CI takes a tenth, drawn from a seed: one of every ten neighbours; `SANDBANK_LONG` takes every case. A failure
prints the command that runs it again, alone. What is checked is in disk_faults_cases.py for the engine, in
server_faults.py for a whole server.
"""

from __future__ import annotations

import asyncio
import logging
import os
import random
import shutil
import ssl
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

import apsw
import pytest

from sandbox.contract.problem import Problem
from sandbox.engine.store.sqlite.files import create_file
from sandbox.engine.store.sqlite.schema import Unusable
from sandbox.host import Host
from tests.engine.banks import run
from tests.faults.disk_faults import close_ring, on_disk, open_at
from tests.faults.disk_faults_cases import Case, Prover, chance_of, record, run_case
from tests.faults.power import KINDS, Disk, Fault, FaultKind, any_file
from tests.faults.server_faults import opened, run_server

SEED = int(os.environ.get("SANDBANK_FAULT_SEED", "20261121"))
ONE_IN = 10
"""Of so many neighbouring positions CI takes one, of each kind, once and for good."""
ONE_IN_OF_SERVERS = 10
WHOLE = 50
"""One in so many cases lives from the beginning."""


def all_cases(writes: int, syncs: int) -> list[Fault]:
    """Every kind at every position, once and for good."""
    return [
        Fault(kind, position, lasts)
        for kind in KINDS
        for lasts in (False, True)
        for position in range(syncs if kind == "SYNC" else writes)
    ]


def chosen(cases: list[Fault], one_in: int) -> list[Fault]:
    """The cases of this run: the one that was asked for, all, or one of so many neighbours."""
    wanted = os.environ.get("SANDBANK_FAULT_CASE")
    if wanted:
        return [Fault.parse(wanted)]
    if os.environ.get("SANDBANK_LONG"):
        return cases
    rng = random.Random(SEED)
    alike = [list(those) for _, those in groupby(cases, key=lambda case: (case.kind, case.lasts))]
    return [rng.choice(those[first : first + one_in]) for those in alike for first in range(0, len(those), one_in)]


def command(fault: Fault, test: str) -> str:
    """What runs one case again."""
    case = f"SANDBANK_FAULT_SEED={SEED} SANDBANK_FAULT_CASE={fault}"
    return f"{case} python -m pytest tests/faults/test_disk_faults.py -k {test}"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bank tries at once to write again, and folds its log often."""
    monkeypatch.setattr("sandbox.engine.store.sqlite.store.RETRY_S", 0.001)
    monkeypatch.setattr("sandbox.engine.store.sqlite.writer.FOLD_PAGES", 150)
    # However slow the machine, what is committed together is flushed together: positions mean the same each time.
    monkeypatch.setattr("sandbox.engine.bank._SLICE_S", 60.0)
    logging.getLogger("sandbank").setLevel(logging.CRITICAL)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """An empty folder, in memory where there is such a place: no disk but the one of the test is waited for."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory, prefix="sandbank-") as folder:
        yield Path(folder)


async def run_engine(place: Path, test: str, fails_for: Callable[[str], bool] = any_file) -> str:
    """Run the cases of the engine alone; gives in what was done."""
    with chance_of(SEED) as chance:
        made = await record(place / "clean", SEED, chance, fails_for)
        cases = all_cases(made.writes, made.syncs)
        prover = Prover(place, made)
        lives = sorted((made.moment_before(fault), fault) for fault in chosen(cases, ONE_IN))
        lives += [(made.moments[0], fault) for _, fault in lives[::WHOLE]]
        where: Counter[str] = Counter()
        failures = Failures(test)
        for begins, fault in lives:
            with failures.noted(fault):
                async with asyncio.timeout(120):
                    where[await run_case(place / "case", fault, made, chance, prover, begins=begins)] += 1
        failures.tell()
    told = f"{made.writes} writes, {made.syncs} syncs, {len(cases)} cases; {len(lives)} run: {dict(where)}"
    return f"{told}; {prover.distinct} distinct states of {prover.asked}"


class Failures:
    """The cases that failed, each with the command that runs it again."""

    def __init__(self, test: str) -> None:
        self._test = test
        self._told: list[str] = []

    @contextmanager
    def noted(self, fault: Fault) -> Iterator[None]:
        """A case that fails does not hide the next one; ten are enough."""
        try:
            yield
        except Exception as error:
            self._told.append(f"{fault}: {error!r}\nagain: {command(fault, self._test)}")
            if len(self._told) == 10:
                self.tell()

    def tell(self) -> None:
        """Raises AssertionError when there are any."""
        assert not self._told, "\n".join(self._told)


# An error that SQLite deals with itself, while it closes a file, has nobody else to be raised to.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.timeout(0)
async def test_a_disk_may_fail_at_every_write_and_every_sync(place: Path) -> None:
    print(f"\n{await run_engine(place, 'every_write')}")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.timeout(0)
async def test_a_ring_of_keys_may_fail_and_everybody_can_still_be_read(place: Path) -> None:
    print(f"\n{await run_engine(place, 'ring', of_ring)}")


def of_ring(name: str) -> bool:
    """Whether a file is the ring of keys."""
    return name.startswith("keys.db")


@pytest.mark.parametrize("number", range(8))
async def test_a_case_that_begins_in_the_middle_writes_what_one_from_the_beginning_does(
    place: Path, number: int
) -> None:
    with chance_of(SEED) as chance:
        made = await record(place / "clean", SEED, chance)
        begins = random.Random(f"{SEED} {number}").choice(made.moments)
        (place / "case").mkdir()
        case = Case(place / "case", None, made, begins)
        told = len(case.disk.steps)
        with on_disk(case.disk):
            assert await case.run() == "closing"
    # Nonces and salts are drawn in another order, and so the bytes are others.
    found, wanted = ([step[:3] for step in steps] for steps in (case.steps[told:], made.steps[begins.steps :]))
    assert found == wanted
    assert [len(step.data) for step in case.steps[told:]] == [len(step.data) for step in made.steps[begins.steps :]]
    assert (case.disk.writes, case.disk.syncs) == (made.writes, made.syncs)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.timeout(0)
async def test_clients_of_a_server_on_a_failing_disk_see_refusals_and_nothing_wrong(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A server reads the machine's certificates when it starts, which takes longer than all else that it does here.
    certificates = ssl.create_default_context()
    monkeypatch.setattr("sandbox.services.webhooks.sender.ssl.create_default_context", lambda: certificates)
    clean = await run_server(place / "clean", None)
    cases = all_cases(clean.writes, clean.syncs)
    lives = chosen(cases, ONE_IN_OF_SERVERS)
    where: Counter[str] = Counter()
    failures = Failures("clients")
    for fault in lives:
        with failures.noted(fault):
            async with asyncio.timeout(120):
                disk = await run_server(place / "case", fault)
            where["failed" if disk.has_failed else "passed by"] += 1
        shutil.rmtree(place / "case")
    failures.tell()
    print(f"\n{clean.writes} writes, {clean.syncs} syncs, {len(cases)} cases; {len(lives)} run: {dict(where)}")


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


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_cannot_be_made_says_that_the_disk_fails(place: Path, kind: FaultKind) -> None:
    clean = Disk("clean", is_default=True)
    with on_disk(clean):
        create_file(place / "clean.db", {"bank_id": "bank_test"})
    for fault in (fault for fault in all_cases(clean.writes, clean.syncs) if fault.kind == kind):
        disk = Disk(f"disk {fault}", fault=fault, is_default=True)
        # Where the first write of a transaction fails, SQLite rolls back by itself.
        with on_disk(disk), pytest.raises((apsw.IOError, apsw.FullError)):
            create_file(place / "bank.db", {"bank_id": "bank_test"})


async def test_a_bank_that_cannot_be_made_is_refused_and_made_later(tmp_path: Path) -> None:
    api = await opened(tmp_path)
    disk = Disk("disk", fault=Fault("EIO", 0, lasts=False), is_default=True, fails_for=of_new_bank)
    with on_disk(disk):
        refused = await api.post("/banks", {"name": "Second"}, key="bank")
        made = await api.post("/banks", {"name": "Second"}, key="bank")
    assert disk.has_failed
    assert (refused.status, refused.code) == (503, "bank_read_only")
    assert made.status == 201
    await api.world.close()


def of_new_bank(name: str) -> bool:
    """Whether a file is a bank's that is being made, or its journal."""
    return ".new" in name


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
