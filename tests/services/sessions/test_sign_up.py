"""POST /sign_up."""

from __future__ import annotations

import asyncio

import pytest

from sandbox.gateway.pipeline import Pipeline
from sandbox.host import load_router
from tests.services.api import Api
from tests.services.organizations.platform_log import platform_events, platform_files
from tests.services.sessions.signing import (
    EMAIL,
    OTHER,
    PASSWORD,
    member_with_password,
    of,
    sign_in,
    sign_up,
    sign_up_body,
)


async def test_makes_an_organization_a_bank_an_owner_and_a_session(api: Api) -> None:
    reply = await api.without_key().post("/sign_up", sign_up_body())
    made = api.ok(reply)
    assert reply.status == 201
    organization, member, session = made["organization"], made["team_member"], made["session"]
    assert (organization["name"], organization["type"], organization["onboarding_status"]) == (
        "Acme Pay",
        "FINTECH",
        "PENDING",
    )
    assert (member["role"], member["status"], member["email"]) == ("OWNER", "ACTIVE", EMAIL)
    assert member["last_seen_at"]
    assert session["token"].startswith("sbs_")
    assert len(session["token"]) == 47
    ids = {organization["organization_id"], member["organization_id"], session["organization_id"]}
    assert ids == {made["organization_id"]}
    owner = of(api, session["token"])
    assert [bank["bank_id"] for bank in api.ok(await owner.get("/banks"))] == [made["bank_id"]]
    assert api.ok(await owner.get(f"/organizations/{made['organization_id']}")) == organization
    assert [one["team_member_id"] for one in api.ok(await owner.get("/team_members"))] == [member["team_member_id"]]


async def test_all_of_it_is_one_commit_by_its_owner(api: Api) -> None:
    platform = api.world.host.platform
    before = platform.commit_number
    made = await sign_up(api)
    assert platform.commit_number == before + 1
    for kind, types in (("organization_id", ["organization.created"]), ("bank_id", ["bank.created"])):
        assert await platform_events(api, made[kind]) == types
    assert await platform_events(api, made["team_member"]["team_member_id"]) == ["team_member.joined"]


async def test_the_new_bank_works_at_once(api: Api) -> None:
    made = await sign_up(api, organization_type="BANK")
    assert made["organization"]["type"] == "BANK"
    owner = of(api, made["session"]["token"])
    key = {"name": "Backend", "scopes": ["customers:read", "customers:write"]}
    named = {"Sandbank-Bank": made["bank_id"]}
    secret = api.ok(await owner.request("POST", "/api_keys", key, headers=named))["secret"]
    assert api.ok(await of(api, secret).get("/customers")) == []
    assert api.ok(await owner.request("GET", "/customers", headers=named)) == []


async def test_an_address_may_sign_up_again_and_nobody_learns_that_it_did(api: Api) -> None:
    first, second = [await sign_up(api, password=one) for one in (PASSWORD, OTHER)]
    assert first["organization_id"] != second["organization_id"]
    assert first["team_member"]["email"] == second["team_member"]["email"]


async def test_many_at_once_are_all_admitted(api: Api) -> None:
    made = await asyncio.gather(*(sign_up(api, email=f"p{number}@acme.example") for number in range(8)))
    assert len({one["bank_id"] for one in made}) == 8
    for one in made:
        named = {"Sandbank-Bank": one["bank_id"]}
        assert api.ok(await of(api, one["session"]["token"]).request("GET", "/accounts", headers=named)) == []
    assert not list(api.world.path.rglob("*.new"))


async def test_the_same_key_signs_up_once_and_its_replay_has_no_token(api: Api) -> None:
    first, again = [await api.without_key().post("/sign_up", sign_up_body(), key="once") for _ in range(2)]
    assert first.body["session"].pop("token")
    assert (again.status, again.body) == (201, first.body)
    assert again.headers["idempotent-replayed"] == "true"
    other = await api.without_key().post("/sign_up", sign_up_body(password=OTHER), key="once")
    assert (other.status, other.code) == (422, "idempotency_key_reused")


@pytest.mark.parametrize(
    "password", ["short", "password1234", "ada@acme.example", "Acme Pay Acme Pay", "aaaaaaaaaaaaaaaa"]
)
async def test_refuses_a_weak_password_and_makes_nothing(api: Api, password: str) -> None:
    before = api.world.host.platform.commit_number
    reply = await api.without_key().post("/sign_up", sign_up_body(password=password))
    assert (reply.status, reply.code) == (422, "password_too_weak")
    assert reply.body["errors"][0]["pointer"] == "/password"
    assert password not in str(reply.body)
    assert api.world.host.platform.commit_number == before


async def test_a_credential_that_is_sent_along_does_not_matter(api: Api) -> None:
    reply = await of(api, "sbk_of_nobody").post("/sign_up", sign_up_body())
    assert reply.status == 201


@pytest.mark.parametrize(
    "wrong", [{"email": "ada"}, {"password": ""}, {"password": "x" * 129}, {"name": ""}, {"organization_type": "CLUB"}]
)
async def test_refuses_what_is_no_person(api: Api, wrong: dict[str, str]) -> None:
    reply = await api.without_key().post("/sign_up", sign_up_body(**wrong))
    assert (reply.status, reply.code) == (400, "invalid_field")


async def test_nothing_personal_or_secret_is_on_disk(api: Api) -> None:
    made = await sign_up(api, email="canary@acme.example", name="Canary Byron")
    await api.world.host.recorder.written(api.world.host.platform)
    content = await platform_files(api)
    for needle in ("canary@acme.example", "Canary Byron", PASSWORD, made["session"]["token"], "$argon2id$"):
        assert needle.encode() not in content
    assert made["bank_id"].encode() in content


async def test_where_it_is_closed_nobody_signs_up_and_people_are_invited(api: Api) -> None:
    earlier = await sign_up(api)
    world = api.world
    world.pipeline = Pipeline(load_router(has_sign_up=False), world.host, world.limits, recorder=world.host.recorder)
    platform = world.host.platform
    before = platform.commit_number
    for caller in (api.without_key(), api):
        refused = await caller.post("/sign_up", sign_up_body(), key="up")
        assert (refused.status, refused.code) == (403, "sign_up_closed")
        assert "operator" in refused.body["detail"]
    assert platform.commit_number == before
    # Who is in already, or is invited, comes in as before; and the operator makes organizations.
    assert (await sign_in(api))["organization_id"] == earlier["organization_id"]
    _, member = await member_with_password(api)
    assert api.ok(await member.get("/users/me"))["session_id"]
    assert api.ok(await api.post("/organizations", {"name": "Acme Two", "type": "FINTECH"}))["organization_id"]
