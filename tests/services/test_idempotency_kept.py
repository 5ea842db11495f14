"""What a key keeps and for how long: answers as they were, refusals that do not burn it, resets, restores, forks.

The same key at once, across crashes and by other holders: test_idempotency.py.
"""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.gateway.limits import Quota, RateLimits
from tests.services.api import Api
from tests.services.builders import balances
from tests.services.pairs import TRANSFER, Pair, is_replay_of, made_for, make_pair, moved


@pytest.fixture
async def pair(api: Api) -> Pair:
    return await make_pair(api)


# What was answered stays -------------------------------------------------------------------------
async def test_the_answer_stays_the_old_one_when_the_resource_has_changed(api: Api, pair: Pair) -> None:
    first = await api.post(TRANSFER, pair.body(), key="k")
    assert first.body["status"] == "PENDING"
    await api.settle()
    assert is_replay_of(await api.post(TRANSFER, pair.body(), key="k"), first)
    path = f"/transactions/{first.body['transaction_id']}"
    assert api.ok(await api.get(path))["status"] == "COMPLETED"
    reversal = api.ok(await api.post(f"{path}/reverse"))
    await api.settle()
    assert is_replay_of(await api.post(TRANSFER, pair.body(), key="k"), first)
    assert api.ok(await api.get(path))["reversed_by_transaction_id"] == reversal["transaction_id"]


async def test_a_refusal_stays_when_there_is_money_since(api: Api, pair: Pair) -> None:
    poor = await api.post(TRANSFER, pair.body(500_00), key="k")
    assert (poor.status, poor.code) == (422, "insufficient_funds")
    body = {"account_id": pair.source["account_id"], "amount_cents": 900_00, "currency": "USD", "method": "CASH"}
    api.ok(await api.post("/transactions/deposit", body))
    await api.settle()
    assert is_replay_of(await api.post(TRANSFER, pair.body(500_00), key="k"), poor)
    assert api.ok(await api.post(TRANSFER, pair.body(500_00), key="another"))["amount_cents"] == 500_00


async def test_an_unknown_account_stays_unknown_under_its_key(api: Api, pair: Pair) -> None:
    body = {**pair.body(), "destination_account_id": "acct_00000000000000000000000000"}
    first = await api.post(TRANSFER, body, key="k")
    assert (first.status, first.code) == (404, "not_found")
    assert is_replay_of(await api.post(TRANSFER, body, key="k"), first)
    assert (await api.post(TRANSFER, pair.body(), key="k")).code == "idempotency_key_reused"


async def test_a_replay_waits_for_the_end_where_that_is_preferred(api: Api, pair: Pair) -> None:
    accepted = await api.post(TRANSFER, pair.body(), key="k")
    assert accepted.body["status"] == "PENDING"
    again = await api.post(TRANSFER, pair.body(), key="k", Prefer="wait=5")
    assert (again.status, again.headers["idempotent-replayed"]) == (202, "true")
    assert (again.headers["preference-applied"], again.headers["location"]) == ("wait=5", accepted.headers["location"])
    assert again.body == api.ok(await api.get(f"/transactions/{accepted.body['transaction_id']}"))
    assert again.body["status"] == "COMPLETED"
    # Without the preference it tells what was told, as it was told.
    assert is_replay_of(await api.post(TRANSFER, pair.body(), key="k"), accepted)
    assert await moved(api, pair) == 10_00


async def test_a_replay_is_held_no_longer_than_was_preferred(api: Api, pair: Pair) -> None:
    slow = {**pair.body(), "metadata": {"simulate": "fraud:MEDIUM"}}
    first = await api.post(TRANSFER, slow, key="k")
    held = await api.post(TRANSFER, slow, key="k", Prefer="wait=1")
    assert (held.status, held.headers["preference-applied"]) == (202, "wait=1")
    assert held.body["transaction_id"] == first.body["transaction_id"]
    assert (held.body["status"], held.body["requires_approval"]) == ("PENDING", True)


async def test_a_replayed_refusal_is_held_for_nobody(api: Api, pair: Pair) -> None:
    poor = await api.post(TRANSFER, pair.body(500_00), key="k")
    again = await api.post(TRANSFER, pair.body(500_00), key="k", Prefer="wait=30")
    assert is_replay_of(again, poor)
    assert "preference-applied" not in again.headers


