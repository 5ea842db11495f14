# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="MagicValue")


@_attrs_define
class MagicValue:
    """A value that makes the simulated outside answer in a chosen way.

    Attributes:
        place (str): Where it is given.
        value (str): The value; … stands for anything.
        outcome (str): What happens.
        applies_to (str): The operation that takes it.
    """

    place: str
    value: str
    outcome: str
    applies_to: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        place = self.place

        value = self.value

        outcome = self.outcome

        applies_to = self.applies_to

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "place": place,
                "value": value,
                "outcome": outcome,
                "applies_to": applies_to,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        place = d.pop("place")

        value = d.pop("value")

        outcome = d.pop("outcome")

        applies_to = d.pop("applies_to")

        magic_value = cls(
            place=place,
            value=value,
            outcome=outcome,
            applies_to=applies_to,
        )

        magic_value.additional_properties = d
        return magic_value

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
