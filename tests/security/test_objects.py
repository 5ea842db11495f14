"""Ids of others lead nowhere, in paths, bodies and queries; and nobody writes what is not theirs to write.

Others are: another organization, and another bank of the same organization. The cases are made from the
contract: a property that takes an id is covered as soon as it is there.
"""

from __future__ import annotations

from typing import Any

from sandbox.contract.document import load_contract
from sandbox.contract.models.operations import OPERATIONS
from sandbox.contract.specification import OperationSpec
from tests.services.api import Api
from tests.services.everything import NOWHERE, body_of, make_everything, path_of, send

by_id = {spec.operation_id: spec for spec in OPERATIONS}
NAMES = {"settingKey", "eventType"}
"""What every bank has: a stranger finds their own."""
with_ids = [spec for spec in OPERATIONS if any(wire not in NAMES for wire, _ in spec.path_parameters)]


def _schema(node: Any) -> Any:
    while isinstance(node, dict) and "$ref" in node:
        node = load_contract()["components"]["schemas"][node["$ref"].rpartition("/")[2]]
    return node


def _takes_id(node: Any) -> bool:
    if not isinstance(node, dict):
        return False
    if node.get("$ref", "").endswith("/IdReference"):
        return True
    return any(_takes_id(one) for one in [*node.get("anyOf", ()), node.get("items")])


def _operation(spec: OperationSpec) -> Any:
    return load_contract()["paths"][spec.path][spec.method.lower()]


def _body_schema(spec: OperationSpec) -> Any:
    content = _operation(spec).get("requestBody", {}).get("content", {})
    return _schema(content["application/json"]["schema"]) if "application/json" in content else None


def _ids_in_bodies() -> list[tuple[OperationSpec, str]]:
    found = []
    for spec in OPERATIONS:
        schema = _body_schema(spec)
        for name, node in (schema or {}).get("properties", {}).items():
            if _takes_id(node):
                found.append((spec, name))
    return found


def _ids_in_queries() -> list[tuple[OperationSpec, str]]:
    return [
        (spec, parameter["name"])
        for spec in OPERATIONS
        for parameter in _operation(spec).get("parameters", ())
        if parameter.get("in") == "query" and _takes_id(parameter.get("schema"))
    ]


async def test_no_operation_finds_an_id_of_another_organization(api: Api) -> None:
    ids = await make_everything(api)
    stranger = await api.another_bank()
    for spec in with_ids:
        reply = await send(stranger, spec, ids)
        assert (spec.operation_id, reply.status, reply.code) == (spec.operation_id, 404, "not_found")
    asked = {spec.operation_id for spec in with_ids}
    assert asked == {spec.operation_id for spec in OPERATIONS if {wire for wire, _ in spec.path_parameters} - NAMES}


async def test_no_operation_on_a_bank_finds_an_id_of_another_bank_of_the_same_organization(api: Api) -> None:
    ids = await make_everything(api)
    sibling = await api.of_bank(api.ok(await api.post("/banks", {"name": "Sibling"})))
    for spec in with_ids:
        if spec.store == "platform":
            continue  # what belongs to the organization: its people, its banks
        reply = await send(sibling, spec, ids)
        assert (spec.operation_id, reply.status, reply.code) == (spec.operation_id, 404, "not_found")
    for operation_id in ("getApiKey", "updateApiKey", "rollApiKey", "revokeApiKey"):
        reply = await send(sibling, by_id[operation_id], ids)
        assert (operation_id, reply.status) == (operation_id, 404)


KNOWN_IN_BODY = {
    "customer_id": "person",
    "account_id": "accountId",
    "source_account_id": "accountId",
    "destination_account_id": "otherAccountId",
    "joint_customer_ids": "person",
    "verification_id": "verificationId",
    "snapshot_id": "snapshotId",
    "event_id": "eventId",
    "resource_id": "accountId",
    "organization_id": "organizationId",
    "api_key_id": "apiKeyId",
    "bank_id": "bankId",
}


