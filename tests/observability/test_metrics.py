"""What /metrics says: it follows from what was done, its series are few, and promtool finds it well formed."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess

import httpx
import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from sandbox.contract.models.operations import OPERATIONS
from sandbox.contract.models.problems import PROBLEMS
from sandbox.engine.call import system
from sandbox.engine.queue import STEPS
from sandbox.engine.transaction import Conflict, Transaction
from sandbox.observability.loop_lag import EVERY_S
from sandbox.observability.routes import routes
from sandbox.observability.watching import Watch
from tests.observability.conftest import samples
from tests.services.api import Api
from tests.services.builders import make_account, make_customer, pay_in


async def logged(api: Api) -> None:
    """Wait until every call so far was given to those who count."""
    for bank in api.world.host.directory.banks():
        await api.world.host.recorder.written(bank)


async def test_requests_are_counted_by_operation_and_class_of_status(api: Api, watch: Watch) -> None:
    for _ in range(3):
        api.ok(await api.get("/accounts"))
    await api.get("/accounts/acct_none")
    await api.get("/nothing/here")
    await logged(api)
    found = samples(await watch.metrics())
    assert found['sandbank_requests_total{operation="listAccounts",rate_class="read",status="2xx"}'] == 3
    assert found['sandbank_requests_total{operation="getAccount",rate_class="read",status="4xx"}'] == 1
    assert found['sandbank_requests_total{operation="unknown",rate_class="unknown",status="4xx"}'] == 1
    assert found['sandbank_refusals_total{code="not_found"}'] == 2
    labels = 'operation="listAccounts",rate_class="read"'
    assert found[f"sandbank_request_duration_seconds_count{{{labels}}}"] == 3
    assert found[f'sandbank_request_duration_seconds_bucket{{le="+Inf",{labels}}}'] == 3


async def test_commits_and_the_disk_are_counted(api: Api, watch: Watch) -> None:
    before = samples(await watch.metrics())
    account = await make_account(api, await make_customer(api))
    await pay_in(api, account, 1000)
    await api.settle()
    after = samples(await watch.metrics())
    for name in ("flush_commits", "flush_duration_seconds", "flush_write_seconds", "flush_disk_wait_seconds"):
        assert after[f"sandbank_{name}_count"] > before[f"sandbank_{name}_count"]
    assert after["sandbank_flush_write_seconds_sum"] <= after["sandbank_flush_duration_seconds_sum"]
    assert after["sandbank_flush_disk_wait_seconds_sum"] <= after["sandbank_flush_write_seconds_sum"]
    assert after["sandbank_commits_unflushed"] == 0
    done = 'sandbank_effects_run_total{outcome="done"}'
    assert after[done] > before[done]
    hit = 'sandbank_record_cache_lookups_total{result="hit"}'
    assert after[hit] > before[hit]


async def test_a_transaction_that_runs_again_is_counted(api: Api, watch: Watch) -> None:
    before = samples(await watch.metrics())
    runs = 0

    async def contended(tx: Transaction) -> None:
        nonlocal runs
        runs += 1
        if runs <= 3:
            raise_conflict.append(tx)

    raise_conflict: list[Transaction] = []
    commit = api.bank.store.commit

    def refusing(tx: object, generation: int) -> None:
        if raise_conflict:
            raise_conflict.clear()
            raise Conflict("somebody else was first")
        commit(tx, generation)  # type: ignore[arg-type]

    api.bank.store.commit = refusing  # type: ignore[method-assign]
    await api.bank.run("test", system(), contended)
    after = samples(await watch.metrics())
    assert runs == 4
    assert after["sandbank_transaction_reruns_total"] - before["sandbank_transaction_reruns_total"] == 3
    assert after["sandbank_transactions_alone_total"] - before["sandbank_transactions_alone_total"] == 1


async def test_the_queue_tells_due_pending_and_parked_rows(
    api: Api, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(call: object, subject: str) -> None:
        raise RuntimeError

    monkeypatch.setitem(STEPS, "test.broken", broken)

    async def schedule(tx: Transaction) -> None:
        tx.schedule("test.broken", "it")
        tx.schedule("test.broken", "later", due_us=tx.now_us + 10**12)

    before = samples(await watch.metrics())
    await api.bank.run("test", system(), schedule)
    await api.advance(hours=1)
    watch._backlog._until = 0
    after = samples(await watch.metrics())
    assert after['sandbank_effects{state="parked"}'] - before['sandbank_effects{state="parked"}'] == 1
    assert after['sandbank_effects{state="pending"}'] - before['sandbank_effects{state="pending"}'] == 1
    parked, failed = (f'sandbank_effects_run_total{{outcome="{what}"}}' for what in ("parked", "failed"))
    assert after[parked] - before[parked] == 1
    assert after[failed] - before[failed] == 5


async def test_the_lag_of_the_loop_is_seen(api: Api, watch: Watch) -> None:
    lag = watch.lag.spread
    while not sum(lag.counts):
        await asyncio.sleep(EVERY_S / 5)
    assert lag.total >= 0


async def test_no_series_comes_from_what_clients_send(api: Api, watch: Watch) -> None:
    for number in range(50):
        await api.get(f"/accounts/acct_{number}")
        await api.get(f"/made/up/{number}")
        await api.request(f"VERB{number}", "/accounts")
    await api.another_bank()
    await logged(api)
    text = (await watch.metrics()).decode()
    values = {name: set(re.findall(rf'\b{name}="([^"]*)"', text)) for name in ("operation", "code", "bank", "bank_id")}
    assert values["operation"] <= {spec.operation_id for spec in OPERATIONS} | {"unknown"}
    assert values["code"] <= set(PROBLEMS)
    assert not values["bank"] | values["bank_id"]
    assert not re.search(r"(bank|acct|cust|key|whe)_[0-9a-z]{26}", text)


async def test_metrics_are_for_this_machine_unless_told_otherwise(api: Api, watch: Watch) -> None:
    for metrics_for, address, status in (
        ("loopback", "127.0.0.1", 200),
        ("loopback", "192.0.2.7", 403),
        ("all", "192.0.2.7", 200),
        ("nobody", "127.0.0.1", 403),
    ):
        app = Litestar(routes(watch, metrics_for), openapi_config=None, logging_config=None)  # type: ignore[arg-type]
        transport = httpx.ASGITransport(app, client=(address, 5000))  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            assert (await client.get("/metrics")).status_code == status


@pytest.mark.skipif(shutil.which("promtool") is None, reason="install promtool (Debian: apt-get install prometheus)")
async def test_promtool_finds_nothing_to_say(api: Api, watch: Watch) -> None:
    api.ok(await api.get("/accounts"))
    await logged(api)
    async with AsyncTestClient(Litestar(routes(watch, "all"), openapi_config=None, logging_config=None)) as client:
        reply = await client.get("/metrics")
    assert reply.headers["content-type"].startswith("text/plain; version=0.0.4")
    checked = await asyncio.to_thread(
        subprocess.run, ["promtool", "check", "metrics"], input=reply.content, capture_output=True, timeout=60
    )
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, b"")
