"""What `webhooks` stores in the bank: the endpoint, and apart from it its keys.

An endpoint is enabled for one bank: in a fork, which is another bank, it is not until somebody enables
it there. `enablement` counts how often it was enabled; the commit that did it last is where its
deliveries begin. Keys are sealed like personal data, so no file holds them in clear.
See: delivery.py for what follows the log, outbox.py for what lies in the edge.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import msgspec

from sandbox.contract.models.webhooks import WebhookEndpointStatus
from sandbox.engine.records import Kind


class StoredEndpoint(msgspec.Struct, frozen=True, kw_only=True):
    """An endpoint as the bank keeps it."""

    webhook_endpoint_id: str
    url: str
    description: str | None
    event_types: list[str]
    include: list[str]
    status: WebhookEndpointStatus
    disabled_reason: str | None
    public_key: str
    created_at: datetime
    updated_at: datetime
    metadata: dict[str, str]
    enabled_for: str
    enablement: int = 1

    def is_enabled_for(self, bank_id: str) -> bool:
        """Whether events of this bank are sent to it."""
        return self.status == "ENABLED" and self.enabled_for == bank_id


class EndpointKeys(msgspec.Struct, frozen=True, kw_only=True):
    """What an endpoint's deliveries are signed with; `former_until_us` is the real world's time."""

    webhook_endpoint_id: str
    secret: str
    private_key: str
    former_secret: str | None = None
    former_until_us: int | None = None


class Changes:
    """Tells whoever follows a bank's endpoints that one of them was written."""

    def __init__(self) -> None:
        self._told: dict[str, Callable[[], None]] = {}

    def follow(self, bank_id: str, told: Callable[[], None]) -> None:
        """Be told of every endpoint of a bank that is written."""
        self._told[bank_id] = told

    def unfollow(self, bank_id: str, told: Callable[[], None]) -> None:
        """Be told no more."""
        if self._told.get(bank_id) == told:
            del self._told[bank_id]

    def written(self, bank_id: str, _: StoredEndpoint) -> None:
        """An endpoint was written, in this commit."""
        told = self._told.get(bank_id)
        if told is not None:
            told()


CHANGES = Changes()

ENDPOINTS = Kind(
    StoredEndpoint,
    prefix="whe",
    name="WebhookEndpoint",
    computed={"enabled_for": lambda endpoint: (endpoint.enabled_for,) if endpoint.status == "ENABLED" else ()},
    varying=("public_key",),
    when_written=CHANGES.written,
)

KEYS = Kind(
    EndpointKeys,
    prefix="whe",
    name="WebhookKeys",
    personal=("secret", "private_key", "former_secret"),
    person=lambda keys: keys.webhook_endpoint_id,
    varying=None,
)
