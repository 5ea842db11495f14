"""The port to an identity provider: what it is asked, and what it reports. Plain values, no records.

A provider is asked outside the transaction that begins a verification, and reports in another
(`operations.take_report`, `document_operations.take_document_report`): a request that waits for a
network never holds a transaction. It keeps no state for the bank, so each request says everything.
See: sandbox/world/identity_provider.py for the simulated one, tests/world/.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple, Protocol

import msgspec

from sandbox.contract.models.customers import Address, CustomerType
from sandbox.contract.models.kyc import CheckStatus, CheckType, DocumentContentType, DocumentType


class OwnerDetails(NamedTuple):
    """A beneficial owner, as far as the provider has to know."""

    name: str
    date_of_birth: datetime.date | None
    ownership_bps: int


class ProviderRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Who to look into, and for which checks.

    `accepted_documents` are the types of the documents that were found genuine in this verification.
    """

    verification_id: str
    checks: tuple[CheckType, ...]
    customer_type: CustomerType
    first_name: str | None = None
    last_name: str | None = None
    legal_name: str | None = None
    date_of_birth: datetime.date | None = None
    address: Address | None = None
    national_id: str | None = None
    tax_id: str | None = None
    registration_number: str | None = None
    owners: tuple[OwnerDetails, ...] = ()
    accepted_documents: tuple[DocumentType, ...] = ()
    metadata: dict[str, str] = {}


class CheckResult(NamedTuple):
    """The outcome of one check; `reason` says why it did not pass."""

    check_type: CheckType
    status: CheckStatus
    reason: str | None = None


class ProviderReport(msgspec.Struct, frozen=True, kw_only=True):
    """What was found out. A check that is not in it has not changed.

    `reference` is the provider's own; `needs_document` says that a check waits for a document.
    """

    verification_id: str
    reference: str
    checks: tuple[CheckResult, ...]
    needs_document: bool = False


class DocumentRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A document to look at; `content` is base64."""

    document_id: str
    document_type: DocumentType
    file_name: str
    content_type: DocumentContentType
    content: str


class DocumentReport(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a document is readable and genuine."""

    document_id: str
    is_accepted: bool


class IdentityProvider(Protocol):
    """Looks into people, businesses and their documents. Asking twice is asking once."""

    async def verify(self, request: ProviderRequest) -> ProviderReport:
        """Run the checks of a verification."""

    async def examine(self, request: DocumentRequest) -> DocumentReport:
        """Look at one document."""
