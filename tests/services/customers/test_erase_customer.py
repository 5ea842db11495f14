"""`eraseCustomer`: nothing personal is left to read, anywhere, and everything else stays whole."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import apsw
import pytest

from sandbox.engine.audit import leaf_hash, root_of
from sandbox.engine.store.sqlite.transaction import SqliteTransaction
from tests.services.api import Api
from tests.services.audit.test_get_audit_proof import holds
from tests.services.builders import make_account, make_customer, transfer

CANARY = {
    "first_name": "Canaryfirst",
    "last_name": "Canarylast",
    "email": "canary4711@example.com",
    "phone_number": "+491701234567",
    "national_id": "987-65-4321",
    "metadata": {"note": "canarynote"},
    "address": {"line1": "1 Canarystreet", "city": "Canarytown", "country": "DE"},
}


async def leaving_customer(api: Api) -> tuple[dict[str, Any], dict[str, Any]]:
    """A customer with a past, whose only account is closed."""
    customer = await make_customer(api, **CANARY)
    account = await make_account(api, customer, 5_000)
    other = await make_account(api)
    await transfer(api, account, other, 5_000, metadata={"for": "canaryrent"})
    api.ok(await api.post(f"/accounts/{account['account_id']}/close"))
    return customer, account


async def erase(api: Api, customer: dict[str, Any]) -> dict[str, Any]:
    erased: dict[str, Any] = api.ok(await api.post(f"/customers/{customer['customer_id']}/erase"))
    await api.settle()
    return erased


async def test_erases_what_is_personal_and_closes_the_customer(api: Api) -> None:
    customer, _ = await leaving_customer(api)
    erased = await erase(api, customer)
    again = api.ok(await api.get(f"/customers/{customer['customer_id']}"))
    assert again == erased
    assert erased["status"] == "CLOSED"
    assert (erased["first_name"], erased["email"], erased["metadata"]) == (None, "erased@example.invalid", {})
    assert "anary" not in str(again)
    (event,) = await api.events("customer.erased")
    assert event["data"] == {"customer_id": customer["customer_id"], "status": "CLOSED"}
    assert event["previous"] == {}


async def test_refuses_while_an_account_is_open(api: Api) -> None:
    account = await make_account(api)
    reply = await api.post(f"/customers/{account['customer_id']}/erase")
    assert (reply.status, reply.code) == (409, "customer_has_open_accounts")
    assert api.ok(await api.get(f"/customers/{account['customer_id']}"))["status"] == "ACTIVE"


async def test_refuses_while_money_is_held_on_an_account(api: Api) -> None:
    account = await make_account(api, cents=1_000)
    held = {"account_id": account["account_id"], "amount_cents": 1_000, "currency": "USD"}
    api.ok(await api.post("/holds", held))
    # Funds that are held keep the account open, and an open account keeps its holder.
    assert (await api.post(f"/accounts/{account['account_id']}/close")).code == "pending_movements"
    assert (await api.post(f"/customers/{account['customer_id']}/erase")).code == "customer_has_open_accounts"


async def test_nobody_is_found_by_what_was_erased_and_the_address_is_free_again(api: Api) -> None:
    customer, _ = await leaving_customer(api)
    await erase(api, customer)
    for query in ({"email": CANARY["email"]}, {"name": "Canarylast"}, {"phone_number": CANARY["phone_number"]},
                  {"national_id": CANARY["national_id"]}, {"email": "erased@example.invalid"}):  # fmt: skip
        assert api.ok(await api.get("/customers", **query)) == [], query
    listed = api.ok(await api.get("/customers", status="CLOSED"))
    assert [one["customer_id"] for one in listed] == [customer["customer_id"]]
    await make_customer(api, email=CANARY["email"])


async def test_two_erased_customers_do_not_get_in_each_others_way(api: Api) -> None:
    for _ in range(2):
        await erase(api, await make_customer(api))
    assert len(api.ok(await api.get("/customers", status="CLOSED"))) == 2


async def test_erasing_again_changes_nothing(api: Api) -> None:
    customer, _ = await leaving_customer(api)
    erased = await erase(api, customer)
    assert await erase(api, customer) == erased
    assert len(await api.events("customer.erased")) == 1


async def test_needs_a_scope_of_its_own(api: Api) -> None:
    customer = await make_customer(api)
    clerk = await api.with_scopes("customers:write", "customers:read")
    reply = await clerk.post(f"/customers/{customer['customer_id']}/erase")
    assert (reply.status, reply.code) == (403, "insufficient_scope")


async def test_what_was_noted_on_movements_and_what_was_answered_goes_too(api: Api) -> None:
    customer = await make_customer(api, **CANARY)
    account = await make_account(api, customer, 5_000)
    other = await make_account(api)
    body = {
        "source_account_id": account["account_id"],
        "destination_account_id": other["account_id"],
        "amount_cents": 5_000,
        "currency": "USD",
        "metadata": {"for": "canaryrent"},
    }
    made = api.ok(await api.post("/transactions/transfer", body, key="rent"))
    await api.settle()
    api.ok(await api.post(f"/accounts/{account['account_id']}/close"))
    await erase(api, customer)
    shown = api.ok(await api.get(f"/transactions/{made['transaction_id']}"))
    assert (shown["metadata"], shown["amount_cents"]) == ({}, 5_000)
    replayed = await api.post("/transactions/transfer", body, key="rent")
    assert (replayed.status, replayed.code) == (404, "not_found")


async def test_free_text_on_accounts_holds_and_movements_goes_too_and_is_nowhere_in_the_open(
    api: Api, tmp_path: Path
) -> None:
    customer = await make_customer(api, **CANARY)
    account = await make_account(api, customer, 5_000, nickname="Canaryname", metadata={"for": "canaryaccount"})
    path = f"/accounts/{account['account_id']}"
    renamed = {"nickname": "Canaryagain", "metadata": {"for": "canaryagain"}}
    assert api.ok(await api.patch(path, renamed, key="rename"))["nickname"] == "Canaryagain"
    held = {"account_id": account["account_id"], "amount_cents": 1_000, "currency": "USD"}
    words = {"description": "Canaryhotel", "metadata": {"for": "canaryroom"}}
    hold = api.ok(await api.post("/holds", held | words))
    captured = api.ok(await api.post(f"/holds/{hold['hold_id']}/capture", {"description": "Canarybill"}))
    rent = await transfer(api, account, await make_account(api), 4_000, description="Canaryrent")
    await api.settle()
    api.ok(await api.post(f"{path}/close"))
    shown = (path, f"/holds/{hold['hold_id']}", f"/transactions/{rent['transaction_id']}")
    assert [("anary" in str(api.ok(await api.get(one)))) for one in shown] == [True, True, True]
    await api.settle()
    files = [file for file in (tmp_path / "data").rglob("*") if file.is_file()]
    assert [file.name for file in files if b"anary" in file.read_bytes()] == []
    await erase(api, customer)
    for one in (*shown, f"{shown[2]}/trace", "/holds", "/transactions", "/accounts", "/requests", "/audit_records"):
        assert "anary" not in str(api.ok(await api.get(one))), one
    (event,) = await api.events("account.updated")
    assert event["previous"] == {"nickname": "[personal]", "metadata": "[personal]"}
    assert api.ok(await api.get(shown[1]))["description"] is None
    assert captured["status"] == "CAPTURED"
    assert (await api.patch(path, renamed, key="rename")).code == "not_found"


async def test_the_reasons_that_people_give_go_too_and_are_nowhere_in_the_open(api: Api, tmp_path: Path) -> None:
    customer = await make_customer(api, last_name="Lovelace Review")
    await api.settle()
    (waiting,) = api.ok(await api.get("/verifications", customer_id=customer["customer_id"]))
    path = f"/verifications/{waiting['verification_id']}"
    because = {"reason": "Canary's brother sent the passport"}
    assert api.ok(await api.post(f"{path}/reject", because, key="reject"))["reason"] == because["reason"]
    for noun in ("suspend", "reactivate"):
        body = {"reason": "Canary asked for it"} if noun == "suspend" else None
        api.ok(await api.post(f"/customers/{customer['customer_id']}/{noun}", body))
    await api.settle()
    assert api.ok(await api.get(path))["reason"] == because["reason"]
    assert api.ok(await api.post(f"{path}/reject", because, key="reject"))["reason"] == because["reason"]
    await api.world.host.recorder.written(api.bank)
    files = [file for file in (tmp_path / "data").rglob("*") if file.is_file()]
    assert [file.name for file in files if b"anary" in file.read_bytes()] == []
    lines = api.ok(await api.get("/requests", limit=100))
    asked = [
        line["request_body"] for line in lines if line["operation_id"] in ("rejectVerification", "suspendCustomer")
    ]
    assert asked == [{"reason": "[personal]"}] * 3
    (event,) = await api.events("verification.rejected")
    assert event["previous"]["reason"] == "[personal]"
    await erase(api, customer)
    for one in (path, "/verifications", "/requests", "/audit_records"):
        assert "anary" not in str(api.ok(await api.get(one))), one
    shown = api.ok(await api.get(path))
    assert (shown["status"], shown["reason"], shown["checks"][0]["status"]) == ("REJECTED", None, "FAILED")
    assert (await api.post(f"{path}/reject", because, key="reject")).code == "not_found"


async def test_the_trace_of_a_movement_is_told_when_what_was_noted_on_it_is_gone(api: Api) -> None:
    customer, account = await leaving_customer(api)
    (moved,) = api.ok(await api.get("/transactions", account_id=account["account_id"], transaction_type="TRANSFER"))
    path = f"/transactions/{moved['transaction_id']}/trace"
    before = api.ok(await api.get(path))
    await erase(api, customer)
    after = api.ok(await api.get(path))
    # The log of requests is written a moment later than they are answered: what it has by now may be more.
    told, tells = (
        [(node["node_type"], node["node_id"], node["title"]) for node in nodes if node["node_type"] != "REQUEST"]
        for nodes in (before["nodes"], after["nodes"])
    )
    assert tells == told
    assert {"COMMIT", "RULE", "POSTING", "EVENT"} <= {kind for kind, _, _ in tells}


async def test_documents_and_owners_are_erased_with_the_customer(api: Api) -> None:
    business = await make_customer(
        api, customer_type="BUSINESS", legal_name="Canary Ltd", registration_number="HRB 9", first_name=None,
        last_name=None, date_of_birth=None,
    )  # fmt: skip
    path = f"/customers/{business['customer_id']}"
    owner = {"name": "Canaryowner", "date_of_birth": "1980-01-01", "ownership_bps": 5000}
    made = api.ok(await api.post(f"{path}/owners", owner))
    paper = {
        "customer_id": business["customer_id"],
        "document_type": "ID",
        "file_name": "canary.txt",
        "content_type": "text/plain",
        "content": base64.b64encode(b"canarycontent").decode(),
    }
    document = api.ok(await api.post("/documents", paper))
    await api.settle()
    await erase(api, business)
    assert "anary" not in str(api.ok(await api.get(f"{path}/owners")))
    assert "anary" not in str(api.ok(await api.get(f"/documents/{document['document_id']}")))
    for reply in (
        await api.patch(f"{path}/owners/{made['owner_id']}", {"name": "Somebody"}),
        await api.delete(f"{path}/owners/{made['owner_id']}"),
    ):
        assert (reply.status, reply.code, reply.body["current_status"]) == (409, "wrong_state", "CLOSED")


async def test_a_fork_loses_the_person_too_and_a_new_snapshot_never_had_them(api: Api) -> None:
    customer, _ = await leaving_customer(api)
    fork = await api.fork()
    path = f"/customers/{customer['customer_id']}"
    assert fork.ok(await fork.get(path))["first_name"] == "Canaryfirst"
    await erase(api, customer)
    assert fork.ok(await fork.get(path))["first_name"] is None
    assert fork.ok(await fork.get("/customers", email=CANARY["email"])) == []
    assert (await fork.post("/customers", {"customer_type": "INDIVIDUAL", "first_name": "New", "last_name": "One",
            "email": CANARY["email"], "date_of_birth": "1990-01-01"})).status == 201  # fmt: skip


async def test_a_snapshot_made_before_does_not_bring_them_back(api: Api) -> None:
    customer, _ = await leaving_customer(api)
    bank = await api.fork()
    snapshot = api.ok(await api.post(f"/banks/{bank.bank.bank_id}/snapshots"))
    await erase(api, customer)
    path = f"/banks/{bank.bank.bank_id}/restore"
    api.ok(await api.post(path, {"snapshot_id": snapshot["snapshot_id"]}))
    restored = Api(api.world, await api.world.host.directory.open_bank(bank.bank.bank_id), bank.token)
    shown = api.ok(await restored.get(f"/customers/{customer['customer_id']}"))
    assert (shown["status"], shown["first_name"]) == ("ACTIVE", None)


async def test_what_is_written_about_them_later_holds_nothing_personal(api: Api) -> None:
    customer, _ = await leaving_customer(api)
    fork = await api.fork()
    await erase(api, customer)
    path = f"/customers/{customer['customer_id']}"
    renamed = fork.ok(await fork.patch(path, {"first_name": "Canaryagain"}))
    assert renamed["status"] == "ACTIVE"
    assert fork.ok(await fork.get(path))["first_name"] is None


async def test_the_books_and_the_proofs_stay_whole(api: Api, tmp_path: Path) -> None:
    customer, _ = await leaving_customer(api)
    record = api.ok(await api.get("/audit_records", entity_id=customer["customer_id"], limit=1))[0]
    before = api.ok(await api.get(f"/audit_records/{record['audit_id']}/proof"))
    trial = api.ok(await api.get("/ledger/trial_balance"))
    await erase(api, customer)
    now = api.ok(await api.get("/ledger/trial_balance"))
    assert {**now, "as_of": None} == {**trial, "as_of": None}
    shown = api.ok(await api.get(f"/audit_records/{record['audit_id']}"))
    assert (shown["leaf_hash"], shown["new_values"]) == (record["leaf_hash"], None)
    after = api.ok(await api.get(f"/audit_records/{record['audit_id']}/proof"))
    assert holds(before)
    assert holds(after)
    # Consistency: the log of before is a beginning of the log of now.
    reader = apsw.Connection(str(api.bank.store.path), flags=apsw.SQLITE_OPEN_READONLY)
    leaves = [leaf_hash(row[0].encode()) for row in reader.execute("SELECT leaf FROM leaves ORDER BY commit_seq")]
    reader.close()
    assert root_of(leaves[: before["tree_size"]]).hex() == before["root_hash"]
    assert root_of(leaves[: after["tree_size"]]).hex() == after["root_hash"]


async def test_the_keys_are_gone_from_the_ring_and_from_its_log(api: Api, tmp_path: Path) -> None:
    customer, account = await leaving_customer(api)
    data = tmp_path / "data"
    names = {f"person/{customer['customer_id']}", f"person/{account['account_id']}"}
    wrapped = [row[1] for row in _keys(data) if row[0] in names]
    assert len(wrapped) == 2
    await erase(api, customer)
    assert not names & {row[0] for row in _keys(data)}
    kept = b"".join(file.read_bytes() for file in data.glob("keys.db*"))
    assert not any(key in kept for key in wrapped)


async def test_an_erasure_that_is_interrupted_is_done_when_the_queue_comes_to_it_again(
    api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    customer, _ = await leaving_customer(api)

    async def fails(self: SqliteTransaction, persons: list[str]) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as broken:
        broken.setattr(SqliteTransaction, "destroy_keys", fails)
        assert (await erase(api, customer))["first_name"] is None
        assert f"person/{customer['customer_id']}" in {row[0] for row in _keys(tmp_path / "data")}
    await api.advance(seconds=2)
    assert f"person/{customer['customer_id']}" not in {row[0] for row in _keys(tmp_path / "data")}


def _keys(data: Path) -> list[tuple[str, bytes]]:
    ring = apsw.Connection(str(data / "keys.db"), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return [(str(name), bytes(wrapped)) for name, wrapped in ring.execute("SELECT name, wrapped FROM keys")]
    finally:
        ring.close()
