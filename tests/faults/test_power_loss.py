"""Power loss at any moment, with torn and reordered writes: nothing acknowledged is lost, all books balance.

A bank works on a disk that records every write and sync, of its file, its log and the ring of keys; then
states that a failing power can leave are laid out as files, opened, and proved. Many states are the same
bank once SQLite has opened them: each distinct one is proved once. One seed gives the same states again.
See: power.py for the disk, disk_faults.py for the work.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import apsw
import pytest

from sandbox.engine.store.sqlite.verify import verify_file
from tests.engine.banks import account
from tests.faults.disk_faults import (
    ACCOUNTS,
    Deed,
    check_state,
    close_ring,
    deeds,
    do,
    expected,
    groups,
    on_disk,
    open_at,
    persons_in,
)
from tests.faults.power import Disk, Step, lay_out, states

STATES = 1_000_000 if os.environ.get("SANDBANK_LONG") else 10_000
TRANSACTIONS = 60
SEED = int(os.environ.get("SANDBANK_FAULT_SEED", "20261121"))
AGAIN = f"again: SANDBANK_FAULT_SEED={SEED} python -m pytest tests/faults/test_power_loss.py"


class Recorded(NamedTuple):
    """What a disk was told, and how many steps it had seen when something was acknowledged."""

    steps: list[Step]
    made: list[Deed]
    acknowledged: list[tuple[int, set[str]]]
    master: bytes

    def kept_at(self, moment: int) -> set[str]:
        """The keys that were acknowledged by then."""
        return set().union(*(keys for steps, keys in self.acknowledged if steps <= moment))


@pytest.fixture(autouse=True)
def folds_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """The log is folded into the file while the work goes on, as a larger bank's is."""
    monkeypatch.setattr("sandbox.engine.store.sqlite.writer.FOLD_PAGES", 60)


async def record(directory: Path, *, synchronous: str = "FULL") -> Recorded:
    """The work, on a disk that notes it."""
    directory.mkdir()
    made = deeds(SEED, TRANSACTIONS)
    acknowledged: list[tuple[int, set[str]]] = []
    disk = Disk(f"recorder {directory}", is_default=True)
    with on_disk(disk):
        bank = await open_at(directory)
        await bank.store.writer.run(lambda connection: connection.pragma("synchronous", synchronous))
        for group in groups(SEED, made):
            await do(bank, group)
            acknowledged.append((len(disk.steps), {deed.key for deed in group}))
        await bank.close()
        close_ring(bank.vault)
    return Recorded(disk.steps, made, acknowledged, (directory / "master.key").read_bytes())


class Opened(NamedTuple):
    """A bank as SQLite opens it: which deeds are in it, and who has something sealed there."""

    keys: set[str]
    persons: set[str]


class Prover:
    """Opens states in one folder, and proves each bank once."""

    def __init__(self, place: Path, made: list[Deed]) -> None:
        self._place = place
        self._made = made
        self._banks: dict[bytes, Opened] = {}
        self._rings: dict[bytes, set[str]] = {}
        self._states: dict[bytes, tuple[set[str], int]] = {}
        self.lost = 0
        self.unreadable = 0
        place.mkdir()

    @property
    def distinct(self) -> tuple[int, int]:
        """How many different states there were, as files and as banks once SQLite had opened them."""
        return len(self._states), len(self._banks)

    def prove(self, files: dict[str, bytes], kept: set[str]) -> None:
        """Lay a state out, and count what is missing in it. Raises AssertionError when the books do not hold."""
        digest = blake2b(digest_size=16)
        for name in sorted(files):
            digest.update(f"{name} {len(files[name])} ".encode() + files[name])
        state = digest.digest()
        if state not in self._states:
            self._states[state] = self._lay_out_and_open(files)
        keys, unreadable = self._states[state]
        self.lost += len(kept - keys)
        self.unreadable += unreadable

    def _lay_out_and_open(self, files: dict[str, bytes]) -> tuple[set[str], int]:
        """The deeds that are in it, and how many people it has without their key."""
        for old in self._place.iterdir():
            old.unlink()
        lay_out(files, self._place)
        if not files.get("bank.db"):
            return set(), 0
        image = _image(self._place / "bank.db")
        name = blake2b(image).digest()
        if name not in self._banks:
            self._banks[name] = self._open(image)
        bank = self._banks[name]
        return bank.keys, len(bank.persons - self._ring()) if bank.persons else 0

    def _open(self, image: bytes) -> Opened:
        connection = apsw.Connection(":memory:")
        connection.deserialize("main", _without_log(image))
        try:
            if not connection.execute("SELECT count(*) FROM sqlite_schema").get:
                return Opened(set(), set())
            keys = {row[0] for row in connection.execute("SELECT key FROM answers")}
            persons = persons_in(connection)
            rows = "SELECT account, credits_posted - debits_posted FROM balances"
            balances = dict(connection.execute(rows).fetchall())
        finally:
            connection.close()
        found = {name: balances.get(account(name).ledger_account_id, 0) for name in ACCOUNTS}
        assert found == expected(self._made, keys)
        path = self._place / "image.db"
        path.write_bytes(_without_log(image))
        findings = verify_file(path).findings
        assert not findings, findings[:3]
        return Opened(keys, persons)

    def _ring(self) -> set[str]:
        if not (self._place / "keys.db").exists():
            return set()
        image = _image(self._place / "keys.db")
        name = blake2b(image).digest()
        if name not in self._rings:
            connection = apsw.Connection(":memory:")
            connection.deserialize("main", _without_log(image))
            names = connection.execute("SELECT name FROM keys WHERE name LIKE 'person/%'")
            self._rings[name] = {row[0].removeprefix("person/") for row in names}
            connection.close()
        return self._rings[name]


