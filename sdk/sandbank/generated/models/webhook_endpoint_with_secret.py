# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
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


T = TypeVar("T", bound="WebhookEndpointWithSecret")


@_attrs_define
class WebhookEndpointWithSecret:
    """An endpoint with its secret, as creating and rotating give it. A replayed answer leaves the secret out.

    Attributes:
        webhook_endpoint_id (str): Id of a webhook endpoint: opaque, sortable by time of creation.
        url (str): Where events are sent.
        description (None | str): What it is for.
        event_types (list[str]): What is sent: types, `account.*` for all of a resource, `*` for all.
        include (list[str]): Resources whose events carry the whole resource in `data`: `account`, `transaction`, …, or
            `*`.
        status (WebhookEndpointStatus): Whether events are sent to it; more values may come.
        disabled_reason (None | str): Why nothing is sent.
        public_key (str): Verifies the `v1a` signatures: `whpk_` and an Ed25519 key in base64.
        created_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        updated_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        metadata (Metadata): Your own keys and values: up to 50, keys of 40 characters, values of 500. An update
            replaces the whole map.
        secret (str | Unset): Verifies the `v1` signatures: shown here and never again.
    """

    webhook_endpoint_id: str
    url: str
    description: None | str
    event_types: list[str]
    include: list[str]
    status: WebhookEndpointStatus
    disabled_reason: None | str
    public_key: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    metadata: Metadata
    secret: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.metadata import Metadata  # noqa: PLC0415

        webhook_endpoint_id = self.webhook_endpoint_id

        url = self.url

        description: None | str
        description = self.description

        event_types = self.event_types

        include = self.include

        status: str = self.status

        disabled_reason: None | str
        disabled_reason = self.disabled_reason

        public_key = self.public_key

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        metadata = self.metadata.to_dict()

        secret = self.secret

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "webhook_endpoint_id": webhook_endpoint_id,
                "url": url,
                "description": description,
                "event_types": event_types,
                "include": include,
                "status": status,
                "disabled_reason": disabled_reason,
                "public_key": public_key,
                "created_at": created_at,
                "updated_at": updated_at,
                "metadata": metadata,
            }
        )
        if secret is not UNSET:
            field_dict["secret"] = secret

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.metadata import Metadata  # noqa: PLC0415

        d = dict(src_dict)
        webhook_endpoint_id = d.pop("webhook_endpoint_id")

        url = d.pop("url")

        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))

        event_types = cast(list[str], d.pop("event_types"))

        include = cast(list[str], d.pop("include"))

        status = check_webhook_endpoint_status(d.pop("status"))

        def _parse_disabled_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        disabled_reason = _parse_disabled_reason(d.pop("disabled_reason"))

        public_key = d.pop("public_key")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        metadata = Metadata.from_dict(d.pop("metadata"))

        secret = d.pop("secret", UNSET)

        webhook_endpoint_with_secret = cls(
            webhook_endpoint_id=webhook_endpoint_id,
            url=url,
            description=description,
            event_types=event_types,
            include=include,
            status=status,
            disabled_reason=disabled_reason,
            public_key=public_key,
            created_at=created_at,
            updated_at=updated_at,
            metadata=metadata,
            secret=secret,
        )

        webhook_endpoint_with_secret.additional_properties = d
        return webhook_endpoint_with_secret

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
