# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.fault_kind import FaultKind, check_fault_kind
from ..models.fault_status import FaultStatus, check_fault_status
from ..types import UNSET, Unset

T = TypeVar("T", bound="Fault")


@_attrs_define
class Fault:
    """Misbehaviour on purpose.

    Attributes:
        fault_id (str): Id of a fault: opaque, sortable by time of creation.
        kind (FaultKind): LATENCY answers late; ERROR answers status_code and changes nothing; TIMEOUT_AFTER_COMMIT
            commits and never answers within delay_ms; WEBHOOK_… spoil deliveries; more values may come.
        operation_id (None | str): The operation that it meets.
        event_type (None | str): The events whose deliveries it meets.
        rate_bps (int): Hundredths of a percent: 10000 is the whole.
        delay_ms (int): How long it delays.
        status_code (int | None): What ERROR answers.
        status (FaultStatus): EXHAUSTED has been applied as often as it was to be; more values may come.
        remaining (int | None): How often it will still be applied.
        applied_count (int): How often it was applied.
        created_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
    """

    fault_id: str
    kind: FaultKind
    operation_id: None | str
    event_type: None | str
    rate_bps: int
    delay_ms: int
    status_code: int | None
    status: FaultStatus
    remaining: int | None
    applied_count: int
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        fault_id = self.fault_id

        kind: str = self.kind

        operation_id: None | str
        operation_id = self.operation_id

        event_type: None | str
        event_type = self.event_type

        rate_bps = self.rate_bps

        delay_ms = self.delay_ms

        status_code: int | None
        status_code = self.status_code

        status: str = self.status

        remaining: int | None
        remaining = self.remaining

        applied_count = self.applied_count

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "fault_id": fault_id,
                "kind": kind,
                "operation_id": operation_id,
                "event_type": event_type,
                "rate_bps": rate_bps,
                "delay_ms": delay_ms,
                "status_code": status_code,
                "status": status,
                "remaining": remaining,
                "applied_count": applied_count,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        fault_id = d.pop("fault_id")

        kind = check_fault_kind(d.pop("kind"))

        def _parse_operation_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        operation_id = _parse_operation_id(d.pop("operation_id"))

        def _parse_event_type(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        event_type = _parse_event_type(d.pop("event_type"))

        rate_bps = d.pop("rate_bps")

        delay_ms = d.pop("delay_ms")

        def _parse_status_code(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        status_code = _parse_status_code(d.pop("status_code"))

        status = check_fault_status(d.pop("status"))

        def _parse_remaining(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        remaining = _parse_remaining(d.pop("remaining"))

        applied_count = d.pop("applied_count")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        fault = cls(
            fault_id=fault_id,
            kind=kind,
            operation_id=operation_id,
            event_type=event_type,
            rate_bps=rate_bps,
            delay_ms=delay_ms,
            status_code=status_code,
            status=status,
            remaining=remaining,
            applied_count=applied_count,
            created_at=created_at,
        )

        fault.additional_properties = d
        return fault

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
