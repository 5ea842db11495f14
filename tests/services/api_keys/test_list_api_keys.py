"""GET /api_keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.services.api import Api
from tests.services.api_keys.keys import make, path_of, real


async def pages(api: Api, **query: Any) -> list[list[str]]:
    """The ids of every page, by following the links."""
    reply = await api.get("/api_keys", **query)
    found = [[key["api_key_id"] for key in api.ok(reply)]]
    while "link" in reply.headers:
        reply = await api.get(reply.headers["link"].partition(">")[0].removeprefix("</v1"))
        found.append([key["api_key_id"] for key in api.ok(reply)])
    return found


async def test_shows_the_newest_first_without_secrets(api: Api) -> None:
    made = [(await make(api, name=f"Key {number}"))["api_key_id"] for number in range(3)]
    listed = api.ok(await api.get("/api_keys"))
    # Behind them is the key that the bank began with.
    assert [key["api_key_id"] for key in listed][:3] == made[::-1]
    assert len(listed) == 4
    assert all("secret" not in key for key in listed)


async def test_goes_on_from_page_to_page(api: Api) -> None:
    made = [(await make(api))["api_key_id"] for _ in range(4)]
    found = await pages(api, limit=2, order="asc")
    assert [len(page) for page in found] == [2, 2, 1]
    assert [one for page in found for one in page][1:] == made


async def test_a_page_of_one_state_is_full_whatever_lies_between(api: Api) -> None:
    made = [await make(api, name=f"Key {number}") for number in range(9)]
    gone = [key["api_key_id"] for key in made[::3]]
    for key in made[::3]:
        api.ok(await api.post(f"{path_of(key)}/revoke"))
    assert await pages(api, status="REVOKED", limit=2, order="asc") == [gone[:2], gone[2:]]
    assert await pages(api, status="REVOKED", limit=3) == [gone[::-1]]
    assert [key["api_key_id"] for key in api.ok(await api.get("/api_keys", status="REVOKED", limit=1, page=2))] == [
        gone[1]
    ]
    active = await pages(api, status="ACTIVE", limit=4)
    assert [len(page) for page in active] == [4, 3]
    assert not {*gone} & {one for page in active for one in page}


async def test_a_key_is_expired_from_the_instant_on(api: Api, later: Callable[..., None]) -> None:
    made = await make(api, expires_at=real(hours=1))
    assert await pages(api, status="EXPIRED") == [[]]
    later(hours=2)
    [shown] = api.ok(await api.get("/api_keys", status="EXPIRED"))
    assert (shown["api_key_id"], shown["status"]) == (made["api_key_id"], "EXPIRED")
    assert [made["api_key_id"]] not in await pages(api, status="ACTIVE", limit=1)


async def test_stays_within_the_callers_bank(api: Api) -> None:
    other = await api.another_bank()
    theirs = await make(other)
    mine = await make(api)
    for status in ({}, {"status": "ACTIVE"}):
        assert mine["api_key_id"] in (await pages(api, **status))[0]
        assert theirs["api_key_id"] not in (await pages(api, **status))[0]
