"""POST /organizations."""

from __future__ import annotations

import pytest

from tests.services.api import Api
from tests.services.organizations.people import ORDINARY
from tests.services.organizations.platform_log import platform_events, platform_files

ACME = {"name": "Acme Pay", "type": "FINTECH", "contact_info": {"email": "ada@canary.example"}}


async def test_admits_an_organization_that_waits_for_approval(api: Api) -> None:
    reply = await api.post("/organizations", {**ACME, "regulatory_info": "EMI 900001", "metadata": {"tier": "gold"}})
    made = api.ok(reply)
    assert (reply.status, made["onboarding_status"], made["type"]) == (201, "PENDING", "FINTECH")
    assert (made["regulatory_info"], made["metadata"]) == ("EMI 900001", {"tier": "gold"})
    assert made["contact_info"]["email"] == "ada@canary.example"
    assert made["billing_info"] is None
    assert made["created_at"] == made["updated_at"]
    assert reply.headers["location"] == f"/v1/organizations/{made['organization_id']}"
    assert api.ok(await api.get(f"/organizations/{made['organization_id']}")) == made
    assert await platform_events(api, made["organization_id"]) == ["organization.created"]


async def test_two_organizations_may_share_a_name(api: Api) -> None:
    first, second = [api.ok(await api.post("/organizations", ACME)) for _ in range(2)]
    assert first["organization_id"] != second["organization_id"]


async def test_the_same_key_admits_one_organization(api: Api) -> None:
    first, again = [await api.post("/organizations", ACME, key="acme") for _ in range(2)]
    assert api.ok(first) == api.ok(again)
    assert await platform_events(api, first.body["organization_id"]) == ["organization.created"]


async def test_contacts_are_sealed_on_disk(api: Api) -> None:
    api.ok(await api.post("/organizations", ACME))
    assert b"ada@canary.example" not in await platform_files(api)


async def test_only_an_operator_admits(api: Api) -> None:
    reply = await (await api.with_scopes(*ORDINARY)).post("/organizations", ACME)
    assert (reply.status, reply.code) == (403, "insufficient_scope")


@pytest.mark.parametrize("body", [{"name": "", "type": "BANK"}, {"name": "X", "type": "CLUB"}, {"type": "BANK"}])
async def test_refuses_what_is_no_organization(api: Api, body: dict[str, str]) -> None:
    reply = await api.post("/organizations", body)
    assert (reply.status, reply.code) == (400, "invalid_field")


async def test_nobody_decides_their_own_approval_at_the_start(api: Api) -> None:
    reply = await api.post("/organizations", {**ACME, "onboarding_status": "APPROVED"})
    assert (reply.status, reply.code) == (400, "unknown_field")
