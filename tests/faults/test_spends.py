"""Concurrent spends of one balance: exactly what it allows, and all the others are told `insufficient_funds`.

In one process, where every interleaving of the engine is met, and over sockets. See: bank_model.py for the
same with everything else at the same time.
"""

from __future__ import annotations

import asyncio
import os
import random
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.faults.clients import Client, Reply, opened_accounts, settled
from tests.faults.server import running
from tests.services.api import Api
from tests.services.builders import balances, make_account

AT_ONCE = (2, 8, 64, 256)


def spend(api: Api, way: str, source: dict[str, Any], other: dict[str, Any], cents: int) -> Any:
    """One request that takes money from an account, by way of a transfer, a withdrawal, a fee or a hold."""
    body: dict[str, Any] = {"amount_cents": cents, "currency": "USD"}
    account = {"account_id": source["account_id"]}
    if way == "transfer":
        sides = {"source_account_id": source["account_id"], "destination_account_id": other["account_id"]}
        return api.post("/transactions/transfer", body | sides)
    if way == "hold":
        return api.post("/holds", body | account)
    if way == "fee":
        return api.post("/transactions/fee", body | account | {"description": "Fee"})
    return api.post("/transactions/withdrawal", body | account | {"method": "CASH"})


@pytest.mark.parametrize("at_once", AT_ONCE)
@pytest.mark.parametrize("way", ["transfer", "withdrawal", "hold", "fee"])
async def test_as_many_as_the_balance_allows_and_no_more(api: Api, way: str, at_once: int) -> None:
    fitting = at_once // 2
    source, other = await make_account(api, cents=fitting * 7_00 + 6_99), await make_account(api)
    replies = await asyncio.gather(*(spend(api, way, source, other, 7_00) for _ in range(at_once)))
    codes = Counter(reply.code or "done" for reply in replies)
    assert codes == {"done": fitting, "insufficient_funds": at_once - fitting}
    assert {reply.status for reply in replies} == {422, 201 if way == "hold" else 202}
    available, _, _ = await balances(api, source)
    assert available == 6_99
    await api.settle()
    available, _, posted = await balances(api, source)
    assert (available, posted) == (6_99, fitting * 7_00 + 6_99 if way == "hold" else 6_99)


@pytest.mark.parametrize("at_once", AT_ONCE)
async def test_of_different_amounts_and_ways_none_is_refused_that_would_still_fit(api: Api, at_once: int) -> None:
    rng = random.Random(at_once)
    source, other = await make_account(api, cents=at_once * 3_00), await make_account(api)
    asked = [(rng.choice(("transfer", "withdrawal", "hold", "fee")), rng.randint(1, 12_00)) for _ in range(at_once)]
    replies = await asyncio.gather(*(spend(api, way, source, other, cents) for way, cents in asked))
    spent = sum(cents for reply, (_, cents) in zip(replies, asked, strict=True) if reply.status < 300)
    refused = [cents for reply, (_, cents) in zip(replies, asked, strict=True) if reply.status >= 300]
    assert {reply.code for reply in replies if reply.status >= 300} <= {"insufficient_funds"}
    available, _, _ = await balances(api, source)
    assert available == at_once * 3_00 - spent >= 0
    assert all(cents > available for cents in refused)


@pytest.mark.parametrize("at_once", AT_ONCE)
async def test_a_daily_limit_is_used_up_to_the_cent_and_not_beyond(api: Api, at_once: int) -> None:
    fitting = at_once // 2
    source = await make_account(api, cents=100_000_00, daily_limit_cents=fitting * 5_00 + 4_99)
    other = await make_account(api)
    replies = await asyncio.gather(*(spend(api, "transfer", source, other, 5_00) for _ in range(at_once)))
    codes = Counter(reply.code or "done" for reply in replies)
    assert codes == {"done": fitting, "daily_limit_exceeded": at_once - fitting}
    assert (await balances(api, source))[0] == 100_000_00 - fitting * 5_00


@pytest.mark.parametrize("at_once", AT_ONCE)
async def test_a_hold_ends_once_however_many_capture_and_release_it(api: Api, at_once: int) -> None:
    source, other = await make_account(api, cents=50_00), await make_account(api)
    hold = api.ok(await spend(api, "hold", source, other, 20_00))
    ways = ["capture" if number % 2 else "release" for number in range(at_once)]
    random.Random(at_once).shuffle(ways)
    replies = await asyncio.gather(*(api.post(f"/holds/{hold['hold_id']}/{way}") for way in ways))
    codes = Counter(reply.code or "done" for reply in replies)
    assert codes == {"done": 1, "wrong_state": at_once - 1}
    ended = api.ok(await api.get(f"/holds/{hold['hold_id']}"))["status"]
    assert (await balances(api, source))[0] == (30_00 if ended == "CAPTURED" else 50_00)


@pytest.mark.parametrize("at_once", AT_ONCE)
async def test_a_transfer_is_reversed_once_however_many_ask(api: Api, at_once: int) -> None:
    source, other = await make_account(api, cents=50_00), await make_account(api, cents=50_00)
    made = api.ok(await spend(api, "transfer", source, other, 20_00))
    await api.settle()
    path = f"/transactions/{made['transaction_id']}/reverse"
    replies = await asyncio.gather(*(api.post(path) for _ in range(at_once)))
    assert Counter(reply.code or "done" for reply in replies) == {"done": 1, "already_reversed": at_once - 1}
    await api.settle()
    assert [(await balances(api, one))[2] for one in (source, other)] == [50_00, 50_00]


@pytest.mark.parametrize("at_once", AT_ONCE if os.environ.get("SANDBANK_LONG") else (64,))
def test_over_sockets_it_is_the_same(tmp_path: Path, at_once: int) -> None:
    fitting = at_once // 2
    with running(tmp_path / "data", "--empty") as server:
        base_url, token = server.announced["base_url"], server.announced["api_key"]
        client = Client(base_url, token)
        (source,) = opened_accounts(client, 1, fitting * 7_00 + 6_99)
        holder = client.insist("GET", f"/accounts/{source}").body["customer_id"]
        other = client.insist(
            "POST", "/accounts", {"customer_id": holder, "account_type": "CHECKING", "currency": "USD"}
        )
        sides = {"source_account_id": source, "destination_account_id": other.body["account_id"]}
        body = {"amount_cents": 7_00, "currency": "USD", **sides}
        replies: list[Reply] = []
        start = threading.Barrier(at_once)

        def one(number: int) -> None:
            mine = Client(base_url, token)
            mine.request("GET", f"/accounts/{source}")
            start.wait()
            replies.append(mine.request("POST", "/transactions/transfer", body, f"spend-{number}"))
            mine.close()

        threads = [threading.Thread(target=one, args=(number,)) for number in range(at_once)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert Counter(reply.code or "done" for reply in replies) == {
            "done": fitting,
            "insufficient_funds": at_once - fitting,
        }
        settled(client)
        assert client.insist("GET", f"/accounts/{source}").body["posted_balance_cents"] == 6_99
