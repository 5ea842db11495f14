"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.

The schemas of tag `events`.
"""

from typing import Any

from msgspec import Struct

from sandbox.contract.models.shared import EventId, Timestamp


class Event(Struct, frozen=True, kw_only=True):
    """What happened to a resource. Thin: its id and status, and the former values of what
    changed.
    """

    event_id: EventId
    type: str
    created_at: Timestamp
    resource_id: str
    data: dict[str, Any]
    previous: dict[str, Any]
