# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.organization_type import OrganizationType, check_organization_type
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.contact_info import ContactInfo
    from ..models.metadata import Metadata


T = TypeVar("T", bound="OrganizationCreation")


@_attrs_define
class OrganizationCreation:
    """An organization to admit.

    Attributes:
        name (str): Legal or trading name.
        type (OrganizationType): FINTECH builds on the bank, BANK runs it; more values may come.
        contact_info (ContactInfo | None | Unset): Who to contact.
        regulatory_info (None | str | Unset): Licences and registrations, in words.
        billing_info (ContactInfo | None | Unset): Where invoices go.
        metadata (Metadata | Unset): Your own keys and values: up to 50, keys of 40 characters, values of 500. An update
            replaces the whole map.
    """

    name: str
    type: OrganizationType
    contact_info: ContactInfo | None | Unset = UNSET
    regulatory_info: None | str | Unset = UNSET
    billing_info: ContactInfo | None | Unset = UNSET
    metadata: Metadata | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.contact_info import ContactInfo  # noqa: PLC0415
        from ..models.metadata import Metadata  # noqa: PLC0415

        name = self.name

        type: str = self.type

        contact_info: dict[str, Any] | None | Unset
        if isinstance(self.contact_info, Unset):
            contact_info = UNSET
        elif isinstance(self.contact_info, ContactInfo):
            contact_info = self.contact_info.to_dict()
        else:
            contact_info = self.contact_info

        regulatory_info: None | str | Unset
        if isinstance(self.regulatory_info, Unset):
            regulatory_info = UNSET
        else:
            regulatory_info = self.regulatory_info

        billing_info: dict[str, Any] | None | Unset
        if isinstance(self.billing_info, Unset):
            billing_info = UNSET
        elif isinstance(self.billing_info, ContactInfo):
            billing_info = self.billing_info.to_dict()
        else:
            billing_info = self.billing_info

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "type": type,
            }
        )
        if contact_info is not UNSET:
            field_dict["contact_info"] = contact_info
        if regulatory_info is not UNSET:
            field_dict["regulatory_info"] = regulatory_info
        if billing_info is not UNSET:
            field_dict["billing_info"] = billing_info
        if metadata is not UNSET:
            field_dict["metadata"] = metadata

        return field_dict

    @classmethod
    def from_dict(cls: builtins.type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.contact_info import ContactInfo  # noqa: PLC0415
        from ..models.metadata import Metadata  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        type = check_organization_type(d.pop("type"))

        def _parse_contact_info(data: object) -> ContactInfo | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                contact_info_type_0 = ContactInfo.from_dict(data)

                return contact_info_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ContactInfo | None | Unset, data)

        contact_info = _parse_contact_info(d.pop("contact_info", UNSET))

        def _parse_regulatory_info(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        regulatory_info = _parse_regulatory_info(d.pop("regulatory_info", UNSET))

        def _parse_billing_info(data: object) -> ContactInfo | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                billing_info_type_0 = ContactInfo.from_dict(data)

                return billing_info_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ContactInfo | None | Unset, data)

        billing_info = _parse_billing_info(d.pop("billing_info", UNSET))

        _metadata = d.pop("metadata", UNSET)
        metadata: Metadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = Metadata.from_dict(_metadata)

        organization_creation = cls(
            name=name,
            type=type,
            contact_info=contact_info,
            regulatory_info=regulatory_info,
            billing_info=billing_info,
            metadata=metadata,
        )

        return organization_creation
