"""A person with a session: which bank they work on, what their role opens, and where their name stands afterwards.

The header Sandbank-Bank names the bank; GET /banks has their ids.
"""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.contract.models.operations import OPERATIONS
from sandbox.services.organizations.rules import ROLES
from tests.services.api import Api, Reply
from tests.services.builders import make_account, make_customer, pay_in
from tests.services.everything import NOWHERE, body_of, path_of
from tests.services.sessions.signing import member_with_password, of, sign_up


class AtBank(Api):
    """A person who names the caller's bank with every request."""

    async def request(self, method: str, path: str, body: Any = None, **rest: Any) -> Reply:  # type: ignore[override]
        headers = {**(rest.pop("headers", None) or {}), "Sandbank-Bank": self.bank.bank_id}
        return await super().request(method, path, body, headers=headers, **rest)


def at_bank(api: Api, token: str | None) -> AtBank:
    return AtBank(api.world, api.bank, token)


async def test_is_told_who_they_are(api: Api) -> None:
    member, grace = await member_with_password(api)
    shown = api.ok(await grace.get("/users/me"))
    assert (shown["user_id"], shown["principal_type"]) == (member["team_member_id"], "TEAM_MEMBER")
    assert (shown["name"], shown["email"], shown["role"]) == ("Grace Hopper", member["email"], "DEVELOPER")
    assert (shown["organization_name"], shown["bank_id"]) == ("Test Fintech", None)
    assert shown["scopes"] == sorted(ROLES["DEVELOPER"])
    assert shown["session_id"].startswith("sess_")
    named = api.ok(await at_bank(api, grace.token).get("/users/me"))
    assert named == {**shown, "bank_id": api.bank.bank_id}
    key = api.ok(await api.get("/users/me"))
    assert (key["principal_type"], key["role"], key["session_id"]) == ("API_KEY", None, None)


async def test_names_a_bank_for_what_runs_on_one_and_only_for_that(api: Api) -> None:
    _, owner = await member_with_password(api, "OWNER")
    platform = [spec for spec in OPERATIONS if spec.store == "platform" and spec.tag != "api_keys"]
    for spec in OPERATIONS:
        if spec.is_anonymous or spec.store == "either" or not spec.scopes or "platform:admin" in spec.scopes:
            continue
        key = f"key-{spec.operation_id}" if spec.is_unsafe else None
        reply = await owner.request(spec.method, path_of(spec, NOWHERE), body_of(spec, NOWHERE), key=key)
        is_refused = (reply.status, reply.code) == (400, "bank_required")
        assert is_refused != (spec in platform), (spec.operation_id, reply.body)


async def test_lists_the_keys_of_no_bank_but_the_one_they_name(api: Api) -> None:
    _, owner = await member_with_password(api, "OWNER")
    await api.another_bank()
    reply = await owner.get("/api_keys")
    assert (reply.status, reply.code) == (400, "bank_required")
    shown = api.ok(await at_bank(api, owner.token).get("/api_keys"))
    assert {one["bank_id"] for one in shown} == {api.bank.bank_id}


async def test_a_bank_of_another_organization_is_refused(api: Api) -> None:
    made = await sign_up(api)
    for bank_id in (api.bank.bank_id, "bank_none", ""):
        reply = await of(api, made["session"]["token"]).request("GET", "/banks", headers={"Sandbank-Bank": bank_id})
        assert (reply.status, reply.code) == (403, "bank_mismatch"), bank_id


async def test_works_on_every_bank_of_the_organization(api: Api) -> None:
    _, grace = await member_with_password(api, "OWNER")
    made = api.ok(await grace.post("/banks", {"name": "Second", "country": "DE", "home_currency": "EUR"}))
    for bank_id in (made["bank_id"], api.bank.bank_id):
        reply = await grace.request("GET", "/users/me", headers={"Sandbank-Bank": bank_id})
        assert api.ok(reply)["bank_id"] == bank_id
    assert (await grace.delete(f"/banks/{made['bank_id']}")).status == 204
    gone = await grace.request("GET", "/users/me", headers={"Sandbank-Bank": made["bank_id"]})
    assert gone.code == "bank_mismatch"


