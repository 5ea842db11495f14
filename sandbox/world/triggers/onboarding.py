"""Triggers of onboarding: what the identity provider finds, documents included, and reviews that fall due.

A verification takes the provider's word for as long as it is open; a document for as long as it is
PENDING. See: identity_provider.py for what happens without a trigger, services/kyc.
"""

from __future__ import annotations

from sandbox.contract.binder import operation
from sandbox.contract.models.kyc import CheckStatus, Document, Verification
from sandbox.engine.call import Call
from sandbox.services.customers import operations as customers
from sandbox.services.kyc import document_operations as documents
from sandbox.services.kyc import operations as verifications
from sandbox.services.kyc import queue as kyc_queue
from sandbox.services.kyc import rules
from sandbox.services.kyc.provider import CheckResult, DocumentReport, ProviderReport
from sandbox.world.identity_provider import VERIFY
from sandbox.world.triggers import problems

_FIRST_REASONS: dict[CheckStatus, str] = {
    "FAILED": "The records do not know this identity.",
    "REVIEW": "The records differ; a person has to look.",
    "PENDING": "A document of type ID is needed.",
}


@operation("simulateVerificationApproval")
async def approve(call: Call, verification_id: str) -> Verification:
    return await _report(call, verification_id, "PASSED")


@operation("simulateVerificationRejection")
async def reject(call: Call, verification_id: str) -> Verification:
    return await _report(call, verification_id, "FAILED")


@operation("simulateVerificationReview")
async def review(call: Call, verification_id: str) -> Verification:
    return await _report(call, verification_id, "REVIEW")


@operation("simulateDocumentRequest")
async def request_document(call: Call, verification_id: str) -> Verification:
    return await _report(call, verification_id, "PENDING")


@operation("simulateDocumentApproval")
async def approve_document(call: Call, document_id: str) -> Document:
    document = await _decide(call, document_id, is_accepted=True)
    if document.verification_id is not None:
        waiting = await verifications.existing(call.tx, document.verification_id)
        if waiting.status == "DOCUMENT_REQUIRED":
            await _report(call, document.verification_id, "PASSED")
    return document


@operation("simulateDocumentRejection")
async def reject_document(call: Call, document_id: str) -> Document:
    return await _decide(call, document_id, is_accepted=False)


@operation("simulateDocumentExpiry")
async def expire_document(call: Call, document_id: str) -> Document:
    document = await documents.existing(call.tx, document_id)
    if document.document_status not in kyc_queue.VALID:
        raise problems.document_decided(document.document_status, kyc_queue.VALID)
    return kyc_queue.end_document(call, document)


@operation("simulateReviewDue")
async def review_due(call: Call, customer_id: str) -> Verification:
    customer = await customers.active(call.tx, customer_id)
    opened = await verifications.open_of(call.tx, customer_id)
    if opened is not None:
        raise problems.review_open(opened.verification_id)
    return await verifications.begin(call, customer)


async def _report(call: Call, verification_id: str, first: CheckStatus) -> Verification:
    """A report in which the first check ends so, and every other one has passed."""
    verification = await verifications.existing(call.tx, verification_id)
    if verification.status not in rules.OPEN:
        raise problems.verification_ended(verification_id, verification.status, rules.OPEN, verification.customer_id)
    if verification.status == "PENDING":
        await _answer_for_the_provider(call, verification_id)
    checks = [
        CheckResult(
            check.check_type, first if place == 0 else "PASSED", _FIRST_REASONS.get(first) if not place else None
        )
        for place, check in enumerate(verification.checks)
    ]
    report = ProviderReport(
        verification_id=verification_id,
        reference=f"sim-{verification_id.partition('_')[2]}",
        checks=tuple(checks),
        needs_document=first == "PENDING",
    )
    return await verifications.take_report(call, report, is_revised=True)


async def _answer_for_the_provider(call: Call, verification_id: str) -> None:
    """Nobody asks the provider any more: its own answer would come after this one, and count."""
    for row in await call.tx.effects_about(verification_id):
        if row.function == VERIFY:
            call.tx.consume(row)


async def _decide(call: Call, document_id: str, *, is_accepted: bool) -> Document:
    document = await documents.existing(call.tx, document_id)
    if document.document_status != "PENDING":
        raise problems.document_decided(document.document_status, ("PENDING",))
    return await documents.take_document_report(call, DocumentReport(document_id=document_id, is_accepted=is_accepted))
