# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.kyc_status import KycStatus, check_kyc_status
from ..types import UNSET, Unset

T = TypeVar("T", bound="Owner")


@_attrs_define
class Owner:
    """A beneficial owner or control person of a business (31 CFR 1010.230; AMLD article 3(6)).

    Attributes:
        owner_id (str): Id of a beneficial owner: opaque, sortable by time of creation.
        customer_id (str): Id of a customer: opaque, sortable by time of creation.
        name (str): Full name.
        date_of_birth (datetime.date): Date of birth.
        ownership_bps (int): Hundredths of a percent: 10000 is the whole.
        is_control_person (bool): Whether the person directs the business.
        kyc_status (KycStatus): Where the identity check of a customer or owner stands; more values may come.
        created_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        updated_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
    """

    owner_id: str
    customer_id: str
    name: str
    date_of_birth: datetime.date
    ownership_bps: int
    is_control_person: bool
    kyc_status: KycStatus
    created_at: datetime.datetime
    updated_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        owner_id = self.owner_id

        customer_id = self.customer_id

        name = self.name

        date_of_birth = self.date_of_birth.isoformat()

        ownership_bps = self.ownership_bps

        is_control_person = self.is_control_person

        kyc_status: str = self.kyc_status

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "owner_id": owner_id,
                "customer_id": customer_id,
                "name": name,
                "date_of_birth": date_of_birth,
                "ownership_bps": ownership_bps,
                "is_control_person": is_control_person,
                "kyc_status": kyc_status,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        owner_id = d.pop("owner_id")

        customer_id = d.pop("customer_id")

        name = d.pop("name")

        date_of_birth = datetime.date.fromisoformat(d.pop("date_of_birth"))

        ownership_bps = d.pop("ownership_bps")

        is_control_person = d.pop("is_control_person")

        kyc_status = check_kyc_status(d.pop("kyc_status"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        owner = cls(
            owner_id=owner_id,
            customer_id=customer_id,
            name=name,
            date_of_birth=date_of_birth,
            ownership_bps=ownership_bps,
            is_control_person=is_control_person,
            kyc_status=kyc_status,
            created_at=created_at,
            updated_at=updated_at,
        )

        owner.additional_properties = d
        return owner

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
