"""GET /audit_records."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from sandbox.services.audit import operations
from tests.services.api import Api, Reply
from tests.services.builders import make_account, make_business, make_customer, transfer


async def pages(api: Api, **query: Any) -> list[dict[str, Any]]:
    """Every record, by following the links."""
    found: list[dict[str, Any]] = []
    reply: Reply = await api.get("/audit_records", **query)
    while True:
        found += api.ok(reply)
        link = reply.headers.get("link")
        if link is None:
            return found
        reply = await api.get(link.partition(">")[0].removeprefix("</v1"))


async def test_tells_who_changed_what_from_what_to_what(api: Api) -> None:
    account = await make_account(api)
    api.ok(await api.patch(f"/accounts/{account['account_id']}", {"daily_limit_cents": 50_00}))
    updated, created = await pages(api, entity_id=account["account_id"])
    assert (created["action_type"], created["operation"]) == ("CREATE", "openAccount")
    assert created["old_values"] is None
    assert created["new_values"]["daily_limit_cents"] == account["daily_limit_cents"] != 50_00
    assert (updated["action_type"], updated["operation"]) == ("UPDATE", "updateAccount")
    assert updated["old_values"] == created["new_values"]
    assert updated["new_values"] == {**created["new_values"], "daily_limit_cents": 50_00}
    for record in (created, updated):
        assert (record["entity_type"], record["entity_id"]) == ("Account", account["account_id"])
        assert record["user_id"].startswith("key_")
        assert record["timestamp"] == account["created_at"]


async def test_derived_values_are_no_part_of_a_record(api: Api) -> None:
    account = await make_account(api, cents=1_000)
    [created] = await pages(api, entity_id=account["account_id"])
    assert "posted_balance_cents" not in created["new_values"]


async def test_a_deletion_has_a_before_and_no_after(api: Api) -> None:
    customer = await make_business(api)
    path = f"/customers/{customer['customer_id']}/owners"
    body = {"name": "Ada", "date_of_birth": "1985-12-10", "ownership_bps": 2_500, "is_control_person": True}
    owner = api.ok(await api.post(path, body))
    assert (await api.delete(f"{path}/{owner['owner_id']}")).status == 204
    deleted, *_ = await pages(api, entity_id=owner["owner_id"])
    assert (deleted["action_type"], deleted["new_values"]) == ("DELETE", None)
    assert deleted["old_values"]["ownership_bps"] == 2_500


async def test_personal_values_are_named_not_shown(api: Api) -> None:
    customer = await make_customer(api, first_name="Canary", national_id="4711-0815")
    api.ok(await api.patch(f"/customers/{customer['customer_id']}", {"first_name": "Grace"}))
    found = await pages(api)
    assert "Canary" not in str(found)
    assert "Grace" not in str(found)
    assert "4711" not in str(found)
    updated, *_ = [one for one in found if one["entity_type"] == "Customer"]
    assert updated["old_values"]["first_name"] == updated["new_values"]["first_name"] == "[personal]"
    assert updated["new_values"]["phone_number"] is None


async def test_of_what_the_contract_does_not_show_there_are_ids_only(api: Api) -> None:
    customer = await make_customer(api, national_id="4711-0815")
    [identity] = await pages(api, entity_type="Identity")
    assert identity["entity_id"] == customer["customer_id"]
    assert identity["old_values"] is None
    assert identity["new_values"] is None


async def test_the_work_of_the_bank_carries_the_correlation_of_the_request(api: Api) -> None:
    source, destination = await make_account(api, cents=1_000), await make_account(api)
    done = await transfer(api, source, destination, 10)
    records = await pages(api, entity_id=done["transaction_id"], order="asc")
    assert records[0]["operation"] == "createTransfer"
    assert records[0]["user_id"] == done["initiated_by"]
    assert {one["user_id"] for one in records[1:]} == {"system"}
    assert {one["correlation_id"] for one in records} == {done["correlation_id"]}
    assert records[-1]["new_values"]["status"] == "COMPLETED"
    assert await pages(api, correlation_id=done["correlation_id"], entity_type="Transaction", order="asc") == records


async def test_filters_by_kind_resource_actor_and_time(api: Api) -> None:
    first = await make_account(api)
    await api.advance(days=1)
    second = await make_account(api)
    key, *_ = {one["user_id"] for one in await pages(api) if one["operation"] == "openAccount"}
    for query, wanted in (
        ({"entity_type": "Account"}, [second, first]),
        ({"entity_type": "Account", "entity_id": first["account_id"]}, [first]),
        ({"entity_type": "Account", "user_id": key}, [second, first]),
        ({"entity_type": "Account", "user_id": "key_none"}, []),
        ({"entity_type": "Customer", "entity_id": first["account_id"]}, []),
        ({"entity_type": "Nothing"}, []),
        ({"entity_id": "acct_none"}, []),
        ({"correlation_id": "none"}, []),
        ({"entity_type": "Account", "created_at.gte": second["created_at"]}, [second]),
        ({"entity_type": "Account", "created_at.lt": second["created_at"]}, [first]),
    ):
        found = await pages(api, **query)
        assert [one["entity_id"] for one in found] == [one["account_id"] for one in wanted], query


async def test_pages_of_any_size_give_every_record_once(api: Api) -> None:
    source, destination = await make_account(api, cents=1_000), await make_account(api)
    await transfer(api, source, destination, 10)
    for query in ({}, {"entity_type": "Transaction"}, {"entity_id": source["customer_id"]}):
        for order in ("asc", "desc"):
            whole = await pages(api, limit=100, order=order, **query)
            assert len({one["audit_id"] for one in whole}) == len(whole) > 1
            for limit in (1, 2, 5):
                assert await pages(api, limit=limit, order=order, **query) == whole
            assert api.ok(await api.get("/audit_records", limit=2, page=2, order=order, **query)) == whole[2:4]
    assert await pages(api, order="asc") == (await pages(api))[::-1]


async def test_a_page_ends_early_after_a_bounded_search_and_can_be_continued(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, destination = await make_account(api, cents=1_000), await make_account(api)
    await transfer(api, source, destination, 10)
    whole = {order: await pages(api, entity_type="Customer", order=order) for order in ("asc", "desc")}
    monkeypatch.setattr(operations, "_SLICE", 2)
    monkeypatch.setattr(operations, "_MOST_LEAVES", 4)
    reply = await api.get("/audit_records", entity_type="Customer", limit=100)
    assert api.ok(reply) == []
    assert "link" in reply.headers
    for order, records in whole.items():
        for limit in (1, 100):
            assert await pages(api, entity_type="Customer", order=order, limit=limit) == records


async def test_refuses_a_cursor_it_did_not_give(api: Api) -> None:
    for cursor in ("%%%", base64.urlsafe_b64encode(b"aud_none").decode().rstrip("=")):
        reply = await api.get("/audit_records", cursor=cursor)
        assert (reply.status, reply.code) == (400, "invalid_cursor")
    reply = await api.get("/audit_records", cursor="YQ", page=1)
    assert (reply.status, reply.code) == (400, "conflicting_pagination")
    reply = await api.get("/audit_records", entity_type="4711")
    assert (reply.status, reply.code) == (400, "invalid_field")
