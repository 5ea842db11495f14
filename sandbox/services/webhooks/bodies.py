"""What is sent: the event as the API shows it, thin or with the whole resource.

Whole means the version that the event is about, as it was stored, and not as it is by now. What an
answer would never show (hidden personal values, secrets) is left out; what a person's erasure has
destroyed cannot be shown, and the event stays thin. The same event always gives the same bytes.
"""

from __future__ import annotations

from typing import Any

import msgspec

from sandbox.contract.models import PII, SECRETS
from sandbox.contract.models.events import Event
from sandbox.engine.events import StoredEvent
from sandbox.engine.records import KINDS
from sandbox.engine.transaction import Transaction
from sandbox.engine.vault import Erased
from sandbox.services.events.operations import event_view
from sandbox.services.webhooks.records import StoredEndpoint
from sandbox.services.webhooks.views import endpoint_view

_encode = msgspec.json.Encoder().encode


async def body_of(tx: Transaction, event: StoredEvent, *, is_whole: bool) -> bytes:
    """The body of an event's delivery."""
    view = event_view(event)
    if is_whole:
        data = await _whole(tx, event)
        if data is not None:
            view = msgspec.structs.replace(view, data=data)
    return _encode(view)


def encoded(event: Event) -> bytes:
    """The body of an event that is in no log."""
    return _encode(event)


async def _whole(tx: Transaction, event: StoredEvent) -> dict[str, Any] | None:
    kind = KINDS.get(event.resource_kind)
    if kind is None:
        return None
    try:
        record = await tx.version(kind, event.resource_id, event.resource_version)
    except Erased:
        return None
    if record is None:
        return None
    if isinstance(record, StoredEndpoint):
        record = endpoint_view(record, tx.bank_id)
    struct = type(record)
    hidden = ({*kind.pii} - {*PII.get(struct, ())}) | {*SECRETS.get(struct, ())}
    return {name: value for name, value in msgspec.to_builtins(record).items() if name not in hidden}
