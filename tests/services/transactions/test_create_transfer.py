"""POST /transactions/transfer."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.services.api import Api
from tests.services.builders import balances, make_account, transfer


def body_of(source: dict[str, Any], destination: dict[str, Any], cents: int, **overrides: Any) -> dict[str, Any]:
    return {
        "source_account_id": source["account_id"],
        "destination_account_id": destination["account_id"],
        "amount_cents": cents,
        "currency": "USD",
        **overrides,
    }


async def test_is_pending_at_once_and_completed_soon(api: Api) -> None:
    source, destination = await make_account(api, cents=10_000), await make_account(api)
    body = body_of(source, destination, 2_500, description="Rent", metadata={"order": "A-1"})
    reply = await api.post("/transactions/transfer", body)
    accepted = api.ok(reply)
    assert (reply.status, accepted["status"]) == (202, "PENDING")
    assert reply.headers["location"] == f"/v1/transactions/{accepted['transaction_id']}"
    assert accepted["transaction_ref"].startswith("TXN-2026-")
    await api.settle()
    done = api.ok(await api.get(f"/transactions/{accepted['transaction_id']}"))
    assert (done["status"], done["fraud_score"], done["requires_approval"]) == ("COMPLETED", "LOW", False)
    assert (done["description"], done["metadata"]) == ("Rent", {"order": "A-1"})
    assert await balances(api, source) == (7_500, 0, 7_500)
    assert await balances(api, destination) == (2_500, 0, 2_500)
    for event_type in ("transaction.initiated", "transaction.completed"):
        told = [event["resource_id"] for event in await api.events(event_type)]
        assert done["transaction_id"] in told


async def test_until_it_is_final_the_money_is_reserved_and_promised(api: Api) -> None:
    api.ok(await api.put("/settings/transactions.approval_limit_cents", {"setting_value": "100"}))
    source, destination = await make_account(api, cents=100), await make_account(api)
    for cents in (60, 40):
        await transfer(api, source, destination, cents)
    await transfer(api, destination, source, 100)
    api.ok(await api.put("/settings/transactions.approval_limit_cents", {"setting_value": "10"}))
    waiting = await transfer(api, source, destination, 70)
    assert waiting["status"] == "PENDING"
    assert await balances(api, source) == (30, -70, 100)
    assert await balances(api, destination) == (0, 70, 0)


async def test_waits_for_the_end_when_preferred(api: Api) -> None:
    source, destination = await make_account(api, cents=100), await make_account(api)
    reply = await api.post("/transactions/transfer", body_of(source, destination, 5), Prefer="wait=5")
    assert api.ok(reply)["status"] == "COMPLETED"
    assert reply.headers["preference-applied"] == "wait=5"


async def test_refuses_more_than_is_available_and_moves_nothing(api: Api) -> None:
    source, destination = await make_account(api, cents=100), await make_account(api)
    reply = await api.post("/transactions/transfer", body_of(source, destination, 101))
    assert (reply.status, reply.code) == (422, "insufficient_funds")
    assert reply.body["decline_code"] == "insufficient_funds"
    assert "1.00 USD is available; 1.01 USD was asked for" in reply.body["detail"]
    assert await balances(api, source) == (100, 0, 100)
    assert api.ok(await api.get("/transactions", transaction_type="TRANSFER")) == []


async def test_refuses_one_account_with_itself(api: Api) -> None:
    account = await make_account(api, cents=100)
    assert (await api.post("/transactions/transfer", body_of(account, account, 1))).code == "same_account"


async def test_refuses_another_currency(api: Api) -> None:
    source = await make_account(api, cents=100)
    euro = await make_account(api, account_type="FOREIGN_CURRENCY", currency="EUR")
    assert (await api.post("/transactions/transfer", body_of(source, euro, 1))).code == "currency_mismatch"
    body = body_of(source, euro, 1, currency="EUR")
    assert (await api.post("/transactions/transfer", body)).code == "currency_mismatch"


async def test_refuses_a_suspended_account_on_either_side(api: Api) -> None:
    source, destination = await make_account(api, cents=100), await make_account(api)
    api.ok(await api.post(f"/accounts/{destination['account_id']}/suspend"))
    assert (await api.post("/transactions/transfer", body_of(source, destination, 1))).code == "account_not_active"


async def test_refuses_unknown_accounts(api: Api) -> None:
    source = await make_account(api, cents=100)
    body = body_of(source, {"account_id": "acct_none"}, 1)
    assert (await api.post("/transactions/transfer", body)).code == "not_found"


async def test_refuses_a_transfer_over_the_daily_limit_until_the_next_day(api: Api) -> None:
    source = await make_account(api, cents=1_000, daily_limit_cents=300, monthly_limit_cents=500)
    destination = await make_account(api)
    await transfer(api, source, destination, 250)
    assert (await api.post("/transactions/transfer", body_of(source, destination, 51))).code == "daily_limit_exceeded"
    await transfer(api, source, destination, 50)
    await api.advance(days=1)
    await transfer(api, source, destination, 200)
    reply = await api.post("/transactions/transfer", body_of(source, destination, 1))
    assert (reply.status, reply.code) == (422, "monthly_limit_exceeded")
    await api.advance(days=31)
    assert (await transfer(api, source, destination, 1))["status"] == "COMPLETED"


async def test_the_same_key_moves_money_once(api: Api) -> None:
    source, destination = await make_account(api, cents=1_000), await make_account(api)
    body = body_of(source, destination, 10)
    first = await api.post("/transactions/transfer", body, key="once")
    await api.settle()
    again = await api.post("/transactions/transfer", body, key="once")
    assert (again.status, again.body) == (first.status, first.body)
    assert again.headers["idempotent-replayed"] == "true"
    await api.settle()
    assert (await balances(api, source))[0] == 990


async def test_the_same_key_with_other_content_is_refused(api: Api) -> None:
    source, destination = await make_account(api, cents=1_000), await make_account(api)
    api.ok(await api.post("/transactions/transfer", body_of(source, destination, 10), key="once"))
    reply = await api.post("/transactions/transfer", body_of(source, destination, 11), key="once")
    assert (reply.status, reply.code) == (422, "idempotency_key_reused")


async def test_a_refusal_is_replayed_too(api: Api) -> None:
    source, destination = await make_account(api), await make_account(api, cents=100)
    body = body_of(source, destination, 10)
    first = await api.post("/transactions/transfer", body, key="poor")
    await transfer(api, destination, source, 50)
    again = await api.post("/transactions/transfer", body, key="poor")
    assert first.code == again.code == "insufficient_funds"
    assert again.body == first.body


async def test_needs_a_key(api: Api) -> None:
    source, destination = await make_account(api, cents=100), await make_account(api)
    reply = await api.request("POST", "/transactions/transfer", body_of(source, destination, 1))
    assert (reply.status, reply.code) == (400, "idempotency_key_required")


async def test_many_at_once_spend_exactly_what_is_there(api: Api) -> None:
    source, destination = await make_account(api, cents=1_000), await make_account(api)
    body = body_of(source, destination, 30)
    replies = await asyncio.gather(*(api.post("/transactions/transfer", body) for _ in range(64)))
    await api.settle()
    assert sum(reply.status == 202 for reply in replies) == 33
    assert {reply.code for reply in replies if reply.status != 202} == {"insufficient_funds"}
    assert (await balances(api, source))[2] == 10


async def test_the_same_key_at_once_runs_once(api: Api) -> None:
    source, destination = await make_account(api, cents=1_000), await make_account(api)
    body = body_of(source, destination, 100)
    replies = await asyncio.gather(*(api.post("/transactions/transfer", body, key="race") for _ in range(16)))
    await api.settle()
    accepted = [reply for reply in replies if reply.status == 202]
    assert len({reply.body["transaction_id"] for reply in accepted}) == 1
    for reply in replies:
        assert reply.status == 202 or (reply.code, reply.headers["retry-after"]) == (
            "idempotency_key_in_flight",
            "1",
        )
    assert (await balances(api, source))[2] == 900


async def test_a_high_score_fails_it_and_frees_the_money_and_the_limit(api: Api) -> None:
    api.ok(await api.put("/settings/fraud.high_amount_cents", {"setting_value": "500"}))
    source = await make_account(api, cents=400, daily_limit_cents=1_000)
    destination = await make_account(api, cents=300)
    await transfer(api, destination, source, 300)
    failed = await transfer(api, source, destination, 501)
    assert (failed["status"], failed["failure_code"], failed["fraud_score"]) == (
        "FAILED",
        "fraud_suspected",
        "HIGH",
    )
    assert failed["processed_at"] is not None
    assert await balances(api, source) == (700, 0, 700)
    (event,) = await api.events("transaction.failed")
    assert event["previous"]["status"] == "PENDING"
    assert (await transfer(api, source, destination, 500))["status"] == "COMPLETED"
    assert (await transfer(api, destination, source, 500))["status"] == "COMPLETED"
    assert (await transfer(api, source, destination, 500))["status"] == "COMPLETED"


async def test_more_movements_than_usual_wait_for_a_person(api: Api) -> None:
    api.ok(await api.put("/settings/fraud.velocity_per_hour", {"setting_value": "2"}))
    source, destination = await make_account(api), await make_account(api, cents=100)
    for _ in range(1):
        assert (await transfer(api, destination, source, 1))["status"] == "COMPLETED"
    assert (await transfer(api, destination, source, 1))["requires_approval"]
    await api.advance(hours=1)
    assert (await transfer(api, destination, source, 1))["status"] == "COMPLETED"
