"""GET /users/me."""

from __future__ import annotations

from tests.services.api import Api


async def test_a_key_learns_who_it_is_and_what_it_may_do(api: Api) -> None:
    key = await api.with_scopes("accounts:read", "events:read")
    me = api.ok(await key.get("/users/me"))
    assert (me["principal_type"], me["is_active"]) == ("API_KEY", True)
    assert me["scopes"] == ["accounts:read", "events:read"]
    assert me["bank_id"] == api.bank.bank_id
    assert me["user_id"].startswith("key_")
    assert me["user_id"] != api.ok(await api.get("/users/me"))["user_id"]
    assert me["first_name"] is None
