"""GET /team_members."""

from __future__ import annotations

from typing import Any

from tests.services.api import Api
from tests.services.organizations.people import invite, path_of


async def ids(api: Api, **query: Any) -> list[str]:
    return [member["team_member_id"] for member in api.ok(await api.get("/team_members", **query))]


async def test_a_new_organization_has_nobody(api: Api) -> None:
    assert await ids(api) == []


async def test_shows_the_newest_first_page_by_page(api: Api) -> None:
    made = [(await invite(api, email=f"m{number}@acme.example"))["team_member_id"] for number in range(5)]
    assert await ids(api) == made[::-1]
    assert await ids(api, order="asc") == made
    reply = await api.get("/team_members", limit=2)
    seen = [member["team_member_id"] for member in api.ok(reply)]
    while "link" in reply.headers:
        # Whoever joins meanwhile is ahead of the cursor, and moves nothing behind it.
        await invite(api, email=f"late{len(seen)}@acme.example")
        reply = await api.get(reply.headers["link"].partition(">")[0].removeprefix("</v1"))
        seen += [member["team_member_id"] for member in api.ok(reply)]
    assert seen == made[::-1]


async def test_filters_by_role_and_status(api: Api) -> None:
    viewer = await invite(api, "VIEWER", "v@acme.example")
    auditor = await invite(api, "AUDITOR", "a@acme.example")
    api.ok(await api.patch(path_of(auditor), {"status": "ACTIVE"}))
    assert await ids(api, role="VIEWER") == [viewer["team_member_id"]]
    assert await ids(api, status="ACTIVE") == [auditor["team_member_id"]]
    assert await ids(api, role="VIEWER", status="ACTIVE") == []


async def test_stays_within_the_callers_organization(api: Api) -> None:
    other = await api.another_bank()
    theirs = await invite(other)
    mine = await invite(api)
    assert await ids(api) == [mine["team_member_id"]]
    assert await ids(other, role="DEVELOPER") == [theirs["team_member_id"]]
