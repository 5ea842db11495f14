"""GET /audit_records/{auditId}."""

from __future__ import annotations

from sandbox.services.audit.rules import audit_id
from tests.services.api import Api
from tests.services.builders import make_account, make_customer


async def test_a_record_is_the_same_alone_and_in_the_list(api: Api) -> None:
    await make_account(api)
    for listed in api.ok(await api.get("/audit_records", limit=100)):
        assert api.ok(await api.get(f"/audit_records/{listed['audit_id']}")) == listed


async def test_a_record_does_not_change_with_its_resource(api: Api) -> None:
    account = await make_account(api)
    [before] = api.ok(await api.get("/audit_records", entity_id=account["account_id"]))
    api.ok(await api.post(f"/accounts/{account['account_id']}/close"))
    assert api.ok(await api.get(f"/audit_records/{before['audit_id']}")) == before


async def test_after_an_erasure_the_record_stays_and_its_values_are_gone(api: Api) -> None:
    customer = await make_customer(api)
    [before] = api.ok(await api.get("/audit_records", entity_type="Customer", order="asc", limit=1))
    assert before["new_values"]["status"] == "ACTIVE"
    store = api.bank.store
    store.vault._ring.destroy(api.bank.bank_id, f"person/{customer['customer_id']}")
    store.vault._ciphers.clear()
    store.state.heads.clear()
    after = api.ok(await api.get(f"/audit_records/{before['audit_id']}"))
    assert after == {**before, "new_values": None}


async def test_an_unknown_record_is_not_found(api: Api) -> None:
    account = await make_account(api)
    for identifier in (
        "aud_none",
        "x",
        account["account_id"],
        audit_id(2**40, 0),
        audit_id(0, 1_000),
        audit_id(0, 0).upper(),
    ):
        reply = await api.get(f"/audit_records/{identifier}")
        assert (reply.status, reply.code) == (404, "not_found"), identifier
