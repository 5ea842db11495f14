"""The request log: every call of this bank, and one call with all that it caused.

What this portal reads in order to draw its pages is left out of the list unless it is asked for: the log is walked
until a page is full. See: request_story.py for what is found around one call.
"""

from __future__ import annotations

import asyncio
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from sandbank.errors import APIStatusError

from sandbank_portal import request_story
from sandbank_portal.lists import Listing
from sandbank_portal.visits import AGENT, Visit

_BATCHES = (25, 25, 25, 25, *[100] * 50)
_LONGEST_WALK_S = 0.3


def is_own_read(record: dict[str, Any]) -> bool:
    """Whether this portal read something to draw a page."""
    return record["method"] == "GET" and str(record["user_agent"] or "").startswith(AGENT)


class RequestListing(Listing):
    """One page of the request log."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit, "listRequests", "/portal/requests")
        self.shows_all = self.given.get("source") == "all"
        self.walked = 0

    async def rows(self, *path: str, fixed: Any = None) -> list[dict[str, Any]]:
        """The calls of this page: some more than fill it, or fewer where nearly all are the portal's own."""
        if self.shows_all:
            return await super().rows(*path, fixed=fixed)
        found: list[dict[str, Any]] = []
        query, time = self.query(), asyncio.get_running_loop().time
        until = time() + _LONGEST_WALK_S
        for size in _BATCHES:
            answer = await self.visit.call("listRequests", query={**query, "limit": size})
            self.walked += len(answer.rows)
            found += [one for one in answer.rows if not is_own_read(one)]
            self.next_cursor = answer.next_cursor
            if answer.next_cursor is None or len(found) >= int(self.limit) or time() > until:
                break
            query["cursor"] = answer.next_cursor
        return found


@get("/requests")
async def requests(visit: NamedDependency[Visit]) -> Response[Any]:
    """The calls of this bank, newest first."""
    listing = RequestListing(visit)
    problem, rows = None, []
    try:
        rows = await listing.rows()
    except APIStatusError as error:
        if error.status not in (400, 410):
            raise
        problem = error.body
    return visit.page(
        "requests.html",
        "requests",
        listing=listing,
        rows=rows,
        problem=problem,
        operations=sorted(visit.contract.operations),
        statuses=(200, 201, 202, 204, 400, 401, 403, 404, 409, 410, 422, 429, 500, 503),
    )


@get("/requests/{request_id:str}")
async def request_page(visit: NamedDependency[Visit], request_id: FromPath[str]) -> Response[Any]:
    """One call: what was asked and answered, who asked, and what came of it."""
    record = (await visit.call("getRequest", request_id)).value
    told = request_story.touched(record)
    audit, key, effects = await asyncio.gather(
        visit.read("listAuditRecords", query={"correlation_id": record["correlation_id"], "limit": 50}),
        _key_of(visit, record),
        visit.read("listRequests", query={"q": record["correlation_id"], "limit": 25}),
    )
    changed = [one["entity_id"] for one in audit or []]
    ids = list(dict.fromkeys([*told, *changed]))
    events = await _events_of(visit, audit or [])
    operation, path, query = request_story.asked(visit.contract, record)
    body = request_story.without_masks(record["request_body"])
    return visit.page(
        "request.html",
        "requests",
        record=record,
        operation=operation,
        ids=ids[:8],
        transaction_id=next((one for one in ids if one.startswith("txn_")), None),
        audit=audit,
        events=events,
        others=[one for one in effects or [] if one["request_id"] != request_id],
        key=key,
        detail=request_story.problem_of(record),
        is_masked=request_story.is_masked(record["request_body"]),
        again_url=request_story.form_url(operation, path, record["request_body"]) if operation else None,
        samples=visit.samples(operation, path, query, body) if operation else [],
    )


async def _key_of(visit: Visit, record: dict[str, Any]) -> dict[str, Any] | None:
    """The key or the team member that asked."""
    caller = record["api_key_id"] or ""
    operation_id = {"key": "getApiKey", "tmem": "getTeamMember"}.get(caller.partition("_")[0])
    found: dict[str, Any] | None = await visit.read(operation_id, caller) if operation_id else None
    return found


async def _events_of(visit: Visit, audit: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events of the same commits: of a resource that was changed, at the instant of the change."""
    at = {(one["entity_id"], one["timestamp"]) for one in audit}
    resources = list(dict.fromkeys(one["entity_id"] for one in audit))[:6]
    found = await visit.reads(
        *(("listEvents", (), {"resource_id": one, "limit": 25, "order": "asc"}) for one in resources)
    )
    events = [one for rows in found for one in rows or [] if (one["resource_id"], one["created_at"]) in at]
    return sorted(events, key=lambda one: str(one["event_id"]))


REQUEST_PAGES: list[Any] = [requests, request_page]
