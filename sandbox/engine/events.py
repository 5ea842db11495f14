"""Events: what happened to a resource, written in the commit that made it happen.

An event is thin: the resource's id and status, and the former values of what changed. It points at
the version it is about, so that a richer form can be made later. Reactions to an event are rows of
the queue, written in the same commit. See: openapi.yaml `webhooks`, tests/engine/test_events.py.
"""

from __future__ import annotations

import functools
from typing import Any

import msgspec
from msgspec.structs import astuple

from sandbox.contract.models.problems import EVENT_TYPES


class StoredEvent(msgspec.Struct, frozen=True):
    """One event as the bank's file keeps it."""

    event_id: str
    type: str
    at_us: int
    resource_kind: str
    resource_id: str
    resource_version: int
    data: dict[str, Any]
    previous: dict[str, Any]


def thin_data(record: msgspec.Struct) -> dict[str, Any]:
    """The resource's id and, where it has one, its status."""
    return {name: getattr(record, name) for name in _thin_fields(type(record))}


@functools.cache
def _thin_fields(struct: type[msgspec.Struct]) -> tuple[str, ...]:
    id_field = struct.__struct_fields__[0]
    wanted = ("status", f"{id_field.removesuffix('_id')}_status")
    return (id_field, *(name for name in wanted if name in struct.__struct_fields__))


def changed(before: msgspec.Struct, after: msgspec.Struct, personal: tuple[str, ...]) -> dict[str, Any]:
    """The former values of the properties that differ; personal ones are named, not shown."""
    previous: dict[str, Any] = {}
    pairs = zip(before.__struct_fields__, astuple(before), astuple(after), strict=True)
    for name, old, new in pairs:
        if old is not new and old != new and name != "updated_at":
            previous[name] = "[personal]" if name in personal else old
    return previous


def check_type(event_type: str) -> None:
    """Assert that the contract lists this type under `webhooks`."""
    assert event_type in EVENT_TYPES, f"{event_type} is not an event type of the contract"
