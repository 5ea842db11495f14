"""Endpoints: made, changed, disabled, enabled again, deleted; what is refused, and whose they are."""

from __future__ import annotations

import pytest

from tests.services.api import Api
from tests.services.builders import make_customer
from tests.services.webhooks.conftest import Courier, until

URL = "https://example.com/hooks"


async def test_an_endpoint_is_made_with_what_it_is_sent(api: Api) -> None:
    body = {"url": URL, "event_types": ["account.*", "customer.created"], "include": ["account"], "description": "Sync"}
    reply = await api.post("/webhook_endpoints", {**body, "metadata": {"team": "books"}})
    made = api.ok(reply)
    assert reply.status == 201
    assert reply.headers["location"] == f"/v1/webhook_endpoints/{made['webhook_endpoint_id']}"
    assert made["secret"].startswith("whsec_")
    assert made["public_key"].startswith("whpk_")
    assert {name: made[name] for name in body} == body
    assert (made["status"], made["disabled_reason"], made["metadata"]) == ("ENABLED", None, {"team": "books"})
    del made["secret"]
    assert api.ok(await api.get(f"/webhook_endpoints/{made['webhook_endpoint_id']}")) == made


async def test_an_endpoint_takes_everything_unless_told(api: Api) -> None:
    made = api.ok(await api.post("/webhook_endpoints", {"url": URL}))
    assert (made["event_types"], made["include"]) == (["*"], [])


@pytest.mark.parametrize("wanted", ["account.exploded", "nobody.*", "account", "*.opened", "account.*.*"])
async def test_refuses_types_that_do_not_exist(api: Api, wanted: str) -> None:
    refused = await api.post("/webhook_endpoints", {"url": URL, "event_types": ["account.opened", wanted]})
    assert (refused.status, refused.code) == (422, "unknown_event_type")
    made = api.ok(await api.post("/webhook_endpoints", {"url": URL}))
    path = f"/webhook_endpoints/{made['webhook_endpoint_id']}"
    assert (await api.patch(path, {"event_types": [wanted]})).code == "unknown_event_type"


async def test_refuses_to_include_what_no_event_is_about(api: Api) -> None:
    refused = await api.post("/webhook_endpoints", {"url": URL, "include": ["account", "unicorn"]})
    assert (refused.status, refused.code) == (400, "invalid_field")
    assert refused.body["errors"][0]["pointer"] == "/include/1"


async def test_an_update_changes_what_it_names(api: Api) -> None:
    made = api.ok(await api.post("/webhook_endpoints", {"url": URL, "description": "Sync"}))
    path = f"/webhook_endpoints/{made['webhook_endpoint_id']}"
    changed = api.ok(await api.patch(path, {"url": "https://example.com/other", "include": ["*"], "description": None}))
    assert (changed["url"], changed["include"], changed["description"]) == ("https://example.com/other", ["*"], None)
    assert changed["event_types"] == ["*"]
    disabled = api.ok(await api.patch(path, {"status": "DISABLED"}))
    assert (disabled["status"], disabled["disabled_reason"]) == ("DISABLED", "It was disabled through the API.")
    enabled = api.ok(await api.patch(path, {"status": "ENABLED"}))
    assert (enabled["status"], enabled["disabled_reason"]) == ("ENABLED", None)


async def test_lists_in_pages_and_by_status(api: Api) -> None:
    made = [api.ok(await api.post("/webhook_endpoints", {"url": f"{URL}/{n}"})) for n in range(5)]
    for endpoint in made[::2]:
        api.ok(await api.patch(f"/webhook_endpoints/{endpoint['webhook_endpoint_id']}", {"status": "DISABLED"}))

    async def urls(**query: object) -> list[str]:
        found: list[str] = []
        path = "/webhook_endpoints"
        while path:
            reply = await api.get(path, **query)
            found += [endpoint["url"].rpartition("/")[2] for endpoint in api.ok(reply)]
            link = reply.headers.get("link", "")
            path, query = link.partition(">")[0].removeprefix("</v1"), {}
        return found

    assert await urls(limit=2) == ["4", "3", "2", "1", "0"]
    assert await urls(limit=1, status="ENABLED") == ["3", "1"]
    assert await urls(limit=1, status="DISABLED") == ["4", "2", "0"]
    assert await urls(limit=2, status="DISABLED", order="asc") == ["0", "2", "4"]
    assert await urls(limit=2, page=2, status="DISABLED") == ["0"]


