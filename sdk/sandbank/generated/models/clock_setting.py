# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ClockSetting")


@_attrs_define
class ClockSetting:
    """Where to set the clock.

    Attributes:
        to (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said otherwise.
    """

    to: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        to = self.to.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "to": to,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        to = datetime.datetime.fromisoformat(d.pop("to"))

        clock_setting = cls(
            to=to,
        )

        return clock_setting
