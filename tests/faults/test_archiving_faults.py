"""History is moved while the disk fails, the power goes, the process is killed: nothing is lost, nothing is doubled.

The bank works and archives on a disk that records every write and sync, segments included; then states that a failing
power can leave are laid out, opened, proved, and archived on. See: power.py for the disk, test_power_loss.py.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from hashlib import blake2b
from pathlib import Path

import apsw
import pytest

from sandbox.engine.bank import Bank
from sandbox.engine.store.sqlite import archiving
from sandbox.engine.store.sqlite.history import beside
from sandbox.engine.store.sqlite.verify import verify_file
from tests.engine.banks import assert_verifies
from tests.engine.reads import canonical, everything
from tests.faults.disk_faults import check_money, close_ring, deeds, do, groups, keys_in, on_disk, open_at
from tests.faults.power import Disk, Fault, FaultKind, lay_out, states

IS_LONG = bool(os.environ.get("SANDBANK_LONG"))
STATES = 20_000 if IS_LONG else 250
KILLS = 200 if IS_LONG else 12
SEED = int(os.environ.get("SANDBANK_FAULT_SEED", "20261121"))
DAY_US = 86_400_000_000


@pytest.fixture(autouse=True)
def in_small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many commits, several segments, and merges of them."""
    monkeypatch.setattr(archiving, "SLICE_ROWS", 20)
    monkeypatch.setattr(archiving, "MOST_SEGMENTS", 2)
    monkeypatch.setattr("sandbox.engine.store.sqlite.writer.FOLD_PAGES", 60)


async def archive(bank: Bank) -> None:
    """Move nearly everything."""
    await bank.archive_history(bank.clock.now_us() - DAY_US)


