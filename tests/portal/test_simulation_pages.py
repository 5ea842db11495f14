"""What the outside world can do: money that arrives, decisions, events to order, scenarios, histories, magic values."""

from __future__ import annotations

import re

import pytest

from tests.portal.browsing import Portal
from tests.services.builders import make_account, make_customer

TABS = ["outside", "triggers", "scenarios", "histories", "magic"]


@pytest.mark.parametrize("tab", TABS)
async def test_every_tab_of_an_empty_bank_says_what_it_is_for(portal: Portal, tab: str) -> None:
    page = await portal.get(f"/portal/simulation?tab={tab}")
    assert page.status == 200
    assert "client.simulations." in page.source


async def test_money_arrives_and_its_transaction_is_linked(portal: Portal) -> None:
    account = await make_account(portal.api)
    await portal.get("/portal/simulation")
    given = {"account_id": account["account_id"], "method": "CASH", "amount_cents": "1,250.50", "currency": "USD"}
    page = await portal.post("/portal/simulation/deposits", given)
    assert page.toast.startswith("1,250.50 USD arrived")
    assert any(one.startswith("/portal/transactions/txn_") for one in page.links)


async def test_money_for_nobody_is_refused_at_the_form_with_what_was_typed(portal: Portal) -> None:
    await portal.get("/portal/simulation")
    given = {"account_id": "acct_1k0r7szxndmf7kbvvshnb7wn60", "method": "CASH", "currency": "USD"}
    page = await portal.post("/portal/simulation/deposits", {**given, "amount_cents": "ten"})
    assert page.status == 422
    assert "Write an amount such as 12.50." in page.text
    page = await portal.post("/portal/simulation/deposits", {**given, "amount_cents": "10"})
    assert page.status == 422
    assert "There is no account" in page.text
    assert 'value="acct_1k0r7szxndmf7kbvvshnb7wn60"' in page.source


async def test_what_waits_for_the_outside_is_listed_with_what_it_can_do(portal: Portal) -> None:
    assert "Nothing waits for the outside" in (await portal.get("/portal/simulation")).text
    customer = await make_customer(portal.api, last_name="Review")
    page = await portal.get("/portal/simulation")
    assert "A person has to look" in page.text
    assert f"/portal/customers/{customer['customer_id']}" in page.links
    identifier = re.search(r'name="id" value="(ver_\w+)"', page.source)
    assert identifier is not None
    given = {"operation_id": "simulateVerificationApproval", "id": identifier[1]}
    page = await portal.post("/portal/simulation/touch", given)
    assert page.toast == "Let a verification pass: done."
    assert "Nothing waits for the outside" in page.text
    page = await portal.post("/portal/simulation/touch", given)
    assert 'data-toast-kind="failed"' in page.source


@pytest.mark.parametrize("operation", ["eraseCustomer", "createBank", "nothing", ""])
async def test_only_simulations_of_one_resource_can_be_asked_for_there(portal: Portal, operation: str) -> None:
    await portal.get("/portal/simulation")
    page = await portal.post("/portal/simulation/touch", {"operation_id": operation, "id": "cust_x"})
    assert page.status == 404


async def test_an_event_is_ordered_and_led_to(portal: Portal) -> None:
    page = await portal.get("/portal/simulation?tab=triggers&q=expired")
    assert "hold.expired" in page.text
    assert "account.opened" not in page.text
    page = await portal.post("/portal/simulation/triggers", {"event_type": "hold.expired"})
    assert page.toast == "hold.expired happened."
    event = next(one for one in page.links if one.startswith("/portal/events/evt_"))
    assert portal.api.ok(await portal.api.get(event.removeprefix("/portal")))["type"] == "hold.expired"


@pytest.mark.parametrize("kind", ["account.reconciliation_failed", "bank.created", "no.such", ""])
async def test_an_event_that_cannot_be_ordered_is_refused_where_one_is(portal: Portal, kind: str) -> None:
    await portal.get("/portal/simulation?tab=triggers")
    page = await portal.post("/portal/simulation/triggers", {"event_type": kind})
    assert page.url == "/portal/simulation?tab=triggers"
    assert 'data-toast-kind="failed"' in page.source


async def test_a_scenario_is_run_and_its_page_tells_each_step(portal: Portal) -> None:
    page = await portal.get("/portal/simulation?tab=scenarios")
    assert "A company pays its staff" in page.text
    page = await portal.post("/portal/simulation/runs", {"scenario": "onboarding_review"})
    assert page.url.startswith("/portal/simulation/runs/scn_")
    assert "of 13" in page.text
    await portal.api.settle()
    ended = await portal.get(page.url)
    assert "13 of 13" in ended.text
    assert "every 1s" not in ended.source
    followed = await portal.raw("GET", page.url, headers={"hx-request": "true", "hx-follow": "true"})
    assert page.url in followed.headers["hx-location"]
    assert "onboarding_review" in (await portal.get("/portal/simulation?tab=scenarios")).text


async def test_a_scenario_of_ones_own_that_is_wrong_keeps_what_was_typed(portal: Portal) -> None:
    await portal.get("/portal/simulation?tab=scenarios")
    page = await portal.post("/portal/simulation/runs", {"definition": "steps: [{do: nope}]"})
    assert page.status == 422
    assert "There is no operation 'nope'" in page.text
    assert "steps: [{do: nope}]" in page.text
    page = await portal.post("/portal/simulation/runs", {"scenario": "no_such_story"})
    assert 'data-toast-kind="failed"' in page.source


async def test_a_history_shows_how_far_it_has_come(portal: Portal) -> None:
    await portal.get("/portal/simulation?tab=histories")
    wrong = await portal.post("/portal/simulation/histories", {"customers": "some", "months": "1"})
    assert wrong.status == 422
    assert "Write a whole number." in wrong.text
    page = await portal.post("/portal/simulation/histories", {"customers": "3", "months": "1", "seed": "42"})
    assert page.url.startswith("/portal/simulation/histories/his_")
    assert "of 3" in page.text
    assert page.url in (await portal.get("/portal/simulation?tab=histories")).links
    cancelled = await portal.post(f"{page.url}/cancel")
    assert "stays" in cancelled.toast or 'data-toast-kind="failed"' in cancelled.source


async def test_every_magic_value_with_a_form_opens_it_filled(portal: Portal) -> None:
    page = await portal.get("/portal/simulation?tab=magic")
    tries = [one for one in page.links if one.startswith("/portal/do/") and "?" in one]
    assert len(tries) > 20
    denied = next(one for one in tries if "last_name=Lovelace+Denied" in one)
    assert 'value="Lovelace Denied"' in (await portal.get(denied)).source
    chosen = next(one for one in tries if "kyc%3Areview" in one)
    assert "simulate=kyc:review" in (await portal.get(chosen)).source
    business = next(one for one in tries if "legal_name=Harbor+Trading+Denied" in one)
    assert "first_name" not in business


@pytest.mark.parametrize("path", ["runs/nonsense", "histories/nonsense"])
async def test_a_run_or_history_that_is_not_there_is_not_found(portal: Portal, path: str) -> None:
    assert (await portal.get(f"/portal/simulation/{path}")).status == 404
