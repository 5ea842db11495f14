# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.effect_status import EffectStatus, check_effect_status
from ..types import UNSET, Unset

T = TypeVar("T", bound="Effect")


@_attrs_define
class Effect:
    """Something that will happen.

    Attributes:
        effect_id (str): Id of a pending effect: its time and place in the queue. An effect that is moved or tried again
            has another.
        kind (str): What will happen, such as `transactions.expire_hold`.
        resource_id (None | str): The resource that it is about; null when it is about the whole bank.
        subject (str): What it was planned with.
        due_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        status (EffectStatus): PENDING waits for its time; PARKED failed too often; FIRED and SKIPPED are over; more
            values may come.
        attempts (int): How often it has failed.
        error (None | str): Why it failed last.
    """

    effect_id: str
    kind: str
    resource_id: None | str
    subject: str
    due_at: datetime.datetime
    status: EffectStatus
    attempts: int
    error: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        effect_id = self.effect_id

        kind = self.kind

        resource_id: None | str
        resource_id = self.resource_id

        subject = self.subject

        due_at = self.due_at.isoformat()

        status: str = self.status

        attempts = self.attempts

        error: None | str
        error = self.error

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "effect_id": effect_id,
                "kind": kind,
                "resource_id": resource_id,
                "subject": subject,
                "due_at": due_at,
                "status": status,
                "attempts": attempts,
                "error": error,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        effect_id = d.pop("effect_id")

        kind = d.pop("kind")

        def _parse_resource_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        resource_id = _parse_resource_id(d.pop("resource_id"))

        subject = d.pop("subject")

        due_at = datetime.datetime.fromisoformat(d.pop("due_at"))

        status = check_effect_status(d.pop("status"))

        attempts = d.pop("attempts")

        def _parse_error(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        error = _parse_error(d.pop("error"))

        effect = cls(
            effect_id=effect_id,
            kind=kind,
            resource_id=resource_id,
            subject=subject,
            due_at=due_at,
            status=status,
            attempts=attempts,
            error=error,
        )

        effect.additional_properties = d
        return effect

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
