"""/simulations/clock: time runs, stands, and is moved; every timer on the way fires in order."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

import pytest

from sandbox.engine.clock import to_datetime
from tests.services.api import START, Api
from tests.services.builders import balances, make_account, make_customer

NOW = to_datetime(START).isoformat().replace("+00:00", "Z")


async def moved(api: Api, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """A move as it is at its end."""
    reply = await api.post(f"/simulations/clock/{path}", body, Prefer="wait=10")
    move: dict[str, Any] = api.ok(reply)
    assert reply.headers["preference-applied"] == "wait=10"
    return move


async def test_shows_the_banks_time_and_when_something_happens_next(api: Api) -> None:
    clock = api.ok(await api.get("/simulations/clock"))
    assert clock == {"now": NOW, "mode": "FROZEN", "clock_move_id": None, "next_effect_at": None}
    await make_account(api, account_type="SAVINGS", interest_rate_bps=100)
    clock = api.ok(await api.get("/simulations/clock"))
    assert clock["next_effect_at"] == "2026-01-16T00:00:00Z"


async def test_a_month_ahead_is_a_month_of_daily_interest_and_one_posting(api: Api) -> None:
    account = await make_account(api, cents=100_000_00, account_type="SAVINGS", interest_rate_bps=365)
    move = await moved(api, "advance", {"by": "P1M"})
    assert (move["status"], move["progress_bps"], move["ends_at"]) == ("COMPLETED", 10_000, "2026-02-15T09:30:00Z")
    assert move["fired_count"] >= 32
    # 17 days of January at 1 bp a day of 100,000.00: 10.00 each.
    assert (await balances(api, account))[2] == 100_000_00 + 17 * 10_00
    assert api.ok(await api.get("/simulations/clock"))["now"] == "2026-02-15T09:30:00Z"
    events = await api.events("clock.moved")
    assert [event["resource_id"] for event in events] == [move["clock_move_id"]]


@pytest.mark.parametrize(
    ("by", "wanted"),
    [
        ("PT0S", NOW),
        ("PT90M", "2026-01-15T11:00:00Z"),
        ("P1Y2M3W4DT5H6M7S", "2027-04-09T14:36:07Z"),
        ("P10D", "2026-01-25T09:30:00Z"),
    ],
)
async def test_advances_by_any_duration(api: Api, by: str, wanted: str) -> None:
    await moved(api, "advance", {"by": by})
    assert api.ok(await api.get("/simulations/clock"))["now"] == wanted


async def test_a_month_after_the_31st_is_the_last_day_of_the_next(api: Api) -> None:
    await moved(api, "set", {"to": "2026-01-31T12:00:00Z"})
    await moved(api, "advance", {"by": "P1M"})
    assert api.ok(await api.get("/simulations/clock"))["now"] == "2026-02-28T12:00:00Z"


async def test_moves_on_to_the_next_business_day_of_a_calendar(api: Api) -> None:
    await moved(api, "set", {"to": "2026-01-16T18:00:00Z"})
    await moved(api, "advance", {"until": "NEXT_BUSINESS_DAY"})
    # The 19th is Martin Luther King Day.
    assert api.ok(await api.get("/simulations/clock"))["now"] == "2026-01-20T00:00:00Z"
    await moved(api, "set", {"to": "2026-04-02T18:00:00Z"})
    await moved(api, "advance", {"until": "NEXT_BUSINESS_DAY", "calendar": "TARGET"})
    assert api.ok(await api.get("/simulations/clock"))["now"] == "2026-04-07T00:00:00Z"


async def test_moves_on_to_the_next_effect(api: Api) -> None:
    reply = await api.post("/simulations/clock/advance", {"until": "NEXT_EFFECT"})
    assert (reply.status, reply.code) == (422, "nothing_pending")
    account = await make_account(api, cents=10_00)
    body = {"account_id": account["account_id"], "amount_cents": 1_00, "currency": "USD"}
    hold = api.ok(await api.post("/holds", {**body, "expires_at": "2026-01-18T00:00:00Z"}))
    await moved(api, "advance", {"until": "NEXT_EFFECT"})
    assert api.ok(await api.get("/simulations/clock"))["now"] == "2026-01-18T00:00:00Z"
    assert api.ok(await api.get(f"/holds/{hold['hold_id']}"))["status"] == "EXPIRED"


@pytest.mark.parametrize("path", ["set", "advance"])
async def test_never_goes_back(api: Api, path: str) -> None:
    reply = await api.post(f"/simulations/clock/{path}", {"to": "2026-01-15T09:29:59Z"})
    assert (reply.status, reply.code) == (422, "clock_would_go_back")
    assert api.ok(await api.get("/simulations/clock"))["now"] == NOW


@pytest.mark.parametrize(
    "body",
    [{}, {"by": "P1D", "until": "NEXT_EFFECT"}, {"by": "P"}, {"by": "P9999Y"}, {"to": "9999-01-01T00:00:00Z"}],
)
async def test_refuses_what_is_no_move(api: Api, body: dict[str, str]) -> None:
    reply = await api.post("/simulations/clock/advance", body)
    assert (reply.status, reply.code) == (400, "invalid_field")


async def test_one_move_at_a_time(api: Api) -> None:
    # The queue is held, so the move cannot begin.
    async with api.bank._queue:
        move = api.ok(await api.post("/simulations/clock/advance", {"by": "P1Y"}))
        assert move["status"] == "PENDING"
        for path, body in (("advance", {"by": "P1D"}), ("set", {"to": "2027-01-01T00:00:00Z"}), ("run", None)):
            reply = await api.post(f"/simulations/clock/{path}", body)
            assert (reply.status, reply.code) == (409, "clock_move_in_progress")
        assert api.ok(await api.get("/simulations/clock"))["clock_move_id"] == move["clock_move_id"]
    await api.settle()
    assert api.ok(await api.get(f"/simulations/clock/moves/{move['clock_move_id']}"))["status"] == "COMPLETED"


async def test_of_two_moves_at_once_one_is_refused(api: Api) -> None:
    replies = await asyncio.gather(*(api.post("/simulations/clock/advance", {"by": "P1D"}) for _ in range(2)))
    assert sorted(reply.status for reply in replies) in ([202, 202], [202, 409])
    await api.settle()
    done = [reply for reply in replies if reply.status == 202]
    now = to_datetime(api.bank.clock.now_us())
    assert (now - to_datetime(START)).days == len(done)


async def test_a_long_move_serves_requests_shows_its_progress_and_is_cancelled(api: Api) -> None:
    for _ in range(3):
        await make_account(api, cents=100_00, account_type="SAVINGS", interest_rate_bps=100)
    move = api.ok(await api.post("/simulations/clock/advance", {"by": "P300Y"}))
    path = f"/simulations/clock/moves/{move['clock_move_id']}"
    seen = []
    while len(seen) < 3 or not seen[-1]["fired_count"]:
        await asyncio.sleep(0.002)
        seen.append(api.ok(await api.get(path)))
        assert seen[-1]["status"] == "PENDING"
    reached = [one["reached_at"] for one in seen]
    assert reached == sorted(reached)
    await make_customer_while_it_moves(api)
    cancelled = api.ok(await api.post(f"{path}/cancel"))
    assert cancelled["status"] == "CANCELLED"
    assert 0 < cancelled["progress_bps"] < 10_000
    clock = api.ok(await api.get("/simulations/clock"))
    assert clock["mode"] == "FROZEN"
    assert clock["now"] < "2326"
    reply = await api.post(f"{path}/cancel")
    assert (reply.status, reply.code) == (409, "wrong_state")
    found = api.ok(await api.get("/simulations/clock/moves", status="CANCELLED"))
    assert [one["clock_move_id"] for one in found] == [move["clock_move_id"]]


async def make_customer_while_it_moves(api: Api) -> None:
    """A request that is served between two timers."""
    body = {"customer_type": "INDIVIDUAL", "first_name": "Ada", "last_name": "L", "email": "a@example.com"}
    assert (await api.post("/customers", {**body, "date_of_birth": "1985-12-10"})).status == 201


async def test_runs_and_stands(api: Api) -> None:
    assert api.ok(await api.post("/simulations/clock/run"))["mode"] == "RUNNING"
    first = datetime.fromisoformat(api.ok(await api.get("/simulations/clock"))["now"])
    second = datetime.fromisoformat(api.ok(await api.get("/simulations/clock"))["now"])
    assert second > first > to_datetime(START)
    stood = api.ok(await api.post("/simulations/clock/freeze"))
    assert stood["mode"] == "FROZEN"
    assert api.ok(await api.get("/simulations/clock"))["now"] == api.ok(await api.get("/simulations/clock"))["now"]


async def test_a_running_clock_runs_on_after_an_advance_and_stands_after_a_setting(api: Api) -> None:
    api.ok(await api.post("/simulations/clock/run"))
    await moved(api, "advance", {"by": "P1D"})
    assert api.ok(await api.get("/simulations/clock"))["mode"] == "RUNNING"
    await moved(api, "set", {"to": "2026-03-01T00:00:00Z"})
    assert api.ok(await api.get("/simulations/clock"))["mode"] == "FROZEN"


async def test_a_move_goes_on_after_a_restart(api: Api) -> None:
    account = await make_account(api, cents=100_000_00, account_type="SAVINGS", interest_rate_bps=365)
    directory = api.world.host.directory
    async with api.bank._queue:
        move = api.ok(await api.post("/simulations/clock/advance", {"by": "P1M"}))
        await directory.close_bank(api.bank.bank_id)
    again = Api(api.world, await directory.open_bank(api.bank.bank_id), api.token)
    await again.settle()
    assert again.ok(await again.get(f"/simulations/clock/moves/{move['clock_move_id']}"))["status"] == "COMPLETED"
    assert (await balances(again, account))[2] == 100_000_00 + 17 * 10_00


async def test_customers_of_another_bank_keep_their_time(api: Api) -> None:
    other = await api.another_bank()
    await moved(api, "advance", {"by": "P1D"})
    assert api.ok(await other.get("/simulations/clock"))["now"] != api.ok(await api.get("/simulations/clock"))["now"]
    move = api.ok(await api.get("/simulations/clock/moves"))[0]
    assert (await other.get(f"/simulations/clock/moves/{move['clock_move_id']}")).status == 404
    await make_customer(api)
