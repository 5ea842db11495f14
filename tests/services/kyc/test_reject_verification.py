"""POST /verifications/{verificationId}/reject."""

from __future__ import annotations

import pytest

from tests.services.api import Api
from tests.services.builders import make_customer
from tests.services.kyc.papers import decide_at_once, kyc_status_of, statuses, verification_of


@pytest.mark.parametrize("ending", ["Review", "Document"])
async def test_rejects_what_waits_and_says_why(api: Api, ending: str) -> None:
    customer = await make_customer(api, last_name=f"Lovelace {ending}")
    waiting = await verification_of(api, customer)
    path = f"/verifications/{waiting['verification_id']}/reject"
    rejected = api.ok(await api.post(path, {"reason": "Papers are forged"}))
    assert (rejected["status"], rejected["reason"]) == ("REJECTED", "Papers are forged")
    assert rejected["decided_by"].startswith("key_")
    assert rejected["completed_at"] == "2026-01-15T09:30:00Z"
    assert rejected["next_review_date"] is None
    assert statuses(rejected) == {"IDENTITY": "FAILED", "SANCTIONS": "PASSED"}
    # The reviewer's words are in one place; a check keeps what the provider found.
    assert rejected["checks"] == [
        {**check, "status": statuses(rejected)[check["check_type"]]} for check in waiting["checks"]
    ]
    assert await kyc_status_of(api, customer) == "REJECTED"
    (event,) = await api.events("verification.rejected")
    assert event["previous"]["status"] == waiting["status"]
    assert len(await api.events("customer.rejected")) == 1


async def test_without_a_reason_the_providers_stands(api: Api) -> None:
    customer = await make_customer(api, last_name="Lovelace Sanctioned")
    waiting = await verification_of(api, customer)
    assert statuses(waiting) == {"IDENTITY": "PASSED", "SANCTIONS": "REVIEW"}
    rejected = api.ok(await api.post(f"/verifications/{waiting['verification_id']}/reject"))
    assert rejected["reason"] == waiting["reason"]
    assert "sanctions" in rejected["reason"]


async def test_rejects_before_the_provider_has_reported_and_its_report_changes_nothing(api: Api) -> None:
    customer = await make_customer(api)
    rejected = await decide_at_once(api, customer, is_approved=False)
    ended = await verification_of(api, customer)
    assert ended["verification_id"] == rejected.verification_id
    assert (ended["status"], ended["decided_by"], ended["reason"]) == ("REJECTED", "reviewer", None)
    assert set(statuses(ended).values()) == {"FAILED"}
    assert await kyc_status_of(api, customer) == "REJECTED"


async def test_refuses_one_that_has_ended(api: Api) -> None:
    customer = await make_customer(api, last_name="Lovelace Denied")
    ended = await verification_of(api, customer)
    reply = await api.post(f"/verifications/{ended['verification_id']}/reject", {"reason": "Again"})
    assert (reply.status, reply.code) == (409, "wrong_state")
    assert reply.body["current_status"] == "REJECTED"


async def test_refuses_an_unknown_one(api: Api) -> None:
    assert (await api.post("/verifications/ver_none/reject")).code == "not_found"
