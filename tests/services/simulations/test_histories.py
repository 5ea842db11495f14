"""Histories over HTTP: a bank that lives through months of customers, and what can be done with it on the way."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from sandbox.engine.bank import Bank
from tests.services.api import Api

PATH = "/simulations/histories"
SMALL = {"customers": 24, "months": 1, "seed": "42"}


async def begun(api: Api, **body: Any) -> dict[str, Any]:
    """A history that was asked for."""
    history: dict[str, Any] = api.ok(await api.post(PATH, {**SMALL, **body}))
    return history


async def seen(api: Api, history: dict[str, Any]) -> dict[str, Any]:
    """How far a history has come."""
    found: dict[str, Any] = api.ok(await api.get(f"{PATH}/{history['history_id']}"))
    return found


async def lived(api: Api, **body: Any) -> dict[str, Any]:
    """A history at its end."""
    history = await begun(api, **body)
    await api.settle()
    return await seen(api, history)


async def fire(bank: Bank, rows: int) -> None:
    """So many rows of the queue, in order and at their time; whoever asks holds the queue."""
    for _ in range(rows):
        effect = await bank.store.next_effect()
        assert effect is not None
        if effect.due_us > bank.clock.now_us():
            bank.clock.freeze(effect.due_us)
        await bank._fire(effect)


async def all_of(api: Api, path: str, **query: Any) -> list[dict[str, Any]]:
    """Every resource of a list, oldest first."""
    found: list[dict[str, Any]] = []
    page = 1
    while True:
        some = api.ok(await api.get(path, limit=100, order="asc", page=page, **query))
        found += some
        if len(some) < 100:
            return found
        page += 1


async def picture(api: Api) -> list[Any]:
    """What follows from a history's seed, and so is the same in another bank."""
    customers = await all_of(api, "/customers")
    accounts = await all_of(api, "/accounts")
    transactions = await all_of(api, "/transactions")
    return [
        [(one["first_name"], one["legal_name"], one["email"], one["date_of_birth"]) for one in customers],
        [(one["account_type"], one["account_number"], one["posted_balance_cents"]) for one in accounts],
        [
            (one["transaction_ref"], one["description"], one["amount_cents"], one["created_at"])
            for one in sorted(transactions, key=lambda one: str(one["transaction_ref"]))
        ],
    ]


# Its life ----------------------------------------------------------------------------------------
async def test_a_history_leads_to_its_end(api: Api) -> None:
    history = await begun(api)
    assert (history["status"], history["progress_bps"], history["movement_count"]) == ("PENDING", 0, 0)
    assert (history["starts_at"], history["ends_at"]) == ("2026-01-15T09:30:00Z", "2026-02-15T09:30:00Z")
    await api.settle()
    ended = await seen(api, history)
    assert (ended["status"], ended["progress_bps"], ended["customer_count"]) == ("COMPLETED", 10_000, 24)
    assert ended["completed_at"] == history["ends_at"]
    clock = api.ok(await api.get("/simulations/clock"))
    assert (clock["now"], clock["mode"], clock["clock_move_id"]) == (history["ends_at"], "FROZEN", None)
    assert api.ok(await api.get(PATH)) == [ended]
    assert len(await all_of(api, "/customers")) == 24


async def test_its_movements_are_those_of_the_bank(api: Api) -> None:
    ended = await lived(api, months=2)
    found = await all_of(api, "/transactions")
    living = [one for one in found if one["transaction_type"] != "INTEREST"]
    assert len(living) == ended["movement_count"] > 24 * 2 * 20
    assert {one["status"] for one in found} <= {"COMPLETED", "REVERSED"}
    assert {one["transaction_type"] for one in found} >= {"DEPOSIT", "WITHDRAWAL", "TRANSFER", "FEE", "INTEREST"}
    assert {one["method"] for one in found} >= {"ONLINE", "ATM", "BRANCH", None}
    # Interest is the bank's own: earned every day, posted on the first.
    assert {one["created_at"][:10] for one in found if one["transaction_type"] == "INTEREST"} == {
        "2026-02-01",
        "2026-03-01",
    }


async def test_nobody_is_ever_below_zero(api: Api) -> None:
    await lived(api, months=2)
    least = api.bank.store.reader.row(
        "SELECT count(*), min(credits_posted - debits_posted - debits_pending) FROM entries WHERE account IN "
        "(SELECT account FROM balances WHERE definition->>'code' = '2000')"
    )
    assert least[0] > 1000
    assert least[1] >= 0


async def test_the_same_seed_gives_the_same_history(api: Api) -> None:
    other = await api.another_bank()
    first, second = await lived(api), await lived(other)
    assert first["movement_count"] == second["movement_count"]
    assert await picture(api) == await picture(other)


async def test_another_seed_gives_another_history(api: Api) -> None:
    other = await api.another_bank()
    await lived(api)
    await lived(other, seed="43")
    assert (await picture(api))[0] != (await picture(other))[0]


