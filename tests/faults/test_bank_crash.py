"""Whole banks and crashes: whatever was left between a file and its commit is finished or undone at the start."""

from __future__ import annotations

import random
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.cli import main
from sandbox.engine.directory import bank_files
from sandbox.host import Host
from tests.faults.server import running
from tests.services.api import Api
from tests.services.builders import make_customer

ROUNDS = 5


@pytest.fixture
async def world(tmp_path: Path) -> Any:
    """A bank, its directory, and how to end and begin it again."""
    api = await Api.open(tmp_path / "data")
    yield api
    await api.world.close()


async def restarted(api: Api) -> Api:
    """The same directory after an end; the old host is gone."""
    await api.world.host.close()
    api.world.host = await Host.open(api.world.path)
    api.world.pipeline._host = api.world.host  # type: ignore[attr-defined]
    bank = await api.world.host.directory.open_bank(api.bank.bank_id)
    return Api(api.world, bank, api.token)


async def test_a_file_that_no_commit_came_to_name_is_removed(world: Api) -> None:
    orphan = world.world.path / "banks" / "bank_00000000000000000000000000.db.new"
    orphan.write_bytes(b"half a bank")
    again = await restarted(world)
    assert not orphan.exists()
    assert len(again.ok(await again.get("/banks"))) == 1


async def test_a_file_that_a_commit_named_gets_its_final_name(world: Api) -> None:
    made = world.ok(await world.post("/banks", {"name": "Second"}))
    second = await world.of_bank(made)
    customer = await make_customer(second)
    await world.world.host.directory.close_bank(made["bank_id"])
    path = world.world.path / "banks" / f"{made['bank_id']}.db"
    path.rename(path.with_name(path.name + ".new"))
    again = await restarted(world)
    assert path.exists()
    second = await again.of_bank(made)
    assert second.ok(await second.get(f"/customers/{customer['customer_id']}")) == customer


async def test_it_is_also_named_by_whoever_opens_it_first(world: Api) -> None:
    made = world.ok(await world.post("/banks", {"name": "Second"}))
    path = world.world.path / "banks" / f"{made['bank_id']}.db"
    path.rename(path.with_name(path.name + ".new"))
    second = await world.of_bank(made)
    assert second.ok(await second.get("/customers")) == []


async def test_a_file_that_was_retired_and_not_removed_is_removed(world: Api) -> None:
    made = world.ok(await world.post("/banks", {"name": "Doomed"}))
    path = world.world.path / "banks" / f"{made['bank_id']}.db"
    content = path.read_bytes()
    assert (await world.delete(f"/banks/{made['bank_id']}")).status == 204
    path.write_bytes(content)
    path.with_name(f"{made['bank_id']}.edge.db").write_bytes(b"")
    await restarted(world)
    assert not [*path.parent.glob(f"{made['bank_id']}*")]


async def test_a_file_that_nobody_knows_is_left_alone(world: Api) -> None:
    stranger = world.world.path / "banks" / "bank_11111111111111111111111111.db"
    stranger.write_bytes(b"perhaps somebody's backup")
    await restarted(world)
    assert stranger.read_bytes() == b"perhaps somebody's backup"
    stranger.unlink()


def test_killed_while_banks_come_and_go_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    data = tmp_path / "data"
    rng = random.Random(7)
    alive: dict[str, str] = {}
    for _ in range(ROUNDS):
        with running(data, "--empty") as server, server.client() as client:
            shown = {bank["bank_id"] for bank in pages(client)}
            assert shown >= set(alive)
            for bank_id, key in alive.items():
                answer = client.get("/customers", headers={"Authorization": f"Bearer {key}"})
                assert answer.status_code == 200, (bank_id, answer.text)
            assert not [*(data / "banks").glob("*.new")]
            stop = threading.Event()
            worker = threading.Thread(target=churn, args=(server.announced, alive, stop, rng.random()))
            worker.start()
            time.sleep(0.2 + rng.random() * 0.5)
            server.kill()
            stop.set()
            worker.join()
    with running(data, "--empty") as server:
        server.stop()
    assert main(["verify", "--data", str(data)]) == 0
    assert len(bank_files(data)) >= len(alive) + 1


def pages(client: httpx.Client) -> list[dict[str, Any]]:
    """Every bank that is shown."""
    found, path = [], "/banks?limit=100"
    while path:
        answer = client.get(path)
        found += answer.json()
        path = answer.links["next"]["url"].removeprefix("/v1") if "next" in answer.links else ""
    return found


def churn(announced: dict[str, str], alive: dict[str, str], stop: threading.Event, seed: float) -> None:
    """Create, fork, reset and delete banks until the server is gone; `alive` is what was acknowledged."""
    rng = random.Random(seed)
    headers = {"Authorization": f"Bearer {announced['api_key']}"}
    with httpx.Client(base_url=f"{announced['base_url']}/v1", headers=headers, timeout=5) as client:
        try:
            while not stop.is_set():
                what = rng.choice(("create", "fork", "reset", "delete"))
                target = rng.choice([*alive]) if alive else None
                if what == "create" or target is None:
                    made = client.post("/banks", json={"name": "Made"}).json()
                    alive[made["bank_id"]] = made["api_key"]
                elif what == "fork":
                    made = client.post(f"/banks/{target}/fork").json()
                    alive[made["bank_id"]] = made["api_key"]
                elif what == "reset":
                    client.post(f"/banks/{target}/reset")
                elif len(alive) > 2:
                    # Whether it came about is not known when the answer is lost.
                    del alive[target]
                    client.delete(f"/banks/{target}")
        except (httpx.TransportError, ValueError):
            return
