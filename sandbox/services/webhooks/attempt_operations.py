"""The operations of `webhooks` on what is sent: attempts, resending, replaying, examples.

They read and write the bank's outbox, which is no part of a commit: what they add there is named after
the call, so a call that runs again adds it once. See: outbox.py, delivery.py.
"""

from __future__ import annotations

import asyncio

from sandbox.contract.binder import operation
from sandbox.contract.models.parameters import ListWebhookAttemptsQuery
from sandbox.contract.models.webhooks import (
    DeliveryReport,
    EventReplay,
    ExampleRequest,
    ReplayReport,
    WebhookAttempt,
)
from sandbox.contract.pages import Page
from sandbox.contract.problem import not_found, wrong_state
from sandbox.engine.call import Call
from sandbox.engine.clock import elapsed, to_us
from sandbox.engine.events import StoredEvent
from sandbox.engine.ids import lower_bound
from sandbox.engine.listing import selection_of
from sandbox.engine.transaction import Transaction
from sandbox.services.webhooks import attempts, problems, rules
from sandbox.services.webhooks.bodies import body_of
from sandbox.services.webhooks.delivery import MOST_WAITING, Dispatcher, dispatcher_of
from sandbox.services.webhooks.examples import example_of
from sandbox.services.webhooks.operations import check_types, check_url, enabled, existing
from sandbox.services.webhooks.outbox import Attempt, Delivery, Draft, Outbox, new_attempt_id
from sandbox.services.webhooks.records import StoredEndpoint
from sandbox.services.webhooks.views import attempt_view

MOST_REPLAYED = 10_000
_PAGE = 500
_PREFIX = "wha"
_UNDER_WAY_S = 1.0
_LOOK_AGAIN_S = 0.002


@operation("listWebhookAttempts")
async def list_webhook_attempts(
    call: Call, webhook_endpoint_id: str, query: ListWebhookAttemptsQuery
) -> Page[WebhookAttempt]:
    endpoint = await existing(call.tx, webhook_endpoint_id)
    selection = selection_of(query)
    low = "" if selection.from_us is None else lower_bound(_PREFIX, selection.from_us)
    high = "\x7f" if selection.until_us is None else lower_bound(_PREFIX, selection.until_us)
    if selection.after is not None:
        low, high = (max(low, selection.after), high) if selection.is_ascending else (low, min(high, selection.after))
    found = Outbox(call.tx.edge).attempts(
        webhook_endpoint_id,
        status=query.status,
        event_id=query.event_id,
        low=low,
        high=high,
        is_ascending=selection.is_ascending,
        limit=selection.skip + selection.limit,
    )[selection.skip :]
    shown = [await _shown(call.tx, attempt, endpoint) for attempt in found[: query.limit]]
    return Page(shown, shown[-1].webhook_attempt_id if len(found) > query.limit else None)


@operation("getWebhookAttempt")
async def get_webhook_attempt(call: Call, webhook_attempt_id: str) -> WebhookAttempt:
    attempt, endpoint = await _existing_attempt(call.tx, webhook_attempt_id)
    return await _shown(call.tx, attempt, endpoint)


@operation("resendWebhookAttempt")
async def resend_webhook_attempt(call: Call, webhook_attempt_id: str) -> WebhookAttempt:
    attempt, endpoint = await _existing_attempt(call.tx, webhook_attempt_id)
    await enabled(call.tx, endpoint.webhook_endpoint_id)
    if attempt.status == "PENDING":
        raise wrong_state("webhook attempt", attempt.status, ("DELIVERED", "FAILED"))
    outbox = Outbox(call.tx.edge)
    dispatcher = dispatcher_of(call.tx.bank_id)
    now_us = dispatcher.time()
    batch = call.new_id(_PREFIX)
    # A key of its own: whoever asks for it does not want to wait for what else the resource has.
    again = Draft(attempt.endpoint_id, attempt.event_id, attempt.event_type, batch, now_us, body=attempt.body)
    await outbox.write(outbox.add_batch(batch, [again], now_us))
    (added,) = outbox.of_batch(batch)
    dispatcher.refresh()
    return await _shown(call.tx, added, endpoint)


