# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.fault_kind import FaultKind, check_fault_kind
from ..types import UNSET, Unset

T = TypeVar("T", bound="FaultDeclaration")


@_attrs_define
class FaultDeclaration:
    """A fault to declare.

    Attributes:
        kind (FaultKind): LATENCY answers late; ERROR answers status_code and changes nothing; TIMEOUT_AFTER_COMMIT
            commits and never answers within delay_ms; WEBHOOK_… spoil deliveries; more values may come.
        operation_id (None | str | Unset): The operation that it meets; null: every one but those of simulations and
            banks. Not for WEBHOOK_….
        event_type (None | str | Unset): The events whose deliveries it meets, such as `account.*`; null: all. Only for
            WEBHOOK_….
        rate_bps (int | Unset): How many of 10,000 calls it meets. Default: 10000.
        delay_ms (int | Unset): How long it delays. Default: 1000.
        status_code (int | None | Unset): What ERROR answers: 429, 500 or 503; null: 503.
        remaining (int | None | Unset): How often it is applied; null: until it is lifted.
    """

    kind: FaultKind
    operation_id: None | str | Unset = UNSET
    event_type: None | str | Unset = UNSET
    rate_bps: int | Unset = 10000
    delay_ms: int | Unset = 1000
    status_code: int | None | Unset = UNSET
    remaining: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        operation_id: None | str | Unset
        if isinstance(self.operation_id, Unset):
            operation_id = UNSET
        else:
            operation_id = self.operation_id

        event_type: None | str | Unset
        if isinstance(self.event_type, Unset):
            event_type = UNSET
        else:
            event_type = self.event_type

        rate_bps = self.rate_bps

        delay_ms = self.delay_ms

        status_code: int | None | Unset
        if isinstance(self.status_code, Unset):
            status_code = UNSET
        else:
            status_code = self.status_code

        remaining: int | None | Unset
        if isinstance(self.remaining, Unset):
            remaining = UNSET
        else:
            remaining = self.remaining

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
            }
        )
        if operation_id is not UNSET:
            field_dict["operation_id"] = operation_id
        if event_type is not UNSET:
            field_dict["event_type"] = event_type
        if rate_bps is not UNSET:
            field_dict["rate_bps"] = rate_bps
        if delay_ms is not UNSET:
            field_dict["delay_ms"] = delay_ms
        if status_code is not UNSET:
            field_dict["status_code"] = status_code
        if remaining is not UNSET:
            field_dict["remaining"] = remaining

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_fault_kind(d.pop("kind"))

        def _parse_operation_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        operation_id = _parse_operation_id(d.pop("operation_id", UNSET))

        def _parse_event_type(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        event_type = _parse_event_type(d.pop("event_type", UNSET))

        rate_bps = d.pop("rate_bps", UNSET)

        delay_ms = d.pop("delay_ms", UNSET)

        def _parse_status_code(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        status_code = _parse_status_code(d.pop("status_code", UNSET))

        def _parse_remaining(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        remaining = _parse_remaining(d.pop("remaining", UNSET))

        fault_declaration = cls(
            kind=kind,
            operation_id=operation_id,
            event_type=event_type,
            rate_bps=rate_bps,
            delay_ms=delay_ms,
            status_code=status_code,
            remaining=remaining,
        )

        return fault_declaration
