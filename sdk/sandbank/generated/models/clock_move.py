# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.clock_move_status import ClockMoveStatus, check_clock_move_status
from ..types import UNSET, Unset

T = TypeVar("T", bound="ClockMove")


@_attrs_define
class ClockMove:
    """One move of the clock, and how far it has come.

    Attributes:
        clock_move_id (str): Id of a move of the clock: opaque, sortable by time of creation.
        status (ClockMoveStatus): PENDING while it goes on; more values may come.
        starts_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        ends_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        reached_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        progress_bps (int): Hundredths of a percent: 10000 is the whole.
        fired_count (int): How many effects have fired.
        created_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        completed_at (datetime.datetime | None): The bank's instant at which it ended.
    """

    clock_move_id: str
    status: ClockMoveStatus
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    reached_at: datetime.datetime
    progress_bps: int
    fired_count: int
    created_at: datetime.datetime
    completed_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        clock_move_id = self.clock_move_id

        status: str = self.status

        starts_at = self.starts_at.isoformat()

        ends_at = self.ends_at.isoformat()

        reached_at = self.reached_at.isoformat()

        progress_bps = self.progress_bps

        fired_count = self.fired_count

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
                "clock_move_id": clock_move_id,
                "status": status,
                "starts_at": starts_at,
                "ends_at": ends_at,
                "reached_at": reached_at,
                "progress_bps": progress_bps,
                "fired_count": fired_count,
                "created_at": created_at,
                "completed_at": completed_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        clock_move_id = d.pop("clock_move_id")

        status = check_clock_move_status(d.pop("status"))

        starts_at = datetime.datetime.fromisoformat(d.pop("starts_at"))

        ends_at = datetime.datetime.fromisoformat(d.pop("ends_at"))

        reached_at = datetime.datetime.fromisoformat(d.pop("reached_at"))

        progress_bps = d.pop("progress_bps")

        fired_count = d.pop("fired_count")

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

        clock_move = cls(
            clock_move_id=clock_move_id,
            status=status,
            starts_at=starts_at,
            ends_at=ends_at,
            reached_at=reached_at,
            progress_bps=progress_bps,
            fired_count=fired_count,
            created_at=created_at,
            completed_at=completed_at,
        )

        clock_move.additional_properties = d
        return clock_move

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
