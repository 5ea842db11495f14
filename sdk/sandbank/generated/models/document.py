# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.document_content_type import (
    DocumentContentType,
    check_document_content_type,
)
from ..models.document_status import DocumentStatus, check_document_status
from ..models.document_type import DocumentType, check_document_type
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.document_document_metadata import DocumentDocumentMetadata


T = TypeVar("T", bound="Document")


@_attrs_define
class Document:
    """A document a customer handed in, with the hash of its content.

    Attributes:
        document_id (str): Id of a document: opaque, sortable by time of creation.
        customer_id (str): Id of a customer: opaque, sortable by time of creation.
        verification_id (None | str):
        document_type (DocumentType): What a document proves; more values may come.
        document_status (DocumentStatus): Where a document stands; more values may come.
        document_hash (str): SHA-256 of the content, hex.
        document_metadata (DocumentDocumentMetadata): Details of the document, such as its number and issuer.
        document_expiry (datetime.date | None): Last day on which it is valid.
        file_name (str): Name of the file.
        content_type (DocumentContentType): Media type of the file.
        size_bytes (int): Size of the content.
        verified_by (None | str): Who accepted it.
        uploaded_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        verified_at (datetime.datetime | None):
        next_review_date (datetime.date | None): When to look at it again.
    """

    document_id: str
    customer_id: str
    verification_id: None | str
    document_type: DocumentType
    document_status: DocumentStatus
    document_hash: str
    document_metadata: DocumentDocumentMetadata
    document_expiry: datetime.date | None
    file_name: str
    content_type: DocumentContentType
    size_bytes: int
    verified_by: None | str
    uploaded_at: datetime.datetime
    verified_at: datetime.datetime | None
    next_review_date: datetime.date | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.document_document_metadata import DocumentDocumentMetadata  # noqa: PLC0415

        document_id = self.document_id

        customer_id = self.customer_id

        verification_id: None | str
        verification_id = self.verification_id

        document_type: str = self.document_type

        document_status: str = self.document_status

        document_hash = self.document_hash

        document_metadata = self.document_metadata.to_dict()

        document_expiry: None | str
        if isinstance(self.document_expiry, datetime.date):
            document_expiry = self.document_expiry.isoformat()
        else:
            document_expiry = self.document_expiry

        file_name = self.file_name

        content_type: str = self.content_type

        size_bytes = self.size_bytes

        verified_by: None | str
        verified_by = self.verified_by

        uploaded_at = self.uploaded_at.isoformat()

        verified_at: None | str
        if isinstance(self.verified_at, datetime.datetime):
            verified_at = self.verified_at.isoformat()
        else:
            verified_at = self.verified_at

        next_review_date: None | str
        if isinstance(self.next_review_date, datetime.date):
            next_review_date = self.next_review_date.isoformat()
        else:
            next_review_date = self.next_review_date

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "document_id": document_id,
                "customer_id": customer_id,
                "verification_id": verification_id,
                "document_type": document_type,
                "document_status": document_status,
                "document_hash": document_hash,
                "document_metadata": document_metadata,
                "document_expiry": document_expiry,
                "file_name": file_name,
                "content_type": content_type,
                "size_bytes": size_bytes,
                "verified_by": verified_by,
                "uploaded_at": uploaded_at,
                "verified_at": verified_at,
                "next_review_date": next_review_date,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.document_document_metadata import DocumentDocumentMetadata  # noqa: PLC0415

        d = dict(src_dict)
        document_id = d.pop("document_id")

        customer_id = d.pop("customer_id")

        def _parse_verification_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        verification_id = _parse_verification_id(d.pop("verification_id"))

        document_type = check_document_type(d.pop("document_type"))

        document_status = check_document_status(d.pop("document_status"))

        document_hash = d.pop("document_hash")

        document_metadata = DocumentDocumentMetadata.from_dict(d.pop("document_metadata"))

        def _parse_document_expiry(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                document_expiry_type_0 = datetime.date.fromisoformat(data)

                return document_expiry_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        document_expiry = _parse_document_expiry(d.pop("document_expiry"))

        file_name = d.pop("file_name")

        content_type = check_document_content_type(d.pop("content_type"))

        size_bytes = d.pop("size_bytes")

        def _parse_verified_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        verified_by = _parse_verified_by(d.pop("verified_by"))

        uploaded_at = datetime.datetime.fromisoformat(d.pop("uploaded_at"))

        def _parse_verified_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                verified_at_type_0 = datetime.datetime.fromisoformat(data)

                return verified_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        verified_at = _parse_verified_at(d.pop("verified_at"))

        def _parse_next_review_date(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_review_date_type_0 = datetime.date.fromisoformat(data)

                return next_review_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        next_review_date = _parse_next_review_date(d.pop("next_review_date"))

        document = cls(
            document_id=document_id,
            customer_id=customer_id,
            verification_id=verification_id,
            document_type=document_type,
            document_status=document_status,
            document_hash=document_hash,
            document_metadata=document_metadata,
            document_expiry=document_expiry,
            file_name=file_name,
            content_type=content_type,
            size_bytes=size_bytes,
            verified_by=verified_by,
            uploaded_at=uploaded_at,
            verified_at=verified_at,
            next_review_date=next_review_date,
        )

        document.additional_properties = d
        return document

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
