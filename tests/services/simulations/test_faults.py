"""/simulations/faults: misbehaviour on purpose, counted, repeatable, and gone when it is lifted."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.services.api import Api
from tests.services.builders import balances, make_account, make_customer


async def declare(api: Api, **body: Any) -> dict[str, Any]:
    fault: dict[str, Any] = api.ok(await api.post("/simulations/faults", body))
    return fault


async def test_an_error_meets_so_many_calls_and_changes_nothing(api: Api) -> None:
    fault = await declare(api, kind="ERROR", operation_id="listCustomers", status_code=429, remaining=2)
    assert (fault["status"], fault["remaining"], fault["applied_count"]) == ("ACTIVE", 2, 0)
    for _ in range(2):
        reply = await api.get("/customers")
        assert (reply.status, reply.code) == (429, "rate_limited")
        assert reply.headers["sandbank-fault"] == fault["fault_id"]
        assert reply.headers["retry-after"] == "1"
    assert (await api.get("/customers")).status == 200
    shown = api.ok(await api.get(f"/simulations/faults/{fault['fault_id']}"))
    assert (shown["status"], shown["remaining"], shown["applied_count"]) == ("EXHAUSTED", 0, 2)
    assert api.ok(await api.get("/simulations/faults", status="EXHAUSTED")) == [shown]
    assert api.ok(await api.get("/simulations/faults", status="ACTIVE")) == []


async def test_an_error_of_the_server_is_one_and_nothing_is_written(api: Api) -> None:
    await declare(api, kind="ERROR", operation_id="createCustomer")
    body = {"customer_type": "INDIVIDUAL", "first_name": "A", "last_name": "B", "email": "a@example.com"}
    reply = await api.post("/customers", {**body, "date_of_birth": "1990-01-01"})
    assert (reply.status, reply.code) == (503, "overloaded")
    assert api.ok(await api.get("/customers")) == []


async def test_a_lost_answer_is_had_again_with_the_same_key_and_money_moves_once(api: Api) -> None:
    account = await make_account(api, cents=100_00)
    other = await make_account(api)
    await declare(api, kind="TIMEOUT_AFTER_COMMIT", operation_id="createTransfer", delay_ms=1, remaining=1)
    body = {
        "source_account_id": account["account_id"],
        "destination_account_id": other["account_id"],
        "amount_cents": 40_00,
        "currency": "USD",
    }
    lost = await api.post("/transactions/transfer", body, key="rent")
    assert (lost.status, lost.code) == (503, "answer_lost")
    again = await api.post("/transactions/transfer", body, key="rent")
    assert (again.status, again.headers["idempotent-replayed"]) == (202, "true")
    await api.settle()
    assert (await balances(api, account))[2] == 60_00
    assert len(api.ok(await api.get("/transactions", transaction_type="TRANSFER"))) == 1


async def test_latency_delays_its_operation_and_no_other(api: Api) -> None:
    await declare(api, kind="LATENCY", operation_id="listAccounts", delay_ms=60_000)
    slow = asyncio.create_task(api.get("/accounts"))
    api.ok(await api.get("/customers"))
    await asyncio.sleep(0.01)
    assert not slow.done()
    slow.cancel()


async def test_which_calls_are_met_follows_from_the_seed(api: Api) -> None:
    patterns = []
    for _ in range(2):
        body = {"name": "Seeded", "seed": "5", "starts_at": "2026-01-01T00:00:00Z"}
        bank = await api.of_bank(api.ok(await api.post("/banks", body)))
        fault = await declare(bank, kind="ERROR", operation_id="listCustomers", rate_bps=3_000)
        patterns.append([(await bank.get("/customers")).status for _ in range(60)])
        applied = api.ok(await bank.get(f"/simulations/faults/{fault['fault_id']}"))["applied_count"]
        assert applied == patterns[-1].count(503)
    assert patterns[0] == patterns[1]
    assert 6 <= patterns[0].count(503) <= 32


async def test_a_fault_of_every_operation_leaves_the_controls_alone(api: Api) -> None:
    fault = await declare(api, kind="ERROR", status_code=503)
    for path in ("/customers", "/accounts", "/users/me"):
        assert (await api.get(path)).status == 503
    assert (await api.get("/simulations/clock")).status == 200
    assert (await api.delete(f"/simulations/faults/{fault['fault_id']}")).status == 204
    assert (await api.get("/customers")).status == 200
    assert api.ok(await api.get(f"/simulations/faults/{fault['fault_id']}"))["status"] == "LIFTED"
    reply = await api.delete(f"/simulations/faults/{fault['fault_id']}")
    assert (reply.status, reply.code) == (409, "wrong_state")


async def test_a_fault_and_its_count_outlive_a_restart(api: Api) -> None:
    fault = await declare(api, kind="ERROR", operation_id="listCustomers", remaining=3)
    await api.get("/customers")
    directory = api.world.host.directory
    await directory.close_bank(api.bank.bank_id)
    again = Api(api.world, await directory.open_bank(api.bank.bank_id), api.token)
    assert again.ok(await again.get(f"/simulations/faults/{fault['fault_id']}"))["applied_count"] == 1
    assert [(await again.get("/customers")).status for _ in range(3)] == [503, 503, 200]


async def test_a_fault_meets_the_operations_of_the_platform_too(api: Api) -> None:
    await declare(api, kind="ERROR", operation_id="listApiKeys", remaining=1)
    assert [(await api.get("/api_keys")).status for _ in range(2)] == [503, 200]


async def test_the_log_names_the_fault_that_a_call_met(api: Api) -> None:
    fault = await declare(api, kind="ERROR", operation_id="listCustomers", remaining=1)
    await api.get("/customers")
    await api.get("/customers")
    await api.world.host.recorder.written(api.bank)
    met = [line["fault_id"] for line in api.ok(await api.get("/requests", operation_id="listCustomers", order="asc"))]
    assert met == [fault["fault_id"], None]


async def test_banks_do_not_share_faults(api: Api) -> None:
    other = await api.another_bank()
    await declare(api, kind="ERROR", operation_id="listCustomers")
    await make_customer(other)
    assert len(other.ok(await other.get("/customers"))) == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"kind": "LATENCY", "operation_id": "makeCoffee"}, 422, "unknown_operation"),
        ({"kind": "ERROR", "operation_id": "liftFault"}, 422, "unknown_operation"),
        ({"kind": "WEBHOOK_LOST", "event_type": "coffee.made"}, 422, "unknown_event_type"),
        ({"kind": "WEBHOOK_LOST", "operation_id": "createTransfer"}, 400, "invalid_field"),
        ({"kind": "ERROR", "event_type": "account.*"}, 400, "invalid_field"),
        ({"kind": "ERROR", "status_code": 499}, 400, "invalid_field"),
        ({"kind": "LATENCY", "status_code": 503}, 400, "invalid_field"),
        ({"kind": "LATENCY", "rate_bps": 0}, 400, "invalid_field"),
        ({"kind": "EXPLOSION"}, 400, "invalid_field"),
    ],
)
async def test_refuses_what_is_no_fault(api: Api, body: dict[str, Any], status: int, code: str) -> None:
    reply = await api.post("/simulations/faults", body)
    assert (reply.status, reply.code) == (status, code)
    assert api.ok(await api.get("/simulations/faults")) == []
