"""POST, GET, PATCH /organizations."""

from __future__ import annotations

from sandbox.contract.models.problems import SCOPES
from tests.services.api import Api

ORDINARY = sorted(set(SCOPES) - {"platform:admin"})


async def my_organization(api: Api) -> str:
    return str(api.ok(await api.get("/users/me"))["organization_id"])


async def test_an_operator_admits_an_organization_and_approves_it(api: Api) -> None:
    body = {"name": "Acme Pay", "type": "FINTECH", "contact_info": {"email": "ada@acme.example"}}
    reply = await api.post("/organizations", body)
    made = api.ok(reply)
    assert (reply.status, made["onboarding_status"]) == (201, "PENDING")
    path = f"/organizations/{made['organization_id']}"
    assert reply.headers["location"] == f"/v1{path}"
    approved = api.ok(await api.patch(path, {"onboarding_status": "APPROVED", "name": "Acme"}))
    assert (approved["onboarding_status"], approved["name"]) == ("APPROVED", "Acme")
    assert approved["contact_info"] == made["contact_info"]
    assert api.ok(await api.get(path)) == approved


async def test_others_see_and_change_their_own_only(api: Api) -> None:
    member = await api.with_scopes(*ORDINARY)
    mine = f"/organizations/{await my_organization(api)}"
    assert api.ok(await member.get(mine))["name"] == "Test Fintech"
    assert api.ok(await member.patch(mine, {"regulatory_info": "EMI 1"}))["regulatory_info"] == "EMI 1"
    reply = await member.patch(mine, {"onboarding_status": "APPROVED"})
    assert (reply.status, reply.code) == (403, "insufficient_scope")
    other = api.ok(await api.post("/organizations", {"name": "Other", "type": "BANK"}))
    assert (await member.get(f"/organizations/{other['organization_id']}")).code == "not_found"
    assert (await member.post("/organizations", {"name": "X", "type": "BANK"})).code == "insufficient_scope"
