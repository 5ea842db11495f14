"""GET /settings, GET and PUT /settings/{settingKey}."""

from __future__ import annotations

import pytest

from sandbox.services.settings.rules import SETTINGS, mistake
from tests.services.api import Api


async def test_every_setting_is_listed_with_its_value_page_by_page(api: Api) -> None:
    first = api.ok(await api.get("/settings", limit=100))
    assert [one["setting_key"] for one in first] == sorted(SETTINGS)
    assert all(one["setting_value"] == SETTINGS[one["setting_key"]].default for one in first)
    reply = await api.get("/settings", limit=4)
    names = [one["setting_key"] for one in api.ok(reply)]
    while "link" in reply.headers:
        reply = await api.get(reply.headers["link"].partition(">")[0].removeprefix("</v1"))
        names += [one["setting_key"] for one in api.ok(reply)]
    assert names == sorted(SETTINGS)
    assert [one["setting_key"] for one in api.ok(await api.get("/settings", page=2, limit=4))] == names[4:8]


async def test_a_change_holds_and_is_told_with_who_made_it(api: Api) -> None:
    changed = api.ok(await api.put("/settings/holds.default_days", {"setting_value": "3"}))
    me = api.ok(await api.get("/users/me"))["user_id"]
    assert (changed["setting_value"], changed["data_type"], changed["updated_by"]) == ("3", "INTEGER", me)
    assert api.ok(await api.get("/settings/holds.default_days")) == changed
    (event,) = await api.events("setting.updated")
    assert event["previous"]["setting_value"] == "7"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("holds.default_days", "0"),
        ("holds.default_days", "1.5"),
        ("holds.default_days", "seven"),
        ("accounts.savings_interest_bps", "10001"),
        ("bank.home_currency", "ZZZ"),
        ("bank.country", "usa"),
    ],
)
async def test_a_value_that_does_not_fit_is_refused(api: Api, key: str, value: str) -> None:
    reply = await api.put(f"/settings/{key}", {"setting_value": value})
    assert (reply.status, reply.code) == (422, "setting_invalid")
    assert api.ok(await api.get(f"/settings/{key}"))["setting_value"] == SETTINGS[key].default


async def test_an_unknown_setting_is_not_found(api: Api) -> None:
    assert (await api.get("/settings/no.such")).code == "not_found"
    assert (await api.put("/settings/no.such", {"setting_value": "1"})).code == "not_found"


def test_every_default_fits_its_own_setting() -> None:
    assert [key for key, definition in SETTINGS.items() if mistake(key, definition.default)] == []
