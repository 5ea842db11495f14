"""GET /audit_records, /audit_records/{auditId}, /audit_records/{auditId}/proof."""

from __future__ import annotations

import base64

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from sandbox.engine.audit import leaf_hash, verify_inclusion
from sandbox.services.audit.rules import audit_id, place_of
from tests.services.api import Api
from tests.services.builders import make_account, make_customer


async def test_a_change_is_recorded_with_before_and_after_and_who(api: Api) -> None:
    account = await make_account(api, daily_limit_cents=100_00, nickname="Old")
    path = f"/accounts/{account['account_id']}"
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    headers = {"traceparent": f"00-{trace}-00f067aa0ba902b7-01"}
    api.ok(await api.request("PATCH", path, {"daily_limit_cents": 50_00, "nickname": "New"}, headers=headers))
    await api.settle()
    newest, opened = api.ok(await api.get("/audit_records", entity_id=account["account_id"]))
    assert (opened["action_type"], opened["old_values"], opened["operation"]) == ("CREATE", None, "openAccount")
    assert (newest["action_type"], newest["entity_type"]) == ("UPDATE", "Account")
    before, after = newest["old_values"], newest["new_values"]
    assert (before["daily_limit_cents"], after["daily_limit_cents"]) == (100_00, 50_00)
    assert (before["nickname"], after["nickname"]) == ("[personal]", "[personal]")
    assert newest["correlation_id"] == trace
    assert newest["user_id"] == api.ok(await api.get("/users/me"))["user_id"]
    assert newest["ip_address_hash"] not in (None, "127.0.0.1")
    assert api.ok(await api.get(f"/audit_records/{newest['audit_id']}")) == newest


async def test_personal_values_are_named_and_not_shown(api: Api) -> None:
    customer = await make_customer(api, national_id="900-11-2222")
    for record in api.ok(await api.get("/audit_records", entity_id=customer["customer_id"], limit=100)):
        assert customer["email"] not in str(record)
        assert "900-11-2222" not in str(record)
        if record["entity_type"] == "Customer":
            assert record["new_values"]["email"] == "[personal]"
        else:
            assert record["new_values"] is None


async def test_filters_and_pages(api: Api) -> None:
    account = await make_account(api)
    whole = api.ok(await api.get("/audit_records", limit=100, order="asc"))
    assert whole == list(reversed(api.ok(await api.get("/audit_records", limit=100))))
    for order in ("asc", "desc"):
        reply = await api.get("/audit_records", limit=2, order=order)
        seen = api.ok(reply)
        while "link" in reply.headers:
            reply = await api.get(reply.headers["link"].partition(">")[0].removeprefix("</v1"))
            seen = seen + api.ok(reply)
        assert seen == (whole if order == "asc" else list(reversed(whole)))
    assert api.ok(await api.get("/audit_records", page=2, limit=2, order="asc")) == whole[2:4]
    kinds = {one["entity_type"] for one in api.ok(await api.get("/audit_records", entity_type="Account"))}
    assert kinds == {"Account"}
    system = api.ok(await api.get("/audit_records", user_id="system"))
    assert system
    assert {one["user_id"] for one in system} == {"system"}
    assert api.ok(await api.get("/audit_records", entity_id="acct_none")) == []
    assert account["account_id"] in {one["entity_id"] for one in whole}


async def test_an_outsider_can_check_a_proof(api: Api) -> None:
    account = await make_account(api, cents=100)
    record = api.ok(await api.get("/audit_records", entity_id=account["account_id"]))[-1]
    proof = api.ok(await api.get(f"/audit_records/{record['audit_id']}/proof"))
    leaf = base64.b64decode(proof["leaf"])
    assert account["account_id"].encode() in leaf
    assert leaf_hash(leaf).hex() == proof["leaf_hash"] == record["leaf_hash"]
    path = [bytes.fromhex(digest) for digest in proof["inclusion_path"]]
    root = bytes.fromhex(proof["root_hash"])
    assert verify_inclusion(leaf_hash(leaf), proof["leaf_index"], proof["tree_size"], path, root)
    signed = proof["checkpoint"]
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(signed["public_key"]))
    key.verify(base64.b64decode(signed["signature"]), signed["note"].encode())
    assert signed["note"] == f"{signed['origin']}\n{proof['tree_size']}\n{proof['root_hash']}\n"


async def test_an_unknown_record_is_not_found(api: Api) -> None:
    for identifier in ("aud_none", audit_id(10**6, 0), audit_id(0, 99)):
        assert (await api.get(f"/audit_records/{identifier}")).code == "not_found"
        assert (await api.get(f"/audit_records/{identifier}/proof")).code == "not_found"
    assert (await api.get("/audit_records", cursor="eA")).code == "invalid_cursor"


@given(st.integers(0, 2**60), st.integers(0, 2**25))
def test_an_id_says_where_its_record_is_and_sorts_as_the_log_does(leaf: int, place: int) -> None:
    identifier = audit_id(leaf, place)
    assert len(identifier) == 30
    assert place_of(identifier) == (leaf, place)
    assert audit_id(leaf, place + 1) > identifier
