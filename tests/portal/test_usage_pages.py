"""The overview and usage: the API's numbers, first steps that tick themselves off, and what waits for somebody."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from sandbank_portal import usage_report

from tests.portal.browsing import Portal
from tests.services.builders import make_account, make_customer, pay_in, transfer


def bucket(hour: int, name: str, calls: int, p50: int, p99: int, **more: Any) -> dict[str, Any]:
    return {
        "starts_at": f"2026-01-15T{hour:02}:00:00Z",
        "operation_id": name,
        "api_key_id": None,
        "calls": calls,
        "errors": more.get("errors", 0),
        "latency_p50_us": p50,
        "latency_p99_us": p99,
        "volume": more.get("volume", []),
    }


def test_a_total_weighs_the_median_and_keeps_the_worst() -> None:
    usd = [{"currency": "USD", "amount_cents": 500}]
    found = usage_report.total(
        [bucket(9, "a", 10, 1_000, 2_000, errors=3, volume=usd), bucket(10, "a", 2, 9_000, 40_000, volume=usd)]
    )
    assert (found.calls, found.errors, found.error_rate) == (12, 3, 25.0)
    assert (found.p50_ms, found.p99_ms) == (1.0, 40.0)
    assert found.volume == {"USD": 1_000}


def test_nothing_at_all_has_no_latency() -> None:
    found = usage_report.total([])
    assert (found.calls, found.p50_ms, found.p99_ms, found.error_rate) == (0, None, None, 0.0)


def test_a_chart_tells_every_hour_with_gaps_where_nobody_called() -> None:
    report = {
        "since": "2026-01-15T08:00:00Z",
        "until": "2026-01-15T10:30:00Z",
        "interval": "hour",
        "buckets": [bucket(9, "a", 3, 1_000, 2_000, volume=[{"currency": "JPY", "amount_cents": 70}])],
    }
    assert usage_report.chart(report, "calls")["series"][0]["values"] == [0, 3, 0]
    assert [one["values"] for one in usage_report.chart(report, "latency")["series"]] == [
        [None, 1.0, None],
        [None, 2.0, None],
    ]
    (yen,) = usage_report.chart(report, "volume")["series"]
    assert (yen["label"], yen["values"]) == ("JPY", [0, 70, 0])


def test_the_largest_groups_have_a_line_each_and_the_rest_one() -> None:
    buckets = [bucket(9, f"op{place}", 10 - place, 1, 1) for place in range(8)]
    report = {"since": "2026-01-15T09:00:00Z", "until": "2026-01-15T09:30:00Z", "interval": "hour", "buckets": buckets}
    series = usage_report.chart(report, "groups", {"op0": "First"})["series"]
    assert [one["label"] for one in series] == ["First", "op1", "op2", "op3", "op4", "3 more"]
    assert series[-1]["values"] == [5 + 4 + 3]
    assert usage_report.groups(buckets)[0].name == "op0"


async def test_usage_shows_what_the_api_reports(portal: Portal) -> None:
    account = await make_account(portal.api, cents=12_345)
    await portal.api.get("/accounts/acct_nothing")
    await portal.api.world.host.recorder.written(portal.api.bank)
    page = await portal.get("/portal/usage")
    assert "createDeposit" in page.text
    assert "123.45 USD" in page.text
    assert "/portal/requests?source=all&operation_id=createDeposit" in page.links
    only = await portal.get("/portal/usage?only=getAccount&sort=rate")
    assert "123.45" not in only.text
    by_key = await portal.get("/portal/usage?group=api_key&range=7d")
    assert "By key" in by_key.text
    assert account["currency"] == "USD"


async def test_charts_are_fed_with_numbers(portal: Portal) -> None:
    await make_account(portal.api, cents=500)
    await portal.api.world.host.recorder.written(portal.api.bank)
    for metric in usage_report.METRICS:
        answer = await portal.raw("GET", f"/portal/usage/chart.json?metric={metric}&range=24h")
        data = json.loads(answer.content)
        assert data["series"], metric
        assert all(len(one["values"]) == len(data["x"]) for one in data["series"])
    volume = json.loads((await portal.raw("GET", "/portal/usage/chart.json?metric=volume")).content)
    assert sum(volume["series"][0]["values"]) == 5.0


@pytest.mark.parametrize(
    "query", ["range=never&interval=second&group=nobody&sort=x", "range=90d&interval=hour&only=%00"]
)
async def test_what_is_no_choice_becomes_the_first(portal: Portal, query: str) -> None:
    assert (await portal.get(f"/portal/usage?{query}")).status == 200
    assert (await portal.raw("GET", f"/portal/usage/chart.json?metric=none&{query}")).status_code == 200


async def test_first_steps_tick_themselves_off(portal: Portal) -> None:
    page = await portal.get("/portal")
    assert "1 of 6" in page.text
    assert "client.customers.create_customer(" in page.source
    source, destination = await make_account(portal.api), await make_account(portal.api)
    await pay_in(portal.api, source, 5_000)
    await transfer(portal.api, source, destination, 100)
    page = await portal.get("/portal")
    assert "4 of 6" in page.text
    assert "client.webhooks.create_webhook_endpoint(" in page.source
    portal.api.ok(await portal.api.post("/webhook_endpoints", {"url": "http://127.0.0.1:9/hooks"}))
    portal.api.ok(await portal.api.post("/simulations/clock/advance", {"by": "P1D"}))
    await portal.api.settle()
    page = await portal.get("/portal")
    assert "of 6" not in page.text
    assert "First steps" in page.text


async def test_the_overview_tells_what_happened_and_what_comes(portal: Portal) -> None:
    account = await make_account(portal.api, cents=5_000)
    body = {"account_id": account["account_id"], "amount_cents": 100, "currency": "USD"}
    hold = portal.api.ok(await portal.api.post("/holds", body))
    page = await portal.get("/portal")
    assert "hold.placed" in page.text
    assert "Hold expires" in page.text
    assert f"/portal/holds/{hold['hold_id']}" in page.links
    assert any(link.startswith("/portal/time/effects/eff_") for link in page.links)


async def test_what_waits_for_somebody_is_counted(portal: Portal) -> None:
    api = portal.api
    source, destination = await make_account(api, cents=500_000), await make_account(api)
    api.ok(await api.put("/settings/transactions.approval_limit_cents", {"setting_value": "1000"}))
    held = await transfer(api, source, destination, 400_000)
    assert held["requires_approval"]
    customer = await make_customer(api)
    assert customer["kyc_status"] == "VERIFIED"
    page = await portal.get("/portal")
    assert "Transactions to approve 1" in page.text
    assert "Verifications in review 0" in page.text


async def test_a_caller_sees_what_its_scopes_allow(portal: Portal) -> None:
    portal.api = await portal.api.with_scopes("customers:read")
    await portal.sign_in()
    page = await portal.get("/portal")
    assert page.status == 200
    assert "API, last 24 hours" not in page.text
    assert "What happens next" not in page.text
    assert "usage:read" in (await portal.get("/portal/usage")).text


async def test_the_charts_of_the_overview_show_what_its_figures_say(portal: Portal) -> None:
    page = await portal.get("/portal")
    (values,) = re.findall(r'id="values-calls-[\d-]+">(.*?)</script>', page.source)
    calls = sum(json.loads(values)["series"][0]["values"])
    assert f"Calls {calls:,} " in page.text
