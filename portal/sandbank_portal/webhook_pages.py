"""Webhooks: endpoints, what is sent to them, and every attempt with what was sent and answered.

See: webhook_forms.py for making and changing an endpoint, event_pages.py for one event and to whom it was told.
"""

from __future__ import annotations

import asyncio
import datetime
import json
from typing import Any, NamedTuple

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from sandbank.errors import APIStatusError

from sandbank_portal.event_pages import event_types_of
from sandbank_portal.formatting import json_pretty, parsed
from sandbank_portal.lists import Listing
from sandbank_portal.visits import Visit

_DAY = datetime.timedelta(days=1)
_TABS = (("attempts", "Attempts"), ("send", "Send"), ("code", "Receive"), ("fields", "Details"))
_RECEIVER = """import os

from fastapi import FastAPI, HTTPException, Request
from sandbank import webhooks

app = FastAPI()


@app.post("/hooks")
async def hooks(request: Request) -> None:
    try:
        event = webhooks.unwrap(await request.body(), request.headers, os.environ["WEBHOOK_SECRET"])
    except webhooks.WebhookVerificationError as error:
        raise HTTPException(400, error.reason) from error
    print(event.type, event.resource_id)  # a delivery may come twice: remember event.event_id
"""


class Shown(NamedTuple):
    """An endpoint in the list, with its newest attempt."""

    endpoint: dict[str, Any]
    last: dict[str, Any] | None


@get("/webhooks")
async def webhooks(visit: NamedDependency[Visit]) -> Response[Any]:
    """The endpoints of this bank."""
    listing = Listing(visit, "listWebhookEndpoints", "/portal/webhooks")
    problem, rows = None, []
    try:
        rows = await listing.rows()
    except APIStatusError as error:
        if error.status not in (400, 410):
            raise
        problem = error.body
    newest = await visit.reads(*(("listWebhookAttempts", (one["webhook_endpoint_id"],), {"limit": 1}) for one in rows))
    create = visit.contract.operations["createWebhookEndpoint"]
    return visit.page(
        "webhooks.html",
        "webhooks",
        listing=listing,
        rows=[Shown(one, next(iter(last or []), None)) for one, last in zip(rows, newest, strict=True)],
        problem=problem,
        samples=visit.samples(create, {}, None, create.example),
    )


@get("/webhooks/{endpoint_id:str}")
async def webhook(visit: NamedDependency[Visit], endpoint_id: FromPath[str]) -> Response[Any]:
    """One endpoint: its attempts, what can be sent to it, and how its receiver verifies them."""
    endpoint = (await visit.call("getWebhookEndpoint", endpoint_id)).value
    base = f"/portal/webhooks/{endpoint_id}"
    given = visit.request.query_params
    wanted = given.get("tab", "attempts")
    tab = wanted if any(wanted == name for name, _ in _TABS) else "attempts"
    listing = Listing(visit, "listWebhookAttempts", base)
    rows, problem, counts = [], None, await _counts(visit, endpoint_id)
    if tab == "attempts":
        try:
            rows = await listing.rows(endpoint_id)
        except APIStatusError as error:
            if error.status not in (400, 410):
                raise
            problem = error.body
    yesterday = (parsed(visit.now) or datetime.datetime.now(datetime.UTC)) - _DAY
    return visit.page(
        "webhook.html",
        "webhooks",
        endpoint=endpoint,
        base=base,
        tabs=[
            {"id": name, "label": text, "url": base if name == "attempts" else f"{base}?tab={name}"}
            for name, text in _TABS
        ],
        tab=tab,
        listing=listing,
        rows=rows,
        problem=problem,
        counts=counts,
        types=event_types_of(visit),
        since=yesterday.isoformat()[:16],
        receiver=[{"id": "python", "label": "Python", "language": "python", "code": _RECEIVER}],
    )


async def _counts(visit: Visit, endpoint_id: str) -> list[dict[str, Any]]:
    """How the last hundred of each status went, as tabs do."""
    names = ("DELIVERED", "FAILED", "PENDING")
    found = await visit.reads(
        *(("listWebhookAttempts", (endpoint_id,), {"status": name, "limit": 100}) for name in names)
    )
    return [
        {"status": name, "count": len(rows or []), "is_more": len(rows or []) >= 100}
        for name, rows in zip(names, found, strict=True)
    ]


@get("/webhooks/attempts/{attempt_id:str}")
async def attempt_page(visit: NamedDependency[Visit], attempt_id: FromPath[str]) -> Response[Any]:
    """One attempt: what was sent, what was answered, and the others of the same event."""
    attempt = (await visit.call("getWebhookAttempt", attempt_id)).value
    endpoint_id = attempt["webhook_endpoint_id"]
    endpoint, others, event = await asyncio.gather(
        visit.read("getWebhookEndpoint", endpoint_id),
        visit.read("listWebhookAttempts", endpoint_id, query={"event_id": attempt["event_id"], "limit": 25}),
        visit.read("getEvent", attempt["event_id"]),
    )
    return visit.page(
        "webhook_attempt.html",
        "webhooks",
        attempt=attempt,
        endpoint=endpoint,
        event=event,
        others=others or [],
        sent=_readable(attempt["request_body"]),
        answered=_readable(attempt["response_body"]),
        samples=visit.samples(visit.contract.operations["resendWebhookAttempt"], {"webhookAttemptId": attempt_id}),
    )


def _readable(body: str | None) -> tuple[str, str] | None:
    """A body and its language; JSON is laid out for people."""
    if not body:
        return None
    try:
        return json_pretty(json.loads(body)), "json"
    except ValueError:
        return body, "text"


WEBHOOK_PAGES: list[Any] = [webhooks, attempt_page, webhook]
