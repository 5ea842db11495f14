"""One resource of every kind, and a request for every operation: the contract's own bodies, with ids that exist."""

from __future__ import annotations

import asyncio
from typing import Any

from sandbox.contract.document import load_contract
from sandbox.contract.models.operations import OPERATIONS
from sandbox.contract.specification import OperationSpec
from tests.services.api import Api, Reply
from tests.services.builders import make_account, make_business, make_customer, pay_in

PASSWORD = "seven green bottles"
SIGNED_UP = "olga@x.example"


async def make_everything(api: Api) -> dict[str, str]:
    """One resource of every kind; path parameter → id."""
    business = await make_business(api)
    owner = api.ok(
        await api.post(
            f"/customers/{business['customer_id']}/owners",
            {"name": "Mary", "date_of_birth": "1980-01-01", "ownership_bps": 5000},
        )
    )
    customer = await make_customer(api)
    account = await make_account(api, customer, daily_limit_cents=10**9)
    deposit = await pay_in(api, account, 1_000_000)
    other = await make_account(api, business)
    hold = api.ok(
        await api.post("/holds", {"account_id": account["account_id"], "amount_cents": 9000, "currency": "USD"})
    )
    document = api.ok(
        await api.post(
            "/documents",
            {
                "customer_id": customer["customer_id"],
                "document_type": "ID",
                "file_name": "id.txt",
                "content_type": "text/plain",
                "content": "dGVzdA==",
            },
        )
    )
    await api.settle()
    me = api.ok(await api.get("/users/me"))
    member = api.ok(await api.post("/team_members", {"name": "Grace", "email": "g@x.example", "role": "VIEWER"}))
    signed_up = {"organization_name": "X", "name": "Olga", "email": SIGNED_UP, "password": PASSWORD}
    api.ok(await api.without_key().post("/sign_up", signed_up))
    joined = {"token": member["invitation_token"], "password": PASSWORD}
    session = api.ok(await api.without_key().post("/invitations/accept", joined))
    key = api.ok(await api.post("/api_keys", {"name": "Spare", "scopes": ["accounts:read"]}))
    entry = api.ok(await api.get("/ledger/entries", limit=1))[0]
    controls = await make_controls(api, account, hold)
    request = await logged_request(api)
    ids = {
        "customerId": business["customer_id"],
        "ownerId": owner["owner_id"],
        "accountId": account["account_id"],
        "transactionId": deposit["transaction_id"],
        "holdId": hold["hold_id"],
        "verificationId": api.ok(await api.get("/verifications", limit=1))[0]["verification_id"],
        "documentId": document["document_id"],
        "organizationId": me["organization_id"],
        "teamMemberId": member["team_member_id"],
        "sessionId": session["session_id"],
        "apiKeyId": key["api_key_id"],
        "ledgerAccountId": entry["ledger_account_id"],
        "ledgerTransactionId": entry["ledger_transaction_id"],
        "eventId": api.ok(await api.get("/events", limit=1))[0]["event_id"],
        "auditId": api.ok(await api.get("/audit_records", limit=1))[0]["audit_id"],
        "settingKey": "holds.default_days",
        "eventType": "account.opened",
        "requestId": request,
        **controls,
        "person": customer["customer_id"],
        "otherAccountId": other["account_id"],
    }
    return ids


