"""GET /transactions/{transactionId}/trace: a movement explained as one causal chain."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.services.api import Api
from tests.services.builders import make_account, transfer


async def trace_of(api: Api, transaction_id: str) -> list[dict[str, Any]]:
    found = api.ok(await api.get(f"/transactions/{transaction_id}/trace"))
    assert found["transaction_id"] == transaction_id
    nodes: list[dict[str, Any]] = found["nodes"]
    return nodes


def titles(nodes: list[dict[str, Any]], node_type: str) -> list[str]:
    return [node["title"] for node in nodes if node["node_type"] == node_type]


async def test_tells_every_commit_decision_posting_and_event_and_what_caused_it(api: Api) -> None:
    source, destination = await make_account(api, cents=100_00), await make_account(api)
    done = await transfer(api, source, destination, 40_00)
    nodes = await trace_of(api, done["transaction_id"])
    assert titles(nodes, "COMMIT") == ["createTransfer", "transactions.assess"]
    assert titles(nodes, "EVENT") == ["transaction.initiated", "transaction.completed"]
    assert "fraud_score: LOW" in titles(nodes, "RULE")
    assert "status: COMPLETED" in titles(nodes, "RULE")
    postings = [node for node in nodes if node["node_type"] == "POSTING"]
    assert [node["detail"]["status"] for node in postings] == ["PENDING", "POSTED"]
    moved = {entry["ledger_account_id"]: entry["posted_cents"] for entry in postings[1]["detail"]["entries"]}
    assert sorted(moved.values()) == [40_00, 40_00]
    known = {node["node_id"] for node in nodes}
    assert len(known) == len(nodes)
    for place, node in enumerate(nodes):
        parent = node["parent_id"]
        assert parent is None or parent in {one["node_id"] for one in nodes[:place]}
    assert next(node for node in nodes if node["parent_id"] is None)["title"] in (
        "createTransfer",
        "POST /transactions/transfer",
    )


async def test_begins_with_the_request_and_ends_with_the_deliveries(api: Api) -> None:
    source, destination = await make_account(api, cents=100_00), await make_account(api)
    endpoint = api.ok(await api.post("/webhook_endpoints", {"url": "http://127.0.0.1:9/nobody"}))
    done = await transfer(api, source, destination, 40_00)
    async with asyncio.timeout(10):
        while not titles(nodes := await trace_of(api, done["transaction_id"]), "DELIVERY"):
            await asyncio.sleep(0.01)
    await api.world.host.recorder.written(api.bank)
    nodes = await trace_of(api, done["transaction_id"])
    request = nodes[0]
    assert (request["node_type"], request["title"]) == ("REQUEST", "POST /transactions/transfer")
    assert request["detail"]["status_code"] == 202
    told = next(node for node in nodes if node["node_type"] == "DELIVERY")
    assert endpoint["webhook_endpoint_id"] in told["title"]
    assert told["parent_id"] in {node["node_id"] for node in nodes if node["node_type"] == "EVENT"}


async def test_shows_a_refusal_by_a_rule(api: Api) -> None:
    api.ok(await api.put("/settings/fraud.high_amount_cents", {"setting_value": "1000"}))
    source, destination = await make_account(api), await make_account(api)
    body = {"account_id": source["account_id"], "amount_cents": 20_00, "currency": "USD", "method": "CASH"}
    deposit = api.ok(await api.post("/transactions/deposit", body))
    await api.settle()
    nodes = await trace_of(api, deposit["transaction_id"])
    assert "failure_code: fraud_suspected" in titles(nodes, "RULE")
    assert "transaction.failed" in titles(nodes, "EVENT")
    assert destination["account_id"]


async def test_shows_what_will_still_happen(api: Api) -> None:
    account = await make_account(api)
    body = {"account_id": account["account_id"], "amount_cents": 20_00, "currency": "USD", "method": "CHEQUE"}
    deposit = api.ok(await api.post("/transactions/deposit", body))
    await api.settle()
    nodes = await trace_of(api, deposit["transaction_id"])
    (effect,) = [node for node in nodes if node["node_type"] == "EFFECT"]
    assert (effect["title"], effect["at"]) == ("transactions.complete", "2026-01-20T00:00:00Z")
    assert api.ok(await api.get(f"/simulations/effects/{effect['node_id']}"))["kind"] == "transactions.complete"


async def test_a_movement_of_another_bank_is_not_found(api: Api) -> None:
    account = await make_account(api, cents=1_00)
    found = api.ok(await api.get("/transactions", account_id=account["account_id"]))
    stranger = await api.another_bank()
    reply = await stranger.get(f"/transactions/{found[0]['transaction_id']}/trace")
    assert (reply.status, reply.code) == (404, "not_found")
