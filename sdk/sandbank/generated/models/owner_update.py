# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="OwnerUpdate")


@_attrs_define
class OwnerUpdate:
    """What to change of an owner.

    Attributes:
        name (str | Unset): Full name.
        ownership_bps (int | Unset): Hundredths of a percent: 10000 is the whole.
        is_control_person (bool | Unset): Whether the person directs the business.
    """

    name: str | Unset = UNSET
    ownership_bps: int | Unset = UNSET
    is_control_person: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        ownership_bps = self.ownership_bps

        is_control_person = self.is_control_person

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if ownership_bps is not UNSET:
            field_dict["ownership_bps"] = ownership_bps
        if is_control_person is not UNSET:
            field_dict["is_control_person"] = is_control_person

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        ownership_bps = d.pop("ownership_bps", UNSET)

        is_control_person = d.pop("is_control_person", UNSET)

        owner_update = cls(
            name=name,
            ownership_bps=ownership_bps,
            is_control_person=is_control_person,
        )

        return owner_update
