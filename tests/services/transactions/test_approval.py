"""POST /transactions/{transactionId}/approve and /reject: a second person decides."""

from __future__ import annotations

from typing import Any

from tests.services.api import Api
from tests.services.builders import balances, make_account, transfer


async def waiting(api: Api) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    source, destination = await make_account(api, cents=1_000), await make_account(api)
    api.ok(await api.put("/settings/transactions.approval_limit_cents", {"setting_value": "500"}))
    return source, destination, await transfer(api, source, destination, 501)


async def test_a_movement_above_the_limit_completes_when_somebody_else_approves(api: Api) -> None:
    source, destination, movement = await waiting(api)
    assert (movement["status"], movement["requires_approval"]) == ("PENDING", True)
    assert len(await api.events("transaction.approval_required")) == 1
    reviewer = await api.with_scopes("transactions:approve", "transactions:read")
    approved = api.ok(await reviewer.post(f"/transactions/{movement['transaction_id']}/approve"))
    assert approved["approved_by"] == api.ok(await reviewer.get("/users/me"))["user_id"]
    await api.settle()
    done = api.ok(await api.get(f"/transactions/{movement['transaction_id']}"))
    assert done["status"] == "COMPLETED"
    assert await balances(api, destination) == (501, 0, 501)
    assert await balances(api, source) == (499, 0, 499)


async def test_nobody_decides_on_their_own_movement(api: Api) -> None:
    _, _, movement = await waiting(api)
    for action in ("approve", "reject"):
        reply = await api.post(f"/transactions/{movement['transaction_id']}/{action}")
        assert (reply.status, reply.code) == (403, "self_approval")


async def test_a_rejected_movement_fails_and_frees_its_money(api: Api) -> None:
    source, destination, movement = await waiting(api)
    reviewer = await api.with_scopes("transactions:approve")
    path = f"/transactions/{movement['transaction_id']}"
    rejected = api.ok(await reviewer.post(f"{path}/reject", {"reason": "Unknown payee"}))
    assert (rejected["status"], rejected["failure_code"]) == ("FAILED", "approval_rejected")
    assert await balances(api, source) == (1_000, 0, 1_000)
    assert await balances(api, destination) == (0, 0, 0)
    for action in ("approve", "reject"):
        assert (await reviewer.post(f"{path}/{action}")).code == "wrong_state"


async def test_a_movement_that_waits_for_nobody_is_not_decided(api: Api) -> None:
    source, destination = await make_account(api, cents=10), await make_account(api)
    movement = await transfer(api, source, destination, 1)
    reviewer = await api.with_scopes("transactions:approve")
    reply = await reviewer.post(f"/transactions/{movement['transaction_id']}/approve")
    assert (reply.code, reply.body["current_status"]) == ("wrong_state", "COMPLETED")
