"""POST /team_members."""

from __future__ import annotations

import asyncio

import pytest

from sandbox.services.organizations.rules import ROLES
from tests.services.api import Api
from tests.services.organizations.people import invite, path_of, person
from tests.services.organizations.platform_log import platform_events, platform_files


async def test_a_person_is_invited_into_the_callers_organization(api: Api) -> None:
    reply = await api.post("/team_members", person())
    member = api.ok(reply)
    assert (reply.status, member["status"], member["role"]) == (201, "INVITED", "DEVELOPER")
    assert member["organization_id"] == api.ok(await api.get("/users/me"))["organization_id"]
    assert member["last_seen_at"] is None
    assert reply.headers["location"] == f"/v1{path_of(member)}"
    assert await platform_events(api, member["team_member_id"]) == ["team_member.invited"]


async def test_name_and_address_are_sealed_on_disk(api: Api) -> None:
    api.ok(await api.post("/team_members", {**person(email="canary@acme.example"), "name": "Canary Hopper"}))
    contents = await platform_files(api)
    assert b"canary@" not in contents
    assert b"Canary" not in contents


async def test_an_address_is_taken_once_within_an_organization(api: Api) -> None:
    await invite(api)
    for email in ("grace@acme.example", "GRACE@Acme.example"):
        reply = await api.post("/team_members", person(email=email))
        assert (reply.status, reply.code) == (409, "email_taken")
    other = await api.another_bank()
    assert (await other.post("/team_members", person())).status == 201


async def test_of_invitations_at_the_same_moment_one_is_accepted(api: Api) -> None:
    replies = await asyncio.gather(*(api.post("/team_members", person()) for _ in range(10)))
    assert sorted(reply.status for reply in replies) == [201] + [409] * 9
    assert len(api.ok(await api.get("/team_members"))) == 1


async def test_an_address_is_free_again_after_its_member_was_removed(api: Api) -> None:
    first = await invite(api)
    assert (await api.delete(path_of(first))).status == 204
    assert (await invite(api))["team_member_id"] != first["team_member_id"]


async def test_the_same_key_invites_once(api: Api) -> None:
    first, again = [await api.post("/team_members", person(), key="grace") for _ in range(2)]
    token = api.ok(first).pop("invitation_token")
    assert token.startswith("sbi_")
    assert first.body == api.ok(again)
    assert await platform_events(api, first.body["team_member_id"]) == ["team_member.invited"]


async def test_nobody_gives_a_role_beyond_their_own_scopes(api: Api) -> None:
    limited = await api.with_scopes("organizations:write", *sorted(ROLES["SUPPORT"]))
    reply = await limited.post("/team_members", person("OWNER"))
    assert (reply.status, reply.code) == (403, "role_too_high")
    assert "OWNER" in reply.body["detail"]
    assert (await invite(limited, "SUPPORT"))["role"] == "SUPPORT"


@pytest.mark.parametrize("wrong", [{"role": "KING"}, {"email": "grace"}, {"name": ""}])
async def test_refuses_what_is_no_person(api: Api, wrong: dict[str, str]) -> None:
    reply = await api.post("/team_members", {**person(), **wrong})
    assert (reply.status, reply.code) == (400, "invalid_field")