async def make_controls(api: Api, account: dict[str, Any], hold: dict[str, Any]) -> dict[str, str]:
    """One of everything that controls the world, or tells of it."""
    fork = await api.fork()
    snapshot = api.ok(await api.post(f"/banks/{fork.bank.bank_id}/snapshots"))
    cheque = api.ok(await api.post("/transactions/deposit", cheque_of(account)))
    await api.settle()
    fault = api.ok(await api.post("/simulations/faults", {"kind": "LATENCY", "rate_bps": 1, "delay_ms": 0}))
    moved = await api.post("/simulations/clock/advance", {"by": "PT1S"}, Prefer="wait=5")
    effect = api.ok(await api.get("/simulations/effects", resource_id=hold["hold_id"]))[0]
    endpoint = api.ok(await api.post("/webhook_endpoints", {"url": "http://127.0.0.1:9/hooks"}))
    endpoint_path = f"/webhook_endpoints/{endpoint['webhook_endpoint_id']}"
    attempt = api.ok(await api.post(f"{endpoint_path}/example", {"type": "account.opened"}))
    history = api.ok(await api.post("/simulations/histories", {"customers": 1, "months": 1}))
    await api.settle()
    run = api.ok(await api.post("/simulations/scenario_runs", {"definition": "steps: [{do: getCurrentUser}]"}))
    await api.settle()
    return {
        "bankId": fork.bank.bank_id,
        "snapshotId": snapshot["snapshot_id"],
        "chequeId": cheque["transaction_id"],
        "faultId": fault["fault_id"],
        "clockMoveId": api.ok(moved)["clock_move_id"],
        "effectId": effect["effect_id"],
        "webhookEndpointId": endpoint["webhook_endpoint_id"],
        "webhookAttemptId": attempt["webhook_attempt_id"],
        "historyId": history["history_id"],
        "scenarioRunId": run["scenario_run_id"],
    }


def cheque_of(account: dict[str, Any]) -> dict[str, Any]:
    """A deposit that waits for its clearing day."""
    return {"account_id": account["account_id"], "amount_cents": 700, "currency": "USD", "method": "CHEQUE"}


async def logged_request(api: Api) -> str:
    """A request that the log knows already."""
    while not (found := api.ok(await api.get("/requests", limit=1))):
        await asyncio.sleep(0.01)
    request_id: str = found[0]["request_id"]
    return request_id


def path_of(spec: OperationSpec, ids: dict[str, str]) -> str:
    path = spec.path
    if path.startswith("/simulations/deposits/"):
        path = path.replace("{transactionId}", ids["chequeId"])
    for wire, _ in spec.path_parameters:
        path = path.replace(f"{{{wire}}}", ids[wire])
    return path


def body_of(spec: OperationSpec, ids: dict[str, str]) -> Any:
    """The contract's example, with ids that exist."""
    operation = load_contract()["paths"][spec.path][spec.method.lower()]
    if "requestBody" not in operation or spec.is_upload:
        return None
    body = dict(operation["requestBody"]["content"]["application/json"]["example"])
    known = {
        "customer_id": ids["person"],
        "account_id": ids["accountId"],
        "source_account_id": ids["accountId"],
        "destination_account_id": ids["otherAccountId"],
    }
    body = {name: known.get(name, value) for name, value in body.items()}
    if spec.operation_id in ("createApiKey", "updateApiKey"):
        body["expires_at"] = None
    if spec.operation_id == "signIn":
        body |= {"email": SIGNED_UP, "password": PASSWORD}
    if spec.operation_id == "placeHold":
        body["expires_at"] = None
    if spec.operation_id == "updateSetting":
        body["setting_value"] = "9"
    if spec.operation_id == "uploadDocument":
        body["content_type"] = "text/plain"
    return body


async def send(api: Api, spec: OperationSpec, ids: dict[str, str], key: str | None = None) -> Reply:
    if key is None and spec.is_unsafe:
        key = f"key-{spec.operation_id}"
    if spec.is_upload:
        octets = {"Content-Type": "application/octet-stream"}
        return await api.request(spec.method, path_of(spec, ids), raw=b"no bank", key=key, headers=octets)
    return await api.request(spec.method, path_of(spec, ids), body_of(spec, ids), key=key)


NOWHERE = {name: "nothing_here" for spec in OPERATIONS for name, _ in spec.path_parameters} | {
    "person": "cust_none",
    "chequeId": "txn_none",
    "otherAccountId": "acct_none",
}