@operation("replayEvents")
async def replay_events(call: Call, webhook_endpoint_id: str, body: EventReplay) -> ReplayReport:
    endpoint = await enabled(call.tx, webhook_endpoint_id)
    check_types(body.event_types)
    if body.until is not None and body.until <= body.since:
        raise problems.span_ends_early()
    types = rules.types_of(body.event_types or endpoint.event_types)
    outbox = Outbox(call.tx.edge)
    dispatcher = dispatcher_of(call.tx.bank_id)
    now_us = dispatcher.time()
    room = 2 * MOST_WAITING - outbox.waiting(webhook_endpoint_id)
    most = max(0, min(MOST_REPLAYED, room))
    replayed = await _replayed(call.tx, body, types, most)
    drafts = [Draft(webhook_endpoint_id, event.event_id, event.type, event.resource_id, now_us) for event in replayed]
    await outbox.write(outbox.add_batch(call.new_id(_PREFIX), drafts, now_us))
    dispatcher.refresh()
    return ReplayReport(webhook_endpoint_id=webhook_endpoint_id, event_count=len(drafts))


@operation("sendExampleEvent")
async def send_example_event(call: Call, webhook_endpoint_id: str, body: ExampleRequest) -> WebhookAttempt:
    endpoint = await enabled(call.tx, webhook_endpoint_id)
    example = example_of(call, body.type)
    await check_url(call.tx, endpoint.url)
    dispatcher = dispatcher_of(call.tx.bank_id)
    now_us = dispatcher.time()
    delivery = Delivery(
        place=0,
        attempt_id=new_attempt_id(now_us),
        endpoint_id=webhook_endpoint_id,
        event_id=example.event_id,
        event_type=example.type,
        body=example.body,
        order_key="",
        due_us=now_us,
        attempt_number=1,
        created_us=now_us,
        fault=None,
    )
    prepared = await attempts.prepare(call.tx, delivery)
    assert prepared is not None, "the endpoint is enabled, and an example is in no log"
    outcome = await attempts.make(dispatcher.sender, prepared, delivery, dispatcher.time)
    outbox = Outbox(call.tx.edge)
    await outbox.write(outbox.keep([outcome.attempt]))
    return await _shown(call.tx, outcome.attempt, endpoint)


@operation("deliverWebhooksNow")
async def deliver_webhooks_now(call: Call, webhook_endpoint_id: str) -> DeliveryReport:
    await enabled(call.tx, webhook_endpoint_id)
    dispatcher = dispatcher_of(call.tx.bank_id)
    outbox = Outbox(call.tx.edge)
    await _what_is_under_way(dispatcher, webhook_endpoint_id)
    count = await outbox.write(outbox.make_due(webhook_endpoint_id, dispatcher.time()))
    dispatcher.wake()
    return DeliveryReport(webhook_endpoint_id=webhook_endpoint_id, due_count=count)


# Within ------------------------------------------------------------------------------------------
async def _what_is_under_way(dispatcher: Dispatcher, webhook_endpoint_id: str) -> None:
    """Wait a moment for what is being sent: whoever has just refused it expects it to wait for its next attempt."""
    lane = dispatcher.roster.lanes.get(webhook_endpoint_id)
    places = frozenset() if lane is None else frozenset(lane.in_flight)
    deadline = elapsed() + _UNDER_WAY_S
    while lane is not None and places & lane.in_flight and elapsed() < deadline:  # noqa: ASYNC110  (bounded)
        await asyncio.sleep(_LOOK_AGAIN_S)


async def _existing_attempt(tx: Transaction, webhook_attempt_id: str) -> tuple[Attempt, StoredEndpoint]:
    attempt = Outbox(tx.edge).attempt(webhook_attempt_id)
    if attempt is None:
        raise not_found("webhook attempt", webhook_attempt_id)
    return attempt, await existing(tx, attempt.endpoint_id)


async def _shown(tx: Transaction, attempt: Attempt, endpoint: StoredEndpoint) -> WebhookAttempt:
    """An attempt with what was sent, made again from the log; null once a restore has taken the event away."""
    body: bytes | None = None
    if attempt.body is not None:
        body = attempt.body.encode()
    elif attempt.status != "PENDING" and (logged := await tx.event(attempt.event_id)) is not None:
        body = await body_of(tx, logged.event, is_whole=attempt.is_whole)
    return attempt_view(attempt, endpoint.url, body)


async def _replayed(tx: Transaction, body: EventReplay, types: frozenset[str], most: int) -> list[StoredEvent]:
    """The first events of a span of the bank's time, in order."""
    found: list[StoredEvent] = []
    position = 0
    while len(found) < most:
        page = await tx.events(
            after=position,
            limit=min(_PAGE, most - len(found)),
            is_ascending=True,
            types=tuple(sorted(types)),
            from_us=to_us(body.since),
            until_us=None if body.until is None else to_us(body.until),
        )
        if not page:
            break
        position = page[-1].sequence
        found += [logged.event for logged in page]
        await asyncio.sleep(0)
    return found
