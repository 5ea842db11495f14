"""GET /ledger/trial_balance."""

from __future__ import annotations

from typing import Any

from tests.services.api import Api
from tests.services.builders import make_account, transfer


async def trial_balance(api: Api, **query: Any) -> dict[str, dict[str, Any]]:
    """By currency; each is balanced, and adds up."""
    found = api.ok(await api.get("/ledger/trial_balance", **query))
    for one in found["currencies"]:
        assert one["is_balanced"] is True
        assert one["total_debits_cents"] == one["total_credits_cents"]
        assert one["total_debits_cents"] == sum(line["debit_cents"] for line in one["lines"])
        assert one["total_credits_cents"] == sum(line["credit_cents"] for line in one["lines"])
    return {one["currency"]: one for one in found["currencies"]}


def lines(one: dict[str, Any]) -> list[tuple[str, int, int]]:
    return [(line["name"], line["debit_cents"], line["credit_cents"]) for line in one["lines"]]


async def test_an_empty_bank_has_no_lines(api: Api) -> None:
    assert await trial_balance(api) == {}


async def test_customer_deposits_are_one_line_of_all_accounts(api: Api) -> None:
    source, destination = await make_account(api, cents=1_000), await make_account(api, cents=500)
    await transfer(api, source, destination, 300)
    api.ok(
        await api.post(
            "/transactions/fee",
            {"account_id": source["account_id"], "amount_cents": 50, "currency": "USD", "description": "Statement"},
        )
    )
    await api.settle()
    found = await trial_balance(api)
    assert lines(found["USD"]) == [("Cash", 1_500, 0), ("Customer deposits", 0, 1_450), ("Fee income", 0, 50)]
    cash, deposits, _ = found["USD"]["lines"]
    assert deposits["ledger_account_id"] is None
    assert api.ok(await api.get(f"/ledger/accounts/{cash['ledger_account_id']}"))["balance_cents"] == 1_500


async def test_each_currency_is_on_its_own(api: Api) -> None:
    await make_account(api, cents=1_000)
    await make_account(api, cents=200, account_type="FOREIGN_CURRENCY", currency="EUR")
    found = await trial_balance(api)
    assert [*found] == ["EUR", "USD"]
    assert lines(found["EUR"]) == [("Cash", 200, 0), ("Customer deposits", 0, 200)]
    assert lines(found["USD"]) == [("Cash", 1_000, 0), ("Customer deposits", 0, 1_000)]


async def test_a_hold_moves_nothing(api: Api) -> None:
    account = await make_account(api, cents=1_000)
    api.ok(await api.post("/holds", {"account_id": account["account_id"], "amount_cents": 300, "currency": "USD"}))
    found = lines((await trial_balance(api))["USD"])
    assert found == [("Cash", 1_000, 0), ("Settlement online", 0, 0), ("Customer deposits", 0, 1_000)]


async def test_as_of_a_past_instant(api: Api) -> None:
    begun = api.ok(await api.get("/ledger/trial_balance"))["as_of"]
    await api.advance(days=1)
    account = await make_account(api, cents=1_000)
    first_day = api.ok(await api.get("/ledger/trial_balance"))["as_of"]
    await api.advance(days=1)
    other = await make_account(api, cents=70, account_type="FOREIGN_CURRENCY", currency="EUR")
    await transfer(api, account, await make_account(api), 400)
    assert other["currency"] in await trial_balance(api)
    past = await trial_balance(api, as_of=first_day)
    assert {currency: lines(one) for currency, one in past.items()} == {
        "USD": [("Cash", 1_000, 0), ("Customer deposits", 0, 1_000)]
    }
    assert await trial_balance(api, as_of=begun) == {}
    assert await trial_balance(api, as_of="1969-12-31T00:00:00Z") == {}


async def test_a_future_instant_is_now(api: Api) -> None:
    await make_account(api, cents=1_000)
    now = api.ok(await api.get("/ledger/trial_balance"))
    assert api.ok(await api.get("/ledger/trial_balance", as_of="2999-01-01T00:00:00Z")) == now


async def test_refuses_what_is_no_instant(api: Api) -> None:
    reply = await api.get("/ledger/trial_balance", as_of="yesterday")
    assert (reply.status, reply.code) == (400, "invalid_field")
