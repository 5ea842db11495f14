"""What people come to the portal for, done in Chromium as they would do it, and proved through the API afterwards.

Things are found as a person finds them: by their role and their words. See: test_pages_in_browser.py, chromium.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from sandbank import webhooks

from tests.faults.server import Server
from tests.portal.chromium import MISSING, Window, heading, identifier_of, secret_of, signed_in, toast
from tests.portal.receiver import Receiver, listening

expect = pytest.importorskip("playwright.sync_api", reason="the browser tests need Playwright").expect
pytestmark = pytest.mark.skipif(MISSING is not None, reason=str(MISSING))


# A tester --------------------------------------------------------------------------------------------
def test_a_tester_takes_on_a_customer_moves_money_and_time(window: Window, bank: httpx.Client) -> None:
    page = window.page
    customer_id = _take_on_a_customer(page)
    _let_the_verification_pass(page, customer_id)
    first, second = _open_an_account(page, customer_id, "Everyday"), _open_an_account(page, customer_id, "Savings pot")
    _let_money_arrive(page, first)
    transaction_id = _make_a_transfer(page, first, second)
    _read_where_it_came_from(page)

    page.get_by_title("The bank's clock").click()
    before = bank.get("/simulations/clock").json()["now"]
    page.get_by_role("button", name="Next day").click()
    expect(toast(page, re.compile(r"^It is \d+ \w+ \d{4}"))).to_be_visible()
    after = bank.get("/simulations/clock").json()["now"]
    assert after[:10] > before[:10]
    shown = page.get_by_title("The bank's clock").locator("time")
    expect(shown).to_contain_text(f"{int(after[8:10])} ")

    assert bank.get(f"/customers/{customer_id}").json()["kyc_status"] == "VERIFIED"
    moved = bank.get(f"/transactions/{transaction_id}").json()
    assert (moved["status"], moved["amount_cents"]) == ("COMPLETED", 25_50)
    balances = [bank.get(f"/accounts/{one}").json()["available_balance_cents"] for one in (first, second)]
    assert balances == [1_000_00 - 25_50, 25_50]


def _take_on_a_customer(page: Any) -> str:
    page.get_by_role("link", name="New customer").click()
    expect(heading(page, "Create a customer")).to_be_visible()
    page.get_by_label("Email").fill("rosalind.review@example.com")
    page.get_by_label("First name").fill("Rosalind")
    page.get_by_label("Last name").fill("Review")
    page.get_by_label("Date of birth").fill("1988-04-02")
    expect(page.get_by_role("tabpanel", name="Python")).to_contain_text("rosalind.review@example.com")
    page.get_by_role("button", name="Create a customer").click()
    expect(heading(page, "Rosalind Review")).to_be_visible()
    expect(toast(page, re.compile("^Create a customer"))).to_be_visible()
    return identifier_of(page)


def _let_the_verification_pass(page: Any, customer_id: str) -> None:
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Verifications").click()
    row = page.get_by_role("region", name="Verifications").get_by_role("row").nth(1)
    row.get_by_role("link").first.click()
    expect(heading(page, "Verification")).to_be_visible()
    expect(page.locator("[aria-current=step]")).to_contain_text("In review")
    page.get_by_role("button", name="Let a verification pass").click()
    expect(page.locator("[aria-current=step]")).to_contain_text("Verified")
    page.locator(f"dd a[href='/portal/customers/{customer_id}']").first.click()
    expect(heading(page, "Rosalind Review")).to_be_visible()
    expect(page.locator(".facts")).to_contain_text("Verified")


def _open_an_account(page: Any, customer_id: str, nickname: str) -> str:
    page.get_by_role("complementary", name="Related").get_by_role("link", name="Open an account").click()
    expect(page.get_by_label("Customer ID", exact=True)).to_have_value(customer_id)
    page.get_by_label("Account type").select_option(label="Checking")
    page.get_by_label("Currency").fill("USD")
    page.get_by_text("Optional fields").click()
    page.get_by_label("Nickname").fill(nickname)
    page.get_by_role("button", name="Open an account").click()
    expect(heading(page, nickname)).to_be_visible()
    found = identifier_of(page)
    page.locator(f"dd a[href='/portal/customers/{customer_id}']").first.click()
    expect(heading(page, "Rosalind Review")).to_be_visible()
    return found


def _let_money_arrive(page: Any, account_id: str) -> None:
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Accounts").click()
    page.get_by_role("link", name="Everyday").click()
    expect(heading(page, "Everyday")).to_be_visible()
    page.get_by_role("link", name="Make a deposit").click()
    expect(page.get_by_label("Account ID", exact=True)).to_have_value(account_id)
    page.get_by_label("Method").select_option(label="Cash")
    page.get_by_label("Amount").fill("1,000")
    page.get_by_role("button", name="Make a deposit").click()
    expect(page.locator("[aria-current=step]")).to_contain_text("Completed")


def _make_a_transfer(page: Any, source: str, destination: str) -> str:
    page.locator(f"dd a[href='/portal/accounts/{source}']").first.click()
    expect(heading(page, "Everyday")).to_be_visible()
    expect(page.locator(".fact-large")).to_contain_text("1,000.00")
    page.get_by_role("link", name="Make a transfer").click()
    expect(page.get_by_label("Source account ID")).to_have_value(source)
    page.get_by_label("Destination account ID").fill(destination)
    page.get_by_label("Amount").fill("25.50")
    expect(page.get_by_role("tabpanel", name="Python")).to_contain_text("2550")
    page.get_by_role("button", name="Make a transfer").click()
    expect(page.locator("[aria-current=step]")).to_contain_text("Completed")
    expect(page.locator(".fact-large")).to_contain_text("25.50")
    return identifier_of(page)


def _read_where_it_came_from(page: Any) -> None:
    sections = page.get_by_role("navigation", name="Sections")
    sections.get_by_role("link", name="Entries").click()
    entries = page.get_by_role("region", name="Entries")
    expect(entries.get_by_text("25.50").first).to_be_visible()
    assert entries.get_by_role("row").count() >= 3, "a heading, a debit and a credit"
    sections.get_by_role("link", name="Explain").click()
    graph = page.locator("svg.graph")
    expect(graph).to_be_visible()
    assert graph.get_by_role("link").count() >= 4
    expect(graph).to_contain_text("transaction.completed")


# A developer: webhooks -------------------------------------------------------------------------------
@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening(fails=1) as found:
        yield found


def test_a_developer_registers_an_endpoint_and_sends_again_what_it_refused(
    window: Window, bank: httpx.Client, receiver: Receiver
) -> None:
    page = window.page
    page.get_by_role("link", name="Webhooks").click()
    page.get_by_role("link", name="New endpoint").click()
    page.get_by_label("URL", exact=True).fill(receiver.url)
    page.get_by_label("Description").fill("The receiver of a test")
    page.get_by_role("button", name="Register the endpoint").click()
    secret = secret_of(page, "whsec")
    page.get_by_role("link", name="I have copied it").click()
    expect(heading(page, "The receiver of a test")).to_be_visible()
    endpoint_id = identifier_of(page)

    page.get_by_role("link", name="Send an example").first.click()
    page.get_by_label("Event type").select_option("customer.verified")
    page.get_by_role("button", name="Send the example").click()
    expect(heading(page, "customer.verified")).to_be_visible()
    page.get_by_role("link", name="The receiver of a test").click()
    row = page.get_by_role("region", name="Attempts").get_by_role("row").filter(has_text="Failed")
    expect(row).to_contain_text("500")
    row.get_by_role("link").first.click()
    expect(page.locator(".page-head")).to_contain_text("Failed")
    page.get_by_role("button", name="Send again").click()
    expect(page.locator(".page-head")).to_contain_text("Delivered")

    first, second = receiver.received
    assert first[0] == second[0]
    event = webhooks.unwrap(*second, secret)
    assert event.type == "customer.verified"
    told = bank.get(f"/webhook_endpoints/{endpoint_id}/attempts").json()
    assert [one["response_status"] for one in told if one["status"] != "PENDING"] == [200, 500]


def person_of(server: Server) -> str:
    """The credential in the link that the server prints: a person's."""
    return server.announced["portal_link"].partition("#key=")[2]


