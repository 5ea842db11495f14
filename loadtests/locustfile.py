"""The load of the sources' peak, and its latency gates: reads under 200 ms, writes under 1 s, at p99.

    locust -f loadtests/locustfile.py --headless --users 20 --run-time 1m --host http://127.0.0.1:8080

About a hundred reads for each write, as at the peak of 1,150 reads and 12 writes a second. The key is
in SANDBANK_API_KEY. The exit code is 1 when a gate is missed, a request fails, or there were none.
"""

from __future__ import annotations

import os
import random
import uuid
from typing import Any

from locust import FastHttpUser, between, events, task

READ_P99_MS = 200
WRITE_P99_MS = 1_000


class Client(FastHttpUser):
    """One program that mostly looks."""

    wait_time = between(0.005, 0.02)

    def on_start(self) -> None:
        self.headers = {"Authorization": f"Bearer {os.environ['SANDBANK_API_KEY']}"}
        found = self.client.get("/v1/accounts?currency=USD&limit=100", headers=self.headers, name="read").json()
        self.accounts = [one["account_id"] for one in found if one["available_balance_cents"] >= 10_000_00]

    @task(70)
    def balance(self) -> None:
        """What an account has."""
        self.client.get(f"/v1/accounts/{random.choice(self.accounts)}", headers=self.headers, name="read")

    @task(26)
    def history(self) -> None:
        """What moved on it."""
        path = f"/v1/accounts/{random.choice(self.accounts)}/transactions?limit=20"
        self.client.get(path, headers=self.headers, name="read list")

    @task(1)
    def transfer(self) -> None:
        """A cent from one to another."""
        source, destination = random.sample(self.accounts, 2)
        body = {
            "source_account_id": source,
            "destination_account_id": destination,
            "amount_cents": 1,
            "currency": "USD",
        }
        headers = {**self.headers, "Idempotency-Key": str(uuid.uuid4())}
        self.client.post("/v1/transactions/transfer", json=body, headers=headers, name="write")


@events.quitting.add_listener
def gate(environment: Any, **_: Any) -> None:
    """Decide the exit code from what was measured."""
    stats = environment.stats
    missed = []
    for name, method, limit in (
        ("read", "GET", READ_P99_MS),
        ("read list", "GET", READ_P99_MS),
        ("write", "POST", WRITE_P99_MS),
    ):
        entry = stats.get(name, method)
        if not entry.num_requests:
            missed.append(f"no {name} was made")
        elif entry.get_response_time_percentile(0.99) > limit:
            missed.append(f"{name}: p99 {entry.get_response_time_percentile(0.99)} ms over {limit} ms")
    if stats.total.num_failures:
        missed.append(f"{stats.total.num_failures} requests failed")
    for line in missed:
        print(f"GATE MISSED: {line}")
    environment.process_exit_code = 1 if missed else 0
