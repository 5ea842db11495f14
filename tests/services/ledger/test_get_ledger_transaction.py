"""GET /ledger/transactions/{ledgerTransactionId}."""

from __future__ import annotations

from typing import Any

from tests.services.api import Api
from tests.services.builders import make_account, transfer


async def journal_of(api: Api, account: dict[str, Any]) -> list[dict[str, Any]]:
    """The ledger transactions that touched an account, oldest first."""
    [ledger_account] = api.ok(await api.get("/ledger/accounts", account_id=account["account_id"]))
    query = {"ledger_account_id": ledger_account["ledger_account_id"], "order": "asc"}
    entries = api.ok(await api.get("/ledger/entries", **query))
    ids = dict.fromkeys(entry["ledger_transaction_id"] for entry in entries)
    return [api.ok(await api.get(f"/ledger/transactions/{identifier}")) for identifier in ids]


async def test_a_transfer_reserves_then_posts_and_both_name_it(api: Api) -> None:
    source, destination = await make_account(api, cents=1_000), await make_account(api)
    done = await transfer(api, source, destination, 250)
    *_, reserved, posted = await journal_of(api, source)
    assert (reserved["status"], posted["status"]) == ("PENDING", "POSTED")
    assert reserved["transaction_id"] == posted["transaction_id"] == done["transaction_id"]
    assert done["transaction_ref"] in posted["description"]
    assert reserved["hold_id"] == posted["hold_id"] is not None
    for one, is_pending in ((reserved, True), (posted, False)):
        debit, credit = one["entries"]
        assert (debit["direction"], credit["direction"]) == ("DEBIT", "CREDIT")
        assert (debit["amount_cents"], credit["amount_cents"]) == (250, 250)
        assert debit["is_pending"] is credit["is_pending"] is is_pending
    assert [entry["balance_after_cents"] for entry in reserved["entries"]] == [1_000, 0]
    assert [entry["balance_after_cents"] for entry in posted["entries"]] == [750, 250]


async def test_what_frees_a_hold_is_shown_on_the_other_side(api: Api) -> None:
    account = await make_account(api, cents=1_000)
    hold = api.ok(
        await api.post("/holds", {"account_id": account["account_id"], "amount_cents": 300, "currency": "USD"})
    )
    api.ok(await api.post(f"/holds/{hold['hold_id']}/release"))
    *_, placed, released = await journal_of(api, account)
    assert [entry["direction"] for entry in placed["entries"]] == ["DEBIT", "CREDIT"]
    assert [entry["direction"] for entry in released["entries"]] == ["CREDIT", "DEBIT"]
    assert {entry["amount_cents"] for entry in (*placed["entries"], *released["entries"])} == {300}
    assert released["status"] == "PENDING"
    assert all(entry["is_pending"] for entry in released["entries"])


async def test_an_unknown_ledger_transaction_is_not_found(api: Api) -> None:
    for identifier in ("ltxn_none", "x"):
        reply = await api.get(f"/ledger/transactions/{identifier}")
        assert (reply.status, reply.code) == (404, "not_found")
