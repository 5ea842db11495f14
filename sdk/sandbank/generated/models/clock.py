# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.clock_mode import ClockMode, check_clock_mode
from ..types import UNSET, Unset

T = TypeVar("T", bound="Clock")


@_attrs_define
class Clock:
    """The bank's time.

    Attributes:
        now (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said otherwise.
        mode (ClockMode): Whether the bank's time goes on by itself.
        clock_move_id (None | str): The move that is under way.
        next_effect_at (datetime.datetime | None): When something happens next.
    """

    now: datetime.datetime
    mode: ClockMode
    clock_move_id: None | str
    next_effect_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        now = self.now.isoformat()

        mode: str = self.mode

        clock_move_id: None | str
        clock_move_id = self.clock_move_id

        next_effect_at: None | str
        if isinstance(self.next_effect_at, datetime.datetime):
            next_effect_at = self.next_effect_at.isoformat()
        else:
            next_effect_at = self.next_effect_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "now": now,
                "mode": mode,
                "clock_move_id": clock_move_id,
                "next_effect_at": next_effect_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        now = datetime.datetime.fromisoformat(d.pop("now"))

        mode = check_clock_mode(d.pop("mode"))

        def _parse_clock_move_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        clock_move_id = _parse_clock_move_id(d.pop("clock_move_id"))

        def _parse_next_effect_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_effect_at_type_0 = datetime.datetime.fromisoformat(data)

                return next_effect_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        next_effect_at = _parse_next_effect_at(d.pop("next_effect_at"))

        clock = cls(
            now=now,
            mode=mode,
            clock_move_id=clock_move_id,
            next_effect_at=next_effect_at,
        )

        clock.additional_properties = d
        return clock

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
