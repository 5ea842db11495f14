"""Which key a secret belongs to, asked of the platform's books as the host asks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sandbox.contract.models.api_keys import ApiKeyRecord
from sandbox.contract.problem import Problem
from sandbox.engine.call import system
from sandbox.engine.transaction import Transaction
from sandbox.services.api_keys.operations import authenticate
from sandbox.services.api_keys.rules import hashed
from tests.services.api import Api
from tests.services.api_keys.keys import make, path_of, real


async def look_up(api: Api, secret: str) -> ApiKeyRecord:
    async def work(tx: Transaction) -> ApiKeyRecord:
        return await authenticate(tx, secret)

    found, _ = await api.world.host.platform.run("authenticate", system(), work, is_read=True)
    return found


async def refusal(api: Api, secret: str) -> str:
    with pytest.raises(Problem) as raised:
        await look_up(api, secret)
    return raised.value.code


async def test_a_secret_finds_its_key(api: Api) -> None:
    made = await make(api, "accounts:read")
    found = await look_up(api, made["secret"])
    assert (found.api_key_id, found.scopes, found.bank_id) == (made["api_key_id"], ["accounts:read"], made["bank_id"])


async def test_neither_a_hash_nor_an_id_nor_a_part_is_a_secret(api: Api) -> None:
    made = await make(api)
    for wrong in (
        "",
        made["api_key_id"],
        hashed(made["secret"]),
        made["secret"][:-1],
        made["secret"].lower(),
        "\ud800",
    ):
        assert await refusal(api, wrong) == "unauthenticated"


async def test_says_why_a_secret_no_longer_opens(api: Api, later: Callable[..., None]) -> None:
    expiring, rolled, revoked = await make(api, expires_at=real(hours=1)), await make(api), await make(api)
    api.ok(await api.post(f"{path_of(rolled)}/roll"))
    api.ok(await api.post(f"{path_of(revoked)}/revoke"))
    assert await refusal(api, rolled["secret"]) == "key_expired"
    assert await refusal(api, revoked["secret"]) == "key_revoked"
    assert (await look_up(api, expiring["secret"])).status == "ACTIVE"
    later(hours=1, seconds=1)
    assert await refusal(api, expiring["secret"]) == "key_expired"


async def test_a_rolled_secret_of_a_revoked_key_was_revoked(api: Api) -> None:
    made = await make(api)
    api.ok(await api.post(f"{path_of(made)}/roll"))
    api.ok(await api.post(f"{path_of(made)}/revoke"))
    assert await refusal(api, made["secret"]) == "key_revoked"
