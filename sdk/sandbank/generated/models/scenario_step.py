# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.scenario_run_status import ScenarioRunStatus, check_scenario_run_status
from ..types import UNSET, Unset

T = TypeVar("T", bound="ScenarioStep")


@_attrs_define
class ScenarioStep:
    """What one step did.

    Attributes:
        number (int): From 1.
        action (str): An operation, `advance` or `expect`.
        status (ScenarioRunStatus): FAILED at the first step that did; more values may come.
        detail (None | str): What it was called, or why it failed.
        resource_id (None | str): What it made or changed.
    """

    number: int
    action: str
    status: ScenarioRunStatus
    detail: None | str
    resource_id: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        action = self.action

        status: str = self.status

        detail: None | str
        detail = self.detail

        resource_id: None | str
        resource_id = self.resource_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "action": action,
                "status": status,
                "detail": detail,
                "resource_id": resource_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number")

        action = d.pop("action")

        status = check_scenario_run_status(d.pop("status"))

        def _parse_detail(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        detail = _parse_detail(d.pop("detail"))

        def _parse_resource_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        resource_id = _parse_resource_id(d.pop("resource_id"))

        scenario_step = cls(
            number=number,
            action=action,
            status=status,
            detail=detail,
            resource_id=resource_id,
        )

        scenario_step.additional_properties = d
        return scenario_step

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
