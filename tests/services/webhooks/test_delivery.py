"""Delivery: at least once, in order per resource, again when it fails, and nobody holds up anybody else."""

from __future__ import annotations

import asyncio
import statistics
from collections import defaultdict
from itertools import pairwise
from typing import Any

import pytest

from sandbox.engine.clock import elapsed
from sandbox.services.webhooks import delivery, rules
from sandbox.services.webhooks.sender import MOST_CONNECTIONS
from tests.services.builders import make_account, make_customer, transfer
from tests.services.webhooks.conftest import Courier, until
from tests.services.webhooks.receiver import Received, Receiver


async def limit(courier: Courier, account: dict[str, Any], *limits: int) -> None:
    """An event of one resource for each limit."""
    for cents in limits:
        courier.api.ok(await courier.api.patch(f"/accounts/{account['account_id']}", {"daily_limit_cents": cents}))


async def log_of(courier: Courier, *nouns: str) -> list[str]:
    """The ids of the events of these resources, in the order of the log."""
    await courier.api.settle()
    events = await courier.api.bank.events_after(0, 10_000, 0)
    return [logged.event.event_id for logged in events if logged.event.type.partition(".")[0] in nouns]


def unique(receiver: Receiver) -> list[str]:
    return list(dict.fromkeys(request.event_id for request in receiver.received))


async def test_every_event_that_fits_is_delivered_as_the_log_shows_it(courier: Courier) -> None:
    api = courier.api
    receiver = await courier.receiver()
    narrow = await courier.receiver()
    await courier.endpoint(receiver)
    await courier.endpoint(narrow, event_types=["account.*", "transaction.completed"])
    source, destination = await make_account(api, cents=5000), await make_account(api)
    await transfer(api, source, destination, 1200)
    logged = api.ok(await api.get("/events", limit=100, order="asc"))
    await until(lambda: len(receiver.received) >= len(logged))
    by_id = {event["event_id"]: event for event in receiver.events}
    assert by_id == {event["event_id"]: event for event in logged}
    wanted = [e for e in logged if e["type"].startswith("account.") or e["type"] == "transaction.completed"]
    await until(lambda: len(narrow.received) >= len(wanted))
    assert sorted(unique(narrow)) == sorted(event["event_id"] for event in wanted)


async def test_events_are_delivered_within_milliseconds_of_their_commit(courier: Courier) -> None:
    receiver = await courier.receiver()
    await courier.endpoint(receiver, event_types=["account.updated"])
    account = await make_account(courier.api)
    taken: list[float] = []
    for number in range(40):
        arrived = asyncio.Event()

        def answer(_: Received, arrived: asyncio.Event = arrived) -> int:
            arrived.set()
            return 200

        receiver.answer = answer
        began = elapsed()
        await limit(courier, account, 100 + number)
        await arrived.wait()
        taken.append(elapsed() - began)
    # Commit, flush and delivery; generous, because the machine is shared with other tests.
    assert statistics.median(taken) < 0.1


async def test_a_later_event_of_a_resource_waits_for_the_earlier_one_and_others_go_on(courier: Courier) -> None:
    stuck = await make_account(courier.api)
    fine = await make_account(courier.api)
    is_repaired = False

    def answer(request: Received) -> int:
        return 200 if is_repaired or request.event["resource_id"] != stuck["account_id"] else 500

    receiver = await courier.receiver(answer)
    endpoint = await courier.endpoint(receiver, event_types=["account.updated"])
    await limit(courier, stuck, 1, 2, 3)
    await limit(courier, fine, 4, 5, 6)
    await until(lambda: len(receiver.received) >= 4)
    await courier.idle()
    of_stuck = [one for one in receiver.events if one["resource_id"] == stuck["account_id"]]
    of_fine = [one["previous"]["daily_limit_cents"] for one in receiver.events if one not in of_stuck]
    assert len(of_stuck) == 1
    assert of_fine == [fine["daily_limit_cents"], 4, 5]
    is_repaired = True
    courier.pass_time(6)
    await until(lambda: len(receiver.received) >= 7)
    of_stuck = [one for one in receiver.events if one["resource_id"] == stuck["account_id"]]
    usual = stuck["daily_limit_cents"]
    assert [one["previous"]["daily_limit_cents"] for one in of_stuck] == [usual, usual, 1, 2]
    assert of_stuck[0]["event_id"] == of_stuck[1]["event_id"]
    await courier.idle()
    assert await courier.attempts(endpoint, status="PENDING") == []