@pytest.mark.parametrize("role", ROLES)
async def test_may_what_the_role_may(api: Api, role: str) -> None:
    _, somebody = await member_with_password(api, role)
    person = at_bank(api, somebody.token)
    for spec in OPERATIONS:
        if spec.is_anonymous or spec.operation_id in ("runScenario", "streamEvents"):
            continue
        key = f"key-{spec.operation_id}" if spec.is_unsafe else None
        if spec.is_upload or spec.operation_id == "revokeSession":
            continue
        reply = await person.request(spec.method, path_of(spec, NOWHERE), body_of(spec, NOWHERE), key=key)
        is_refused = (reply.status, reply.code) == (403, "insufficient_scope")
        assert is_refused == (not ROLES[role].issuperset(spec.scopes)), (spec.operation_id, reply.body)


async def test_another_role_holds_from_the_next_request_on(api: Api) -> None:
    member, grace = await member_with_password(api, "VIEWER")
    person = at_bank(api, grace.token)
    body = {"customer_type": "BUSINESS", "legal_name": "X Ltd", "email": "x@x.example", "registration_number": "1"}
    assert (await person.post("/customers", body)).code == "insufficient_scope"
    api.ok(await api.patch(f"/team_members/{member['team_member_id']}", {"role": "OPERATOR"}))
    assert (await person.post("/customers", body)).code != "insufficient_scope"
    api.ok(await api.patch(f"/team_members/{member['team_member_id']}", {"role": "VIEWER"}))
    assert (await person.post("/customers", body)).code == "insufficient_scope"


async def test_what_they_move_carries_their_name_and_session(api: Api) -> None:
    member, grace = await member_with_password(api, "OPERATOR")
    person = at_bank(api, grace.token)
    session_id = api.ok(await grace.get("/users/me"))["session_id"]
    account = await make_account(api, await make_customer(api))
    deposit = await pay_in(person, account, 10_000)
    assert (deposit["initiated_by"], deposit["auth_method"]) == (member["team_member_id"], "TEAM_SESSION")
    assert deposit["session_id"] == session_id
    records = api.ok(await api.get("/audit_records", entity_id=deposit["transaction_id"], order="asc"))
    assert (records[0]["user_id"], records[0]["session_id"]) == (member["team_member_id"], session_id)


async def test_approves_nothing_that_they_asked_for_themselves(api: Api) -> None:
    _, grace = await member_with_password(api, "OPERATOR")
    _, anna = await member_with_password(api, "COMPLIANCE", "anna@acme.example")
    account = await make_account(api, await make_customer(api))
    person = at_bank(api, grace.token)
    await pay_in(api, account, 10_000)
    api.ok(await api.put("/settings/transactions.approval_limit_cents", {"setting_value": "1"}))
    body = {"account_id": account["account_id"], "amount_cents": 5_000, "currency": "USD", "method": "ATM"}
    waiting = api.ok(await person.post("/transactions/withdrawal", body))
    path = f"/transactions/{waiting['transaction_id']}/approve"
    await api.settle()
    assert api.ok(await person.get(path.removesuffix("/approve")))["requires_approval"]
    reply = await person.post(path)
    assert (reply.status, reply.code) == (403, "self_approval")
    approved = api.ok(await at_bank(api, anna.token).post(path))
    assert approved["approved_by"] == api.ok(await anna.get("/users/me"))["user_id"]


async def test_their_calls_are_in_the_request_log_of_the_bank(api: Api) -> None:
    member, grace = await member_with_password(api)
    api.ok(await at_bank(api, grace.token).get("/accounts"))
    await api.world.host.recorder.written(api.bank)
    found = api.ok(await api.get("/requests", api_key_id=member["team_member_id"]))
    assert [one["operation_id"] for one in found] == ["listAccounts"]


async def test_a_scenario_that_they_play_acts_as_them(api: Api) -> None:
    member, grace = await member_with_password(api, "OWNER")
    person = at_bank(api, grace.token)
    session_id = api.ok(await grace.get("/users/me"))["session_id"]
    account = await make_account(api, await make_customer(api))
    paid = f"{{account_id: {account['account_id']}, amount_cents: 100, currency: USD, method: CASH}}"
    step = f"do: createDeposit, with: {paid}"
    api.ok(await person.post("/simulations/scenario_runs", {"definition": f"steps: [{{{step}}}]"}))
    await api.settle()
    (movement,) = api.ok(await api.get(f"/accounts/{account['account_id']}/transactions"))
    assert (movement["initiated_by"], movement["session_id"]) == (member["team_member_id"], session_id)
    assert movement["auth_method"] == "TEAM_SESSION"
