"""A client of the contract against a whole bank in this process: no socket, every answer checked.

The bank's clock stands still unless a test moves it, so nothing in a test depends on how long it
takes. `Api.close` verifies the books and every answer that was given.
"""

from __future__ import annotations

import asyncio
import datetime
import json
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sandbox.contract.binder import Router
from sandbox.engine.bank import Bank
from sandbox.engine.clock import to_us
from sandbox.engine.directory import bank_files
from sandbox.engine.store.sqlite.verify import verify_file
from sandbox.gateway.limits import PROFILES, Quota, RateLimits
from sandbox.gateway.pipeline import Pipeline
from sandbox.host import Host, load_router
from sandbox.world.controls.spoiling import SPOILING
from tests.replies import Reply as Reply
from tests.services.checking import AnswerCheck

START = to_us(datetime.datetime(2026, 1, 15, 9, 30, tzinfo=datetime.UTC))
MONEY = ("/transactions/", "/holds")

FREELY = {name: {**profile, "sign_in": Quota(1_200)} for name, profile in PROFILES.items()}
"""All clients of a test are one address; what one address may is in tests/services/sessions/test_limits.py."""

_router: Router | None = None


def router() -> Router:
    """The bound contract, once for all tests."""
    global _router
    if _router is None:
        _router = load_router()
    return _router


class World:
    """What all clients of one test share: the data directory and the pipeline."""

    def __init__(self, host: Host, path: Path) -> None:
        self.host = host
        self.path = path
        self.check = AnswerCheck()
        self.limits = RateLimits(FREELY)
        self.pipeline = Pipeline(router(), host, self.limits, self.check, faults=SPOILING, recorder=host.recorder)

    async def close(self) -> None:
        """Close, and prove every book and every answer."""
        await self.host.close()
        for file in [self.path / "platform.db", *bank_files(self.path)]:
            findings = verify_file(file).findings
            assert not findings, f"{file.name}: " + "\n".join(map(str, findings))
        assert not self.check.found, "answers off the contract:\n" + "\n".join(self.check.found)


class Api:
    """A caller with one key."""

    def __init__(self, world: World, bank: Bank, token: str | None) -> None:
        self.world = world
        self.bank = bank
        self.token = token

    @classmethod
    async def open(cls, path: Path) -> Api:
        """A new bank with a key of every scope; its clock stands still."""
        host = await Host.open(path)
        return await cls._of(World(host, path), *await host.new_organization("Test Fintech", is_operator=True, seed=1))

    @classmethod
    async def _of(cls, world: World, bank_id: str, token: str) -> Api:
        bank = await world.host.directory.open_bank(bank_id)
        if bank.store.last_at_us == 0:
            bank.begin_at(START)
        return cls(world, bank, token)

    async def another_bank(self) -> Api:
        """A key of another organization and bank on the same server."""
        return await self._of(self.world, *await self.world.host.new_organization("Other Fintech", seed=1))

    async def of_bank(self, made: dict[str, Any]) -> Api:
        """A caller with the key that a bank was made with."""
        bank = await self.world.host.directory.open_bank(made["bank_id"])
        return Api(self.world, bank, made["api_key"])

    async def fork(self, **body: Any) -> Api:
        """A fork of this bank, with its own key."""
        path = f"/banks/{self.bank.bank_id}/fork"
        return await self.of_bank(self.ok(await self.post(path, body or None)))

    async def with_scopes(self, *scopes: str) -> Api:
        """Another key of the same bank."""
        made = self.ok(await self.post("/api_keys", {"name": "Scoped", "scopes": [*scopes]}))
        return Api(self.world, self.bank, made["secret"])

    def without_key(self) -> Api:
        """Nobody."""
        return Api(self.world, self.bank, None)

    # Requests ------------------------------------------------------------------------------------
    async def get(self, path: str, **query: Any) -> Reply:
        return await self.request("GET", path, query=query)

    async def post(self, path: str, body: Any = None, *, key: str | None = None, **headers: str) -> Reply:
        if key is None and path.startswith(MONEY):
            key = str(uuid.uuid4())
        return await self.request("POST", path, body, key=key, headers=headers)

    async def patch(self, path: str, body: Any, *, key: str | None = None) -> Reply:
        return await self.request("PATCH", path, body, key=key)

    async def put(self, path: str, body: Any, *, key: str | None = None) -> Reply:
        return await self.request("PUT", path, body, key=key)

    async def delete(self, path: str, *, key: str | None = None) -> Reply:
        return await self.request("DELETE", path, key=key)

    async def request(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str | None = None,
        query: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        raw: bytes | None = None,
    ) -> Reply:
        """One request through the whole pipeline; of a stream, what comes before it ends."""
        content = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        sent = [(b"content-type", b"application/json")] if content else []
        if self.token is not None:
            sent.append((b"authorization", f"Bearer {self.token}".encode()))
        if key is not None:
            sent.append((b"idempotency-key", key.encode("latin-1")))
        for name, value in (headers or {}).items():
            name = name.replace("_", "-").lower()
            sent = [pair for pair in sent if pair[0] != name.encode()]
            sent.append((name.encode(), value.encode("latin-1")))
        path, _, inline = path.partition("?")
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": (inline or urlencode(query or {})).encode(),
            "headers": sent,
            "client": ("127.0.0.1", 50000),
        }
        return await _call(self.world.pipeline, scope, content)

    def ok(self, reply: Reply) -> Any:
        """The body of a success."""
        assert 200 <= reply.status < 300, f"{reply.status}: {reply.body}"
        return reply.body

    # The world -----------------------------------------------------------------------------------
    async def settle(self) -> None:
        """Run everything that is due now, and wait until it is on disk."""
        await self.bank.settle()
        await self.bank.durable(self.bank.store.state.commit)

    async def advance(self, **duration: float) -> None:
        """Move the bank's time, as `advance(days=1, hours=2)`."""
        step = datetime.timedelta(**duration) // datetime.timedelta(microseconds=1)
        await self.bank.advance(self.bank.clock.now_us() + step)
        await self.settle()

    async def events(self, event_type: str) -> list[Any]:
        """Every event of a type, oldest first."""
        await self.settle()
        found: list[Any] = self.ok(await self.get("/events", type=event_type, limit=100, order="asc"))
        return found


async def _call(pipeline: Pipeline, scope: dict[str, Any], content: bytes) -> Reply:
    sent: list[Any] = []

    parts = [content]

    async def receive() -> Any:
        if not parts:
            await asyncio.Event().wait()  # this client never hangs up
        return {"type": "http.request", "body": parts.pop(), "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    # As a server does between two requests, let everything else have its turn: a read that waits for nothing would
    # otherwise keep the loop to itself, and a test that asks again and again would wait for ever.
    await asyncio.sleep(0)
    await pipeline(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    body = b"".join(message.get("body", b"") for message in sent[1:])
    is_json = "json" in headers.get("content-type", "")
    return Reply(sent[0]["status"], json.loads(body) if body and is_json else body or None, headers)
