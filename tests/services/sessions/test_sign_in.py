"""POST /sessions."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from sandbox.engine.clock import wall_us
from sandbox.host import Host
from sandbox.services.sessions import lockout, passwords
from sandbox.services.sessions.rules import LOCK_US
from tests.faults.server import running
from tests.services.api import Api, World
from tests.services.organizations.people import ORDINARY
from tests.services.sessions.signing import EMAIL, OTHER, PASSWORD, of, sign_in, sign_up, sign_up_body, try_to_sign_in


async def test_gives_a_session_with_its_token(api: Api) -> None:
    made = await sign_up(api)
    body = {"email": EMAIL, "password": PASSWORD}
    reply = await api.without_key().post("/sessions", body, User_Agent="Browser/1.0 " + "x" * 300)
    session = api.ok(reply)
    assert reply.status == 201
    assert reply.headers["location"] == f"/v1/sessions/{session['session_id']}"
    assert (session["status"], session["is_current"]) == ("ACTIVE", True)
    assert session["team_member_id"] == made["team_member"]["team_member_id"]
    assert session["user_agent"].startswith("Browser/1.0")
    assert len(session["user_agent"]) == 200
    me = of(api, session["token"])
    shown = api.ok(await me.get("/users/me"))
    assert shown["session_id"] == session["session_id"]
    member = api.ok(await me.get(f"/team_members/{session['team_member_id']}"))
    assert member["last_seen_at"] > made["team_member"]["last_seen_at"]


async def test_the_address_may_be_written_in_any_case(api: Api) -> None:
    await sign_up(api)
    assert await sign_in(api, email="ADA@acme.EXAMPLE")


async def test_a_wrong_password_and_an_address_of_nobody_are_the_same_refusal(api: Api) -> None:
    await sign_up(api)
    wrong, nobody = await try_to_sign_in(api, OTHER), await try_to_sign_in(api, email="nobody@acme.example")
    assert (wrong.status, wrong.code) == (nobody.status, nobody.code) == (401, "sign_in_failed")
    for reply in (wrong, nobody):
        del reply.body["request_id"], reply.headers["request-id"], reply.headers["ratelimit"]
    assert wrong.body == nobody.body
    assert wrong.headers == nobody.headers


async def test_both_take_as_much_work(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    await sign_up(api)
    hashed: list[str] = []
    matches = passwords._matches
    monkeypatch.setattr(
        passwords,
        "_matches",
        lambda one, password: hashed.append(one.rpartition("$")[0][:30]) or matches(one, password),
    )
    await try_to_sign_in(api, OTHER)
    await try_to_sign_in(api, email="nobody@acme.example")
    assert len(hashed) == 2
    assert hashed[0] == hashed[1]  # argon2id with the same parameters


@pytest.mark.parametrize("email", [EMAIL, "nobody@acme.example"])
async def test_five_failures_lock_an_address_whatever_the_password_and_whether_anybody_has_it(
    api: Api, email: str
) -> None:
    await sign_up(api)
    for _ in range(5):
        reply = await try_to_sign_in(api, OTHER, email)
        assert (reply.status, reply.code) == (401, "sign_in_failed")
    for password in (OTHER, PASSWORD):
        reply = await try_to_sign_in(api, password, email.upper())
        assert (reply.status, reply.code) == (429, "sign_in_locked")
        assert 0 < int(reply.headers["retry-after"]) <= LOCK_US // 1_000_000 + 1


async def test_another_address_is_not_locked(api: Api) -> None:
    await sign_up(api)
    await sign_up(api, email="bob@acme.example")
    for _ in range(6):
        await try_to_sign_in(api, OTHER)
    assert await sign_in(api, email="bob@acme.example")


async def test_a_lock_ends_by_itself(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    await sign_up(api)
    for _ in range(5):
        await try_to_sign_in(api, OTHER)
    later = wall_us() + LOCK_US
    monkeypatch.setattr(lockout, "wall_us", lambda: later)
    assert await sign_in(api)


async def test_who_gets_in_begins_anew(api: Api) -> None:
    await sign_up(api)
    for _ in range(3):
        for _ in range(4):
            assert (await try_to_sign_in(api, OTHER)).code == "sign_in_failed"
        assert await sign_in(api)


async def test_what_a_failure_leaves_is_the_failure_alone(api: Api) -> None:
    await sign_up(api)
    platform = api.world.host.platform
    before = platform.commit_number
    await try_to_sign_in(api, OTHER)
    assert platform.commit_number == before + 1
    await try_to_sign_in(api, "x" * 129)  # refused before anybody looks
    assert platform.commit_number == before + 1


async def test_of_many_wrong_passwords_at_once_each_is_counted(api: Api) -> None:
    await sign_up(api)
    replies = await asyncio.gather(*(try_to_sign_in(api, OTHER) for _ in range(12)))
    assert sorted(str(reply.code) for reply in replies) == ["sign_in_failed"] * 5 + ["sign_in_locked"] * 7
    assert (await try_to_sign_in(api)).code == "sign_in_locked"


async def test_a_lock_outlives_a_restart(api: Api) -> None:
    await sign_up(api)
    for _ in range(5):
        await try_to_sign_in(api, OTHER)
    await api.world.host.close()
    world = api.world = World(await Host.open(api.world.path), api.world.path)
    api.bank = await world.host.directory.open_bank(api.bank.bank_id)
    assert (await try_to_sign_in(api)).code == "sign_in_locked"


@pytest.mark.timeout(120)
def test_failures_outlive_a_kill(tmp_path: Path) -> None:
    wrong = {"email": EMAIL, "password": OTHER}
    with running(tmp_path / "data", "--empty") as server, server.client() as client:
        assert client.post("/sign_up", json=sign_up_body()).status_code == 201
        for _ in range(5):
            assert client.post("/sessions", json=wrong).json()["code"] == "sign_in_failed"
        server.kill()
    with running(tmp_path / "data", "--empty") as server, server.client() as client:
        reply = client.post("/sessions", json={"email": EMAIL, "password": PASSWORD})
        assert (reply.status_code, reply.json()["code"]) == (429, "sign_in_locked")
        server.stop()


async def test_who_is_in_several_organizations_names_one(api: Api) -> None:
    first = await sign_up(api, organization_name="First")
    second = await sign_up(api, organization_name="Second")
    reply = await try_to_sign_in(api)
    assert (reply.status, reply.code) == (409, "organization_required")
    named = {one["organization_id"]: one["name"] for one in reply.body["organizations"]}
    assert named == {first["organization_id"]: "First", second["organization_id"]: "Second"}
    session = await sign_in(api, organization_id=second["organization_id"])
    assert session["organization_id"] == second["organization_id"]
    assert (await try_to_sign_in(api, organization_id="org_none")).code == "sign_in_failed"


async def test_who_has_another_password_in_each_need_not(api: Api) -> None:
    await sign_up(api, organization_name="First")
    second = await sign_up(api, organization_name="Second", password=OTHER)
    assert (await sign_in(api, OTHER))["organization_id"] == second["organization_id"]


async def test_a_suspended_organization_is_told_to_those_alone_who_know_the_password(api: Api) -> None:
    made = await sign_up(api)
    path = f"/organizations/{made['organization_id']}"
    api.ok(await api.patch(path, {"onboarding_status": "SUSPENDED"}))
    reply = await try_to_sign_in(api)
    assert (reply.status, reply.code) == (403, "organization_suspended")
    assert (await try_to_sign_in(api, OTHER)).code == "sign_in_failed"
    refused = await of(api, made["session"]["token"]).get("/users/me")
    assert (refused.status, refused.code) == (403, "organization_suspended")
    api.ok(await api.patch(path, {"onboarding_status": "APPROVED"}))
    assert await sign_in(api)
    assert (await of(api, made["session"]["token"]).get("/users/me")).status == 200


async def test_the_keys_of_a_suspended_organization_are_refused_but_not_the_operators(api: Api) -> None:
    key = await api.with_scopes(*ORDINARY)
    path = f"/organizations/{api.ok(await api.get('/users/me'))['organization_id']}"
    api.ok(await api.patch(path, {"onboarding_status": "SUSPENDED"}))
    reply = await key.get("/accounts")
    assert (reply.status, reply.code) == (403, "organization_suspended")
    api.ok(await api.patch(path, {"onboarding_status": "APPROVED"}))
    assert (await key.get("/accounts")).status == 200


async def test_the_same_key_signs_in_once_and_its_replay_has_no_token(api: Api) -> None:
    await sign_up(api)
    body = {"email": EMAIL, "password": PASSWORD}
    first, again = [await api.without_key().post("/sessions", body, key="in") for _ in range(2)]
    assert first.body.pop("token")
    assert (again.status, again.body) == (201, first.body)
    wrong = await api.without_key().post("/sessions", {**body, "password": OTHER}, key="in")
    assert (wrong.status, wrong.code) == (422, "idempotency_key_reused")
