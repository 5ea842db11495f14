"""POST /api_keys/{apiKeyId}/revoke."""

from __future__ import annotations

from collections.abc import Callable

from tests.services.api import Api
from tests.services.api_keys.keys import knock, make, path_of, real, using
from tests.services.organizations.platform_log import platform_events


async def test_a_revoked_key_is_refused_at_once_and_for_good(api: Api) -> None:
    made = await make(api)
    assert (await knock(api, made)).status == 200
    assert api.ok(await api.post(f"{path_of(made)}/revoke"))["status"] == "REVOKED"
    for _ in range(2):
        reply = await knock(api, made)
        assert (reply.status, reply.code) == (401, "key_revoked")
    assert await platform_events(api, made["api_key_id"]) == ["api_key.created", "api_key.revoked"]


async def test_every_secret_of_it_ends(api: Api) -> None:
    made = await make(api)
    rolled = api.ok(await api.post(f"{path_of(made)}/roll", {"overlap": "P1D"}))
    api.ok(await api.post(f"{path_of(made)}/revoke"))
    for key in (made, rolled):
        assert (await knock(api, key)).code == "key_revoked"


async def test_a_key_may_revoke_itself(api: Api) -> None:
    made = await make(api, "api_keys:write")
    holder = using(api, made["secret"])
    assert api.ok(await holder.post(f"{path_of(made)}/revoke"))["status"] == "REVOKED"
    assert (await holder.get("/users/me")).code == "key_revoked"


async def test_revoking_twice_is_refused_but_a_replay_is_answered(api: Api) -> None:
    made = await make(api)
    first, replayed = [await api.post(f"{path_of(made)}/revoke", key="gone") for _ in range(2)]
    assert api.ok(first) == api.ok(replayed)
    again = await api.post(f"{path_of(made)}/revoke")
    assert (again.status, again.code, again.body["current_status"]) == (409, "wrong_state", "REVOKED")


async def test_a_key_whose_time_is_over_can_be_revoked(api: Api, later: Callable[..., None]) -> None:
    made = await make(api, expires_at=real(hours=1))
    later(hours=2)
    assert api.ok(await api.post(f"{path_of(made)}/revoke"))["status"] == "REVOKED"
    assert (await knock(api, made)).code == "key_revoked"


async def test_a_key_whose_expiry_was_told_can_be_revoked_as_well(api: Api) -> None:
    made = await make(api, expires_at=real(hours=1))
    platform = api.world.host.platform
    await platform.advance(platform.clock.now_us() + 2 * 3_600_000_000)
    assert api.ok(await api.post(f"{path_of(made)}/revoke"))["status"] == "REVOKED"
