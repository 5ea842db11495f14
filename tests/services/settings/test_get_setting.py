"""GET /settings/{settingKey}."""

from __future__ import annotations

import pytest

from sandbox.services.settings.rules import SETTINGS
from tests.services.api import Api


@pytest.mark.parametrize("key", sorted(SETTINGS))
async def test_shows_a_default_until_it_is_changed(api: Api, key: str) -> None:
    shown = api.ok(await api.get(f"/settings/{key}"))
    assert (shown["setting_key"], shown["setting_value"], shown["updated_at"]) == (key, SETTINGS[key].default, None)


async def test_shows_what_it_was_changed_to(api: Api) -> None:
    changed = api.ok(await api.put("/settings/bank.country", {"setting_value": "DE"}))
    assert api.ok(await api.get("/settings/bank.country")) == changed


@pytest.mark.parametrize("key", ["no.such", "bank", "BANK.COUNTRY", "bank.country%20"])
async def test_an_unknown_setting_is_not_found(api: Api, key: str) -> None:
    reply = await api.get(f"/settings/{key}")
    assert (reply.status, reply.code) == (404, "not_found")
