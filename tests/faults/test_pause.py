"""A process that is paused and goes on: it knows nothing of it, and nothing happens twice.

SIGSTOP in the middle of transfers, of a hold that expires meanwhile, and of webhooks. Clients lose patience and
ask again with the same key, so what the server finds when it goes on came twice. A pause of half a minute:
SANDBANK_LONG=1.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sandbox.cli import main
from tests.faults.clients import Client, opened_accounts, settled, wait_for
from tests.faults.server import running
from tests.faults.test_webhook_kill import Inbox, all_events

CLIENTS = 8
PAUSES_S = (30.0, 10.0, 3.0) if os.environ.get("SANDBANK_LONG") else (1.5, 1.2, 0.5)
PATIENCE_S = 0.3


class Impatient(threading.Thread):
    """Moves single cents, and asks again after a moment without an answer."""

    def __init__(self, name: str, announced: dict[str, str], sides: dict[str, str]) -> None:
        super().__init__(name=name, daemon=True)
        self.made: dict[str, str] = {}
        self.is_over = threading.Event()
        self._client = Client(announced["base_url"], announced["api_key"], timeout=PATIENCE_S)
        self._body = {**sides, "amount_cents": 1, "currency": "USD"}

    def run(self) -> None:
        while not self.is_over.is_set():
            key = f"{self.name}-{len(self.made)}"
            reply = self._client.insist("POST", "/transactions/transfer", self._body, key)
            assert reply.status == 202, reply
            self.made[key] = reply.body["transaction_id"]
        self._client.close()


def expiring_hold(client: Client, account_id: str, seconds: float) -> str:
    """A hold of 5.00 USD that expires so soon; later where the request itself took as long."""
    while True:
        expires_at = (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")
        body = {"account_id": account_id, "amount_cents": 5_00, "currency": "USD", "expires_at": expires_at}
        placed = client.insist("POST", "/holds", body, f"hold-{expires_at}")
        if placed.code != "expiry_in_past":
            break
        seconds *= 2
    assert placed.status == 201, placed
    hold_id: str = placed.body["hold_id"]
    return hold_id


def assert_in_order(events: list[dict[str, Any]]) -> None:
    times = [event["created_at"] for event in events]
    assert times == sorted(times)
    assert len({event["event_id"] for event in events}) == len(events)


def test_after_a_pause_nothing_has_happened_twice_and_nothing_is_left_out(tmp_path: Path) -> None:
    data = tmp_path / "data"
    inbox = Inbox()
    rng = random.Random(5)
    try:
        with running(data, "--empty") as server, server.client() as reader:
            client = Client(server.announced["base_url"], server.announced["api_key"])
            source, destination, saver = opened_accounts(client, 3, 1_000_00)
            before = {event["event_id"] for event in all_events(reader)}
            hook = {"url": inbox.url, "event_types": ["transaction.*"]}
            assert client.insist("POST", "/webhook_endpoints", hook).status == 201
            sides = {"source_account_id": source, "destination_account_id": destination}
            players = [Impatient(f"p{number}", server.announced, sides) for number in range(CLIENTS)]
            for player in players:
                player.start()
            holds = []
            for pause_s in PAUSES_S:
                # It expires while nobody is awake.
                holds.append(expiring_hold(client, saver, max(0.6, pause_s / 2)))
                time.sleep(rng.uniform(0.1, 0.2))
                server.process.send_signal(signal.SIGSTOP)
                time.sleep(pause_s)
                server.process.send_signal(signal.SIGCONT)
                time.sleep(rng.uniform(0.2, 0.6))
            for player in players:
                player.is_over.set()
            for player in players:
                player.join(60)
                assert not player.is_alive()
            settled(client)
            made = [identifier for player in players for identifier in player.made.values()]
            shown = [one for one in client.pages("/transactions?limit=100") if one["transaction_type"] == "TRANSFER"]
            assert Counter(one["transaction_id"] for one in shown) == Counter(made)
            account = client.insist("GET", f"/accounts/{destination}").body
            assert account["posted_balance_cents"] == 1_000_00 + len(made)
            expire_once(client, holds, saver)
            wanted = [event for event in all_events(reader) if event["event_id"] not in before]
            assert_in_order(wanted)
            told = {event["event_id"] for event in wanted}
            wait_for(lambda: told <= {event["event_id"] for event in inbox.taken})
            assert {event["event_id"] for event in inbox.taken} == told
            assert len(wanted) == 2 * len(made) > 0
            server.stop()
    finally:
        inbox.close()
    assert main(["verify", "--data", str(data)]) == 0


def expire_once(client: Client, holds: list[str], account_id: str) -> None:
    """Each hold expires, once, and its funds are free again."""
    wait_for(lambda: all(client.insist("GET", f"/holds/{one}").body["status"] == "EXPIRED" for one in holds))
    events = client.pages("/events?limit=100&order=asc&type=hold.*")
    told = [(event["type"], event["resource_id"]) for event in events]
    assert Counter(told) == Counter([(kind, one) for one in holds for kind in ("hold.placed", "hold.expired")])
    assert client.insist("GET", f"/accounts/{account_id}").body["available_balance_cents"] == 1_000_00
