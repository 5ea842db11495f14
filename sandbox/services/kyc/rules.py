"""The rules of `kyc`: pure functions over plain values.

The status of a verification follows from its checks: VERIFIED when all have PASSED, REJECTED when
one has FAILED, open otherwise. A person who decides settles the checks that are still open, so this
holds for every verification that has ended. See: tests/services/kyc/test_rules.py.
"""

from __future__ import annotations

import base64
import binascii
import datetime
from collections.abc import Iterable

from msgspec.structs import replace

from sandbox.contract.models.customers import Customer
from sandbox.contract.models.kyc import (
    Check,
    CheckType,
    DocumentContentType,
    Verification,
    VerificationStatus,
)
from sandbox.services.kyc import problems
from sandbox.services.kyc.provider import CheckResult

OPEN: tuple[VerificationStatus, ...] = ("PENDING", "IN_REVIEW", "DOCUMENT_REQUIRED")
"""A reviewer may decide these; a customer has at most one verification in them."""

WITH_PROVIDER: tuple[VerificationStatus, ...] = ("PENDING", "DOCUMENT_REQUIRED")
"""What a report of the provider can still change; IN_REVIEW is a person's to end."""

DOCUMENT_LIMIT_BYTES = 4 * 1024 * 1024
REVIEW_AFTER_YEARS = 2
_SIGNATURES: dict[DocumentContentType, bytes] = {
    "application/pdf": b"%PDF",
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
}


# Verifications -----------------------------------------------------------------------------------
def checks_for(customer: Customer, *, has_owners: bool) -> list[CheckType]:
    """What has to be looked at for this customer."""
    if customer.customer_type == "BUSINESS":
        return ["BUSINESS", "OWNER", "SANCTIONS"] if has_owners else ["BUSINESS", "SANCTIONS"]
    return ["IDENTITY", "SANCTIONS"] if customer.address is None else ["IDENTITY", "ADDRESS", "SANCTIONS"]


def with_results(checks: Iterable[Check], results: Iterable[CheckResult]) -> list[Check]:
    """The checks with a report's outcomes; a result for a check that was not asked for is left out."""
    found = {result.check_type: result for result in results}
    return [
        check
        if (result := found.get(check.check_type)) is None
        else replace(check, status=result.status, reason=result.reason)
        for check in checks
    ]


def status_of(checks: Iterable[Check], *, needs_document: bool) -> VerificationStatus:
    """Where a verification stands: the worst news first, a person's review after the missing document."""
    statuses = {check.status for check in checks}
    if "FAILED" in statuses:
        return "REJECTED"
    if needs_document and "PENDING" in statuses:
        return "DOCUMENT_REQUIRED"
    if "REVIEW" in statuses:
        return "IN_REVIEW"
    return "PENDING" if "PENDING" in statuses else "VERIFIED"


def settled(checks: Iterable[Check], *, is_approved: bool) -> list[Check]:
    """The checks after a person's decision: what was open has PASSED or FAILED now.

    The person's own words are not among them: they are the verification's alone, which seals them.
    """
    return [
        check
        if check.status in ("PASSED", "FAILED")
        else replace(
            check,
            status="PASSED" if is_approved else "FAILED",
            reason=None if is_approved else check.reason,
        )
        for check in checks
    ]


def reason_of(checks: Iterable[Check]) -> str | None:
    """Why a verification was rejected, or what it waits for: the first reason of its checks."""
    return next((check.reason for check in checks if check.status != "PASSED" and check.reason), None)


def review_date(day: datetime.date) -> datetime.date:
    """The day on which a customer verified today is looked at again; 29 February becomes the 28th."""
    year = day.year + REVIEW_AFTER_YEARS
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def is_verification_due(latest: Verification | None, today: datetime.date) -> bool:
    """Whether a customer needs a verification: never had one, or the last one's review date has come."""
    if latest is None:
        return True
    return latest.next_review_date is not None and latest.next_review_date <= today


# Documents ---------------------------------------------------------------------------------------
def read_document(content: str, content_type: DocumentContentType) -> bytes:
    """The bytes of a document. Raises `document_unreadable`.

    Base64 is taken in its one canonical form (RFC 4648, sections 3.5 and 4), so that what is
    downloaded is what was uploaded.
    """
    try:
        data = base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        raise problems.document_unreadable("The content is not base64.") from None
    if base64.b64encode(data).decode() != content:
        raise problems.document_unreadable("The content is not canonical base64.")
    if not data:
        raise problems.document_unreadable("The content is empty.")
    if len(data) > DOCUMENT_LIMIT_BYTES:
        raise problems.document_unreadable(f"The file has {len(data)} bytes, more than 4 MiB.")
    if not is_of_type(data, content_type):
        raise problems.document_unreadable(f"The file is not {content_type}.")
    return data


def is_of_type(data: bytes, content_type: DocumentContentType) -> bool:
    """Whether the first bytes are those of the type; text is what decodes as UTF-8."""
    signature = _SIGNATURES.get(content_type)
    if signature is not None:
        return data.startswith(signature)
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def check_expiry(expiry: datetime.date | None, today: datetime.date) -> None:
    """A document is valid on its last day. Raises `document_expired`."""
    if expiry is not None and expiry < today:
        raise problems.document_expired(expiry)
