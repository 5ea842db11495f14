"""How late the event loop is: everything this server does waits for it.

A timer is set every quarter of a second; how much later than that it fires is the lag. See: metrics.py.
"""

from __future__ import annotations

import asyncio
import contextlib

from sandbox.engine.clock import elapsed
from sandbox.engine.measures import Spread

EVERY_S = 0.25


class LoopLag:
    """The lags since the start, in seconds."""

    def __init__(self) -> None:
        self.spread = Spread()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to measure."""
        self._task = asyncio.create_task(self._measure(), name="loop lag")

    async def close(self) -> None:
        """Stop."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _measure(self) -> None:
        while True:
            began = elapsed()
            await asyncio.sleep(EVERY_S)
            self.spread.note(max(0.0, elapsed() - began - EVERY_S))
