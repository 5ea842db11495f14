# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.organization_type import OrganizationType, check_organization_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="SignUp")


@_attrs_define
class SignUp:
    """An organization and its first person.

    Attributes:
        organization_name (str): Legal or trading name.
        name (str): Full name.
        email (str): Email address.
        password (str): 12 to 128 characters, whichever you like; neither common nor easily guessed from what else is
            told.
        organization_type (OrganizationType | Unset): FINTECH builds on the bank, BANK runs it; more values may come.
    """

    organization_name: str
    name: str
    email: str
    password: str
    organization_type: OrganizationType | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        organization_name = self.organization_name

        name = self.name

        email = self.email

        password = self.password

        organization_type: str | Unset = UNSET
        if not isinstance(self.organization_type, Unset):
            organization_type = self.organization_type

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "organization_name": organization_name,
                "name": name,
                "email": email,
                "password": password,
            }
        )
        if organization_type is not UNSET:
            field_dict["organization_type"] = organization_type

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        organization_name = d.pop("organization_name")

        name = d.pop("name")

        email = d.pop("email")

        password = d.pop("password")

        _organization_type = d.pop("organization_type", UNSET)
        organization_type: OrganizationType | Unset
        if isinstance(_organization_type, Unset):
            organization_type = UNSET
        else:
            organization_type = check_organization_type(_organization_type)

        sign_up = cls(
            organization_name=organization_name,
            name=name,
            email=email,
            password=password,
            organization_type=organization_type,
        )

        return sign_up
