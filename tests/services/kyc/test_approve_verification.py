"""POST /verifications/{verificationId}/approve."""

from __future__ import annotations

import pytest

from tests.services.api import Api
from tests.services.builders import make_customer
from tests.services.kyc.papers import decide_at_once, kyc_status_of, statuses, verification_of


@pytest.mark.parametrize(
    ("ending", "status"),
    [("Review", "IN_REVIEW"), ("Sanctioned", "IN_REVIEW"), ("Document", "DOCUMENT_REQUIRED")],
)
async def test_approves_what_waits(api: Api, ending: str, status: str) -> None:
    customer = await make_customer(api, last_name=f"Lovelace {ending}")
    waiting = await verification_of(api, customer)
    assert (waiting["status"], waiting["decided_by"]) == (status, None)
    assert await kyc_status_of(api, customer) == "PENDING"
    await api.advance(hours=2)
    approved = api.ok(await api.post(f"/verifications/{waiting['verification_id']}/approve"))
    assert approved["status"] == "VERIFIED"
    assert approved["decided_by"].startswith("key_")
    assert set(statuses(approved).values()) == {"PASSED"}
    assert approved["reason"] is None
    assert approved["completed_at"] == "2026-01-15T11:30:00Z"
    assert approved["next_review_date"] == "2028-01-15"
    assert await kyc_status_of(api, customer) == "VERIFIED"
    assert len(await api.events("verification.verified")) == 1
    assert len(await api.events("customer.verified")) == 1


async def test_approves_before_the_provider_has_reported_and_its_report_changes_nothing(api: Api) -> None:
    customer = await make_customer(api)
    api.ok(await api.patch(f"/customers/{customer['customer_id']}", {"last_name": "Lovelace Denied"}))
    approved = await decide_at_once(api, customer, is_approved=True)
    assert (approved.status, approved.decided_by) == ("VERIFIED", "reviewer")
    ended = await verification_of(api, customer)
    assert ended["verification_id"] == approved.verification_id
    assert (ended["status"], ended["provider_reference"]) == ("VERIFIED", None)
    assert set(statuses(ended).values()) == {"PASSED"}


async def test_refuses_one_that_has_ended(api: Api) -> None:
    customer = await make_customer(api)
    ended = await verification_of(api, customer)
    reply = await api.post(f"/verifications/{ended['verification_id']}/approve")
    assert (reply.status, reply.code) == (409, "wrong_state")
    assert reply.body["current_status"] == "VERIFIED"
    assert reply.body["allowed_from"] == ["PENDING", "IN_REVIEW", "DOCUMENT_REQUIRED"]


async def test_refuses_an_unknown_one(api: Api) -> None:
    assert (await api.post("/verifications/ver_none/approve")).code == "not_found"


async def test_the_same_key_approves_once_and_replays(api: Api) -> None:
    customer = await make_customer(api, last_name="Lovelace Review")
    path = f"/verifications/{(await verification_of(api, customer))['verification_id']}/approve"
    first = await api.post(path, key="approve-1")
    again = await api.post(path, key="approve-1")
    assert again.status == 200
    assert again.body == first.body
    assert len(await api.events("verification.verified")) == 1
