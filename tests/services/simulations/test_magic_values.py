"""GET /simulations/magic_values and `metadata.simulate`: outcomes that are asked for ahead."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sandbox.contract.document import load_contract
from sandbox.pages.docs.tables import TABLES
from sandbox.world.magic import entries
from tests.services.api import Api
from tests.services.builders import balances, make_account, make_customer

ROOT = Path(__file__).parents[3]


async def deposit(api: Api, simulate: str, method: str = "CASH", cents: int = 10_00) -> dict[str, Any]:
    account = await make_account(api)
    body = {"account_id": account["account_id"], "amount_cents": cents, "currency": "USD", "method": method}
    made = api.ok(await api.post("/transactions/deposit", {**body, "metadata": {"simulate": simulate}}))
    await api.settle()
    found: dict[str, Any] = api.ok(await api.get(f"/transactions/{made['transaction_id']}"))
    return {**found, "account": account}


@pytest.mark.parametrize(
    ("simulate", "status"), [("verified", "VERIFIED"), ("review", "IN_REVIEW"), ("rejected", "REJECTED"),
                             ("document", "DOCUMENT_REQUIRED")]
)  # fmt: skip
async def test_a_customer_asks_for_the_end_of_its_verification(api: Api, simulate: str, status: str) -> None:
    customer = await make_customer(api, last_name="Denied", metadata={"simulate": f"kyc:{simulate}"})
    (verification,) = api.ok(await api.get("/verifications", customer_id=customer["customer_id"]))
    assert verification["status"] == status


@pytest.mark.parametrize(
    ("score", "status", "waits"), [("LOW", "COMPLETED", False), ("MEDIUM", "PENDING", True), ("HIGH", "FAILED", False)]
)
async def test_a_movement_asks_for_its_score(api: Api, score: str, status: str, waits: bool) -> None:
    done = await deposit(api, f"fraud:{score}")
    assert (done["fraud_score"], done["status"], done["requires_approval"]) == (score, status, waits)


async def test_a_cheque_asks_to_come_back_before_and_after_it_clears(api: Api) -> None:
    early = await deposit(api, "cheque:return@+1d", method="CHEQUE")
    late = await deposit(api, "cheque:return@+10bd", method="CHEQUE")
    await api.advance(days=2)
    assert api.ok(await api.get(f"/transactions/{early['transaction_id']}"))["failure_code"] == "cheque_returned"
    await api.advance(days=7)
    assert (await balances(api, late["account"]))[2] == 10_00
    await api.advance(days=14)
    assert api.ok(await api.get(f"/transactions/{late['transaction_id']}"))["status"] == "REVERSED"
    assert (await balances(api, late["account"]))[2] == 0


async def test_a_cheque_asks_to_clear_early(api: Api) -> None:
    asked = await deposit(api, "cheque:clear@+1d", method="CHEQUE")
    await api.advance(days=1)
    assert api.ok(await api.get(f"/transactions/{asked['transaction_id']}"))["status"] == "COMPLETED"


@pytest.mark.parametrize("simulate", ["fraud:PURPLE", "kyc:review", "cheque:return@+2bd", "", "fraud:HIGH\n"])
async def test_what_cannot_be_asked_is_refused_and_nothing_is_changed(api: Api, simulate: str) -> None:
    account = await make_account(api)
    body = {"account_id": account["account_id"], "amount_cents": 1, "currency": "USD", "method": "CASH"}
    reply = await api.post("/transactions/deposit", {**body, "metadata": {"simulate": simulate}})
    assert (reply.status, reply.code) == (422, "unknown_simulation")
    assert api.ok(await api.get("/transactions")) == []


@pytest.mark.parametrize("path", ["/accounts", "/holds"])
async def test_where_nothing_can_be_asked_anything_is_refused(api: Api, path: str) -> None:
    account = await make_account(api, cents=10_00)
    body = {
        "/accounts": {"customer_id": account["customer_id"], "account_type": "CHECKING", "currency": "USD"},
        "/holds": {"account_id": account["account_id"], "amount_cents": 1, "currency": "USD"},
    }[path]
    reply = await api.post(path, {**body, "metadata": {"simulate": "fraud:HIGH"}})
    assert (reply.status, reply.code) == (422, "unknown_simulation")


async def test_an_update_is_asked_for_outcomes_that_exist_too(api: Api) -> None:
    account = await make_account(api)
    customer, own = f"/customers/{account['customer_id']}", f"/accounts/{account['account_id']}"
    for path, simulate in ((customer, "kyc:purple"), (customer, "fraud:HIGH"), (own, "kyc:verified")):
        reply = await api.patch(path, {"metadata": {"simulate": simulate}})
        assert (reply.status, reply.code) == (422, "unknown_simulation")
        assert api.ok(await api.get(path))["metadata"] == {}
    assert api.ok(await api.patch(customer, {"metadata": {"simulate": "kyc:review"}}))["metadata"] != {}
    assert api.ok(await api.patch(own, {"metadata": {"a": "b"}}))["metadata"] == {"a": "b"}


async def test_the_table_is_listed_page_by_page(api: Api) -> None:
    whole = api.ok(await api.get("/simulations/magic_values", limit=100))
    assert whole == [one._asdict() for one in entries()]
    first = await api.get("/simulations/magic_values", limit=7)
    cursor = first.headers["link"].partition("cursor=")[2].partition(">")[0]
    second = api.ok(await api.get("/simulations/magic_values", limit=7, cursor=cursor))
    assert api.ok(first) + second == whole[:14]
    assert api.ok(await api.get("/simulations/magic_values", limit=7, page=2)) == second


def test_the_contract_and_the_docs_show_the_same_table() -> None:
    assert load_contract()["x-magic-values"] == [one._asdict() for one in entries()]
    assert "<!-- table: magic-values -->" in (ROOT / "docs" / "reference" / "magic-values.md").read_text()
    shown = TABLES["magic-values"]().splitlines()
    for one in entries():
        (row,) = (line for line in shown if f"| `{one.place}` | `{one.value}` | {one.outcome} |" in line)
        assert f"[`{one.applies_to}`]" in row
