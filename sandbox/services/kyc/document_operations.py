"""The operations of `kyc` on documents, and the provider's word on them.

A document is taken in PENDING with the hash of its content; `document.uploaded` makes the provider
look at it, after the commit. The content is a record of its own and sealed: see records.py. A
document goes with the verification it names, or with the customer's open one.
See: operations.py for verifications, queue.py for expiry, tests/services/kyc/.
"""

from __future__ import annotations

import datetime
from hashlib import sha256

from msgspec.structs import replace

from sandbox.contract.binder import operation
from sandbox.contract.models.kyc import Document, DocumentContent, DocumentUpload
from sandbox.contract.models.parameters import ListDocumentsQuery
from sandbox.contract.pages import Page
from sandbox.contract.problem import not_found
from sandbox.engine.call import Call
from sandbox.engine.clock import day_of, start_of_day
from sandbox.engine.listing import list_records
from sandbox.engine.transaction import Transaction
from sandbox.services.customers import operations as customers
from sandbox.services.kyc import operations as verifications
from sandbox.services.kyc import rules
from sandbox.services.kyc.provider import DocumentReport, DocumentRequest
from sandbox.services.kyc.records import DOCUMENTS, FILES, DocumentFile

EXPIRE = "kyc.expire_document"
_DAY = datetime.timedelta(days=1)


# What others ask, the provider's side above all --------------------------------------------------
async def existing(tx: Transaction, document_id: str) -> Document:
    """The document. Raises `not_found`."""
    document = await tx.get(DOCUMENTS, document_id)
    if document is None:
        raise not_found("document", document_id)
    return document


async def request_for(tx: Transaction, document: Document) -> DocumentRequest:
    """What the provider is asked about a document."""
    return DocumentRequest(
        document_id=document.document_id,
        document_type=document.document_type,
        file_name=document.file_name,
        content_type=document.content_type,
        content=await _content(tx, document),
    )


async def take_document_report(call: Call, report: DocumentReport) -> Document:
    """Take over what the provider says of a document. Raises `not_found`.

    A report that comes twice, or after the document's expiry, changes nothing.
    """
    document = await existing(call.tx, report.document_id)
    if document.document_status != "PENDING":
        return document
    if report.is_accepted:
        decided = replace(
            document,
            document_status="VERIFIED",
            verified_by=verifications.PROVIDER,
            verified_at=call.now,
            next_review_date=document.document_expiry,
        )
    else:
        decided = replace(document, document_status="REJECTED")
    call.tx.put(decided)
    call.tx.emit("document.verified" if report.is_accepted else "document.rejected", decided, document)
    return decided


# The contract ------------------------------------------------------------------------------------
@operation("uploadDocument")
async def upload_document(call: Call, body: DocumentUpload) -> Document:
    await customers.active(call.tx, body.customer_id)
    verification_id = await _verification_for(call.tx, body)
    rules.check_expiry(body.document_expiry, day_of(call.tx.now_us))
    data = rules.read_document(body.content, body.content_type)
    document = Document(
        document_id=call.new_id("doc"),
        customer_id=body.customer_id,
        verification_id=verification_id,
        document_type=body.document_type,
        document_status="PENDING",
        document_hash=sha256(data).hexdigest(),
        document_metadata=body.document_metadata,
        document_expiry=body.document_expiry,
        file_name=body.file_name,
        content_type=body.content_type,
        size_bytes=len(data),
        uploaded_at=call.now,
    )
    call.tx.put(document)
    call.tx.put(DocumentFile(document_id=document.document_id, customer_id=document.customer_id, content=body.content))
    call.tx.emit("document.uploaded", document)
    # The expiry is the last day of validity; the last day there is has no end.
    if body.document_expiry is not None and body.document_expiry < datetime.date.max:
        call.tx.schedule(EXPIRE, document.document_id, start_of_day(body.document_expiry + _DAY))
    return document


@operation("listDocuments")
async def list_documents(call: Call, query: ListDocumentsQuery) -> Page[Document]:
    where = {
        "document_status": query.document_status,
        "customer_id": query.customer_id,
        "verification_id": query.verification_id,
    }
    return Page(*await list_records(call, DOCUMENTS, query, where))


@operation("getDocument")
async def get_document(call: Call, document_id: str) -> Document:
    return await existing(call.tx, document_id)


@operation("downloadDocument")
async def download_document(call: Call, document_id: str) -> DocumentContent:
    document = await existing(call.tx, document_id)
    return DocumentContent(
        document_id=document.document_id,
        content_type=document.content_type,
        file_name=document.file_name,
        content=await _content(call.tx, document),
    )


# Within ------------------------------------------------------------------------------------------
async def _verification_for(tx: Transaction, body: DocumentUpload) -> str | None:
    """The verification a new document goes with. Raises `not_found` for somebody else's."""
    if body.verification_id is None:
        opened = await verifications.open_of(tx, body.customer_id)
        return None if opened is None else opened.verification_id
    verification = await verifications.existing(tx, body.verification_id)
    if verification.customer_id != body.customer_id:
        raise not_found("verification", body.verification_id)
    return verification.verification_id


async def _content(tx: Transaction, document: Document) -> str:
    file = await tx.get(FILES, document.document_id)
    assert file is not None, f"{document.document_id} has no content"
    return file.content
