# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.scenario_run_status import ScenarioRunStatus, check_scenario_run_status
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.scenario_run_bindings import ScenarioRunBindings
    from ..models.scenario_step import ScenarioStep


T = TypeVar("T", bound="ScenarioRun")


@_attrs_define
class ScenarioRun:
    """A run of a scenario.

    Attributes:
        scenario_run_id (str): Id of a run of a scenario: opaque, sortable by time of creation.
        scenario (str): Its name.
        status (ScenarioRunStatus): FAILED at the first step that did; more values may come.
        steps (list[ScenarioStep]): What was done so far.
        failure (None | str): Why it failed.
        bindings (ScenarioRunBindings): Names of the scenario and the ids they stand for.
        created_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        completed_at (datetime.datetime | None): The bank's instant at which it ended.
    """

    scenario_run_id: str
    scenario: str
    status: ScenarioRunStatus
    steps: list[ScenarioStep]
    failure: None | str
    bindings: ScenarioRunBindings
    created_at: datetime.datetime
    completed_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.scenario_run_bindings import ScenarioRunBindings  # noqa: PLC0415
        from ..models.scenario_step import ScenarioStep  # noqa: PLC0415

        scenario_run_id = self.scenario_run_id

        scenario = self.scenario

        status: str = self.status

        steps = []
        for steps_item_data in self.steps:
            steps_item = steps_item_data.to_dict()
            steps.append(steps_item)

        failure: None | str
        failure = self.failure

        bindings = self.bindings.to_dict()

        created_at = self.created_at.isoformat()

        completed_at: None | str
        if isinstance(self.completed_at, datetime.datetime):
            completed_at = self.completed_at.isoformat()
        else:
            completed_at = self.completed_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "scenario_run_id": scenario_run_id,
                "scenario": scenario,
                "status": status,
                "steps": steps,
                "failure": failure,
                "bindings": bindings,
                "created_at": created_at,
                "completed_at": completed_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.scenario_run_bindings import ScenarioRunBindings  # noqa: PLC0415
        from ..models.scenario_step import ScenarioStep  # noqa: PLC0415

        d = dict(src_dict)
        scenario_run_id = d.pop("scenario_run_id")

        scenario = d.pop("scenario")

        status = check_scenario_run_status(d.pop("status"))

        steps = []
        _steps = d.pop("steps")
        for steps_item_data in _steps:
            steps_item = ScenarioStep.from_dict(steps_item_data)

            steps.append(steps_item)

        def _parse_failure(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        failure = _parse_failure(d.pop("failure"))

        bindings = ScenarioRunBindings.from_dict(d.pop("bindings"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_completed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                completed_at_type_0 = datetime.datetime.fromisoformat(data)

                return completed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        completed_at = _parse_completed_at(d.pop("completed_at"))

        scenario_run = cls(
            scenario_run_id=scenario_run_id,
            scenario=scenario,
            status=status,
            steps=steps,
            failure=failure,
            bindings=bindings,
            created_at=created_at,
            completed_at=completed_at,
        )

        scenario_run.additional_properties = d
        return scenario_run

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