@pytest.mark.timeout(0)
async def test_no_moment_of_power_loss_loses_or_doubles_old_history(tmp_path: Path) -> None:
    made = deeds(SEED, 50)
    acknowledged: list[tuple[int, set[str]]] = []
    work, place = tmp_path / "work", tmp_path / "state"
    work.mkdir()
    disk = Disk("archiving recorder", is_default=True)
    with on_disk(disk):
        bank = await open_at(work)
        for number, group in enumerate(groups(SEED, made)):
            await do(bank, group)
            acknowledged.append((len(disk.steps), {deed.key for deed in group}))
            await bank.advance(bank.clock.now_us() + DAY_US // 2)
            if number % 6 == 5:
                await archive(bank)
        await bank.close()
        close_ring(bank.vault)
    assert any(".history-" in step.file and step.kind == "sync" for step in disk.steps)
    master = (work / "master.key").read_bytes()
    seen: dict[bytes, set[str]] = {}
    for number, (moment, files) in enumerate(states(disk.steps, STATES, SEED)):
        digest = blake2b(digest_size=16)
        for name in sorted(files):
            digest.update(f"{name} {len(files[name])} ".encode() + files[name])
        if digest.digest() not in seen:
            shutil.rmtree(place, ignore_errors=True)
            lay_out(files, place)
            (place / "master.key").write_bytes(master)
            seen[digest.digest()] = await prove(place, made)
        kept = set().union(*(keys for steps, keys in acknowledged if steps <= moment))
        assert kept <= seen[digest.digest()], f"state {number}: {kept - seen[digest.digest()]} are missing"
    print(f"\n{STATES} states of {len(disk.steps)} steps, {len(seen)} distinct")


async def prove(place: Path, made: list) -> set[str]:  # type: ignore[type-arg]
    """Open a state; its books hold before and after the archiving is taken up again. Gives the deeds in it."""
    bank = await open_at(place)
    try:
        findings = verify_file(place / "bank.db").findings
        assert not findings, findings[:3]
        keys = keys_in(bank)
        await check_money(bank, made, keys)
        lines = await rows_of(bank, place)
        await archive(bank)
        assert await rows_of(bank, place) == lines
        assert len(beside(place / "bank.db")) <= archiving.MOST_SEGMENTS + 2
    finally:
        await bank.close()
        close_ring(bank.vault)
    findings = verify_file(place / "bank.db").findings
    assert not findings, findings[:3]
    return keys


async def rows_of(bank: Bank, place: Path) -> bytes:
    """The canonical export without its first line, which tells of the clock."""
    return (await canonical(bank, place)).split(b"\n", 1)[1]


@pytest.mark.parametrize("kind", ["EIO", "FULL", "SHORT", "SYNC"])
async def test_a_disk_that_fails_while_history_is_moved_changes_no_read(tmp_path: Path, kind: FaultKind) -> None:
    first = tmp_path / "first"
    first.mkdir()
    bank = await open_at(first)
    for group in groups(SEED, deeds(SEED, 30)):
        await do(bank, group)
        await bank.advance(bank.clock.now_us() + DAY_US // 2)
    await bank.durable()
    before = await everything(bank)
    await bank.close()
    close_ring(bank.vault)
    refused = 0
    for position in (0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89):
        for lasts in (False, True):
            refused += await fail_at(tmp_path / "case", first, Fault(kind, position, lasts), before)
    assert refused > 4


async def fail_at(place: Path, first: Path, fault: Fault, before: dict) -> bool:  # type: ignore[type-arg]
    """Archive a copy of a bank on a disk with a fault; gives whether that was refused."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(first, place)
    disk = Disk(f"archiving {fault}", is_default=True)
    has_failed = False
    with on_disk(disk):
        bank = await open_at(place)
        disk.fault, disk.writes, disk.syncs = fault, 0, 0
        try:
            await archive(bank)
        except (apsw.Error, OSError):
            has_failed = True
        assert await everything(bank) == before, f"{fault}"
        disk.heal()
        with contextlib.suppress(apsw.Error):
            await bank.close()
        close_ring(bank.vault)
    assert_verifies(place)
    bank = await open_at(place)
    assert await everything(bank) == before, f"{fault}"
    await archive(bank)
    assert await everything(bank) == before, f"{fault}"
    await bank.close()
    close_ring(bank.vault)
    assert_verifies(place)
    return has_failed


_CHILD = """
import asyncio, sys
from pathlib import Path
from sandbox.engine.store.sqlite import archiving
from tests.faults.disk_faults import open_at
archiving.SLICE_ROWS = 2
async def main():
    bank = await open_at(Path(sys.argv[1]))
    print("ready", flush=True)
    days = 12
    while days:
        days -= 1
        await bank.archive_history(bank.clock.now_us() - days * 86_400_000_000)
    print("done", flush=True)
asyncio.run(main())
"""


def killed_after(seconds: float, place: Path) -> str:
    """Let a process archive for a while; gives what it said."""
    child = subprocess.Popen([sys.executable, "-c", _CHILD, str(place)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    return child.communicate()[0]


async def test_a_process_that_is_killed_while_it_moves_history_loses_nothing(tmp_path: Path) -> None:
    first, place = tmp_path / "first", tmp_path / "killed"
    first.mkdir()
    bank = await open_at(first)
    for group in groups(SEED, deeds(SEED, 60)):
        await do(bank, group)
        await bank.advance(bank.clock.now_us() + DAY_US // 2)
    await bank.durable()
    before = await everything(bank)
    await bank.close()
    close_ring(bank.vault)
    rng = random.Random(SEED)
    under_way = 0
    for _ in range(KILLS):
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(first, place)
        said = await asyncio.to_thread(killed_after, rng.random() * 0.4, place)
        under_way += "done" not in said and len(beside(place / "bank.db")) > 0
        assert_verifies(place)
        bank = await open_at(place)
        assert await everything(bank) == before
        await archive(bank)
        assert await everything(bank) == before
        await bank.close()
        close_ring(bank.vault)
        assert_verifies(place)
    assert under_way > 0
