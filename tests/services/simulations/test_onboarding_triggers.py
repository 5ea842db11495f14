"""Triggers of verifications, documents and reviews: beside what happens by itself, and what they refuse."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services.api import Api
from tests.services.builders import make_customer
from tests.services.kyc.papers import paper, verification_of

VERIFICATION = "/simulations/verifications/{}"
DOCUMENT = "/simulations/documents/{}"


async def told_of(api: Api, event_type: str) -> list[str]:
    return [event["resource_id"] for event in await api.events(event_type)]


async def status_of(api: Api, verification_id: str) -> str:
    return str(api.ok(await api.get(f"/verifications/{verification_id}"))["status"])


async def handed_in(api: Api, customer: dict[str, Any]) -> dict[str, Any]:
    document: dict[str, Any] = api.ok(await api.post("/documents", paper(customer)))
    return document


# Verifications -----------------------------------------------------------------------------------
async def test_what_a_trigger_reports_is_the_providers_word(api: Api) -> None:
    customer = await make_customer(api, last_name="Document")
    verification = await verification_of(api, customer)
    reviewed = api.ok(await api.post(VERIFICATION.format(verification["verification_id"]) + "/review"))
    assert (reviewed["decided_by"], reviewed["completed_at"]) == (None, None)
    assert await told_of(api, "verification.review_required") == [verification["verification_id"]]
    rejected = api.ok(await api.post(VERIFICATION.format(verification["verification_id"]) + "/reject"))
    assert (rejected["status"], rejected["decided_by"]) == ("REJECTED", "provider")
    assert rejected["provider_reference"].startswith("sim-")
    assert {check["check_type"]: check["status"] for check in rejected["checks"]} == {
        "IDENTITY": "FAILED",
        "SANCTIONS": "PASSED",
    }
    assert rejected["reason"]


@pytest.mark.parametrize(
    ("trigger", "status"),
    [
        ("approve", "VERIFIED"),
        ("reject", "REJECTED"),
        ("review", "IN_REVIEW"),
        ("request_document", "DOCUMENT_REQUIRED"),
    ],
)
async def test_a_provider_that_has_not_looked_yet_does_not_overrule_a_trigger(
    api: Api, trigger: str, status: str
) -> None:
    customer = await make_customer(api)
    async with api.bank._queue:  # the provider has not looked yet
        begun = api.ok(await api.post(f"/simulations/customers/{customer['customer_id']}/review"))
        assert begun["status"] == "PENDING"
        path = f"{VERIFICATION.format(begun['verification_id'])}/{trigger}"
        assert api.ok(await api.post(path))["status"] == status
    await api.settle()
    assert await status_of(api, begun["verification_id"]) == status


async def test_a_document_that_was_asked_for_is_what_the_verification_waits_for(api: Api) -> None:
    customer = await make_customer(api)
    async with api.bank._queue:
        begun = api.ok(await api.post(f"/simulations/customers/{customer['customer_id']}/review"))
        api.ok(await api.post(VERIFICATION.format(begun["verification_id"]) + "/request_document"))
    await handed_in(api, customer)
    await api.settle()
    assert await status_of(api, begun["verification_id"]) == "VERIFIED"


async def test_a_refusal_names_the_trigger_that_begins_the_next_verification(api: Api) -> None:
    customer = await make_customer(api)
    verification = await verification_of(api, customer)
    reply = await api.post(VERIFICATION.format(verification["verification_id"]) + "/approve")
    assert (reply.status, reply.code) == (409, "wrong_state")
    following = f"/simulations/customers/{customer['customer_id']}/review"
    assert following in reply.body["detail"]
    assert api.ok(await api.post(following))["status"] == "PENDING"


# Documents ---------------------------------------------------------------------------------------
async def test_a_document_that_passes_lets_its_verification_go_on(api: Api) -> None:
    customer = await make_customer(api, last_name="Document")
    verification = await verification_of(api, customer)
    async with api.bank._queue:
        document = await handed_in(api, customer)
        passed = api.ok(await api.post(DOCUMENT.format(document["document_id"]) + "/approve"))
        assert (passed["document_status"], passed["verified_by"]) == ("VERIFIED", "provider")
    await api.settle()
    assert await status_of(api, verification["verification_id"]) == "VERIFIED"
    assert api.ok(await api.get(f"/customers/{customer['customer_id']}"))["kyc_status"] == "VERIFIED"
    assert await told_of(api, "document.verified") == [document["document_id"]]
    assert (await told_of(api, "verification.verified"))[-1:] == [verification["verification_id"]]


async def test_a_document_that_fails_leaves_its_verification_waiting(api: Api) -> None:
    customer = await make_customer(api, last_name="Document")
    verification = await verification_of(api, customer)
    async with api.bank._queue:
        document = await handed_in(api, customer)
        failed = api.ok(await api.post(DOCUMENT.format(document["document_id"]) + "/reject"))
        assert failed["document_status"] == "REJECTED"
    await api.settle()
    assert await status_of(api, verification["verification_id"]) == "DOCUMENT_REQUIRED"
    assert await told_of(api, "document.rejected") == [document["document_id"]]


async def test_a_document_that_expired_does_not_expire_again_on_its_day(api: Api) -> None:
    customer = await make_customer(api)
    document = api.ok(await api.post("/documents", {**paper(customer), "document_expiry": "2026-01-20"}))
    await api.settle()
    assert api.ok(await api.post(DOCUMENT.format(document["document_id"]) + "/expire"))["document_status"] == "EXPIRED"
    await api.advance(days=10)
    assert await told_of(api, "document.expired") == [document["document_id"]]


@pytest.mark.parametrize(
    ("trigger", "allowed"),
    [("approve", ["PENDING"]), ("reject", ["PENDING"]), ("expire", ["PENDING", "VERIFIED"])],
)
async def test_a_document_that_was_refused_stays_so(api: Api, trigger: str, allowed: list[str]) -> None:
    customer = await make_customer(api)
    document = api.ok(await api.post("/documents", {**paper(customer), "file_name": "blurred.pdf"}))
    await api.settle()
    reply = await api.post(f"{DOCUMENT.format(document['document_id'])}/{trigger}")
    assert (reply.status, reply.code) == (409, "wrong_state")
    assert (reply.body["current_status"], reply.body["allowed_from"]) == ("REJECTED", allowed)
    assert "POST /documents" in reply.body["detail"]


# Reviews -----------------------------------------------------------------------------------------
async def test_a_review_that_came_early_moves_the_next_one(api: Api) -> None:
    customer = await make_customer(api)
    await api.advance(days=100)
    early = api.ok(await api.post(f"/simulations/customers/{customer['customer_id']}/review"))
    await api.settle()
    assert api.ok(await api.get(f"/verifications/{early['verification_id']}"))["next_review_date"] == "2028-04-25"
    await api.advance(days=2 * 365)  # past the day on which it would have been due
    assert len(api.ok(await api.get("/verifications", customer_id=customer["customer_id"]))) == 2


async def test_a_customer_who_was_rejected_is_looked_at_again(api: Api) -> None:
    customer = await make_customer(api, metadata={"simulate": "kyc:rejected"})
    begun = api.ok(await api.post(f"/simulations/customers/{customer['customer_id']}/review"))
    assert begun["status"] == "PENDING"
    assert len(await told_of(api, "verification.created")) == 2


async def test_a_review_that_is_open_is_ended_by_the_trigger_that_the_refusal_names(api: Api) -> None:
    customer = await make_customer(api, last_name="Review")
    opened = await verification_of(api, customer)
    path = f"/simulations/customers/{customer['customer_id']}/review"
    reply = await api.post(path)
    assert (reply.status, reply.code) == (409, "verification_in_progress")
    ending = VERIFICATION.format(opened["verification_id"]) + "/approve"
    assert ending in reply.body["detail"]
    api.ok(await api.post(ending))
    assert api.ok(await api.post(path))["status"] == "PENDING"


# Who and what ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "path",
    [
        *(f"verifications/ver_0/{trigger}" for trigger in ("approve", "reject", "review", "request_document")),
        *(f"documents/doc_0/{trigger}" for trigger in ("approve", "reject", "expire")),
        "customers/cust_0/review",
    ],
)
async def test_nothing_happens_to_what_nobody_knows_or_may_touch(api: Api, path: str) -> None:
    reply = await api.post(f"/simulations/{path}")
    assert (reply.status, reply.code) == (404, "not_found")
    reader = await api.with_scopes("simulations:read")
    reply = await reader.post(f"/simulations/{path}")
    assert (reply.status, reply.code) == (403, "insufficient_scope")
