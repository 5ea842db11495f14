"""POST /api_keys/{apiKeyId}/roll."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.services.api import Api
from tests.services.api_keys.keys import knock, make, path_of, real
from tests.services.organizations.platform_log import platform_events


async def test_without_an_overlap_the_old_secret_ends_at_once(api: Api) -> None:
    made = await make(api)
    assert (await knock(api, made)).status == 200
    rolled = api.ok(await api.post(f"{path_of(made)}/roll"))
    reply = await knock(api, made)
    assert (reply.status, reply.code) == (401, "key_expired")
    assert (await knock(api, rolled)).status == 200


async def test_the_key_stays_the_same_but_for_its_secret(api: Api) -> None:
    made = await make(api, metadata={"team": "core"})
    rolled = api.ok(await api.post(f"{path_of(made)}/roll", {"overlap": None}))
    new = ("secret", "hint")
    assert {k: v for k, v in rolled.items() if k not in new} == {k: v for k, v in made.items() if k not in new}
    assert rolled["secret"] != made["secret"]
    assert rolled["hint"] == rolled["secret"][-4:]
    assert await platform_events(api, made["api_key_id"]) == ["api_key.created", "api_key.rolled"]


async def test_both_secrets_work_for_the_overlap(api: Api, later: Callable[..., None]) -> None:
    made = await make(api)
    rolled = api.ok(await api.post(f"{path_of(made)}/roll", {"overlap": "PT1H"}))
    for key in (made, rolled):
        assert (await knock(api, key)).status == 200
    later(hours=2)
    assert (await knock(api, made)).code == "key_expired"
    assert (await knock(api, rolled)).status == 200


async def test_a_later_roll_shortens_an_overlap_and_never_lengthens_one(api: Api, later: Callable[..., None]) -> None:
    first = await make(api)
    second = api.ok(await api.post(f"{path_of(first)}/roll", {"overlap": "PT1H"}))
    third = api.ok(await api.post(f"{path_of(first)}/roll", {"overlap": "P7D"}))
    later(hours=2)
    assert (await knock(api, first)).code == "key_expired"
    assert (await knock(api, second)).status == 200
    fourth = api.ok(await api.post(f"{path_of(first)}/roll"))
    for key in (first, second, third):
        assert (await knock(api, key)).code == "key_expired"
    assert (await knock(api, fourth)).status == 200


async def test_every_old_secret_ends_however_many_there_are(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.services.api_keys.operations._AT_ONCE", 2)
    made = await make(api)
    secrets = [made] + [api.ok(await api.post(f"{path_of(made)}/roll", {"overlap": "P1D"})) for _ in range(6)]
    assert [(await knock(api, key)).status for key in secrets] == [200] * 7
    last = api.ok(await api.post(f"{path_of(made)}/roll"))
    assert [(await knock(api, key)).code for key in secrets] == ["key_expired"] * 7
    assert (await knock(api, last)).status == 200


async def test_a_replayed_roll_leaves_the_secret_out_and_rolls_once(api: Api) -> None:
    made = await make(api)
    first, again = [await api.post(f"{path_of(made)}/roll", key="roll") for _ in range(2)]
    assert again.body == {name: value for name, value in first.body.items() if name != "secret"}
    assert (await knock(api, first.body)).status == 200


@pytest.mark.parametrize("overlap", ["P7DT1S", "P8D", "1h", "P1W", "-PT1H", "P6DT999H"])
async def test_refuses_a_roll_longer_than_seven_days(api: Api, overlap: str) -> None:
    made = await make(api)
    reply = await api.post(f"{path_of(made)}/roll", {"overlap": overlap})
    assert (reply.status, reply.code) == (400, "invalid_field")
    assert reply.body["errors"][0]["pointer"] == "/overlap"
    assert (await knock(api, made)).status == 200


async def test_seven_days_are_not_too_long(api: Api, later: Callable[..., None]) -> None:
    made = await make(api)
    api.ok(await api.post(f"{path_of(made)}/roll", {"overlap": "P7D"}))
    later(days=6)
    assert (await knock(api, made)).status == 200


async def test_whoever_rolls_a_key_has_all_of_its_scopes(api: Api) -> None:
    limited = await api.with_scopes("api_keys:write", "accounts:read")
    wide = await make(api, "accounts:write")
    reply = await limited.post(f"{path_of(wide)}/roll")
    assert (reply.status, reply.code) == (403, "scope_not_grantable")
    assert (await knock(api, await make(api))).status == 200
    narrow = await make(api, "accounts:read")
    assert (await limited.post(f"{path_of(narrow)}/roll")).status == 200


async def test_a_key_that_has_ended_is_not_rolled(api: Api, later: Callable[..., None]) -> None:
    revoked = await make(api)
    api.ok(await api.post(f"{path_of(revoked)}/revoke"))
    expired = await make(api, expires_at=real(hours=1))
    later(hours=2)
    for key, status in ((revoked, "REVOKED"), (expired, "EXPIRED")):
        reply = await api.post(f"{path_of(key)}/roll")
        assert (reply.status, reply.code, reply.body["current_status"]) == (409, "wrong_state", status)


async def test_a_new_secret_ends_with_its_key(api: Api, later: Callable[..., None]) -> None:
    made = await make(api, expires_at=real(hours=1))
    rolled = api.ok(await api.post(f"{path_of(made)}/roll", {"overlap": "P1D"}))
    later(hours=2)
    for key in (made, rolled):
        assert (await knock(api, key)).code == "key_expired"
