"""PATCH /api_keys/{apiKeyId}."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tests.services.api import Api
from tests.services.api_keys.keys import knock, make, path_of, real, using
from tests.services.organizations.platform_log import platform_events


async def test_changes_what_is_named_and_leaves_the_rest(api: Api) -> None:
    made = await make(api, metadata={"team": "core"})
    changed = api.ok(await api.patch(path_of(made), {"name": "Renamed"}))
    assert changed == {**{name: value for name, value in made.items() if name != "secret"}, "name": "Renamed"}
    assert await platform_events(api, made["api_key_id"]) == ["api_key.created", "api_key.updated"]


async def test_new_scopes_hold_from_the_next_request_on(api: Api) -> None:
    made = await make(api, "accounts:read", "customers:read")
    holder = using(api, made["secret"])
    assert (await holder.get("/customers")).status == 200
    changed = api.ok(await api.patch(path_of(made), {"scopes": ["events:read", "accounts:read", "events:read"]}))
    assert changed["scopes"] == ["accounts:read", "events:read"]
    assert (await holder.get("/customers")).code == "insufficient_scope"
    assert (await holder.get("/events")).status == 200


async def test_a_scope_is_added_only_by_who_has_it(api: Api) -> None:
    limited = await api.with_scopes("api_keys:write", "accounts:read")
    wide = await make(api, "accounts:write", "accounts:read")
    reply = await limited.patch(path_of(wide), {"scopes": ["accounts:write", "customers:read"]})
    assert (reply.status, reply.code) == (403, "scope_not_grantable")
    assert "customers:read" in reply.body["detail"]
    # What the key has already may stay, and may be taken away.
    assert api.ok(await limited.patch(path_of(wide), {"scopes": ["accounts:write"]}))["scopes"] == ["accounts:write"]
    assert (await limited.patch(path_of(wide), {"scopes": ["accounts:write", "no:such"]})).code == (
        "scope_not_grantable"
    )


async def test_a_key_does_not_widen_itself(api: Api) -> None:
    limited = await api.with_scopes("api_keys:write", "api_keys:read")
    me = api.ok(await limited.get("/users/me"))["user_id"]
    reply = await limited.patch(f"/api_keys/{me}", {"scopes": ["api_keys:write", "transactions:write"]})
    assert reply.code == "scope_not_grantable"


async def test_an_expiry_is_moved_and_taken_away(api: Api, later: Callable[..., None]) -> None:
    made = await make(api, expires_at=real(hours=1))
    moved = real(hours=3)
    changed = api.ok(await api.patch(path_of(made), {"expires_at": moved}))
    assert datetime.fromisoformat(changed["expires_at"]) == datetime.fromisoformat(moved)
    later(hours=2)
    assert (await knock(api, made)).status == 200
    assert api.ok(await api.patch(path_of(made), {"expires_at": None}))["expires_at"] is None
    later(hours=4)
    assert (await knock(api, made)).status == 200


async def test_a_timer_of_an_expiry_that_was_moved_does_nothing(api: Api) -> None:
    made = await make(api, expires_at=real(hours=1))
    api.ok(await api.patch(path_of(made), {"expires_at": real(hours=3)}))
    platform = api.world.host.platform
    await platform.advance(platform.clock.now_us() + 2 * 3_600_000_000)
    assert await platform_events(api, made["api_key_id"]) == ["api_key.created", "api_key.updated"]


async def test_refuses_an_expiry_in_the_past(api: Api) -> None:
    made = await make(api)
    reply = await api.patch(path_of(made), {"expires_at": real(hours=-1)})
    assert (reply.status, reply.code) == (422, "expiry_in_past")


async def test_a_key_that_has_ended_is_not_changed(api: Api, later: Callable[..., None]) -> None:
    revoked = await make(api)
    api.ok(await api.post(f"{path_of(revoked)}/revoke"))
    expired = await make(api, expires_at=real(hours=1))
    later(hours=2)
    for key, status in ((revoked, "REVOKED"), (expired, "EXPIRED")):
        for body in ({"name": "Back"}, {"expires_at": None}):
            reply = await api.patch(path_of(key), body)
            assert (reply.status, reply.code) == (409, "wrong_state")
            assert (reply.body["current_status"], reply.body["allowed_from"]) == (status, ["ACTIVE"])
