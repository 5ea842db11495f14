"""What moves while a page is open: the bank's events as server-sent events, the palette, and the search behind it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import ServerSentEvent
from sandbank.errors import SandbankError

from sandbank_portal.navigation import NAVIGATION
from sandbank_portal.resources import RESOURCES, page_of
from sandbank_portal.visits import Visit

_LONGEST_S = 3_600
_FOUND = 6


@get("/live")
async def live(visit: NamedDependency[Visit]) -> ServerSentEvent:
    """The bank's events as they happen; each names its type and the resource it is about."""

    async def told() -> AsyncIterator[dict[str, Any]]:
        listener = visit.again()
        try:
            yield {"event": "ready", "data": "{}"}
            async with asyncio.timeout(_LONGEST_S):
                async with await listener.client.events.stream_events() as stream:
                    async for event in stream:
                        data = {"type": event.type, "resource_id": event.resource_id}
                        yield {"event": event.type, "data": json.dumps(data)}
        except (TimeoutError, SandbankError):
            return
        finally:
            await listener.close()

    return ServerSentEvent(told())


@get("/palette.json")
async def palette(visit: NamedDependency[Visit]) -> Response[Any]:
    """Everything that the palette can do: pages, and every operation of the contract that this person may ask."""
    entries = [
        {"label": place.label, "url": place.url, "group": group or "Portal", "keys": ""}
        for group, places in NAVIGATION
        for place in places
        if place.scope is None or place.scope in visit.scopes
    ]
    entries += [
        {"label": one.summary, "url": f"/portal/do/{one.operation_id}", "group": "Do", "keys": one.operation_id}
        for one in visit.contract.operations.values()
        if not one.is_safe and one.scopes and one.scopes <= visit.scopes and _has_form(one)
    ]
    return Response(entries, media_type="application/json", headers={"cache-control": "private, max-age=60"})


def _has_form(operation: Any) -> bool:
    """Whether a form can ask for it: an upload or one that needs no caller cannot."""
    return operation.body is not None or operation.method in ("POST", "DELETE")


@get("/search")
async def search(visit: NamedDependency[Visit]) -> Response[Any]:
    """What fits a few words: an id leads to its page; else customers, accounts and transactions are looked up."""
    text = visit.request.query_params.get("q", "").strip()
    wants_page = "text/html" in visit.request.headers.get("accept", "")
    direct = page_of(text)
    found = [{"label": text, "url": direct, "group": "Go to", "keys": ""}] if direct else []
    if text and not direct:
        found = await _found(visit, text)
    if wants_page:
        if direct:
            return visit.to(direct)
        return visit.page("search.html", "", text=text, found=found)
    return Response(found, media_type="application/json")


async def _found(visit: Visit, text: str) -> list[dict[str, str]]:
    """Personal data is found by its exact value, names by whole words: no more is indexed."""
    people = {"email": text} if "@" in text else {"phone_number": text} if text.startswith("+") else {"name": text}
    customers, references = await asyncio.gather(
        _quietly(visit, "listCustomers", {**people, "limit": _FOUND}),
        _quietly(visit, "listTransactions", {"external_reference": text, "limit": _FOUND}),
    )
    found = []
    for kind, rows in (("customers", customers), ("transactions", references)):
        shown = RESOURCES[kind]
        found += [
            {"label": shown.title(row), "url": shown.url(row[shown.id_field]), "group": shown.plural, "keys": ""}
            for row in rows
        ]
    query = urlencode({"q": text})
    found.append({"label": f"Requests with “{text}”", "url": f"/portal/requests?{query}", "group": "More", "keys": ""})
    return found


async def _quietly(visit: Visit, operation_id: str, query: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows of a list, or none where what was typed is no value of that filter."""
    try:
        return await visit.read(operation_id, query=query) or []
    except SandbankError:
        return []


@get("/suggest/{resource:str}")
async def suggest(visit: NamedDependency[Visit], resource: FromPath[str]) -> Response[Any]:
    """The newest resources of a kind, for a form that asks for one."""
    kind = RESOURCES.get(resource)
    rows = await visit.read(kind.list_operation, query={"limit": 20}) or [] if kind else []
    found = [{"value": row[kind.id_field], "label": kind.title(row)} for row in rows] if kind else []
    return Response(found, media_type="application/json")


LIVE: list[Any] = [live, palette, search, suggest]
