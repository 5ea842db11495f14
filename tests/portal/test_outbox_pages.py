"""The outbox: what went outside, newest first, from all endpoints; read, filtered, sent again."""

from __future__ import annotations

import asyncio

import pytest

from tests.portal.browsing import Page, Portal
from tests.services.builders import make_customer


async def _endpoint(portal: Portal, url: str, event_type: str) -> str:
    body = {"url": url, "event_types": [event_type]}
    return str(portal.api.ok(await portal.api.post("/webhook_endpoints", body))["webhook_endpoint_id"])


async def _outbox_with(portal: Portal, *words: str) -> Page:
    """The outbox once it tells all of this: what is sent is written in real time, a moment after its cause."""
    for _ in range(500):
        page = await portal.get("/portal/outbox")
        if all(word in page.text for word in words):
            return page
        await asyncio.sleep(0.02)
    raise AssertionError(page.text)


async def test_it_says_plainly_what_is_captured_and_what_to_do_first(portal: Portal) -> None:
    page = await portal.get("/portal/outbox")
    assert "Webhook deliveries are really sent" in page.text
    assert "Nobody is listening" in page.text
    assert "/portal/team" in page.links


async def test_messages_of_all_endpoints_stand_in_one_list(portal: Portal) -> None:
    first = await _endpoint(portal, "https://a.example/hooks", "customer.*")
    await _endpoint(portal, "https://b.example/ledger", "verification.*")
    assert "Nothing was sent yet" in (await portal.get("/portal/outbox")).text
    await make_customer(portal.api)
    await _outbox_with(portal, "a.example/hooks", "b.example/ledger", "customer.created", "verification.created")
    only = await portal.get(f"/portal/outbox?endpoint={first}")
    assert "customer.created" in only.text
    assert "verification.created" not in only.text


async def test_a_message_is_read_and_leads_to_its_event_and_endpoint(portal: Portal) -> None:
    endpoint = await _endpoint(portal, "https://a.example/hooks", "customer.created")
    await make_customer(portal.api)
    page = await _outbox_with(portal, "customer.created")
    message = next(one for one in page.links if "message=wha_" in one)
    page = await portal.get(message)
    assert f"/portal/webhooks/{endpoint}" in page.links
    assert any(one.startswith("/portal/events/evt_") for one in page.links)
    assert 'aria-current="true"' in page.source


async def test_a_message_that_cannot_be_sent_again_is_refused_where_one_is(portal: Portal) -> None:
    await portal.get("/portal/outbox")
    for deed in ("resend", "now"):
        page = await portal.post(f"/portal/outbox/wha_1k0r7szxndmf7kbvvshnb7wn60/{deed}")
        assert page.url == "/portal/outbox"
        assert 'data-toast-kind="failed"' in page.source


@pytest.mark.parametrize("query", ["before=nonsense", "status=NONSENSE", "endpoint=nonsense", "message=nonsense"])
async def test_what_cannot_be_read_is_told_and_never_a_failure(portal: Portal, query: str) -> None:
    await _endpoint(portal, "https://a.example/hooks", "*")
    assert (await portal.get(f"/portal/outbox?{query}")).status == 200
