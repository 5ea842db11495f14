"""The operations of `kyc` on verifications, and what the provider's side asks and reports.

A verification begins PENDING with nothing asked of anybody: `verification.created` is what sets the
provider off, after the commit. Its report comes back by `take_report`. Both ends, the provider's and
a reviewer's, pass `_moved`, which tells the customer and plans the next review.
See: rules.py, document_operations.py, queue.py, tests/services/kyc/.
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from sandbox.contract.binder import operation
from sandbox.contract.models.customers import Customer
from sandbox.contract.models.kyc import Check, Verification, VerificationStart
from sandbox.contract.models.parameters import ListVerificationsQuery
from sandbox.contract.models.shared import Reason
from sandbox.contract.pages import Page
from sandbox.contract.problem import not_found, wrong_state
from sandbox.engine.call import Call
from sandbox.engine.clock import day_of, start_of_day
from sandbox.engine.listing import list_records
from sandbox.engine.transaction import Selection, Transaction
from sandbox.services.customers import operations as customers
from sandbox.services.kyc import problems, rules
from sandbox.services.kyc.provider import OwnerDetails, ProviderReport, ProviderRequest
from sandbox.services.kyc.records import DOCUMENTS, VERIFICATIONS

REVIEW_DUE = "kyc.review_due"
PROVIDER = "provider"
"""What `decided_by` and `verified_by` say when no person decided."""

_EVENTS = {
    "IN_REVIEW": "verification.review_required",
    "DOCUMENT_REQUIRED": "verification.document_required",
    "VERIFIED": "verification.verified",
    "REJECTED": "verification.rejected",
}


# What others ask, the provider's side above all --------------------------------------------------
async def existing(tx: Transaction, verification_id: str) -> Verification:
    """The verification. Raises `not_found`."""
    verification = await tx.get(VERIFICATIONS, verification_id)
    if verification is None:
        raise not_found("verification", verification_id)
    return verification


async def open_of(tx: Transaction, customer_id: str) -> Verification | None:
    """The customer's open verification, if there is one."""
    return await tx.find_one(VERIFICATIONS, "open_for", customer_id)


async def latest_of(tx: Transaction, customer_id: str) -> Verification | None:
    """The customer's newest verification, if there ever was one."""
    found = await tx.find(VERIFICATIONS, Selection({"customer_id": customer_id}, limit=1))
    return found[0] if found else None


async def begin(call: Call, customer: Customer) -> Verification:
    """Begin a verification of a customer who has none open; emits verification.created.

    The customer stays VERIFIED until it ends; one who was REJECTED is PENDING again.
    """
    owners = await customers.owners_of(call.tx, customer.customer_id)
    verification = Verification(
        verification_id=call.new_id("ver"),
        customer_id=customer.customer_id,
        status="PENDING",
        checks=[
            Check(check_type=check, status="PENDING") for check in rules.checks_for(customer, has_owners=bool(owners))
        ],
        created_at=call.now,
    )
    call.tx.put(verification)
    call.tx.emit("verification.created", verification)
    if customer.kyc_status == "REJECTED":
        await customers.decide_kyc(call, customer.customer_id, "PENDING")
    return verification


def import_verified(call: Call, customer: Customer, *, has_owners: bool = False) -> Verification:
    """The verification behind a customer who was VERIFIED elsewhere; the next review is planned, nothing is told."""
    next_review = rules.review_date(day_of(call.tx.now_us))
    verification = Verification(
        verification_id=call.new_id("ver"),
        customer_id=customer.customer_id,
        status="VERIFIED",
        checks=[
            Check(check_type=check, status="PASSED") for check in rules.checks_for(customer, has_owners=has_owners)
        ],
        decided_by=PROVIDER,
        created_at=call.now,
        completed_at=call.now,
        next_review_date=next_review,
    )
    call.tx.put(verification)
    call.tx.schedule(REVIEW_DUE, customer.customer_id, start_of_day(next_review))
    return verification


