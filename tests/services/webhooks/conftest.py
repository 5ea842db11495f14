"""A bank whose events are delivered, a receiver, and the real world's time in the hands of the test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from sandbox.engine.clock import wall_us
from sandbox.services.webhooks import attempt_operations, operations
from sandbox.services.webhooks.delivery import DISPATCHERS, DeliveryFaults, Dispatcher
from sandbox.services.webhooks.rules import SCHEDULE_S
from sandbox.services.webhooks.sender import Sender
from tests.services.api import Api
from tests.services.webhooks.receiver import Answering, Receiver

SERVED = (operations, attempt_operations)


class RealTime:
    """The real world's time, and as much more as a test says."""

    def __init__(self) -> None:
        self.ahead_us = 0

    def __call__(self) -> int:
        return wall_us() + self.ahead_us


class Courier:
    """One bank's deliveries, and those who receive them."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.time = RealTime()
        self.sender = Sender(total_s=2.0)
        self.receivers: list[Receiver] = []
        self.dispatchers: list[Dispatcher] = []

    async def start(self, *, faults: DeliveryFaults | None = None, api: Api | None = None) -> Dispatcher:
        """Deliver this bank's events, with nobody else doing it."""
        bank = (api or self.api).bank
        running = DISPATCHERS.get(bank.bank_id)
        if running is not None:
            await running.close()
        dispatcher = Dispatcher(bank, self.sender, SCHEDULE_S, faults, time=self.time)
        dispatcher.start()
        self.dispatchers.append(dispatcher)
        return dispatcher

    @property
    def dispatcher(self) -> Dispatcher:
        """The one that was started last."""
        return self.dispatchers[-1]

    async def receiver(self, answer: Answering = lambda _: 200, **options: Any) -> Receiver:
        """Somebody who receives."""
        receiver = await Receiver(answer).start(**options)
        self.receivers.append(receiver)
        return receiver

    async def endpoint(self, receiver: Receiver, **body: Any) -> dict[str, Any]:
        """An endpoint at a receiver."""
        made: dict[str, Any] = self.api.ok(await self.api.post("/webhook_endpoints", {"url": receiver.url, **body}))
        return made

    async def attempts(self, endpoint: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
        """What was sent to an endpoint, newest first."""
        path = f"/webhook_endpoints/{endpoint['webhook_endpoint_id']}/attempts"
        found: list[dict[str, Any]] = self.api.ok(await self.api.get(path, limit=100, **query))
        return found

    async def idle(self) -> None:
        """Wait until nothing is under way, written and all; what is tried again later may wait."""
        await self.api.settle()
        await until(lambda: self._is_idle())

    def _is_idle(self) -> bool:
        due_us = self.dispatcher.next_due_us()
        return due_us is None or due_us > self.time()

    def pass_time(self, seconds: float) -> None:
        """Let the real world's time go on."""
        self.time.ahead_us += round(seconds * 1_000_000)
        self.dispatcher.wake()

    async def close(self) -> None:
        """End everything."""
        for dispatcher in self.dispatchers:
            await dispatcher.close()
        await self.sender.close()
        for receiver in self.receivers:
            await receiver.close()


@pytest.fixture
async def courier(api: Api) -> AsyncIterator[Courier]:
    courier = Courier(api)
    await courier.start()
    try:
        yield courier
    finally:
        await courier.close()


async def until(is_so: Callable[[], Any], within_s: float = 10.0) -> None:
    """Wait for something to be so; fail when it never is."""
    async with asyncio.timeout(within_s):
        while not is_so():
            await asyncio.sleep(0.002)
