"""The outbox: every message that the bank sent outside, or is about to, newest first, whoever it went to.

Today these are webhook deliveries: the attempts of all endpoints are merged by when they were made.
See: webhook_pages.py for one endpoint by itself.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode, urlsplit

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from sandbank.errors import APIStatusError

from sandbank_portal.actions import own_page
from sandbank_portal.formatting import json_pretty, label
from sandbank_portal.visits import Visit

Row = dict[str, Any]

_SHOWN = 50
_MOST_ENDPOINTS = 100
_STATUSES = ("PENDING", "DELIVERED", "FAILED")
_KEPT = ("endpoint", "status", "before")


@get("/outbox")
async def outbox(visit: NamedDependency[Visit]) -> Response[Any]:
    """The messages at the left, the chosen one at the right."""
    given = {name: value for name, value in visit.request.query_params.items() if value}
    endpoints = await visit.read("listWebhookEndpoints", query={"limit": _MOST_ENDPOINTS}) or []
    problem = None
    messages: list[Row] = []
    is_more = False
    try:
        messages, is_more = await _messages(visit, endpoints, given)
    except APIStatusError as error:
        if error.status not in (400, 422):
            raise
        problem = error.body
    chosen = await _chosen(visit, given.get("message", ""), messages)
    create = visit.contract.operations["createWebhookEndpoint"]
    kept = {name: given[name] for name in _KEPT if name in given}
    return visit.page(
        "outbox.html",
        "outbox",
        endpoints=endpoints,
        hosts={one["webhook_endpoint_id"]: recipient(one["url"]) for one in endpoints},
        messages=messages,
        message=chosen,
        body=_readable(chosen["request_body"]) if chosen else "",
        answer=_readable(chosen["response_body"]) if chosen else "",
        problem=problem,
        given=given,
        statuses=_STATUSES,
        chips=_chips(given, endpoints),
        here=_url(kept),
        older=_url({**kept, "before": messages[-1]["created_at"]}) if is_more and messages else None,
        newer=_url({name: kept[name] for name in kept if name != "before"}) if "before" in kept else None,
        url_of=lambda identifier: _url({**kept, "message": identifier}),
        recipient=recipient,
        samples=visit.samples(create, {}, None, create.example),
    )


async def _messages(visit: Visit, endpoints: list[Row], given: dict[str, str]) -> tuple[list[Row], bool]:
    """The newest attempts of every endpoint that the filters let through, and whether there are older ones."""
    wanted = [one["webhook_endpoint_id"] for one in endpoints]
    if "endpoint" in given:
        wanted = [one for one in wanted if one == given["endpoint"]]
    query = {"limit": _SHOWN, "status": given.get("status", ""), "created_at.lt": given.get("before", "")}
    found = await visit.reads(*(("listWebhookAttempts", (one,), query) for one in wanted))
    rows = sorted(
        (row for rows in found for row in rows or []),
        key=lambda row: (str(row["created_at"]), str(row["webhook_attempt_id"])),
        reverse=True,
    )
    return rows[:_SHOWN], len(rows) > _SHOWN or any(len(rows or []) >= _SHOWN for rows in found)


async def _chosen(visit: Visit, identifier: str, messages: list[Row]) -> Row | None:
    """The message that is read: the one asked for, else the newest."""
    if not identifier:
        return messages[0] if messages else None
    shown = next((row for row in messages if row["webhook_attempt_id"] == identifier), None)
    found: Row | None = shown or await visit.read("getWebhookAttempt", identifier)
    return found


def recipient(url: str) -> str:
    """Whom a message goes to, as short as it is clear: host and path."""
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path if parts.path != '/' else ''}"


def _chips(given: dict[str, str], endpoints: list[Row]) -> list[dict[str, str]]:
    kept = {name: given[name] for name in _KEPT if name in given}
    urls = {one["webhook_endpoint_id"]: recipient(one["url"]) for one in endpoints}
    words = {"endpoint": "To", "status": "Status", "before": "Before"}
    return [
        {
            "label": words[name],
            "value": label(value) if name == "status" else urls.get(value, value),
            "remove_url": _url({other: kept[other] for other in kept if other != name}),
        }
        for name, value in kept.items()
    ]


def _url(query: dict[str, str]) -> str:
    return "/portal/outbox" + (f"?{urlencode(query)}" if query else "")


def _readable(text: str | None) -> str:
    """A body as people read it: JSON is set out, all else stays as it was sent."""
    try:
        return json_pretty(json.loads(text)) if text else ""
    except ValueError:
        return text or ""


@post("/outbox/{attempt_id:str}/{deed:str}", status_code=200)
async def send_again(visit: NamedDependency[Visit], attempt_id: FromPath[str], deed: FromPath[str]) -> Response[Any]:
    """Send a message once more (`resend`), or what waits for its time now (`now`)."""
    form = await visit.form()
    back = own_page(next(iter(form.get("next", [])), "")) or "/portal/outbox"
    try:
        if deed == "now":
            attempt = (await visit.call("getWebhookAttempt", attempt_id)).value
            await visit.call("deliverWebhooksNow", attempt["webhook_endpoint_id"])
            return visit.to(back, f"What waits for {recipient(attempt['url'])} is sent now.")
        attempt = (await visit.call("resendWebhookAttempt", attempt_id)).value
    except APIStatusError as error:
        if error.status == 401:
            raise
        return visit.to(back, error.detail, kind="failed")
    link = f"/portal/outbox?message={attempt['webhook_attempt_id']}"
    return visit.to(back, f"{attempt['event_type']} goes out again.", link=("Message", link))


OUTBOX_PAGES: list[Any] = [outbox, send_again]
