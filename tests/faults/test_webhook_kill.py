"""kill -9 while webhooks are delivered: every event comes at least once, with its id, in order per resource."""

from __future__ import annotations

import json
import random
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx

from tests.faults.server import funded_accounts, running

ROUNDS = 4


class Inbox:
    """A receiver that answers now and then with an error, and remembers what it took."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        rng = random.Random(3)
        inbox = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                event = json.loads(self.rfile.read(int(self.headers["content-length"])))
                assert self.headers["webhook-id"] == event["event_id"]
                inbox.taken.append(event)
                self.send_response(204)
                self.end_headers()
                time.sleep(rng.random() * 0.003)

            def log_message(self, format: str, *_: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def move_money(announced: dict[str, str], accounts: list[dict[str, Any]], stop: threading.Event) -> None:
    headers = {"Authorization": f"Bearer {announced['api_key']}"}
    with httpx.Client(base_url=f"{announced['base_url']}/v1", headers=headers, timeout=5) as client:
        number = 0
        while not stop.is_set():
            number += 1
            source, destination = accounts[number % 2], accounts[(number + 1) % 2]
            body = {
                "source_account_id": source["account_id"],
                "destination_account_id": destination["account_id"],
                "amount_cents": 1,
                "currency": "USD",
            }
            key = {"Idempotency-Key": f"{announced['base_url']}-{number}"}
            try:
                client.post("/transactions/transfer", json=body, headers=key)
            except httpx.TransportError:
                return


def all_events(client: httpx.Client) -> list[dict[str, Any]]:
    found, path = [], "/events?limit=100&order=asc&type=transaction.*"
    while path:
        answer = client.get(path)
        found += answer.json()
        path = answer.links["next"]["url"].removeprefix("/v1") if "next" in answer.links else ""
    return found


def test_nothing_that_happened_is_left_untold(tmp_path: Path) -> None:
    data = tmp_path / "data"
    inbox = Inbox()
    rng = random.Random(11)
    try:
        with running(data, "--demo") as server, server.client() as client:
            accounts = funded_accounts(client)[:2]
            already = {event["event_id"] for event in all_events(client)}
            body = {"url": inbox.url, "event_types": ["transaction.*"]}
            assert client.post("/webhook_endpoints", json=body).status_code == 201
            # Killed at once: nobody has looked at the endpoint yet, perhaps.
            server.kill()
        for _ in range(ROUNDS):
            with running(data) as server:
                stop = threading.Event()
                worker = threading.Thread(target=move_money, args=(server.announced, accounts, stop))
                worker.start()
                time.sleep(0.2 + rng.random() * 0.6)
                server.kill()
                stop.set()
                worker.join()
        with running(data) as server, server.client() as client:
            wanted = [event for event in all_events(client) if event["event_id"] not in already]
            deadline = time.monotonic() + 60
            while not {event["event_id"] for event in wanted} <= {event["event_id"] for event in inbox.taken}:
                assert time.monotonic() < deadline, f"{len(wanted)} happened, {len(inbox.taken)} came"
                time.sleep(0.05)
    finally:
        inbox.close()
    assert len(wanted) > 20
    first_seen: dict[str, list[str]] = {}
    for event in inbox.taken:
        told = first_seen.setdefault(event["resource_id"], [])
        if event["event_id"] not in told:
            told.append(event["event_id"])
    happened: dict[str, list[str]] = {}
    for event in wanted:
        happened.setdefault(event["resource_id"], []).append(event["event_id"])
    assert {key: first_seen[key] for key in happened} == happened
