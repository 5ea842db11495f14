"""POST, GET, PATCH /api_keys; POST /api_keys/{apiKeyId}/roll, /revoke."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox.engine import clock
from sandbox.services.api_keys import rules
from tests.services.api import Api


def real(**ahead: float) -> str:
    return (datetime.now(UTC) + timedelta(**ahead)).isoformat()


async def make(api: Api, *scopes: str, **overrides: Any) -> dict[str, Any]:
    body = {"name": "Backend", "scopes": list(scopes or ("accounts:read",)), **overrides}
    made: dict[str, Any] = api.ok(await api.post("/api_keys", body))
    return made


def using(api: Api, secret: str) -> Api:
    return Api(api.world, api.bank, secret)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Moves the real world's time, on which keys live."""

    def move(**ahead: float) -> None:
        moved = timedelta(**ahead) // timedelta(microseconds=1)
        shifted = clock.wall_us() + moved
        for name in ("operations", "views", "last_used"):
            monkeypatch.setattr(f"sandbox.services.api_keys.{name}.wall_us", lambda: shifted)

    return move


async def test_a_secret_is_shown_once_and_stored_hashed(api: Api) -> None:
    made = await make(api, "accounts:read", "events:read")
    assert made["secret"].startswith("sbk_")
    assert (len(made["secret"]), made["hint"]) == (47, made["secret"][-4:])
    shown = api.ok(await api.get(f"/api_keys/{made['api_key_id']}"))
    assert "secret" not in shown
    assert shown["scopes"] == ["accounts:read", "events:read"]
    await api.world.host.platform.durable(api.world.host.platform.store.state.commit)
    contents = b"".join(file.read_bytes() for file in api.world.path.iterdir() if file.is_file())
    assert made["secret"].encode() not in contents
    assert (await using(api, made["secret"]).get("/accounts")).status == 200


async def test_a_replayed_creation_leaves_the_secret_out(api: Api) -> None:
    body = {"name": "Once", "scopes": ["accounts:read"]}
    first = await api.post("/api_keys", body, key="k")
    again = await api.post("/api_keys", body, key="k")
    assert "secret" in first.body
    assert again.body == {name: value for name, value in first.body.items() if name != "secret"}


async def test_scopes_are_given_only_by_who_has_them(api: Api) -> None:
    limited = await api.with_scopes("api_keys:write", "api_keys:read", "accounts:read")
    for scopes in (["accounts:write"], ["no:such"], ["platform:admin"]):
        reply = await limited.post("/api_keys", {"name": "X", "scopes": scopes})
        assert (reply.status, reply.code) == (403, "scope_not_grantable")
        assert scopes[0] in reply.body["detail"]
    wide = await make(api, "accounts:write")
    path = f"/api_keys/{wide['api_key_id']}"
    assert (await limited.post(f"{path}/roll")).code == "scope_not_grantable"
    assert (await limited.patch(path, {"scopes": ["customers:read"]})).code == "scope_not_grantable"
    assert api.ok(await limited.patch(path, {"scopes": ["accounts:read"]}))["scopes"] == ["accounts:read"]


async def test_a_key_past_its_expiry_is_refused_and_shown_as_expired(api: Api, later: Any) -> None:
    made = await make(api, expires_at=real(hours=1))
    assert (await using(api, made["secret"]).get("/accounts")).status == 200
    later(hours=2)
    api.world.host._remembered.clear()
    reply = await using(api, made["secret"]).get("/accounts")
    assert (reply.status, reply.code) == (401, "key_expired")
    assert api.ok(await api.get(f"/api_keys/{made['api_key_id']}"))["status"] == "EXPIRED"
    assert [one["api_key_id"] for one in api.ok(await api.get("/api_keys", status="EXPIRED"))] == [made["api_key_id"]]
    assert (await api.patch(f"/api_keys/{made['api_key_id']}", {"name": "X"})).code == "wrong_state"


async def test_its_expiry_is_told_by_the_platforms_queue(api: Api) -> None:
    made = await make(api, expires_at=real(hours=1))
    platform = api.world.host.platform
    await platform.advance(platform.clock.now_us() + 2 * 3_600_000_000)
    assert api.ok(await api.get(f"/api_keys/{made['api_key_id']}"))["status"] == "EXPIRED"


async def test_an_expiry_lies_ahead(api: Api) -> None:
    reply = await api.post("/api_keys", {"name": "X", "scopes": ["accounts:read"], "expires_at": real(hours=-1)})
    assert (reply.status, reply.code) == (422, "expiry_in_past")
    made = await make(api)
    reply = await api.patch(f"/api_keys/{made['api_key_id']}", {"expires_at": real(hours=-1)})
    assert reply.code == "expiry_in_past"


async def test_a_rolled_key_overlaps_for_as_long_as_told(api: Api, later: Any) -> None:
    made = await make(api)
    rolled = api.ok(await api.post(f"/api_keys/{made['api_key_id']}/roll", {"overlap": "PT1H"}))
    assert rolled["secret"] != made["secret"]
    for secret in (made["secret"], rolled["secret"]):
        assert (await using(api, secret).get("/accounts")).status == 200
    later(hours=2)
    api.world.host._remembered.clear()
    assert (await using(api, made["secret"]).get("/accounts")).code == "key_expired"
    assert (await using(api, rolled["secret"]).get("/accounts")).status == 200


async def test_without_an_overlap_the_old_secret_ends_at_once(api: Api) -> None:
    made = await make(api)
    rolled = api.ok(await api.post(f"/api_keys/{made['api_key_id']}/roll"))
    assert (await using(api, made["secret"]).get("/accounts")).code == "key_expired"
    assert (await using(api, rolled["secret"]).get("/accounts")).status == 200


async def test_refuses_a_roll_longer_than_seven_days(api: Api) -> None:
    made = await make(api)
    for overlap in ("P7DT1S", "P8D", "1h"):
        reply = await api.post(f"/api_keys/{made['api_key_id']}/roll", {"overlap": overlap})
        assert (reply.status, reply.code) == (400, "invalid_field")


async def test_a_revoked_key_is_refused_at_once_and_for_good(api: Api) -> None:
    made = await make(api)
    holder = using(api, made["secret"])
    assert (await holder.get("/accounts")).status == 200
    path = f"/api_keys/{made['api_key_id']}"
    assert api.ok(await api.post(f"{path}/revoke"))["status"] == "REVOKED"
    reply = await holder.get("/accounts")
    assert (reply.status, reply.code) == (401, "key_revoked")
    for action in ("revoke", "roll"):
        assert (await api.post(f"{path}/{action}")).code == "wrong_state"


async def test_its_last_use_is_seen_to_the_minute(api: Api) -> None:
    made = await make(api)
    path = f"/api_keys/{made['api_key_id']}"
    assert api.ok(await api.get(path))["last_used_at"] is None
    await using(api, made["secret"]).get("/accounts")
    used = datetime.fromisoformat(api.ok(await api.get(path))["last_used_at"])
    assert used.second == 0
    assert datetime.now(UTC) - used < timedelta(minutes=3)


def test_durations_and_secrets_have_their_shapes() -> None:
    assert rules.duration_us("P7D") == rules.MOST_OVERLAP_US
    assert rules.duration_us("P1DT2H3M4S") == (((24 + 2) * 60 + 3) * 60 + 4) * 1_000_000
    assert rules.duration_us("P7DT1S") is None
    assert len({rules.new_secret() for _ in range(100)}) == 100
