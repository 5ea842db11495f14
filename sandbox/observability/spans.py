"""Spans of OpenTelemetry: a request, its transactions, its waits for the disk, what follows, and webhooks.

The types here wrap the server's own, and only a traced server is made of them. A trace is one correlation id: the
client's `traceparent` is continued, and a request without one is given its span's, so that the audit log, the
request log and the queue carry the trace's id through a restart. A row of the queue and a delivery go on in the
trace of the request that they follow from, below its span while that is remembered. Spans carry names of the
contract and ids of the server, never paths, bodies, URLs or texts of exceptions.
See: traces.py, gateway/request.py for the correlation id, tests/observability/test_traces.py.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Awaitable, Callable, Iterator
from contextvars import ContextVar
from typing import Any, TypeVar

from opentelemetry import context, trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.trace import NonRecordingSpan, Span, SpanContext, SpanKind, Status, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from sandbox import __version__
from sandbox.contract.binder import Route
from sandbox.contract.problem import Problem
from sandbox.engine.audit import decode_leaf
from sandbox.engine.bank import Bank, Work
from sandbox.engine.call import Caller
from sandbox.engine.queue import Effect
from sandbox.gateway.limits import Header
from sandbox.gateway.pipeline import Pipeline
from sandbox.gateway.recorder import Note, Recorder
from sandbox.gateway.request import Receive, Request, Scope, Send
from sandbox.observability import logs
from sandbox.services.webhooks.attempts import Outcome, Prepared
from sandbox.services.webhooks.delivery import Dispatcher
from sandbox.services.webhooks.outbox import Delivery

R = TypeVar("R")

MOST_REMEMBERED = 10_000
"""Traces whose newest span is remembered, for what follows to be put below it."""

_TIMEOUT_S = 5
_TRACE_ID = re.compile(r"[0-9a-f]{32}\Z")
_CORRELATION = "SELECT leaf FROM leaves WHERE commit_seq=(SELECT commit_seq FROM events WHERE event_id=?)"

_propagator = TraceContextTextMapPropagator()
_wanted_trace: ContextVar[int | None] = ContextVar("wanted_trace", default=None)
_remembered: dict[int, SpanContext] = {}
_tracer: Tracer = trace.NoOpTracer()


class _Ids(RandomIdGenerator):
    """Random ids, but for a trace that goes on whose spans are forgotten."""

    def generate_trace_id(self) -> int:
        wanted = _wanted_trace.get()
        return super().generate_trace_id() if wanted is None else wanted


class Tracing:
    """Traces are on, until `close`. The types are what a traced server is made of."""

    def __init__(self, endpoint: str, exporter: SpanExporter | None = None) -> None:
        global _tracer
        resource = Resource.create({"service.name": "sandbank", "service.version": __version__})
        self._provider = TracerProvider(resource=resource, id_generator=_Ids(), shutdown_on_exit=False)
        exporter = exporter or OTLPSpanExporter(endpoint=endpoint, timeout=_TIMEOUT_S)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        _tracer = self._provider.get_tracer("sandbank", __version__)
        logs.TRACE_ID[:] = [current_trace_id]

    @property
    def pipeline_type(self) -> type[Pipeline]:
        """Of the gateway."""
        return TracedPipeline

    @property
    def bank_type(self) -> type[Bank]:
        """Of every bank."""
        return TracedBank

    @property
    def dispatcher_type(self) -> type[Dispatcher]:
        """Of every bank's webhooks."""
        return TracedDispatcher

    def close(self) -> None:
        """Send what is left, and stop; waits for the collector, so call it on a thread."""
        global _tracer
        self._provider.shutdown()
        _tracer = trace.NoOpTracer()
        logs.TRACE_ID.clear()
        _remembered.clear()


def current_trace_id() -> str | None:
    """The id of the trace that this runs in."""
    found = trace.get_current_span().get_span_context()
    return trace.format_trace_id(found.trace_id) if found.is_valid else None


class TracedPipeline(Pipeline):
    """The gateway with a span per request."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request in a span that continues the client's trace."""
        if scope["type"] != "http":
            return
        sent = [value for name, value in scope["headers"] if name == b"traceparent"]
        carrier = {"traceparent": sent[0].decode("latin-1")} if len(sent) == 1 else {}
        parent = _propagator.extract(carrier, context.Context())
        with _span("request", SpanKind.SERVER, parent) as span:
            own = span.get_span_context()
            if not sent:
                carrier = {}
                _propagator.inject(carrier)
                header = (b"traceparent", carrier["traceparent"].encode())
                scope = {**scope, "headers": [*scope["headers"], header]}
            _remember(own)
            await super().__call__(scope, receive, send)

    def _route(self, request: Request, headers: list[Header]) -> tuple[Route, list[str]]:
        route, values = super()._route(request, headers)
        span = trace.get_current_span()
        span.update_name(f"{route.spec.method} {route.spec.path}")
        span.set_attribute("http.route", f"/v1{route.spec.path}")
        return route, values

    def _note(self, recorder: Recorder, note: Note) -> None:
        super()._note(recorder, note)
        request, route, _, answer, *_ = note
        span = trace.get_current_span()
        span.set_attribute("http.response.status_code", answer.status)
        span.set_attribute("sandbank.request_id", request.request_id)
        span.set_attribute("sandbank.is_replayed", answer.is_replayed)
        if route is not None:
            span.set_attribute("http.request.method", route.spec.method)
            span.set_attribute("sandbank.operation", route.spec.operation_id)
        if request.caller is not None and request.caller.bank_id is not None:
            span.set_attribute("sandbank.bank_id", request.caller.bank_id)
        if answer.code is not None:
            span.set_attribute("sandbank.problem", answer.code)
        if answer.status >= 500:
            span.set_status(Status(StatusCode.ERROR, answer.code))