async def test_no_body_names_an_id_of_another_organization(api: Api) -> None:
    """Everything else in the body is the stranger's own and right: only the foreign id can be refused."""
    cases = _ids_in_bodies()
    assert {name for _, name in cases} <= set(KNOWN_IN_BODY)
    theirs = await make_everything(api)
    # Of another seed: its own resources have ids of their own.
    stranger = await Api._of(api.world, *await api.world.host.new_organization("Other Fintech", seed=2))
    own = await make_everything(stranger)
    for spec, name in cases:
        body = body_of(spec, own) or {}
        foreign = theirs[KNOWN_IN_BODY[name]]
        node = _body_schema(spec)["properties"][name]
        body[name] = [foreign] if _schema(node).get("type") == "array" else foreign
        if name == "joint_customer_ids":
            body["ownership"] = "JOINT"
        key = f"foreign-{spec.operation_id}-{name}" if spec.is_unsafe else None
        reply = await stranger.request(spec.method, path_of(spec, own), body, key=key)
        if (spec.operation_id, name) == ("createBank", "organization_id"):
            # Any organization but one's own is the operator's to name, whether there is one or not.
            assert (reply.status, reply.code) == (403, "insufficient_scope")
            continue
        if spec.operation_id == "signIn":
            # Nothing is said to those who are nobody yet.
            assert (reply.status, reply.code) == (401, "sign_in_failed")
            continue
        assert reply.status in (404, 422), (spec.operation_id, name, reply.status, reply.body)
        assert reply.code in ("not_found", "history_not_found"), (spec.operation_id, name, reply.code)


async def test_no_filter_shows_what_belongs_to_an_id_of_another_organization(api: Api) -> None:
    theirs = await make_everything(api)
    stranger = await api.another_bank()
    own = {**NOWHERE, "organizationId": stranger.ok(await stranger.get("/users/me"))["organization_id"]}
    for spec, name in _ids_in_queries():
        reply = await stranger.request("GET", path_of(spec, own), query={name: theirs[_of_filter(name)]})
        assert reply.status == 404 or reply.body in ([], None), (spec.operation_id, name, reply.body)


OTHER_FILTERS = {
    "user_id": "apiKeyId",
    "entity_id": "accountId",
    "forked_from": "bankId",
    "correlation_id": "requestId",
}


def _of_filter(name: str) -> str:
    """The path parameter that a filter is named after."""
    first, *rest = name.split("_")
    return OTHER_FILTERS.get(name) or KNOWN_IN_BODY.get(name) or first + "".join(word.title() for word in rest)


# Mass assignment ---------------------------------------------------------------------------------
ALWAYS = (
    "is_admin", "__proto__", "constructor", "id", "organization_id", "bank_id", "status", "kyc_status", "role_",
    "created_at", "updated_at", "created_by", "balance_cents", "available_balance_cents",
)  # fmt: skip


def _not_writable(spec: OperationSpec) -> list[str]:
    """What the answers show and the body does not take, and what no body takes."""
    schema = _body_schema(spec)
    shown: set[str] = set()
    for answer in _operation(spec)["responses"].values():
        for content in answer.get("content", {}).values():
            shown |= set((_schema(content["schema"]) or {}).get("properties", {}))
    return sorted({*shown, *ALWAYS} - set(schema["properties"]))


async def test_no_body_sets_what_is_not_its_to_set(api: Api) -> None:
    ids = await make_everything(api)
    await api.settle()
    tried = 0
    with_bodies = [spec for spec in OPERATIONS if spec.is_unsafe and _body_schema(spec) is not None]
    for spec in with_bodies:
        for name in _not_writable(spec):
            body = {**(body_of(spec, ids) or {}), name: "x"}
            reply = await api.request(spec.method, path_of(spec, ids), body, key=f"m-{tried}")
            assert (reply.status, reply.code) == (400, "unknown_field"), (spec.operation_id, name, reply.body)
            tried += 1
    assert tried >= len(with_bodies) * len(ALWAYS) / 2


def test_every_body_is_closed_at_every_depth() -> None:
    """No object of a request takes properties that the contract does not name, but for maps of bounded text."""
    for spec in OPERATIONS:
        schema = _body_schema(spec)
        if schema is not None:
            _check_closed(schema, spec.operation_id)


def _check_closed(node: Any, where: str) -> None:
    node = _schema(node)
    if not isinstance(node, dict):
        return
    if node.get("type") == "object" or "properties" in node:
        extra = node.get("additionalProperties")
        if isinstance(extra, dict):
            assert "maxProperties" in node, f"{where}: a map without bounds"
        else:
            assert extra is False, f"{where}: takes anything"
        for name, inner in node.get("properties", {}).items():
            _check_closed(inner, f"{where}.{name}")
    for name in ("anyOf", "oneOf", "allOf"):
        for inner in node.get(name, ()):
            _check_closed(inner, where)
    if "items" in node:
        assert "maxItems" in node, f"{where}: a list without bounds"
        _check_closed(node["items"], f"{where}[]")


async def test_nothing_changes_where_a_body_was_refused(api: Api) -> None:
    ids = await make_everything(api)
    await api.settle()
    before = api.bank.commit_number
    path = f"/customers/{ids['customerId']}"
    for name in ("customer_id", "kyc_status", "status", "created_at"):
        assert (await api.patch(path, {"phone_number": "+12025550100", name: "x"})).code == "unknown_field"
    assert api.bank.commit_number == before
    assert api.ok(await api.get(path))["phone_number"] is None
