"""GET /documents."""

from __future__ import annotations

from tests.services.api import Api
from tests.services.builders import make_customer
from tests.services.kyc.papers import paper, upload, verification_of


async def test_lists_the_newest_first_and_pages_by_cursor(api: Api) -> None:
    customer = await make_customer(api)
    uploaded = [await upload(api, customer, file_name=f"{number}.pdf") for number in range(3)]
    first = await api.get("/documents", limit=2)
    following = first.headers["link"].partition("<")[2].partition(">")[0].removeprefix("/v1")
    second = await api.get(following)
    assert [*api.ok(first), *api.ok(second)] == uploaded[::-1]
    assert api.ok(await api.get("/documents", order="asc")) == uploaded


async def test_filters_by_customer_verification_and_status(api: Api) -> None:
    ada = await make_customer(api, last_name="Lovelace Document")
    grace = await make_customer(api)
    verification_id = (await verification_of(api, ada))["verification_id"]
    refused = await upload(api, ada, file_name="blurred.pdf")
    accepted = await upload(api, grace)
    assert api.ok(await api.get("/documents", document_status="REJECTED")) == [refused]
    assert api.ok(await api.get("/documents", verification_id=verification_id)) == [refused]
    assert api.ok(await api.get("/documents", customer_id=grace["customer_id"])) == [accepted]
    both = {"customer_id": grace["customer_id"], "document_status": "REJECTED"}
    assert api.ok(await api.get("/documents", **both)) == []


async def test_finds_the_one_a_key_uploaded(api: Api) -> None:
    customer = await make_customer(api)
    uploaded = api.ok(await api.post("/documents", paper(customer), key="upload-2"))
    (found,) = api.ok(await api.get("/documents", idempotency_key="upload-2"))
    assert found["document_id"] == uploaded["document_id"]
