"""GET /organizations/{organizationId}."""

from __future__ import annotations

from tests.services.api import Api
from tests.services.organizations.people import my_organization


async def test_shows_the_callers_own(api: Api) -> None:
    reader = await api.with_scopes("organizations:read")
    mine = await my_organization(api)
    shown = api.ok(await reader.get(mine))
    assert (shown["name"], shown["onboarding_status"]) == ("Test Fintech", "APPROVED")
    assert mine.endswith(shown["organization_id"])


async def test_another_organization_does_not_exist_for_a_customer_of_the_platform(api: Api) -> None:
    other = await api.another_bank()
    reply = await other.get(await my_organization(api))
    unknown = await other.get("/organizations/org_00000000000000000000000000")
    assert (reply.status, reply.code) == (unknown.status, unknown.code) == (404, "not_found")


async def test_an_operator_sees_every_organization(api: Api) -> None:
    other = await api.another_bank()
    assert api.ok(await api.get(await my_organization(other)))["name"] == "Other Fintech"
