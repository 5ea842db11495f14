"""Triggers of the outside world: each moves one resource through one real transition, or is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services.api import Api
from tests.services.builders import balances, make_account, make_customer, pay_in, transfer
from tests.services.kyc.papers import paper, verification_of


# Onboarding --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("trigger", "status", "event"),
    [
        ("approve", "VERIFIED", "verification.verified"),
        ("reject", "REJECTED", "verification.rejected"),
        ("request_document", "DOCUMENT_REQUIRED", "verification.document_required"),
    ],
)
async def test_the_provider_decides_an_open_verification(api: Api, trigger: str, status: str, event: str) -> None:
    customer = await make_customer(api, last_name="Review")
    verification = await verification_of(api, customer)
    path = f"/simulations/verifications/{verification['verification_id']}"
    decided = api.ok(await api.post(f"{path}/{trigger}"))
    assert decided["status"] == status
    assert [one["resource_id"] for one in await api.events(event)] == [verification["verification_id"]]
    shown = api.ok(await api.get(f"/customers/{customer['customer_id']}"))["kyc_status"]
    assert shown == {"VERIFIED": "VERIFIED", "REJECTED": "REJECTED"}.get(status, "PENDING")


async def test_a_review_is_asked_for_after_a_document_was(api: Api) -> None:
    customer = await make_customer(api, last_name="Document")
    verification = await verification_of(api, customer)
    path = f"/simulations/verifications/{verification['verification_id']}"
    assert api.ok(await api.post(f"{path}/review"))["status"] == "IN_REVIEW"
    assert api.ok(await api.post(f"{path}/approve"))["status"] == "VERIFIED"


@pytest.mark.parametrize("trigger", ["approve", "reject", "review", "request_document"])
async def test_an_ended_verification_is_not_decided_again(api: Api, trigger: str) -> None:
    verification = await verification_of(api, await make_customer(api))
    reply = await api.post(f"/simulations/verifications/{verification['verification_id']}/{trigger}")
    assert (reply.status, reply.code, reply.body["current_status"]) == (409, "wrong_state", "VERIFIED")
    assert reply.body["allowed_from"] == ["PENDING", "IN_REVIEW", "DOCUMENT_REQUIRED"]


async def test_documents_pass_fail_and_expire(api: Api) -> None:
    customer = await make_customer(api)
    async with api.bank._queue:  # the provider has not looked yet
        papers = [api.ok(await api.post("/documents", paper(customer))) for _ in range(3)]
        paths = [f"/simulations/documents/{paper['document_id']}" for paper in papers]
        assert api.ok(await api.post(f"{paths[0]}/approve"))["document_status"] == "VERIFIED"
        assert api.ok(await api.post(f"{paths[1]}/reject"))["document_status"] == "REJECTED"
        assert api.ok(await api.post(f"{paths[2]}/expire"))["document_status"] == "EXPIRED"
    assert api.ok(await api.post(f"{paths[0]}/expire"))["document_status"] == "EXPIRED"
    for path, trigger in ((paths[0], "approve"), (paths[1], "reject"), (paths[2], "expire")):
        reply = await api.post(f"{path}/{trigger}")
        assert (reply.status, reply.code) == (409, "wrong_state")
    assert len(await api.events("document.expired")) == 2


async def test_a_review_falls_due(api: Api) -> None:
    customer = await make_customer(api)
    path = f"/simulations/customers/{customer['customer_id']}/review"
    begun = api.ok(await api.post(path))
    assert begun["status"] == "PENDING"
    await api.settle()
    assert api.ok(await api.get(f"/verifications/{begun['verification_id']}"))["status"] == "VERIFIED"
    reviewed = await make_customer(api, last_name="Review")
    reply = await api.post(f"/simulations/customers/{reviewed['customer_id']}/review")
    assert (reply.status, reply.code) == (409, "verification_in_progress")
    api.ok(await api.post(f"/customers/{customer['customer_id']}/suspend"))
    reply = await api.post(path)
    assert (reply.status, reply.code) == (422, "customer_not_active")


# Deposits and cheques ----------------------------------------------------------------------------
async def cheque(api: Api, account: dict[str, Any], cents: int = 100_00, **metadata: str) -> dict[str, Any]:
    body = {"account_id": account["account_id"], "amount_cents": cents, "currency": "USD", "method": "CHEQUE"}
    made = api.ok(await api.post("/transactions/deposit", {**body, "metadata": metadata}))
    await api.settle()
    found: dict[str, Any] = api.ok(await api.get(f"/transactions/{made['transaction_id']}"))
    return found


async def test_money_arrives(api: Api) -> None:
    account = await make_account(api)
    body = {"account_id": account["account_id"], "amount_cents": 5_00, "currency": "USD", "method": "ONLINE"}
    reply = await api.post("/simulations/deposits", body, key="wage", Prefer="wait=5")
    assert (reply.status, api.ok(reply)["status"]) == (202, "COMPLETED")
    assert (await balances(api, account))[2] == 5_00


async def test_a_cheque_clears_early_and_only_once(api: Api) -> None:
    account = await make_account(api)
    pending = await cheque(api, account)
    assert pending["status"] == "PENDING"
    path = f"/simulations/deposits/{pending['transaction_id']}/clear"
    assert api.ok(await api.post(path, key="clear"))["status"] == "COMPLETED"
    assert api.ok(await api.get("/simulations/effects", resource_id=pending["transaction_id"])) == []
    reply = await api.post(path, key="again")
    assert (reply.status, reply.code) == (409, "wrong_state")
    await api.advance(days=10)
    assert (await balances(api, account))[2] == 100_00


async def test_a_cheque_that_comes_back_before_it_clears_has_failed(api: Api) -> None:
    account = await make_account(api)
    pending = await cheque(api, account)
    path = f"/simulations/deposits/{pending['transaction_id']}/return"
    returned = api.ok(await api.post(path, {"return_reason": "ACCOUNT_CLOSED"}, key="back"))
    assert (returned["status"], returned["failure_code"]) == ("FAILED", "cheque_returned")
    assert "ACCOUNT_CLOSED" in returned["description"]
    await api.advance(days=10)
    assert await balances(api, account) == (0, 0, 0)
    reply = await api.post(path, key="again")
    assert (reply.status, reply.code) == (409, "wrong_state")


async def test_a_cheque_that_comes_back_later_takes_spent_money_back(api: Api) -> None:
    account, other = await make_account(api), await make_account(api)
    pending = await cheque(api, account)
    await api.advance(days=7)
    assert (await transfer(api, account, other, 80_00))["status"] == "COMPLETED"
    path = f"/simulations/deposits/{pending['transaction_id']}/return"
    reversal = api.ok(await api.post(path, key="back"))
    assert (reversal["transaction_type"], reversal["status"]) == ("REVERSAL", "COMPLETED")
    assert api.ok(await api.get(f"/transactions/{pending['transaction_id']}"))["status"] == "REVERSED"
    assert await balances(api, account) == (-80_00, 0, -80_00)
    reply = await api.post(path, key="again")
    assert (reply.status, reply.code) == (409, "already_reversed")
    refused = await api.post("/transactions/transfer", {
        "source_account_id": account["account_id"], "destination_account_id": other["account_id"],
        "amount_cents": 1, "currency": "USD"})  # fmt: skip
    assert (refused.status, refused.code) == (422, "insufficient_funds")
    await pay_in(api, account, 100_00)
    assert (await balances(api, account))[2] == 20_00


async def test_only_cheques_clear_and_come_back(api: Api) -> None:
    account = await make_account(api)
    cash = await pay_in(api, account, 1_00)
    for trigger in ("clear", "return"):
        reply = await api.post(f"/simulations/deposits/{cash['transaction_id']}/{trigger}", key=trigger)
        assert (reply.status, reply.code) == (422, "not_a_cheque")


# Upkeep ------------------------------------------------------------------------------------------
async def test_a_hold_expires_now(api: Api) -> None:
    account = await make_account(api, cents=10_00)
    body = {"account_id": account["account_id"], "amount_cents": 4_00, "currency": "USD"}
    hold = api.ok(await api.post("/holds", body))
    path = f"/simulations/holds/{hold['hold_id']}/expire"
    assert api.ok(await api.post(path))["status"] == "EXPIRED"
    assert (await balances(api, account))[0] == 10_00
    reply = await api.post(path)
    assert (reply.status, reply.code) == (409, "wrong_state")


async def test_interest_is_posted_now_and_not_again(api: Api) -> None:
    account = await make_account(api, cents=100_000_00, account_type="SAVINGS", interest_rate_bps=365)
    path = f"/simulations/accounts/{account['account_id']}/post_interest"
    reply = await api.post(path)
    assert (reply.status, reply.code) == (422, "nothing_accrued")
    await api.advance(days=5)
    assert api.ok(await api.post(path))["posted_balance_cents"] == 100_000_00 + 5 * 10_00
    assert (await api.post(path)).code == "nothing_accrued"
    assert len(await api.events("account.interest_posted")) == 1


async def test_nothing_of_another_bank_is_triggered(api: Api) -> None:
    account = await make_account(api, cents=10_00)
    pending = await cheque(api, account)
    stranger = await api.another_bank()
    for path in (f"deposits/{pending['transaction_id']}/clear", f"accounts/{account['account_id']}/post_interest"):
        reply = await stranger.post(f"/simulations/{path}", key=path)
        assert (reply.status, reply.code) == (404, "not_found")
