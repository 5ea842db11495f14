"""The work that is done on a failing disk, and what must hold afterwards.

`Work` is 200 transactions from a seed, the same each time: deposits, transfers with holds, people with
personal values, timers, kept answers; in groups that share a flush. Each keeps an answer under its own
key, so that a file tells which of them it has, and what the balances then must be.
See: power.py for the disk, disk_faults_cases.py for one fault in the midst of this work.
"""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import apsw

from sandbox.engine import chart
from sandbox.engine.bank import Bank
from sandbox.engine.call import system
from sandbox.engine.ledger import Leg
from sandbox.engine.store.sqlite.verify import verify_file
from sandbox.engine.transaction import StoredAnswer
from sandbox.engine.vault import Vault, public_signing_key
from tests.engine.banks import NOTES, Note, account, available, vault_of
from tests.faults.power import Disk, lay_out

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


async def do(bank: Bank, group: list[Deed], acknowledged: set[str] | None = None) -> None:
    """Commit a group and what is due then, and wait until all of it is on disk; keys that are, are acknowledged.

    One that was done before is not done again. Raises `bank_read_only`.
    """
    newest = 0
    for deed in group:
        if await bank.answered(SCOPE, deed.key) is not None:
            continue

        async def work(tx: Any, deed: Deed = deed) -> None:
            await deed.act(tx)
            tx.answer(StoredAnswer(SCOPE, deed.key, "fingerprint", 200, None, b"{}"))

        _, newest = await bank.run("test", system(), work)
    # As a client's request does, wait from the commit on: what is due may go on for longer, and fail by itself.
    kept = asyncio.ensure_future(bank.durable(newest))
    await bank.settle()
    await kept
    if acknowledged is not None:
        acknowledged.update(deed.key for deed in group)
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


async def check_state(
    files: dict[str, bytes], place: Path, master: bytes, made: list[Deed], kept: set[str]
) -> set[str]:
    """Reopened on a healthy disk: nothing acknowledged is missing, nothing is there twice, and it works.

    Gives the keys of what is in the state.
    """
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
    return found


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
