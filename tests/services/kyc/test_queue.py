"""What happens later: first verifications, reviews, expiry."""

from __future__ import annotations

from tests.services.api import Api
from tests.services.builders import make_customer
from tests.services.kyc.papers import kyc_status_of, paper, upload, verification_of


async def _verifications(api: Api, customer_id: str) -> list[str]:
    found = api.ok(await api.get("/verifications", customer_id=customer_id, order="asc"))
    return [one["created_at"][:10] for one in found]


async def test_a_new_customer_is_verified_once(api: Api) -> None:
    customer = await make_customer(api)
    assert customer["kyc_status"] == "VERIFIED"
    assert len(await api.events("verification.created")) == 1
    assert len(await api.events("verification.verified")) == 1
    assert len(await api.events("customer.verified")) == 1


async def test_a_verification_waits_for_a_person_with_an_event(api: Api) -> None:
    customer = await make_customer(api, last_name="Lovelace Review")
    (event,) = await api.events("verification.review_required")
    assert event["data"]["verification_id"] == (await verification_of(api, customer))["verification_id"]
    assert await kyc_status_of(api, customer) == "PENDING"


async def test_a_verified_customer_is_looked_at_again_on_the_review_date(api: Api) -> None:
    identifier = (await make_customer(api))["customer_id"]
    await api.advance(days=729)
    assert await _verifications(api, identifier) == ["2026-01-15"]
    await api.advance(days=1)
    assert await _verifications(api, identifier) == ["2026-01-15", "2028-01-15"]
    await api.advance(days=731)
    assert await _verifications(api, identifier) == ["2026-01-15", "2028-01-15", "2030-01-15"]


async def test_a_verification_in_between_moves_the_review(api: Api) -> None:
    identifier = (await make_customer(api))["customer_id"]
    await api.advance(days=365)
    api.ok(await api.post("/verifications", {"customer_id": identifier}))
    await api.advance(days=365)
    assert await _verifications(api, identifier) == ["2026-01-15", "2027-01-15"]
    await api.advance(days=366)
    assert await _verifications(api, identifier) == ["2026-01-15", "2027-01-15", "2029-01-15"]


async def test_an_open_verification_is_not_doubled_by_the_review(api: Api) -> None:
    customer = await make_customer(api)
    identifier = customer["customer_id"]
    api.ok(await api.patch(f"/customers/{identifier}", {"last_name": "Lovelace Review"}))
    await api.advance(days=700)
    api.ok(await api.post("/verifications", {"customer_id": identifier}))
    await api.advance(days=100)
    assert len(await _verifications(api, identifier)) == 2
    assert await kyc_status_of(api, customer) == "VERIFIED"


async def test_a_closed_customer_is_not_looked_at_again(api: Api) -> None:
    identifier = (await make_customer(api))["customer_id"]
    api.ok(await api.post(f"/customers/{identifier}/close"))
    await api.advance(days=800)
    assert await _verifications(api, identifier) == ["2026-01-15"]


async def test_a_review_missed_while_suspended_is_made_up_for(api: Api) -> None:
    identifier = (await make_customer(api))["customer_id"]
    api.ok(await api.post(f"/customers/{identifier}/suspend"))
    await api.advance(days=800)
    assert await _verifications(api, identifier) == ["2026-01-15"]
    api.ok(await api.post(f"/customers/{identifier}/reactivate"))
    await api.settle()
    assert await _verifications(api, identifier) == ["2026-01-15", "2028-03-25"]


async def test_coming_back_early_starts_nothing(api: Api) -> None:
    identifier = (await make_customer(api))["customer_id"]
    api.ok(await api.post(f"/customers/{identifier}/suspend"))
    api.ok(await api.post(f"/customers/{identifier}/reactivate"))
    await api.settle()
    assert len(await _verifications(api, identifier)) == 1


async def test_a_document_expires_after_its_last_day(api: Api) -> None:
    document = await upload(api, await make_customer(api), document_expiry="2026-01-17")
    path = f"/documents/{document['document_id']}"
    await api.advance(days=2)
    assert api.ok(await api.get(path))["document_status"] == "VERIFIED"
    await api.advance(days=1)
    assert api.ok(await api.get(path))["document_status"] == "EXPIRED"
    (event,) = await api.events("document.expired")
    assert event["data"]["document_id"] == document["document_id"]
    assert event["previous"]["document_status"] == "VERIFIED"


async def test_a_rejected_document_does_not_expire(api: Api) -> None:
    customer = await make_customer(api)
    document = await upload(api, customer, document_expiry="2026-01-17", file_name="blurred.pdf")
    await api.advance(days=9)
    path = f"/documents/{document['document_id']}"
    assert api.ok(await api.get(path))["document_status"] == "REJECTED"
    assert await api.events("document.expired") == []


async def test_a_document_may_be_valid_to_the_end_of_time(api: Api) -> None:
    customer = await make_customer(api)
    api.ok(await api.post("/documents", paper(customer, document_expiry="9999-12-31")))
