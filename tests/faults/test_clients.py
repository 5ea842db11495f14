"""Lost, doubled, late and reordered requests: with a key the effect is exactly once, whatever the network does.

Sixteen clients move money through a proxy that misbehaves as its seed says, and ask again until they are
answered. Afterwards every request that ever passed is sent once more, in another order: that changes nothing.
See: clients.py.
"""

from __future__ import annotations

import os
import random
import secrets
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sandbank import Sandbank

from sandbox.cli import main
from tests.faults.clients import BadNetwork, Client, opened_accounts, settled
from tests.faults.server import running

CLIENTS = 16
IS_LONG = bool(os.environ.get("SANDBANK_LONG"))
EACH = 200 if IS_LONG else 15
CALLS = 8
"""Of the SDK, which waits longer and longer between its tries."""

START_CENTS = 1_000_00
AGAIN = "SANDBANK_SEED={seed} python -m pytest -q tests/faults/test_clients.py"

Sent = tuple[str, dict[str, Any]]


@pytest.fixture
def seed() -> int:
    chosen = int(os.environ.get("SANDBANK_SEED") or (secrets.randbelow(10**9) if IS_LONG else 4711))
    print(f"\nThe same again: {AGAIN.format(seed=chosen)}")
    return chosen


def transfers(seed: int, name: int, accounts: list[str]) -> list[Sent]:
    """What one client is going to ask for: (key, body)."""
    rng = random.Random(f"{seed}/{name}")
    wanted = []
    for number in range(EACH):
        source, destination = rng.sample(accounts, 2)
        sides = {"source_account_id": source, "destination_account_id": destination}
        wanted.append((f"c{name}-{number}", {**sides, "amount_cents": rng.randint(1, 1_00), "currency": "USD"}))
    return wanted


def balances(client: Client) -> dict[str, int]:
    return {one["account_id"]: one["posted_balance_cents"] for one in client.insist("GET", "/accounts?limit=100").body}


def test_with_keys_every_transfer_happens_once_whatever_the_network_does(tmp_path: Path, seed: int) -> None:
    data = tmp_path / "data"
    with running(data, "--empty") as server:
        token = server.announced["api_key"]
        client = Client(server.announced["base_url"], token)
        accounts = opened_accounts(client, 4, START_CENTS)
        network = BadNetwork(server.announced["base_url"], seed)
        wanted = [transfers(seed, name, accounts) for name in range(CLIENTS)]
        made: dict[str, str] = {}
        try:

            def play(mine: list[Sent]) -> None:
                through = Client(network.base_url, token)
                for key, body in mine:
                    reply = through.insist("POST", "/transactions/transfer", body, key)
                    assert reply.status == 202, reply
                    made[key] = reply.body["transaction_id"]
                through.close()

            threads = [threading.Thread(target=play, args=(mine,)) for mine in wanted]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(120)
            settled(client)
            after = balances(client)
            late_copies_change_nothing(network, seed, made)
            settled(client)
        finally:
            network.close()
        assert balances(client) == after
        shown = [one for one in client.pages("/transactions?limit=100") if one["transaction_type"] == "TRANSFER"]
        assert {one["transaction_id"] for one in shown} == set(made.values())
        assert len(shown) == len(made) == CLIENTS * EACH
        assert after == expected([sent for mine in wanted for sent in mine], accounts)
        assert set(network.met) == set(BadNetwork.HOW), network.met
        server.stop()
    assert main(["verify", "--data", str(data)]) == 0


def late_copies_change_nothing(network: BadNetwork, seed: int, made: dict[str, str]) -> None:
    """Whatever passed comes once more, in any order: each gets the answer of its key."""
    copies = list(network.passed)
    random.Random(seed).shuffle(copies)
    for copy in copies:
        answer = network.send(copy)
        assert answer is not None
        status, told, body = answer
        headers = {name.lower(): value for name, value in told}
        key = next(value for name, value in copy.headers.items() if name.lower() == "idempotency-key")
        assert (status, headers.get("idempotent-replayed")) == (202, "true"), body
        assert made[key].encode() in body


def expected(sent: list[Sent], accounts: list[str]) -> dict[str, int]:
    by = Counter(dict.fromkeys(accounts, START_CENTS))
    for _, body in sent:
        by[body["source_account_id"]] -= body["amount_cents"]
        by[body["destination_account_id"]] += body["amount_cents"]
    return dict(by)


def test_the_sdk_comes_through_a_bad_network_with_each_effect_once(tmp_path: Path, seed: int) -> None:
    with running(tmp_path / "data", "--empty") as server:
        token = server.announced["api_key"]
        client = Client(server.announced["base_url"], token)
        accounts = opened_accounts(client, 2, START_CENTS)
        network = BadNetwork(server.announced["base_url"], seed)
        try:
            bank = Sandbank(api_key=token, base_url=network.base_url, max_retries=30)
            for number in range(CALLS):
                made = bank.transactions.create_transfer(
                    source_account_id=accounts[number % 2],
                    destination_account_id=accounts[1 - number % 2],
                    amount_cents=7,
                    currency="USD",
                )
                assert made.status == "PENDING"
            settled(client)
        finally:
            network.close()
        shown = [one for one in client.pages("/transactions?limit=100") if one["transaction_type"] == "TRANSFER"]
        assert len(shown) == CALLS
        lost = network.met["LOST"] + network.met["ANSWER_LOST"]
        assert len(network.passed) >= CALLS + lost, "what got no answer was sent again"


def test_one_that_is_sent_twice_with_other_keys_happens_twice(tmp_path: Path) -> None:
    """What a key is good for: without the same one, nobody can know that it is the same."""
    with running(tmp_path / "data", "--empty") as server:
        client = Client(server.announced["base_url"], server.announced["api_key"])
        source, destination = opened_accounts(client, 2, START_CENTS)
        sides = {"source_account_id": source, "destination_account_id": destination}
        for key in ("one", "other", "one"):
            body = {**sides, "amount_cents": 1_00, "currency": "USD"}
            assert client.request("POST", "/transactions/transfer", body, key).status == 202
        settled(client)
        assert balances(client) == {source: START_CENTS - 2_00, destination: START_CENTS + 2_00}