# A developer: forks and keys -------------------------------------------------------------------------
def test_a_person_forks_the_bank_and_what_they_make_there_stays_there(
    server: Server, browser: Any, bank: httpx.Client
) -> None:
    window = signed_in(browser, server, person_of(server))
    page = window.page
    page.get_by_role("link", name="Banks").click()
    page.get_by_role("region", name="Banks").get_by_role("link", name="Demo Fintech").click()
    page.get_by_label("Name of the fork").fill("What if")
    page.get_by_role("button", name="Fork this bank").click()
    fork_key = secret_of(page, "sbk")
    page.get_by_role("link", name="I have copied it").click()
    expect(heading(page, "What if")).to_be_visible()
    expect(page.get_by_title("Switch bank")).to_contain_text("What if")
    assert _colour_of_bar(page) != "rgba(0, 0, 0, 0)"
    tinted = _colour_of_bar(page)

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Customers").click()
    page.get_by_role("link", name="Create a customer").click()
    page.get_by_label("Email").fill("only.here@example.com")
    page.get_by_label("First name").fill("Only")
    page.get_by_label("Last name").fill("Here")
    page.get_by_label("Date of birth").fill("1990-01-01")
    page.get_by_role("button", name="Create a customer").click()
    expect(heading(page, "Only Here")).to_be_visible()

    page.get_by_title("Switch bank").click()
    page.get_by_role("button", name=re.compile("^Demo Fintech")).click()
    expect(page.get_by_title("Switch bank")).to_contain_text("Demo Fintech")
    expect(heading(page, "Customers")).to_be_visible()
    expect(page.get_by_text("only.here@example.com")).to_have_count(0)
    assert _colour_of_bar(page) != tinted
    wrong = window.told()
    window.close()
    assert wrong == []

    asked = {"email": "only.here@example.com"}
    there = bank.get("/customers", params=asked, headers={"Authorization": f"Bearer {fork_key}"}).json()
    assert (len(there), bank.get("/customers", params=asked).json()) == (1, [])


