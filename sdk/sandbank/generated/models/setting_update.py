# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SettingUpdate")


@_attrs_define
class SettingUpdate:
    """The new value.

    Attributes:
        setting_value (str): Value in its decimal or literal form.
    """

    setting_value: str

    def to_dict(self) -> dict[str, Any]:
        setting_value = self.setting_value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "setting_value": setting_value,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        setting_value = d.pop("setting_value")

        setting_update = cls(
            setting_value=setting_value,
        )

        return setting_update