# A key that is not burnt -------------------------------------------------------------------------
async def test_a_validation_failure_does_not_burn_the_key(api: Api, pair: Pair) -> None:
    wrong = await api.post(TRANSFER, {**pair.body(), "amount_cents": -1}, key="k")
    assert (wrong.status, wrong.code) == (400, "invalid_field")
    assert (await api.request("POST", TRANSFER, raw=b"{", key="k")).code == "malformed_request"
    assert (await api.post(TRANSFER, pair.body(), key="k", content_type="text/plain")).status == 415
    assert (await api.post(TRANSFER, pair.body(), key="k")).status == 202
    assert await moved(api, pair) == 10_00


async def test_what_is_refused_before_the_key_does_not_burn_it(api: Api, pair: Pair) -> None:
    reader = await api.with_scopes("accounts:read")
    assert (await reader.post(TRANSFER, pair.body(), key="k")).code == "insufficient_scope"
    assert (await api.without_key().post(TRANSFER, pair.body(), key="k")).status == 401
    limits = RateLimits({"GENEROUS": {"read": Quota(9), "write": Quota(9), "money": Quota(0)}})
    ordinary, api.world.pipeline._limits = api.world.pipeline._limits, limits
    assert (await api.post(TRANSFER, pair.body(), key="k")).status == 429
    api.world.pipeline._limits = ordinary
    reply = await api.post(TRANSFER, pair.body(), key="k")
    assert (reply.status, "idempotent-replayed" in reply.headers) == (202, False)


@pytest.mark.parametrize(("status", "code"), [(500, "internal_error"), (503, "overloaded"), (429, "rate_limited")])
async def test_a_failure_of_the_server_does_not_burn_the_key(api: Api, pair: Pair, status: int, code: str) -> None:
    fault = {"kind": "ERROR", "operation_id": "createTransfer", "status_code": status, "remaining": 1}
    api.ok(await api.post("/simulations/faults", fault))
    failed = await api.post(TRANSFER, pair.body(), key="k")
    assert (failed.status, failed.code) == (status, code)
    api.world.check.found.clear()  # a 500 is never in the contract; here it was asked for
    reply = await api.post(TRANSFER, pair.body(), key="k")
    assert (reply.status, "idempotent-replayed" in reply.headers) == (202, False)
    assert await moved(api, pair) == 10_00


