"""A disk that is full while the bank is at work: nothing acknowledged is lost, reads go on, it recovers.

The process may only write files up to a size, which is what a full disk is to SQLite; then it may
write again, and takes writes without being started anew.
"""

from __future__ import annotations

import resource
import time
from pathlib import Path

import httpx

from sandbox.cli import main
from tests.faults.server import Server, funded_accounts, running


def limit_files(server: Server, size: int) -> None:
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def test_a_full_disk_stops_writes_and_nothing_else(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running(data, "--demo") as server, server.client() as client:
        source, destination = funded_accounts(client)[:2]
        body = {
            "source_account_id": source["account_id"],
            "destination_account_id": destination["account_id"],
            "amount_cents": 1,
            "currency": "USD",
        }

        def transfer(key: str) -> httpx.Response:
            return client.post("/transactions/transfer", json=body, headers={"Idempotency-Key": key})

        largest = max(file.stat().st_size for file in (data / "banks").iterdir())
        limit_files(server, largest + 50_000)
        acknowledged = []
        for number in range(5_000):
            reply = transfer(f"k{number}")
            if reply.status_code != 202:
                break
            acknowledged.append(reply.json()["transaction_id"])
        assert (reply.status_code, reply.json()["code"]) == (503, "bank_read_only")
        assert "retry-after" in reply.headers
        refused = f"k{number}"
        health = httpx.get(f"{server.announced['base_url']}/health")
        assert (health.status_code, health.json()["status"]) == (503, "read_only")
        assert client.get(f"/accounts/{source['account_id']}").status_code == 200
        for identifier in acknowledged[-5:]:
            assert client.get(f"/transactions/{identifier}").json()["status"] in ("PENDING", "COMPLETED")
        limit_files(server, resource.RLIM_INFINITY)
        for _ in range(100):
            if transfer(refused).status_code == 202:
                break
            time.sleep(0.1)
        assert transfer(refused).status_code == 202
        assert httpx.get(f"{server.announced['base_url']}/health").status_code == 200
        for _ in range(100):
            if not client.get("/transactions", params={"status": "PENDING"}).json():
                break
            time.sleep(0.05)
        for identifier in acknowledged:
            assert client.get(f"/transactions/{identifier}").json()["status"] == "COMPLETED"
        server.stop()
    assert main(["verify", "--data", str(data)]) == 0