def _colour_of_bar(page: Any) -> str:
    return str(page.get_by_role("banner").evaluate("bar => getComputedStyle(bar).backgroundColor"))


def test_a_developer_makes_rolls_and_revokes_a_key(window: Window, server: Server, bank: httpx.Client) -> None:
    page = window.page
    page.get_by_role("link", name="API keys").click()
    page.get_by_role("link", name="New key").click()
    page.get_by_label("Name").fill("Nightly report")
    for scope in ("accounts:read", "customers:read"):
        page.get_by_role("checkbox", name=re.compile(f"{scope}$")).check()
    page.get_by_role("button", name="Make the key").click()
    first = secret_of(page, "sbk")
    page.get_by_role("link", name="I have copied it").click()
    assert _status(server, first, "/accounts") == 200
    assert _status(server, first, "/transactions") == 403

    page.get_by_role("link", name="Nightly report").click()
    expect(heading(page, "Nightly report")).to_be_visible()
    assert first not in page.content(), "a secret is shown once"
    key_id = identifier_of(page)
    assert bank.get(f"/api_keys/{key_id}").json()["scopes"] == ["accounts:read", "customers:read"]
    page.get_by_label("Overlap").select_option(label="1 hour")
    page.get_by_role("button", name="Roll the key").click()
    second = secret_of(page, "sbk")
    assert second != first
    assert [_status(server, one, "/accounts") for one in (first, second)] == [200, 200]

    page.get_by_role("link", name="I have copied it").click()
    revoke = page.get_by_role("button", name="Revoke", exact=True)
    expect(revoke).to_be_disabled()
    page.get_by_label("Type revoke to confirm").fill("revoke")
    revoke.click()
    expect(page.locator(".page-head")).to_contain_text("Revoked")
    assert [_status(server, one, "/accounts") for one in (first, second)] == [401, 401]


def _status(server: Server, secret: str, path: str) -> int:
    base = server.announced["base_url"]
    return httpx.get(f"{base}/v1{path}", headers={"Authorization": f"Bearer {secret}"}, timeout=10).status_code
