"""GET /documents/{documentId}/content."""

from __future__ import annotations

from tests.services.api import Api
from tests.services.builders import make_customer
from tests.services.kyc.papers import PDF, b64, upload

SECRET = b"%PDF-1.7 The number of the passport is 918273645."


async def test_gives_the_content_as_it_was_handed_in(api: Api) -> None:
    document = await upload(api, await make_customer(api))
    content = api.ok(await api.get(f"/documents/{document['document_id']}/content"))
    assert content == {
        "document_id": document["document_id"],
        "content_type": "application/pdf",
        "file_name": "passport.pdf",
        "content": b64(PDF),
    }


async def test_neither_content_nor_name_is_in_the_banks_file(api: Api) -> None:
    customer = await make_customer(api)
    uploaded = await upload(api, customer, content=b64(SECRET), file_name="of-ada.pdf")
    await api.settle()
    written = b"".join(file.read_bytes() for file in (api.world.path / "banks").iterdir())
    assert uploaded["document_hash"].encode() in written
    for personal in (b64(SECRET).encode(), SECRET, b"of-ada.pdf"):
        assert personal not in written


async def test_refuses_an_unknown_one(api: Api) -> None:
    assert (await api.get("/documents/doc_none/content")).code == "not_found"
