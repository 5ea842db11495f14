"""GET /events/stream: server-sent events that go on where a client left off."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from tests.services.api import Api
from tests.services.builders import make_account, make_customer
from tests.services.sessions.signing import member_with_password


class Listener:
    """A client of the stream that hangs up when it has seen enough."""

    def __init__(self, api: Api, query: str = "", last_event_id: str | None = None) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.text = ""
        self._gone = asyncio.Event()
        self._came = asyncio.Event()
        headers = [
            (b"authorization", f"Bearer {api.token}".encode()),
            (b"sandbank-bank", api.bank.bank_id.encode()),
        ]
        if last_event_id is not None:
            headers.append((b"last-event-id", last_event_id.encode()))
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/events/stream",
            "query_string": query.encode(),
            "headers": headers,
            "client": ("127.0.0.1", 1),
        }
        self.task = asyncio.create_task(api.world.pipeline(scope, self._receive, self._send))

    async def _receive(self) -> Any:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        self.text += message.get("body", b"").decode()
        self._came.set()

    @property
    def events(self) -> list[dict[str, str]]:
        """Every event so far, by its fields."""
        blocks = [block for block in self.text.split("\n\n") if block and not block.startswith(":")]
        return [dict(line.split(": ", 1) for line in block.splitlines()) for block in blocks]

    async def until(self, count: int) -> list[dict[str, str]]:
        """The events, once there are so many."""
        async with asyncio.timeout(5):
            while len(self.events) < count:
                self._came.clear()
                await self._came.wait()
        return self.events

    async def connected(self) -> None:
        async with asyncio.timeout(5):
            while "connected" not in self.text:
                self._came.clear()
                await self._came.wait()

    async def hang_up(self) -> None:
        self._gone.set()
        async with asyncio.timeout(5):
            await self.task


async def test_sends_every_event_as_it_happens(api: Api) -> None:
    await make_customer(api)
    listener = Listener(api)
    await listener.connected()
    assert listener.headers["content-type"] == "text/event-stream"
    assert listener.events == []
    customer = await make_customer(api)
    seen = await listener.until(4)
    assert [event["event"] for event in seen][:2] == ["customer.created", "verification.created"]
    first = json.loads(seen[0]["data"])
    assert first["resource_id"] == customer["customer_id"]
    assert first["event_id"] == seen[0]["id"]
    assert first == api.ok(await api.get(f"/events/{seen[0]['id']}"))
    await listener.hang_up()
    assert api.bank.store.followers == 0


async def test_goes_on_behind_the_last_event_that_was_seen(api: Api) -> None:
    await make_customer(api)
    log = api.ok(await api.get("/events", order="asc", limit=100))
    listener = Listener(api, last_event_id=log[1]["event_id"])
    seen = await listener.until(len(log) - 2)
    assert [event["id"] for event in seen] == [event["event_id"] for event in log[2:]]
    await listener.hang_up()


async def test_can_be_of_some_types_only(api: Api) -> None:
    listener = Listener(api, query="type=account.*")
    await listener.connected()
    account = await make_account(api)
    seen = await listener.until(1)
    assert [event["event"] for event in seen] == ["account.opened"]
    assert json.loads(seen[0]["data"])["resource_id"] == account["account_id"]
    await listener.hang_up()


async def test_ends_when_the_bank_is_replaced(api: Api) -> None:
    listener = Listener(api)
    await listener.connected()
    api.ok(await api.post(f"/banks/{api.bank.bank_id}/reset"))
    async with asyncio.timeout(5):
        await listener.task


async def test_an_event_that_was_never_there_is_stale(api: Api) -> None:
    reply = await api.request("GET", "/events/stream", headers={"Last-Event-ID": "evt_" + "0" * 26})
    assert (reply.status, reply.code) == (410, "cursor_stale")


async def test_hears_nothing_of_another_bank(api: Api) -> None:
    other = await api.another_bank()
    listener = Listener(api)
    await listener.connected()
    await make_customer(other)
    await make_account(api)
    await listener.until(1)
    mine = {event["event_id"] for event in api.ok(await api.get("/events", limit=100))}
    assert {event["id"] for event in listener.events} <= mine
    await listener.hang_up()


async def test_ends_before_the_next_event_when_its_key_is_revoked(api: Api) -> None:
    made = api.ok(await api.post("/api_keys", {"name": "Listener", "scopes": ["events:read"]}))
    listener = Listener(Api(api.world, api.bank, made["secret"]))
    await listener.connected()
    await make_customer(api)
    await listener.until(2)
    api.ok(await api.post(f"/api_keys/{made['api_key_id']}/revoke"))
    newest = await make_customer(api)
    async with asyncio.timeout(5):
        await listener.task
    told = {json.loads(event["data"])["resource_id"] for event in listener.events}
    assert newest["customer_id"] not in told
    assert api.bank.store.followers == 0


async def test_ends_before_the_next_event_when_its_session_is_over(api: Api) -> None:
    _, grace = await member_with_password(api)
    listener = Listener(grace)
    await listener.connected()
    session = api.ok(await grace.get("/sessions"))[0]
    assert (await grace.delete(f"/sessions/{session['session_id']}")).status == 204
    await make_customer(api)
    async with asyncio.timeout(5):
        await listener.task
    assert (listener.status, listener.events) == (200, [])
    assert api.bank.store.followers == 0
