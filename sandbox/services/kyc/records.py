"""What `kyc` stores: verifications, documents, and the content of documents.

A verification is found by its customer while it is open, and only one can be: `open_for` is unique.
Why one was rejected is a reviewer's own words, sealed under the customer's key; its checks never hold them.
The content is a record of its own, sealed under the customer's key, so that the document's versions,
lists and events never carry it. See: operations.py, document_operations.py.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sandbox.contract.models.kyc import Document, Verification
from sandbox.engine.records import Kind
from sandbox.services.kyc import rules


class DocumentFile(msgspec.Struct, frozen=True, kw_only=True):
    """The content of a document in base64, as it was handed in."""

    document_id: str
    customer_id: str
    content: str


def _open_for(verification: Verification) -> Iterable[str]:
    return (verification.customer_id,) if verification.status in rules.OPEN else ()


VERIFICATIONS = Kind(
    Verification,
    prefix="ver",
    index=("customer_id", "status"),
    unique=("open_for",),
    computed={"open_for": _open_for},
    person=lambda verification: verification.customer_id,
)

DOCUMENTS = Kind(
    Document,
    prefix="doc",
    index=("customer_id", "verification_id", "document_status"),
    person=lambda document: document.customer_id,
)

FILES = Kind(
    DocumentFile,
    prefix="doc",
    personal=("content",),
    person=lambda file: file.customer_id,
    is_large=True,
)
