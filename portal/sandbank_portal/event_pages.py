"""What happened in the bank: the stream of events, and one event with its cause and its deliveries.

See: webhook_pages.py for endpoints and attempts.
"""

from __future__ import annotations

import asyncio
import datetime
from typing import Any, NamedTuple

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from sandbank.errors import APIStatusError

from sandbank_portal.formatting import parsed
from sandbank_portal.lists import Listing
from sandbank_portal.visits import Visit

_ENDPOINTS = 50
_MICROSECOND = datetime.timedelta(microseconds=1)


class Delivery(NamedTuple):
    """How an event went to one endpoint: its attempts, newest first."""

    endpoint: dict[str, Any]
    attempts: list[dict[str, Any]]
    is_wanted: bool


def event_types_of(visit: Visit) -> list[tuple[str, list[str]]]:
    """Every event type of the contract by resource."""
    found: dict[str, list[str]] = {}
    for one in visit.contract.event_types:
        found.setdefault(one.partition(".")[0], []).append(one)
    return sorted(found.items())


def is_taken(patterns: list[str], event_type: str) -> bool:
    """Whether an endpoint takes events of a type."""
    group = event_type.partition(".")[0]
    return any(one in ("*", event_type, f"{group}.*") for one in patterns)


@get("/events")
async def events(visit: NamedDependency[Visit]) -> Response[Any]:
    """The events of this bank, newest first."""
    listing = Listing(visit, "listEvents", "/portal/events")
    problem, rows = None, []
    try:
        rows = await listing.rows()
    except APIStatusError as error:
        if error.status not in (400, 410):
            raise
        problem = error.body
    return visit.page(
        "events.html",
        "events",
        listing=listing,
        rows=rows,
        problem=problem,
        types=event_types_of(visit),
    )


@get("/events/{event_id:str}")
async def event_page(visit: NamedDependency[Visit], event_id: FromPath[str]) -> Response[Any]:
    """One event: what changed, what caused it, and to whom it was told."""
    event = (await visit.call("getEvent", event_id)).value
    audit, around, deliveries = await asyncio.gather(
        visit.read("listAuditRecords", query={"entity_id": event["resource_id"], "limit": 100}),
        visit.read("listEvents", query={"resource_id": event["resource_id"], "limit": 25}),
        _deliveries(visit, event),
    )
    cause = cause_of(event, audit or [])
    correlation = (cause or {}).get("correlation_id")
    return visit.page(
        "event.html",
        "events",
        event=event,
        cause=cause,
        correlation=correlation,
        changes=_changes(event, (cause or {}).get("new_values") or {}),
        around=[one for one in around or [] if one["event_id"] != event_id],
        deliveries=deliveries,
        transaction_id=event["resource_id"] if event["resource_id"].startswith("txn_") else None,
        samples=visit.samples(visit.contract.operations["getEvent"], {"eventId": event_id}),
    )


def cause_of(event: dict[str, Any], audit: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The audit record of the change that an event tells: of the same instant, and with the same fields and status."""
    at = [one for one in audit if one["timestamp"] == event["created_at"]]
    return next((one for one in at if _tells(event, one)), at[0] if at else None)


def _tells(event: dict[str, Any], record: dict[str, Any]) -> bool:
    former, written, status = record["old_values"] or {}, record["new_values"] or {}, event["data"].get("status")
    if written.get("status", status) != status:
        return False
    return set(event["previous"]) <= former.keys() if event["previous"] else record["action_type"] == "CREATE"


def _changes(event: dict[str, Any], written: dict[str, Any]) -> list[tuple[str, Any, Any, bool]]:
    """What changed: name, before, after, and whether event or audit record tell what it is now."""
    now = {**written, **event["data"]}
    return [(name, before, now.get(name), name in now) for name, before in event["previous"].items()]


async def _deliveries(visit: Visit, event: dict[str, Any]) -> list[Delivery] | None:
    endpoints = await visit.read("listWebhookEndpoints", query={"limit": _ENDPOINTS})
    if endpoints is None:
        return None
    query = {"event_id": event["event_id"], "limit": 25}
    found = await visit.reads(*(("listWebhookAttempts", (one["webhook_endpoint_id"],), query) for one in endpoints))
    return [
        Delivery(endpoint, attempts or [], is_taken(endpoint["event_types"], event["type"]))
        for endpoint, attempts in zip(endpoints, found, strict=True)
    ]


@post("/events/{event_id:str}/send", status_code=200)
async def send(visit: NamedDependency[Visit], event_id: FromPath[str]) -> Response[Any]:
    """Deliver an event again to one endpoint: a former attempt anew, else the events of its type at its instant."""
    form = await visit.form()
    endpoint_id = next(iter(form.get("webhook_endpoint_id", [])), "")
    back = f"/portal/events/{event_id}"
    event = (await visit.call("getEvent", event_id)).value
    try:
        former = (await visit.call("listWebhookAttempts", endpoint_id, query={"event_id": event_id, "limit": 1})).rows
        if former:
            attempt = (await visit.call("resendWebhookAttempt", former[0]["webhook_attempt_id"])).value
            return visit.to(f"/portal/webhooks/attempts/{attempt['webhook_attempt_id']}", "Sent again.")
        count = (await visit.call("replayEvents", endpoint_id, body=_instant(event))).value["event_count"]
    except APIStatusError as error:
        if error.status == 401:
            raise
        return visit.to(back, error.detail, kind="failed")
    if not count:
        return visit.to(back, "The endpoint does not take events of this type.", kind="warning")
    return visit.to(back, f"{count} {'event is' if count == 1 else 'events are'} on the way.")


def _instant(event: dict[str, Any]) -> dict[str, Any]:
    """The body of replayEvents for the events of a type at one instant."""
    at = parsed(event["created_at"])
    until = (at + _MICROSECOND).isoformat().replace("+00:00", "Z") if at is not None else None
    return {"since": event["created_at"], "until": until, "event_types": [event["type"]]}


EVENT_PAGES: list[Any] = [events, event_page, send]
