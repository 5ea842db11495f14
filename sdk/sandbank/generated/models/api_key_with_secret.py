# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.api_key_status import ApiKeyStatus, check_api_key_status
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.metadata import Metadata


T = TypeVar("T", bound="ApiKeyWithSecret")


@_attrs_define
class ApiKeyWithSecret:
    """An API key with its secret, as creating and rolling give it. A replayed answer leaves the secret out.

    Attributes:
        api_key_id (str): Id of an API key: opaque, sortable by time of creation.
        organization_id (str): Id of an organization: opaque, sortable by time of creation.
        bank_id (str): Id of a bank: opaque, sortable by time of creation.
        name (str): What it is for.
        scopes (list[str]): What it may do.
        status (ApiKeyStatus): Only an ACTIVE key is let in; more values may come.
        hint (str): Last four characters of the secret.
        expires_at (datetime.datetime | None): Real-world time from which it is refused.
        last_used_at (datetime.datetime | None): Real-world time of the last use, to the minute.
        created_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        metadata (Metadata): Your own keys and values: up to 50, keys of 40 characters, values of 500. An update
            replaces the whole map.
        secret (str | Unset): The secret itself: shown here and never again.
    """

    api_key_id: str
    organization_id: str
    bank_id: str
    name: str
    scopes: list[str]
    status: ApiKeyStatus
    hint: str
    expires_at: datetime.datetime | None
    last_used_at: datetime.datetime | None
    created_at: datetime.datetime
    metadata: Metadata
    secret: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.metadata import Metadata  # noqa: PLC0415

        api_key_id = self.api_key_id

        organization_id = self.organization_id

        bank_id = self.bank_id

        name = self.name

        scopes = self.scopes

        status: str = self.status

        hint = self.hint

        expires_at: None | str
        if isinstance(self.expires_at, datetime.datetime):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        last_used_at: None | str
        if isinstance(self.last_used_at, datetime.datetime):
            last_used_at = self.last_used_at.isoformat()
        else:
            last_used_at = self.last_used_at

        created_at = self.created_at.isoformat()

        metadata = self.metadata.to_dict()

        secret = self.secret

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "api_key_id": api_key_id,
                "organization_id": organization_id,
                "bank_id": bank_id,
                "name": name,
                "scopes": scopes,
                "status": status,
                "hint": hint,
                "expires_at": expires_at,
                "last_used_at": last_used_at,
                "created_at": created_at,
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
        api_key_id = d.pop("api_key_id")

        organization_id = d.pop("organization_id")

        bank_id = d.pop("bank_id")

        name = d.pop("name")

        scopes = cast(list[str], d.pop("scopes"))

        status = check_api_key_status(d.pop("status"))

        hint = d.pop("hint")

        def _parse_expires_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                expires_at_type_0 = datetime.datetime.fromisoformat(data)

                return expires_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        expires_at = _parse_expires_at(d.pop("expires_at"))

        def _parse_last_used_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_used_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_used_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_used_at = _parse_last_used_at(d.pop("last_used_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        metadata = Metadata.from_dict(d.pop("metadata"))

        secret = d.pop("secret", UNSET)

        api_key_with_secret = cls(
            api_key_id=api_key_id,
            organization_id=organization_id,
            bank_id=bank_id,
            name=name,
            scopes=scopes,
            status=status,
            hint=hint,
            expires_at=expires_at,
            last_used_at=last_used_at,
            created_at=created_at,
            metadata=metadata,
            secret=secret,
        )

        api_key_with_secret.additional_properties = d
        return api_key_with_secret

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
