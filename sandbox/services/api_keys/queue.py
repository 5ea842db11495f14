"""What happens later to keys: their expiry is told when it comes.

A key is refused from its `expires_at` on whether or not this has run. The platform's clock is the
real world's, so the timer is due when the key is.
"""

from __future__ import annotations

from msgspec.structs import replace

from sandbox.contract.models.api_keys import ApiKeyRecord
from sandbox.engine.call import Call
from sandbox.engine.clock import to_us
from sandbox.engine.queue import step
from sandbox.services.api_keys.records import API_KEYS

EXPIRE = "api_keys.expire"


def schedule_expiry(call: Call, key: ApiKeyRecord) -> None:
    """The timer at a key's expiry, if it has one."""
    if key.expires_at is not None:
        call.tx.schedule(EXPIRE, key.api_key_id, to_us(key.expires_at))


@step(EXPIRE)
async def expire(call: Call, subject: str) -> None:
    """Set a key to EXPIRED whose time has come; one whose expiry was moved has another timer."""
    key = await call.tx.get(API_KEYS, subject)
    if key is None or key.status != "ACTIVE" or key.expires_at is None or to_us(key.expires_at) > call.tx.now_us:
        return
    expired = replace(key, status="EXPIRED")
    call.tx.put(expired)
    call.tx.emit("api_key.expired", expired, key)
