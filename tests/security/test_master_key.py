"""The master key is changed while the bank is read and written, and at whatever step the server dies."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

import apsw
import httpx
import pytest

from sandbox.engine import rotation
from sandbox.engine.directory import DataDirectory
from sandbox.engine.store.sqlite.schema import open_reader
from sandbox.engine.vault import MASTER, NEXT_MASTER, FileMasterKey, Keyring, UnknownMaster, Vault, open_ring
from tests.faults.server import running
from tests.services.api import Api
from tests.services.builders import make_customer

PERSONS = [f"cust_{number}" for number in range(50)]


async def test_no_read_and_no_write_fails_while_the_master_key_is_rotated(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "SLICE", 3)
    customers = [await make_customer(api) for _ in range(25)]
    is_over = False
    reads = writes = 0

    async def read() -> None:
        nonlocal reads
        while not is_over:
            for customer in customers:
                # Each read asks the ring for the key, and the file for the row.
                api.bank.vault.forget(customer["customer_id"])
                api.bank.store.state.heads.clear()
                assert api.ok(await api.get(f"/customers/{customer['customer_id']}")) == customer
                reads += 1
                await asyncio.sleep(0)

    async def write() -> None:
        nonlocal writes
        while not is_over:
            made = await make_customer(api)
            api.bank.vault.forget(made["customer_id"])
            assert api.ok(await api.get(f"/customers/{made['customer_id']}"))["email"] == made["email"]
            writes += 1

    clients = [asyncio.create_task(read()), asyncio.create_task(write())]
    for _ in range(3):
        api.ok(await api.post("/encryption_keys/rotate"))
    is_over = True
    await asyncio.gather(*clients)
    assert reads > 25
    assert writes > 0


def _sealed(data: Path) -> dict[str, bytes]:
    """A ring with persons, and something sealed for each."""
    data.mkdir(exist_ok=True)
    ring = open_ring(data)
    vault = Vault("bank_1", ring)
    sealed = {person: vault.seal(person, "Kind/1/1", person.encode()) for person in PERSONS}
    vault.save_new_keys(vault.take_unsaved())
    ring.close()
    return sealed


def _all_open(data: Path, sealed: dict[str, bytes]) -> None:
    ring = open_ring(data)
    vault = Vault("bank_1", ring)
    assert [vault.open(value, "Kind/1/1") for value in sealed.values()] == [person.encode() for person in PERSONS]
    ring.close()


def _to_old_shape(data: Path, *, has_column: bool) -> None:
    """Make a ring as it was before keys named their master key, or as a crash left it in the middle of the upgrade."""
    column = ", master TEXT NOT NULL DEFAULT ''" if has_column else ""
    ring = apsw.Connection(str(data / "keys.db"))
    rows = ring.execute("SELECT bank, name, wrapped FROM keys").fetchall()
    ring.execute("DROP TABLE keys; DROP TABLE erased; DROP TABLE rotations")
    ring.execute(
        f"CREATE TABLE keys (bank TEXT, name TEXT, wrapped BLOB{column}, PRIMARY KEY (bank, name)) WITHOUT ROWID"
    )
    ring.executemany("INSERT INTO keys (bank, name, wrapped) VALUES (?,?,?)", rows)
    assert len(rows) >= len(PERSONS)
    ring.close()


@pytest.mark.parametrize("has_column", [False, True])
def test_a_ring_of_before_keys_named_their_master_key_goes_on_and_is_rotated(tmp_path: Path, has_column: bool) -> None:
    data = tmp_path / "data"
    sealed = _sealed(data)
    _to_old_shape(data, has_column=has_column)
    _all_open(data, sealed)
    ring = open_ring(data)
    ring.destroy("bank_1", f"person/{PERSONS[0]}")
    assert ring.is_destroyed("bank_1", f"person/{PERSONS[0]}")
    Vault("bank_1", ring).save_new_keys({"person/new": b"k" * 32})
    asyncio.run(rotation.rotate(data, ring))
    ring.close()
    rest = open_ring(data)
    vault = Vault("bank_1", rest)
    assert [vault.open(sealed[one], "Kind/1/1") for one in PERSONS[1:]] == [one.encode() for one in PERSONS[1:]]
    assert rest.load("bank_1", "person/new") == b"k" * 32
    assert rest.rewrap(100) == 0
    rest.close()


def test_a_ring_of_the_old_shape_that_a_rotation_was_begun_on_belongs_to_the_old_master_key(tmp_path: Path) -> None:
    data = tmp_path / "data"
    sealed = _sealed(data)
    _to_old_shape(data, has_column=False)
    FileMasterKey(data / NEXT_MASTER)  # all that the first step of a rotation has left
    _all_open(data, sealed)
    directory = DataDirectory(data)
    assert directory.ring.rewrap(100) == 0
    directory.ring.close()
    _all_open(data, sealed)
    assert not (data / NEXT_MASTER).exists()


def _rewrap_some(data: Path, ring: Keyring) -> None:
    rotation.begin(data, ring)
    ring.rewrap(20)


def _rewrap_all(data: Path, ring: Keyring) -> None:
    rotation.begin(data, ring)
    while ring.rewrap(20):
        pass


def _draft_only(data: Path, ring: Keyring) -> None:
    (data / "master.key.next.draft").write_bytes(b"torn")
    (data / "master.key.next.draft.new").write_bytes(b"torn")


@pytest.mark.parametrize("step", [_draft_only, rotation.begin, _rewrap_some, _rewrap_all])
def test_a_start_finishes_what_a_crash_has_left(tmp_path: Path, step: Callable[[Path, Keyring], None]) -> None:
    data = tmp_path / "data"
    sealed = _sealed(data)
    ring = open_ring(data)
    step(data, ring)
    ring.close()
    _all_open(data, sealed)  # as whoever only reads does, before a start has finished it
    directory = DataDirectory(data)
    assert directory.ring.rewrap(100) == 0
    directory.ring.close()
    _all_open(data, sealed)
    assert sorted(file.name for file in data.glob("master*")) == ["master.key"]


def test_the_old_master_key_opens_nothing_after_a_rotation(tmp_path: Path) -> None:
    data = tmp_path / "data"
    _sealed(data)
    (tmp_path / "old.key").write_bytes((data / "master.key").read_bytes())
    ring = open_ring(data)
    asyncio.run(rotation.rotate(data, ring))
    ring.close()
    thief = Keyring(data / "keys.db", FileMasterKey(tmp_path / "old.key"))
    with pytest.raises(UnknownMaster):
        thief.load("bank_1", f"person/{PERSONS[0]}")
    thief.close()


def test_a_rotation_that_failed_half_way_is_finished_before_the_next_one_begins(tmp_path: Path) -> None:
    data = tmp_path / "data"
    sealed = _sealed(data)
    ring = open_ring(data)
    _rewrap_some(data, ring)
    between = ring.fingerprint
    first, done = asyncio.run(rotation.rotate(data, ring))
    assert (first.fingerprint, done.former_fingerprint) == (between, between)
    assert first.rewrapped_keys == done.rewrapped_keys > len(PERSONS)
    ring.close()
    _all_open(data, sealed)


@pytest.mark.parametrize("broken", ["fsync", "rename"])
def test_a_master_key_is_there_whole_and_on_disk_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    path = tmp_path / MASTER

    def fails(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    with monkeypatch.context() as patch:
        patch.setattr(*{"fsync": ("os.fsync", fails), "rename": (Path, "rename", fails)}[broken])
        with pytest.raises(OSError, match="no space left"):
            FileMasterKey(path)
    assert not path.exists(), "a start would take it for the key"
    synced: list[int] = []
    fsync = os.fsync

    def syncing(descriptor: int) -> None:
        fsync(descriptor)
        synced.append(os.fstat(descriptor).st_ino)

    monkeypatch.setattr("os.fsync", syncing)
    made = FileMasterKey(path)
    assert synced == [path.stat().st_ino, tmp_path.stat().st_ino]
    assert [file.name for file in tmp_path.iterdir()] == [MASTER]
    assert FileMasterKey(path).fingerprint == made.fingerprint


def test_kill_9_in_the_middle_of_rotations_loses_nobody(tmp_path: Path) -> None:
    data, chance = tmp_path / "data", random.Random(7)
    names: dict[str, str] = {}
    rotations = 0
    for _ in range(4):
        with running(data) as server, server.client() as client:
            for customer_id, name in names.items():
                assert client.get(f"/customers/{customer_id}").json()["last_name"] == name
            for number in range(5):
                made = client.post("/customers", json=_person(len(names) + number)).json()
                names[made["customer_id"]] = made["last_name"]
            done: list[int] = []

            def rotate(client: httpx.Client = client, done: list[int] = done) -> None:
                try:
                    while True:
                        done.append(client.post("/encryption_keys/rotate").status_code)
                except httpx.HTTPError:
                    return

            rotating = threading.Thread(target=rotate)
            rotating.start()
            while not done:
                time.sleep(0.005)
            time.sleep(chance.random() / 20)
            server.kill()
            rotating.join()
            rotations += len(done)
            assert {*done} == {200}
    with running(data) as server, server.client() as client:
        for customer_id, name in names.items():
            assert client.get(f"/customers/{customer_id}").json()["last_name"] == name
    assert rotations >= 4
    _one_chain_of_records(data)


def _one_chain_of_records(data: Path) -> None:
    """Every master key that there ever was has followed the one before it on record, and is the one before the next."""
    connection = open_reader(data / "platform.db")
    bodies = connection.execute("SELECT body FROM versions WHERE kind='EncryptionKeyRotation' ORDER BY commit_seq")
    records = [json.loads(body) for (body,) in bodies]
    connection.close()
    ring = open_ring(data)
    assert ring.rotations() == []
    assert [one["fingerprint"] for one in records[:-1]] == [one["former_fingerprint"] for one in records[1:]]
    assert records[-1]["fingerprint"] == ring.fingerprint
    ring.close()


def _person(number: int) -> dict[str, str]:
    return {
        "customer_type": "INDIVIDUAL",
        "first_name": "Ada",
        "last_name": f"Rotated{number}",
        "email": f"rotated{number}@example.com",
        "date_of_birth": "1985-12-10",
    }
