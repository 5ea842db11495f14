"""Reconciliation in the portal: what is compared, the result of each account, and what could not be checked."""

from __future__ import annotations

from typing import Any

import pytest
from sandbank_portal.visits import Answer, Visit

from tests.portal.browsing import Portal
from tests.services.builders import make_account


async def test_an_empty_bank_is_told_what_belongs_here(portal: Portal) -> None:
    page = await portal.get("/portal/reconciliation")
    assert "adds up every entry" in page.text
    assert "No accounts yet" in page.text
    assert "No account has ever failed" in page.text


async def test_chosen_accounts_are_checked_and_show_their_difference(portal: Portal) -> None:
    one = await make_account(portal.api, cents=12_345)
    other = await make_account(portal.api, cents=999)
    page = await portal.get("/portal/reconciliation")
    assert "123.45 USD" in page.text
    page = await portal.post("/portal/reconciliation", {"ids": [one["account_id"], other["account_id"]]})
    assert "2 of 2 balanced" in page.text
    assert "0.00" in page.text


async def test_an_account_that_is_not_on_the_page_is_shown_as_well(portal: Portal) -> None:
    account = await make_account(portal.api, cents=500)
    await portal.get("/portal/reconciliation")
    page = await portal.post("/portal/reconciliation?status=CLOSED", {"ids": account["account_id"]})
    assert "1 of 1 balanced" in page.text
    assert "Not on this page" in page.text


async def test_a_refusal_stands_in_the_row_of_its_account(portal: Portal) -> None:
    await portal.get("/portal/reconciliation")
    page = await portal.post("/portal/reconciliation", {"ids": "acct_nothing"})
    assert page.status == 200
    assert "1 could not be checked" in page.text
    page = await portal.post("/portal/reconciliation", {})
    assert "No account was chosen" in page.text


async def test_a_form_without_its_token_checks_nothing(portal: Portal) -> None:
    await portal.get("/portal/reconciliation")
    page = await portal.post("/portal/reconciliation", {"ids": "acct_nothing"}, csrf="wrong")
    assert page.status == 403


async def test_a_difference_is_shown_with_its_amount(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    account = await make_account(portal.api, cents=1_000)
    await portal.get("/portal/reconciliation")
    call = Visit.call

    async def differing(visit: Visit, operation_id: str, *path: str, **options: Any) -> Answer:
        answer = await call(visit, operation_id, *path, **options)
        if operation_id == "reconcileAccount":
            answer.value.update(is_balanced=False, computed_balance_cents=858, difference_cents=142)
        return answer

    monkeypatch.setattr(Visit, "call", differing)
    page = await portal.post("/portal/reconciliation", {"ids": account["account_id"]})
    assert "1 differ" in page.text
    assert "1.42" in page.text
    assert "8.58" in page.text
