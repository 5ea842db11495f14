# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.kyc_status import KycStatus, check_kyc_status
from ..models.principal_type import PrincipalType, check_principal_type
from ..models.team_role import TeamRole, check_team_role
from ..types import UNSET, Unset

T = TypeVar("T", bound="User")


@_attrs_define
class User:
    """Who you are to this bank.

    Attributes:
        user_id (str): Id of the principal.
        principal_type (PrincipalType): What kind of caller; more values may come.
        scopes (list[str]): What you may do.
        organization_id (None | str):
        bank_id (None | str):
        customer_id (None | str):
        first_name (None | str): For people.
        last_name (None | str): For people.
        email (None | str): For people.
        phone_number (None | str): For people.
        kyc_status (KycStatus | None):
        mfa_enabled (bool | None): For people.
        is_active (bool): Whether you are let in.
        created_at (datetime.datetime | None):
        updated_at (datetime.datetime | None):
        name (None | str): For people.
        role (None | TeamRole): For team members.
        organization_name (None | str): For team members.
        session_id (None | str): For team members.
    """

    user_id: str
    principal_type: PrincipalType
    scopes: list[str]
    organization_id: None | str
    bank_id: None | str
    customer_id: None | str
    first_name: None | str
    last_name: None | str
    email: None | str
    phone_number: None | str
    kyc_status: KycStatus | None
    mfa_enabled: bool | None
    is_active: bool
    created_at: datetime.datetime | None
    updated_at: datetime.datetime | None
    name: None | str
    role: None | TeamRole
    organization_name: None | str
    session_id: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        user_id = self.user_id

        principal_type: str = self.principal_type

        scopes = self.scopes

        organization_id: None | str
        organization_id = self.organization_id

        bank_id: None | str
        bank_id = self.bank_id

        customer_id: None | str
        customer_id = self.customer_id

        first_name: None | str
        first_name = self.first_name

        last_name: None | str
        last_name = self.last_name

        email: None | str
        email = self.email

        phone_number: None | str
        phone_number = self.phone_number

        kyc_status: None | str
        if isinstance(self.kyc_status, str):
            kyc_status = self.kyc_status
        else:
            kyc_status = self.kyc_status

        mfa_enabled: bool | None
        mfa_enabled = self.mfa_enabled

        is_active = self.is_active

        created_at: None | str
        if isinstance(self.created_at, datetime.datetime):
            created_at = self.created_at.isoformat()
        else:
            created_at = self.created_at

        updated_at: None | str
        if isinstance(self.updated_at, datetime.datetime):
            updated_at = self.updated_at.isoformat()
        else:
            updated_at = self.updated_at

        name: None | str
        name = self.name

        role: None | str
        if isinstance(self.role, str):
            role = self.role
        else:
            role = self.role

        organization_name: None | str
        organization_name = self.organization_name

        session_id: None | str
        session_id = self.session_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "user_id": user_id,
                "principal_type": principal_type,
                "scopes": scopes,
                "organization_id": organization_id,
                "bank_id": bank_id,
                "customer_id": customer_id,
                "first_name": first_name,
                "last_name": last_name,
                "email": email,
                "phone_number": phone_number,
                "kyc_status": kyc_status,
                "mfa_enabled": mfa_enabled,
                "is_active": is_active,
                "created_at": created_at,
                "updated_at": updated_at,
                "name": name,
                "role": role,
                "organization_name": organization_name,
                "session_id": session_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        user_id = d.pop("user_id")

        principal_type = check_principal_type(d.pop("principal_type"))

        scopes = cast(list[str], d.pop("scopes"))

        def _parse_organization_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        organization_id = _parse_organization_id(d.pop("organization_id"))

        def _parse_bank_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        bank_id = _parse_bank_id(d.pop("bank_id"))

        def _parse_customer_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        customer_id = _parse_customer_id(d.pop("customer_id"))

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

        def _parse_email(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        email = _parse_email(d.pop("email"))

        def _parse_phone_number(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        phone_number = _parse_phone_number(d.pop("phone_number"))

        def _parse_kyc_status(data: object) -> KycStatus | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                kyc_status_type_0 = check_kyc_status(data)

                return kyc_status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KycStatus | None, data)

        kyc_status = _parse_kyc_status(d.pop("kyc_status"))

        def _parse_mfa_enabled(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        mfa_enabled = _parse_mfa_enabled(d.pop("mfa_enabled"))

        is_active = d.pop("is_active")

        def _parse_created_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_at_type_0 = datetime.datetime.fromisoformat(data)

                return created_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        created_at = _parse_created_at(d.pop("created_at"))

        def _parse_updated_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                updated_at_type_0 = datetime.datetime.fromisoformat(data)

                return updated_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        updated_at = _parse_updated_at(d.pop("updated_at"))

        def _parse_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        name = _parse_name(d.pop("name"))

        def _parse_role(data: object) -> None | TeamRole:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                role_type_0 = check_team_role(data)

                return role_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TeamRole, data)

        role = _parse_role(d.pop("role"))

        def _parse_organization_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        organization_name = _parse_organization_name(d.pop("organization_name"))

        def _parse_session_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        session_id = _parse_session_id(d.pop("session_id"))

        user = cls(
            user_id=user_id,
            principal_type=principal_type,
            scopes=scopes,
            organization_id=organization_id,
            bank_id=bank_id,
            customer_id=customer_id,
            first_name=first_name,
            last_name=last_name,
            email=email,
            phone_number=phone_number,
            kyc_status=kyc_status,
            mfa_enabled=mfa_enabled,
            is_active=is_active,
            created_at=created_at,
            updated_at=updated_at,
            name=name,
            role=role,
            organization_name=organization_name,
            session_id=session_id,
        )

        user.additional_properties = d
        return user

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
