"""The settings of a bank: by group, each with an input of its type, saved one at a time.

The contract gives each value as text with its type. Bounds are the bank's to check; its refusal stands at the field.
See: templates/settings.html.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from sandbank.errors import APIStatusError

from sandbank_portal.formatting import label, money
from sandbank_portal.forms import Typed
from sandbank_portal.visits import Visit

_CHOICES = re.compile(r": ([A-Z][A-Z_]+(?:, [A-Z][A-Z_]+)+)\.\Z")
"""How a description names the values of a text that has few of them."""


class SettingShown(NamedTuple):
    """A setting as its row: kind is boolean, integer, decimal, select or text; help is its amount."""

    record: dict[str, Any]
    id: str
    label: str
    kind: str
    value: str
    options: list[str]
    description: str
    help: str
    error: str
    by: str = ""


class SettingGroup(NamedTuple):
    """The settings that begin with the same word."""

    id: str
    title: str
    settings: list[SettingShown]


def shown(record: dict[str, Any], currency: str | None, typed: str | None = None, error: str = "") -> SettingShown:
    """One setting, with what was typed in place of its value where that was refused."""
    key: str = record["setting_key"]
    value: str = record["setting_value"] if typed is None else typed
    description: str = record["description"]
    kinds = {"BOOLEAN": "boolean", "INTEGER": "integer", "DECIMAL": "decimal"}
    kind = kinds.get(record["data_type"], "text")
    choices = _CHOICES.search(description)
    options: list[str] = []
    if kind == "text" and choices is not None:
        kind, options = "select", choices[1].split(", ")
        description = description[: choices.start()] + "."
        if value not in options:
            options.append(value)
    about = ""
    if key.endswith("_cents") and value.isascii() and value.isdigit() and len(value) < 20 and currency:
        about = f"{money(int(value), currency)} {currency}"
    elif key.endswith("_bps") and value.isascii() and value.isdigit() and len(value) < 10:
        about = f"{int(value) / 100:g} %"
    text = label(key.partition(".")[2] or key)
    for unit, name in (("_cents", " cents"), ("_bps", " (bps)")):
        if key.endswith(unit):
            text = text.removesuffix(name)
    identifier = "setting-" + key.replace(".", "-").replace("_", "-")
    return SettingShown(record, identifier, text, kind, value, options, description, about, error)


def grouped(settings: list[SettingShown]) -> list[SettingGroup]:
    """The settings by the first word of their keys."""
    found: dict[str, list[SettingShown]] = {}
    for one in settings:
        found.setdefault(one.record["setting_key"].partition(".")[0], []).append(one)
    return [SettingGroup(name, label(name), rows) for name, rows in found.items()]


async def _page(
    visit: Visit, *, wrong: str = "", typed: str = "", error: str = "", status_code: int = 200
) -> Response[Any]:
    records, members, keys = await visit.reads(
        ("listSettings", (), {"limit": 100}),
        ("listTeamMembers", (), {"limit": 100}),
        ("listApiKeys", (), {"limit": 100}),
    )
    names = {one["team_member_id"]: one["name"] for one in members or []}
    names |= {one["api_key_id"]: f"key {one['name']}" for one in keys or []}
    currency = visit.frame.bank.home_currency if visit.frame.bank else None
    rows = [
        (shown(one, currency, typed, error) if one["setting_key"] == wrong else shown(one, currency))._replace(
            by=names.get(one["updated_by"], "")
        )
        for one in records or []
    ]
    update = visit.contract.operations["updateSetting"]
    key = wrong or (rows[0].record["setting_key"] if rows else "…")
    body = {"setting_value": typed or (rows[0].value if rows else "")}
    return visit.page(
        "settings.html",
        "settings",
        status_code=status_code,
        groups=grouped(rows),
        has_bank=records is not None,
        changed=sum(one.record["updated_at"] is not None for one in rows),
        may=visit.may("updateSetting"),
        samples=visit.samples(update, {"settingKey": key}, None, body),
    )


@get("/settings")
async def settings(visit: NamedDependency[Visit]) -> Response[Any]:
    """Everything that this bank can be told to do."""
    return await _page(visit)


@post("/settings/{setting_key:str}", status_code=200)
async def save_setting(visit: NamedDependency[Visit], setting_key: FromPath[str]) -> Response[Any]:
    """Give one setting another value; a refusal stands beside it."""
    value = _value(await visit.form())
    try:
        await visit.call("updateSetting", setting_key, body={"setting_value": value})
    except APIStatusError as error:
        if error.status not in (400, 403, 409, 422):
            raise
        return await _page(visit, wrong=setting_key, typed=value, error=error.detail, status_code=422)
    shown_value = {"true": "on", "false": "off"}.get(value, value)
    link = ("Its changes", f"/portal/audit?entity_id={setting_key}")
    return visit.to("/portal/settings", f"{setting_key} is {shown_value} from the next transaction on.", link=link)


def _value(form: Typed) -> str:
    """What was typed: thousands may be set off, as people write them. A switch that is off sends nothing."""
    kind = next(iter(form.get("kind", [])), "")
    given = next(iter(form.get("setting_value", [])), "").strip()
    if kind == "boolean":
        return "true" if given else "false"
    return given.replace(",", "").replace(" ", "") if kind == "integer" else given


SETTINGS_PAGES: list[Any] = [settings, save_setting]
