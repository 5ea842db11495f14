"""POST /team_members/{teamMemberId}/invitation. What accepting it does: tests/services/sessions."""

from __future__ import annotations

from sandbox.services.organizations.rules import ROLES
from tests.services.api import Api
from tests.services.organizations.people import invite, path_of
from tests.services.organizations.platform_log import platform_events, platform_files


async def test_gives_a_new_token_once_and_changes_nothing(api: Api) -> None:
    member = await invite(api)
    reply = await api.post(f"{path_of(member)}/invitation")
    again = api.ok(reply)
    assert reply.status == 201
    assert reply.headers["location"] == f"/v1{path_of(member)}"
    token = again.pop("invitation_token")
    assert (token[:4], len(token)) == ("sbi_", 47)
    assert again.pop("invitation_expires_at") > member["created_at"]
    assert again == member == api.ok(await api.get(path_of(member)))
    assert await platform_events(api, member["team_member_id"]) == ["team_member.invited"] * 2
    assert token.encode() not in await platform_files(api)


async def test_its_replay_has_no_token(api: Api) -> None:
    member = await invite(api)
    first, again = [await api.post(f"{path_of(member)}/invitation", key="again") for _ in range(2)]
    assert api.ok(first).pop("invitation_token")
    assert again.body == first.body
    assert again.headers["idempotent-replayed"] == "true"


async def test_a_disabled_member_gets_none(api: Api) -> None:
    member = await invite(api)
    api.ok(await api.patch(path_of(member), {"status": "DISABLED"}))
    reply = await api.post(f"{path_of(member)}/invitation")
    assert (reply.status, reply.code, reply.body["current_status"]) == (409, "wrong_state", "DISABLED")


async def test_nobody_becomes_somebody_above_them(api: Api) -> None:
    owner = await invite(api, "OWNER")
    for role in ("ADMIN", "SUPPORT"):
        limited = await api.with_scopes("organizations:write", *sorted(ROLES[role]))
        reply = await limited.post(f"{path_of(owner)}/invitation")
        assert (reply.status, reply.code) == (403, "role_too_high")


async def test_a_member_of_another_organization_does_not_exist(api: Api) -> None:
    theirs = await invite(await api.another_bank())
    reply = await api.post(f"{path_of(theirs)}/invitation")
    assert (reply.status, reply.code) == (404, "not_found")
