"""POST /accounts."""

from __future__ import annotations

import pytest

from sandbox.services.accounts.rules import is_iban, is_luhn
from tests.services.api import Api
from tests.services.builders import make_account, make_business, make_customer


async def test_opens_an_account_with_valid_numbers_and_no_money(api: Api) -> None:
    customer = await make_customer(api)
    reply = await api.post(
        "/accounts",
        {
            "customer_id": customer["customer_id"],
            "account_type": "CHECKING",
            "currency": "USD",
            "nickname": "Mine",
        },
    )
    account = api.ok(reply)
    assert reply.status == 201
    assert reply.headers["location"] == f"/v1/accounts/{account['account_id']}"
    assert is_luhn(account["account_number"])
    assert account["routing_number"] == "121099996" or len(account["routing_number"]) == 9
    assert (account["status"], account["ownership"], account["nickname"]) == ("ACTIVE", "INDIVIDUAL", "Mine")
    assert account["available_balance_cents"] == account["posted_balance_cents"] == 0
    assert account["opened_date"] == "2026-01-15"
    (event,) = await api.events("account.opened")
    assert event["data"] == {"account_id": account["account_id"], "status": "ACTIVE"}


@pytest.mark.parametrize(("currency", "country"), [("EUR", "DE"), ("GBP", "GB"), ("CHF", "CH")])
async def test_a_foreign_currency_account_has_a_valid_iban(api: Api, currency: str, country: str) -> None:
    account = await make_account(api, account_type="FOREIGN_CURRENCY", currency=currency)
    assert account["iban"].startswith(country)
    assert is_iban(account["iban"])
    assert account["bic"].startswith("SNDB")
    assert account["routing_number"] is None


async def test_account_numbers_are_unique(api: Api) -> None:
    customer = await make_customer(api)
    numbers = {(await make_account(api, customer))["account_number"] for _ in range(5)}
    assert len(numbers) == 5


async def test_a_savings_account_bears_the_banks_rate(api: Api) -> None:
    assert (await make_account(api, account_type="SAVINGS"))["interest_rate_bps"] == 425


async def test_a_joint_account_is_found_by_every_holder(api: Api) -> None:
    first, second = await make_customer(api), await make_customer(api)
    joint = [second["customer_id"]]
    account = await make_account(api, first, ownership="JOINT", joint_customer_ids=joint)
    for holder in (first, second):
        found = api.ok(await api.get("/accounts", customer_id=holder["customer_id"]))
        assert [one["account_id"] for one in found] == [account["account_id"]]


async def test_a_business_gets_a_business_account_unless_told(api: Api) -> None:
    business = await make_business(api)
    assert (await make_account(api, business))["ownership"] == "BUSINESS"
    assert (await make_account(api, business, ownership="CORPORATE"))["ownership"] == "CORPORATE"


async def test_refuses_a_customer_who_is_not_verified(api: Api) -> None:
    customer = await make_customer(api, last_name="Lovelace Review")
    body = {"customer_id": customer["customer_id"], "account_type": "CHECKING", "currency": "USD"}
    reply = await api.post("/accounts", body)
    assert (reply.status, reply.code) == (422, "customer_not_verified")


async def test_refuses_a_suspended_customer(api: Api) -> None:
    customer = await make_customer(api)
    api.ok(await api.post(f"/customers/{customer['customer_id']}/suspend"))
    body = {"customer_id": customer["customer_id"], "account_type": "CHECKING", "currency": "USD"}
    assert (await api.post("/accounts", body)).code == "customer_not_active"


async def test_refuses_an_unknown_customer(api: Api) -> None:
    body = {"customer_id": "cust_none", "account_type": "CHECKING", "currency": "USD"}
    assert (await api.post("/accounts", body)).status == 404


@pytest.mark.parametrize(
    ("account_type", "currency"), [("CHECKING", "EUR"), ("FOREIGN_CURRENCY", "USD"), ("CHECKING", "ZZZ")]
)
async def test_refuses_a_currency_the_type_is_not_kept_in(api: Api, account_type: str, currency: str) -> None:
    customer = await make_customer(api)
    body = {"customer_id": customer["customer_id"], "account_type": account_type, "currency": currency}
    assert (await api.post("/accounts", body)).code == "currency_not_supported"


async def test_refuses_holders_that_do_not_make_the_ownership(api: Api) -> None:
    person, business = await make_customer(api), await make_business(api)
    for holder, overrides in (
        (person, {"ownership": "JOINT"}),
        (person, {"ownership": "BUSINESS"}),
        (business, {"ownership": "INDIVIDUAL"}),
        (person, {"ownership": "JOINT", "joint_customer_ids": [business["customer_id"]]}),
    ):
        body = {
            "customer_id": holder["customer_id"],
            "account_type": "CHECKING",
            "currency": "USD",
            **overrides,
        }
        assert (await api.post("/accounts", body)).code == "ownership_mismatch"


async def test_refuses_a_daily_limit_above_the_monthly_one(api: Api) -> None:
    customer = await make_customer(api)
    body = {
        "customer_id": customer["customer_id"],
        "account_type": "CHECKING",
        "currency": "USD",
        "daily_limit_cents": 200,
        "monthly_limit_cents": 100,
    }
    assert (await api.post("/accounts", body)).code == "limit_inconsistent"


async def test_the_same_key_opens_one_account(api: Api) -> None:
    customer = await make_customer(api)
    body = {"customer_id": customer["customer_id"], "account_type": "CHECKING", "currency": "USD"}
    first = await api.post("/accounts", body, key="open-1")
    again = await api.post("/accounts", body, key="open-1")
    assert again.body == first.body
    assert again.headers["idempotent-replayed"] == "true"
    assert again.headers["location"] == first.headers["location"]
    assert len(api.ok(await api.get("/accounts", customer_id=customer["customer_id"]))) == 1