async def test_without_a_seed_it_is_the_banks_own(api: Api) -> None:
    history = api.ok(await api.post(PATH, {"customers": 1, "months": 1}))
    bank = api.ok(await api.get(f"/banks/{api.bank.bank_id}"))
    assert history["seed"] == bank["seed"]


async def test_one_bank_lives_through_several(api: Api) -> None:
    await lived(api)
    again = await lived(api)
    assert again["status"] == "COMPLETED"
    emails = [one["email"] for one in await all_of(api, "/customers")]
    assert len(set(emails)) == len(emails) == 48
    found = api.ok(await api.get(PATH))
    assert [one["starts_at"][:10] for one in found] == ["2026-02-15", "2026-01-15"]


async def test_a_history_of_one(api: Api) -> None:
    ended = await lived(api, customers=1)
    assert ended["customer_count"] == 1
    assert ended["movement_count"] > 3


async def test_money_is_that_of_the_bank(api: Api) -> None:
    api.ok(await api.put("/settings/bank.home_currency", {"setting_value": "EUR"}))
    await lived(api, customers=4)
    accounts = await all_of(api, "/accounts")
    assert {one["currency"] for one in accounts} == {"EUR"}
    assert all(one["iban"] for one in accounts)


async def test_what_the_settings_forbid_does_not_happen(api: Api) -> None:
    api.ok(await api.put("/settings/fraud.medium_amount_cents", {"setting_value": "10000"}))
    api.ok(await api.put("/settings/accounts.default_daily_limit_cents", {"setting_value": "6000"}))
    await lived(api)
    found = [one for one in await all_of(api, "/transactions") if one["transaction_type"] not in ("FEE", "INTEREST")]
    assert found
    assert max(one["amount_cents"] for one in found) <= 100_00
    spent: dict[tuple[str, str], int] = {}
    for one in found:
        if one["source_account_id"] is not None:
            key = one["source_account_id"], one["created_at"][:10]
            spent[key] = spent.get(key, 0) + one["amount_cents"]
    assert max(spent.values()) <= 60_00


# Afterwards --------------------------------------------------------------------------------------
async def test_its_customers_are_customers_like_any_other(api: Api) -> None:
    await lived(api)
    customers = await all_of(api, "/customers")
    assert {(one["kyc_status"], one["status"]) for one in customers} == {("VERIFIED", "ACTIVE")}
    person = next(one for one in customers if one["customer_type"] == "INDIVIDUAL")
    for name in ("email", "phone_number"):
        assert api.ok(await api.get("/customers", **{name: person[name]})) == [person]
    assert person in api.ok(await api.get("/customers", name=person["last_name"]))
    assert len(person["national_id_last4"]) == 4
    firm = next(one for one in customers if one["customer_type"] == "BUSINESS")
    owners = api.ok(await api.get(f"/customers/{firm['customer_id']}/owners"))
    assert sum(owner["ownership_bps"] for owner in owners) == 10_000
    assert sum(owner["is_control_person"] for owner in owners) == 1
    reply = await api.post(f"/customers/{person['customer_id']}/close")
    assert (reply.status, reply.code) == (409, "customer_has_open_accounts")


async def test_an_account_of_it_is_emptied_and_closed(api: Api) -> None:
    await lived(api)
    person = (await all_of(api, "/customers"))[0]
    accounts = api.ok(await api.get("/accounts", customer_id=person["customer_id"]))
    for account in accounts:
        cents = account["available_balance_cents"]
        if cents:
            body = {"account_id": account["account_id"], "amount_cents": cents, "currency": "USD", "method": "BRANCH"}
            api.ok(await api.post("/transactions/withdrawal", body))
            await api.settle()
        report = api.ok(await api.post(f"/accounts/{account['account_id']}/reconcile"))
        assert report["is_balanced"]
        assert api.ok(await api.post(f"/accounts/{account['account_id']}/close"))["status"] == "CLOSED"
    assert api.ok(await api.post(f"/customers/{person['customer_id']}/close"))["status"] == "CLOSED"


async def test_fees_are_waived_now_and_then(api: Api) -> None:
    await lived(api, customers=150, months=2, seed="7")
    waived = await all_of(api, "/transactions", status="REVERSED")
    assert waived
    for one in waived:
        assert one["transaction_type"] == "FEE"
        reversal = api.ok(await api.get(f"/transactions/{one['reversed_by_transaction_id']}"))
        assert (reversal["description"], reversal["status"]) == ("Goodwill", "COMPLETED")
        assert reversal["created_at"] > one["created_at"]


# On the way --------------------------------------------------------------------------------------
async def test_requests_are_served_on_the_way_and_it_shows_how_far_it_has_come(api: Api) -> None:
    history = await begun(api, months=12)
    came: list[dict[str, Any]] = []
    while len(came) < 3 or came[-1]["movement_count"] < 200:
        await asyncio.sleep(0.002)
        came.append(await seen(api, history))
        assert came[-1]["status"] == "PENDING"
    assert [one["progress_bps"] for one in came] == sorted(one["progress_bps"] for one in came)
    assert api.ok(await api.get("/customers", limit=1))
    cancelled = api.ok(await api.post(f"{PATH}/{history['history_id']}/cancel"))
    assert cancelled["status"] == "CANCELLED"
    assert 0 < cancelled["progress_bps"] < 10_000


