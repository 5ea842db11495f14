"""GET /usage: calls, errors, latency and volume, by operation and by key."""

from __future__ import annotations

import math
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sandbox.engine.clock import to_datetime, wall_us
from sandbox.gateway.recorder import Line
from sandbox.services.usage.rules import add, bucket_of, percentile
from sandbox.services.usage.sums import HOUR_US, KEPT_HOURS, UsageSums
from tests.services.api import Api
from tests.services.builders import make_account, pay_in


async def usage(api: Api, **query: str) -> dict[str, dict[str, Any]]:
    await api.world.host.recorder.written(api.bank)
    report = api.ok(await api.get("/usage", **query))
    name = "api_key_id" if query.get("group_by") == "api_key" else "operation_id"
    return {bucket[name]: bucket for bucket in report["buckets"]}


async def test_counts_calls_errors_and_volume_by_operation(api: Api) -> None:
    account = await make_account(api)
    await pay_in(api, account, 30_00)
    await pay_in(api, account, 12_00)
    await api.get("/accounts/acct_nothing")
    await api.get(f"/accounts/{account['account_id']}")
    found = await usage(api)
    assert found["createDeposit"]["calls"] == 2
    assert found["createDeposit"]["volume"] == [{"currency": "USD", "amount_cents": 42_00}]
    assert (found["getAccount"]["calls"], found["getAccount"]["errors"]) == (2, 1)
    assert 0 < found["createDeposit"]["latency_p50_us"] <= found["createDeposit"]["latency_p99_us"]


async def test_a_replay_moves_no_volume(api: Api) -> None:
    account = await make_account(api)
    body = {"account_id": account["account_id"], "amount_cents": 5_00, "currency": "USD", "method": "CASH"}
    for _ in range(3):
        await api.post("/transactions/deposit", body, key="same")
    found = (await usage(api))["createDeposit"]
    assert found["calls"] == 3
    assert found["volume"] == [{"currency": "USD", "amount_cents": 5_00}]


async def test_is_grouped_by_key_and_day_and_kept_over_a_restart(api: Api) -> None:
    viewer = await api.with_scopes("customers:read")
    for _ in range(4):
        await viewer.get("/customers")
    me = next(key for key in api.ok(await api.get("/api_keys")) if key["name"] == "Scoped")
    found = await usage(api, group_by="api_key", interval="day")
    assert found[me["api_key_id"]]["calls"] == 4
    directory = api.world.host.directory
    await directory.close_bank(api.bank.bank_id)
    again = Api(api.world, await directory.open_bank(api.bank.bank_id), api.token)
    await viewer.get("/customers")
    found = await usage(again, group_by="api_key", interval="day")
    assert found[me["api_key_id"]]["calls"] == 5


async def test_a_span_that_ends_before_it_begins_is_refused(api: Api) -> None:
    reply = await api.get("/usage", since="2026-02-01T00:00:00Z", until="2026-01-01T00:00:00Z")
    assert (reply.status, reply.code) == (400, "invalid_field")
    assert await usage(api, since="2020-01-01T00:00:00Z", until="2020-01-02T00:00:00Z") == {}


async def test_hours_of_more_than_a_month_are_refused_and_days_are_not(api: Api) -> None:
    span = {"since": "2026-01-01T00:00:00Z", "until": "2026-03-01T00:00:00Z"}
    reply = await api.get("/usage", **span)
    assert (reply.status, reply.code) == (400, "invalid_field")
    assert api.ok(await api.get("/usage", interval="day", **span))["buckets"] == []


async def test_many_sums_are_all_found(api: Api) -> None:
    now = wall_us() // HOUR_US
    rows = [
        (now - hours, f"operation{number:03}", f"key_{number % 7}", 1, 0, "{}", "{}")
        for hours in range(3)
        for number in range(250)
    ]
    await api.bank.edge.write(("INSERT INTO usage VALUES (?,?,?,?,?,?,?)", rows))
    report = api.ok(await api.get("/usage", since=to_datetime((now - 2) * HOUR_US).isoformat()))
    assert [one["calls"] for one in report["buckets"] if (one["operation_id"] or "").startswith("operation")] == [
        1
    ] * 750
    days = await usage(api, group_by="api_key", interval="day", since=to_datetime((now - 2) * HOUR_US).isoformat())
    assert days.keys() >= {f"key_{number}" for number in range(7)}


async def test_what_is_older_than_ninety_days_leaves_when_an_hour_ends(api: Api) -> None:
    hour = wall_us() // HOUR_US
    kept = (hour - KEPT_HOURS + 1, "listCustomers", "key_1", 1, 0, "{}", "{}")
    old = (hour - KEPT_HOURS, *kept[1:])
    await api.bank.edge.write(("INSERT INTO usage VALUES (?,?,?,?,?,?,?)", [kept, old]))
    sums = UsageSums()
    for number in range(2):
        line = Line("req_x", (hour + number) * HOUR_US, None, "GET", "/", None, 404, None, None, None, 0, "x", 9,
                    None, None, None, None, None)  # fmt: skip
        await api.bank.edge.write(*await sums.statements(api.bank, [line], {}))
    hours = [row[0] for row in api.bank.edge.rows("SELECT DISTINCT hour FROM usage ORDER BY hour")]
    assert hours[0] == kept[0]
    assert hour + 1 in hours


async def test_another_banks_usage_is_its_own(api: Api) -> None:
    other = await api.another_bank()
    await api.get("/customers")
    assert "listCustomers" not in await usage(other)


@given(st.lists(st.integers(1, 60_000_000), min_size=1, max_size=300), st.sampled_from([0.5, 0.9, 0.99]))
def test_a_percentile_is_right_to_five_percent(durations: list[int], share: float) -> None:
    histogram: dict[int, int] = {}
    for duration in durations:
        add(histogram, {bucket_of(duration): 1})
    exact = sorted(durations)[max(1, math.ceil(share * len(durations))) - 1]
    assert abs(percentile(histogram, share) - exact) <= max(1, exact * 0.05)


def test_no_calls_have_no_latency() -> None:
    assert percentile({}, 0.5) == 0
