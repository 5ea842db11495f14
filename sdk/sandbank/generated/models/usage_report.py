# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.usage_report_interval import (
    UsageReportInterval,
    check_usage_report_interval,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.usage_bucket import UsageBucket


T = TypeVar("T", bound="UsageReport")


@_attrs_define
class UsageReport:
    """How this bank was used.

    Attributes:
        since (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said otherwise.
        until (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said otherwise.
        interval (UsageReportInterval): Length of a bucket.
        buckets (list[UsageBucket]): In order of time; intervals without calls are left out.
    """

    since: datetime.datetime
    until: datetime.datetime
    interval: UsageReportInterval
    buckets: list[UsageBucket]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.usage_bucket import UsageBucket  # noqa: PLC0415

        since = self.since.isoformat()

        until = self.until.isoformat()

        interval: str = self.interval

        buckets = []
        for buckets_item_data in self.buckets:
            buckets_item = buckets_item_data.to_dict()
            buckets.append(buckets_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "since": since,
                "until": until,
                "interval": interval,
                "buckets": buckets,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.usage_bucket import UsageBucket  # noqa: PLC0415

        d = dict(src_dict)
        since = datetime.datetime.fromisoformat(d.pop("since"))

        until = datetime.datetime.fromisoformat(d.pop("until"))

        interval = check_usage_report_interval(d.pop("interval"))

        buckets = []
        _buckets = d.pop("buckets")
        for buckets_item_data in _buckets:
            buckets_item = UsageBucket.from_dict(buckets_item_data)

            buckets.append(buckets_item)

        usage_report = cls(
            since=since,
            until=until,
            interval=interval,
            buckets=buckets,
        )

        usage_report.additional_properties = d
        return usage_report

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
