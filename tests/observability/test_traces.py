"""Traces, as a collector gets them: whose parent is who, what follows in the same trace, and nothing when off."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.engine.call import system
from sandbox.engine.queue import STEPS
from sandbox.engine.store.sqlite.schema import Unusable
from sandbox.engine.transaction import Conflict, Transaction
from sandbox.observability import traces
from tests.faults.server import running
from tests.observability.collector import Collector, InMemory, attributes_of, traced_api
from tests.services.api import Api
from tests.services.builders import make_account, make_customer, pay_in
from tests.services.webhooks.receiver import Receiver

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = "00f067aa0ba902b7"


@pytest.fixture
async def api(tmp_path: Path, collector: InMemory) -> AsyncIterator[Api]:
    async with traced_api(tmp_path / "data", collector) as opened:
        yield opened


async def test_a_request_continues_the_clients_trace(api: Api, collector: InMemory) -> None:
    header = {"traceparent": f"00-{TRACE}-{PARENT}-01"}
    api.ok(await api.request("GET", "/accounts", headers=header))
    collector.flush()
    (request,) = collector.named("GET /accounts")
    assert collector.paths == {"/v1/traces"}
    assert (request.trace_id.hex(), request.parent_span_id.hex()) == (TRACE, PARENT)
    told = attributes_of(request)
    assert told["sandbank.operation"] == "listAccounts"
    assert told["http.response.status_code"] == 200
    assert told["sandbank.bank_id"] == api.bank.bank_id
    (transaction,) = collector.named("transaction listAccounts")
    assert transaction.parent_span_id == request.span_id


async def test_a_client_that_does_not_sample_is_not_traced(api: Api, collector: InMemory) -> None:
    api.ok(await api.request("GET", "/accounts", headers={"traceparent": f"00-{TRACE}-{PARENT}-00"}))
    collector.flush()
    assert TRACE not in {span.trace_id.hex() for span in collector.spans}


async def test_what_follows_stays_in_the_trace(api: Api, collector: InMemory) -> None:
    account = await make_account(api, await make_customer(api))
    await pay_in(api, account, 1000)
    await api.settle()
    collector.flush()
    (request,) = collector.named("POST /transactions/deposit")
    chain = [span for span in collector.spans if span.trace_id == request.trace_id]
    names = [span.name for span in chain]
    assert "transaction createDeposit" in names
    assert "flush wait" in names
    effects = [span for span in chain if span.name.startswith("effect ")]
    assert effects
    assert all(span.parent_span_id == request.span_id for span in effects)
    inside = [span for span in chain if span.parent_span_id == effects[0].span_id]
    assert any(span.name.startswith("transaction ") for span in inside)


async def test_a_request_without_a_trace_is_told_its_own_everywhere(api: Api, collector: InMemory) -> None:
    await make_customer(api)
    collector.flush()
    (request,) = collector.named("POST /customers")
    records = api.ok(await api.get("/audit_records", correlation_id=request.trace_id.hex()))
    assert "createCustomer" in {record["operation"] for record in records}


async def test_a_row_of_a_trace_that_is_forgotten_goes_on_in_it(
    api: Api, collector: InMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def step(call: object, subject: str) -> None:
        return None

    async def schedule(tx: Transaction) -> None:
        tx.schedule("test.step", "it")

    monkeypatch.setitem(STEPS, "test.step", step)
    await api.bank.run("test", system(TRACE), schedule)
    await api.settle()
    collector.flush()
    (effect,) = collector.named("effect test.step")
    assert effect.trace_id.hex() == TRACE
    assert not effect.parent_span_id


async def test_a_transaction_that_runs_again_says_so(api: Api, collector: InMemory) -> None:
    commit, refusals = api.bank.store.commit, ["once"]

    def refusing(tx: object, generation: int) -> None:
        if refusals and getattr(tx, "operation", None) == "createCustomer":
            raise Conflict(refusals.pop())
        commit(tx, generation)  # type: ignore[arg-type]

    api.bank.store.commit = refusing  # type: ignore[method-assign]
    await make_customer(api)
    collector.flush()
    (transaction,) = collector.named("transaction createCustomer")
    assert [event.name for event in transaction.events] == ["run again"]


async def test_what_runs_for_nobody_makes_no_trace(api: Api, collector: InMemory) -> None:
    async def nothing(tx: object) -> None:
        return None

    await api.bank.run("test", system(), nothing)
    collector.flush()
    assert "transaction test" not in {span.name for span in collector.spans}


async def test_a_webhook_is_in_the_trace_of_its_event(api: Api, collector: InMemory) -> None:
    receiver = await Receiver().start()
    url = receiver.url
    try:
        api.ok(await api.put("/settings/webhooks.allow_loopback", {"setting_value": "true"}))
        api.ok(await api.post("/webhook_endpoints", {"url": url, "event_types": ["customer.created"]}))
        await make_customer(api)
        while not collector.named("webhook customer.created"):
            await asyncio.sleep(0.01)
            collector.flush()
    finally:
        await receiver.close()
    (request,) = collector.named("POST /customers")
    found = collector.named("webhook customer.created")
    assert found[0].trace_id == request.trace_id
    assert found[0].parent_span_id == request.span_id
    assert attributes_of(found[0])["sandbank.attempt"] == 1
    assert url not in collector.text


def test_a_server_sends_what_it_has_before_it_ends(tmp_path: Path) -> None:
    collector = Collector()
    try:
        with running(tmp_path / "data", "--empty", "--traces", collector.url) as server, server.client() as client:
            assert client.get("/accounts").status_code == 200
            server.stop()
        assert "GET /accounts" in {span.name for span in collector.spans}
    finally:
        collector.close()


def test_a_collector_that_is_gone_holds_up_nobody(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--empty", "--traces", "http://127.0.0.1:9") as server, server.client() as client:
        assert client.get("/accounts").status_code == 200
        server.stop()


def test_the_environment_chooses_how_many_are_traced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    collector = Collector()
    monkeypatch.setenv("OTEL_TRACES_SAMPLER", "always_off")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url)
    try:
        with running(tmp_path / "data", "--empty") as server, server.client() as client:
            assert client.get("/accounts").status_code == 200
            server.stop()
        assert collector.spans == []
    finally:
        collector.close()


def test_what_is_no_url_is_refused() -> None:
    with pytest.raises(Unusable, match="is not the URL of a collector"):
        traces.start("localhost:4318")


def test_a_server_without_traces_does_not_know_of_them() -> None:
    program = "import sys, sandbox.server; print([name for name in sys.modules if name.startswith('opentelemetry')])"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert told.stdout.strip() == "[]"
