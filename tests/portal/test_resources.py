"""Lists and pages of resources: what they show, what they offer, and that every reader's input is taken well."""

from __future__ import annotations

import asyncio
import re

import pytest

from tests.portal.browsing import Portal
from tests.services.builders import make_account, make_customer, pay_in

KINDS = ["customers", "accounts", "transactions", "holds", "verifications", "documents"]


@pytest.mark.parametrize("kind", KINDS)
async def test_an_empty_list_teaches_what_belongs_there(portal: Portal, kind: str) -> None:
    page = await portal.get(f"/portal/{kind}")
    assert page.status == 200
    assert f"No {kind} yet" in page.text
    assert "client." in page.source


async def test_a_customer_is_made_by_a_form_and_shown(portal: Portal) -> None:
    page = await portal.get("/portal/do/createCustomer")
    assert "Create a customer" in page.text
    page = await portal.post(
        "/portal/do/createCustomer",
        {
            "customer_type": "INDIVIDUAL",
            "first_name": "Ada",
            "last_name": "Lovelace",
            "email": "ada@example.com",
            "date_of_birth": "1985-12-10",
        },
    )
    assert page.url.startswith("/portal/customers/cust_")
    assert "Ada Lovelace" in page.text
    assert "ada@example.com" in (await portal.get("/portal/customers?email=ada%40example.com")).text
    assert "Ada Lovelace" in (await portal.get("/portal/customers?q=Lovelace")).text
    assert "Nothing matches" in (await portal.get("/portal/customers?q=Lovel")).text


async def test_a_refusal_stands_at_its_field_with_what_was_typed(portal: Portal) -> None:
    await portal.get("/portal/do/createCustomer")
    page = await portal.post(
        "/portal/do/createCustomer", {"customer_type": "INDIVIDUAL", "email": "not-an-address", "first_name": "Ada"}
    )
    assert page.status == 422
    assert 'value="not-an-address"' in page.source
    assert "has-error" in page.source


async def test_an_account_shows_its_money_and_its_entries(portal: Portal) -> None:
    account = await make_account(portal.api)
    await pay_in(portal.api, account, 12_345)
    base = f"/portal/accounts/{account['account_id']}"
    page = await portal.get(base)
    assert "123.45" in page.text
    entries = await portal.get(f"{base}?tab=entries")
    assert "123.45" in entries.text
    assert "Credit" in entries.text
    for tab in ("transactions", "holds", "events", "requests", "audit", "json"):
        assert (await portal.get(f"{base}?tab={tab}")).status == 200


async def test_an_amount_is_typed_as_people_write_it(portal: Portal) -> None:
    account = await make_account(portal.api)
    await portal.get("/portal/do/createDeposit")
    page = await portal.post(
        "/portal/do/createDeposit",
        {"account_id": account["account_id"], "amount_cents": "1,250.50", "currency": "USD", "method": "CASH"},
    )
    assert "1,250.50" in page.text
    await portal.api.settle()
    found = portal.api.ok(await portal.api.get(f"/accounts/{account['account_id']}"))
    assert found["posted_balance_cents"] == 125_050


async def test_what_is_odd_in_the_address_gives_a_page_and_no_failure(portal: Portal) -> None:
    for path in (
        "/portal/customers?cursor=nonsense",
        "/portal/customers?status=NONE&limit=9999",
        "/portal/customers?created_at.gte=yesterday",
        "/portal/customers/cust_00000000000000000000000000",
        "/portal/customers/%2e%2e",
        "/portal/nothing/at_all",
        "/portal/do/nothing",
        "/portal/do/getAccount",
        "/portal/export/customers/pdf",
    ):
        assert (await portal.get(path)).status in (200, 400, 404), path


async def test_the_list_is_exported_whole(portal: Portal) -> None:
    for number in range(3):
        await make_customer(portal.api, email=f"person{number}@example.com")
    found = await portal.raw("GET", "/portal/export/customers/csv")
    assert len(found.text.splitlines()) == 4
    as_json = await portal.raw("GET", "/portal/export/customers/json")
    assert len(as_json.json()) == 3


async def test_many_are_suspended_at_once(portal: Portal) -> None:
    made = [await make_customer(portal.api, email=f"person{number}@example.com") for number in range(2)]
    await portal.get("/portal/customers")
    page = await portal.post(
        "/portal/customers/many", {"operation_id": "suspendCustomer", "ids": [one["customer_id"] for one in made]}
    )
    assert "2 of 2 done" in page.toast
    found = portal.api.ok(await portal.api.get("/customers", status="SUSPENDED"))
    assert len(found) == 2


async def test_a_form_of_another_session_changes_nothing(portal: Portal) -> None:
    customer = await make_customer(portal.api)
    page = await portal.post("/portal/do/suspendCustomer", {"customerId": customer["customer_id"]}, csrf="0" * 40)
    assert page.status == 403
    found = portal.api.ok(await portal.api.get(f"/customers/{customer['customer_id']}"))
    assert found["status"] == "ACTIVE"


