"""Examples: an event as one of its type looks, about a resource that does not exist and in no log."""

from __future__ import annotations

import re
from typing import NamedTuple

from sandbox.contract.models.events import Event
from sandbox.contract.models.problems import EVENT_TYPES
from sandbox.engine.call import Call
from sandbox.engine.records import KINDS
from sandbox.services.webhooks import problems
from sandbox.services.webhooks.bodies import encoded

_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Example(NamedTuple):
    """An example, with its body as it is sent."""

    event_id: str
    type: str
    body: str


def example_of(call: Call, event_type: str) -> Example:
    """An example of a type, with ids of this bank's source. Raises `unknown_event_type`."""
    if event_type not in EVENT_TYPES:
        raise problems.unknown_event_type([event_type])
    noun = event_type.partition(".")[0]
    prefix, id_field = _identity(noun)
    resource_id = call.new_id(prefix)
    event = Event(
        event_id=call.new_id("evt"),
        type=event_type,
        created_at=call.now,
        resource_id=resource_id,
        data={id_field: resource_id},
        previous={},
    )
    return Example(event.event_id, event_type, encoded(event).decode())


def _identity(noun: str) -> tuple[str, str]:
    """Prefix and name of the id of what an event's noun stands for."""
    for name, kind in KINDS.items():
        if _WORD.sub("_", name).lower() == noun and kind.prefix:
            return kind.prefix, kind.id_field
    return noun.replace("_", "")[:8], f"{noun}_id"
