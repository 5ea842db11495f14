# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="OwnerCreation")


@_attrs_define
class OwnerCreation:
    """An owner to add. All shares together are at most the whole.

    Attributes:
        name (str): Full name.
        date_of_birth (datetime.date): Date of birth.
        ownership_bps (int): Hundredths of a percent: 10000 is the whole.
        is_control_person (bool | Unset): Whether the person directs the business. Default: False.
    """

    name: str
    date_of_birth: datetime.date
    ownership_bps: int
    is_control_person: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        date_of_birth = self.date_of_birth.isoformat()

        ownership_bps = self.ownership_bps

        is_control_person = self.is_control_person

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "date_of_birth": date_of_birth,
                "ownership_bps": ownership_bps,
            }
        )
        if is_control_person is not UNSET:
            field_dict["is_control_person"] = is_control_person

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        date_of_birth = datetime.date.fromisoformat(d.pop("date_of_birth"))

        ownership_bps = d.pop("ownership_bps")

        is_control_person = d.pop("is_control_person", UNSET)

        owner_creation = cls(
            name=name,
            date_of_birth=date_of_birth,
            ownership_bps=ownership_bps,
            is_control_person=is_control_person,
        )

        return owner_creation
