# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.document_content_type import (
    DocumentContentType,
    check_document_content_type,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="DocumentContent")


@_attrs_define
class DocumentContent:
    """A document's content.

    Attributes:
        document_id (str): Id of a document: opaque, sortable by time of creation.
        content_type (DocumentContentType): Media type of the file.
        file_name (str): Name of the file.
        content (str): Base64.
    """

    document_id: str
    content_type: DocumentContentType
    file_name: str
    content: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        document_id = self.document_id

        content_type: str = self.content_type

        file_name = self.file_name

        content = self.content

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "document_id": document_id,
                "content_type": content_type,
                "file_name": file_name,
                "content": content,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        document_id = d.pop("document_id")

        content_type = check_document_content_type(d.pop("content_type"))

        file_name = d.pop("file_name")

        content = d.pop("content")

        document_content = cls(
            document_id=document_id,
            content_type=content_type,
            file_name=file_name,
            content=content,
        )

        document_content.additional_properties = d
        return document_content

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
