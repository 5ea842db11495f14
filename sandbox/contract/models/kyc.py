"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.

The schemas of tag `kyc`.
"""

import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from sandbox.contract.models.shared import CustomerId, DocumentId, IdReference, Timestamp, VerificationId

VerificationStatus = Literal["PENDING", "IN_REVIEW", "DOCUMENT_REQUIRED", "VERIFIED", "REJECTED"]
"""Where a verification stands; more values may come."""

CheckType = Literal["IDENTITY", "ADDRESS", "SANCTIONS", "BUSINESS", "OWNER"]
"""What a check looks at; more values may come."""

CheckStatus = Literal["PENDING", "PASSED", "FAILED", "REVIEW"]
"""Outcome of a check; more values may come."""


class Check(Struct, frozen=True, kw_only=True):
    """One check of a verification."""

    check_type: CheckType
    status: CheckStatus
    reason: str | None = None


class Verification(Struct, frozen=True, kw_only=True):
    """One run of finding out who a customer is, made of checks."""

    verification_id: VerificationId
    customer_id: CustomerId
    status: VerificationStatus
    checks: list[Check]
    provider_reference: str | None = None
    decided_by: str | None = None
    reason: str | None = None
    created_at: Timestamp
    completed_at: Timestamp | None = None
    next_review_date: datetime.date | None = None


class VerificationStart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose verification to start."""

    customer_id: IdReference


DocumentType = Literal["ID", "PROOF_ADDRESS", "INCOME"]
"""What a document proves; more values may come."""

DocumentStatus = Literal["PENDING", "VERIFIED", "REJECTED", "EXPIRED"]
"""Where a document stands; more values may come."""

DocumentContentType = Literal["application/pdf", "image/jpeg", "image/png", "text/plain"]
"""Media type of the file."""


class Document(Struct, frozen=True, kw_only=True):
    """A document a customer handed in, with the hash of its content."""

    document_id: DocumentId
    customer_id: CustomerId
    verification_id: VerificationId | None = None
    document_type: DocumentType
    document_status: DocumentStatus
    document_hash: str
    document_metadata: Annotated[
        dict[Annotated[str, Meta(pattern="(?a)^[A-Za-z0-9_.-]{1,40}\\Z")], Annotated[str, Meta(max_length=500)]],
        Meta(max_length=50),
    ] = field(default_factory=dict)
    document_expiry: datetime.date | None = None
    file_name: str
    content_type: DocumentContentType
    size_bytes: Annotated[int, Meta(ge=0, le=4194304)]
    verified_by: str | None = None
    uploaded_at: Timestamp
    verified_at: Timestamp | None = None
    next_review_date: datetime.date | None = None


class DocumentUpload(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document to hand in: at most 4 MiB, in base64."""

    customer_id: IdReference
    verification_id: IdReference | None = None
    document_type: DocumentType
    file_name: Annotated[str, Meta(min_length=1, max_length=200)]
    content_type: DocumentContentType
    content: Annotated[str, Meta(min_length=4, max_length=5592408)]
    document_expiry: datetime.date | None = None
    document_metadata: Annotated[
        dict[Annotated[str, Meta(pattern="(?a)^[A-Za-z0-9_.-]{1,40}\\Z")], Annotated[str, Meta(max_length=500)]],
        Meta(max_length=50),
    ] = field(default_factory=dict)


class DocumentContent(Struct, frozen=True, kw_only=True):
    """A document's content."""

    document_id: DocumentId
    content_type: DocumentContentType
    file_name: str
    content: str
