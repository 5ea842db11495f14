"""POST, GET, PATCH, DELETE /team_members."""

from __future__ import annotations

from typing import Any

from sandbox.services.organizations.rules import ROLES, may_give
from tests.services.api import Api


def person(role: str = "DEVELOPER", email: str = "grace@acme.example") -> dict[str, Any]:
    return {"name": "Grace Hopper", "email": email, "role": role}


async def test_a_person_is_invited_changed_and_removed(api: Api) -> None:
    reply = await api.post("/team_members", person())
    member = api.ok(reply)
    assert (reply.status, member["status"], member["role"]) == (201, "INVITED", "DEVELOPER")
    path = f"/team_members/{member['team_member_id']}"
    changed = api.ok(await api.patch(path, {"role": "AUDITOR", "status": "DISABLED"}))
    assert (changed["role"], changed["status"]) == ("AUDITOR", "DISABLED")
    assert api.ok(await api.get("/team_members", role="AUDITOR", status="DISABLED")) == [changed]
    assert (await api.delete(path)).status == 204
    assert (await api.get(path)).code == "not_found"
    assert api.ok(await api.get("/team_members")) == []


async def test_an_address_is_taken_once_within_an_organization(api: Api) -> None:
    api.ok(await api.post("/team_members", person()))
    reply = await api.post("/team_members", person(email="GRACE@acme.example"))
    assert (reply.status, reply.code) == (409, "email_taken")
    other = await api.another_bank()
    assert (await other.post("/team_members", person())).status == 201


async def test_nobody_gives_a_role_beyond_their_own_scopes(api: Api) -> None:
    limited = await api.with_scopes("organizations:read", "organizations:write", *sorted(ROLES["SUPPORT"]))
    reply = await limited.post("/team_members", person("OWNER"))
    assert (reply.status, reply.code) == (403, "role_too_high")
    support = api.ok(await limited.post("/team_members", person("SUPPORT")))
    reply = await limited.patch(f"/team_members/{support['team_member_id']}", {"role": "ADMIN"})
    assert reply.code == "role_too_high"
    owner = api.ok(await api.post("/team_members", person("OWNER", "o@acme.example")))
    assert (await limited.delete(f"/team_members/{owner['team_member_id']}")).code == "role_too_high"


async def test_the_last_owner_stays_one(api: Api) -> None:
    first = api.ok(await api.post("/team_members", person("OWNER", "a@acme.example")))
    path = f"/team_members/{first['team_member_id']}"
    for reply in (
        await api.delete(path),
        await api.patch(path, {"role": "VIEWER"}),
        await api.patch(path, {"status": "DISABLED"}),
    ):
        assert (reply.status, reply.code) == (409, "last_owner")
    api.ok(await api.post("/team_members", person("OWNER", "b@acme.example")))
    assert (await api.delete(path)).status == 204


def test_a_role_is_given_only_by_who_has_all_of_it() -> None:
    for role, scopes in ROLES.items():
        assert may_give(role, scopes)
        assert not may_give(role, frozenset(list(scopes)[1:]))
        assert "platform:admin" not in scopes
