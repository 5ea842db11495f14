"""POST, GET, PATCH /customers; suspend, reactivate, close."""

from __future__ import annotations

import asyncio

import pytest

from tests.services.api import Api
from tests.services.builders import make_business, make_customer

PERSON = {
    "customer_type": "INDIVIDUAL",
    "first_name": "Ada",
    "last_name": "Lovelace",
    "email": "ada@example.com",
    "date_of_birth": "1985-12-10",
}


async def test_a_new_customer_is_pending_and_soon_verified(api: Api) -> None:
    reply = await api.post("/customers", {**PERSON, "national_id": "123-45-6789", "tax_id": "98-7654321"})
    customer = api.ok(reply)
    assert (reply.status, customer["kyc_status"], customer["status"]) == (201, "PENDING", "ACTIVE")
    assert (customer["national_id_last4"], customer["tax_id_last4"]) == ("6789", "4321")
    assert "national_id" not in customer
    await api.settle()
    path = f"/customers/{customer['customer_id']}"
    assert reply.headers["location"] == f"/v1{path}"
    assert api.ok(await api.get(path))["kyc_status"] == "VERIFIED"
    for event_type in ("customer.created", "customer.verified"):
        assert [event["resource_id"] for event in await api.events(event_type)] == [customer["customer_id"]]


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({"customer_type": "INDIVIDUAL"}, {"/first_name", "/last_name", "/date_of_birth"}),
        ({"customer_type": "BUSINESS"}, {"/legal_name", "/registration_number"}),
        ({**PERSON, "date_of_birth": "2026-01-15"}, {"/date_of_birth"}),
    ],
)
async def test_refuses_a_customer_without_what_its_type_needs(
    api: Api, body: dict[str, str], pointers: set[str]
) -> None:
    reply = await api.post("/customers", {"email": "a@b.example", **body})
    assert (reply.status, reply.code) == (400, "invalid_field")
    assert {error["pointer"] for error in reply.body["errors"]} == pointers


async def test_an_address_belongs_to_one_customer_in_any_case(api: Api) -> None:
    await make_customer(api, email="ada@example.com")
    other = await make_customer(api)
    reply = await api.post("/customers", {**PERSON, "email": "Ada@Example.com"})
    assert (reply.status, reply.code) == (409, "email_taken")
    path = f"/customers/{other['customer_id']}"
    assert (await api.patch(path, {"email": "ADA@example.com"})).code == "email_taken"
    assert api.ok(await api.patch(path, {"email": other["email"].upper()}))["email"] == other["email"].upper()


async def test_two_at_once_with_one_address_make_one_customer(api: Api) -> None:
    replies = await asyncio.gather(*(api.post("/customers", PERSON) for _ in range(6)))
    assert sorted(reply.status for reply in replies) == [201] + [409] * 5


async def test_personal_values_are_found_whole_and_only_whole(api: Api) -> None:
    ada = await make_customer(
        api, first_name="Ada Mary", last_name="King", phone_number="+12025550101", national_id="900-11-2222"
    )
    await make_customer(api, first_name="Mary", last_name="Somerville")
    for query in (
        {"email": ada["email"].upper()},
        {"phone_number": "+12025550101"},
        {"national_id": "900-11-2222"},
        {"name": "king mary"},
        {"name": "ADA"},
    ):
        found = api.ok(await api.get("/customers", **query))
        assert [one["customer_id"] for one in found] == [ada["customer_id"]], query
    for query in ({"name": "Kin"}, {"name": "Mary Byron"}, {"email": "ada"}, {"national_id": "900"}):
        assert api.ok(await api.get("/customers", **query)) == [], query
    assert len(api.ok(await api.get("/customers", name="mary"))) == 2


async def test_filters_by_state_and_type(api: Api) -> None:
    person, business = await make_customer(api), await make_business(api)
    api.ok(await api.post(f"/customers/{person['customer_id']}/suspend"))
    for query, wanted in (
        ({"customer_type": "BUSINESS"}, business),
        ({"status": "SUSPENDED"}, person),
        ({"kyc_status": "VERIFIED", "status": "ACTIVE"}, business),
    ):
        assert [one["customer_id"] for one in api.ok(await api.get("/customers", **query))] == [wanted["customer_id"]]


async def test_changes_are_told_without_their_personal_values(api: Api) -> None:
    customer = await make_customer(api)
    path = f"/customers/{customer['customer_id']}"
    address = {"line1": "1 Main Street", "city": "Springfield", "country": "US"}
    updated = api.ok(await api.patch(path, {"last_name": "King", "address": address}))
    assert (updated["last_name"], updated["address"]["city"]) == ("King", "Springfield")
    (event,) = await api.events("customer.updated")
    assert event["previous"] == {"last_name": "[personal]", "address": "[personal]"}


async def test_moves_between_its_states_and_ends_closed(api: Api) -> None:
    customer = await make_customer(api)
    path = f"/customers/{customer['customer_id']}"
    reply = await api.post(f"{path}/reactivate")
    assert (reply.status, reply.code, reply.body["allowed_from"]) == (409, "wrong_state", ["SUSPENDED"])
    assert api.ok(await api.post(f"{path}/suspend"))["status"] == "SUSPENDED"
    assert (await api.post(f"{path}/suspend")).code == "wrong_state"
    assert api.ok(await api.post(f"{path}/reactivate"))["status"] == "ACTIVE"
    assert api.ok(await api.post(f"{path}/close"))["status"] == "CLOSED"
    assert (await api.patch(path, {"last_name": "X"})).code == "wrong_state"
    for event_type in ("customer.suspended", "customer.reactivated", "customer.closed"):
        assert len(await api.events(event_type)) == 1


async def test_the_replayed_answer_of_a_person_is_sealed_at_rest(api: Api) -> None:
    body = {**PERSON, "first_name": "Canaryfirst", "email": "canary4711@example.com", "national_id": "987-65-4321"}
    first = await api.post("/customers", body, key="c")
    again = await api.post("/customers", body, key="c")
    assert again.body == api.ok(first)
    await api.settle()
    contents = b"".join(file.read_bytes() for file in api.world.path.rglob("*") if file.is_file())
    for canary in (b"Canaryfirst", b"canary4711", b"987-65-4321", b"1985-12-10"):
        assert canary not in contents
