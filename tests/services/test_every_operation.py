"""What holds for every operation of the contract: authentication, scopes, isolation, replay.

The cases are made from the operation table, so an operation that is added is covered from its first
day. Bodies are the contract's own examples, with ids that exist.
"""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.contract.models import SECRETS
from sandbox.contract.models.operations import OPERATIONS
from tests.services.api import Api
from tests.services.everything import NOWHERE, body_of, make_everything, path_of, send

by_id = {spec.operation_id: spec for spec in OPERATIONS}
anonymous = [spec.operation_id for spec in OPERATIONS if spec.is_anonymous]
credited = sorted(by_id.keys() - {*anonymous})
scoped = [spec.operation_id for spec in OPERATIONS if spec.scopes]
NAMES = ("settingKey", "eventType")
"""What every bank has: a stranger finds their own."""
with_ids = [spec.operation_id for spec in OPERATIONS if any(wire not in NAMES for wire, _ in spec.path_parameters)]
naming_ids = ["openAccount", "createTransfer", "createDeposit", "createWithdrawal", "chargeFee", "placeHold",
              "startVerification", "uploadDocument"]  # fmt: skip
SHOWN_ONCE = {name for names in SECRETS.values() for name in names} | {"api_key"}
unsafe = [spec.operation_id for spec in OPERATIONS if spec.is_unsafe and not spec.is_upload]


@pytest.mark.parametrize("operation_id", credited)
async def test_nobody_is_let_in_without_a_key_or_with_a_wrong_one(api: Api, operation_id: str) -> None:
    nobody = api.without_key()
    for token in (None, "sbk_wrong", "Ünknown"):
        nobody.token = token
        reply = await send(nobody, by_id[operation_id], NOWHERE)
        assert (reply.status, reply.code) == (401, "unauthenticated")
        assert reply.headers["www-authenticate"].startswith("Bearer")


SCOPES_OF_THEIR_OWN = {
    "createOrganization": "platform:admin",
    "rotateEncryptionKey": "platform:admin",
    "eraseCustomer": "customers:erase",
    "approveVerification": "kyc:review",
    "rejectVerification": "kyc:review",
    "approveTransaction": "transactions:approve",
    "rejectTransaction": "transactions:approve",
    "reverseTransaction": "transactions:reverse",
    "getCurrentUser": None,
    # Everybody looks after their own sessions; who has none makes one.
    **dict.fromkeys(("listSessions", "getSession", "revokeSession", "changePassword", *anonymous)),
}


@pytest.mark.parametrize("operation_id", sorted(by_id))
def test_an_operation_asks_for_the_scope_of_its_kind(operation_id: str) -> None:
    spec = by_id[operation_id]
    usual = f"{spec.tag}:{'write' if spec.is_unsafe else 'read'}"
    wanted = SCOPES_OF_THEIR_OWN.get(operation_id, usual)
    assert spec.scopes == (() if wanted is None else (wanted,))


async def test_a_key_without_the_scope_is_refused_by_every_operation(api: Api) -> None:
    for operation_id in scoped:
        spec = by_id[operation_id]
        held = {scope for other in OPERATIONS for scope in other.scopes} - {*spec.scopes, "platform:admin"}
        key = await api.with_scopes(*sorted(held))
        reply = await send(key, spec, NOWHERE)
        assert (operation_id, reply.status, reply.code) == (operation_id, 403, "insufficient_scope")
        assert spec.scopes[0] in reply.body["detail"]


async def test_ids_of_another_bank_are_not_found_by_any_operation(api: Api) -> None:
    ids = await make_everything(api)
    stranger = await api.another_bank()
    for operation_id in with_ids:
        reply = await send(stranger, by_id[operation_id], ids)
        assert (operation_id, reply.status, reply.code) == (operation_id, 404, "not_found")


async def test_ids_of_another_bank_in_a_body_are_not_found(api: Api) -> None:
    ids = await make_everything(api)
    stranger = await api.another_bank()
    for operation_id in naming_ids:
        reply = await send(stranger, by_id[operation_id], ids)
        assert (operation_id, reply.status, reply.code) == (operation_id, 404, "not_found")


async def test_lists_never_show_what_belongs_to_another_bank(api: Api) -> None:
    ids = await make_everything(api)
    stranger = await api.another_bank()
    mine = set(ids.values())
    for spec in OPERATIONS:
        if not spec.is_list or spec.path_parameters or spec.tag == "settings":
            continue
        found = api.ok(await stranger.request("GET", spec.path))
        seen = {value for item in found for value in item.values() if isinstance(value, str)}
        assert not seen & mine, spec.operation_id


async def test_every_unsafe_operation_replays_the_answer_of_its_key(api: Api) -> None:
    ids = await make_everything(api)
    api.ok(await api.put("/settings/transactions.approval_limit_cents", {"setting_value": "100000000"}))
    refused = []
    for operation_id in unsafe:
        spec = by_id[operation_id]
        first = await send(api, spec, ids)
        again = await send(api, spec, ids)
        assert first.status != 400, (operation_id, first.body)
        assert (operation_id, again.status) == (operation_id, first.status)
        if first.status != 403:
            assert (again.body or {}) == _without_secrets(first.body or {}), operation_id
            assert again.headers.get("idempotent-replayed") == "true", operation_id
        if first.status >= 400:
            refused.append(operation_id)
    # Most examples are accepted as they stand; what is refused is refused for its state.
    assert len(refused) < len(unsafe) / 2, refused


def _without_secrets(body: dict[str, Any]) -> dict[str, Any]:
    """An answer as it is replayed, also where what is shown once is within."""
    inner = {name: _without_secrets(value) if isinstance(value, dict) else value for name, value in body.items()}
    return {name: value for name, value in inner.items() if name not in SHOWN_ONCE}


@pytest.mark.parametrize("operation_id", unsafe)
async def test_an_unsafe_operation_refuses_an_invalid_key(api: Api, operation_id: str) -> None:
    spec = by_id[operation_id]
    reply = await send(api, spec, NOWHERE, key="x" * 256)
    assert (reply.status, reply.code) == (400, "idempotency_key_invalid")
    if spec.is_idempotency_key_required:
        reply = await api.request(spec.method, path_of(spec, NOWHERE), body_of(spec, NOWHERE))
        assert (reply.status, reply.code) == (400, "idempotency_key_required")
