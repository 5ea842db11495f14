# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.usage_volume import UsageVolume


T = TypeVar("T", bound="UsageBucket")


@_attrs_define
class UsageBucket:
    """One interval of one operation or key.

    Attributes:
        starts_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        operation_id (None | str): With group_by operation.
        api_key_id (None | str): With group_by api_key: the key, or the team member.
        calls (int): All calls.
        errors (int): Those answered 400 or above.
        latency_p50_us (int): Median in microseconds.
        latency_p99_us (int): 99th percentile in microseconds.
        volume (list[UsageVolume]): Per currency, of operations that move money.
    """

    starts_at: datetime.datetime
    operation_id: None | str
    api_key_id: None | str
    calls: int
    errors: int
    latency_p50_us: int
    latency_p99_us: int
    volume: list[UsageVolume]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.usage_volume import UsageVolume  # noqa: PLC0415

        starts_at = self.starts_at.isoformat()

        operation_id: None | str
        operation_id = self.operation_id

        api_key_id: None | str
        api_key_id = self.api_key_id

        calls = self.calls

        errors = self.errors

        latency_p50_us = self.latency_p50_us

        latency_p99_us = self.latency_p99_us

        volume = []
        for volume_item_data in self.volume:
            volume_item = volume_item_data.to_dict()
            volume.append(volume_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "starts_at": starts_at,
                "operation_id": operation_id,
                "api_key_id": api_key_id,
                "calls": calls,
                "errors": errors,
                "latency_p50_us": latency_p50_us,
                "latency_p99_us": latency_p99_us,
                "volume": volume,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.usage_volume import UsageVolume  # noqa: PLC0415

        d = dict(src_dict)
        starts_at = datetime.datetime.fromisoformat(d.pop("starts_at"))

        def _parse_operation_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        operation_id = _parse_operation_id(d.pop("operation_id"))

        def _parse_api_key_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        api_key_id = _parse_api_key_id(d.pop("api_key_id"))

        calls = d.pop("calls")

        errors = d.pop("errors")

        latency_p50_us = d.pop("latency_p50_us")

        latency_p99_us = d.pop("latency_p99_us")

        volume = []
        _volume = d.pop("volume")
        for volume_item_data in _volume:
            volume_item = UsageVolume.from_dict(volume_item_data)

            volume.append(volume_item)

        usage_bucket = cls(
            starts_at=starts_at,
            operation_id=operation_id,
            api_key_id=api_key_id,
            calls=calls,
            errors=errors,
            latency_p50_us=latency_p50_us,
            latency_p99_us=latency_p99_us,
            volume=volume,
        )

        usage_bucket.additional_properties = d
        return usage_bucket

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
