"""Endpoints and attempts as they are shown. In a fork an endpoint shows DISABLED until it is enabled there."""

from __future__ import annotations

from typing import Any

import msgspec

from sandbox.contract.models.webhooks import WebhookAttempt, WebhookEndpoint, WebhookEndpointWithSecret
from sandbox.engine.clock import to_datetime
from sandbox.services.webhooks.outbox import Attempt
from sandbox.services.webhooks.records import StoredEndpoint

_HIDDEN = ("enabled_for", "enablement")
_OF_ANOTHER_BANK = "It belongs to the bank that this one was copied from; enable it to have events sent."


def endpoint_view(endpoint: StoredEndpoint, bank_id: str) -> WebhookEndpoint:
    """An endpoint without its secret."""
    return WebhookEndpoint(**_shown(endpoint, bank_id))


def endpoint_view_with_secret(endpoint: StoredEndpoint, bank_id: str, secret: str) -> WebhookEndpointWithSecret:
    """An endpoint with its secret: the only time it is shown."""
    return WebhookEndpointWithSecret(**_shown(endpoint, bank_id), secret=secret)


def _shown(endpoint: StoredEndpoint, bank_id: str) -> dict[str, Any]:
    values = {name: getattr(endpoint, name) for name in endpoint.__struct_fields__ if name not in _HIDDEN}
    if endpoint.status == "ENABLED" and endpoint.enabled_for != bank_id:
        values.update(status="DISABLED", disabled_reason=_OF_ANOTHER_BANK)
    return values


def attempt_view(attempt: Attempt, url: str, body: bytes | None) -> WebhookAttempt:
    """An attempt; one that waits shows where it will be sent."""
    return WebhookAttempt(
        webhook_attempt_id=attempt.attempt_id,
        webhook_endpoint_id=attempt.endpoint_id,
        event_id=attempt.event_id,
        event_type=attempt.event_type,
        attempt_number=attempt.attempt_number,
        status=attempt.status,
        url=attempt.url or url,
        request_headers=None if attempt.headers is None else msgspec.json.decode(attempt.headers),
        request_body=None if body is None else body.decode(),
        response_status=attempt.response_status,
        response_body=attempt.response_body,
        error=attempt.error,
        duration_ms=attempt.duration_ms,
        created_at=to_datetime(attempt.created_us),
        attempted_at=_moment(attempt.attempted_us),
        next_attempt_at=_moment(attempt.next_us),
    )


def _moment(at_us: int | None) -> Any:
    return None if at_us is None else to_datetime(at_us)
