"""One attempt: what is read from the bank for it, what is sent, and what its answer means.

Everything is read anew for each attempt (URL, keys, what is included, whether loopback is allowed), so
a change holds from the next attempt on. See: delivery.py for when, sender.py for how, outbox.py for
what is kept of it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from sandbox.engine.transaction import Transaction
from sandbox.services.settings.operations import text
from sandbox.services.webhooks import rules
from sandbox.services.webhooks.bodies import body_of
from sandbox.services.webhooks.outbox import Attempt, Delivery
from sandbox.services.webhooks.records import ENDPOINTS, KEYS, EndpointKeys, StoredEndpoint
from sandbox.services.webhooks.sender import Answer, Sender
from sandbox.services.webhooks.signing import signed_headers

ALLOW_LOOPBACK = "webhooks.allow_loopback"
GONE = 410

_SHOWN_OF_ANSWER = 4096
_USER_AGENT = "Sandbank-Webhooks/1"
_TRACE_ID = re.compile(r"(?a)(?!0{32})[0-9a-f]{32}\Z")
_LOST = "Lost on purpose: a declared fault."

Time = Callable[[], int]
"""Gives the real world's microseconds."""


class Prepared(NamedTuple):
    """What one attempt needs to know of the bank."""

    endpoint: StoredEndpoint
    keys: EndpointKeys
    body: bytes
    is_whole: bool
    allow_loopback: bool
    trace_id: str | None = None
    """Of the client's trace that the event follows from."""


class Outcome(NamedTuple):
    """How an attempt went: what is kept of it, and what it asks for."""

    attempt: Attempt
    is_delivered: bool
    is_gone: bool
    retry_after_us: int | None


async def may_be_loopback(tx: Transaction) -> bool:
    """Whether this bank sends webhooks to its own machine."""
    return await text(tx, ALLOW_LOOPBACK) == "true"


async def prepare(tx: Transaction, delivery: Delivery) -> Prepared | None:
    """What an attempt needs, or None when there is nothing to send any more, or nobody to send it to."""
    endpoint = await tx.get(ENDPOINTS, delivery.endpoint_id)
    keys = await tx.get(KEYS, delivery.endpoint_id)
    if endpoint is None or keys is None or not endpoint.is_enabled_for(tx.bank_id):
        return None
    is_whole = rules.carries_whole(endpoint.include, delivery.event_type)
    trace_id = None
    if delivery.body is not None:
        body = delivery.body.encode()
    else:
        logged = await tx.event(delivery.event_id)
        if logged is None:
            return None  # the bank was restored to a time before it
        body = await body_of(tx, logged.event, is_whole=is_whole)
        correlation_id = await tx.correlation_of(delivery.event_id)
        trace_id = correlation_id if correlation_id is not None and _TRACE_ID.match(correlation_id) else None
    return Prepared(endpoint, keys, body, is_whole, await may_be_loopback(tx), trace_id)


async def make(sender: Sender, prepared: Prepared, delivery: Delivery, time: Time) -> Outcome:
    """Send a delivery once."""
    began_us = time()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": _USER_AGENT,
        **signed_headers(prepared.keys, delivery.event_id, prepared.body, began_us),
    }
    if prepared.trace_id is not None:
        # W3C Trace Context: each attempt is a span of its own in the trace.
        headers["traceparent"] = f"00-{prepared.trace_id}-{secrets.token_hex(8)}-01"
    url = prepared.endpoint.url
    answer = await sender.post(
        delivery.endpoint_id, url, headers, prepared.body, allow_loopback=prepared.allow_loopback
    )
    is_delivered = rules.is_success(answer.status)
    attempt = _kept(prepared, delivery, began_us)._replace(
        status="DELIVERED" if is_delivered else "FAILED",
        headers=msgspec.json.encode(headers).decode(),
        response_status=answer.status,
        response_body=answer.body[:_SHOWN_OF_ANSWER].decode("utf-8", "replace") if answer.status is not None else None,
        error=_error(answer),
        duration_ms=answer.duration_ms,
    )
    wait_us = rules.retry_after_us(answer.status, answer.retry_after, time())
    return Outcome(attempt, is_delivered, answer.status == GONE, wait_us)


def lose(prepared: Prepared, delivery: Delivery, time: Time) -> Outcome:
    """Let an attempt fail without sending anything."""
    attempt = _kept(prepared, delivery, time())._replace(error=_LOST, duration_ms=0)
    return Outcome(attempt, is_delivered=False, is_gone=False, retry_after_us=None)


def _kept(prepared: Prepared, delivery: Delivery, began_us: int) -> Attempt:
    return Attempt(
        attempt_id=delivery.attempt_id,
        endpoint_id=delivery.endpoint_id,
        event_id=delivery.event_id,
        event_type=delivery.event_type,
        body=delivery.body,
        is_whole=prepared.is_whole,
        attempt_number=delivery.attempt_number,
        created_us=delivery.created_us,
        status="FAILED",
        url=prepared.endpoint.url,
        headers=None,
        response_status=None,
        response_body=None,
        error=None,
        duration_ms=None,
        attempted_us=began_us,
        next_us=None,
    )


def _error(answer: Answer) -> str | None:
    """Why an attempt failed, in a sentence; None when it did not, or when its status says it all."""
    if answer.status is None:
        return answer.error
    if 300 <= answer.status < 400:
        return "Redirects are not followed; give the final URL."
    return None
