"""POST /sessions/current/password."""

from __future__ import annotations

import pytest

from tests.services.api import Api, Reply
from tests.services.sessions.signing import OTHER, PASSWORD, of, sign_in, sign_up, try_to_sign_in


async def _change(caller: Api, current: str = PASSWORD, new: str = OTHER, key: str | None = None) -> Reply:
    body = {"current_password": current, "new_password": new}
    return await caller.post("/sessions/current/password", body, key=key)


async def test_ends_every_other_session_and_the_old_password(api: Api) -> None:
    made = await sign_up(api)
    first, second = of(api, made["session"]["token"]), of(api, (await sign_in(api))["token"])
    changed = api.ok(await _change(second))
    assert changed["is_current"]
    assert (await second.get("/users/me")).status == 200
    assert (await first.get("/users/me")).code == "session_revoked"
    assert (await try_to_sign_in(api)).code == "sign_in_failed"
    assert await sign_in(api, OTHER)


async def test_a_wrong_current_password_changes_nothing_and_counts(api: Api) -> None:
    me = of(api, (await sign_up(api))["session"]["token"])
    for _ in range(5):
        reply = await _change(me, OTHER)
        assert (reply.status, reply.code) == (422, "password_wrong")
    reply = await _change(me)
    assert (reply.status, reply.code) == (429, "sign_in_locked")
    assert (await try_to_sign_in(api)).code == "sign_in_locked"
    assert (await me.get("/users/me")).status == 200


async def test_the_refusal_of_a_key_is_kept_and_counted_once(api: Api) -> None:
    me = of(api, (await sign_up(api))["session"]["token"])
    for _ in range(6):
        reply = await _change(me, OTHER, key="wrong")
        assert (reply.status, reply.code) == (422, "password_wrong")
    assert (await _change(me)).status == 200


@pytest.mark.parametrize("weak", ["short", PASSWORD, "ada@acme.example", "password1234"])
async def test_refuses_a_weak_one_and_the_same_again(api: Api, weak: str) -> None:
    me = of(api, (await sign_up(api))["session"]["token"])
    reply = await _change(me, new=weak)
    assert (reply.status, reply.code) == (422, "password_too_weak")
    assert reply.body["errors"][0]["pointer"] == "/new_password"


async def test_an_api_key_has_no_password(api: Api) -> None:
    reply = await _change(api)
    assert (reply.status, reply.code) == (403, "session_required")
