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


@pytest.mark.parametrize("spec", [spec for spec in OPERATIONS if spec.is_unsafe], ids=lambda spec: spec.operation_id)
def test_what_no_schema_names_is_masked(spec: Any) -> None:
    route = router().routes[spec.operation_id]
    body = json.dumps({"surname_of_the_client": CANARY, "nested": {"x": [CANARY]}, "customer_type": {"was": CANARY}})
    request, answer, _ = Redaction().bodies(route, body.encode(), spec.success_status, body.encode())
    assert CANARY not in f"{request}{answer}"


def test_what_is_personal_in_the_answer_is_in_the_request_too() -> None:
    route = router().routes["createDeposit"]
    body = json.dumps({"amount_cents": 1, "metadata": {"note": CANARY}}).encode()
    request, answer, _ = Redaction().bodies(route, body, 202, body)
    assert request == answer == '{"amount_cents":1,"metadata":"[personal]"}'


def test_an_open_object_is_masked_by_every_personal_name() -> None:
    route = router().routes["resendWebhookAttempt"]
    inside = {"email": CANARY, "secret": CANARY, "status": "ACTIVE"}
    body = json.dumps({"request_headers": {"x": inside}, "request_body": CANARY}).encode()
    _, answer, _ = Redaction().bodies(route, b"", 202, body)
    assert answer is not None
    assert json.loads(answer) == {
        "request_headers": {"x": {"email": "[personal]", "secret": "[secret]", "status": "ACTIVE"}},
        "request_body": "[personal]",
    }


def test_a_problem_keeps_where_and_why_and_not_what() -> None:
    route = router().routes["createCustomer"]
    told = {"code": "invalid_field", "detail": f"/email: {CANARY}", "status": 400}
    told["errors"] = [{"pointer": "/email", "code": "invalid_field", "detail": f'"{CANARY}" is no address'}]
    _, answer, _ = Redaction().bodies(route, b"", 400, json.dumps(told).encode())
    assert answer is not None
    assert json.loads(answer) == {
        "code": "invalid_field",
        "detail": "[left out]",
        "status": 400,
        "errors": [{"pointer": "/email", "code": "invalid_field"}],
    }


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (b"", None),
        (b"limit=3&status=ACTIVE&created_at.gte=2026-01-01", "limit=3&status=ACTIVE&created_at.gte=2026-01-01"),
        (b"email=canary%40example.com&limit=3", "email=[personal]&limit=3"),
        (b"%65mail=canary&name=canary&national_id=canary", "email=[personal]&name=[personal]&national_id=[personal]"),
        (b"access_token=canary", "access_token=[unknown]"),
        (b"canary", "[unknown]"),
    ],
)
def test_a_query_keeps_what_is_known_and_not_personal(sent: bytes, kept: str | None) -> None:
    assert Redaction().query(router().routes["listCustomers"], sent) == kept


def test_a_query_of_an_unknown_path_keeps_names_alone() -> None:
    assert Redaction().query(None, b"limit=canary") == "limit=[unknown]"


@pytest.mark.parametrize("body", [b"not json", b'{"a":"\xc3("}', b"[1,2]", b'"text"', b"[" * 5000])
def test_what_is_no_object_is_not_kept(body: bytes) -> None:
    route = router().routes["createCustomer"]
    assert Redaction().bodies(route, body, 400, b"") == (None, None, None)


def test_a_long_body_is_left_out_with_its_length() -> None:
    route = router().routes["createTransfer"]
    kept, _, _ = Redaction().bodies(route, json.dumps({"external_reference": "x" * 9000}).encode(), 400, b"")
    assert kept is not None
    assert json.loads(kept)["left_out_bytes"] > 9000
    kept, _, _ = Redaction().bodies(route, b"{" + b" " * 100_000 + b"}", 400, b"")
    assert kept == '{"left_out_bytes":100002}'
