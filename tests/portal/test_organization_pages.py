"""The organization: what is said of it, how far its admission has come, and who decides that."""

from __future__ import annotations

from typing import Any

from sandbank_portal.organization_pages import onboarding_steps

from tests.portal.browsing import Portal


async def record(portal: Portal) -> dict[str, Any]:
    user = portal.api.ok(await portal.api.get("/users/me"))
    found: dict[str, Any] = portal.api.ok(await portal.api.get(f"/organizations/{user['organization_id']}"))
    return found


def form_of(found: dict[str, Any], **changed: str) -> dict[str, str]:
    """What the form sends when only some of it was typed anew."""
    names = [
        f"{kind}.{name}" for kind in ("contact_info", "billing_info") for name in ("name", "email", "phone_number")
    ]
    return {"name": found["name"], "regulatory_info": "", "metadata": "", **dict.fromkeys(names, ""), **changed}


async def test_the_page_shows_what_the_organization_has(portal: Portal) -> None:
    found = await record(portal)
    page = await portal.get("/portal/organization")
    for word in (found["name"], "Approved by the operator", "Active API keys", "Generous"):
        assert word in page.text
    assert {"/portal/banks", "/portal/team", "/portal/organization/edit"} <= set(page.links)


async def test_only_what_was_changed_is_sent_and_what_was_emptied_is_gone(portal: Portal) -> None:
    found = await record(portal)
    await portal.get("/portal/organization/edit")
    typed = {"contact_info.name": "Ada Byron", "contact_info.email": "ada@acme.example", "metadata": "team=core"}
    page = await portal.post("/portal/organization/edit", form_of(found, **typed))
    assert page.toast == "The organization is changed."
    assert "Ada Byron · ada@acme.example" in page.text
    found = await record(portal)
    assert found["contact_info"] == {"name": "Ada Byron", "email": "ada@acme.example", "phone_number": None}
    assert found["metadata"] == {"team": "core"}
    page = await portal.get("/portal/organization/edit")
    assert 'value="ada@acme.example"' in page.source
    page = await portal.post("/portal/organization/edit", form_of(found, metadata="team=core"))
    assert (await record(portal))["contact_info"] is None
    page = await portal.post("/portal/organization/edit", form_of(found, metadata="team=core"))
    assert page.toast == "Nothing was changed."


async def test_a_number_that_is_none_is_refused_at_its_field(portal: Portal) -> None:
    found = await record(portal)
    await portal.get("/portal/organization/edit")
    page = await portal.post("/portal/organization/edit", form_of(found, **{"billing_info.phone_number": "12"}))
    assert page.status in (400, 422)
    assert 'name="billing_info.phone_number" value="12"' in page.source
    assert "Write it as +12025550143." in page.text
    assert (await record(portal))["billing_info"] is None


async def test_admission_is_the_operators_to_decide(portal: Portal) -> None:
    page = await portal.get("/portal/organization")
    is_operator = "platform:admin" in portal.api.ok(await portal.api.get("/users/me"))["scopes"]
    assert ("Yours to decide as the operator" in page.text) == is_operator
    page = await portal.post("/portal/organization/onboarding", {"onboarding_status": "PENDING"})
    status = (await record(portal))["onboarding_status"]
    if is_operator:
        assert (status, page.toast) == ("PENDING", "The organization is pending.")
        assert "Waits to be approved" in page.text
    else:
        assert status == "APPROVED"
        assert "platform:admin" in page.toast


def test_the_steps_lead_to_where_the_organization_stands() -> None:
    def states(status: str) -> list[tuple[str, str]]:
        return [(one["name"], one["state"]) for one in onboarding_steps(status, None)]

    assert states("PENDING") == [("Pending", "here"), ("Approved", "ahead")]
    assert states("APPROVED") == [("Pending", "done"), ("Approved", "here")]
    assert states("SUSPENDED") == [("Pending", "done"), ("Approved", "done"), ("Suspended", "here")]
