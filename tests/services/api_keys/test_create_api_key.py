"""POST /api_keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.services.api import Api
from tests.services.api_keys.keys import knock, make, path_of, real, using
from tests.services.builders import make_customer
from tests.services.organizations.platform_log import platform_events, platform_files


async def test_a_key_opens_the_bank_of_who_made_it(api: Api) -> None:
    reply = await api.post("/api_keys", {"name": "Backend", "scopes": ["accounts:read"], "metadata": {"team": "core"}})
    made = api.ok(reply)
    me = api.ok(await api.get("/users/me"))
    assert (reply.status, made["status"], made["metadata"]) == (201, "ACTIVE", {"team": "core"})
    assert (made["organization_id"], made["bank_id"]) == (me["organization_id"], me["bank_id"])
    assert (made["expires_at"], made["last_used_at"]) == (None, None)
    assert reply.headers["location"] == f"/v1{path_of(made)}"
    assert (await knock(api, made)).status == 200
    assert (await using(api, made["secret"]).get("/customers")).code == "insufficient_scope"
    assert await platform_events(api, made["api_key_id"]) == ["api_key.created"]


async def test_its_secret_is_shown_once_and_stored_hashed(api: Api) -> None:
    made = await make(api)
    assert made["secret"].startswith("sbk_")
    assert (len(made["secret"]), made["hint"]) == (47, made["secret"][-4:])
    assert "secret" not in api.ok(await api.get(path_of(made)))
    assert made["secret"].encode() not in await platform_files(api)


async def test_a_replayed_creation_leaves_the_secret_out(api: Api) -> None:
    body = {"name": "Once", "scopes": ["accounts:read"]}
    first, again = [await api.post("/api_keys", body, key="k") for _ in range(2)]
    assert "secret" in first.body
    assert again.body == {name: value for name, value in first.body.items() if name != "secret"}
    assert await platform_events(api, first.body["api_key_id"]) == ["api_key.created"]


async def test_scopes_are_a_set(api: Api) -> None:
    made = await make(api, "events:read", "accounts:read", "events:read")
    assert made["scopes"] == ["accounts:read", "events:read"]


@pytest.mark.parametrize("scope", ["accounts:write", "no:such", "platform:admin", "accounts:READ"])
async def test_a_scope_is_given_only_by_who_has_it(api: Api, scope: str) -> None:
    limited = await api.with_scopes("api_keys:write", "accounts:read")
    reply = await limited.post("/api_keys", {"name": "X", "scopes": ["accounts:read", scope]})
    assert (reply.status, reply.code) == (403, "scope_not_grantable")
    assert scope in reply.body["detail"]
    assert "accounts:read" not in reply.body["detail"]


async def test_an_operator_may_make_another(api: Api) -> None:
    made = await make(api, "platform:admin")
    body = {"name": "Acme", "type": "BANK"}
    assert (await using(api, made["secret"]).post("/organizations", body)).status == 201
    other = await api.another_bank()
    refused = await other.post("/api_keys", {"name": "X", "scopes": ["platform:admin"]})
    assert refused.code == "scope_not_grantable"


async def test_an_expiry_lies_ahead_in_the_real_world(api: Api) -> None:
    body = {"name": "X", "scopes": ["accounts:read"]}
    reply = await api.post("/api_keys", {**body, "expires_at": real(seconds=-1)})
    assert (reply.status, reply.code) == (422, "expiry_in_past")


async def test_the_banks_clock_has_no_say_in_it(api: Api) -> None:
    made = await make(api, expires_at=real(hours=1))
    await make_customer(api)
    await api.advance(days=3650)
    assert (await knock(api, made)).status == 200
    assert await make(api, expires_at=real(hours=1))


async def test_a_key_past_its_expiry_is_refused(api: Api, later: Callable[..., None]) -> None:
    made = await make(api, expires_at=real(hours=1))
    assert (await knock(api, made)).status == 200
    later(hours=2)
    reply = await knock(api, made)
    assert (reply.status, reply.code) == (401, "key_expired")


async def test_its_expiry_is_told_when_it_comes(api: Api) -> None:
    made = await make(api, expires_at=real(hours=1))
    platform = api.world.host.platform
    await platform.advance(platform.clock.now_us() + 2 * 3_600_000_000)
    assert api.ok(await api.get(path_of(made)))["status"] == "EXPIRED"
    assert await platform_events(api, made["api_key_id"]) == ["api_key.created", "api_key.expired"]


@pytest.mark.parametrize("wrong", [{"scopes": []}, {"name": ""}, {"scopes": "accounts:read"}, {"expires_at": "soon"}])
async def test_refuses_what_is_no_key(api: Api, wrong: dict[str, Any]) -> None:
    reply = await api.post("/api_keys", {"name": "X", "scopes": ["accounts:read"], **wrong})
    assert (reply.status, reply.code) == (400, "invalid_field")
