"""`rotateEncryptionKey`: a new master key for every key of the server, without a failed read."""

from __future__ import annotations

import asyncio
import errno
from pathlib import Path
from typing import Any

import pytest

from sandbox.engine import rotation
from sandbox.engine.call import system
from sandbox.engine.transaction import Selection, Transaction
from sandbox.engine.vault import FileMasterKey, Keyring
from sandbox.host import Host
from sandbox.services.encryption_keys.records import ROTATIONS
from tests.services.api import Api
from tests.services.builders import make_customer


async def test_wraps_every_key_under_a_new_master_key(api: Api, tmp_path: Path) -> None:
    customer = await make_customer(api)
    data = tmp_path / "data"
    before = FileMasterKey(data / "master.key").fingerprint
    rotated = api.ok(await api.post("/encryption_keys/rotate"))
    assert rotated["former_fingerprint"] == before
    assert rotated["fingerprint"] == FileMasterKey(data / "master.key").fingerprint != before
    assert rotated["rewrapped_keys"] > 0
    assert sorted(file.name for file in data.glob("master*")) == ["master.key"]
    api.bank.vault.forget(customer["customer_id"])
    assert api.ok(await api.get(f"/customers/{customer['customer_id']}")) == customer


async def test_the_record_of_a_rotation_replays_and_rotates_once(api: Api, tmp_path: Path) -> None:
    first = api.ok(await api.post("/encryption_keys/rotate", key="once"))
    again = await api.post("/encryption_keys/rotate", key="once")
    assert again.body == first
    assert again.headers["idempotent-replayed"] == "true"
    assert FileMasterKey(tmp_path / "data" / "master.key").fingerprint == first["fingerprint"]


async def records(api: Api) -> list[tuple[str, str]]:
    """(who, fingerprint) of the rotations on record, oldest first."""

    async def work(tx: Transaction) -> list[tuple[str, str]]:
        found = await tx.find(ROTATIONS, Selection(is_ascending=True))
        ids = [one.encryption_key_rotation_id for one in found]
        leaves = [(await tx.leaves(after=None, limit=1, is_ascending=True, entity_id=one))[0].leaf for one in ids]
        assert {leaf.operation for leaf in leaves} <= {"rotateEncryptionKey"}
        return [(leaf.user_id, one.fingerprint) for leaf, one in zip(leaves, found, strict=True)]

    found, _ = await api.world.host.platform.run("test", system(), work, is_read=True)
    return found


class Crash(Exception):
    """What stands for the end of the process."""


@pytest.mark.parametrize(
    "where", ["rotation.FileMasterKey", "rotation.begin", "rotation.end", "rotation.unrecorded", "ring.forget_rotation"]
)
async def test_a_rotation_that_a_crash_has_interrupted_is_on_record_after_the_next_start(
    api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    first = api.ok(await api.post("/encryption_keys/rotate"))
    ((who, _),) = await records(api)
    of, _, name = where.partition(".")
    place: Any = rotation if of == "rotation" else Keyring
    genuine = getattr(place, name)

    def crashing(*arguments: Any) -> Any:
        # Begun and ended it has, when the process dies; of the others it dies before.
        if name in ("begin", "end"):
            genuine(*arguments)
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(place, name, crashing)
        assert (await api.post("/encryption_keys/rotate")).status == 500
    api.world.check.found.clear()  # a 500 is never in the contract; here it was made
    await api.world.host.close()
    api.world.host = await Host.open(tmp_path / "data")
    present = api.world.host.directory.ring.fingerprint
    found = await records(api)
    if name == "FileMasterKey":
        assert (found, present) == ([(who, first["fingerprint"])], first["fingerprint"]), "nothing had begun"
    else:
        assert found == [(who, first["fingerprint"]), (who, present)]
        assert present != first["fingerprint"]
    assert api.world.host.directory.ring.rotations() == []


async def test_a_rotation_whose_record_the_disk_refused_is_on_record_with_the_next(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform = api.world.host.platform

    async def broken(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    with monkeypatch.context() as patch:
        patch.setattr(platform.store.writer, "write", broken)
        assert (await api.post("/encryption_keys/rotate")).code == "bank_read_only"
    between = api.world.host.directory.ring.fingerprint
    while platform.is_read_only:
        await asyncio.sleep(0.05)
    last = api.ok(await api.post("/encryption_keys/rotate"))
    assert [one for _, one in await records(api)] == [between, last["fingerprint"]]
    assert last["former_fingerprint"] == between
    assert api.world.host.directory.ring.rotations() == []


async def test_one_rotation_at_a_time(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "SLICE", 1)
    replies = await asyncio.gather(*(api.post("/encryption_keys/rotate") for _ in range(3)))
    assert sorted(reply.status for reply in replies) == [200, 409, 409]
    assert {reply.code for reply in replies if reply.status == 409} == {"rotation_under_way"}


async def test_is_for_the_operator_alone(api: Api) -> None:
    clerk = await api.with_scopes("customers:write")
    reply = await clerk.post("/encryption_keys/rotate")
    assert (reply.status, reply.code) == (403, "insufficient_scope")
