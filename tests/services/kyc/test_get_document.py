"""GET /documents/{documentId}."""

from __future__ import annotations

from tests.services.api import Api
from tests.services.builders import make_customer
from tests.services.kyc.papers import upload


async def test_shows_a_document_without_its_content(api: Api) -> None:
    customer = await make_customer(api)
    uploaded = await upload(api, customer, document_type="PROOF_ADDRESS")
    document = api.ok(await api.get(f"/documents/{uploaded['document_id']}"))
    assert (document["document_type"], document["customer_id"]) == ("PROOF_ADDRESS", customer["customer_id"])
    assert document["document_metadata"] == {}
    assert "content" not in document


async def test_refuses_an_unknown_one(api: Api) -> None:
    assert (await api.get("/documents/doc_none")).code == "not_found"
