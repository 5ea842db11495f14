"""DELETE /team_members/{teamMemberId}."""

from __future__ import annotations

from sandbox.services.organizations.rules import ROLES
from tests.services.api import Api
from tests.services.organizations.people import invite, path_of
from tests.services.organizations.platform_log import platform_events


async def test_a_member_is_removed_and_no_longer_listed(api: Api) -> None:
    member = await invite(api)
    reply = await api.delete(path_of(member))
    assert (reply.status, reply.body) == (204, None)
    assert api.ok(await api.get("/team_members")) == []
    assert await platform_events(api, member["team_member_id"]) == ["team_member.invited", "team_member.removed"]


async def test_removing_twice_finds_nobody_but_a_replay_is_answered(api: Api) -> None:
    member = await invite(api)
    assert (await api.delete(path_of(member), key="out")).status == 204
    replayed = await api.delete(path_of(member), key="out")
    assert (replayed.status, replayed.headers["idempotent-replayed"]) == (204, "true")
    again = await api.delete(path_of(member))
    assert (again.status, again.code) == (404, "not_found")


async def test_the_last_owner_is_not_removed(api: Api) -> None:
    first = await invite(api, "OWNER", "a@acme.example")
    reply = await api.delete(path_of(first))
    assert (reply.status, reply.code) == (409, "last_owner")
    await invite(api, "OWNER", "b@acme.example")
    assert (await api.delete(path_of(first))).status == 204


async def test_an_owner_without_access_is_removed_while_another_has_it(api: Api) -> None:
    first = await invite(api, "OWNER", "a@acme.example")
    await invite(api, "OWNER", "b@acme.example")
    api.ok(await api.patch(path_of(first), {"status": "DISABLED"}))
    assert (await api.delete(path_of(first))).status == 204


async def test_nobody_removes_a_member_above_them(api: Api) -> None:
    limited = await api.with_scopes("organizations:write", *sorted(ROLES["SUPPORT"]))
    owner = await invite(api, "OWNER")
    reply = await limited.delete(path_of(owner))
    assert (reply.status, reply.code) == (403, "role_too_high")
    assert api.ok(await api.get(path_of(owner))) == owner
