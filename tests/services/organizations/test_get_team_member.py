"""GET /team_members/{teamMemberId}."""

from __future__ import annotations

from tests.services.api import Api
from tests.services.organizations.people import invite, path_of


async def test_shows_a_member_as_last_changed(api: Api) -> None:
    member = await invite(api)
    assert api.ok(await api.get(path_of(member))) == member
    changed = api.ok(await api.patch(path_of(member), {"name": "Rear Admiral Hopper"}))
    assert api.ok(await api.get(path_of(member))) == changed


async def test_a_member_of_another_organization_does_not_exist_even_for_an_operator(api: Api) -> None:
    theirs = await invite(await api.another_bank())
    reply = await api.get(path_of(theirs))
    assert (reply.status, reply.code) == (404, "not_found")


async def test_a_removed_member_is_gone(api: Api) -> None:
    member = await invite(api)
    await api.delete(path_of(member))
    assert (await api.get(path_of(member))).code == "not_found"
