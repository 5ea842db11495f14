"""The work that is done on a failing disk, and what must hold afterwards.

`Work` is 200 transactions from a seed, the same each time: deposits, transfers with holds, people with
personal values, timers, kept answers; in groups that share a flush. Each keeps an answer under its own
key, so that a file tells which of them it has, and what the balances then must be.
See: power.py for the disk, test_disk_faults.py for the cases.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import apsw

from sandbox.contract.problem import Problem
from sandbox.engine import chart
from sandbox.engine.bank import Bank
from sandbox.engine.call import system
from sandbox.engine.ledger import Leg
from sandbox.engine.store.sqlite.schema import Unusable
from sandbox.engine.store.sqlite.verify import verify_file
from sandbox.engine.transaction import StoredAnswer
from sandbox.engine.vault import Vault, public_signing_key
from tests.engine.banks import NOTES, Note, account, available, vault_of
from tests.faults.power import Disk, Fault, Step, any_file, cut, lay_out

TRANSACTIONS = 200
START_US = 1_768_469_400_000_000
SCOPE = "org_test"
SEED_OF_BANK = 1
ACCOUNTS = ("a", "b", "c")

Act = Callable[[Any], Awaitable[None]]


class Deed(NamedTuple):
    """One transaction: its key, what it does, and what it adds to whose balance."""

    key: str
    act: Act
    adds: dict[str, int]
    person: str | None = None


def deeds(seed: int, count: int = TRANSACTIONS) -> list[Deed]:
    """The work of a seed, in order. Every account can afford whatever is asked of it, in whatever order."""
    rng = random.Random(seed)
    made = [_deposit(f"k{number}", name, 1_000_000) for number, name in enumerate(ACCOUNTS)]
    makers = (_deposit_some, _transfer, _transfer, _person, _timer, _held_and_released)
    while len(made) < count:
        made.append(rng.choice(makers)(f"k{len(made)}", rng))
    return made


def groups(seed: int, made: list[Deed]) -> Iterator[list[Deed]]:
    """The deeds that are committed together, one to four."""
    rng = random.Random(seed + 1)
    while made:
        size = rng.choice((1, 1, 2, 4))
        yield made[:size]
        made = made[size:]


def _deposit(key: str, name: str, cents: int) -> Deed:
    async def act(tx: Any) -> None:
        legs = (Leg(chart.cash("USD"), "DEBIT", cents), Leg(account(name), "CREDIT", cents))
        await tx.post(*legs, description="Cash deposit")

    return Deed(key, act, {name: cents})


def _deposit_some(key: str, rng: random.Random) -> Deed:
    return _deposit(key, rng.choice(ACCOUNTS), rng.randrange(1, 500))


def _transfer(key: str, rng: random.Random) -> Deed:
    """A hold, of which all or a part is captured later in the same transaction."""
    source, target = rng.sample(ACCOUNTS, 2)
    held = rng.randrange(1, 200)
    captured = rng.randrange(1, held + 1)

    async def act(tx: Any) -> None:
        hold = await tx.hold(account(source), account(target), held, description="Transfer")
        await tx.capture(hold, captured, description="Transfer")
        note = Note(note_id=tx.new_id("note"), label=None)
        tx.put(note)
        tx.emit("setting.updated", note, note)

    return Deed(key, act, {source: -captured, target: captured})


def _held_and_released(key: str, rng: random.Random) -> Deed:
    source, target = rng.sample(ACCOUNTS, 2)

    async def act(tx: Any) -> None:
        hold = await tx.hold(account(source), account(target), 7, description="Hold")
        await tx.release(hold, description="Released")

    return Deed(key, act, {})


def _person(key: str, rng: random.Random) -> Deed:
    """Somebody new, with a key of their own in the ring."""

    async def act(tx: Any) -> None:
        tx.put(Note(note_id=f"person_{key}", label=f"label {key}", secret=f"secret of {key}"))

    return Deed(key, act, {}, person=f"person_{key}")


def _timer(key: str, rng: random.Random) -> Deed:
    days = rng.choice((0, 0, 1, 30))

    async def act(tx: Any) -> None:
        tx.schedule("tests.append", key, tx.now_us + days * 86_400_000_000)

    return Deed(key, act, {})


# The bank on the disk --------------------------------------------------------------------------------
@contextmanager
def on_disk(disk: Disk) -> Iterator[Disk]:
    """What is opened meanwhile is on this disk, which was made as the default."""
    try:
        yield disk
    finally:
        disk.unregister()


async def open_at(place: Path, *, vfs: str | None = None) -> Bank:
    """The bank in a folder, its queue still; a new one begins at a fixed instant. Raises what its opening raises."""
    bank = Bank(place / "bank.db", "bank_test", vault_of(place), vfs=vfs)
    await bank.open(seed=SEED_OF_BANK, start_queue=False)
    if bank.store.last_at_us == 0:
        bank.begin_at(START_US)
    return bank


async def do(bank: Bank, group: list[Deed]) -> None:
    """Commit a group and wait until all of it is on disk. One that was done before is not done again."""
    for deed in group:
        if await bank.answered(SCOPE, deed.key) is not None:
            continue

        async def work(tx: Any, deed: Deed = deed) -> None:
            await deed.act(tx)
            tx.answer(StoredAnswer(SCOPE, deed.key, "fingerprint", 200, None, b"{}"))

        await bank.run("test", system(), work)
    await bank.settle()
    await bank.durable()


def expected(made: list[Deed], keys: set[str]) -> dict[str, int]:
    """What the accounts have when these were done, each once."""
    found: dict[str, int] = defaultdict(int)
    for deed in made:
        if deed.key in keys:
            for name, cents in deed.adds.items():
                found[name] += cents
    return {name: found[name] for name in ACCOUNTS}


def keys_in(bank: Bank) -> set[str]:
    """The keys of the answers that a bank's file has."""
    return {row[0] for row in bank.store.reader.rows("SELECT key FROM answers")}


