# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.setting_type import SettingType, check_setting_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="Setting")


@_attrs_define
class Setting:
    """One thing this bank can be told to do, with its value as a string.

    Attributes:
        setting_key (str): Name.
        setting_value (str): Value in its decimal or literal form.
        data_type (SettingType): How setting_value is to be read; more values may come.
        description (str): What it does.
        is_encrypted (bool): Whether the value is sealed at rest.
        updated_at (datetime.datetime | None): Null while the default holds.
        updated_by (None | str): Who changed it last.
    """

    setting_key: str
    setting_value: str
    data_type: SettingType
    description: str
    is_encrypted: bool
    updated_at: datetime.datetime | None
    updated_by: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        setting_key = self.setting_key

        setting_value = self.setting_value

        data_type: str = self.data_type

        description = self.description

        is_encrypted = self.is_encrypted

        updated_at: None | str
        if isinstance(self.updated_at, datetime.datetime):
            updated_at = self.updated_at.isoformat()
        else:
            updated_at = self.updated_at

        updated_by: None | str
        updated_by = self.updated_by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "setting_key": setting_key,
                "setting_value": setting_value,
                "data_type": data_type,
                "description": description,
                "is_encrypted": is_encrypted,
                "updated_at": updated_at,
                "updated_by": updated_by,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        setting_key = d.pop("setting_key")

        setting_value = d.pop("setting_value")

        data_type = check_setting_type(d.pop("data_type"))

        description = d.pop("description")

        is_encrypted = d.pop("is_encrypted")

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

        def _parse_updated_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        updated_by = _parse_updated_by(d.pop("updated_by"))

        setting = cls(
            setting_key=setting_key,
            setting_value=setting_value,
            data_type=data_type,
            description=description,
            is_encrypted=is_encrypted,
            updated_at=updated_at,
            updated_by=updated_by,
        )

        setting.additional_properties = d
        return setting

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
