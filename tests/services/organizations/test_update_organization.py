"""PATCH /organizations/{organizationId}."""

from __future__ import annotations

import pytest

from tests.services.api import Api
from tests.services.organizations.people import ORDINARY, my_organization
from tests.services.organizations.platform_log import platform_events


async def test_changes_what_is_named_and_leaves_the_rest(api: Api) -> None:
    member = await api.with_scopes(*ORDINARY)
    mine = await my_organization(api)
    before = api.ok(await member.get(mine))
    body = {"regulatory_info": "EMI 1", "billing_info": {"email": "billing@acme.example"}}
    after = api.ok(await member.patch(mine, body))
    assert (after["regulatory_info"], after["billing_info"]["email"]) == ("EMI 1", "billing@acme.example")
    unchanged = ("name", "type", "contact_info", "metadata", "onboarding_status", "created_at")
    assert [after[name] for name in unchanged] == [before[name] for name in unchanged]
    assert after["updated_at"] != before["updated_at"]
    assert await platform_events(api, after["organization_id"]) == ["organization.created", "organization.updated"]
    assert api.ok(await member.patch(mine, {"regulatory_info": None}))["regulatory_info"] is None


@pytest.mark.parametrize("status", ["APPROVED", "SUSPENDED", "PENDING"])
async def test_an_operator_decides_on_admission(api: Api, status: str) -> None:
    made = api.ok(await api.post("/organizations", {"name": "Acme", "type": "BANK"}))
    path = f"/organizations/{made['organization_id']}"
    assert api.ok(await api.patch(path, {"onboarding_status": status}))["onboarding_status"] == status
    assert api.ok(await api.get(path))["onboarding_status"] == status


async def test_nobody_else_does_not_even_of_their_own(api: Api) -> None:
    member = await api.with_scopes(*ORDINARY)
    mine = await my_organization(api)
    reply = await member.patch(mine, {"name": "Approved Ltd", "onboarding_status": "APPROVED"})
    assert (reply.status, reply.code) == (403, "insufficient_scope")
    assert "platform:admin" in reply.body["detail"]
    assert api.ok(await member.get(mine))["name"] == "Test Fintech"


async def test_another_organization_is_not_found(api: Api) -> None:
    other = await api.another_bank()
    reply = await other.patch(await my_organization(api), {"name": "Mine now"})
    assert (reply.status, reply.code) == (404, "not_found")
    # The refusal is the same with a field that only operators change: it tells nothing of what exists.
    reply = await other.patch(await my_organization(api), {"onboarding_status": "SUSPENDED"})
    assert (reply.status, reply.code) == (404, "not_found")


async def test_refuses_a_change_of_nothing(api: Api) -> None:
    reply = await api.patch(await my_organization(api), {})
    assert (reply.status, reply.code) == (400, "invalid_field")
