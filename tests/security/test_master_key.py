"""The master key is changed while the bank is read and written, and at whatever step the server dies."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from sandbox.engine import rotation
from sandbox.engine.directory import DataDirectory
from sandbox.engine.vault import FileMasterKey, Keyring, UnknownMaster, Vault, open_ring
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


def _rewrap_some(data: Path, ring: Keyring) -> None:
    rotation.begin(data, ring)
    ring.rewrap(20)


def _rewrap_all(data: Path, ring: Keyring) -> None:
    rotation.begin(data, ring)
    while ring.rewrap(20):
        pass


def _draft_only(data: Path, ring: Keyring) -> None:
    (data / "master.key.next.draft").write_bytes(b"torn")


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
    done = asyncio.run(rotation.rotate(data, ring))
    assert done.former_fingerprint == between
    ring.close()
    _all_open(data, sealed)


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


def _person(number: int) -> dict[str, str]:
    return {
        "customer_type": "INDIVIDUAL",
        "first_name": "Ada",
        "last_name": f"Rotated{number}",
        "email": f"rotated{number}@example.com",
        "date_of_birth": "1985-12-10",
    }