async def test_a_cancelled_history_ends_where_it_has_come_to(api: Api) -> None:
    async with api.bank._queue:
        history = await begun(api)
        await fire(api.bank, 12)
        cancelled = api.ok(await api.post(f"{PATH}/{history['history_id']}/cancel"))
    await api.settle()
    ended = await seen(api, history)
    assert ended == cancelled
    assert ended["movement_count"] == len(await all_of(api, "/transactions"))
    clock = api.ok(await api.get("/simulations/clock"))
    assert (clock["now"], clock["mode"]) == (cancelled["completed_at"], "FROZEN")
    await api.advance(days=3)
    assert await seen(api, history) == cancelled
    assert api.ok(await api.get("/simulations/effects", kind="histories.live")) == []
    reply = await api.post(f"{PATH}/{history['history_id']}/cancel")
    assert (reply.status, reply.code, reply.body["current_status"]) == (409, "wrong_state", "CANCELLED")
    assert (await lived(api, customers=3))["status"] == "COMPLETED"


async def test_a_running_clock_runs_on_after_it(api: Api) -> None:
    api.ok(await api.post("/simulations/clock/run"))
    history = await lived(api, customers=2)
    clock = api.ok(await api.get("/simulations/clock"))
    assert clock["mode"] == "RUNNING"
    assert clock["now"] >= history["ends_at"]


async def test_one_history_and_one_move_of_the_clock_at_a_time(api: Api) -> None:
    async with api.bank._queue:
        await begun(api)
        reply = await api.post(PATH, SMALL)
        assert (reply.status, reply.code) == (409, "history_in_progress")
        reply = await api.post("/simulations/clock/advance", {"by": "P1D"})
        assert (reply.status, reply.code) == (409, "clock_move_in_progress")
    await api.settle()
    async with api.bank._queue:
        api.ok(await api.post("/simulations/clock/advance", {"by": "P1D"}))
        reply = await api.post(PATH, SMALL)
        assert (reply.status, reply.code) == (409, "clock_move_in_progress")
    await api.settle()


async def test_of_two_asked_for_at_once_one_is_refused(api: Api) -> None:
    async with api.bank._queue:
        replies = await asyncio.gather(*(api.post(PATH, {**SMALL, "customers": 1}) for _ in range(2)))
        assert sorted(reply.status for reply in replies) == [202, 409]
    await api.settle()


@pytest.mark.parametrize("body", [{"seed": str(2**256)}, {"months": 0}, {"customers": 0}, {"seed": "-1"}])
async def test_refuses_what_is_no_history(api: Api, body: dict[str, Any]) -> None:
    reply = await api.post(PATH, {**SMALL, **body})
    assert (reply.status, reply.code) == (400, "invalid_field")


async def test_refuses_to_lead_beyond_the_end_of_all_clocks(api: Api) -> None:
    api.ok(await api.post("/simulations/clock/set", {"to": "2999-12-24T00:00:00Z"}))
    await api.settle()
    reply = await api.post(PATH, SMALL)
    assert (reply.status, reply.code) == (400, "invalid_field")


async def test_an_unknown_history_is_not_found(api: Api) -> None:
    other = await api.another_bank()
    history = await lived(other, customers=1)
    for reply in (
        await api.get(f"{PATH}/{history['history_id']}"),
        await api.post(f"{PATH}/{history['history_id']}/cancel"),
    ):
        assert (reply.status, reply.code) == (404, "not_found")


async def test_an_account_that_is_suspended_meanwhile_is_left_alone(api: Api) -> None:
    async with api.bank._queue:
        history = await begun(api)
        await fire(api.bank, 30)
        await api.bank.durable()
        accounts = await all_of(api, "/accounts")
        for account in accounts[:6]:
            api.ok(await api.post(f"/accounts/{account['account_id']}/suspend"))
        since = api.ok(await api.get("/simulations/clock"))["now"]
    await api.settle()
    assert (await seen(api, history))["status"] == "COMPLETED"
    for account in accounts[:6]:
        path = f"/accounts/{account['account_id']}/transactions"
        moved = [one for one in await all_of(api, path) if one["transaction_type"] != "INTEREST"]
        assert all(one["created_at"] <= since for one in moved)


async def test_goes_on_after_a_restart_as_if_there_had_been_none(api: Api) -> None:
    other = await api.another_bank()
    await lived(other)
    directory = api.world.host.directory
    async with api.bank._queue:
        history = await begun(api)
        await fire(api.bank, 40)
        await directory.close_bank(api.bank.bank_id)
    again = Api(api.world, await directory.open_bank(api.bank.bank_id), api.token)
    await again.settle()
    assert (await seen(again, history))["status"] == "COMPLETED"
    assert await picture(again) == await picture(other)
