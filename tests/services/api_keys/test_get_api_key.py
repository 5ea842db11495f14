"""GET /api_keys/{apiKeyId}."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.services.api import Api
from tests.services.api_keys.keys import knock, make, path_of, real


async def test_shows_a_key_without_its_secret(api: Api) -> None:
    made = await make(api, "accounts:read", "events:read")
    shown = api.ok(await api.get(path_of(made)))
    assert shown == {name: value for name, value in made.items() if name != "secret"}


async def test_its_last_use_is_seen_to_the_minute(api: Api) -> None:
    made = await make(api)
    assert api.ok(await api.get(path_of(made)))["last_used_at"] is None
    await knock(api, made)
    used = datetime.fromisoformat(api.ok(await api.get(path_of(made)))["last_used_at"])
    assert (used.second, used.microsecond) == (0, 0)
    assert datetime.now(UTC) - used < timedelta(minutes=3)


async def test_a_key_past_its_expiry_is_shown_as_expired(api: Api, later: Callable[..., None]) -> None:
    made = await make(api, expires_at=real(hours=1))
    assert api.ok(await api.get(path_of(made)))["status"] == "ACTIVE"
    later(hours=2)
    assert api.ok(await api.get(path_of(made)))["status"] == "EXPIRED"


async def test_a_key_of_another_bank_does_not_exist_even_for_an_operator(api: Api) -> None:
    theirs = await make(await api.another_bank())
    assert (await api.get(path_of(theirs))).code == "not_found"
