"""A bank test in Jepsen's manner: 32 clients on a real server that is killed, and every answer is judged.

Writers move money between few accounts, in amounts that are often too large; readers read single accounts, all
accounts and the trial balance. The process is killed with kill -9 at seeded moments and started again on
the same port; who got no answer asks again with the same key. Then the whole history is replayed against
`bank_model.py`, which knows nothing of the bank but the rules. A longer run: SANDBANK_LONG=1.
"""

from __future__ import annotations

import os
import random
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from sandbox.cli import main
from tests.faults.bank_model import Asked, Judge, Movement
from tests.faults.clients import TRY_AGAIN, Client, Lost, opened_accounts, settled
from tests.faults.server import Server

WRITERS, READERS = 24, 8
ACCOUNTS = 6
START_CENTS = 100_00
IS_LONG = bool(os.environ.get("SANDBANK_LONG"))
RUNS = 10 if IS_LONG else 1
SECONDS = 60.0 if IS_LONG else 9.0
AGAIN = "SANDBANK_SEED={seed} python -m pytest -q tests/faults/test_bank_test.py"

TRANSACTIONS = ("transaction.initiated", "transaction.completed", "transaction.failed")


class Player(threading.Thread):
    """One client. What it asked and was told is its `history`; what went wrong with itself its `error`."""

    def __init__(self, name: str, seed: int, announced: dict[str, str], accounts: list[str]) -> None:
        super().__init__(name=name, daemon=True)
        self.history: list[Asked] = []
        self.error: BaseException | None = None
        self.is_over = threading.Event()
        self._random = random.Random(f"{seed}/{name}")
        self._client = Client(announced["base_url"], announced["api_key"])
        self._accounts = accounts
        self._number = 0

    def run(self) -> None:
        try:
            while not self.is_over.is_set():
                self.play()
        except BaseException as error:
            self.error = error
        finally:
            self._client.close()

    def play(self) -> None:
        """One thing to ask."""
        raise NotImplementedError

    def ask(self, kind: str, path: str, body: Any, movement: Movement) -> str | None:
        """Write with a key of its own until there is an answer; gives what it made or changed."""
        self._number += 1
        key = f"{self.name}-{self._number}"
        invoked = time.monotonic()
        reply = self._client.insist("POST", path, body, key)
        answered = time.monotonic()
        if self._random.random() < 0.05:
            # Somebody is not sure, and asks once more.
            again = self._client.insist("POST", path, body, key)
            assert (again.status, again.body, again.is_replayed) == (reply.status, reply.body, True), (reply, again)
        if reply.status >= 300:
            self.history.append(Asked(kind, invoked, answered, key, movement, refusal=reply.code))
            return None
        made: str = reply.body["hold_id" if "hold" in path else "transaction_id"]
        self.history.append(Asked(kind, invoked, answered, key, movement, made))
        return made


class Writer(Player):
    """Moves money, and now and then more than there is."""

    def play(self) -> None:
        one, other = self._random.sample(self._accounts, 2)
        cents = self._random.randint(1, START_CENTS)
        kind = self._random.choices(("transfer", "withdrawal", "deposit", "hold"), (80, 4, 4, 12))[0]
        body = {"amount_cents": cents, "currency": "USD"}
        if kind == "transfer":
            body |= {"source_account_id": one, "destination_account_id": other}
            self.ask(kind, "/transactions/transfer", body, Movement(one, other, cents))
        elif kind == "hold":
            self._hold(one, cents, body)
        else:
            sides = (one, None) if kind == "withdrawal" else (None, one)
            body |= {"account_id": one, "method": "CASH"}
            self.ask(kind, f"/transactions/{kind}", body, Movement(*sides, cents))

    def _hold(self, account: str, cents: int, body: dict[str, Any]) -> None:
        hold_id = self.ask("place", "/holds", {**body, "account_id": account}, Movement(account, None, cents))
        if hold_id is None:
            return
        if self._random.random() < 0.5:
            taken = self._random.randint(1, cents)
            movement = Movement(account, None, taken)
            assert self.ask("capture", f"/holds/{hold_id}/capture", {"amount_cents": taken}, movement) == hold_id
        else:
            assert self.ask("release", f"/holds/{hold_id}/release", None, Movement(account, None, 0)) == hold_id


