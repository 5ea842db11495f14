# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.webhook_endpoint_status import (
    WebhookEndpointStatus,
    check_webhook_endpoint_status,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.metadata import Metadata


T = TypeVar("T", bound="WebhookEndpointUpdate")


@_attrs_define
class WebhookEndpointUpdate:
    """What to change of an endpoint.

    Attributes:
        url (str | Unset): https, and leading outside; loopback where the bank allows it.
        event_types (list[str] | Unset): What is sent: types, `account.*` for all of a resource, `*` for all.
        include (list[str] | Unset): Resources whose events carry the whole resource in `data`: `account`,
            `transaction`, …, or `*`.
        description (None | str | Unset): What it is for.
        status (WebhookEndpointStatus | Unset): Whether events are sent to it; more values may come.
        metadata (Metadata | Unset): Your own keys and values: up to 50, keys of 40 characters, values of 500. An update
            replaces the whole map.
    """

    url: str | Unset = UNSET
    event_types: list[str] | Unset = UNSET
    include: list[str] | Unset = UNSET
    description: None | str | Unset = UNSET
    status: WebhookEndpointStatus | Unset = UNSET
    metadata: Metadata | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.metadata import Metadata  # noqa: PLC0415

        url = self.url

        event_types: list[str] | Unset = UNSET
        if not isinstance(self.event_types, Unset):
            event_types = self.event_types

        include: list[str] | Unset = UNSET
        if not isinstance(self.include, Unset):
            include = self.include

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if url is not UNSET:
            field_dict["url"] = url
        if event_types is not UNSET:
            field_dict["event_types"] = event_types
        if include is not UNSET:
            field_dict["include"] = include
        if description is not UNSET:
            field_dict["description"] = description
        if status is not UNSET:
            field_dict["status"] = status
        if metadata is not UNSET:
            field_dict["metadata"] = metadata

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.metadata import Metadata  # noqa: PLC0415

        d = dict(src_dict)
        url = d.pop("url", UNSET)

        event_types = cast(list[str], d.pop("event_types", UNSET))

        include = cast(list[str], d.pop("include", UNSET))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        _status = d.pop("status", UNSET)
        status: WebhookEndpointStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = check_webhook_endpoint_status(_status)

        _metadata = d.pop("metadata", UNSET)
        metadata: Metadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = Metadata.from_dict(_metadata)

        webhook_endpoint_update = cls(
            url=url,
            event_types=event_types,
            include=include,
            description=description,
            status=status,
            metadata=metadata,
        )

        return webhook_endpoint_update
