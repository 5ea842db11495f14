"""Health and readiness tell the truth while something is wrong: each fault is a real one."""

from __future__ import annotations

import json
import resource
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
import httpx
import pytest

from sandbox.engine.edge import Edge
from sandbox.observability.watching import Watch
from tests.faults.server import Server, funded_accounts, running
from tests.services.api import Api


def asked(server: Server, path: str) -> tuple[int, Any]:
    reply = httpx.get(server.announced["base_url"] + path)
    return reply.status_code, reply.json()


def until(is_so: Callable[[], bool], tries: int = 400) -> None:
    """Wait for what comes about by itself; fails after many tries."""
    for _ in range(tries):
        if is_so():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come about")


def limit_files(server: Server, size: int) -> None:
    """What is longer than this cannot be written: to SQLite, a full disk."""
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def longest(data: Path) -> int:
    return max(file.stat().st_size for file in data.rglob("*") if file.is_file())


def test_a_server_that_is_well_says_so(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--empty") as server:
        assert asked(server, "/live") == (200, {"live": True})
        assert asked(server, "/ready") == (200, {"ready": True, "reasons": [], "degraded": []})
        status, body = asked(server, "/health")
        assert (status, body["status"], body["phase"]) == (200, "ok", "serving")
        assert body["banks"][server.announced["bank_id"]] == "ACTIVE"


def test_a_full_disk_makes_a_server_unready_until_it_has_room_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running(data, "--demo", "--log-format", "json") as server, server.client() as client:
        source, destination = funded_accounts(client)[:2]
        body = {
            "source_account_id": source["account_id"],
            "destination_account_id": destination["account_id"],
            "amount_cents": 1,
            "currency": "USD",
        }
        limit_files(server, longest(data) + 50_000)
        for number in range(5_000):
            headers = {"Idempotency-Key": f"k{number}"}
            if client.post("/transactions/transfer", json=body, headers=headers).status_code != 202:
                break
        status, ready = asked(server, "/ready")
        assert (status, ready["ready"]) == (503, False)
        assert "read_only" in ready["reasons"]
        status, health = asked(server, "/health")
        assert (status, health["status"]) == (503, "read_only")
        assert health["banks"][server.announced["bank_id"]] == "READ_ONLY"
        assert asked(server, "/live")[0] == 200
        metrics = httpx.get(server.announced["base_url"] + "/metrics").text
        assert "\nsandbank_ready 0.0" in metrics
        assert "\nsandbank_banks_read_only 1.0" in metrics
        limit_files(server, resource.RLIM_INFINITY)
        until(lambda: asked(server, "/ready")[0] == 200)
        until(lambda: asked(server, "/health")[1]["status"] == "ok")
        server.stop()
    lines = [json.loads(line) for line in data.with_name("data.stderr").read_text().splitlines()]
    told = [(line["level"], line["bank_id"]) for line in lines if "read-only" in line["message"]]
    assert told[0] == ("error", server.announced["bank_id"])


def test_an_edge_that_cannot_be_written_is_told_and_stops_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running(data, "--empty") as server, server.client() as client:
        client.get("/accounts")
        limit_files(server, longest(data))

        def is_degraded() -> bool:
            # Reads write nothing but the log of requests.
            for _ in range(200):
                assert client.get("/accounts", headers={"User-Agent": "x" * 200}).status_code == 200
            return bool(asked(server, "/health")[1]["status"] == "degraded")

        until(is_degraded)
        status, health = asked(server, "/health")
        assert (status, health["edge_failing"]) == (200, [server.announced["bank_id"]])
        assert asked(server, "/ready") == (200, {"ready": True, "reasons": [], "degraded": ["edge_failing"]})
        limit_files(server, resource.RLIM_INFINITY)
        until(lambda: asked(server, "/health")[1]["status"] == "ok")


def test_a_server_that_is_told_to_stop_says_so_while_it_serves_on(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--empty", "--drain", "2") as server, server.client() as client:
        server.process.send_signal(signal.SIGTERM)
        until(lambda: asked(server, "/ready")[0] == 503)
        assert asked(server, "/ready")[1] == {"ready": False, "reasons": ["stopping"], "degraded": []}
        assert client.get("/accounts").status_code == 200
        assert server.process.wait(20) == 0


def test_who_asks_twice_to_stop_does_not_wait(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--empty", "--drain", "3600") as server:
        server.process.send_signal(signal.SIGTERM)
        until(lambda: asked(server, "/ready")[0] == 503)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(60) == 0


def test_nobody_is_told_ready_before_the_start_is_over(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running(data, "--demo") as server:
        # It announces itself last: whoever was told the address finds it ready.
        assert asked(server, "/ready")[0] == 200


async def test_a_server_that_is_starting_is_not_ready(api: Api, watch: Watch) -> None:
    watch.health.phase = "starting"
    assert watch.health.readiness() == (503, {"ready": False, "reasons": ["starting"], "degraded": []})
    watch.health.phase = "serving"
    assert watch.health.readiness()[0] == 200


async def test_webhooks_that_cannot_be_written_are_told(
    api: Api, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.ok(await api.post("/webhook_endpoints", {"url": "https://hooks.example/in"}))

    async def full(edge: Edge, *statements: object) -> None:
        raise apsw.FullError

    monkeypatch.setattr(Edge, "write", full)
    while not watch.health.edge_failing():
        await api.get("/accounts")
        await api.settle()
    assert watch.health.health()[1]["status"] == "degraded"
    monkeypatch.undo()