class Reader(Player):
    """Looks at one account, at all of them, and at the books."""

    def play(self) -> None:
        kind = self._random.choice(("accounts", "account", "total"))
        account = self._random.choice(self._accounts)
        paths = {"accounts": "/accounts?limit=100", "account": f"/accounts/{account}"}
        invoked = time.monotonic()
        try:
            reply = self._client.request("GET", paths.get(kind, "/ledger/trial_balance"))
        except Lost:
            time.sleep(0.02)
            return
        answered = time.monotonic()
        if reply.code in TRY_AGAIN:
            return
        assert reply.status == 200, reply
        self.history.append(Asked(kind, invoked, answered, value=self._seen(kind, reply.body)))

    def _seen(self, kind: str, body: Any) -> Any:
        if kind == "account":
            return body["account_id"], balance_of(body)
        if kind == "accounts":
            assert len(body) == ACCOUNTS
            return tuple(balance_of(one) for one in sorted(body, key=lambda one: one["account_id"]))
        (dollars,) = body["currencies"]
        assert dollars["is_balanced"]
        assert dollars["total_debits_cents"] == dollars["total_credits_cents"]
        (deposits,) = [line for line in dollars["lines"] if line["code"] == "2000"]
        return deposits["credit_cents"] - deposits["debit_cents"]


def balance_of(account: dict[str, Any]) -> tuple[int, int, int]:
    """(posted, held, incoming) as the model has them."""
    held = account["posted_balance_cents"] - account["available_balance_cents"]
    return account["posted_balance_cents"], held, account["pending_balance_cents"] + held


def seeds() -> list[int]:
    given = os.environ.get("SANDBANK_SEED")
    return [int(given)] if given else [*range(4711, 4711 + RUNS)]


@pytest.mark.parametrize("seed", seeds())
def test_every_answer_is_explained_and_money_is_neither_made_nor_lost(tmp_path: Path, seed: int) -> None:
    print(f"\nThe same again: {AGAIN.format(seed=seed)}")
    data = tmp_path / "data"
    server = Server(data, "--empty", "--seed", str(seed))
    port = server.announced["base_url"].rpartition(":")[2]
    try:
        client = Client(server.announced["base_url"], server.announced["api_key"])
        accounts = opened_accounts(client, ACCOUNTS, START_CENTS)
        before = len(client.pages("/events?limit=100&order=asc"))
        players: list[Player] = [Writer(f"w{n}", seed, server.announced, accounts) for n in range(WRITERS)]
        players += [Reader(f"r{n}", seed, server.announced, accounts) for n in range(READERS)]
        for player in players:
            player.start()
        server, kills = killed_again_and_again(server, data, port, seed)
        for player in players:
            player.is_over.set()
        for player in players:
            player.join(90)
            assert not player.is_alive(), f"{player.name} hangs"
            assert player.error is None, (player.name, player.error)
        settled(client)
        log = log_of(client, before)
        shown = {one["account_id"]: balance_of(one) for one in client.insist("GET", "/accounts?limit=100").body}
        transfers = [one for one in client.pages("/transactions?limit=100") if one["transaction_type"] == "TRANSFER"]
        server.stop()
    finally:
        if server.process.poll() is None:
            server.kill()
    history = [asked for player in players for asked in player.history]
    judge = Judge(dict.fromkeys(accounts, START_CENTS), history, log)
    found = judge.judge()
    assert not found, f"{AGAIN.format(seed=seed)}\n{len(found)} things:\n" + "\n".join(found[:10])
    assert shown == judge.last
    acknowledged = {one.resource_id for one in history if one.kind == "transfer" and one.resource_id is not None}
    assert {one["transaction_id"] for one in transfers} == acknowledged
    assert {one["status"] for one in transfers} == {"COMPLETED"}
    refused = sum(one.refusal is not None for one in history)
    reads = sum(one.value is not None for one in history)
    print(f"{len(history)} answers ({reads} reads, {refused} refusals), {len(log)} events, {kills} kills")
    assert min(len(acknowledged), refused, reads, kills) > 0
    assert main(["verify", "--data", str(data)]) == 0


