"""`rotateEncryptionKey`: a new master key for every key of the server, without a failed read."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from sandbox.engine import rotation
from sandbox.engine.vault import FileMasterKey
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


async def test_one_rotation_at_a_time(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "SLICE", 1)
    replies = await asyncio.gather(*(api.post("/encryption_keys/rotate") for _ in range(3)))
    assert sorted(reply.status for reply in replies) == [200, 409, 409]
    assert {reply.code for reply in replies if reply.status == 409} == {"rotation_under_way"}


async def test_is_for_the_operator_alone(api: Api) -> None:
    clerk = await api.with_scopes("customers:write")
    reply = await clerk.post("/encryption_keys/rotate")
    assert (reply.status, reply.code) == (403, "insufficient_scope")
