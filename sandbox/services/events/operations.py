"""The operations of `events`: pages and single events of the bank's log.

A cursor is a position in the log: it stays right while events are added.
"""

from __future__ import annotations

from sandbox.contract.binder import operation
from sandbox.contract.models.events import Event
from sandbox.contract.models.parameters import ListEventsQuery
from sandbox.contract.models.problems import EVENT_TYPES
from sandbox.contract.pages import Page
from sandbox.contract.problem import not_found
from sandbox.engine.call import Call
from sandbox.engine.clock import to_datetime
from sandbox.engine.events import StoredEvent
from sandbox.engine.listing import position_of, selection_of

_ANY = "*"


@operation("listEvents")
async def list_events(call: Call, query: ListEventsQuery) -> Page[Event]:
    selection = selection_of(query)
    types = types_of(query.type)
    if query.type is not None and not types:
        return Page([], None)
    found = await call.tx.events(
        after=position_of(query),
        limit=selection.limit,
        is_ascending=selection.is_ascending,
        skip=selection.skip,
        types=types,
        resource_id=query.resource_id,
        from_us=selection.from_us,
        until_us=selection.until_us,
    )
    shown = found[: query.limit]
    following = str(shown[-1].sequence) if len(found) > query.limit else None
    return Page([event_view(logged.event) for logged in shown], following)


@operation("getEvent")
async def get_event(call: Call, event_id: str) -> Event:
    found = await call.tx.event(event_id)
    if found is None:
        raise not_found("event", event_id)
    return event_view(found.event)


def event_view(event: StoredEvent) -> Event:
    """An event as it is shown, and delivered."""
    return Event(
        event_id=event.event_id,
        type=event.type,
        created_at=to_datetime(event.at_us),
        resource_id=event.resource_id,
        data=event.data,
        previous=event.previous,
    )


def types_of(wanted: str | None) -> tuple[str, ...]:
    """One type, or all of a resource for `account.*`."""
    if wanted is None:
        return ()
    noun, _, verb = wanted.partition(".")
    if verb == _ANY:
        return tuple(sorted(one for one in EVENT_TYPES if one.startswith(f"{noun}.")))
    return (wanted,) if wanted in EVENT_TYPES else ()
