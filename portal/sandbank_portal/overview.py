"""The first page: how the bank is used, what happened, what happens next, what waits for somebody, and first steps.

Each first step ticks itself off by one cheap read; a step whose read the caller may not make is not shown.
See: usage_pages.py, templates/overview.html.
"""

from __future__ import annotations

import asyncio
import datetime
from typing import Any, NamedTuple

from litestar import Response, get
from litestar.di import NamedDependency

from sandbank_portal import usage_report
from sandbank_portal.timeline import words_of
from sandbank_portal.usage_pages import Asked, usage_of
from sandbank_portal.visits import Visit

_COUNTED = 100
_ENDPOINTS = 10
_CHARTS = ("calls", "latency", "errors", "volume")
_DAY = datetime.timedelta(days=1)


class _Step(NamedTuple):
    """A first step: what was read, and what does it."""

    text: str
    does: str
    reads: str
    query: dict[str, Any]


_STEPS = (
    _Step("Make an API key", "createApiKey", "listApiKeys", {}),
    _Step("Create a customer", "createCustomer", "listCustomers", {}),
    _Step("Fund an account", "simulateDeposit", "listTransactions", {"transaction_type": "DEPOSIT"}),
    _Step("Make a transfer", "createTransfer", "listTransactions", {"transaction_type": "TRANSFER"}),
    _Step("Register a webhook endpoint", "createWebhookEndpoint", "listWebhookEndpoints", {}),
    _Step("Move the clock", "advanceClock", "listClockMoves", {}),
)
_URLS = {"createWebhookEndpoint": "/portal/webhooks/new"}


async def steps(visit: Visit) -> list[dict[str, Any]]:
    """The first steps, and which of them are done."""
    offered = [one for one in _STEPS if visit.may(one.reads) and visit.may(one.does)]
    found = await visit.reads(*((one.reads, (), {**one.query, "limit": 1}) for one in offered))
    return [
        {
            "text": one.text,
            "url": _URLS.get(one.does, f"/portal/do/{one.does}"),
            "operation": visit.contract.operations[one.does],
            "is_done": bool(rows),
        }
        for one, rows in zip(offered, found, strict=True)
    ]


async def waiting(visit: Visit) -> list[dict[str, Any]]:
    """What waits for somebody: how many, and where; `100+` where there are more than are counted."""
    reviews, pending, parked, failed = await asyncio.gather(
        visit.read("listVerifications", query={"status": "IN_REVIEW", "limit": _COUNTED}),
        visit.read("listTransactions", query={"status": "PENDING", "limit": _COUNTED}),
        visit.read("listPendingEffects", query={"status": "PARKED", "limit": _COUNTED}),
        _failed_attempts(visit),
    )
    approvals = [one for one in pending or [] if one["requires_approval"] and one["approved_by"] is None]
    found = [
        ("Verifications in review", reviews, "/portal/verifications?status=IN_REVIEW", "pending"),
        ("Transactions to approve", pending and approvals, "/portal/transactions?status=PENDING", "pending"),
        ("Effects that failed and wait", parked, "/portal/time?status=PARKED", "failed"),
        ("Failed webhook attempts, 24 h", failed, "/portal/webhooks", "failed"),
    ]
    return [
        {"text": text, "count": len(rows), "is_more": len(rows) >= _COUNTED, "url": url, "tone": tone}
        for text, rows, url, tone in found
        if rows is not None
    ]


async def _failed_attempts(visit: Visit) -> list[Any] | None:
    """The failed attempts of the last real day, of the newest endpoints."""
    endpoints = await visit.read("listWebhookEndpoints", query={"limit": _ENDPOINTS})
    if endpoints is None:
        return None
    since = (datetime.datetime.now(datetime.UTC) - _DAY).isoformat().replace("+00:00", "Z")
    query = {"status": "FAILED", "limit": _COUNTED, "created_at.gte": since}
    found = await visit.reads(*(("listWebhookAttempts", (one["webhook_endpoint_id"],), query) for one in endpoints))
    return [one for rows in found for one in rows or []]


@get("/")
async def overview(visit: NamedDependency[Visit]) -> Response[Any]:
    """What is going on in this bank."""
    asked = Asked()
    report, first_steps, waits, (events, effects) = await asyncio.gather(
        usage_of(visit, asked),
        steps(visit),
        waiting(visit),
        visit.reads(("listEvents", (), {"limit": 9}), ("listPendingEffects", (), {"limit": 9})),
    )
    step = next((one for one in first_steps if not one["is_done"]), None)
    return visit.page(
        "overview.html",
        "overview",
        total=usage_report.total(report["buckets"]) if report else None,
        charts={one: usage_report.chart(report, one) for one in _CHARTS} if report else {},
        minute=datetime.datetime.now(datetime.UTC).strftime("%H%M"),
        events=events,
        effects=[(one, words_of(one)) for one in effects] if effects is not None else None,
        steps=first_steps,
        next_step=step,
        samples=visit.samples(step["operation"], {}, None, step["operation"].example) if step else [],
        waiting=waits,
    )


OVERVIEW: list[Any] = [overview]
