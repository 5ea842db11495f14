"""One fault in the midst of the work: a case, begun shortly before its fault, and the proof of what it leaves.

`record` does the work once on a healthy disk and notes the moments between its groups. A case lays out what
the disk held at such a moment, opens a bank on it, and goes on from there: the fault is found where it would
be in a life from the beginning, without living it again. Keys, nonces and SQLite's own chance come from the
seed, so that cases whose files come out the same byte for byte are known to: each such state is proved once.
See: disk_faults.py for the work, power.py for the disk, test_disk_faults.py for the cases.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import shutil
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import apsw
import pytest

from sandbox.contract.problem import Problem
from sandbox.engine.bank import Bank
from sandbox.engine.store.sqlite.schema import Unusable
from tests.faults.disk_faults import (
    SEED_OF_BANK,
    Deed,
    check_money,
    check_state,
    close_ring,
    deeds,
    do,
    groups,
    keys_in,
    on_disk,
    open_at,
)
from tests.faults.power import Disk, Fault, Step, any_file, cut, lay_out

RETRIES = 400
"""So often a bank is asked whether it takes writes again; it tries after a millisecond each time."""

BEFORE = 2
"""So many groups a bank has done, since it was opened, before the one with the fault."""


# Chance ----------------------------------------------------------------------------------------------
class Chance:
    """What stands in for the vault's `secrets`: the same bytes each time it begins."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self.begin()

    def begin(self) -> None:
        """From the first byte again."""
        self._rng = random.Random(self._seed)

    def token_bytes(self, count: int) -> bytes:
        """So many bytes."""
        return self._rng.randbytes(count)


class SeededDisk(Disk):
    """A disk from which SQLite has its chance, too."""

    def xRandomness(self, numbytes: int) -> bytes:
        return random.Random(0).randbytes(numbytes)


