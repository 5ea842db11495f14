"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.

The schemas of tag `customers`.
"""

import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from sandbox.contract.models.shared import BasisPoints, CustomerId, KycStatus, Metadata, OwnerId, Timestamp

CustomerType = Literal["INDIVIDUAL", "BUSINESS"]
"""A person or a business; more values may come."""

CustomerStatus = Literal["ACTIVE", "SUSPENDED", "CLOSED"]
"""Only an ACTIVE customer gets anything new; more values may come."""


class Address(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A postal address."""

    line1: Annotated[str, Meta(min_length=1, max_length=200)]
    line2: Annotated[str, Meta(max_length=200)] | None = None
    city: Annotated[str, Meta(min_length=1, max_length=100)]
    region: Annotated[str, Meta(max_length=100)] | None = None
    postal_code: Annotated[str, Meta(max_length=20)] | None = None
    country: Annotated[str, Meta(pattern="(?a)^[A-Z]{2}\\Z")]


class Customer(Struct, frozen=True, kw_only=True):
    """A person or business the bank serves: who they are, and whether the bank knows it."""

    customer_id: CustomerId
    customer_type: CustomerType
    first_name: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    last_name: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    legal_name: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    email: Annotated[str, Meta(pattern="(?a)^[^@\\s]{1,64}@[A-Za-z0-9.-]{1,190}\\Z", min_length=3, max_length=254)]
    phone_number: Annotated[str, Meta(pattern="(?a)^\\+[1-9][0-9]{6,14}\\Z")] | None = None
    address: Address | None = None
    date_of_birth: datetime.date | None = None
    national_id_last4: str | None = None
    tax_id_last4: str | None = None
    registration_number: Annotated[str, Meta(max_length=64)] | None = None
    kyc_status: KycStatus
    status: CustomerStatus
    created_at: Timestamp
    updated_at: Timestamp
    created_by: str
    metadata: Metadata = field(default_factory=dict)


class CustomerCreation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A customer to take on. A person needs first_name, last_name and date_of_birth; a business
    needs legal_name and registration_number.
    """

    customer_type: CustomerType
    first_name: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    last_name: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    legal_name: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    email: Annotated[str, Meta(pattern="(?a)^[^@\\s]{1,64}@[A-Za-z0-9.-]{1,190}\\Z", min_length=3, max_length=254)]
    phone_number: Annotated[str, Meta(pattern="(?a)^\\+[1-9][0-9]{6,14}\\Z")] | None = None
    address: Address | None = None
    date_of_birth: datetime.date | None = None
    national_id: Annotated[str, Meta(pattern="(?a)^[A-Za-z0-9 .-]+\\Z", min_length=4, max_length=32)] | None = None
    tax_id: Annotated[str, Meta(pattern="(?a)^[A-Za-z0-9 .-]+\\Z", min_length=4, max_length=32)] | None = None
    registration_number: Annotated[str, Meta(min_length=1, max_length=64)] | None = None
    metadata: Metadata = field(default_factory=dict)


class CustomerUpdate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to change of a customer. Who a customer is (type, birthday, identity numbers) does not
    change.
    """

    first_name: Annotated[str, Meta(min_length=1, max_length=200)] | UnsetType = UNSET
    last_name: Annotated[str, Meta(min_length=1, max_length=200)] | UnsetType = UNSET
    legal_name: Annotated[str, Meta(min_length=1, max_length=200)] | UnsetType = UNSET
    email: (
        Annotated[str, Meta(pattern="(?a)^[^@\\s]{1,64}@[A-Za-z0-9.-]{1,190}\\Z", min_length=3, max_length=254)]
        | UnsetType
    ) = UNSET
    phone_number: Annotated[str, Meta(pattern="(?a)^\\+[1-9][0-9]{6,14}\\Z")] | None | UnsetType = UNSET
    address: Address | None | UnsetType = UNSET
    metadata: Metadata | UnsetType = UNSET


class Owner(Struct, frozen=True, kw_only=True):
    """A beneficial owner or control person of a business (31 CFR 1010.230; AMLD article 3(6))."""

    owner_id: OwnerId
    customer_id: CustomerId
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    date_of_birth: datetime.date
    ownership_bps: BasisPoints
    is_control_person: bool
    kyc_status: KycStatus
    created_at: Timestamp
    updated_at: Timestamp


class OwnerCreation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An owner to add. All shares together are at most the whole."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    date_of_birth: datetime.date
    ownership_bps: BasisPoints
    is_control_person: bool = False


class OwnerUpdate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to change of an owner."""

    name: Annotated[str, Meta(min_length=1, max_length=200)] | UnsetType = UNSET
    ownership_bps: BasisPoints | UnsetType = UNSET
    is_control_person: bool | UnsetType = UNSET
