"""GET /users/me."""

from __future__ import annotations

from tests.services.api import Api

FOR_PEOPLE = ("customer_id", "first_name", "last_name", "email", "phone_number", "kyc_status", "mfa_enabled")


async def test_a_key_learns_who_it_is_and_what_it_may_do(api: Api) -> None:
    key = await api.with_scopes("events:read", "accounts:read")
    me = api.ok(await key.get("/users/me"))
    assert (me["principal_type"], me["is_active"]) == ("API_KEY", True)
    assert me["scopes"] == ["accounts:read", "events:read"]
    assert me["bank_id"] == api.bank.bank_id
    assert me["user_id"].startswith("key_")
    assert me["user_id"] != api.ok(await api.get("/users/me"))["user_id"]


async def test_its_id_is_that_of_its_key_and_its_organization_can_be_read(api: Api) -> None:
    me = api.ok(await api.get("/users/me"))
    key = api.ok(await api.get(f"/api_keys/{me['user_id']}"))
    assert (key["organization_id"], key["bank_id"]) == (me["organization_id"], me["bank_id"])
    assert key["scopes"] == me["scopes"]
    assert api.ok(await api.get(f"/organizations/{me['organization_id']}"))["name"] == "Test Fintech"


async def test_a_program_has_nothing_that_is_for_people(api: Api) -> None:
    me = api.ok(await api.get("/users/me"))
    assert {me[name] for name in FOR_PEOPLE} == {None}
    assert (me["created_at"], me["updated_at"]) == (None, None)


async def test_needs_no_scope_of_its_own(api: Api) -> None:
    key = await api.with_scopes("audit:read")
    assert api.ok(await key.get("/users/me"))["scopes"] == ["audit:read"]


async def test_says_what_holds_now(api: Api) -> None:
    key = await api.with_scopes("audit:read", "events:read")
    me = api.ok(await key.get("/users/me"))
    api.ok(await api.patch(f"/api_keys/{me['user_id']}", {"scopes": ["audit:read"]}))
    assert api.ok(await key.get("/users/me"))["scopes"] == ["audit:read"]


async def test_two_banks_have_nothing_in_common(api: Api) -> None:
    mine = api.ok(await api.get("/users/me"))
    theirs = api.ok(await (await api.another_bank()).get("/users/me"))
    for name in ("user_id", "organization_id", "bank_id"):
        assert mine[name] != theirs[name]
    assert set(mine["scopes"]) - set(theirs["scopes"]) == {"platform:admin"}
