"""Settings: each with an input of its type, saved alone, its refusal beside it."""

from __future__ import annotations

from sandbank_portal.settings_pages import shown

from tests.portal.browsing import Portal
from tests.services.api import Api


async def value_of(portal: Portal, key: str) -> str:
    return str(portal.api.ok(await portal.api.get(f"/settings/{key}"))["setting_value"])


async def test_every_setting_stands_in_its_group_with_its_value_in_words(portal: Portal) -> None:
    page = await portal.get("/portal/settings")
    for word in ("Savings interest", "4.25 %", "1,000,000.00 USD", "accounts.savings_interest_bps", "default"):
        assert word in page.text
    assert 'role="switch"' in page.source


async def test_a_setting_is_saved_and_says_who_changed_it(portal: Portal) -> None:
    await portal.get("/portal/settings")
    page = await portal.post("/portal/settings/holds.default_days", {"kind": "integer", "setting_value": "14"})
    assert page.url == "/portal/settings"
    assert page.toast.startswith("holds.default_days is 14")
    assert await value_of(portal, "holds.default_days") == "14"
    assert "1 changed" in page.text
    assert any(link.startswith("/portal/keys/key_") for link in page.links)


async def test_thousands_may_be_set_off_as_people_write_them(portal: Portal) -> None:
    await portal.get("/portal/settings")
    key = "transactions.approval_limit_cents"
    await portal.post(f"/portal/settings/{key}", {"kind": "integer", "setting_value": "2,500,000"})
    assert await value_of(portal, key) == "2500000"


async def test_what_does_not_fit_is_refused_at_its_field_and_stays_typed(portal: Portal) -> None:
    await portal.get("/portal/settings")
    page = await portal.post("/portal/settings/holds.default_days", {"kind": "integer", "setting_value": "999"})
    assert page.status == 422
    assert "whole number from 1 to 365" in page.text
    assert 'value="999"' in page.source
    assert await value_of(portal, "holds.default_days") == "7"


async def test_a_switch_that_is_off_sends_nothing_and_means_false(portal: Portal) -> None:
    await portal.get("/portal/settings")
    page = await portal.post("/portal/settings/webhooks.allow_loopback", {"kind": "boolean"})
    assert page.toast.startswith("webhooks.allow_loopback is off")
    assert await value_of(portal, "webhooks.allow_loopback") == "false"


async def test_a_setting_that_is_none_has_no_page(portal: Portal) -> None:
    await portal.get("/portal/settings")
    assert (await portal.post("/portal/settings/no.such", {"setting_value": "1"})).status == 404


async def test_who_may_only_read_has_no_button_to_save(portal: Portal) -> None:
    made = portal.api.ok(await portal.api.post("/api_keys", {"name": "Reader", "scopes": ["settings:read"]}))
    reader = Portal(Api(portal.api.world, portal.api.bank, made["secret"]))
    await reader.sign_in()
    page = await reader.get("/portal/settings")
    assert "needs the scope settings:write" in page.text
    assert "Save" not in page.text
    page = await reader.post("/portal/settings/holds.default_days", {"kind": "integer", "setting_value": "3"})
    assert page.status == 422
    assert "settings:write" in page.text
    await reader.close()


def test_a_text_with_few_values_is_a_choice() -> None:
    record = {
        "setting_key": "limits.profile",
        "setting_value": "CUSTOM",
        "data_type": "STRING",
        "description": "Rate limits of keys: GENEROUS, PER_MINUTE.",
    }
    found = shown(record, "USD")
    assert (found.kind, found.options) == ("select", ["GENEROUS", "PER_MINUTE", "CUSTOM"])
    assert found.description == "Rate limits of keys."


def test_an_amount_is_told_in_the_banks_currency() -> None:
    record = {"setting_key": "a.limit_cents", "setting_value": "12345", "data_type": "INTEGER", "description": "A."}
    assert shown(record, "USD").help == "123.45 USD"
    assert shown(record, "JPY").help == "12,345 JPY"
    assert shown(record, "USD", "much").help == ""
