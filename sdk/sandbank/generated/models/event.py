# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import builtins
import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.event_data import EventData
    from ..models.event_previous import EventPrevious


T = TypeVar("T", bound="Event")


@_attrs_define
class Event:
    """What happened to a resource. Thin: its id and status, and the former values of what changed.

    Attributes:
        event_id (str): Id of an event: opaque, sortable by time of creation.
        type (str): Listed under webhooks; more may come.
        created_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        resource_id (str): Id of the resource.
        data (EventData): The resource's id and status.
        previous (EventPrevious): Former values of what changed; personal ones are named, not shown.
    """

    event_id: str
    type: str
    created_at: datetime.datetime
    resource_id: str
    data: EventData
    previous: EventPrevious
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.event_data import EventData  # noqa: PLC0415
        from ..models.event_previous import EventPrevious  # noqa: PLC0415

        event_id = self.event_id

        type = self.type

        created_at = self.created_at.isoformat()

        resource_id = self.resource_id

        data = self.data.to_dict()

        previous = self.previous.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "event_id": event_id,
                "type": type,
                "created_at": created_at,
                "resource_id": resource_id,
                "data": data,
                "previous": previous,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: builtins.type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.event_data import EventData  # noqa: PLC0415
        from ..models.event_previous import EventPrevious  # noqa: PLC0415

        d = dict(src_dict)
        event_id = d.pop("event_id")

        type = d.pop("type")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        resource_id = d.pop("resource_id")

        data = EventData.from_dict(d.pop("data"))

        previous = EventPrevious.from_dict(d.pop("previous"))

        event = cls(
            event_id=event_id,
            type=type,
            created_at=created_at,
            resource_id=resource_id,
            data=data,
            previous=previous,
        )

        event.additional_properties = d
        return event

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
