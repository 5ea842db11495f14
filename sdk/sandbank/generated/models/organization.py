# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import builtins
import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.onboarding_status import OnboardingStatus, check_onboarding_status
from ..models.organization_type import OrganizationType, check_organization_type
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.contact_info import ContactInfo
    from ..models.metadata import Metadata


T = TypeVar("T", bound="Organization")


@_attrs_define
class Organization:
    """The FinTech or bank that uses the platform.

    Attributes:
        organization_id (str): Id of an organization: opaque, sortable by time of creation.
        name (str): Legal or trading name.
        type (OrganizationType): FINTECH builds on the bank, BANK runs it; more values may come.
        contact_info (ContactInfo | None): Who to contact.
        regulatory_info (None | str): Licences and registrations, in words.
        billing_info (ContactInfo | None): Where invoices go.
        metadata (Metadata): Your own keys and values: up to 50, keys of 40 characters, values of 500. An update
            replaces the whole map.
        onboarding_status (OnboardingStatus): Where the organization's admission stands; more values may come.
        created_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        updated_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
    """

    organization_id: str
    name: str
    type: OrganizationType
    contact_info: ContactInfo | None
    regulatory_info: None | str
    billing_info: ContactInfo | None
    metadata: Metadata
    onboarding_status: OnboardingStatus
    created_at: datetime.datetime
    updated_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.contact_info import ContactInfo  # noqa: PLC0415
        from ..models.metadata import Metadata  # noqa: PLC0415

        organization_id = self.organization_id

        name = self.name

        type: str = self.type

        contact_info: dict[str, Any] | None
        if isinstance(self.contact_info, ContactInfo):
            contact_info = self.contact_info.to_dict()
        else:
            contact_info = self.contact_info

        regulatory_info: None | str
        regulatory_info = self.regulatory_info

        billing_info: dict[str, Any] | None
        if isinstance(self.billing_info, ContactInfo):
            billing_info = self.billing_info.to_dict()
        else:
            billing_info = self.billing_info

        metadata = self.metadata.to_dict()

        onboarding_status: str = self.onboarding_status

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "organization_id": organization_id,
                "name": name,
                "type": type,
                "contact_info": contact_info,
                "regulatory_info": regulatory_info,
                "billing_info": billing_info,
                "metadata": metadata,
                "onboarding_status": onboarding_status,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: builtins.type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.contact_info import ContactInfo  # noqa: PLC0415
        from ..models.metadata import Metadata  # noqa: PLC0415

        d = dict(src_dict)
        organization_id = d.pop("organization_id")

        name = d.pop("name")

        type = check_organization_type(d.pop("type"))

        def _parse_contact_info(data: object) -> ContactInfo | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                contact_info_type_0 = ContactInfo.from_dict(data)

                return contact_info_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ContactInfo | None, data)

        contact_info = _parse_contact_info(d.pop("contact_info"))

        def _parse_regulatory_info(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        regulatory_info = _parse_regulatory_info(d.pop("regulatory_info"))

        def _parse_billing_info(data: object) -> ContactInfo | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                billing_info_type_0 = ContactInfo.from_dict(data)

                return billing_info_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ContactInfo | None, data)

        billing_info = _parse_billing_info(d.pop("billing_info"))

        metadata = Metadata.from_dict(d.pop("metadata"))

        onboarding_status = check_onboarding_status(d.pop("onboarding_status"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        organization = cls(
            organization_id=organization_id,
            name=name,
            type=type,
            contact_info=contact_info,
            regulatory_info=regulatory_info,
            billing_info=billing_info,
            metadata=metadata,
            onboarding_status=onboarding_status,
            created_at=created_at,
            updated_at=updated_at,
        )

        organization.additional_properties = d
        return organization

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
