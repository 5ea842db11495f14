"""GET /settings."""

from __future__ import annotations

import pytest

from sandbox.services.settings.rules import SETTINGS
from tests.services.api import Api

NAMES = sorted(SETTINGS)


async def test_every_setting_is_listed_with_its_default(api: Api) -> None:
    listed = api.ok(await api.get("/settings", limit=100))
    assert [one["setting_key"] for one in listed] == NAMES
    for one in listed:
        definition = SETTINGS[one["setting_key"]]
        assert (one["setting_value"], one["data_type"]) == (definition.default, definition.data_type)
        assert one["description"] == definition.description
        assert (one["updated_at"], one["updated_by"], one["is_encrypted"]) == (None, None, False)


async def test_what_was_changed_stands_among_the_rest(api: Api) -> None:
    changed = api.ok(await api.put("/settings/fraud.velocity_per_hour", {"setting_value": "10"}))
    listed = api.ok(await api.get("/settings", limit=100))
    assert [one["setting_key"] for one in listed] == NAMES
    assert [one for one in listed if one["updated_at"] is not None] == [changed]


@pytest.mark.parametrize("limit", [1, 4, len(NAMES) - 1, len(NAMES), 100])
async def test_pages_by_cursor_are_the_whole_list(api: Api, limit: int) -> None:
    reply = await api.get("/settings", limit=limit)
    names = [one["setting_key"] for one in api.ok(reply)]
    while "link" in reply.headers:
        reply = await api.get(reply.headers["link"].partition(">")[0].removeprefix("</v1"))
        assert api.ok(reply)
        names += [one["setting_key"] for one in reply.body]
    assert names == NAMES


async def test_pages_by_number(api: Api) -> None:
    reply = await api.get("/settings", page=2, limit=4)
    assert [one["setting_key"] for one in api.ok(reply)] == NAMES[4:8]
    assert "link" in reply.headers
    reply = await api.get("/settings", page=99, limit=4)
    assert (api.ok(reply), "link" in reply.headers) == ([], False)


async def test_a_cursor_that_is_none_is_refused(api: Api) -> None:
    assert (await api.get("/settings", cursor="é")).code == "invalid_cursor"
    assert (await api.get("/settings", cursor="AAAA", page=1)).code == "conflicting_pagination"
