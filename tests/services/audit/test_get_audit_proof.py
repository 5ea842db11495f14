"""GET /audit_records/{auditId}/proof, checked as an outsider checks it: with the answer and nothing else."""

from __future__ import annotations

import base64
import json
from hashlib import sha256
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sandbox.engine.audit import verify_inclusion
from tests.services.api import Api
from tests.services.builders import make_account, make_customer


def holds(proof: dict[str, Any]) -> bool:
    """Whether the leaf is in the signed log."""
    digest = sha256(b"\x00" + base64.b64decode(proof["leaf"])).digest()
    checkpoint = proof["checkpoint"]
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(checkpoint["public_key"]))
    try:
        key.verify(base64.b64decode(checkpoint["signature"]), checkpoint["note"].encode())
    except InvalidSignature:
        return False
    origin, size, root = checkpoint["note"].splitlines()
    return (
        (origin, int(size), root) == (checkpoint["origin"], checkpoint["tree_size"], checkpoint["root_hash"])
        and digest.hex() == proof["leaf_hash"]
        and (proof["tree_size"], proof["root_hash"]) == (int(size), root)
        and verify_inclusion(
            digest,
            proof["leaf_index"],
            int(size),
            [bytes.fromhex(one) for one in proof["inclusion_path"]],
            bytes.fromhex(root),
        )
    )


async def proof_of(api: Api, record: dict[str, Any]) -> dict[str, Any]:
    proof: dict[str, Any] = api.ok(await api.get(f"/audit_records/{record['audit_id']}/proof"))
    return proof


async def test_an_outsider_can_check_every_record(api: Api) -> None:
    await make_account(api, cents=1_000)
    records = api.ok(await api.get("/audit_records", limit=100))
    keys = set()
    for record in records:
        proof = await proof_of(api, record)
        assert holds(proof)
        assert proof["audit_id"] == record["audit_id"]
        assert proof["leaf_hash"] == record["leaf_hash"]
        keys.add(proof["checkpoint"]["public_key"])
    assert len(keys) == 1


async def test_the_leaf_says_what_the_record_says(api: Api) -> None:
    account = await make_account(api)
    [record] = api.ok(await api.get("/audit_records", entity_id=account["account_id"]))
    leaf = json.loads(base64.b64decode((await proof_of(api, record))["leaf"]))
    assert (leaf["operation"], leaf["user_id"]) == ("openAccount", record["user_id"])
    assert [mark[:4] for mark in leaf["versions"] if mark[1] == account["account_id"]] == [
        ["Account", account["account_id"], 1, "CREATE"]
    ]


async def test_a_proof_also_holds_when_the_log_has_grown_past_a_tile(api: Api) -> None:
    account = await make_account(api)
    [record] = api.ok(await api.get("/audit_records", entity_id=account["account_id"]))
    early = await proof_of(api, record)
    for number in range(260):
        api.ok(await api.patch(f"/accounts/{account['account_id']}", {"nickname": f"Number {number}"}))
    late = await proof_of(api, record)
    assert late["tree_size"] > 256 + early["tree_size"] - 1
    assert holds(early)
    assert holds(late)
    [newest] = api.ok(await api.get("/audit_records", entity_id=account["account_id"], limit=1))
    assert holds(await proof_of(api, newest))


@pytest.mark.parametrize(
    "part", ["leaf", "leaf_index", "tree_size", "inclusion_path", "root_hash", "note", "signature"]
)
async def test_a_changed_proof_does_not_hold(api: Api, part: str) -> None:
    await make_customer(api)
    [record] = api.ok(await api.get("/audit_records", limit=1, order="asc"))
    proof = await proof_of(api, record)
    assert holds(proof)
    checkpoint = proof["checkpoint"]
    if part == "leaf":
        leaf = base64.b64decode(proof["leaf"]).replace(b"createCustomer", b"updateCustomer")
        proof["leaf"] = base64.b64encode(leaf).decode()
        proof["leaf_hash"] = sha256(b"\x00" + leaf).hexdigest()
    elif part in ("leaf_index", "tree_size"):
        proof[part] += 1
    elif part == "inclusion_path":
        proof[part][0] = "0" * 64
    elif part == "root_hash":
        proof[part] = checkpoint[part] = "0" * 64
    elif part == "note":
        checkpoint["note"] = checkpoint["note"].replace("sandbank/", "somebank/")
        checkpoint["origin"] = checkpoint["origin"].replace("sandbank/", "somebank/")
    else:
        checkpoint["signature"] = base64.b64encode(bytes(64)).decode()
    assert not holds(proof)


async def test_a_proof_holds_after_an_erasure(api: Api) -> None:
    customer = await make_customer(api)
    [record] = api.ok(await api.get("/audit_records", entity_type="Customer", order="asc", limit=1))
    before = await proof_of(api, record)
    vault = api.bank.store.vault
    vault._ring.destroy(api.bank.bank_id, f"person/{customer['customer_id']}")
    vault._ciphers.clear()
    after = await proof_of(api, record)
    assert holds(after)
    assert after["leaf"] == before["leaf"]


async def test_an_unknown_record_has_no_proof(api: Api) -> None:
    for identifier in ("aud_none", "x"):
        reply = await api.get(f"/audit_records/{identifier}/proof")
        assert (reply.status, reply.code) == (404, "not_found")
