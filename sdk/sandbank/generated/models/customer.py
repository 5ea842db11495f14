# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.customer_status import CustomerStatus, check_customer_status
from ..models.customer_type import CustomerType, check_customer_type
from ..models.kyc_status import KycStatus, check_kyc_status
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.address import Address
    from ..models.metadata import Metadata


T = TypeVar("T", bound="Customer")


@_attrs_define
class Customer:
    """A person or business the bank serves: who they are, and whether the bank knows it.

    Attributes:
        customer_id (str): Id of a customer: opaque, sortable by time of creation.
        customer_type (CustomerType): A person or a business; more values may come.
        first_name (None | str): Given names of a person.
        last_name (None | str): Family name of a person. In a sandbox, a name ending in Review, Denied, Sanctioned or
            Document steers the verification.
        legal_name (None | str): Registered name of a business.
        email (str): Email address, unique in the bank.
        phone_number (None | str): In E.164 form.
        address (Address | None):
        date_of_birth (datetime.date | None): Of a person.
        national_id_last4 (None | str): Last four characters of the national id.
        tax_id_last4 (None | str): Last four characters of the tax id.
        registration_number (None | str): Company register number of a business.
        kyc_status (KycStatus): Where the identity check of a customer or owner stands; more values may come.
        status (CustomerStatus): Only an ACTIVE customer gets anything new; more values may come.
        created_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        updated_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        created_by (str): Who created it.
        metadata (Metadata): Your own keys and values: up to 50, keys of 40 characters, values of 500. An update
            replaces the whole map.
    """

    customer_id: str
    customer_type: CustomerType
    first_name: None | str
    last_name: None | str
    legal_name: None | str
    email: str
    phone_number: None | str
    address: Address | None
    date_of_birth: datetime.date | None
    national_id_last4: None | str
    tax_id_last4: None | str
    registration_number: None | str
    kyc_status: KycStatus
    status: CustomerStatus
    created_at: datetime.datetime
    updated_at: datetime.datetime
    created_by: str
    metadata: Metadata
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.address import Address  # noqa: PLC0415
        from ..models.metadata import Metadata  # noqa: PLC0415

        customer_id = self.customer_id

        customer_type: str = self.customer_type

        first_name: None | str
        first_name = self.first_name

        last_name: None | str
        last_name = self.last_name

        legal_name: None | str
        legal_name = self.legal_name

        email = self.email

        phone_number: None | str
        phone_number = self.phone_number

        address: dict[str, Any] | None
        if isinstance(self.address, Address):
            address = self.address.to_dict()
        else:
            address = self.address

        date_of_birth: None | str
        if isinstance(self.date_of_birth, datetime.date):
            date_of_birth = self.date_of_birth.isoformat()
        else:
            date_of_birth = self.date_of_birth

        national_id_last4: None | str
        national_id_last4 = self.national_id_last4

        tax_id_last4: None | str
        tax_id_last4 = self.tax_id_last4

        registration_number: None | str
        registration_number = self.registration_number

        kyc_status: str = self.kyc_status

        status: str = self.status

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        created_by = self.created_by

        metadata = self.metadata.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "customer_id": customer_id,
                "customer_type": customer_type,
                "first_name": first_name,
                "last_name": last_name,
                "legal_name": legal_name,
                "email": email,
                "phone_number": phone_number,
                "address": address,
                "date_of_birth": date_of_birth,
                "national_id_last4": national_id_last4,
                "tax_id_last4": tax_id_last4,
                "registration_number": registration_number,
                "kyc_status": kyc_status,
                "status": status,
                "created_at": created_at,
                "updated_at": updated_at,
                "created_by": created_by,
                "metadata": metadata,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.address import Address  # noqa: PLC0415
        from ..models.metadata import Metadata  # noqa: PLC0415

        d = dict(src_dict)
        customer_id = d.pop("customer_id")

        customer_type = check_customer_type(d.pop("customer_type"))

        def _parse_first_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        first_name = _parse_first_name(d.pop("first_name"))

        def _parse_last_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        last_name = _parse_last_name(d.pop("last_name"))

        def _parse_legal_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        legal_name = _parse_legal_name(d.pop("legal_name"))

        email = d.pop("email")

        def _parse_phone_number(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        phone_number = _parse_phone_number(d.pop("phone_number"))

        def _parse_address(data: object) -> Address | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                address_type_0 = Address.from_dict(data)

                return address_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Address | None, data)

        address = _parse_address(d.pop("address"))

        def _parse_date_of_birth(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                date_of_birth_type_0 = datetime.date.fromisoformat(data)

                return date_of_birth_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        date_of_birth = _parse_date_of_birth(d.pop("date_of_birth"))

        def _parse_national_id_last4(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        national_id_last4 = _parse_national_id_last4(d.pop("national_id_last4"))

        def _parse_tax_id_last4(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        tax_id_last4 = _parse_tax_id_last4(d.pop("tax_id_last4"))

        def _parse_registration_number(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        registration_number = _parse_registration_number(d.pop("registration_number"))

        kyc_status = check_kyc_status(d.pop("kyc_status"))

        status = check_customer_status(d.pop("status"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        created_by = d.pop("created_by")

        metadata = Metadata.from_dict(d.pop("metadata"))

        customer = cls(
            customer_id=customer_id,
            customer_type=customer_type,
            first_name=first_name,
            last_name=last_name,
            legal_name=legal_name,
            email=email,
            phone_number=phone_number,
            address=address,
            date_of_birth=date_of_birth,
            national_id_last4=national_id_last4,
            tax_id_last4=tax_id_last4,
            registration_number=registration_number,
            kyc_status=kyc_status,
            status=status,
            created_at=created_at,
            updated_at=updated_at,
            created_by=created_by,
            metadata=metadata,
        )

        customer.additional_properties = d
        return customer

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