async def check_money(bank: Bank, made: list[Deed], keys: set[str]) -> None:
    """The balances are what these deeds make."""
    found = {name: await available(bank, name) for name in ACCOUNTS} if keys else expected(made, keys)
    assert found == expected(made, keys), f"{found}, expected {expected(made, keys)}"


async def check_state(files: dict[str, bytes], place: Path, master: bytes, made: list[Deed], kept: set[str]) -> None:
    """Reopened on a healthy disk: nothing acknowledged is missing, nothing is there twice, and it works."""
    lay_out(files, place)
    (place / "master.key").write_bytes(master)
    bank = await open_at(place)
    try:
        found = keys_in(bank)
        assert kept <= found, f"acknowledged and missing: {sorted(kept - found)[:5]}"
        await check_money(bank, made, found)
        for deed in made:
            if deed.person is not None and deed.key in found:
                await _check_person(bank, deed)
        again = [deed for deed in made if deed.key not in found][:3]
        await do(bank, again)
        await check_money(bank, made, found | {deed.key for deed in again})
    finally:
        await bank.close()
        close_ring(bank.vault)
    report = verify_file(place / "bank.db", public_key=public_signing_key(place, "bank_test"))
    assert not report.findings, report.findings[:3]


async def _check_person(bank: Bank, deed: Deed) -> None:
    identifier = str(deed.person)
    note, _ = await bank.run("test", system(), lambda tx: tx.get(NOTES, identifier), is_read=True)
    assert note is not None, identifier
    assert note.secret == f"secret of {deed.key}", f"{identifier} cannot be read: {note}"


def close_ring(vault: Vault) -> None:
    """Close a vault's ring of keys."""
    vault._ring.close()


def persons_in(bank: apsw.Connection) -> set[str]:
    """Who has something sealed in a bank's file."""
    sealed = bank.execute("SELECT DISTINCT sealed FROM versions WHERE length(sealed) > 0")
    return {row[0][1 : 1 + row[0][0]].decode() for row in sealed}


# A case ----------------------------------------------------------------------------------------------
RETRIES = 400
"""So often a bank is asked whether it takes writes again; it tries after a millisecond each time."""


class Clean(NamedTuple):
    """What the work is on a disk without faults."""

    writes: int
    syncs: int


async def count_clean(place: Path, seed: int, fails_for: Callable[[str], bool] = any_file) -> Clean:
    """How many writes and syncs the work makes, its opening and closing included."""
    place.mkdir()
    disk = Disk("clean", is_default=True, fails_for=fails_for)
    with on_disk(disk):
        bank = await open_at(place)
        for group in groups(seed, deeds(seed)):
            await do(bank, group)
        await bank.close()
        close_ring(bank.vault)
    return Clean(disk.writes, disk.syncs)


async def run_case(place: Path, fault: Fault, seed: int, fails_for: Callable[[str], bool] = any_file) -> str:
    """Work until the fault shows, then see that everything holds; gives where it showed."""
    made = deeds(seed)
    disk = Disk(f"disk {fault}", fault=fault, is_default=True, fails_for=fails_for)
    place.mkdir()
    with on_disk(disk):
        case = _Case(place, disk, made, seed)
        where = await case.run()
    master = (place / "master.key").read_bytes()
    for arrives in (False, True):
        state = place / f"after, {'all' if arrives else 'nothing'} arrived"
        await check_state(cut(case.steps, arrives=arrives), state, master, made, case.kept)
    return where


class _Case:
    """One bank on one failing disk."""

    def __init__(self, place: Path, disk: Disk, made: list[Deed], seed: int) -> None:
        self.place = place
        self.disk = disk
        self.made = made
        self.seed = seed
        self.kept: set[str] = set()
        """The keys of what was acknowledged."""
        self.steps: list[Step] = []
        """What the disk had been told when the power went."""

    async def run(self) -> str:
        try:
            bank = await open_at(self.place)
        except (Unusable, apsw.Error):
            assert self.disk.has_failed
            self.steps = list(self.disk.steps)
            return "opening"
        try:
            where = await self._work(bank)
            self.steps = list(self.disk.steps)
        finally:
            async with asyncio.timeout(10):
                await bank.close()
            with contextlib.suppress(apsw.Error):
                close_ring(bank.vault)
        if where == "closing":
            self.steps = list(self.disk.steps)
        return where

    async def _work(self, bank: Bank) -> str:
        rest = list(groups(self.seed, self.made))
        while rest and not bank.is_read_only and not self.disk.has_failed:
            if not await self._do(bank, rest[0]):
                break
            rest.pop(0)
        if not self.disk.has_failed:
            assert not rest
            return "closing"
        await _until(lambda: bank.store.generation > 0, "the bank did not notice")
        if bank.is_read_only:
            await self._reads_go_on(bank)
        if self.disk.fault is not None and self.disk.fault.lasts:
            assert not rest or not await self._do(bank, rest[0]), "acknowledged on a dead disk"
            assert not rest or bank.is_read_only
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
            await do(bank, group)
        except Problem as problem:
            code = problem.code
        assert code in (None, "bank_read_only"), code
        if code is None:
            self.kept.update(deed.key for deed in group)
        return code is None

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
