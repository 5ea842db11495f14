"""Events and webhooks: what happened, to whom it was told, and what of it can be sent again."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from sandbank_portal.webhook_forms import body_of

from tests.portal.browsing import Page, Portal
from tests.services.builders import make_account, pay_in, transfer
from tests.services.webhooks.conftest import Courier, courier

__all__ = ["courier"]


async def made(portal: Portal, url: str, *types: str) -> str:
    body = {"url": url, "event_types": list(types) or ["*"], "description": "Ledger sync"}
    found: dict[str, Any] = portal.api.ok(await portal.api.post("/webhook_endpoints", body))
    return str(found["webhook_endpoint_id"])


def decoded(page: Page) -> str:
    return html.unescape(page.source)


def test_what_a_wider_choice_holds_is_left_out() -> None:
    chosen = {"url": [" https://example.com "], "event_types": ["hold.*", "hold.placed", "account.opened"]}
    assert body_of(chosen) == {
        "url": "https://example.com",
        "event_types": ["hold.*", "account.opened"],
        "include": [],
    }
    assert body_of({"event_types": ["hold.*", "*"], "include": ["account", "*"]})["event_types"] == ["*"]


async def test_an_empty_page_teaches_how_to_register(portal: Portal) -> None:
    page = await portal.get("/portal/webhooks")
    assert "No endpoints yet" in page.text
    assert "client.webhooks.create_webhook_endpoint(" in page.text


async def test_an_endpoint_is_registered_and_its_secret_is_shown_once(portal: Portal) -> None:
    form = await portal.get("/portal/webhooks/new")
    assert "transaction.completed" in form.text
    page = await portal.post(
        "/portal/webhooks/new", {"url": "http://127.0.0.1:9/hooks", "event_types": ["hold.*"], "description": "Holds"}
    )
    secret = re.search(r"whsec_[\w+/=]+", page.source)
    assert secret
    url = next(link for link in page.links if link.startswith("/portal/webhooks/whe_"))
    page = await portal.get(url)
    assert secret[0] not in page.source
    assert "hold.*" in page.text
    assert "Holds" in (await portal.get("/portal/webhooks")).text


async def test_a_url_that_is_not_allowed_is_refused_at_its_field(portal: Portal) -> None:
    await portal.get("/portal/webhooks/new")
    page = await portal.post("/portal/webhooks/new", {"url": "ftp://example.com", "event_types": ["hold.placed"]})
    assert page.status == 422
    assert "url_not_allowed" in page.source
    assert 'value="ftp://example.com"' in page.source
    assert re.search(r'value="hold.placed" checked', page.source)
    assert 'id="field-url-error"' in page.source


async def test_an_endpoint_is_changed_and_switched_off(portal: Portal) -> None:
    endpoint_id = await made(portal, "http://127.0.0.1:9/hooks", "hold.*")
    form = await portal.get(f"/portal/webhooks/{endpoint_id}/edit")
    assert re.search(r'value="hold\.\*" checked', form.source)
    page = await portal.post(
        f"/portal/webhooks/{endpoint_id}/edit", {"url": "http://127.0.0.1:9/other", "event_types": ["account.*"]}
    )
    assert "http://127.0.0.1:9/other" in page.text
    assert "Ledger sync" not in page.text
    switch = {"webhookEndpointId": endpoint_id, "status": "DISABLED", "return": f"/portal/webhooks/{endpoint_id}"}
    page = await portal.post("/portal/do/updateWebhookEndpoint", switch)
    assert "Disabled" in page.text
    assert "Enable" in page.text


async def test_what_was_sent_and_answered_is_shown(portal: Portal, courier: Courier) -> None:
    receiver = await courier.receiver(lambda _: (200, {}, b"thanks"))
    endpoint_id = await made(portal, receiver.url)
    account = await make_account(portal.api)
    await courier.idle()
    page = await portal.get(f"/portal/webhooks/{endpoint_id}")
    assert "account.opened" in page.text
    delivered = await portal.get(f"/portal/webhooks/{endpoint_id}?status=DELIVERED")
    attempt = next(link for link in delivered.links if link.startswith("/portal/webhooks/attempts/wha_"))
    page = await portal.get(attempt)
    assert "webhook-signature" in page.text
    assert "thanks" in page.text
    event = portal.api.ok(await portal.api.get("/events", type="account.opened"))[0]
    page = await portal.get(f"/portal/events/{event['event_id']}")
    assert f"/portal/accounts/{account['account_id']}" in page.links
    assert "Delivered" in page.text
    assert "openAccount" in page.text


async def test_an_event_is_sent_again_to_an_endpoint(portal: Portal, courier: Courier) -> None:
    receiver = await courier.receiver()
    endpoint_id = await made(portal, receiver.url)
    await make_account(portal.api)
    await courier.idle()
    event = portal.api.ok(await portal.api.get("/events", type="account.opened"))[0]
    await portal.get(f"/portal/events/{event['event_id']}")
    page = await portal.post(f"/portal/events/{event['event_id']}/send", {"webhook_endpoint_id": endpoint_id})
    assert page.url.startswith("/portal/webhooks/attempts/wha_")
    await courier.idle()
    assert [one.event_id for one in receiver.received].count(event["event_id"]) == 2


async def test_an_event_from_before_an_endpoint_is_replayed_to_it(portal: Portal, courier: Courier) -> None:
    receiver = await courier.receiver()
    account = await make_account(portal.api)
    await pay_in(portal.api, account, 500)
    event = portal.api.ok(await portal.api.get("/events", type="account.opened"))[0]
    endpoint_id = await made(portal, receiver.url)
    narrow = await made(portal, receiver.url, "hold.*")
    await portal.get(f"/portal/events/{event['event_id']}")
    send = f"/portal/events/{event['event_id']}/send"
    page = await portal.post(send, {"webhook_endpoint_id": endpoint_id})
    assert "1 event is on the way." in page.toast
    await courier.idle()
    assert event["event_id"] in [one.event_id for one in receiver.received]
    page = await portal.get(f"/portal/events/{event['event_id']}")
    assert "Type not wanted" in page.text
    page = await portal.post(send, {"webhook_endpoint_id": "whe_00000000000000000000000000"})
    assert page.toast
    assert narrow


async def test_an_example_goes_out_and_its_failure_is_told(portal: Portal) -> None:
    endpoint_id = await made(portal, "http://127.0.0.1:9/hooks")
    await portal.get(f"/portal/webhooks/{endpoint_id}?tab=send")
    page = await portal.post(
        "/portal/do/sendExampleEvent", {"webhookEndpointId": endpoint_id, "type": "account.opened"}
    )
    assert page.url.startswith("/portal/webhooks/attempts/wha_")
    assert "Failed" in page.text
    assert "An example, not part of the event log" in page.text


async def test_a_span_is_replayed_with_a_count(portal: Portal, courier: Courier) -> None:
    await make_account(portal.api)
    count = len(portal.api.ok(await portal.api.get("/events", type="account.*", limit=100)))
    receiver = await courier.receiver()
    endpoint_id = await made(portal, receiver.url)
    base = f"/portal/webhooks/{endpoint_id}"
    await portal.get(f"{base}?tab=send")
    body = {"webhookEndpointId": endpoint_id, "since": "2020-01-01T00:00", "event_types": "account.*", "return": base}
    page = await portal.post("/portal/do/replayEvents", body)
    assert f"{count} event" in page.toast
    page = await portal.post("/portal/do/deliverWebhooksNow", {"webhookEndpointId": endpoint_id, "return": base})
    assert "due" in page.toast


async def test_events_are_listed_by_type_and_resource(portal: Portal) -> None:
    account = await make_account(portal.api, cents=500)
    assert "transaction.completed" in (await portal.get("/portal/events")).text
    page = await portal.get("/portal/events?type=account.*")
    assert f"/portal/accounts/{account['account_id']}" in page.links
    assert not any("/transactions/" in link for link in page.links)
    page = await portal.get(f"/portal/events?resource_id={account['account_id']}&order=asc")
    assert "account.opened" in page.text


async def test_each_event_names_its_own_cause_though_the_clock_stands_still(portal: Portal) -> None:
    source, destination = await make_account(portal.api, cents=10_000), await make_account(portal.api)
    movement = await transfer(portal.api, source, destination, 2_500)
    events = portal.api.ok(await portal.api.get("/events", resource_id=movement["transaction_id"]))
    pages = {one["type"]: (await portal.get(f"/portal/events/{one['event_id']}")).text for one in events}
    assert "Caused by createTransfer" in pages["transaction.initiated"]
    assert "Caused by createTransfer" not in pages["transaction.completed"]
    assert "COMPLETED" in pages["transaction.completed"]


@pytest.mark.parametrize("query", ["type=nonsense", "created_at.lt=tomorrow", "cursor=x", "resource_id=%20"])
async def test_events_refuse_a_filter_on_the_page(portal: Portal, query: str) -> None:
    page = await portal.get(f"/portal/events?{query}")
    assert page.status == 200
    assert "data-problem=" in page.source


@pytest.mark.parametrize("tab", ["attempts", "send", "code", "fields", "nothing"])
async def test_every_tab_of_an_endpoint_is_there(portal: Portal, tab: str) -> None:
    endpoint_id = await made(portal, "http://127.0.0.1:9/hooks")
    page = await portal.get(f"/portal/webhooks/{endpoint_id}?tab={tab}&status=NEVER")
    assert page.status == 200
    assert "Ledger sync" in page.text


async def test_what_is_not_there_is_a_plain_page(portal: Portal) -> None:
    for path in ("events/evt_0", "webhooks/whe_0", "webhooks/attempts/wha_0", "webhooks/whe_0/edit"):
        assert (await portal.get(f"/portal/{path}")).status == 404
