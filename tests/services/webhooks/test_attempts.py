"""Attempts: what was sent can be seen, sent again, replayed, hurried, and tried with an example."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from standardwebhooks import Webhook

from sandbox.contract.models.problems import EVENT_TYPES
from sandbox.services.webhooks import attempt_operations, outbox
from sandbox.services.webhooks.outbox import Outbox
from tests.services.api import Api
from tests.services.builders import make_account, make_customer
from tests.services.webhooks.conftest import Courier, until
from tests.services.webhooks.receiver import Received

START = "2026-01-15T09:30:00Z"


async def delivered(courier: Courier, number: int, **body: object) -> tuple[dict[str, str], list[str]]:
    """An endpoint that got so many events, and their ids."""
    receiver = await courier.receiver()
    endpoint = await courier.endpoint(receiver, event_types=["customer.created"], **body)
    for _ in range(number):
        await make_customer(courier.api)
    await until(lambda: len(receiver.received) == number)
    await courier.idle()
    return endpoint, [request.event_id for request in receiver.received]


def path_of(endpoint: dict[str, str], action: str = "") -> str:
    return f"/webhook_endpoints/{endpoint['webhook_endpoint_id']}{action}"


async def test_an_attempt_shows_what_was_sent_and_answered(courier: Courier) -> None:
    api = courier.api
    receiver = await courier.receiver(lambda _: (200, {}, "grüß dich ".encode() * 1000 + b"\xff"))
    endpoint = await courier.endpoint(receiver, event_types=["customer.created"], include=["*"])
    await make_customer(api)
    await until(lambda: receiver.received and courier.dispatcher.next_due_us() is None)
    (listed,) = await courier.attempts(endpoint)
    shown = api.ok(await api.get(f"/webhook_attempts/{listed['webhook_attempt_id']}"))
    assert shown == listed
    request = receiver.received[0]
    assert (shown["status"], shown["attempt_number"], shown["error"]) == ("DELIVERED", 1, None)
    assert (shown["event_id"], shown["event_type"]) == (request.event_id, "customer.created")
    assert shown["request_body"] == request.body.decode()
    assert shown["request_headers"]["webhook-signature"] == request.headers["webhook-signature"]
    assert endpoint["secret"] not in str(shown)
    assert (shown["response_status"], shown["url"]) == (200, receiver.url)
    assert len(shown["response_body"].encode()) <= 4096 + 2
    assert shown["response_body"].startswith("grüß dich")
    assert shown["attempted_at"] is not None
    assert shown["next_attempt_at"] is None


async def test_attempts_come_in_pages_waiting_ones_included(courier: Courier) -> None:
    api = courier.api
    receiver = await courier.receiver(lambda _: 500)
    endpoint = await courier.endpoint(receiver, event_types=["customer.created"])
    for _ in range(5):
        await make_customer(api)
    await until(lambda: len(receiver.received) == 5)
    await courier.idle()
    whole = await courier.attempts(endpoint)
    assert sorted(one["status"] for one in whole) == ["FAILED"] * 5 + ["PENDING"] * 5
    pages: list[dict[str, str]] = []
    path = path_of(endpoint, "/attempts?limit=3")
    while path:
        reply = await api.get(path)
        pages += api.ok(reply)
        path = reply.headers.get("link", "").partition(">")[0].removeprefix("</v1")
    assert pages == whole
    ids = [one["webhook_attempt_id"] for one in whole]
    assert ids == sorted(ids, reverse=True)
    assert [one["webhook_attempt_id"] for one in await courier.attempts(endpoint, order="asc")] == ids[::-1]
    waiting = await courier.attempts(endpoint, status="PENDING")
    assert {one["attempt_number"] for one in waiting} == {2}
    assert all(one["request_body"] is None and one["next_attempt_at"] and one["url"] for one in waiting)
    of_one = await courier.attempts(endpoint, event_id=whole[0]["event_id"])
    assert {one["status"] for one in of_one} == {"FAILED", "PENDING"}
    assert len(api.ok(await api.get(path_of(endpoint, "/attempts"), limit=4, page=3))) == 2
    before = {"created_at.lt": whole[-1]["created_at"]}
    assert api.ok(await api.get(path_of(endpoint, "/attempts"), **before)) == []
    since = {"created_at.gte": whole[-1]["created_at"]}
    assert len(api.ok(await api.get(path_of(endpoint, "/attempts"), **since))) == 10
    shown = api.ok(await api.get(f"/webhook_attempts/{waiting[0]['webhook_attempt_id']}"))
    assert shown["status"] == "PENDING"


async def test_the_newest_attempts_are_kept(courier: Courier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "MOST_KEPT", 3)
    endpoint, ids = await delivered(courier, 7)
    kept = await courier.attempts(endpoint, order="asc")
    assert [one["event_id"] for one in kept] == ids[-3:]


async def test_resending_delivers_the_same_event_again(courier: Courier) -> None:
    api = courier.api
    endpoint, (event_id,) = await delivered(courier, 1)
    (first,) = await courier.attempts(endpoint)
    again = api.ok(await api.post(f"/webhook_attempts/{first['webhook_attempt_id']}/resend"))
    assert again["webhook_attempt_id"] != first["webhook_attempt_id"]
    assert (again["status"], again["event_id"], again["attempt_number"]) == ("PENDING", event_id, 1)
    receiver = courier.receivers[0]
    await until(lambda: len(receiver.received) == 2)
    assert receiver.received[0].event_id == receiver.received[1].event_id
    assert receiver.received[0].body == receiver.received[1].body
    await courier.idle()
    shown = api.ok(await api.get(f"/webhook_attempts/{again['webhook_attempt_id']}"))
    assert shown["status"] == "DELIVERED"


async def test_what_waits_or_is_disabled_is_not_resent(courier: Courier) -> None:
    api = courier.api
    receiver = await courier.receiver(lambda _: 500)
    endpoint = await courier.endpoint(receiver, event_types=["customer.created"])
    await make_customer(api)
    await courier.idle()
    waiting, failed = await courier.attempts(endpoint)
    refused = await api.post(f"/webhook_attempts/{waiting['webhook_attempt_id']}/resend")
    assert (refused.status, refused.code, refused.body["current_status"]) == (409, "wrong_state", "PENDING")
    api.ok(await api.patch(path_of(endpoint), {"status": "DISABLED"}))
    refused = await api.post(f"/webhook_attempts/{failed['webhook_attempt_id']}/resend")
    assert (refused.code, refused.body["current_status"]) == ("wrong_state", "DISABLED")


async def test_an_unknown_attempt_is_not_found_and_another_banks_neither(courier: Courier) -> None:
    api = courier.api
    endpoint, _ = await delivered(courier, 1)
    (attempt,) = await courier.attempts(endpoint)
    other = await api.another_bank()
    for caller, identifier in ((api, "wha_nobody"), (other, attempt["webhook_attempt_id"])):
        assert (await caller.get(f"/webhook_attempts/{identifier}")).code == "not_found"
        assert (await caller.post(f"/webhook_attempts/{identifier}/resend")).code == "not_found"


async def test_a_span_of_the_banks_time_is_replayed_with_the_same_ids_in_order(courier: Courier) -> None:
    api = courier.api
    endpoint, ids = await delivered(courier, 3)
    await api.advance(hours=1)
    later = await make_customer(api)
    receiver = courier.receivers[0]
    await until(lambda: len(receiver.received) == 4)
    report = api.ok(await api.post(path_of(endpoint, "/replay"), {"since": START, "until": "2026-01-15T10:00:00Z"}))
    assert report == {"webhook_endpoint_id": endpoint["webhook_endpoint_id"], "event_count": 3}
    await until(lambda: len(receiver.received) == 7)
    assert sorted(request.event_id for request in receiver.received[4:]) == sorted(ids)
    report = api.ok(await api.post(path_of(endpoint, "/replay"), {"since": "2026-01-15T10:00:00Z"}))
    assert report["event_count"] == 1
    await until(lambda: len(receiver.received) == 8)
    assert receiver.events[-1]["resource_id"] == later["customer_id"]
    wanted = {"since": START, "event_types": ["customer.verified"]}
    assert api.ok(await api.post(path_of(endpoint, "/replay"), wanted))["event_count"] == 4
    await until(lambda: len(receiver.received) == 12)
    assert {event["type"] for event in receiver.events[8:]} == {"customer.verified"}


async def test_a_replay_keeps_the_order_of_a_resource_and_is_bounded(
    courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    api = courier.api
    receiver = await courier.receiver()
    account = await make_account(api)
    for cents in range(1, 13):
        api.ok(await api.patch(f"/accounts/{account['account_id']}", {"daily_limit_cents": cents}))
    endpoint = await courier.endpoint(receiver, event_types=["account.updated"])
    monkeypatch.setattr(attempt_operations, "MOST_REPLAYED", 10)
    monkeypatch.setattr(attempt_operations, "_PAGE", 4)
    assert api.ok(await api.post(path_of(endpoint, "/replay"), {"since": START}))["event_count"] == 10
    await until(lambda: len(receiver.received) == 10)
    limits = [event["previous"]["daily_limit_cents"] for event in receiver.events]
    assert limits == [account["daily_limit_cents"], *range(1, 10)]


async def test_a_replay_that_is_repeated_with_its_key_adds_nothing(courier: Courier) -> None:
    api = courier.api
    endpoint, _ = await delivered(courier, 2)
    receiver = courier.receivers[0]
    for _ in range(2):
        assert api.ok(await api.post(path_of(endpoint, "/replay"), {"since": START}, key="r"))["event_count"] == 2
    await until(lambda: len(receiver.received) == 4 and courier.dispatcher.next_due_us() is None)
    assert len(await courier.attempts(endpoint)) == 4


async def test_refuses_to_replay_what_cannot_be(api: Api, courier: Courier) -> None:
    made = api.ok(await api.post("/webhook_endpoints", {"url": "https://example.com/"}))
    body = {"since": START, "event_types": ["account.exploded"]}
    refused = await api.post(path_of(made, "/replay"), body)
    assert (refused.status, refused.code) == (422, "unknown_event_type")
    refused = await api.post(path_of(made, "/replay"), {"since": START, "until": START})
    assert (refused.status, refused.code) == (400, "invalid_field")


async def test_what_waits_can_be_delivered_now(courier: Courier) -> None:
    api = courier.api
    receiver = await courier.receiver(lambda _: 500)
    endpoint = await courier.endpoint(receiver, event_types=["customer.created"])
    for _ in range(3):
        await make_customer(api)
    await courier.idle()
    receiver.answer = lambda _: 200
    report = api.ok(await api.post(path_of(endpoint, "/deliver_now")))
    assert report == {"webhook_endpoint_id": endpoint["webhook_endpoint_id"], "due_count": 3}
    await until(lambda: len(receiver.received) == 6 and courier.dispatcher.next_due_us() is None)
    assert len(await courier.attempts(endpoint, status="DELIVERED")) == 3
    assert api.ok(await api.post(path_of(endpoint, "/deliver_now")))["due_count"] == 0


async def test_what_was_refused_a_moment_ago_is_delivered_now_too(courier: Courier, monkeypatch: Any) -> None:
    api = courier.api
    written, told = asyncio.Event(), asyncio.Event()
    write = Outbox.write

    async def slow(outbox: Outbox, statements: Any) -> Any:
        if told.is_set() and any("webhook_attempts" in sql for sql, _ in statements):
            await written.wait()  # how the attempt ended is not on disk yet
        return await write(outbox, statements)

    def refuse(_: Received) -> int:
        told.set()
        return 500

    receiver = await courier.receiver(refuse)
    endpoint = await courier.endpoint(receiver, event_types=["customer.created"])
    monkeypatch.setattr(Outbox, "write", slow)
    await make_customer(api)
    await asyncio.wait_for(told.wait(), 10)
    receiver.answer = lambda _: 200
    asked = asyncio.create_task(api.post(path_of(endpoint, "/deliver_now")))
    await asyncio.sleep(0.05)
    written.set()
    assert api.ok(await asked)["due_count"] == 1
    await until(lambda: len(receiver.received) == 2 and courier.dispatcher.next_due_us() is None)


async def test_what_never_ends_holds_up_nothing_that_waits(courier: Courier) -> None:
    api = courier.api
    hanging = asyncio.Event()
    receiver = await courier.receiver(lambda _: 500)
    endpoint = await courier.endpoint(receiver, event_types=["customer.created"])
    await make_customer(api)
    await courier.idle()

    async def hang(_: Received) -> int:
        await hanging.wait()
        return 200

    receiver.answer = hang
    await make_customer(api)
    await until(lambda: receiver.open_requests == 1)
    assert api.ok(await api.post(path_of(endpoint, "/deliver_now")))["due_count"] == 1
    assert not hanging.is_set()
    hanging.set()
    await until(lambda: len(receiver.received) == 3 and courier.dispatcher.next_due_us() is None)


TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


async def test_what_follows_from_a_traced_request_is_sent_in_its_trace(courier: Courier) -> None:
    api = courier.api
    receiver = await courier.receiver()
    await courier.endpoint(receiver, event_types=["*"])
    body = {
        "customer_type": "INDIVIDUAL",
        "first_name": "Ada",
        "last_name": "Lovelace",
        "email": "ada@example.com",
        "date_of_birth": "1985-12-10",
    }
    api.ok(await api.post("/customers", body, traceparent=f"00-{TRACE}-00f067aa0ba902b7-01"))
    await courier.idle()
    traced = [*receiver.received]
    found = [re.fullmatch(rf"00-{TRACE}-(?!0{{16}})([0-9a-f]{{16}})-01", one.headers["traceparent"]) for one in traced]
    assert all(found)
    assert len({match[1] for match in found if match}) == len(traced) > 1, "what the queue did later is in it too"
    for other in (None, f"00-{'0' * 32}-00f067aa0ba902b7-01"):
        headers = {} if other is None else {"traceparent": other}
        api.ok(await api.post("/customers", {**body, "email": f"{len(headers)}@example.com"}, **headers))
    await courier.idle()
    assert len(receiver.received) == 3 * len(traced)
    assert not [one for one in receiver.received[len(traced) :] if "traceparent" in one.headers]


async def test_an_example_of_every_type_is_sent_and_signed(courier: Courier) -> None:
    api = courier.api
    receiver = await courier.receiver()
    endpoint = await courier.endpoint(receiver, event_types=["setting.updated"])
    for event_type in sorted(EVENT_TYPES):
        attempt = api.ok(await api.post(path_of(endpoint, "/example"), {"type": event_type}))
        request = receiver.received[-1]
        shown = (attempt["status"], attempt["event_type"], attempt["event_id"])
        assert shown == ("DELIVERED", event_type, request.event_id)
        assert attempt["request_body"] == request.body.decode()
        event = Webhook(endpoint["secret"]).verify(request.body, request.headers)
        assert event["type"] == event_type
        assert event["resource_id"] in event["data"].values()
        assert (await api.get(f"/events/{event['event_id']}")).code == "not_found"
        assert (await courier.attempts(endpoint))[0] == attempt


async def test_an_example_that_fails_is_shown_and_not_repeated(courier: Courier) -> None:
    api = courier.api
    receiver = await courier.receiver(lambda _: 500)
    endpoint = await courier.endpoint(receiver)
    path = path_of(endpoint, "/example")
    attempt = api.ok(await api.post(path, {"type": "account.opened"}))
    assert (attempt["status"], attempt["response_status"], attempt["next_attempt_at"]) == ("FAILED", 500, None)
    assert courier.dispatcher.next_due_us() is None
    refused = await api.post(path, {"type": "account.exploded"})
    assert (refused.status, refused.code) == (422, "unknown_event_type")
    api.ok(await api.put("/settings/webhooks.allow_loopback", {"setting_value": "false"}))
    assert (await api.post(path, {"type": "account.opened"})).code == "url_not_allowed"


async def test_an_example_can_be_resent(courier: Courier) -> None:
    api = courier.api
    receiver = await courier.receiver()
    endpoint = await courier.endpoint(receiver, event_types=["setting.updated"])
    attempt = api.ok(await api.post(path_of(endpoint, "/example"), {"type": "account.opened"}))
    api.ok(await api.post(f"/webhook_attempts/{attempt['webhook_attempt_id']}/resend"))
    await until(lambda: len(receiver.received) == 2)
    assert receiver.received[0].body == receiver.received[1].body


async def test_a_url_that_is_no_longer_allowed_is_refused_at_each_delivery(courier: Courier) -> None:
    api = courier.api
    receiver = await courier.receiver()
    endpoint = await courier.endpoint(receiver, event_types=["customer.created"])
    await make_customer(api)
    await until(lambda: len(receiver.received) == 1)
    api.ok(await api.put("/settings/webhooks.allow_loopback", {"setting_value": "false"}))
    await make_customer(api)
    await courier.idle()
    failed = (await courier.attempts(endpoint, status="FAILED"))[0]
    assert failed["response_status"] is None
    assert failed["error"].startswith("Not sent: ")
    assert len(receiver.received) == 1
