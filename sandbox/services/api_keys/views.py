"""Keys as they are shown: EXPIRED once their time is over, with their last use."""

from __future__ import annotations

from typing import Any

from sandbox.contract.models.api_keys import ApiKey, ApiKeyRecord, ApiKeyWithSecret
from sandbox.engine.clock import to_datetime, to_us, wall_us
from sandbox.services.api_keys.last_used import LAST_USED


def status_of(key: ApiKeyRecord) -> Any:
    """The state of a key at the real world's present."""
    is_over = key.expires_at is not None and to_us(key.expires_at) <= wall_us()
    return "EXPIRED" if key.status == "ACTIVE" and is_over else key.status


def _shown(key: ApiKeyRecord) -> dict[str, Any]:
    used_us = LAST_USED.at(key.api_key_id)
    values = {name: getattr(key, name) for name in key.__struct_fields__}
    return {
        **values,
        "status": status_of(key),
        "last_used_at": None if used_us is None else to_datetime(used_us),
    }


def key_view(key: ApiKeyRecord) -> ApiKey:
    """A key without its secret."""
    return ApiKey(**_shown(key))


def key_view_with_secret(key: ApiKeyRecord, secret: str) -> ApiKeyWithSecret:
    """A key with its secret: the only time it is shown."""
    return ApiKeyWithSecret(**_shown(key), secret=secret)
