"""Keys as the tests make and use them, and the real world's time that they live on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.services.api import Api, Reply


def real(**ahead: float) -> str:
    """An instant of the real world, as `real(hours=1)` from now."""
    return (datetime.now(UTC) + timedelta(**ahead)).isoformat()


async def make(api: Api, *scopes: str, **overrides: Any) -> dict[str, Any]:
    """A key with its secret; of accounts:read unless told."""
    body = {"name": "Backend", "scopes": list(scopes or ("accounts:read",)), **overrides}
    made: dict[str, Any] = api.ok(await api.post("/api_keys", body))
    return made


def path_of(key: dict[str, Any]) -> str:
    """Where a key is."""
    return f"/api_keys/{key['api_key_id']}"


def using(api: Api, secret: str) -> Api:
    """Whoever has this secret."""
    return Api(api.world, api.bank, secret)


async def knock(api: Api, key: dict[str, Any]) -> Reply:
    """An ordinary request with a key's secret."""
    return await using(api, key["secret"]).get("/accounts")