async def test_a_deleted_endpoint_is_gone_and_gets_nothing(courier: Courier) -> None:
    api = courier.api
    receiver = await courier.receiver()
    endpoint = await courier.endpoint(receiver, event_types=["customer.created"])
    await make_customer(api)
    await until(lambda: receiver.received)
    path = f"/webhook_endpoints/{endpoint['webhook_endpoint_id']}"
    attempt = (await courier.attempts(endpoint))[0]
    assert (await api.delete(path)).status == 204
    await until(lambda: not courier.dispatcher.has_endpoints)
    await make_customer(api)
    for method, gone, body in (
        ("GET", path, None),
        ("PATCH", path, {"description": "x"}),
        ("DELETE", path, None),
        ("POST", f"{path}/rotate_secret", None),
        ("POST", f"{path}/replay", {"since": "2026-01-01T00:00:00Z"}),
        ("POST", f"{path}/example", {"type": "account.opened"}),
        ("POST", f"{path}/deliver_now", None),
        ("GET", f"{path}/attempts", None),
        ("GET", f"/webhook_attempts/{attempt['webhook_attempt_id']}", None),
        ("POST", f"/webhook_attempts/{attempt['webhook_attempt_id']}/resend", None),
    ):
        reply = await api.request(method, gone, body)
        assert (reply.status, reply.code) == (404, "not_found"), gone
    assert len(receiver.received) == 1


async def test_endpoints_are_of_their_bank_alone(api: Api) -> None:
    made = api.ok(await api.post("/webhook_endpoints", {"url": URL}))
    other = await api.another_bank()
    assert (await other.get(f"/webhook_endpoints/{made['webhook_endpoint_id']}")).code == "not_found"
    assert other.ok(await other.get("/webhook_endpoints")) == []


async def test_reading_and_writing_are_two_scopes(api: Api) -> None:
    made = api.ok(await api.post("/webhook_endpoints", {"url": URL}))
    path = f"/webhook_endpoints/{made['webhook_endpoint_id']}"
    reader = await api.with_scopes("webhooks:read")
    assert (await reader.get(path)).status == 200
    assert (await reader.delete(path)).code == "insufficient_scope"
    writer = await api.with_scopes("webhooks:write")
    assert (await writer.get("/webhook_endpoints")).code == "insufficient_scope"


async def test_what_a_disabled_endpoint_missed_is_not_sent_when_it_is_enabled_again(courier: Courier) -> None:
    api = courier.api
    receiver = await courier.receiver()
    endpoint = await courier.endpoint(receiver, event_types=["customer.created"])
    path = f"/webhook_endpoints/{endpoint['webhook_endpoint_id']}"
    api.ok(await api.patch(path, {"status": "DISABLED"}))
    missed = await make_customer(api)
    for refused in ("example", "replay", "deliver_now"):
        body = {"example": {"type": "account.opened"}, "replay": {"since": "2026-01-01T00:00:00Z"}}.get(refused)
        reply = await api.post(f"{path}/{refused}", body)
        assert (reply.status, reply.code, reply.body["current_status"]) == (409, "wrong_state", "DISABLED")
    api.ok(await api.patch(path, {"status": "ENABLED"}))
    sent = await make_customer(api)
    await until(lambda: receiver.received)
    assert [event["resource_id"] for event in receiver.events] == [sent["customer_id"]]
    assert missed["customer_id"] != sent["customer_id"]


async def test_a_fork_is_silent_until_its_endpoints_are_enabled_there(courier: Courier) -> None:
    api = courier.api
    receiver = await courier.receiver()
    endpoint = await courier.endpoint(receiver, event_types=["customer.created"])
    await make_customer(api)
    await until(lambda: receiver.received)
    fork = await api.fork()
    path = f"/webhook_endpoints/{endpoint['webhook_endpoint_id']}"
    shown = fork.ok(await fork.get(path))
    assert shown["status"] == "DISABLED"
    assert "copied" in shown["disabled_reason"]
    assert fork.ok(await fork.get("/webhook_endpoints", status="ENABLED")) == []
    assert len(fork.ok(await fork.get("/webhook_endpoints", status="DISABLED"))) == 1
    await courier.start(api=fork)
    await make_customer(fork)
    await fork.settle()
    enabled = fork.ok(await fork.patch(path, {"status": "ENABLED"}))
    assert (enabled["status"], enabled["disabled_reason"]) == ("ENABLED", None)
    second = await make_customer(fork)
    await until(lambda: len(receiver.received) == 2)
    assert receiver.events[1]["resource_id"] == second["customer_id"]
    assert api.ok(await api.get(path))["status"] == "ENABLED"
    third = await make_customer(api)
    await until(lambda: len(receiver.received) == 3)
    assert receiver.events[2]["resource_id"] == third["customer_id"]
