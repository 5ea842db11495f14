"""`metadata.simulate` where it acts: scores of every movement, cheques on their day, and what is refused."""

from __future__ import annotations

import re
from typing import Any

import pytest

from sandbox.engine.call import system
from sandbox.pages.docs.tables import magic_values
from sandbox.world.magic import entries
from tests.services.api import Api
from tests.services.builders import balances, make_account, make_customer


async def move(api: Api, kind: str, account: dict[str, Any], other: dict[str, Any], simulate: str) -> dict[str, Any]:
    ends = {"account_id": account["account_id"], "method": "CASH"}
    if kind == "transfer":
        ends = {"source_account_id": account["account_id"], "destination_account_id": other["account_id"]}
    body = {**ends, "amount_cents": 10_00, "currency": "USD", "metadata": {"simulate": simulate}}
    made = api.ok(await api.post(f"/transactions/{kind}", body))
    await api.settle()
    return await look(api, made)


async def cheque(api: Api, account: dict[str, Any], simulate: str, cents: int = 100_00) -> dict[str, Any]:
    body = {"account_id": account["account_id"], "amount_cents": cents, "currency": "USD", "method": "CHEQUE"}
    made = api.ok(await api.post("/transactions/deposit", {**body, "metadata": {"simulate": simulate}}))
    await api.settle()
    return await look(api, made)


async def look(api: Api, transaction: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = api.ok(await api.get(f"/transactions/{transaction['transaction_id']}"))
    return found


async def states(api: Api, transaction: dict[str, Any], days: int) -> list[str]:
    """The status now and at the same hour of the days to come."""
    found = [(await look(api, transaction))["status"]]
    for _ in range(days):
        await api.advance(days=1)
        found.append((await look(api, transaction))["status"])
    return found


async def parked(api: Api) -> list[Any]:
    """What failed too often; everything that was done is on disk by now."""
    found, _ = await api.bank.run("look", system(), lambda tx: tx.pending_effects(10, is_parked=True), is_read=True)
    return found


# Scores ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["transfer", "deposit", "withdrawal"])
@pytest.mark.parametrize(
    ("score", "status", "waits", "failure"),
    [
        ("LOW", "COMPLETED", False, None),
        ("MEDIUM", "PENDING", True, None),
        ("HIGH", "FAILED", False, "fraud_suspected"),
    ],
)
async def test_every_movement_takes_the_score_that_it_asks_for(
    api: Api, kind: str, score: str, status: str, waits: bool, failure: str | None
) -> None:
    account, other = await make_account(api, cents=50_00), await make_account(api)
    done = await move(api, kind, account, other, f"fraud:{score}")
    assert (done["status"], done["fraud_score"], done["requires_approval"]) == (status, score, waits)
    assert done["failure_code"] == failure
    if status == "FAILED":
        assert await balances(api, account) == (50_00, 0, 50_00)


async def test_a_low_score_holds_against_the_rules(api: Api) -> None:
    api.ok(await api.put("/settings/fraud.high_amount_cents", {"setting_value": "500"}))
    account = await make_account(api)
    assert (await move(api, "deposit", account, account, "fraud:LOW"))["status"] == "COMPLETED"


# Cheques, from Thursday 15 January 2026; Monday the 19th is a holiday -------------------------------
@pytest.mark.parametrize(
    ("simulate", "expected"),
    [
        ("cheque:clear@+0d", ["COMPLETED"]),
        ("cheque:clear@+1bd", ["PENDING", "COMPLETED"]),
        ("cheque:clear@+3d", ["PENDING", "PENDING", "PENDING", "COMPLETED"]),
        ("cheque:clear@+3bd", ["PENDING"] * 6 + ["COMPLETED"]),
        ("cheque:return@+0d", ["FAILED"]),
        ("cheque:return@+1d", ["PENDING", "FAILED"]),
        ("cheque:return@+2bd", ["PENDING"] * 5 + ["FAILED"]),
        ("cheque:return@+3bd", ["PENDING"] * 5 + ["COMPLETED", "REVERSED"]),
    ],
)
async def test_a_cheque_comes_to_the_end_that_it_asks_for_on_its_day(
    api: Api, simulate: str, expected: list[str]
) -> None:
    account = await make_account(api)
    asked = await cheque(api, account, simulate)
    assert await states(api, asked, len(expected) - 1) == expected
    await api.advance(days=30)
    assert (await look(api, asked))["status"] == expected[-1]
    assert (await balances(api, account))[2] == (100_00 if expected[-1] == "COMPLETED" else 0)


async def test_a_cheque_that_waits_for_a_second_person_asks_again_after_the_word(api: Api) -> None:
    api.ok(await api.put("/settings/transactions.approval_limit_cents", {"setting_value": "500"}))
    account = await make_account(api)
    asked = await cheque(api, account, "cheque:clear@+1d")
    assert await states(api, asked, 3) == ["PENDING"] * 4
    reviewer = await api.with_scopes("transactions:approve")
    reviewer.ok(await reviewer.post(f"/transactions/{asked['transaction_id']}/approve"))
    assert await states(api, asked, 1) == ["PENDING", "COMPLETED"]
    assert await parked(api) == []


async def test_a_cheque_that_cannot_come_back_on_its_day_is_left(api: Api) -> None:
    account = await make_account(api)
    asked = [await cheque(api, account, "cheque:return@+20d") for _ in range(2)]
    for one in asked:
        api.ok(await api.post(f"/simulations/deposits/{one['transaction_id']}/clear"))
    api.ok(await api.post(f"/transactions/{asked[0]['transaction_id']}/reverse"))
    await api.settle()
    body = {"account_id": account["account_id"], "amount_cents": 100_00, "currency": "USD", "method": "CASH"}
    api.ok(await api.post("/transactions/withdrawal", body))
    await api.settle()
    api.ok(await api.post(f"/accounts/{account['account_id']}/close"))
    await api.advance(days=30)
    assert [(await look(api, one))["status"] for one in asked] == ["REVERSED", "COMPLETED"]
    assert await balances(api, account) == (0, 0, 0)
    assert await parked(api) == []


async def test_a_cheque_that_clears_early_still_comes_back_as_it_asked(api: Api) -> None:
    account = await make_account(api)
    asked = await cheque(api, account, "cheque:return@+10d")
    api.ok(await api.post(f"/simulations/deposits/{asked['transaction_id']}/clear"))
    await api.advance(days=10)
    assert (await look(api, asked))["status"] == "REVERSED"
    assert await balances(api, account) == (0, 0, 0)


# What cannot be asked ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("path", "simulate"),
    [
        ("/customers", "kyc:approved"),
        ("/customers", "fraud:HIGH"),
        ("/accounts", "kyc:review"),
        ("/holds", "fraud:HIGH"),
        ("/transactions/fee", "fraud:HIGH"),
        ("/transactions/transfer", "cheque:clear@+1bd"),
        ("/transactions/withdrawal", "cheque:return@+1bd"),
        ("/transactions/withdrawal", "fraud:low"),
        ("/transactions/deposit", "cheque:return"),
        ("/transactions/deposit", "cheque:return@+1w"),
        ("/transactions/deposit", "cheque:return@+1000d"),
        ("/transactions/deposit", "fraud:HIGH "),
        ("/transactions/deposit", "cheque:return@+\u0662d"),
    ],
)
async def test_what_an_operation_cannot_be_asked_is_refused_before_anything_is_changed(
    api: Api, path: str, simulate: str
) -> None:
    account, other = await make_account(api, cents=50_00), await make_account(api)
    amount = {"account_id": account["account_id"], "amount_cents": 1_00, "currency": "USD"}
    body: dict[str, Any] = {
        "/customers": {"customer_type": "INDIVIDUAL", "first_name": "A", "last_name": "B", "email": "a@b.example",
                       "date_of_birth": "1985-12-10"},
        "/accounts": {"customer_id": account["customer_id"], "account_type": "CHECKING", "currency": "USD"},
        "/holds": amount,
        "/transactions/fee": amount,
        "/transactions/withdrawal": {**amount, "method": "CASH"},
        "/transactions/deposit": {**amount, "method": "CHEQUE"},
        "/transactions/transfer": {"source_account_id": account["account_id"], "amount_cents": 1_00,
                                   "destination_account_id": other["account_id"], "currency": "USD"},
    }[path]  # fmt: skip
    before = api.bank.commit_number
    reply = await api.post(path, {**body, "metadata": {"simulate": simulate}})
    assert (reply.status, reply.code) == (422, "unknown_simulation")
    assert api.bank.commit_number == before
    assert api.ok(await api.post(path, {**body, "metadata": {"Simulate": simulate, "order": "A-1"}}))