async def test_a_failing_endpoint_is_tried_ten_times_and_then_given_up(courier: Courier) -> None:
    receiver = await courier.receiver(lambda _: 500)
    endpoint = await courier.endpoint(receiver, event_types=["account.updated"])
    account = await make_account(courier.api)
    await limit(courier, account, 1, 2)
    at: list[int] = []
    for number, wait_s in enumerate((0, *rules.SCHEDULE_S), 1):
        courier.pass_time(wait_s * 1.1)
        await until(lambda number=number: len(receiver.received) >= number)
        at.append(int(receiver.received[number - 1].headers["webhook-timestamp"]))
        await courier.idle()
        assert len(receiver.received) == number + (number == 10)
    assert {request.event_id for request in receiver.received[:10]} == {receiver.received[0].event_id}
    for (before, after), wait_s in zip(pairwise(at), rules.SCHEDULE_S, strict=True):
        assert wait_s <= after - before + 1 <= wait_s * 1.1 + 5
    # The next event of the resource has waited for the end of the first.
    assert receiver.received[10].event["previous"]["daily_limit_cents"] == 1
    attempts = await courier.attempts(endpoint, event_id=receiver.received[0].event_id, order="asc")
    assert [(one["attempt_number"], one["status"]) for one in attempts] == [(n, "FAILED") for n in range(1, 11)]
    assert [one["next_attempt_at"] is None for one in attempts] == [False] * 9 + [True]
    assert {one["response_status"] for one in attempts} == {500}


async def test_retry_after_is_kept(courier: Courier) -> None:
    receiver = await courier.receiver(lambda _: (503, {"Retry-After": "100"}, b""))
    endpoint = await courier.endpoint(receiver, event_types=["customer.created"])
    await make_customer(courier.api)
    await until(lambda: receiver.received)
    await courier.idle()
    due_us = courier.dispatcher.next_due_us()
    assert due_us is not None
    assert 90 < (due_us - courier.time()) / 1e6 <= 110
    receiver.answer = lambda _: 200
    courier.pass_time(111)
    await until(lambda: len(receiver.received) == 2)
    found = await courier.attempts(endpoint, status="FAILED")
    assert [one["response_status"] for one in found] == [503]


async def test_an_endpoint_that_says_it_is_gone_is_disabled_and_others_are_told(courier: Courier) -> None:
    gone = await courier.receiver(lambda _: 410)
    told = await courier.receiver()
    endpoint = await courier.endpoint(gone, event_types=["customer.*"])
    await courier.endpoint(told, event_types=["webhook_endpoint.disabled"], include=["webhook_endpoint"])
    await make_customer(courier.api)
    await until(lambda: told.received)
    shown = courier.api.ok(await courier.api.get(f"/webhook_endpoints/{endpoint['webhook_endpoint_id']}"))
    assert (shown["status"], shown["disabled_reason"]) == ("DISABLED", "The endpoint answered 410 Gone.")
    (event,) = told.events
    assert event["data"] == shown
    assert event["previous"] == {"status": "ENABLED", "disabled_reason": None}
    await until(lambda: len(courier.dispatcher._lanes) == 1)
    before = len(gone.received)
    await make_customer(courier.api)
    await courier.idle()
    attempts = await courier.attempts(endpoint)
    assert "PENDING" not in {one["status"] for one in attempts}
    assert attempts[-1]["response_status"] == 410
    assert len(gone.received) == before


async def test_what_was_committed_before_a_crash_is_delivered_after_it(courier: Courier) -> None:
    receiver = await courier.receiver()
    await crash(courier)
    await courier.endpoint(receiver, event_types=["customer.*"])
    await make_customer(courier.api)
    await courier.start()
    wanted = await log_of(courier, "customer")
    await until(lambda: len(receiver.received) >= len(wanted))
    assert unique(receiver) == wanted


async def test_what_was_under_way_in_a_crash_is_sent_again_with_the_same_id(courier: Courier) -> None:
    hanging = asyncio.Event()

    async def hang(_: Received) -> int:
        await hanging.wait()
        return 200

    receiver = await courier.receiver(hang)
    await courier.endpoint(receiver, event_types=["customer.created"])
    await make_customer(courier.api)
    await until(lambda: receiver.received)
    await crash(courier)
    hanging.set()
    await courier.start()
    await until(lambda: len(receiver.received) == 2)
    assert receiver.received[0].event_id == receiver.received[1].event_id
    assert receiver.received[0].body == receiver.received[1].body


