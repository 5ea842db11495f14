"""POST /verifications."""

from __future__ import annotations

from tests.services.api import Api
from tests.services.builders import make_business, make_customer
from tests.services.kyc.papers import kyc_status_of, statuses, verification_of

ADDRESS = {"line1": "1 Main Street", "city": "Springfield", "country": "US"}


async def test_starts_another_verification_that_the_provider_ends(api: Api) -> None:
    customer = await make_customer(api, address=ADDRESS)
    await api.advance(days=1)
    reply = await api.post("/verifications", {"customer_id": customer["customer_id"]})
    started = api.ok(reply)
    assert reply.status == 201
    assert reply.headers["location"] == f"/v1/verifications/{started['verification_id']}"
    assert started["status"] == "PENDING"
    assert started["created_at"] == "2026-01-16T09:30:00Z"
    assert statuses(started) == {"IDENTITY": "PENDING", "ADDRESS": "PENDING", "SANCTIONS": "PENDING"}
    assert started["provider_reference"] is started["decided_by"] is started["completed_at"] is None
    await api.settle()
    ended = await verification_of(api, customer)
    assert ended["verification_id"] == started["verification_id"]
    assert (ended["status"], ended["decided_by"]) == ("VERIFIED", "provider")
    assert ended["provider_reference"].startswith("sim-")
    assert ended["next_review_date"] == "2028-01-16"


async def test_checks_a_person_without_address_less(api: Api) -> None:
    customer = await make_customer(api)
    assert statuses(await verification_of(api, customer)) == {"IDENTITY": "PASSED", "SANCTIONS": "PASSED"}


async def test_checks_the_owners_of_a_business_that_has_some(api: Api) -> None:
    business = await make_business(api)
    assert statuses(await verification_of(api, business)) == {"BUSINESS": "PASSED", "SANCTIONS": "PASSED"}
    owner = {"name": "Charles Babbage", "date_of_birth": "1971-12-26", "ownership_bps": 6000}
    api.ok(await api.post(f"/customers/{business['customer_id']}/owners", owner))
    api.ok(await api.post("/verifications", {"customer_id": business["customer_id"]}))
    await api.settle()
    found = statuses(await verification_of(api, business))
    assert found == {"BUSINESS": "PASSED", "OWNER": "PASSED", "SANCTIONS": "PASSED"}


async def test_a_verified_customer_stays_so_until_the_new_one_ends(api: Api) -> None:
    customer = await make_customer(api)
    body = {"last_name": "Lovelace Review"}
    api.ok(await api.patch(f"/customers/{customer['customer_id']}", body))
    api.ok(await api.post("/verifications", {"customer_id": customer["customer_id"]}))
    await api.settle()
    verification = await verification_of(api, customer)
    assert verification["status"] == "IN_REVIEW"
    assert await kyc_status_of(api, customer) == "VERIFIED"
    api.ok(await api.post(f"/verifications/{verification['verification_id']}/reject"))
    assert await kyc_status_of(api, customer) == "REJECTED"
    assert len(await api.events("customer.rejected")) == 1


async def test_a_rejected_customer_is_pending_again(api: Api) -> None:
    customer = await make_customer(api, last_name="Lovelace Denied")
    assert customer["kyc_status"] == "REJECTED"
    api.ok(await api.patch(f"/customers/{customer['customer_id']}", {"last_name": "Lovelace"}))
    started = await api.post("/verifications", {"customer_id": customer["customer_id"]})
    assert api.ok(started)["status"] == "PENDING"
    await api.settle()
    assert await kyc_status_of(api, customer) == "VERIFIED"


async def test_emits_that_it_began_and_how_it_ended(api: Api) -> None:
    customer = await make_customer(api)
    started = api.ok(await api.post("/verifications", {"customer_id": customer["customer_id"]}))
    _, created = await api.events("verification.created")
    _, verified = await api.events("verification.verified")
    identifier = started["verification_id"]
    assert created["data"] == {"verification_id": identifier, "status": "PENDING"}
    assert verified["data"] == {"verification_id": identifier, "status": "VERIFIED"}
    assert verified["previous"]["status"] == "PENDING"


async def test_refuses_while_another_is_open(api: Api) -> None:
    customer = await make_customer(api, last_name="Lovelace Review")
    reply = await api.post("/verifications", {"customer_id": customer["customer_id"]})
    assert (reply.status, reply.code) == (409, "verification_in_progress")
    assert (await verification_of(api, customer))["verification_id"] in reply.body["detail"]


async def test_refuses_a_suspended_customer(api: Api) -> None:
    customer = await make_customer(api)
    api.ok(await api.post(f"/customers/{customer['customer_id']}/suspend"))
    reply = await api.post("/verifications", {"customer_id": customer["customer_id"]})
    assert (reply.status, reply.code) == (422, "customer_not_active")


async def test_refuses_an_unknown_customer(api: Api) -> None:
    assert (await api.post("/verifications", {"customer_id": "cust_none"})).code == "not_found"


async def test_the_same_key_starts_one_verification(api: Api) -> None:
    customer = await make_customer(api)
    body = {"customer_id": customer["customer_id"]}
    first = await api.post("/verifications", body, key="verify-1")
    await api.settle()
    again = await api.post("/verifications", body, key="verify-1")
    assert again.body == first.body
    assert again.headers["idempotent-replayed"] == "true"
    assert len(api.ok(await api.get("/verifications", customer_id=customer["customer_id"]))) == 2
