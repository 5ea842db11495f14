"""Triggers of cheques in every state that a cheque can be in; the books are verified after each."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services.api import Api
from tests.services.builders import balances, make_account, pay_in, transfer

PATH = "/simulations/deposits/{}/{}"
REASONS = ("INSUFFICIENT_FUNDS", "ACCOUNT_CLOSED", "PAYMENT_STOPPED", "ALTERED_OR_FICTITIOUS")


async def cheque(api: Api, account: dict[str, Any], cents: int = 100_00, **rest: Any) -> str:
    body = {"account_id": account["account_id"], "amount_cents": cents, "currency": "USD", "method": "CHEQUE", **rest}
    return str(api.ok(await api.post("/transactions/deposit", body))["transaction_id"])


async def moved(api: Api, cheque_id: str, trigger: str, **body: str) -> dict[str, Any]:
    done: dict[str, Any] = api.ok(await api.post(PATH.format(cheque_id, trigger), body or None))
    return done


async def look(api: Api, transaction_id: str) -> dict[str, Any]:
    found: dict[str, Any] = api.ok(await api.get(f"/transactions/{transaction_id}"))
    return found


async def told_of(api: Api, event_type: str) -> list[str]:
    return [event["resource_id"] for event in await api.events(event_type)]


async def second_person(api: Api) -> Api:
    return await api.with_scopes("transactions:approve")


# Clearing ----------------------------------------------------------------------------------------
async def test_a_cheque_that_clears_early_tells_so_once(api: Api) -> None:
    account = await make_account(api)
    cheque_id = await cheque(api, account)
    await api.settle()
    assert await balances(api, account) == (0, 100_00, 0)
    await moved(api, cheque_id, "clear")
    await api.advance(days=30)
    assert await balances(api, account) == (100_00, 0, 100_00)
    assert await told_of(api, "transaction.completed") == [cheque_id]


async def test_clearing_scores_a_cheque_that_nobody_has_looked_at(api: Api) -> None:
    account = await make_account(api)
    async with api.bank._queue:  # it has not been scored yet
        cheque_id = await cheque(api, account)
        cleared = await moved(api, cheque_id, "clear")
    assert (cleared["status"], cleared["fraud_score"]) == ("COMPLETED", "LOW")
    await api.advance(days=30)
    assert await balances(api, account) == (100_00, 0, 100_00)


async def test_a_cheque_that_looks_like_fraud_does_not_clear(api: Api) -> None:
    account = await make_account(api)
    async with api.bank._queue:
        cheque_id = await cheque(api, account, metadata={"simulate": "fraud:HIGH"})
        reply = await api.post(PATH.format(cheque_id, "clear"))
    assert (reply.status, reply.code, reply.body["current_status"]) == (409, "wrong_state", "FAILED")
    await api.settle()
    assert (await look(api, cheque_id))["failure_code"] == "fraud_suspected"


async def test_a_cheque_that_waits_for_a_second_person_clears_after_the_word(api: Api) -> None:
    account = await make_account(api)
    cheque_id = await cheque(api, account, metadata={"simulate": "fraud:MEDIUM"})
    await api.settle()
    reply = await api.post(PATH.format(cheque_id, "clear"))
    assert (reply.status, reply.code) == (409, "wrong_state")
    approval = f"/transactions/{cheque_id}/approve"
    assert approval in reply.body["detail"]
    (await second_person(api)).ok(await (await second_person(api)).post(approval))
    assert (await moved(api, cheque_id, "clear"))["status"] == "COMPLETED"


async def test_a_refusal_to_clear_names_the_trigger_that_takes_a_cleared_cheque_back(api: Api) -> None:
    account = await make_account(api)
    cheque_id = await cheque(api, account)
    await moved(api, cheque_id, "clear")
    reply = await api.post(PATH.format(cheque_id, "clear"))
    assert (reply.code, reply.body["allowed_from"]) == ("wrong_state", ["PENDING"])
    assert PATH.format(cheque_id, "return") in reply.body["detail"]


# Coming back before it clears --------------------------------------------------------------------
@pytest.mark.parametrize("reason", REASONS)
async def test_a_cheque_that_comes_back_says_why_beside_the_customers_words(api: Api, reason: str) -> None:
    account = await make_account(api)
    cheque_id = await cheque(api, account, description="Rent " * 99)
    await api.settle()
    returned = await moved(api, cheque_id, "return", return_reason=reason)
    assert returned["description"] == f"{'Rent ' * 99} (returned: {reason})"
    assert await told_of(api, "transaction.failed") == [cheque_id]
    assert await told_of(api, "transaction.completed") == []


async def test_without_a_reason_there_were_no_funds(api: Api) -> None:
    cheque_id = await cheque(api, await make_account(api))
    assert "INSUFFICIENT_FUNDS" in (await moved(api, cheque_id, "return"))["description"]


async def test_a_cheque_comes_back_before_anybody_has_looked_at_it_or_approved_it(api: Api) -> None:
    account = await make_account(api)
    async with api.bank._queue:
        fresh = await cheque(api, account)
        assert (await moved(api, fresh, "return"))["status"] == "FAILED"
    waiting = await cheque(api, account, metadata={"simulate": "fraud:MEDIUM"})
    await api.settle()
    assert (await moved(api, waiting, "return"))["failure_code"] == "cheque_returned"
    reply = await (await second_person(api)).post(f"/transactions/{waiting}/approve")
    assert (reply.status, reply.code) == (409, "wrong_state")
    await api.advance(days=30)
    assert await balances(api, account) == (0, 0, 0)


# Coming back after it has cleared ----------------------------------------------------------------
async def test_what_comes_back_later_is_a_reversal_of_its_own(api: Api) -> None:
    account = await make_account(api)
    cheque_id = await cheque(api, account)
    await moved(api, cheque_id, "clear")
    reversal = await moved(api, cheque_id, "return", return_reason="PAYMENT_STOPPED")
    assert reversal["reverses_transaction_id"] == cheque_id
    assert reversal["source_account_id"] == account["account_id"]
    assert reversal["description"] == "Cheque returned: PAYMENT_STOPPED"
    assert (await look(api, cheque_id))["reversed_by_transaction_id"] == reversal["transaction_id"]
    assert await told_of(api, "transaction.completed") == [cheque_id, reversal["transaction_id"]]
    assert await told_of(api, "transaction.reversed") == [cheque_id]
    assert await balances(api, account) == (0, 0, 0)


async def test_the_same_request_again_takes_nothing_more(api: Api) -> None:
    account = await make_account(api)
    cheque_id = await cheque(api, account)
    await moved(api, cheque_id, "clear")
    first, second = [await api.post(PATH.format(cheque_id, "return"), key="once") for _ in range(2)]
    assert api.ok(first) == api.ok(second)
    assert second.headers["idempotent-replayed"] == "true"
    assert (await balances(api, account))[2] == 0


async def test_money_that_is_spent_or_held_is_owed(api: Api) -> None:
    account, other = await make_account(api), await make_account(api)
    cheque_id = await cheque(api, account)
    await moved(api, cheque_id, "clear")
    await transfer(api, account, other, 50_00)
    hold = {"account_id": account["account_id"], "amount_cents": 40_00, "currency": "USD"}
    hold_id = api.ok(await api.post("/holds", hold))["hold_id"]
    await moved(api, cheque_id, "return")
    assert await balances(api, account) == (-90_00, -40_00, -50_00)
    api.ok(await api.post(f"/holds/{hold_id}/capture"))
    assert await balances(api, account) == (-90_00, 0, -90_00)
    reply = await api.post("/holds", {**hold, "amount_cents": 1})
    assert (reply.status, reply.code) == (422, "insufficient_funds")
    reply = await api.post(f"/accounts/{account['account_id']}/close")
    assert (reply.status, reply.code) == (409, "balance_not_zero")


async def test_a_transfer_under_way_completes_on_money_that_is_gone(api: Api) -> None:
    account, other = await make_account(api), await make_account(api)
    cheque_id = await cheque(api, account)
    await moved(api, cheque_id, "clear")
    async with api.bank._queue:
        body = {"source_account_id": account["account_id"], "destination_account_id": other["account_id"]}
        api.ok(await api.post("/transactions/transfer", {**body, "amount_cents": 70_00, "currency": "USD"}))
        await moved(api, cheque_id, "return")
    await api.settle()
    assert (await balances(api, account), (await balances(api, other))[2]) == ((-70_00, 0, -70_00), 70_00)


async def test_a_suspended_account_is_no_shelter_and_a_closed_one_owes_nothing(api: Api) -> None:
    account = await make_account(api)
    first, second = await cheque(api, account), await cheque(api, account)
    for cheque_id in (first, second):
        await moved(api, cheque_id, "clear")
    api.ok(await api.post(f"/accounts/{account['account_id']}/suspend"))
    assert (await moved(api, first, "return"))["status"] == "COMPLETED"
    api.ok(await api.post(f"/accounts/{account['account_id']}/reactivate"))
    await transfer(api, account, await make_account(api), 100_00)
    api.ok(await api.post(f"/accounts/{account['account_id']}/close"))
    reply = await api.post(PATH.format(second, "return"))
    assert (reply.status, reply.code, reply.body["current_status"]) == (409, "wrong_state", "CLOSED")
    assert await balances(api, account) == (0, 0, 0)


async def test_what_somebody_has_reversed_does_not_come_back(api: Api) -> None:
    account = await make_account(api)
    cheque_id = await cheque(api, account)
    await moved(api, cheque_id, "clear")
    async with api.bank._queue:  # the reversal is accepted, and not completed yet
        api.ok(await api.post(f"/transactions/{cheque_id}/reverse"))
        reply = await api.post(PATH.format(cheque_id, "return"))
        assert (reply.status, reply.code) == (409, "already_reversed")
    await api.settle()
    reply = await api.post(PATH.format(cheque_id, "return"))
    assert (reply.status, reply.code) == (409, "already_reversed")
    reply = await api.post(PATH.format(cheque_id, "clear"))
    assert (reply.code, reply.body["current_status"]) == ("wrong_state", "REVERSED")


async def test_a_cheque_that_has_failed_does_not_come_back(api: Api) -> None:
    cheque_id = await cheque(api, await make_account(api), metadata={"simulate": "fraud:HIGH"})
    await api.settle()
    reply = await api.post(PATH.format(cheque_id, "return"))
    assert (reply.status, reply.code) == (409, "wrong_state")
    assert (reply.body["current_status"], reply.body["allowed_from"]) == ("FAILED", ["PENDING", "COMPLETED"])
    assert "POST /simulations/deposits" in reply.body["detail"]


# What is no cheque, and who may not --------------------------------------------------------------
@pytest.mark.parametrize("trigger", ["clear", "return"])
async def test_only_the_deposit_of_a_cheque_clears_or_comes_back(api: Api, trigger: str) -> None:
    account, other = await make_account(api, cents=10_00), await make_account(api)
    written = {"account_id": account["account_id"], "amount_cents": 1_00, "currency": "USD", "method": "CHEQUE"}
    withdrawal = api.ok(await api.post("/transactions/withdrawal", written))
    for movement in (await pay_in(api, account, 1_00), await transfer(api, account, other, 1_00), withdrawal):
        reply = await api.post(PATH.format(movement["transaction_id"], trigger))
        assert (reply.status, reply.code) == (422, "not_a_cheque")


@pytest.mark.parametrize("trigger", ["clear", "return"])
async def test_nothing_happens_to_a_cheque_that_nobody_knows_or_may_touch(api: Api, trigger: str) -> None:
    reply = await api.post(PATH.format("txn_0", trigger))
    assert (reply.status, reply.code) == (404, "not_found")
    cheque_id = await cheque(api, await make_account(api))
    reply = await (await api.with_scopes("simulations:read")).post(PATH.format(cheque_id, trigger))
    assert (reply.status, reply.code) == (403, "insufficient_scope")


# Money that arrives ------------------------------------------------------------------------------
async def test_money_arrives_as_any_deposit_does(api: Api) -> None:
    account = await make_account(api)
    body = {"account_id": account["account_id"], "amount_cents": 7_00, "currency": "USD", "method": "CHEQUE"}
    arrived = api.ok(await api.post("/simulations/deposits", body, key="arrives"))
    await api.settle()
    assert (arrived["transaction_type"], (await look(api, arrived["transaction_id"]))["status"]) == (
        "DEPOSIT",
        "PENDING",
    )
    assert (await moved(api, arrived["transaction_id"], "clear"))["status"] == "COMPLETED"
    assert await told_of(api, "transaction.initiated") == [arrived["transaction_id"]]


async def test_money_that_cannot_arrive_is_refused_as_any_deposit_is(api: Api) -> None:
    account = await make_account(api)
    body = {"account_id": account["account_id"], "amount_cents": 7_00, "currency": "USD", "method": "ONLINE"}
    for wrong, status, code in (
        ({"currency": "EUR"}, 422, "currency_mismatch"),
        ({"account_id": "acct_0"}, 404, "not_found"),
        ({"metadata": {"simulate": "kyc:review"}}, 422, "unknown_simulation"),
    ):
        reply = await api.post("/simulations/deposits", {**body, **wrong}, key=code)
        assert (reply.status, reply.code) == (status, code)
    reply = await api.post("/simulations/deposits", body)
    assert (reply.status, reply.code) == (400, "idempotency_key_required")
    api.ok(await api.post(f"/accounts/{account['account_id']}/suspend"))
    reply = await api.post("/simulations/deposits", body, key="suspended")
    assert (reply.status, reply.code) == (422, "account_not_active")