async def test_a_failure_in_the_middle_of_the_operation_does_not_burn_the_key(
    api: Api, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("an error of our own")

    with monkeypatch.context() as patch:
        # After the hold was collected and before the answer is kept.
        patch.setattr("sandbox.services.transactions.movements.accounts.take_limit", broken)
        failed = await api.post(TRANSFER, pair.body(), key="k")
    assert (failed.status, failed.code) == (500, "internal_error")
    api.world.check.found.clear()  # a 500 is never in the contract; here it was made
    assert await balances(api, pair.source) == (100_00, 0, 100_00)
    reply = await api.post(TRANSFER, pair.body(), key="k")
    assert (reply.status, "idempotent-replayed" in reply.headers) == (202, False)
    assert await moved(api, pair) == 10_00


async def test_an_answer_that_was_lost_on_purpose_is_had_with_its_key(api: Api, pair: Pair) -> None:
    fault = {"kind": "TIMEOUT_AFTER_COMMIT", "operation_id": "createTransfer", "delay_ms": 0, "remaining": 2}
    api.ok(await api.post("/simulations/faults", fault))
    for _ in range(2):
        lost = await api.post(TRANSFER, pair.body(), key="k")
        assert (lost.status, lost.code) == (503, "answer_lost")
    again = await api.post(TRANSFER, pair.body(), key="k")
    assert (again.status, again.headers["idempotent-replayed"]) == (202, "true")
    assert await moved(api, pair) == 10_00


# The key itself ----------------------------------------------------------------------------------
ODD = ["!", "~", "0", "k" * 255, "K" * 255, "a,b", 'q"uote', "50%", "%00", "a;b=c", "[]{}", "'--", "é".encode().hex()]


async def test_keys_are_taken_as_they_are_to_the_last_character(api: Api, pair: Pair) -> None:
    keys = [*ODD, "key", "Key", "kez", "key*", "ke_", "ke%", "key\\"]
    firsts = {key: await api.post(TRANSFER, pair.body(1), key=key) for key in keys}
    assert {reply.status for reply in firsts.values()} == {202}
    assert len({reply.body["transaction_id"] for reply in firsts.values()}) == len(keys)
    for key, first in firsts.items():
        assert is_replay_of(await api.post(TRANSFER, pair.body(1), key=key), first)
        assert [one["transaction_id"] for one in await made_for(api, pair, key)] == [first.body["transaction_id"]]
    assert await moved(api, pair) == len(keys)


@pytest.mark.parametrize("key", ["", " ", "a b", "k" * 256, "tab\t", "é", "\x7f", "\x80", "new\nline", "nul\x00"])
async def test_a_key_of_other_characters_or_of_no_length_is_refused(api: Api, pair: Pair, key: str) -> None:
    reply = await api.post(TRANSFER, pair.body(), key=key)
    assert (reply.status, reply.code) == (400, "idempotency_key_invalid")
    assert await moved(api, pair) == 0


async def test_money_does_not_move_without_a_key(api: Api, pair: Pair) -> None:
    reply = await api.request("POST", TRANSFER, pair.body())
    assert (reply.status, reply.code) == (400, "idempotency_key_required")


# Whole banks -------------------------------------------------------------------------------------
async def test_a_reset_bank_has_forgotten_its_keys(api: Api, pair: Pair) -> None:
    api.ok(await api.post("/customers/" + pair.source["customer_id"] + "/suspend", key="k"))
    body = {"name": "Made anew", "seed": "7", "starts_at": "2026-01-15T09:30:00Z"}
    bank = await api.of_bank(api.ok(await api.post("/banks", body)))
    person = {"customer_type": "INDIVIDUAL", "first_name": "A", "last_name": "B", "email": "a@example.com"}
    person["date_of_birth"] = "1990-01-01"
    first = await bank.post("/customers", person, key="k")
    api.ok(await api.post(f"/banks/{bank.bank.bank_id}/reset"))
    bank.bank = await api.world.host.directory.open_bank(bank.bank.bank_id)
    again = await bank.post("/customers", person, key="k")
    assert (first.status, again.status, "idempotent-replayed" in again.headers) == (201, 201, False)
    assert again.body["customer_id"] != first.body["customer_id"]


async def test_a_restored_bank_knows_the_keys_of_then_and_none_of_since(api: Api, pair: Pair) -> None:
    path = f"/banks/{api.bank.bank_id}"
    before = await api.post(TRANSFER, pair.body(), key="before")
    await api.settle()
    snapshot = api.ok(await api.post(f"{path}/snapshots"))
    api.ok(await api.post(TRANSFER, pair.body(), key="since"))
    await api.settle()
    api.ok(await api.post(f"{path}/restore", {"snapshot_id": snapshot["snapshot_id"]}))
    api.bank = await api.world.host.directory.open_bank(api.bank.bank_id)
    assert is_replay_of(await api.post(TRANSFER, pair.body(), key="before"), before)
    assert await moved(api, pair) == 10_00
    again = await api.post(TRANSFER, pair.body(), key="since")
    assert (again.status, "idempotent-replayed" in again.headers) == (202, False)
    assert await moved(api, pair) == 20_00


async def test_a_fork_knows_the_keys_of_its_origin_and_goes_its_own_way(api: Api, pair: Pair) -> None:
    before = await api.post(TRANSFER, pair.body(), key="before")
    await api.settle()
    fork = await api.fork()
    assert is_replay_of(await fork.post(TRANSFER, pair.body(), key="before"), before)
    mine = api.ok(await api.post(TRANSFER, pair.body(), key="since"))
    reply = await fork.post(TRANSFER, pair.body(), key="since")
    assert (reply.status, "idempotent-replayed" in reply.headers) == (202, False)
    assert reply.body["transaction_id"] != mine["transaction_id"]
    assert [await moved(one, pair) for one in (api, fork)] == [20_00, 20_00]
