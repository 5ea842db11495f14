"""The operations of `webhooks` on endpoints. Creating one writes no event; it is followed from its commit on.

See: attempt_operations.py for what was sent, rules.py, tests/services/webhooks/.
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from sandbox.contract.binder import operation
from sandbox.contract.models.parameters import ListWebhookEndpointsQuery
from sandbox.contract.models.webhooks import (
    WebhookEndpoint,
    WebhookEndpointCreation,
    WebhookEndpointUpdate,
    WebhookEndpointWithSecret,
    WebhookSecretRotation,
)
from sandbox.contract.pages import Page
from sandbox.contract.partial import given
from sandbox.contract.problem import not_found, wrong_state
from sandbox.engine.call import Call
from sandbox.engine.clock import wall_us
from sandbox.engine.listing import list_records, selection_of
from sandbox.engine.transaction import Transaction
from sandbox.services.webhooks import problems, rules
from sandbox.services.webhooks.attempts import may_be_loopback
from sandbox.services.webhooks.guard import NotAllowed, target_of
from sandbox.services.webhooks.outbox import Outbox
from sandbox.services.webhooks.records import ENDPOINTS, KEYS, EndpointKeys, StoredEndpoint
from sandbox.services.webhooks.signing import new_key_pair, new_secret
from sandbox.services.webhooks.views import endpoint_view, endpoint_view_with_secret

_AT_ONCE = 100
_BY_HAND = "It was disabled through the API."


# What the operations on attempts ask --------------------------------------------------------------
async def existing(tx: Transaction, webhook_endpoint_id: str) -> StoredEndpoint:
    """The endpoint. Raises `not_found`."""
    endpoint = await tx.get(ENDPOINTS, webhook_endpoint_id)
    if endpoint is None:
        raise not_found("webhook endpoint", webhook_endpoint_id)
    return endpoint


async def enabled(tx: Transaction, webhook_endpoint_id: str) -> StoredEndpoint:
    """The endpoint, if this bank sends to it. Raises `not_found`, `wrong_state`."""
    endpoint = await existing(tx, webhook_endpoint_id)
    if not endpoint.is_enabled_for(tx.bank_id):
        raise wrong_state("webhook endpoint", "DISABLED", ("ENABLED",))
    return endpoint


async def check_url(tx: Transaction, url: str) -> None:
    """Refuse a URL that does not lead outside, as far as that is known without asking for its name."""
    try:
        target_of(url, allow_loopback=await may_be_loopback(tx))
    except NotAllowed as refused:
        raise problems.url_not_allowed(str(refused)) from None


def check_types(wanted: list[str]) -> None:
    """Refuse what fits no event type. Raises `unknown_event_type`."""
    unknown = rules.unknown_types(wanted)
    if unknown:
        raise problems.unknown_event_type(unknown)


# The contract ------------------------------------------------------------------------------------
@operation("createWebhookEndpoint")
async def create_webhook_endpoint(call: Call, body: WebhookEndpointCreation) -> WebhookEndpointWithSecret:
    await check_url(call.tx, body.url)
    check_types(body.event_types)
    _check_include(body.include)
    secret = new_secret()
    private_key, public_key = new_key_pair()
    endpoint = StoredEndpoint(
        webhook_endpoint_id=call.new_id("whe"),
        url=body.url,
        description=body.description,
        event_types=body.event_types,
        include=body.include,
        status="ENABLED",
        disabled_reason=None,
        public_key=public_key,
        created_at=call.now,
        updated_at=call.now,
        metadata=body.metadata,
        enabled_for=call.tx.bank_id,
    )
    keys = EndpointKeys(webhook_endpoint_id=endpoint.webhook_endpoint_id, secret=secret, private_key=private_key)
    call.tx.put(endpoint)
    call.tx.put(keys)
    return endpoint_view_with_secret(endpoint, call.tx.bank_id, secret)


@operation("listWebhookEndpoints")
async def list_webhook_endpoints(call: Call, query: ListWebhookEndpointsQuery) -> Page[WebhookEndpoint]:
    bank_id = call.tx.bank_id
    if query.status == "DISABLED":
        return await _page_of_disabled(call, query)
    where = {"enabled_for": bank_id} if query.status == "ENABLED" else None
    found, following = await list_records(call, ENDPOINTS, query, where)
    return Page([endpoint_view(endpoint, bank_id) for endpoint in found], following)


@operation("getWebhookEndpoint")
async def get_webhook_endpoint(call: Call, webhook_endpoint_id: str) -> WebhookEndpoint:
    return endpoint_view(await existing(call.tx, webhook_endpoint_id), call.tx.bank_id)


@operation("updateWebhookEndpoint")
async def update_webhook_endpoint(call: Call, webhook_endpoint_id: str, body: WebhookEndpointUpdate) -> WebhookEndpoint:
    endpoint = await existing(call.tx, webhook_endpoint_id)
    changes = given(body)
    if "url" in changes:
        await check_url(call.tx, changes["url"])
    if "event_types" in changes:
        check_types(changes["event_types"])
    if "include" in changes:
        _check_include(changes["include"])
    status = changes.pop("status", None)
    if status is not None:
        changes |= _switched(endpoint, call.tx.bank_id, status)
    updated = replace(endpoint, updated_at=call.now, **changes)
    call.tx.put(updated)
    return endpoint_view(updated, call.tx.bank_id)


@operation("deleteWebhookEndpoint")
async def delete_webhook_endpoint(call: Call, webhook_endpoint_id: str) -> None:
    call.tx.delete(await existing(call.tx, webhook_endpoint_id))
    keys = await call.tx.get(KEYS, webhook_endpoint_id)
    if keys is not None:
        call.tx.delete(keys)
    outbox = Outbox(call.tx.edge)

    async def forget(is_committed: bool) -> None:
        if is_committed:
            await outbox.write(outbox.forget_attempts(webhook_endpoint_id))

    call.when_ended(forget)


@operation("rotateWebhookSecret")
async def rotate_webhook_secret(
    call: Call, webhook_endpoint_id: str, body: WebhookSecretRotation | None
) -> WebhookEndpointWithSecret:
    endpoint = await existing(call.tx, webhook_endpoint_id)
    keys = await call.tx.get(KEYS, webhook_endpoint_id)
    assert keys is not None, "an endpoint has keys for as long as it lives"
    overlap_us = rules.overlap_us(body.overlap if body is not None else None)
    if overlap_us is None:
        raise problems.overlap_too_long()
    secret = new_secret()
    rotated = replace(
        keys,
        secret=secret,
        former_secret=keys.secret if overlap_us else None,
        former_until_us=wall_us() + overlap_us if overlap_us else None,
    )
    updated = replace(endpoint, updated_at=call.now)
    call.tx.put(rotated)
    call.tx.put(updated)
    return endpoint_view_with_secret(updated, call.tx.bank_id, secret)


# Within ------------------------------------------------------------------------------------------
def _check_include(include: list[str]) -> None:
    for position, noun in enumerate(include):
        if noun != rules.ANY and noun not in rules.NOUNS:
            raise problems.unknown_resource(position, noun)


def _switched(endpoint: StoredEndpoint, bank_id: str, status: str) -> dict[str, Any]:
    """What changes when an endpoint is enabled for this bank, or for none."""
    if status == "DISABLED":
        return {} if endpoint.status == "DISABLED" else {"status": "DISABLED", "disabled_reason": _BY_HAND}
    if endpoint.is_enabled_for(bank_id):
        return {}
    return {
        "status": "ENABLED",
        "disabled_reason": None,
        "enabled_for": bank_id,
        "enablement": endpoint.enablement + 1,
    }


async def _page_of_disabled(call: Call, query: ListWebhookEndpointsQuery) -> Page[WebhookEndpoint]:
    """Whether one is disabled depends on the bank that asks, so it is known when it is shown, not by an index."""
    bank_id = call.tx.bank_id
    selection = selection_of(query)
    wanted = selection.skip + selection.limit
    found: list[StoredEndpoint] = []
    rest = selection._replace(skip=0, limit=_AT_ONCE)
    while len(found) < wanted and (page := await call.tx.find(ENDPOINTS, rest)):
        found += [endpoint for endpoint in page if not endpoint.is_enabled_for(bank_id)]
        rest = rest._replace(after=page[-1].webhook_endpoint_id)
    shown = found[selection.skip : wanted]
    following = shown[query.limit - 1].webhook_endpoint_id if len(shown) > query.limit else None
    return Page([endpoint_view(endpoint, bank_id) for endpoint in shown[: query.limit]], following)
