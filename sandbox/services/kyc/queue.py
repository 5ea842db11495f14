"""What happens later in `kyc`: first verifications, periodic reviews, and documents that expire.

A customer is verified when created, on each review date, and on coming back from a suspension in
which either was missed. All three ask the same question (`rules.is_verification_due`), so a row that
comes twice or too late starts nothing. See: operations.py, tests/services/kyc/test_queue.py.
"""

from __future__ import annotations

from msgspec.structs import replace

from sandbox.contract.models.kyc import Document
from sandbox.engine.call import Call
from sandbox.engine.clock import day_of
from sandbox.engine.queue import reaction, step
from sandbox.services.customers import operations as customers
from sandbox.services.kyc import operations, rules
from sandbox.services.kyc.document_operations import EXPIRE
from sandbox.services.kyc.records import DOCUMENTS

VALID = ("PENDING", "VERIFIED")


@reaction("customer.created", "kyc.start")
async def start(call: Call, customer_id: str) -> None:
    """Begin the first verification of a new customer."""
    await _begin_if_due(call, customer_id)


@reaction("customer.reactivated", "kyc.resume")
async def resume(call: Call, customer_id: str) -> None:
    """Begin what a suspension kept from beginning."""
    await _begin_if_due(call, customer_id)


@step(operations.REVIEW_DUE)
async def review_due(call: Call, customer_id: str) -> None:
    """Begin a periodic review, unless the customer is no longer served or was verified since."""
    await _begin_if_due(call, customer_id)


@step(EXPIRE)
async def expire_document(call: Call, document_id: str) -> None:
    """End a document after the last day of its validity; emits document.expired."""
    document = await call.tx.get(DOCUMENTS, document_id)
    if document is not None and document.document_status in VALID:
        end_document(call, document)


def end_document(call: Call, document: Document) -> Document:
    """A document that is no longer valid; emits document.expired."""
    expired = replace(document, document_status="EXPIRED")
    call.tx.put(expired)
    call.tx.emit("document.expired", expired, document)
    return expired


async def _begin_if_due(call: Call, customer_id: str) -> None:
    customer = await customers.existing(call.tx, customer_id)
    if customer.status != "ACTIVE":
        return
    latest = await operations.latest_of(call.tx, customer_id)
    if rules.is_verification_due(latest, day_of(call.tx.now_us)):
        await operations.begin(call, customer)
