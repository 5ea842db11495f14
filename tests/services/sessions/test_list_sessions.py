"""GET /sessions."""

from __future__ import annotations

import pytest

from sandbox.engine.clock import wall_us
from sandbox.services.sessions import views
from sandbox.services.sessions.rules import IDLE_US
from tests.services.api import Api
from tests.services.sessions.signing import EMAIL, member_with_password, of, sign_in, sign_up


async def test_shows_the_callers_own_newest_first_and_which_one_asks(api: Api) -> None:
    made = await sign_up(api)
    second = await sign_in(api)
    await sign_up(api, email="bob@acme.example")
    me = of(api, second["token"])
    shown = api.ok(await me.get("/sessions"))
    assert [one["session_id"] for one in shown] == [second["session_id"], made["session"]["session_id"]]
    assert [one["is_current"] for one in shown] == [True, False]
    assert "token" not in shown[0]
    assert second["token"] not in str(shown)


async def test_gives_pages(api: Api) -> None:
    await sign_up(api)
    sessions = [await sign_in(api) for _ in range(3)]
    me = of(api, sessions[-1]["token"])
    first = await me.get("/sessions", limit=2)
    following = first.headers["link"].split("?", 1)[1].split(">")[0]
    rest = api.ok(await me.get(f"/sessions?{following}"))
    assert len(api.ok(first)) == len(rest) == 2
    assert len({one["session_id"] for one in [*first.body, *rest]}) == 4


async def test_an_administrator_sees_those_of_a_member(api: Api) -> None:
    member, grace = await member_with_password(api)
    shown = api.ok(await api.get("/sessions", team_member_id=member["team_member_id"]))
    assert [one["team_member_id"] for one in shown] == [member["team_member_id"]]
    assert not shown[0]["is_current"]
    mine = api.ok(await grace.get("/sessions", team_member_id=member["team_member_id"]))
    assert [one["session_id"] for one in mine] == [shown[0]["session_id"]]


async def test_others_do_not(api: Api) -> None:
    member, _ = await member_with_password(api)
    _, other = await member_with_password(api, email="bob@acme.example")
    reply = await other.get("/sessions", team_member_id=member["team_member_id"])
    assert (reply.status, reply.code) == (403, "insufficient_scope")
    stranger = await api.another_bank()
    reply = await stranger.get("/sessions", team_member_id=member["team_member_id"])
    assert (reply.status, reply.code) == (404, "not_found")


async def test_an_api_key_has_none(api: Api) -> None:
    await member_with_password(api)
    assert api.ok(await api.get("/sessions")) == []


async def test_filters_by_the_state_of_now(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    made = await sign_up(api)
    member_id = made["team_member"]["team_member_id"]
    ended = await sign_in(api)
    first = of(api, made["session"]["token"])
    assert (await first.delete(f"/sessions/{ended['session_id']}")).status == 204

    async def ids(status: str) -> list[str]:
        found = api.ok(await first.get("/sessions", team_member_id=member_id, status=status, limit=1))
        return [one["session_id"] for one in found]

    assert await ids("ACTIVE") == [made["session"]["session_id"]]
    assert await ids("REVOKED") == [ended["session_id"]]
    assert await ids("EXPIRED") == []
    later = wall_us() + IDLE_US + 60_000_000
    monkeypatch.setattr(views, "wall_us", lambda: later)
    assert await ids("EXPIRED") == [made["session"]["session_id"]]  # `first` is still remembered for a moment


async def test_one_that_was_not_used_for_half_a_day_is_refused(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    await sign_up(api)
    session = await sign_in(api)
    later = wall_us() + IDLE_US + 60_000_000
    monkeypatch.setattr(views, "wall_us", lambda: later)
    reply = await of(api, session["token"]).get("/users/me")
    assert (reply.status, reply.code) == (401, "session_expired")


@pytest.mark.parametrize("token", ["sbs_", "sbs_" + "0" * 43, "sbs_Ünknown"])
async def test_a_token_of_nobody_is_unauthenticated(api: Api, token: str) -> None:
    await sign_up(api, email=EMAIL)
    reply = await of(api, token).get("/sessions")
    assert (reply.status, reply.code) == (401, "unauthenticated")
