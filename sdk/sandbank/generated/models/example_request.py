# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ExampleRequest")


@_attrs_define
class ExampleRequest:
    """Which example to send.

    Attributes:
        type (str): An event type.
    """

    type: str

    def to_dict(self) -> dict[str, Any]:
        type = self.type

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: builtins.type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type = d.pop("type")

        example_request = cls(
            type=type,
        )

        return example_request