async def test_what_the_description_of_an_operation_speaks_of_is_not_folded_away(portal: Portal) -> None:
    page = await portal.get("/portal/do/createCustomer")
    shown, _, folded = page.source.partition('class="optional-fields"')
    assert 'name="first_name"' in shown
    assert 'name="date_of_birth"' in shown
    assert 'name="phone_number"' in folded


async def test_a_list_on_the_page_of_another_resource_leaves_out_what_that_page_says(portal: Portal) -> None:
    customer = await make_customer(portal.api)
    await make_account(portal.api, customer)
    page = await portal.get(f"/portal/customers/{customer['customer_id']}?tab=accounts")
    assert "Available" in page.text
    assert "Holder" not in page.text
    assert "Posted" not in page.text


async def test_only_a_business_is_offered_owners(portal: Portal) -> None:
    person = await make_customer(portal.api)
    page = await portal.get(f"/portal/customers/{person['customer_id']}")
    assert "Add an owner" not in page.text
    business = {"customer_type": "BUSINESS", "legal_name": "Harbour Ltd", "registration_number": "HR 1"}
    made = portal.api.ok(await portal.api.post("/customers", {**business, "email": "office@harbour.example"}))
    page = await portal.get(f"/portal/customers/{made['customer_id']}")
    assert "Add an owner" in page.text


async def test_what_customers_write_is_text_on_every_page_and_never_markup(portal: Portal) -> None:
    mark = "<img src=x onerror=alert(1)>"
    account = await make_account(portal.api, nickname=mark)
    await portal.api.patch(f"/customers/{account['customer_id']}", {"first_name": mark, "metadata": {"note": mark}})
    await portal.api.post("/api_keys", {"name": mark, "scopes": ["accounts:read"]})
    found = 0
    for base in (f"/portal/customers/{account['customer_id']}", f"/portal/accounts/{account['account_id']}"):
        for tab in ("", "?tab=json", "?tab=audit", "?tab=events", "?tab=accounts"):
            page = await portal.get(base + tab)
            assert mark not in page.source, base + tab
            found += mark in page.text
    for path in (
        "/portal/keys",
        "/portal/customers",
        "/portal/accounts",
        "/portal/audit",
        "/portal/requests",
        "/portal",
    ):
        page = await portal.get(path)
        assert mark not in page.source, path
        found += mark in page.text
    assert found >= 5


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        (b"xx", "multipart/form-data", 400),
        (b"--a\r\nxx", "multipart/form-data; boundary=a", 400),
        (b"a=%ff%fe&csrf=%c3%a9\xff", "application/x-www-form-urlencoded", 403),
        (b'{"customer_type": "INDIVIDUAL"}', "application/json", 403),
        (b"a=" + b"x" * 12_000_000, "application/x-www-form-urlencoded", 413),
    ],
)
async def test_a_form_that_is_none_is_refused_and_changes_nothing(
    portal: Portal, content: bytes, media_type: str, status: int
) -> None:
    answer = await portal.raw(
        "POST", "/portal/do/createCustomer", content=content, headers={"content-type": media_type}
    )
    assert answer.status_code == status
    assert portal.api.ok(await portal.api.get("/customers")) == []


@pytest.mark.parametrize("chosen", ["bank_1k0r7szxndmf7kbvvshnb7wn60", "b\u00e4nk", "bank_\u00e4", "x" * 3000])
async def test_a_person_whose_chosen_bank_is_none_of_theirs_looks_at_one_that_is(portal: Portal, chosen: str) -> None:
    body = {
        "organization_name": "Lighthouse",
        "name": "Ada L",
        "email": "ada@example.com",
        "password": "tide-and-harbour-77",
    }
    made = portal.api.ok(await portal.api.without_key().post("/sign_up", body))
    cookies = f"sandbank_session={made['session']['token']}; sandbank_bank={chosen}"
    answer = await portal.raw("GET", "/portal/banks", headers=[(b"cookie", cookies.encode())])
    assert answer.status_code == 200
    assert "Lighthouse" in answer.text
    assert "You are here" in answer.text
    other = f"sandbank_session={made['session']['token']}; sandbank_bank={portal.api.bank.bank_id}"
    answer = await portal.raw("GET", "/portal/banks", headers=[(b"cookie", other.encode())])
    assert portal.api.bank.bank_id not in answer.text


async def test_a_form_that_is_sent_twice_moves_money_once(portal: Portal) -> None:
    account = await make_account(portal.api)
    page = await portal.get("/portal/do/createDeposit")
    mark = re.search(r'name="once" value="([^"]+)"', page.source)
    assert mark is not None
    form = {"account_id": account["account_id"], "amount_cents": "10", "currency": "USD", "method": "CASH"}
    shown = await asyncio.gather(
        *(portal.post("/portal/do/createDeposit", {**form, "once": mark[1]}) for _ in range(3))
    )
    assert len({one.url for one in shown}) == 1
    await portal.post("/portal/do/createDeposit", {**form, "amount_cents": "7", "once": mark[1]})
    await portal.api.settle()
    found = portal.api.ok(await portal.api.get(f"/accounts/{account['account_id']}"))
    assert found["posted_balance_cents"] == 17_00
    again = await portal.get("/portal/do/createDeposit")
    assert mark[1] not in again.source
