"""GET and DELETE /sessions/{sessionId}."""

from __future__ import annotations

from tests.services.api import Api
from tests.services.organizations.platform_log import settle_platform
from tests.services.sessions.signing import member_with_password, of, sign_in, sign_up


async def test_signing_out_ends_the_session_at_once(api: Api) -> None:
    made = await sign_up(api)
    session = made["session"]
    me = of(api, session["token"])
    path = f"/sessions/{session['session_id']}"
    assert api.ok(await me.get(path))["is_current"]
    assert (await me.delete(path)).status == 204
    reply = await me.get("/users/me")
    assert (reply.status, reply.code) == (401, "session_revoked")
    again = of(api, (await sign_in(api))["token"])
    assert api.ok(await again.get(path))["status"] == "REVOKED"
    reply = await again.delete(path)
    assert (reply.status, reply.code, reply.body["current_status"]) == (409, "wrong_state", "REVOKED")


async def test_nobody_sees_or_ends_the_session_of_another(api: Api) -> None:
    _, grace = await member_with_password(api)
    _, bob = await member_with_password(api, "VIEWER", "bob@acme.example")
    session = api.ok(await grace.get("/sessions"))[0]
    for caller in (bob, await api.another_bank()):
        for method in ("GET", "DELETE"):
            reply = await caller.request(method, f"/sessions/{session['session_id']}")
            assert (reply.status, reply.code) == (404, "not_found")
    assert (await grace.get("/users/me")).status == 200


async def test_an_administrator_ends_the_session_of_a_member_but_not_of_an_owner(api: Api) -> None:
    _, grace = await member_with_password(api)
    _, owner = await member_with_password(api, "OWNER", "olga@acme.example")
    _, admin = await member_with_password(api, "ADMIN", "anna@acme.example")
    theirs = [api.ok(await one.get("/sessions"))[0]["session_id"] for one in (grace, owner)]
    assert (await admin.delete(f"/sessions/{theirs[0]}")).status == 204
    assert (await grace.get("/users/me")).code == "session_revoked"
    reply = await admin.delete(f"/sessions/{theirs[1]}")
    assert (reply.status, reply.code) == (403, "role_too_high")
    assert (await owner.get("/users/me")).status == 200


async def test_a_disabled_member_is_out_at_once_and_stays_out_of_old_sessions(api: Api) -> None:
    member, grace = await member_with_password(api)
    path = f"/team_members/{member['team_member_id']}"
    assert (await grace.get("/users/me")).status == 200
    api.ok(await api.patch(path, {"status": "DISABLED"}))
    reply = await grace.get("/users/me")
    assert (reply.status, reply.code) == (401, "session_revoked")
    refused = await api.without_key().post("/sessions", {"email": member["email"], "password": "seven green bottles"})
    assert (refused.status, refused.code) == (401, "sign_in_failed")
    api.ok(await api.patch(path, {"status": "ACTIVE"}))
    await settle_platform(api)
    assert (await grace.get("/users/me")).code == "session_revoked"
    shown = api.ok(await api.get("/sessions", team_member_id=member["team_member_id"]))
    assert [one["status"] for one in shown] == ["REVOKED"]
    assert await sign_in(api, email=member["email"])


async def test_a_removed_member_is_out_at_once(api: Api) -> None:
    member, grace = await member_with_password(api)
    assert (await api.delete(f"/team_members/{member['team_member_id']}")).status == 204
    assert (await grace.get("/users/me")).code == "session_revoked"
    await settle_platform(api)
    refused = await api.without_key().post("/sessions", {"email": member["email"], "password": "seven green bottles"})
    assert refused.code == "sign_in_failed"
