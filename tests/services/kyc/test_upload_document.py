"""POST /documents."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest

from tests.services.api import Api
from tests.services.builders import make_customer
from tests.services.kyc.papers import PDF, b64, kyc_status_of, paper, statuses, upload, verification_of

MIB = 1024 * 1024


async def test_takes_a_document_in_that_the_provider_accepts(api: Api) -> None:
    customer = await make_customer(api)
    metadata = {"number": "X123", "issuer": "US"}
    body = paper(customer, document_expiry="2030-05-31", document_metadata=metadata)
    reply = await api.post("/documents", body)
    uploaded = api.ok(reply)
    assert reply.status == 201
    assert reply.headers["location"] == f"/v1/documents/{uploaded['document_id']}"
    assert uploaded["document_status"] == "PENDING"
    assert uploaded["document_hash"] == sha256(PDF).hexdigest()
    assert (uploaded["size_bytes"], uploaded["file_name"]) == (len(PDF), "passport.pdf")
    assert uploaded["document_metadata"] == metadata
    assert "content" not in uploaded
    await api.settle()
    document = api.ok(await api.get(f"/documents/{uploaded['document_id']}"))
    assert (document["document_status"], document["verified_by"]) == ("VERIFIED", "provider")
    assert document["verified_at"] == "2026-01-15T09:30:00Z"
    assert document["next_review_date"] == "2030-05-31"


async def test_emits_that_it_came_and_what_the_provider_said(api: Api) -> None:
    customer = await make_customer(api)
    accepted = await upload(api, customer)
    refused = await upload(api, customer, file_name="Blurred passport.pdf")
    assert (refused["document_status"], refused["verified_by"], refused["verified_at"]) == ("REJECTED", None, None)
    identifiers = [accepted["document_id"], refused["document_id"]]
    assert [event["data"]["document_id"] for event in await api.events("document.uploaded")] == identifiers
    assert [event["data"]["document_id"] for event in await api.events("document.verified")] == identifiers[:1]
    assert [event["data"]["document_id"] for event in await api.events("document.rejected")] == identifiers[1:]


async def test_an_id_ends_the_verification_that_waits_for_it(api: Api) -> None:
    customer = await make_customer(api, last_name="Lovelace Document")
    waiting = await verification_of(api, customer)
    assert waiting["status"] == "DOCUMENT_REQUIRED"
    assert waiting["reason"] == "A document of type ID is needed."
    assert len(await api.events("verification.document_required")) == 1
    document = await upload(api, customer)
    assert document["verification_id"] == waiting["verification_id"]
    ended = await verification_of(api, customer)
    assert (ended["status"], ended["decided_by"], ended["reason"]) == ("VERIFIED", "provider", None)
    assert statuses(ended) == {"IDENTITY": "PASSED", "SANCTIONS": "PASSED"}
    assert await kyc_status_of(api, customer) == "VERIFIED"


@pytest.mark.parametrize("overrides", [{"document_type": "INCOME"}, {"file_name": "blurred.pdf"}])
async def test_another_or_a_blurred_document_does_not_end_it(api: Api, overrides: dict[str, Any]) -> None:
    customer = await make_customer(api, last_name="Lovelace Document")
    await upload(api, customer, **overrides)
    assert (await verification_of(api, customer))["status"] == "DOCUMENT_REQUIRED"
    assert len(await api.events("verification.document_required")) == 1
    await upload(api, customer)
    assert (await verification_of(api, customer))["status"] == "VERIFIED"


async def test_a_document_does_not_end_a_review_by_a_person(api: Api) -> None:
    customer = await make_customer(api, last_name="Lovelace Review")
    await upload(api, customer)
    assert (await verification_of(api, customer))["status"] == "IN_REVIEW"


async def test_goes_with_the_verification_it_names_or_with_none(api: Api) -> None:
    customer = await make_customer(api)
    ended = (await verification_of(api, customer))["verification_id"]
    assert (await upload(api, customer))["verification_id"] is None
    assert (await upload(api, customer, verification_id=ended))["verification_id"] == ended
    assert (await verification_of(api, customer))["status"] == "VERIFIED"


@pytest.mark.parametrize(
    ("content_type", "data"),
    [
        ("image/jpeg", b"\xff\xd8\xff\xe0 a picture"),
        ("image/png", b"\x89PNG\r\n\x1a\n a picture"),
        ("text/plain", "Größe: 170 cm".encode()),
    ],
)
async def test_takes_pictures_and_text(api: Api, content_type: str, data: bytes) -> None:
    document = await upload(api, await make_customer(api), content_type=content_type, content=b64(data))
    assert (document["content_type"], document["document_status"]) == (content_type, "VERIFIED")


async def test_takes_four_mebibytes_and_not_a_byte_more(api: Api) -> None:
    customer = await make_customer(api)
    largest = PDF.ljust(4 * MIB, b".")
    assert (await upload(api, customer, content=b64(largest)))["size_bytes"] == 4 * MIB
    reply = await api.post("/documents", paper(customer, content=b64(largest + b".")))
    assert (reply.status, reply.code) == (422, "document_unreadable")


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        ("this is not base64!", "text/plain"),
        ("dGVz\ndA==", "text/plain"),
        ("dGVzdA", "text/plain"),
        ("dGVzdB==", "text/plain"),
        ("====", "text/plain"),
        (b64(b"test"), "application/pdf"),
        (b64(PDF), "image/png"),
        (b64(b"\x89PNG"), "image/png"),
        (b64(b"\xff\xd8\xff"), "text/plain"),
        (b64(PDF), "image/jpeg"),
    ],
)
async def test_refuses_what_nobody_can_read(api: Api, content: str, content_type: str) -> None:
    customer = await make_customer(api)
    reply = await api.post("/documents", paper(customer, content=content, content_type=content_type))
    assert (reply.status, reply.code) == (422, "document_unreadable")
    assert api.ok(await api.get("/documents")) == []


async def test_refuses_a_document_whose_last_day_is_over(api: Api) -> None:
    customer = await make_customer(api)
    reply = await api.post("/documents", paper(customer, document_expiry="2026-01-14"))
    assert (reply.status, reply.code) == (422, "document_expired")
    api.ok(await api.post("/documents", paper(customer, document_expiry="2026-01-15")))


async def test_refuses_a_suspended_customer(api: Api) -> None:
    customer = await make_customer(api)
    api.ok(await api.post(f"/customers/{customer['customer_id']}/suspend"))
    reply = await api.post("/documents", paper(customer))
    assert (reply.status, reply.code) == (422, "customer_not_active")


async def test_refuses_an_unknown_customer(api: Api) -> None:
    assert (await api.post("/documents", paper({"customer_id": "cust_none"}))).code == "not_found"


async def test_refuses_a_verification_of_somebody_else(api: Api) -> None:
    customer, other = await make_customer(api), await make_customer(api)
    others = (await verification_of(api, other))["verification_id"]
    for verification_id in (others, "ver_none"):
        reply = await api.post("/documents", paper(customer, verification_id=verification_id))
        assert (reply.status, reply.code) == (404, "not_found")


async def test_the_same_key_takes_one_document_in(api: Api) -> None:
    customer = await make_customer(api)
    first = await api.post("/documents", paper(customer), key="upload-1")
    again = await api.post("/documents", paper(customer), key="upload-1")
    assert again.body == first.body
    assert again.headers["idempotent-replayed"] == "true"
    assert len(api.ok(await api.get("/documents", customer_id=customer["customer_id"]))) == 1
    other = await api.post("/documents", paper(customer, file_name="other.pdf"), key="upload-1")
    assert other.code == "idempotency_key_reused"
