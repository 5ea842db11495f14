"""PUT /settings/{settingKey}."""

from __future__ import annotations

import asyncio

import pytest

from sandbox.engine.call import system
from sandbox.engine.transaction import Transaction
from sandbox.services.settings import operations as settings
from sandbox.services.settings.rules import SETTINGS
from tests.services.api import Api
from tests.services.builders import make_account, make_customer


async def test_a_change_holds_and_is_told_with_who_made_it(api: Api) -> None:
    changed = api.ok(await api.put("/settings/holds.default_days", {"setting_value": "3"}))
    me = api.ok(await api.get("/users/me"))["user_id"]
    assert (changed["setting_value"], changed["data_type"], changed["updated_by"]) == ("3", "INTEGER", me)
    assert changed["updated_at"] is not None
    [event] = await api.events("setting.updated")
    assert event["previous"]["setting_value"] == "7"


async def test_who_changed_it_last_and_what_it_was_before(api: Api) -> None:
    first = api.ok(await api.put("/settings/holds.default_days", {"setting_value": "3"}))
    other = await api.with_scopes("settings:write")
    second = api.ok(await other.put("/settings/holds.default_days", {"setting_value": "7"}))
    assert first["updated_by"] != second["updated_by"]
    assert [one["previous"]["setting_value"] for one in await api.events("setting.updated")] == ["7", "3"]


async def test_other_services_go_by_it_from_the_next_transaction_on(api: Api) -> None:
    customer = await make_customer(api)
    before = await make_account(api, customer, account_type="SAVINGS")
    api.ok(await api.put("/settings/accounts.default_daily_limit_cents", {"setting_value": "12345"}))
    api.ok(await api.put("/settings/accounts.savings_interest_bps", {"setting_value": "99"}))
    after = await make_account(api, customer, account_type="SAVINGS")
    assert (before["daily_limit_cents"], after["daily_limit_cents"]) == (100_000_000, 12_345)
    assert (before["interest_rate_bps"], after["interest_rate_bps"]) == (425, 99)
    # An account keeps the limit that it was opened with.
    path = f"/accounts/{before['account_id']}"
    assert api.ok(await api.get(path))["daily_limit_cents"] == 100_000_000


async def test_what_other_services_read_is_typed(api: Api) -> None:
    async def work(tx: Transaction) -> tuple[int, str]:
        return await settings.integer(tx, "holds.default_days"), await settings.text(tx, "bank.country")

    assert (await api.bank.run("read", system(), work, is_read=True))[0] == (7, "US")
    api.ok(await api.put("/settings/holds.default_days", {"setting_value": "30"}))
    api.ok(await api.put("/settings/bank.country", {"setting_value": "DE"}))
    assert (await api.bank.run("read", system(), work, is_read=True))[0] == (30, "DE")


async def test_a_bank_is_told_for_itself_only(api: Api) -> None:
    other = await api.another_bank()
    api.ok(await api.put("/settings/bank.country", {"setting_value": "DE"}))
    assert api.ok(await other.get("/settings/bank.country"))["setting_value"] == "US"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("holds.default_days", "0"),
        ("holds.default_days", "366"),
        ("holds.default_days", "1.5"),
        ("holds.default_days", "seven"),
        ("holds.default_days", "\u0667"),
        ("holds.default_days", "07"),
        ("holds.default_days", " 7"),
        ("holds.default_days", ""),
        ("accounts.savings_interest_bps", "10001"),
        ("accounts.savings_interest_bps", "-1"),
        ("fraud.high_amount_cents", "9" * 1000),
        ("bank.home_currency", "ZZZ"),
        ("bank.home_currency", "usd"),
        ("bank.country", "usa"),
        ("bank.country", ""),
    ],
)
async def test_a_value_that_does_not_fit_is_refused(api: Api, key: str, value: str) -> None:
    reply = await api.put(f"/settings/{key}", {"setting_value": value})
    assert (reply.status, reply.code) == (422, "setting_invalid")
    assert key in reply.body["detail"]
    assert api.ok(await api.get(f"/settings/{key}"))["setting_value"] == SETTINGS[key].default
    assert await api.events("setting.updated") == []


async def test_an_unknown_setting_is_not_found(api: Api) -> None:
    reply = await api.put("/settings/no.such", {"setting_value": "1"})
    assert (reply.status, reply.code) == (404, "not_found")


async def test_the_same_key_changes_it_once(api: Api) -> None:
    first, again = [await api.put("/settings/bank.country", {"setting_value": "DE"}, key="k") for _ in range(2)]
    assert api.ok(first) == api.ok(again)
    assert len(await api.events("setting.updated")) == 1


async def test_of_changes_at_the_same_moment_each_follows_the_other(api: Api) -> None:
    values = [str(number) for number in range(1, 11)]
    replies = await asyncio.gather(
        *(api.put("/settings/holds.default_days", {"setting_value": value}) for value in values)
    )
    assert {reply.status for reply in replies} == {200}
    told = [one["previous"]["setting_value"] for one in await api.events("setting.updated")]
    last = api.ok(await api.get("/settings/holds.default_days"))["setting_value"]
    assert sorted([*told, last], key=int) == sorted(["7", *values], key=int)