async def test_an_endpoint_that_hangs_holds_up_nobody_else(courier: Courier) -> None:
    forever = asyncio.Event()

    async def hang(_: Received) -> int:
        await forever.wait()
        return 200

    hanging = [await courier.receiver(hang) for _ in range(20)]
    for receiver in hanging:
        await courier.endpoint(receiver, event_types=["customer.created"])
    well = await courier.receiver()
    await courier.endpoint(well, event_types=["customer.created"])
    for _ in range(30):
        await make_customer(courier.api)
    await until(lambda: len(well.received) == 30)
    assert max(receiver.most_open for receiver in hanging) <= MOST_CONNECTIONS
    assert sum(receiver.open_requests for receiver in hanging) <= delivery.MOST_IN_FLIGHT + len(hanging)
    forever.set()


async def test_an_endpoint_that_floods_or_redirects_holds_up_nobody_else(courier: Courier) -> None:
    inside = await courier.receiver()
    flood = await courier.receiver(lambda _: (200, {"Content-Length": str(1 << 32)}, b"x" * (1 << 20)))
    redirect = await courier.receiver(lambda _: (302, {"Location": inside.url}, b""))
    well = await courier.receiver()
    flooding, redirecting, _ = [
        await courier.endpoint(receiver, event_types=["customer.created"]) for receiver in (flood, redirect, well)
    ]
    for _ in range(5):
        await make_customer(courier.api)
    await until(lambda: len(well.received) == 5 and len(flood.received) >= 5 and len(redirect.received) >= 5)
    await courier.idle()
    found = await courier.attempts(flooding, status="DELIVERED")
    assert len(found) == 5
    assert {len(one["response_body"]) for one in found} == {4096}
    failed = (await courier.attempts(redirecting, status="FAILED"))[0]
    assert (failed["response_status"], failed["error"]) == (
        302,
        "Redirects are not followed; give the final URL.",
    )
    assert inside.connections == 0


async def test_while_too_much_waits_the_log_is_not_read_on_and_nothing_is_lost(
    courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "MOST_WAITING", 5)
    monkeypatch.setattr(delivery, "_PAGE", 2)
    courier.dispatcher.refresh()
    is_up = False
    receiver = await courier.receiver(lambda _: 200 if is_up else 500)
    endpoint = await courier.endpoint(receiver, event_types=["account.updated"])
    accounts = [await make_account(courier.api) for _ in range(4)]
    for cents in range(10):
        for account in accounts:
            await limit(courier, account, cents)
    await until(lambda: any(lane.is_full for lane in courier.dispatcher._lanes))
    assert len(await courier.attempts(endpoint, status="PENDING")) <= 7
    is_up = True
    courier.pass_time(6)
    await until(lambda: len(unique(receiver)) == 40)
    by_resource: dict[str, list[str]] = defaultdict(list)
    for request in receiver.received:
        seen = by_resource[request.event["resource_id"]]
        if request.event_id not in seen:
            seen.append(request.event_id)
    assert all(ids == sorted(ids) and len(ids) == 10 for ids in by_resource.values())


async def test_a_whole_resource_is_the_version_that_the_event_is_about(courier: Courier) -> None:
    receiver = await courier.receiver()
    await courier.endpoint(receiver, event_types=["customer.updated"], include=["customer"])
    customer = await make_customer(courier.api, national_id="123-45-6789")
    path = f"/customers/{customer['customer_id']}"
    for name in ("first", "second"):
        courier.api.ok(await courier.api.patch(path, {"metadata": {"name": name}}))
    await until(lambda: len(receiver.received) == 2)
    first, second = receiver.events
    assert (first["data"]["metadata"], second["data"]["metadata"]) == ({"name": "first"}, {"name": "second"})
    shown = courier.api.ok(await courier.api.get(path))
    assert second["data"] == shown
    assert "123-45-6789" not in receiver.received[1].body.decode()


async def test_a_bank_is_kept_open_until_its_endpoints_are_known(courier: Courier) -> None:
    await courier.idle()
    courier.dispatcher.refresh()
    due_us = courier.dispatcher.next_due_us()
    assert due_us is not None
    assert due_us <= courier.time()
    await courier.idle()
    assert courier.dispatcher.next_due_us() is None


async def crash(courier: Courier) -> None:
    """End the deliveries as the end of the process would: nothing more is written."""
    dispatcher = courier.dispatcher
    dispatcher._is_closed = True
    assert dispatcher._loop is not None
    tasks = [dispatcher._loop, *dispatcher._under_way]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