def killed_again_and_again(server: Server, data: Path, port: str, seed: int) -> tuple[Server, int]:
    """Let it run, kill it, start it on the same port, at moments that follow from the seed."""
    rng = random.Random(f"{seed}/kills")
    ends = time.monotonic() + SECONDS
    kills = 0
    while True:
        time.sleep(rng.uniform(0.3, 2.5))
        if time.monotonic() > ends:
            return server, kills
        server.kill()
        kills += 1
        server = Server(data, "--port", port)


def log_of(client: Client, skip: int) -> list[tuple[str, str]]:
    """What happened to money, oldest first. A capture tells of its withdrawal and of its hold: one is enough."""
    events = client.pages("/events?limit=100&order=asc")[skip:]
    begun = {one["resource_id"] for one in events if one["type"] == "transaction.initiated"}
    return [
        (one["type"], one["resource_id"])
        for one in events
        if one["type"].startswith("hold.") or (one["type"] in TRANSACTIONS and one["resource_id"] in begun)
    ]


# The judge itself --------------------------------------------------------------------------------
FIRST = Asked("transfer", 1.0, 2.0, "k1", Movement("a", "b", 60), "txn_1")
SECOND = Asked("transfer", 3.0, 4.0, "k2", Movement("b", "a", 10), "txn_2")
LOG = [
    ("transaction.initiated", "txn_1"),
    ("transaction.completed", "txn_1"),
    ("transaction.initiated", "txn_2"),
    ("transaction.completed", "txn_2"),
]
POOR = Asked("transfer", 2.5, 2.9, "k3", Movement("a", "b", 41), refusal="insufficient_funds")
WRONG = {
    "a lost acknowledgement": ([FIRST, SECOND], LOG[:2]),
    "an effect that nobody asked for": ([FIRST], LOG),
    "a doubled effect": ([FIRST, SECOND], [*LOG, LOG[1]]),
    "a movement that begins twice": ([FIRST, SECOND], [LOG[0], *LOG]),
    "an overdrawn account": ([FIRST._replace(movement=Movement("a", "b", 101))], LOG[:2]),
    "an order against real time": ([FIRST, SECOND], LOG[2:] + LOG[:2]),
    "a stale read": ([FIRST, SECOND, Asked("account", 5.0, 6.0, value=("a", (40, 0, 0)))], LOG),
    "a read of the future": ([FIRST, SECOND, Asked("account", 0.1, 0.2, value=("a", (40, 0, 0)))], LOG),
    "a torn read": ([FIRST, Asked("accounts", 1.0, 9.0, value=((40, 0, 0), (0, 0, 0)))], LOG[:2]),
    "two reads that go backwards": (
        [
            FIRST._replace(answered=20.0),
            Asked("total", 1.1, 1.2, value=100),
            Asked("account", 2.0, 3.0, value=("a", (40, 0, 0))),
            Asked("account", 4.0, 5.0, value=("a", (100, 60, 0))),
        ],
        LOG[:2],
    ),
    "a total that changed": ([FIRST, Asked("total", 1.0, 9.0, value=160)], LOG[:2]),
    "a refusal that was not due": ([FIRST, SECOND, POOR._replace(movement=Movement("a", "b", 40))], LOG),
    "a refusal of another kind": ([FIRST, SECOND, POOR._replace(refusal="daily_limit_exceeded")], LOG),
    "two answers to one key": ([FIRST, SECOND._replace(key="k1")], LOG),
}


def test_the_judge_accepts_what_can_have_happened() -> None:
    middle = Asked("account", 1.5, 1.9, value=("b", (0, 0, 60)))
    judge = Judge({"a": 100, "b": 0}, [FIRST, POOR, middle, SECOND], LOG)
    assert judge.judge() == []
    assert judge.last == {"a": (50, 0, 0), "b": (50, 0, 0)}


@pytest.mark.parametrize("wrong", WRONG)
def test_the_judge_finds(wrong: str) -> None:
    assert Judge({"a": 100, "b": 0}, *WRONG[wrong]).judge()