async def request_for(tx: Transaction, verification: Verification) -> ProviderRequest:
    """What the provider is asked about a verification."""
    customer = await customers.existing(tx, verification.customer_id)
    numbers = await customers.identity_of(tx, customer.customer_id)
    owners = await customers.owners_of(tx, customer.customer_id)
    accepted = {"verification_id": verification.verification_id, "document_status": "VERIFIED"}
    documents = await tx.find(DOCUMENTS, Selection(accepted, limit=1000, is_ascending=True))
    return ProviderRequest(
        verification_id=verification.verification_id,
        checks=tuple(check.check_type for check in verification.checks),
        customer_type=customer.customer_type,
        first_name=customer.first_name,
        last_name=customer.last_name,
        legal_name=customer.legal_name,
        date_of_birth=customer.date_of_birth,
        address=customer.address,
        national_id=numbers.national_id,
        tax_id=numbers.tax_id,
        registration_number=customer.registration_number,
        owners=tuple(OwnerDetails(owner.name, owner.date_of_birth, owner.ownership_bps) for owner in owners),
        accepted_documents=tuple(document.document_type for document in documents),
        metadata=customer.metadata,
    )


async def take_report(call: Call, report: ProviderReport, *, is_revised: bool = False) -> Verification:
    """Take over what the provider found out. Raises `not_found`.

    A report that comes twice, or after a person has taken over, changes nothing; a revised one counts for
    as long as the verification is open, and is refused with `wrong_state` after that.
    """
    verification = await existing(call.tx, report.verification_id)
    if is_revised and verification.status not in rules.OPEN:
        raise wrong_state("verification", verification.status, rules.OPEN)
    if not is_revised and verification.status not in rules.WITH_PROVIDER:
        return verification
    checks = rules.with_results(verification.checks, report.checks)
    status = rules.status_of(checks, needs_document=report.needs_document)
    return await _moved(
        call,
        verification,
        status=status,
        checks=checks,
        provider_reference=report.reference,
        reason=rules.reason_of(checks),
        decided_by=None if status in rules.OPEN else PROVIDER,
    )


# The contract ------------------------------------------------------------------------------------
@operation("startVerification")
async def start_verification(call: Call, body: VerificationStart) -> Verification:
    customer = await customers.active(call.tx, body.customer_id)
    opened = await open_of(call.tx, customer.customer_id)
    if opened is not None:
        raise problems.verification_in_progress(opened.verification_id)
    return await begin(call, customer)


@operation("listVerifications")
async def list_verifications(call: Call, query: ListVerificationsQuery) -> Page[Verification]:
    where = {"status": query.status, "customer_id": query.customer_id}
    return Page(*await list_records(call, VERIFICATIONS, query, where))


@operation("getVerification")
async def get_verification(call: Call, verification_id: str) -> Verification:
    return await existing(call.tx, verification_id)


@operation("approveVerification")
async def approve_verification(call: Call, verification_id: str) -> Verification:
    return await _decide(call, verification_id, is_approved=True, reason=None)


@operation("rejectVerification")
async def reject_verification(call: Call, verification_id: str, body: Reason | None) -> Verification:
    return await _decide(call, verification_id, is_approved=False, reason=body.reason if body else None)


# Within ------------------------------------------------------------------------------------------
async def _decide(call: Call, verification_id: str, *, is_approved: bool, reason: str | None) -> Verification:
    """A reviewer's decision on an open verification. Raises `not_found`, `wrong_state`."""
    verification = await existing(call.tx, verification_id)
    if verification.status not in rules.OPEN:
        raise wrong_state("verification", verification.status, rules.OPEN)
    checks = rules.settled(verification.checks, is_approved=is_approved)
    return await _moved(
        call,
        verification,
        status="VERIFIED" if is_approved else "REJECTED",
        checks=checks,
        reason=None if is_approved else reason or rules.reason_of(checks),
        decided_by=call.caller.user_id,
    )


async def _moved(call: Call, verification: Verification, **changes: Any) -> Verification:
    """Write a new state of an open verification, and what follows from its end."""
    moved = replace(verification, **changes)
    if moved.status not in rules.OPEN:
        moved = replace(moved, completed_at=call.now)
    if moved.status == "VERIFIED":
        next_review = rules.review_date(day_of(call.tx.now_us))
        moved = replace(moved, next_review_date=next_review)
        call.tx.schedule(REVIEW_DUE, moved.customer_id, start_of_day(next_review))
    if moved == verification:
        return verification
    call.tx.put(moved)
    if moved.status != verification.status:
        call.tx.emit(_EVENTS[moved.status], moved, verification)
    if moved.status not in rules.OPEN:
        await customers.decide_kyc(call, moved.customer_id, moved.status)
    return moved
