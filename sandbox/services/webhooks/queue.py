"""What happens to an endpoint by itself: one that says that it is gone gets nothing more."""

from __future__ import annotations

from msgspec.structs import replace

from sandbox.engine.bank import Bank
from sandbox.engine.call import system
from sandbox.engine.clock import to_datetime
from sandbox.engine.transaction import Transaction
from sandbox.services.webhooks.records import ENDPOINTS, StoredEndpoint

_GONE = "The endpoint answered 410 Gone."


async def disable_gone(bank: Bank, endpoint: StoredEndpoint) -> None:
    """Disable an endpoint that answered 410; one that was changed meanwhile is judged by its next answer."""

    async def work(tx: Transaction) -> None:
        current = await tx.get(ENDPOINTS, endpoint.webhook_endpoint_id)
        if current is None or not current.is_enabled_for(bank.bank_id):
            return
        if current.url != endpoint.url or current.enablement != endpoint.enablement:
            return
        disabled = replace(current, status="DISABLED", disabled_reason=_GONE, updated_at=to_datetime(tx.now_us))
        tx.put(disabled)
        tx.emit("webhook_endpoint.disabled", disabled, current)

    _, saw = await bank.run("webhooks.disable", system(), work)
    await bank.durable(saw)
