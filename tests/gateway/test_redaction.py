"""What the request log may keep of a body: every personal and secret property of every operation is masked."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sandbox.contract.document import load_contract
from sandbox.contract.models.operations import OPERATIONS
from sandbox.gateway.redaction import Redaction
from tests.services.api import router

CANARY = "canary-7f3a"


def planted(schema: dict[str, Any], depth: int = 0) -> Any:
    """A body in which every personal or secret string is the canary."""
    contract = load_contract()
    while "$ref" in schema:
        node: Any = contract
        for part in schema["$ref"].removeprefix("#/").split("/"):
            node = node[part]
        schema = {**node, **{key: value for key, value in schema.items() if key != "$ref"}}
    if "anyOf" in schema:
        return planted({**schema["anyOf"][0], **{k: v for k, v in schema.items() if k != "anyOf"}}, depth)
    if "properties" in schema and depth < 4:
        return {
            name: CANARY if value.get("x-pii") or value.get("x-secret") else planted(value, depth + 1)
            for name, value in schema["properties"].items()
        }
    if schema.get("type") == "array" and depth < 4:
        return [planted(schema["items"], depth + 1)]
    return "plain"


@pytest.mark.parametrize("spec", [spec for spec in OPERATIONS if spec.is_unsafe], ids=lambda spec: spec.operation_id)
def test_no_canary_gets_through(spec: Any) -> None:
    operation = load_contract()["paths"][spec.path][spec.method.lower()]
    asked = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    told = operation["responses"][str(spec.success_status)].get("content", {}).get("application/json", {}).get("schema")
    bodies = [json.dumps(planted(schema)).encode() if schema else b"" for schema in (asked, told)]
    route = router().routes[spec.operation_id]
    request, answer, _ = Redaction().bodies(route, bodies[0], spec.success_status, bodies[1])
    for kept, schema in ((request, asked), (answer, told)):
        assert (kept is not None) == (schema is not None)
        assert CANARY not in (kept or "")


@pytest.mark.parametrize("body", [b"not json", b'{"a":"\xc3("}', b"[1,2]", b'"text"', b"[" * 5000])
def test_what_is_no_object_is_not_kept(body: bytes) -> None:
    route = router().routes["createCustomer"]
    assert Redaction().bodies(route, body, 400, b"") == (None, None, None)


def test_a_long_body_is_left_out_with_its_length() -> None:
    route = router().routes["createTransfer"]
    kept, _, _ = Redaction().bodies(route, json.dumps({"description": "x" * 9000}).encode(), 400, b"")
    assert kept is not None
    assert json.loads(kept)["left_out_bytes"] > 9000
