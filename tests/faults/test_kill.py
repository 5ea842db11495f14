"""kill -9 under load: what was acknowledged is there, once; nothing is half done; nothing goes on.

Several clients move single cents with keys of their own while the process is killed at a random
moment. After a restart every acknowledged transfer exists and ends; every key that got no answer is
sent again and takes effect exactly once; the books prove themselves.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.cli import main
from tests.faults.server import Server, funded_accounts, running

CLIENTS = 4
ROUNDS = 100 if os.environ.get("SANDBANK_LONG") else 20


class Load(threading.Thread):
    """One client that transfers cents until its server is gone."""

    def __init__(self, server: Server, accounts: list[dict[str, Any]], name: str) -> None:
        super().__init__()
        self._server = server
        self._accounts = accounts
        self._name = name
        self.acknowledged: dict[str, str] = {}
        self.unanswered: list[tuple[str, dict[str, Any]]] = []

    def run(self) -> None:
        rng = random.Random(self._name)
        with self._server.client() as client:
            for number in range(100_000):
                source, destination = rng.sample(self._accounts, 2)
                body = {
                    "source_account_id": source["account_id"],
                    "destination_account_id": destination["account_id"],
                    "amount_cents": 1,
                    "currency": "USD",
                }
                key = f"{self._name}-{number}"
                try:
                    reply = client.post("/transactions/transfer", json=body, headers={"Idempotency-Key": key})
                except httpx.HTTPError:
                    self.unanswered.append((key, body))
                    return
                assert reply.status_code == 202, reply.text
                self.acknowledged[key] = reply.json()["transaction_id"]


def wait_until_settled(client: httpx.Client) -> None:
    for _ in range(200):
        if client.get("/transactions", params={"status": "PENDING", "limit": 1}).json() == []:
            return
        time.sleep(0.05)
    raise AssertionError("transactions stay PENDING after a restart")


def test_nothing_acknowledged_is_lost_and_nothing_happens_twice(tmp_path: Path) -> None:
    data = tmp_path / "data"
    rng = random.Random(4711)
    total = 0
    expected: dict[str, str] = {}
    retry: list[tuple[str, dict[str, Any]]] = []
    for round_number in range(ROUNDS):
        with running(data, "--demo") as server, server.client() as client:
            wait_until_settled(client)
            for key, identifier in expected.items():
                found = client.get(f"/transactions/{identifier}").json()
                assert found["status"] == "COMPLETED", (key, found)
            for key, body in retry:
                reply = client.post("/transactions/transfer", json=body, headers={"Idempotency-Key": key})
                assert reply.status_code == 202
                again = client.post("/transactions/transfer", json=body, headers={"Idempotency-Key": key})
                assert again.json() == reply.json()
                by_key = client.get("/transactions", params={"idempotency_key": key}).json()
                assert [one["transaction_id"] for one in by_key] == [reply.json()["transaction_id"]]
            accounts = funded_accounts(client)
            loads = [Load(server, accounts, f"r{round_number}c{number}") for number in range(CLIENTS)]
            for load in loads:
                load.start()
            time.sleep(rng.uniform(0.05, 0.6))
            server.kill()
            for load in loads:
                load.join(20)
                assert not load.is_alive()
            expected = {key: one for load in loads for key, one in load.acknowledged.items()}
            retry = [pair for load in loads for pair in load.unanswered]
            total += len(expected)
        assert main(["verify", "--data", str(data)]) == 0
    assert total > ROUNDS * CLIENTS


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_stops_cleanly_under_load_with_the_last_batch_on_disk(tmp_path: Path, how: signal.Signals) -> None:
    data = tmp_path / "data"
    with running(data, "--demo") as server, server.client() as client:
        loads = [Load(server, funded_accounts(client), f"stop{number}") for number in range(CLIENTS)]
        for load in loads:
            load.start()
        time.sleep(0.5)
        took = server.stop(how)
        assert server.process.returncode == 0
        for load in loads:
            load.join(20)
        acknowledged = [one for load in loads for one in load.acknowledged.values()]
    assert took < 10, "the two seconds are measured in the notes; this only catches a hang"
    assert main(["verify", "--data", str(data)]) == 0
    with running(data) as server, server.client() as client:
        wait_until_settled(client)
        for identifier in acknowledged:
            assert client.get(f"/transactions/{identifier}").json()["status"] == "COMPLETED"


def test_after_kill_9_nothing_goes_on_serving(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--empty") as server:
        assert httpx.get(f"{server.announced['base_url']}/health").status_code == 200
        server.kill()
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{server.announced['base_url']}/health")
    # The data directory is free again at once.
    with running(tmp_path / "data", "--empty"):
        pass
