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
from ..models.document_type import DocumentType, check_document_type
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.document_upload_document_metadata import DocumentUploadDocumentMetadata


T = TypeVar("T", bound="DocumentUpload")


@_attrs_define
class DocumentUpload:
    """A document to hand in: at most 4 MiB, in base64.

    Attributes:
        customer_id (str): Id of a resource, as this API gave it. One of another kind or another bank is 404.
        document_type (DocumentType): What a document proves; more values may come.
        file_name (str): Name of the file.
        content_type (DocumentContentType): Media type of the file.
        content (str): Base64 (RFC 4648, section 4).
        verification_id (None | str | Unset): The verification it is for; the open one when null.
        document_expiry (datetime.date | None | Unset): Last day on which it is valid.
        document_metadata (DocumentUploadDocumentMetadata | Unset): Details of the document, such as its number and
            issuer.
    """

    customer_id: str
    document_type: DocumentType
    file_name: str
    content_type: DocumentContentType
    content: str
    verification_id: None | str | Unset = UNSET
    document_expiry: datetime.date | None | Unset = UNSET
    document_metadata: DocumentUploadDocumentMetadata | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.document_upload_document_metadata import (
            DocumentUploadDocumentMetadata,  # noqa: PLC0415
        )

        customer_id = self.customer_id

        document_type: str = self.document_type

        file_name = self.file_name

        content_type: str = self.content_type

        content = self.content

        verification_id: None | str | Unset
        if isinstance(self.verification_id, Unset):
            verification_id = UNSET
        else:
            verification_id = self.verification_id

        document_expiry: None | str | Unset
        if isinstance(self.document_expiry, Unset):
            document_expiry = UNSET
        elif isinstance(self.document_expiry, datetime.date):
            document_expiry = self.document_expiry.isoformat()
        else:
            document_expiry = self.document_expiry

        document_metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.document_metadata, Unset):
            document_metadata = self.document_metadata.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "customer_id": customer_id,
                "document_type": document_type,
                "file_name": file_name,
                "content_type": content_type,
                "content": content,
            }
        )
        if verification_id is not UNSET:
            field_dict["verification_id"] = verification_id
        if document_expiry is not UNSET:
            field_dict["document_expiry"] = document_expiry
        if document_metadata is not UNSET:
            field_dict["document_metadata"] = document_metadata

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.document_upload_document_metadata import (
            DocumentUploadDocumentMetadata,  # noqa: PLC0415
        )

        d = dict(src_dict)
        customer_id = d.pop("customer_id")

        document_type = check_document_type(d.pop("document_type"))

        file_name = d.pop("file_name")

        content_type = check_document_content_type(d.pop("content_type"))

        content = d.pop("content")

        def _parse_verification_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        verification_id = _parse_verification_id(d.pop("verification_id", UNSET))

        def _parse_document_expiry(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                document_expiry_type_0 = datetime.date.fromisoformat(data)

                return document_expiry_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        document_expiry = _parse_document_expiry(d.pop("document_expiry", UNSET))

        _document_metadata = d.pop("document_metadata", UNSET)
        document_metadata: DocumentUploadDocumentMetadata | Unset
        if isinstance(_document_metadata, Unset):
            document_metadata = UNSET
        else:
            document_metadata = DocumentUploadDocumentMetadata.from_dict(_document_metadata)

        document_upload = cls(
            customer_id=customer_id,
            document_type=document_type,
            file_name=file_name,
            content_type=content_type,
            content=content,
            verification_id=verification_id,
            document_expiry=document_expiry,
            document_metadata=document_metadata,
        )

        return document_upload
