"""PATCH /team_members/{teamMemberId}."""

from __future__ import annotations

import asyncio

from sandbox.services.organizations.rules import ROLES
from tests.services.api import Api
from tests.services.organizations.people import invite, path_of
from tests.services.organizations.platform_log import platform_events


async def test_changes_role_and_access(api: Api) -> None:
    member = await invite(api)
    changed = api.ok(await api.patch(path_of(member), {"role": "AUDITOR", "status": "DISABLED"}))
    assert (changed["role"], changed["status"]) == ("AUDITOR", "DISABLED")
    assert (changed["name"], changed["email"]) == (member["name"], member["email"])
    assert changed["updated_at"] != member["updated_at"]
    assert api.ok(await api.patch(path_of(member), {"status": "ACTIVE"}))["status"] == "ACTIVE"
    told = await platform_events(api, member["team_member_id"])
    assert told == ["team_member.invited", "team_member.updated", "team_member.updated"]


async def test_an_address_is_not_changed(api: Api) -> None:
    reply = await api.patch(path_of(await invite(api)), {"email": "new@acme.example"})
    assert (reply.status, reply.code) == (400, "unknown_field")


async def test_nobody_raises_a_member_above_their_own_scopes(api: Api) -> None:
    limited = await api.with_scopes("organizations:write", *sorted(ROLES["SUPPORT"]))
    support = await invite(api, "SUPPORT")
    reply = await limited.patch(path_of(support), {"role": "ADMIN"})
    assert (reply.status, reply.code) == (403, "role_too_high")
    assert api.ok(await limited.patch(path_of(support), {"name": "Grace"}))["role"] == "SUPPORT"


async def test_nobody_lowers_or_disables_a_member_above_them(api: Api) -> None:
    limited = await api.with_scopes("organizations:write", *sorted(ROLES["SUPPORT"]))
    admin = await invite(api, "ADMIN")
    for body in ({"role": "SUPPORT"}, {"status": "DISABLED"}, {"name": "Nobody"}):
        reply = await limited.patch(path_of(admin), body)
        assert (reply.status, reply.code) == (403, "role_too_high")


async def test_the_last_owner_stays_one(api: Api) -> None:
    first = await invite(api, "OWNER", "a@acme.example")
    for body in ({"role": "VIEWER"}, {"status": "DISABLED"}):
        reply = await api.patch(path_of(first), body)
        assert (reply.status, reply.code) == (409, "last_owner")
    second = await invite(api, "OWNER", "b@acme.example")
    api.ok(await api.patch(path_of(first), {"status": "DISABLED"}))
    # Of two owners one has no access: the other is the last.
    assert (await api.patch(path_of(second), {"role": "ADMIN"})).code == "last_owner"
    api.ok(await api.patch(path_of(first), {"status": "ACTIVE"}))
    assert api.ok(await api.patch(path_of(second), {"role": "ADMIN"}))["role"] == "ADMIN"


async def test_the_owner_of_another_organization_does_not_count(api: Api) -> None:
    await invite(await api.another_bank(), "OWNER")
    assert (await api.patch(path_of(await invite(api, "OWNER")), {"role": "VIEWER"})).code == "last_owner"


async def test_two_owners_who_step_down_at_the_same_moment_leave_one(api: Api) -> None:
    owners = [await invite(api, "OWNER", f"{name}@acme.example") for name in "ab"]
    replies = await asyncio.gather(*(api.patch(path_of(owner), {"role": "VIEWER"}) for owner in owners))
    assert sorted(reply.status for reply in replies) == [200, 409]
    assert len(api.ok(await api.get("/team_members", role="OWNER"))) == 1
