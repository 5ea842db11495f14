"""POST /invitations/accept."""

from __future__ import annotations

import asyncio

import pytest

from sandbox.engine.clock import wall_us
from sandbox.services.organizations import invitations
from sandbox.services.organizations.rules import INVITATION_US
from tests.services.api import Api, Reply
from tests.services.organizations.people import person
from tests.services.organizations.platform_log import platform_events
from tests.services.sessions.signing import OTHER, PASSWORD, of, sign_in, try_to_sign_in

GRACE = "grace@acme.example"


async def _accept(api: Api, token: str, password: str = PASSWORD, **rest: str) -> Reply:
    return await api.without_key().post("/invitations/accept", {"token": token, "password": password, **rest})


async def test_makes_the_member_active_and_signs_them_in(api: Api) -> None:
    invited = api.ok(await api.post("/team_members", person()))
    reply = await _accept(api, invited["invitation_token"], name="Rear Admiral Hopper")
    assert reply.status == 201
    shown = api.ok(await of(api, api.ok(reply)["token"]).get("/users/me"))
    assert (shown["name"], shown["role"], shown["email"]) == ("Rear Admiral Hopper", "DEVELOPER", GRACE)
    member = api.ok(await api.get(f"/team_members/{invited['team_member_id']}"))
    assert (member["status"], member["name"]) == ("ACTIVE", "Rear Admiral Hopper")
    assert member["last_seen_at"]
    assert await platform_events(api, invited["team_member_id"]) == ["team_member.invited", "team_member.joined"]
    assert await sign_in(api, email=GRACE)


async def test_a_token_is_good_once(api: Api) -> None:
    invited = api.ok(await api.post("/team_members", person()))
    replies = await asyncio.gather(*(_accept(api, invited["invitation_token"]) for _ in range(4)))
    assert sorted(reply.status for reply in replies) == [201, 422, 422, 422]
    assert {reply.code for reply in replies if reply.status == 422} == {"invitation_invalid"}


async def test_a_newer_one_replaces_it(api: Api) -> None:
    first = api.ok(await api.post("/team_members", person()))
    second = api.ok(await api.post(f"/team_members/{first['team_member_id']}/invitation"))
    assert (await _accept(api, first["invitation_token"])).code == "invitation_invalid"
    assert (await _accept(api, second["invitation_token"])).status == 201


async def test_after_seven_days_it_is_no_good(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    invited = api.ok(await api.post("/team_members", person()))
    later = wall_us() + INVITATION_US
    monkeypatch.setattr(invitations, "wall_us", lambda: later)
    assert (await _accept(api, invited["invitation_token"])).code == "invitation_invalid"


@pytest.mark.parametrize("token", ["sbi_" + "0" * 43, "x", "sbs_", "ü"])
async def test_a_token_of_nobody_is_no_good(api: Api, token: str) -> None:
    assert (await _accept(api, token)).code == "invitation_invalid"


async def test_neither_is_that_of_a_member_who_was_disabled_or_removed(api: Api) -> None:
    invited = api.ok(await api.post("/team_members", person()))
    path = f"/team_members/{invited['team_member_id']}"
    api.ok(await api.patch(path, {"status": "DISABLED"}))
    assert (await _accept(api, invited["invitation_token"])).code == "invitation_invalid"
    api.ok(await api.patch(path, {"status": "ACTIVE"}))
    assert (await _accept(api, invited["invitation_token"])).code == "invitation_invalid"
    again = api.ok(await api.post(f"{path}/invitation"))
    assert (await api.delete(path)).status == 204
    assert (await _accept(api, again["invitation_token"])).code == "invitation_invalid"


async def test_a_forgotten_password_is_set_anew_and_everything_before_it_ends(api: Api) -> None:
    invited = api.ok(await api.post("/team_members", person()))
    path = f"/team_members/{invited['team_member_id']}"
    before = of(api, api.ok(await _accept(api, invited["invitation_token"]))["token"])
    for _ in range(5):
        await try_to_sign_in(api, "eleven grey bottles", GRACE)
    again = api.ok(await api.post(f"{path}/invitation"))
    assert again["status"] == "ACTIVE"
    assert (await before.get("/users/me")).status == 200  # until it is accepted
    assert (await try_to_sign_in(api, PASSWORD, GRACE)).code == "sign_in_locked"
    after = of(api, api.ok(await _accept(api, again["invitation_token"], OTHER))["token"])
    assert (await before.get("/users/me")).code == "session_revoked"
    assert (await after.get("/users/me")).status == 200
    assert (await try_to_sign_in(api, PASSWORD, GRACE)).code == "sign_in_failed"
    assert await sign_in(api, OTHER, GRACE)
    types = await platform_events(api, invited["team_member_id"])
    assert types == ["team_member.invited", "team_member.joined", "team_member.invited", "team_member.updated"]


@pytest.mark.parametrize("weak", ["short", GRACE, "Grace Hopper 1906", "Test Fintech"])
async def test_refuses_a_weak_password_and_the_invitation_stays_good(api: Api, weak: str) -> None:
    invited = api.ok(await api.post("/team_members", person()))
    assert (await _accept(api, invited["invitation_token"], weak)).code == "password_too_weak"
    assert (await _accept(api, invited["invitation_token"])).status == 201


async def test_nobody_joins_a_suspended_organization(api: Api) -> None:
    invited = api.ok(await api.post("/team_members", person()))
    api.ok(await api.patch(f"/organizations/{invited['organization_id']}", {"onboarding_status": "SUSPENDED"}))
    reply = await _accept(api, invited["invitation_token"])
    assert (reply.status, reply.code) == (403, "organization_suspended")
    api.ok(await api.patch(f"/organizations/{invited['organization_id']}", {"onboarding_status": "APPROVED"}))
