"""GET /events."""

from __future__ import annotations

from typing import Any

from tests.services.api import Api, Reply
from tests.services.builders import make_account, make_customer, transfer


async def pages(api: Api, **query: Any) -> list[dict[str, Any]]:
    """Every event, by following the links."""
    found: list[dict[str, Any]] = []
    reply: Reply = await api.get("/events", **query)
    while True:
        found += api.ok(reply)
        link = reply.headers.get("link")
        if link is None:
            return found
        reply = await api.get(link.partition(">")[0].removeprefix("</v1"))


async def test_tells_what_happened_in_order(api: Api) -> None:
    source, destination = await make_account(api, cents=1_000), await make_account(api)
    done = await transfer(api, source, destination, 10)
    types = [one["type"] for one in await pages(api, resource_id=done["transaction_id"], order="asc")]
    assert types == ["transaction.initiated", "transaction.completed"]
    newest, *_ = api.ok(await api.get("/events"))
    assert newest["type"] == "transaction.completed"
    assert newest["resource_id"] == done["transaction_id"]
    assert newest["data"] == {"transaction_id": done["transaction_id"], "status": "COMPLETED"}
    assert newest["previous"]["status"] == "PENDING"
    assert newest["created_at"] == done["processed_at"]


async def test_personal_values_are_named_not_shown(api: Api) -> None:
    customer = await make_customer(api, first_name="Grace")
    path = f"/customers/{customer['customer_id']}"
    api.ok(await api.patch(path, {"first_name": "Canary"}))
    [updated] = await api.events("customer.updated")
    assert updated["previous"]["first_name"] == "[personal]"
    everything = str(await pages(api))
    assert "Grace" not in everything
    assert "Canary" not in everything


async def test_a_refused_operation_leaves_no_event(api: Api) -> None:
    account = await make_account(api, cents=100)
    before = await pages(api)
    body = {"account_id": account["account_id"], "amount_cents": 500, "currency": "USD", "method": "CASH"}
    assert (await api.post("/transactions/withdrawal", body)).code == "insufficient_funds"
    await api.settle()
    assert await pages(api) == before


async def test_a_replayed_answer_emits_nothing_again(api: Api) -> None:
    customer = await make_customer(api)
    body = {"customer_id": customer["customer_id"], "account_type": "CHECKING", "currency": "USD"}
    for _ in range(2):
        api.ok(await api.post("/accounts", body, key="open-once"))
    assert len(await api.events("account.opened")) == 1


async def test_filters_by_type_and_by_all_types_of_a_resource(api: Api) -> None:
    account = await make_account(api)
    path = f"/accounts/{account['account_id']}"
    api.ok(await api.patch(path, {"nickname": "Rainy days"}))
    api.ok(await api.post(f"{path}/suspend"))
    for wanted, types in (
        ("account.opened", ["account.opened"]),
        ("account.*", ["account.opened", "account.updated", "account.suspended"]),
        ("account.closed", []),
        ("account.nonsense", []),
        ("nonsense.*", []),
    ):
        assert [one["type"] for one in await pages(api, type=wanted, order="asc")] == types, wanted
    both = await pages(api, type="account.*", resource_id=account["account_id"])
    assert [one["type"] for one in both] == ["account.suspended", "account.updated", "account.opened"]


async def test_filters_by_resource(api: Api) -> None:
    first, second = await make_account(api), await make_account(api)
    for account in (first, second):
        found = await pages(api, resource_id=account["account_id"])
        assert [one["resource_id"] for one in found] == [account["account_id"]]
    assert await pages(api, resource_id="acct_none") == []


async def test_filters_by_time(api: Api) -> None:
    first = await make_account(api)
    await api.advance(days=1)
    second = await make_account(api)
    query = {"type": "account.opened"}
    late = await pages(api, **query, **{"created_at.gte": second["created_at"]})
    early = await pages(api, **query, **{"created_at.lt": second["created_at"]})
    assert [one["resource_id"] for one in late] == [second["account_id"]]
    assert [one["resource_id"] for one in early] == [first["account_id"]]
    assert await pages(api, **{"created_at.gte": "2999-01-01T00:00:00Z"}) == []
    assert await pages(api, **{"created_at.lt": "1999-01-01T00:00:00Z"}) == []


async def test_pages_of_any_size_give_every_event_once(api: Api) -> None:
    source, destination = await make_account(api, cents=1_000), await make_account(api)
    for cents in range(1, 5):
        await transfer(api, source, destination, cents)
    for query in ({}, {"type": "transaction.*"}, {"resource_id": source["account_id"]}):
        for order in ("asc", "desc"):
            whole = await pages(api, limit=100, order=order, **query)
            assert len({one["event_id"] for one in whole}) == len(whole) > 0
            for limit in (1, 4):
                assert await pages(api, limit=limit, order=order, **query) == whole
        second = api.ok(await api.get("/events", limit=4, page=2, order="desc", **query))
        assert second == whole[4:8]


async def test_a_cursor_is_stable_while_more_happens(api: Api) -> None:
    source, destination = await make_account(api, cents=1_000), await make_account(api)
    whole = await pages(api)
    first = await api.get("/events", limit=3)
    await transfer(api, source, destination, 1)
    rest = await pages(api, limit=3, cursor=first.headers["link"].partition("cursor=")[2].partition(">")[0])
    assert [*api.ok(first), *rest] == whole


async def test_refuses_a_cursor_it_did_not_give_and_a_type_that_is_none(api: Api) -> None:
    for cursor in ("%%%", "eA", "OTk5OTk5OTk5OTk5OTk5OTk5OTk"):
        reply = await api.get("/events", cursor=cursor)
        assert (reply.status, reply.code) == (400, "invalid_cursor")
    reply = await api.get("/events", cursor="MQ", page=1)
    assert (reply.status, reply.code) == (400, "conflicting_pagination")
    reply = await api.get("/events", type="account")
    assert (reply.status, reply.code) == (400, "invalid_field")