@contextmanager
def chance_of(seed: int) -> Iterator[Chance]:
    """Meanwhile keys, nonces and salts come from the seed."""
    chance = Chance(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sandbox.engine.vault.secrets", chance)
        try:
            yield chance
        finally:
            apsw.randomness(0)  # from here on SQLite asks the system again


# The work without a fault ----------------------------------------------------------------------------
class Moment(NamedTuple):
    """A moment between two groups, with everything before it acknowledged and nothing under way."""

    groups: int
    """How many were done."""
    steps: int
    writes: int
    syncs: int
    logged: int
    """What the writer counts until it folds the log."""


class Record:
    """The work of a seed on a healthy disk: what the disk was told, and the moments at which a case may begin."""

    def __init__(self, seed: int, fails_for: Callable[[str], bool] = any_file) -> None:
        self.seed = seed
        self.fails_for = fails_for
        self.made = deeds(seed)
        self.groups = list(groups(seed, self.made))
        self.moments = [Moment(0, 0, 0, 0, 0)]
        self.steps: list[Step] = []
        self.writes = 0
        self.syncs = 0
        self.master = b""
        # Cases come in the order of their moments: one is kept at hand.
        self.files_at = lru_cache(maxsize=1)(self._files_at)

    def moment_before(self, fault: Fault) -> Moment:
        """Where a case begins: some groups before its fault."""
        of = (lambda moment: moment.syncs) if fault.kind == "SYNC" else (lambda moment: moment.writes)
        behind = bisect_right(self.moments, fault.position, key=of)
        return self.moments[max(0, behind - 1 - BEFORE)]

    def kept_at(self, moment: Moment) -> set[str]:
        """What was acknowledged by then."""
        return {deed.key for group in self.groups[: moment.groups] for deed in group}

    def _files_at(self, moment: Moment) -> tuple[dict[str, bytes], list[Step]]:
        """The files as they read, and the steps that lead there: what is surely on disk, then what waits."""
        steps = self.steps[: moment.steps]
        shown, durable = cut(steps, arrives=True), cut(steps, arrives=False)
        told = []
        for name, content in durable.items():
            told += [Step(name, "write", 0, content), Step(name, "sync", 0, b"")]
        for name, content in shown.items():
            if durable.get(name) != content:
                told += [Step(name, "truncate", 0, b""), Step(name, "write", 0, content)]
        return shown, told


async def record(place: Path, seed: int, chance: Chance, fails_for: Callable[[str], bool] = any_file) -> Record:
    """Do the work on a disk without faults, its opening and closing included."""
    made = Record(seed, fails_for)
    place.mkdir()
    chance.begin()
    disk = SeededDisk("recorder", is_default=True, fails_for=fails_for)
    with on_disk(disk):
        apsw.randomness(0)
        bank = await open_at(place)
        for number, group in enumerate(made.groups):
            before = len(disk.steps)
            await do(bank, group)
            writer = bank.store.writer
            await writer.run(lambda connection: None)  # a fold that the group gave cause for is over, too
            # What is folded is known to the memory that connections share, and to no file: not a moment to begin at.
            if not any(step.file == "bank.db" for step in disk.steps[before:]):
                made.moments.append(Moment(number + 1, len(disk.steps), disk.writes, disk.syncs, writer._logged))
        await bank.close()
        close_ring(bank.vault)
    made.master = (place / "master.key").read_bytes()
    made.steps, made.writes, made.syncs = disk.steps, disk.writes, disk.syncs
    return made


# The proof -------------------------------------------------------------------------------------------
class Prover:
    """Proves what a case leaves; files that are the same byte for byte once."""

    def __init__(self, place: Path, of: Record) -> None:
        self._place = place
        self._record = of
        self._found: dict[bytes, set[str]] = {}
        self.asked = 0

    @property
    def distinct(self) -> int:
        """How many different states there were."""
        return len(self._found)

    async def prove(self, files: dict[str, bytes], kept: set[str]) -> None:
        """Raises AssertionError when something acknowledged is missing in a state, or anything else is wrong."""
        digest = blake2b(digest_size=16)
        for name in sorted(files):
            digest.update(f"{name} {len(files[name])} ".encode() + files[name])
        state = digest.digest()
        self.asked += 1
        if state not in self._found:
            place = self._place / "state"
            self._found[state] = await check_state(files, place, self._record.master, self._record.made, kept)
            shutil.rmtree(place)
        found = self._found[state]
        assert kept <= found, f"acknowledged and missing: {sorted(kept - found)[:5]}"


class Retries:
    """When a bank may try to write again: once the test has looked at it as it is."""

    def __init__(self, bank: Bank) -> None:
        self.tried = 0
        self.succeeded = 0
        self._may = asyncio.Event()
        self._reopen = bank.store._reopen
        setattr(bank.store, "_reopen", self._when_it_may)  # noqa: B010

    def allow(self) -> None:
        """From here on."""
        self._may.set()

    async def _when_it_may(self) -> None:
        await self._may.wait()
        try:
            await self._reopen()
            self.succeeded += 1
        finally:
            self.tried += 1


# A case ----------------------------------------------------------------------------------------------
_TRIES = 3


class NotMet(AssertionError):
    """The bank ended before the disk came to the fault.

    On a busy machine two commits may share a flush that were two when the cases were counted: then the last sync of
    all is not there. Such a run is made again; a fault that is never met fails.
    """


async def run_case(place: Path, fault: Fault, of: Record, chance: Chance, prover: Prover, *, begins: Moment) -> str:
    """Work from a moment until the fault shows, then see that everything holds; gives where it showed."""
    for tries_left in reversed(range(_TRIES)):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        case = Case(place, fault, of, begins)
        try:
            with on_disk(case.disk):
                chance.begin()
                apsw.randomness(0)
                where = await case.run()
            break
        except NotMet:
            if not tries_left:
                raise
    nothing, everything = (cut(case.steps, arrives=arrives) for arrives in (False, True))
    await prover.prove(nothing, case.kept)
    if everything != nothing:
        await prover.prove(everything, case.kept)
    return where


class Case:
    """One bank on one failing disk."""

    def __init__(self, place: Path, fault: Fault | None, of: Record, begins: Moment) -> None:
        self.place = place
        self.begins = begins
        self.made = of.made
        self.rest: list[list[Deed]] = of.groups[begins.groups :]
        """The groups that are not acknowledged yet."""
        self.kept = of.kept_at(begins)
        """The keys of what was acknowledged."""
        self.steps: list[Step] = []
        """What the disk had been told when the power went."""
        self.disk = SeededDisk(f"disk {fault}", fault=fault, is_default=True, fails_for=of.fails_for)
        files, told = of.files_at(begins)
        lay_out(files, place)
        (place / "master.key").write_bytes(of.master)
        self.disk.steps.extend(told)
        self.disk.writes, self.disk.syncs = begins.writes, begins.syncs

    async def run(self) -> str:
        """Live on this disk; gives where the fault showed."""
        try:
            bank = await open_at(self.place)
        except (Unusable, apsw.Error):
            assert self.disk.has_failed
            self.steps = list(self.disk.steps)
            return "opening"
        retries = Retries(bank)
        try:
            if self.begins.groups:
                self._goes_on(bank)
            where = await self._work(bank, retries)
            self.steps = list(self.disk.steps)
        finally:
            retries.allow()
            async with asyncio.timeout(10):
                await bank.close()
            with contextlib.suppress(apsw.Error):
                close_ring(bank.vault)
        if where == "closing":
            self.steps = list(self.disk.steps)
        if self.disk.fault is not None and not self.disk.has_failed:
            raise NotMet("the fault was not met")
        return where

    def _goes_on(self, bank: Bank) -> None:
        """As the bank that was open at the moment: its log is as long, and its opening has written nothing."""
        assert (self.disk.writes, self.disk.syncs) == (self.begins.writes, self.begins.syncs)
        bank.store.writer._logged = self.begins.logged

    async def _work(self, bank: Bank, retries: Retries) -> str:
        rest = self.rest
        while rest and not bank.is_read_only and not self.disk.has_failed and await self._do(bank, rest[0]):
            rest.pop(0)
        if not self.disk.has_failed:
            assert not rest
            return "closing"
        await _until(lambda: bank.store.generation > 0, "the bank did not notice")
        assert bank.is_read_only
        await self._reads_go_on(bank)
        assert not rest or not await self._do(bank, rest[0]), "acknowledged while it is read-only"
        retries.allow()
        if self.disk.fault is not None and self.disk.fault.lasts:
            await _until(lambda: retries.tried > 0, "it does not try again")
            assert not retries.succeeded or self.disk.fails_for is not any_file, "it believes a dead disk"
            assert not rest or not await self._do(bank, rest[0]), "acknowledged on a dead disk"
            # A bank whose ring alone is dead takes what seals nothing new.
            assert bank.is_read_only or not rest
            return "for good"
        await _until(lambda: not bank.is_read_only, "it does not take writes again")
        for group in rest[:4]:
            assert await self._do(bank, group), "it does not recover"
        assert bank.store.seed == SEED_OF_BANK.to_bytes(32, "big"), "it goes on with another seed"
        await check_money(bank, self.made, self.kept)
        return "once"

    async def _do(self, bank: Bank, group: list[Deed]) -> bool:
        """Whether it was acknowledged; if not, it was refused as the contract says."""
        code = None
        try:
            await do(bank, group, self.kept)
        except Problem as problem:
            code = problem.code
        assert code in (None, "bank_read_only"), code
        return self.kept.issuperset(deed.key for deed in group)

    async def _reads_go_on(self, bank: Bank) -> None:
        """What was acknowledged reads as ever, and nothing of what was refused."""
        await check_money(bank, self.made, self.kept)
        assert self.kept <= keys_in(bank)


async def _until(is_so: Callable[[], bool], otherwise: str) -> None:
    for _ in range(RETRIES):
        if is_so():
            return
        await asyncio.sleep(0.001)
    raise AssertionError(otherwise)