class TracedBank(Bank):
    """A bank with spans for transactions, waits for the disk, and rows of the queue."""

    async def open(self, *, seed: int | None = None, start_queue: bool = True) -> None:
        """Open the file and start the queue, in no trace: the queue outlives the request that opened the bank."""
        with _apart():
            await super().open(seed=seed, start_queue=start_queue)

    async def run(self, operation: str, caller: Caller, work: Work[R], *, is_read: bool = False) -> tuple[R, int]:
        """Run work in a transaction; each further run of it is an event of the span."""
        if current_trace_id() is None:
            return await super().run(operation, caller, work, is_read=is_read)
        with _span(f"transaction {operation}") as span:
            span.set_attribute("sandbank.bank_id", self.bank_id)
            span.set_attribute("sandbank.is_read", is_read)
            result, saw = await super().run(operation, caller, _counted(work, span), is_read=is_read)
            span.set_attribute("sandbank.commit", saw)
            return result, saw

    async def durable(self, number: int | None = None) -> None:
        """Wait until a commit is on disk; a span only when there is something to wait for."""
        is_there = (self.commit_number if number is None else number) <= self.store.state.flushed
        if is_there or current_trace_id() is None:
            await super().durable(number)
            return
        with _span("flush wait") as span:
            span.set_attribute("sandbank.bank_id", self.bank_id)
            await super().durable(number)

    async def _fire(self, effect: Effect) -> None:
        with _follow(f"effect {effect.function}", SpanKind.CONSUMER, effect.correlation_id) as span:
            span.set_attribute("sandbank.bank_id", self.bank_id)
            span.set_attribute("sandbank.attempt", effect.attempts + 1)
            await super()._fire(effect)


class TracedDispatcher(Dispatcher):
    """Webhooks with a span per attempt."""

    def start(self) -> None:
        """Begin to deliver, in no trace."""
        with _apart():
            super().start()

    async def _outcomes(self, prepared: Prepared, delivery: Delivery) -> tuple[Outcome, ...]:
        reader = self.bank.store.reader
        row = reader.row(_CORRELATION, (delivery.event_id,)) or reader.life_row(_CORRELATION, (delivery.event_id,))
        correlation_id = None if row is None else decode_leaf(row[0]).correlation_id
        with _follow(f"webhook {delivery.event_type}", SpanKind.PRODUCER, correlation_id) as span:
            span.set_attribute("sandbank.bank_id", self.bank.bank_id)
            span.set_attribute("sandbank.event_id", delivery.event_id)
            span.set_attribute("sandbank.webhook_endpoint_id", delivery.endpoint_id)
            span.set_attribute("sandbank.attempt", delivery.attempt_number)
            outcomes = await super()._outcomes(prepared, delivery)
            status = outcomes[0].attempt.response_status
            if status is not None:
                span.set_attribute("http.response.status_code", status)
            if not outcomes[0].is_delivered:
                span.set_status(Status(StatusCode.ERROR, "not delivered"))
            return outcomes


def _counted(work: Work[R], span: Span) -> Callable[[Any], Awaitable[R]]:
    runs = 0

    async def counted(tx: Any) -> R:
        nonlocal runs
        runs += 1
        if runs > 1:
            span.add_event("run again", {"sandbank.run": runs})
        return await work(tx)

    return counted


@contextlib.contextmanager
def _span(name: str, kind: SpanKind = SpanKind.INTERNAL, parent: context.Context | None = None) -> Iterator[Span]:
    """A span; an exception that leaves it is told by its type, and a refusal by its code."""
    with _tracer.start_as_current_span(
        name, parent, kind, record_exception=False, set_status_on_exception=False
    ) as span:
        try:
            yield span
        except Problem as problem:
            span.set_attribute("sandbank.problem", problem.code)
            raise
        except Exception as error:
            span.set_attribute("error.type", type(error).__name__)
            span.set_status(Status(StatusCode.ERROR, type(error).__name__))
            raise


@contextlib.contextmanager
def _follow(name: str, kind: SpanKind, correlation_id: str | None) -> Iterator[Span]:
    """A span of what happens later, in the trace that its correlation id names; in a new one when it names none."""
    trace_id = 0
    if correlation_id is not None and _TRACE_ID.match(correlation_id):
        trace_id = int(correlation_id, 16)
    before = _remembered.get(trace_id)
    parent = context.Context()
    if before is not None:
        parent = trace.set_span_in_context(NonRecordingSpan(before), parent)
    token = _wanted_trace.set(trace_id or None)
    try:
        with _span(name, kind, parent) as span:
            yield span
    finally:
        _wanted_trace.reset(token)


@contextlib.contextmanager
def _apart() -> Iterator[None]:
    token = context.attach(context.Context())
    try:
        yield
    finally:
        context.detach(token)


def _remember(found: SpanContext) -> None:
    if found.is_valid:
        _remembered.pop(found.trace_id, None)
        _remembered[found.trace_id] = found
        if len(_remembered) > MOST_REMEMBERED:
            del _remembered[next(iter(_remembered))]
