"""Movements that are booked COMPLETED at once: the rules hold, and what they speak against is not booked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from sandbox.contract.models.transactions import Transaction
from sandbox.engine.call import Call, system
from sandbox.services.accounts import public as accounts
from sandbox.services.transactions.booking import Booking
from tests.services.api import Api
from tests.services.builders import balances, make_account


async def book(api: Api, work: Callable[[Call, Booking], Awaitable[Any]]) -> Any:
    """What some work with a booking of its own commit gives."""

    async def run(tx: Any) -> Any:
        call = Call(tx, system())
        return await work(call, await Booking.begin(call))

    result, saw = await api.bank.run("test", system(), run)
    await api.bank.durable(saw)
    return result


async def withdrawn(api: Api, account: dict[str, Any], cents: int) -> Transaction | None:
    """A withdrawal that was booked, or None."""

    async def work(call: Call, booking: Booking) -> Transaction | None:
        record = await accounts.existing(call.tx, account["account_id"])
        return await booking.withdrawal(record, cents, "ATM", "Cash")

    booked: Transaction | None = await book(api, work)
    return booked


async def test_a_booked_movement_is_a_movement_like_any_other(api: Api) -> None:
    account = await make_account(api, cents=100_00)
    booked = await withdrawn(api, account, 40_00)
    assert booked is not None
    assert await balances(api, account) == (60_00, 0, 60_00)
    found = api.ok(await api.get(f"/transactions/{booked.transaction_id}"))
    assert (found["status"], found["fraud_score"], found["method"]) == ("COMPLETED", "LOW", "ATM")
    assert found["processed_at"] == found["created_at"]
    told = {event["resource_id"] for event in await api.events("transaction.completed")}
    assert booked.transaction_id not in told
    reversal = api.ok(await api.post(f"/transactions/{booked.transaction_id}/reverse"))
    await api.settle()
    assert api.ok(await api.get(f"/transactions/{reversal['transaction_id']}"))["status"] == "COMPLETED"
    assert await balances(api, account) == (100_00, 0, 100_00)


async def test_nobody_pays_what_they_do_not_have(api: Api) -> None:
    account = await make_account(api, cents=100_00)
    assert await withdrawn(api, account, 100_01) is None
    assert await withdrawn(api, account, 100_00) is not None
    assert await balances(api, account) == (0, 0, 0)


async def test_funds_of_one_commit_are_counted_as_they_go(api: Api) -> None:
    account, other = await make_account(api, cents=100_00), await make_account(api)

    async def work(call: Call, booking: Booking) -> tuple[list[bool], int]:
        source = await accounts.existing(call.tx, account["account_id"])
        destination = await accounts.existing(call.tx, other["account_id"])
        done = [
            await booking.transfer(source, destination, 80_00, "Rent"),
            await booking.transfer(source, destination, 80_00, "Rent"),
            await booking.transfer(destination, source, 80_00, "Rent"),
            await booking.fee(source, 100_00, "Fee"),
        ]
        return [one is not None for one in done], booking.count

    assert await book(api, work) == ([True, False, True, True], 3)
    assert await balances(api, account) == (0, 0, 0)


async def test_limits_hold_and_what_a_day_refuses_is_left_to_the_month(api: Api) -> None:
    account = await make_account(api, cents=500_00, daily_limit_cents=50_00, monthly_limit_cents=90_00)
    for _ in range(3):
        assert await withdrawn(api, account, 60_00) is None
    assert await withdrawn(api, account, 50_00) is not None
    assert await withdrawn(api, account, 1) is None
    await api.advance(days=1)
    assert await withdrawn(api, account, 40_01) is None
    assert await withdrawn(api, account, 40_00) is not None


async def test_a_limit_that_was_booked_against_binds_requests(api: Api) -> None:
    account = await make_account(api, cents=500_00, daily_limit_cents=50_00)
    assert await withdrawn(api, account, 50_00) is not None
    body = {"account_id": account["account_id"], "amount_cents": 1, "currency": "USD", "method": "ATM"}
    reply = await api.post("/transactions/withdrawal", body)
    assert (reply.status, reply.code) == (422, "daily_limit_exceeded")


@pytest.mark.parametrize("setting", ["fraud.medium_amount_cents", "transactions.approval_limit_cents"])
async def test_what_somebody_would_have_to_look_at_is_not_booked(api: Api, setting: str) -> None:
    account = await make_account(api, cents=500_00)
    api.ok(await api.put(f"/settings/{setting}", {"setting_value": "5000"}))
    assert await withdrawn(api, account, 50_01) is None
    assert await withdrawn(api, account, 50_00) is not None


async def test_accounts_that_are_not_active_or_of_another_currency_are_left_alone(api: Api) -> None:
    account = await make_account(api, cents=100_00)
    euros = await make_account(api, account_type="FOREIGN_CURRENCY", currency="EUR")

    async def work(call: Call, booking: Booking) -> Transaction | None:
        source = await accounts.existing(call.tx, account["account_id"])
        return await booking.transfer(source, await accounts.existing(call.tx, euros["account_id"]), 1_00, "Rent")

    assert await book(api, work) is None
    api.ok(await api.post(f"/accounts/{account['account_id']}/suspend"))
    assert await withdrawn(api, account, 1_00) is None
