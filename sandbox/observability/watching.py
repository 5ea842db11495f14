"""Puts together what watches one server: its health, its counts, its metrics, and traces when they are asked for.

Made by the composition root, beside the host; nothing below it knows that it is watched.
See: sandbox/server.py, routes.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.gateway.pipeline import Pipeline
from sandbox.host import Host
from sandbox.observability.backlog import Backlog
from sandbox.observability.calls import Calls
from sandbox.observability.health import Health
from sandbox.observability.loop_lag import LoopLag

if TYPE_CHECKING:
    from sandbox.observability.metrics import Metrics


class Watch:
    """What watches one server."""

    def __init__(self, host: Host, pipeline: Pipeline) -> None:
        self.health = Health(host)
        self.calls = Calls()
        self.lag = LoopLag()
        self._host = host
        self._pipeline = pipeline
        self._backlog = Backlog()
        self._metrics: Metrics | None = None
        host.recorder.told = self.calls

    def start(self) -> None:
        """Begin to watch; needs a running loop."""
        self.lag.start()

    async def close(self) -> None:
        """Stop."""
        await self.lag.close()

    async def metrics(self) -> bytes:
        """Prometheus' text of now."""
        if self._metrics is None:
            # Imported late: a server that nobody scrapes starts without it.
            from sandbox.observability.metrics import Metrics

            self._metrics = Metrics(self._host, self.health, self.calls, self.lag)
        waiting = await self._backlog.of(self._host.directory.banks())
        return self._metrics.text(self._pipeline.running, waiting)
