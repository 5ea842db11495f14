"""GET /events, /events/{eventId}."""

from __future__ import annotations

from tests.services.api import Api
from tests.services.builders import make_account, make_business, make_customer, transfer


async def test_events_are_listed_in_order_and_pages_join(api: Api) -> None:
    source, destination = await make_account(api, cents=100), await make_account(api)
    await transfer(api, source, destination, 1)
    whole = api.ok(await api.get("/events", limit=100, order="asc"))
    assert whole == list(reversed(api.ok(await api.get("/events", limit=100))))
    reply = await api.get("/events", limit=3, order="asc")
    seen = api.ok(reply)
    while "link" in reply.headers:
        reply = await api.get(reply.headers["link"].partition(">")[0].removeprefix("</v1"))
        seen = seen + api.ok(reply)
    assert seen == whole
    assert api.ok(await api.get("/events", limit=3, page=2, order="asc")) == whole[3:6]


async def test_filters_by_type_group_resource_and_time(api: Api) -> None:
    customer = await make_customer(api)
    await api.advance(hours=1)
    account = await make_account(api, customer)
    await api.settle()
    types = [one["type"] for one in api.ok(await api.get("/events", type="customer.*", order="asc"))]
    assert types == ["customer.created", "customer.verified"]
    about = api.ok(await api.get("/events", resource_id=account["account_id"]))
    assert [one["type"] for one in about] == ["account.opened"]
    since = {"created_at.gte": account["created_at"]}
    assert {one["type"] for one in api.ok(await api.get("/events", **since))} == {"account.opened"}
    before = {"created_at.lt": account["created_at"]}
    assert "account.opened" not in {one["type"] for one in api.ok(await api.get("/events", **before))}
    for query in ({"type": "no.such"}, {"type": "nothing.*"}, {"resource_id": "acct_none"}):
        assert api.ok(await api.get("/events", **query)) == []


async def test_one_event_is_read_by_its_id(api: Api) -> None:
    await make_customer(api)
    event = api.ok(await api.get("/events", limit=1))[0]
    assert api.ok(await api.get(f"/events/{event['event_id']}")) == event
    assert (await api.get("/events/evt_none")).code == "not_found"
    assert (await api.get("/events", cursor="eA")).code == "invalid_cursor"


async def test_an_event_is_found_by_its_resource_also_when_only_something_beside_it_changed(api: Api) -> None:
    business = await make_business(api)
    owner = {"name": "Mary", "date_of_birth": "1980-12-26", "ownership_bps": 5_000}
    api.ok(await api.post(f"/customers/{business['customer_id']}/owners", owner))
    await api.settle()
    found = api.ok(await api.get("/events", resource_id=business["customer_id"], type="customer.updated"))
    assert len(found) == 1
