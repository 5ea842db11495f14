"""The request log: what was asked and answered, found again by its words, and led on to what came of it."""

from __future__ import annotations

from typing import Any

from tests.portal.browsing import Portal
from tests.services.builders import make_account, transfer


async def written(portal: Portal) -> None:
    await portal.api.world.host.recorder.written(portal.api.bank)


async def request_of(portal: Portal, operation_id: str) -> str:
    await written(portal)
    found: list[dict[str, Any]] = portal.api.ok(await portal.api.get("/requests", operation_id=operation_id))
    return str(found[0]["request_id"])


async def test_calls_are_listed_and_the_portal_s_own_reads_are_not(portal: Portal) -> None:
    await make_account(portal.api)
    await portal.get("/portal/customers")
    await written(portal)
    page = await portal.get("/portal/requests")
    assert "openAccount" in page.text
    assert "listBanks" not in page.text
    assert "listBanks" in (await portal.get("/portal/requests?source=all&limit=100")).text


async def test_a_page_full_of_own_reads_leads_on_to_older_calls(portal: Portal) -> None:
    await make_account(portal.api)
    for _ in range(12):
        await portal.get("/portal/customers")
    await written(portal)
    assert "openAccount" in (await portal.get("/portal/requests")).text
    page = await portal.get("/portal/requests?operation_id=listBanks")
    assert "Nothing matches" in page.text


async def test_filters_find_calls_by_word_status_and_operation(portal: Portal) -> None:
    account = await make_account(portal.api)
    await portal.api.get("/accounts/acct_nothing")
    await written(portal)
    assert "openAccount" in (await portal.get("/portal/requests?operation_id=openAccount")).text
    missing = await portal.get("/portal/requests?status_code=404")
    assert "acct_nothing" in missing.text
    assert "openAccount" not in missing.text
    assert "acct_nothing" in (await portal.get("/portal/requests?q=not_found+acct_nothing")).text
    assert account["account_id"] not in missing.text
    assert "Nothing matches" in (await portal.get("/portal/requests?q=zebra")).text
    assert "acct_nothing" in (await portal.get("/portal/requests?created_at.gte=2020-01-01T10:00")).text


async def test_a_filter_that_cannot_be_is_refused_on_the_page(portal: Portal) -> None:
    for query in ("status_code=abc", "created_at.gte=yesterday", "cursor=nonsense"):
        page = await portal.get(f"/portal/requests?{query}")
        assert page.status == 200
        assert "data-problem=" in page.source, query


async def test_a_transfer_leads_to_the_money_that_it_moved(portal: Portal) -> None:
    source, destination = await make_account(portal.api, cents=10_000), await make_account(portal.api)
    movement = await transfer(portal.api, source, destination, 2_500)
    page = await portal.get(f"/portal/requests/{await request_of(portal, 'createTransfer')}")
    transaction = f"/portal/transactions/{movement['transaction_id']}"
    assert transaction in page.links
    assert f"{transaction}?tab=explain" in page.links
    assert "transaction.completed" in page.text
    assert any(link.startswith("/portal/audit/aud_") for link in page.links)
    assert '"amount_cents": 2500' in page.text
    assert "client.transactions.create_transfer(" in page.text


async def test_a_call_can_be_edited_and_sent_again(portal: Portal) -> None:
    source, destination = await make_account(portal.api, cents=10_000), await make_account(portal.api)
    await transfer(portal.api, source, destination, 2_500)
    page = await portal.get(f"/portal/requests/{await request_of(portal, 'createTransfer')}")
    again = next(link for link in page.links if link.startswith("/portal/do/createTransfer?"))
    form = await portal.get(again)
    assert 'value="25.00"' in form.source
    assert f'value="{source["account_id"]}"' in form.source


async def test_a_refusal_leads_to_what_to_do_and_masks_what_is_personal(portal: Portal) -> None:
    await portal.api.post("/customers", {"customer_type": "INDIVIDUAL", "email": "ada at nowhere"})
    page = await portal.get(f"/portal/requests/{await request_of(portal, 'createCustomer')}")
    assert "/problems/invalid_field" in page.links
    assert "/email" in page.text
    assert "ada at nowhere" not in page.source
    assert "[left out]" not in page.text.split("Answered")[0]


async def test_calls_of_one_trace_stand_together(portal: Portal) -> None:
    account = await make_account(portal.api)
    body = {"account_id": account["account_id"], "amount_cents": 700, "currency": "USD", "method": "CASH"}
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    for key in ("one", "two"):
        portal.api.ok(await portal.api.post("/transactions/deposit", body, key=key, traceparent=trace))
    await portal.api.settle()
    page = await portal.get(f"/portal/requests/{await request_of(portal, 'createDeposit')}")
    assert page.status == 200
    assert "Other requests of the same chain" in page.text


async def test_a_request_that_is_not_there_is_a_plain_page(portal: Portal) -> None:
    page = await portal.get("/portal/requests/req_00000000000000000000000000")
    assert page.status == 404