def _image(path: Path) -> bytes:
    """A file as it is once SQLite has opened it, its log taken in."""
    connection = apsw.Connection(str(path))
    try:
        connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        return connection.serialize("main")
    finally:
        connection.close()


def _without_log(image: bytes) -> bytes:
    """The image of a file that has no log beside it: bytes 18 and 19 of its header say so."""
    return image[:18] + b"\x01\x01" + image[20:]


def prove_all(recorded: Recorded, drawn: Iterable[tuple[int, dict[str, bytes]]], place: Path) -> Prover:
    """Prove every state that was drawn."""
    prover = Prover(place, recorded.made)
    for number, (moment, files) in enumerate(drawn):
        try:
            prover.prove(files, recorded.kept_at(moment))
        except Exception as error:
            raise AssertionError(f"state {number}: {error}; {AGAIN}") from error
    return prover


@pytest.mark.timeout(0)
async def test_no_moment_of_power_loss_loses_or_breaks_anything(tmp_path: Path) -> None:
    recorded = await record(tmp_path / "work")
    written = {step.file for step in recorded.steps if step.kind == "write"}
    assert {"bank.db", "bank.db-wal", "keys.db", "keys.db-wal"} <= written
    prover = prove_all(recorded, states(recorded.steps, STATES, SEED), tmp_path / "state")
    distinct, banks = prover.distinct
    print(f"\n{STATES} states of {len(recorded.steps)} steps; {distinct} distinct ones, {banks} distinct banks")
    assert not prover.lost, f"{prover.lost} acknowledged are missing; {AGAIN}"
    assert not prover.unreadable, f"{prover.unreadable} people without their key; {AGAIN}"
    assert banks > 20


async def test_a_disk_that_is_not_waited_for_loses_what_was_acknowledged(tmp_path: Path) -> None:
    # What this proves is that the test above can fail.
    recorded = await record(tmp_path / "work", synchronous="NORMAL")
    assert prove_all(recorded, states(recorded.steps, 500, SEED), tmp_path / "state").lost


async def test_keys_that_are_not_saved_before_what_they_seal_are_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgotten(vault: Any, keys: dict[str, bytes]) -> None:
        """Save nothing."""

    monkeypatch.setattr("sandbox.engine.vault.Vault.save_new_keys", forgotten)
    recorded = await record(tmp_path / "work")
    assert prove_all(recorded, states(recorded.steps, 500, SEED), tmp_path / "state").unreadable


async def test_a_bank_goes_to_work_again_after_a_power_loss(tmp_path: Path) -> None:
    recorded = await record(tmp_path / "work")
    for number, (moment, files) in enumerate(states(recorded.steps, 12, SEED + 1)):
        place = tmp_path / f"state{number}"
        await check_state(files, place, recorded.master, recorded.made, recorded.kept_at(moment))


def test_the_disk_that_loses_power_can_lose_what_was_not_synced() -> None:
    # Without a sync, a state without the write exists.
    steps = [Step("f", "write", 0, b"a" * 512), Step("f", "sync", 0, b""), Step("f", "write", 0, b"b" * 512)]
    found = {files.get("f", b"")[:1] for moment, files in states(steps, 200, 1) if moment == 3}
    assert found == {b"a", b"b"}
    assert all(files["f"][:1] != b"" for moment, files in states(steps, 200, 2) if moment == 2)


def test_what_a_failed_sync_was_asked_to_keep_is_not_kept_by_the_next_one() -> None:
    steps = [Step("f", "write", 0, b"a" * 512), Step("f", "lost", 0, b""), Step("f", "sync", 0, b"")]
    assert {files.get("f", b"") for moment, files in states(steps, 200, 1) if moment == 3} == {b""}