async def test_a_customers_wish_holds_at_every_review(api: Api) -> None:
    customer = await make_customer(api, metadata={"simulate": "kyc:review"})
    (verification,) = api.ok(await api.get("/verifications", customer_id=customer["customer_id"]))
    api.ok(await api.post(f"/verifications/{verification['verification_id']}/approve"))
    begun = api.ok(await api.post(f"/simulations/customers/{customer['customer_id']}/review"))
    await api.settle()
    assert api.ok(await api.get(f"/verifications/{begun['verification_id']}"))["status"] == "IN_REVIEW"


# The table ---------------------------------------------------------------------------------------
def test_the_page_of_magic_values_is_the_table_and_nothing_else() -> None:
    rows = [line.split(" | ") for line in magic_values().splitlines()[2:]]
    told = {(where.removeprefix("| "), value, end, name) for where, value, end, names in rows
            for name in re.findall(r"\[`(\w+)`\]", names)}  # fmt: skip
    assert told == {(f"`{one.place}`", f"`{one.value}`", one.outcome, one.applies_to) for one in entries()}


async def test_the_table_is_read_with_the_scope_of_reading(api: Api) -> None:
    reader = await api.with_scopes("simulations:read")
    assert len(reader.ok(await reader.get("/simulations/magic_values", limit=3))) == 3
    for query in ({"cursor": "!"}, {"limit": 0}):
        assert (await reader.get("/simulations/magic_values", **query)).status == 400
