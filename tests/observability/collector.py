"""An OpenTelemetry collector in this process, on a loopback port, and a bank that sends it its traces."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from sandbox.gateway.limits import RateLimits
from sandbox.host import Host
from sandbox.observability import traces
from sandbox.world.controls.spoiling import SPOILING
from tests.services.api import Api, World, router


class Collector:
    """What was exported over OTLP/HTTP."""

    def __init__(self) -> None:
        self.requests: list[ExportTraceServiceRequest] = []
        self.paths: set[str] = set()
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                if self.headers.get("content-encoding") == "gzip":
                    import gzip

                    body = gzip.decompress(body)
                collector.requests.append(ExportTraceServiceRequest.FromString(body))
                collector.paths.add(self.path)
                self.send_response(200)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *told: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def spans(self) -> list[Span]:
        """Every span, by its end."""
        found = [
            span
            for request in self.requests
            for of_resource in request.resource_spans
            for scope in of_resource.scope_spans
            for span in scope.spans
        ]
        return sorted(found, key=lambda span: span.end_time_unix_nano)

    def named(self, name: str) -> list[Span]:
        """Every span of a name."""
        return [span for span in self.spans if span.name == name]

    @property
    def text(self) -> str:
        """Everything that was exported, as text."""
        return "\n".join(map(str, self.requests))

    def close(self) -> None:
        """End."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class InMemory(Collector):
    """A collector with the tracing that fills it; `flush` sends what was not sent yet."""

    def __init__(self) -> None:
        super().__init__()
        self.tracing = traces.start(self.url)

    def flush(self) -> None:
        """Send what is there."""
        assert self.tracing._provider.force_flush(10_000)

    def close(self) -> None:
        """End both."""
        self.tracing.close()
        super().close()


@contextlib.contextmanager
def collecting() -> Iterator[InMemory]:
    """A collector that is gone at the end."""
    collector = InMemory()
    try:
        yield collector
    finally:
        collector.close()


@contextlib.asynccontextmanager
async def traced_api(path: Path, collector: InMemory) -> AsyncIterator[Api]:
    """A bank as a traced server has it."""
    tracing = collector.tracing
    host = await Host.open(path, bank_type=tracing.bank_type, dispatcher_type=tracing.dispatcher_type)
    world = World(host, path)
    world.pipeline = tracing.pipeline_type(
        router(), host, RateLimits(), world.check, faults=SPOILING, recorder=host.recorder
    )
    api = await Api._of(world, *await host.new_organization("Test Fintech", is_operator=True, seed=1))
    yield api
    await world.close()


def attributes_of(span: Span) -> dict[str, Any]:
    """A span's attributes as plain values."""
    found = {}
    for pair in span.attributes:
        kind = pair.value.WhichOneof("value")
        found[pair.key] = getattr(pair.value, kind) if kind else None
    return found
