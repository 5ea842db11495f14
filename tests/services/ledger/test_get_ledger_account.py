"""GET /ledger/accounts/{ledgerAccountId}."""

from __future__ import annotations

from tests.services.api import Api
from tests.services.builders import make_account


async def test_a_hold_is_pending_until_it_is_captured(api: Api) -> None:
    account = await make_account(api, cents=1_000)
    [listed] = api.ok(await api.get("/ledger/accounts", account_id=account["account_id"]))
    path = f"/ledger/accounts/{listed['ledger_account_id']}"
    assert api.ok(await api.get(path)) == listed
    body = {"account_id": account["account_id"], "amount_cents": 300, "currency": "USD"}
    hold = api.ok(await api.post("/holds", body))
    held = api.ok(await api.get(path))
    assert (held["debits_pending_cents"], held["debits_posted_cents"], held["balance_cents"]) == (300, 0, 1_000)
    api.ok(await api.post(f"/holds/{hold['hold_id']}/capture", {"amount_cents": 200}))
    captured = api.ok(await api.get(path))
    assert (captured["debits_pending_cents"], captured["debits_posted_cents"]) == (0, 200)
    assert captured["balance_cents"] == 800
    assert captured["created_at"] == listed["created_at"]


async def test_an_unknown_ledger_account_is_not_found(api: Api) -> None:
    account = await make_account(api)
    for identifier in ("lacc_none", account["account_id"], "x"):
        reply = await api.get(f"/ledger/accounts/{identifier}")
        assert (reply.status, reply.code) == (404, "not_found")
