"""The audit trail in the portal: filters, before and after, what belongs together, the proof."""

from __future__ import annotations

import json

from tests.portal.browsing import Portal
from tests.services.builders import make_account, make_customer, pay_in, transfer


async def test_an_empty_trail_teaches_and_a_change_appears_in_it(portal: Portal) -> None:
    page = await portal.get("/portal/audit")
    assert page.status == 200
    customer = await make_customer(portal.api)
    page = await portal.get("/portal/audit?entity_type=Customer")
    assert "createCustomer" in page.text
    assert f"/portal/customers/{customer['customer_id']}" in page.links


async def test_filters_are_kept_and_can_be_taken_away(portal: Portal) -> None:
    account = await make_account(portal.api)
    await portal.api.patch(f"/accounts/{account['account_id']}", {"nickname": "Rainy days"})
    page = await portal.get(f"/portal/audit?entity_id={account['account_id']}&action=UPDATE&operation=update")
    assert "updateAccount" in page.text
    assert "openAccount" not in page.text
    assert "Nickname" in page.text
    assert any(link.startswith("/portal/audit?") and "action" not in link for link in page.links)
    assert "Nothing matches" in (await portal.get("/portal/audit?operation=nothingLikeIt")).text


async def test_instants_are_taken_as_a_browser_writes_them(portal: Portal) -> None:
    await make_customer(portal.api)
    page = await portal.get("/portal/audit?created_at.gte=2026-01-15T00:00")
    assert "createCustomer" in page.text
    assert 'value="2026-01-15T00:00:00"' in page.source
    assert "createCustomer" not in (await portal.get("/portal/audit?created_at.gte=2027-01-15T00:00")).text


async def test_a_filter_of_the_portal_pages_through_the_whole_trail(portal: Portal) -> None:
    await make_account(portal.api, cents=1_000)
    seen = await portal.get("/portal/audit?action=CREATE&operation=openAccount&limit=25")
    assert "openAccount" in seen.text


async def test_bad_filters_are_told_and_never_break_the_page(portal: Portal) -> None:
    for query in ("entity_type=%00", "entity_id=a+b", "cursor=nonsense", "created_at.gte=yesterday", "limit=9999"):
        page = await portal.get(f"/portal/audit?{query}")
        assert page.status == 200, query
    assert "data-problem" in (await portal.get("/portal/audit?entity_id=a+b")).source


async def test_a_change_shows_before_and_after_and_only_what_changed(portal: Portal) -> None:
    account = await make_account(portal.api, daily_limit_cents=2_500_00)
    await portal.api.patch(f"/accounts/{account['account_id']}", {"daily_limit_cents": 1_234_00})
    record = portal.api.ok(await portal.api.get("/audit_records", entity_id=account["account_id"], limit=1))[0]
    base = f"/portal/audit/{record['audit_id']}"
    page = await portal.get(base)
    assert "2,500.00" in page.text
    assert "1,234.00" in page.text
    assert "Routing number" not in page.text
    assert "Routing number" in (await portal.get(f"{base}?fields=all")).text
    assert f"/portal/accounts/{account['account_id']}" in page.links


async def test_a_change_leads_to_its_request_its_entries_and_its_events(portal: Portal) -> None:
    source = await make_account(portal.api, cents=10_000)
    destination = await make_account(portal.api)
    movement = await transfer(portal.api, source, destination, 2_500)
    records = portal.api.ok(await portal.api.get("/audit_records", entity_id=movement["transaction_id"], order="asc"))
    base = f"/portal/audit/{records[0]['audit_id']}"
    links = (await portal.get(f"{base}?tab=commit")).links
    assert any(link.startswith("/portal/ledger/transactions/ltxn_") for link in links)
    assert any(link.startswith("/portal/events/evt_") for link in links)
    chain = await portal.get(f"{base}?tab=chain")
    assert f"/portal/audit/{records[-1]['audit_id']}" in chain.links


async def test_the_proof_is_checked_in_the_page(portal: Portal) -> None:
    await make_customer(portal.api)
    record = portal.api.ok(await portal.api.get("/audit_records", limit=1))[0]
    page = await portal.get(f"/portal/audit/{record['audit_id']}?tab=proof")
    assert "Proved." in page.text
    assert record["leaf_hash"] in page.text
    assert "Fails" not in page.text


async def test_an_unknown_record_is_not_found(portal: Portal) -> None:
    assert (await portal.get("/portal/audit/aud_nothing")).status == 404


async def test_the_trail_can_be_taken_away_as_it_is_filtered(portal: Portal) -> None:
    account = await make_account(portal.api)
    await pay_in(portal.api, account, 500)
    reply = await portal.raw("GET", "/portal/export/audit/json?entity_type=Account")
    rows = json.loads(reply.text)
    assert {row["entity_type"] for row in rows} == {"Account"}
    reply = await portal.raw("GET", "/portal/export/audit/csv")
    assert reply.text.startswith("audit_id,")
