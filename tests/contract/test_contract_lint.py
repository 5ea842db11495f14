"""The contract keeps its own conventions: names, parameters, refusals, examples, scopes, events.

Each rule is one test that lists every offender, so that a failure is a list of what to correct in
openapi.yaml. Where the rules come from: CONTRIBUTING.md, docs/concepts/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from sandbox.contract.document import load_contract

CONTRACT = load_contract()
SERVICES = Path(__file__).parents[2] / "sandbox" / "services"
METHODS = ("get", "post", "put", "patch", "delete")
MAX_SAFE_INTEGER = 2**53 - 1

# Refusals that the path of a request makes on its own, on any operation they fit; all others are
# declared by the operations that make them.
_ALWAYS_POSSIBLE = """
malformed_request invalid_field unknown_field unknown_parameter conflicting_pagination invalid_cursor
idempotency_key_required idempotency_key_invalid idempotency_key_in_flight idempotency_key_reused
unauthenticated key_expired key_revoked session_expired session_revoked organization_suspended insufficient_scope
bank_required bank_mismatch not_found method_not_allowed
payload_too_large unsupported_media_type rate_limited internal_error bank_read_only bank_replaced answer_lost
cursor_stale overloaded request_timeout misdirected_request
"""
ALWAYS_POSSIBLE = set(_ALWAYS_POSSIBLE.split())


WITHOUT_CREDENTIAL = {"acceptInvitation", "signIn", "signUp"}
"""Who makes a credential needs none."""

WITHOUT_SCOPE = {"getCurrentUser", "listSessions", "getSession", "revokeSession", "changePassword"}
"""Whoever is let in may ask who they are, and look after their own sessions."""


def resolve(value: dict[str, Any]) -> dict[str, Any]:
    """Follow references to the end."""
    while "$ref" in value:
        node: Any = CONTRACT
        for part in value["$ref"].removeprefix("#/").split("/"):
            node = node[part]
        value = node
    return value


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    """(method, path, operation) of the whole contract."""
    return [
        (method, path, item[method]) for path, item in CONTRACT["paths"].items() for method in METHODS if method in item
    ]


def parameters(operation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """An operation's parameters by name."""
    return {found["name"]: found for found in map(resolve, operation.get("parameters", []))}


def success(operation: dict[str, Any]) -> dict[str, Any]:
    """The one answer that is not a refusal."""
    (found,) = [value for status, value in operation["responses"].items() if status.startswith("2")]
    return resolve(found)


def property_schemas() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(where, property name, schema) of every property of every component schema."""
    for name, schema in CONTRACT["components"]["schemas"].items():
        for key, value in schema.get("properties", {}).items():
            yield f"{name}.{key}", key, value


def underlying(schema: dict[str, Any]) -> dict[str, Any]:
    """What a property holds when it is not null."""
    schema = resolve(schema)
    if "anyOf" in schema:
        (schema,) = [resolve(part) for part in schema["anyOf"] if part.get("type") != "null"]
    return schema


def of_type(schema: dict[str, Any], kind: str) -> bool:
    """Whether a schema is of a type, or of that type or null."""
    return schema.get("type") in (kind, [kind, "null"])


def test_it_is_valid_openapi() -> None:
    document: Any = CONTRACT
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_every_operation_id_is_a_verb_and_a_noun_and_unique() -> None:
    names = [operation["operationId"] for _, _, operation in operations()]
    assert [name for name in names if not re.fullmatch(r"[a-z]+([A-Z][a-z0-9]+)+", name)] == []
    assert len(names) == len(set(names))


def test_every_operation_has_one_tag_and_every_tag_its_folder() -> None:
    tags = {tag["name"] for tag in CONTRACT["tags"]}
    for _, _, operation in operations():
        assert len(operation["tags"]) == 1, operation["operationId"]
        assert operation["tags"][0] in tags, operation["operationId"]
    folders = {path.name for path in SERVICES.iterdir() if (path / "__init__.py").exists()}
    assert sorted(tags - folders) == ["simulations"]  # the outside world's: sandbox/world
    for tag in CONTRACT["tags"]:
        assert tag["description"], tag["name"]
        assert tag["x-bian"], tag["name"]


def test_every_operation_says_what_it_does() -> None:
    silent = [op["operationId"] for _, _, op in operations() if not (op.get("summary") and op.get("description"))]
    assert silent == []


def test_an_operation_that_asks_for_a_state_says_for_which() -> None:
    for _, _, operation in operations():
        is_bound = "wrong_state" in operation.get("x-problems", ())
        assert is_bound == bool(operation.get("x-allowed-from")), operation["operationId"]


def test_every_operation_names_known_scopes_and_every_scope_is_used() -> None:
    known = set(CONTRACT["x-scopes"])
    used: set[str] = set()
    for _, _, operation in operations():
        name = operation["operationId"]
        assert len(operation["security"]) == (0 if name in WITHOUT_CREDENTIAL else 1), name
        scopes = {scope for one in operation["security"] for scope in one["bearer"]}
        assert scopes <= known, name
        assert bool(scopes) == (name not in WITHOUT_CREDENTIAL | WITHOUT_SCOPE), name
        used |= scopes
    assert sorted(known - used) == []


def test_times_are_date_times_and_dates_are_dates() -> None:
    wrong = []
    for where, key, schema in property_schemas():
        form = underlying(schema).get("format")
        if (key.endswith("_at") and form != "date-time") or (key.endswith("_date") and form != "date"):
            wrong.append(where)
    assert wrong == []


def test_money_is_an_integer_that_every_language_can_hold() -> None:
    wrong = []
    for where, key, schema in property_schemas():
        if key.endswith("_cents"):
            found = underlying(schema)
            bounds = (found.get("minimum", -MAX_SAFE_INTEGER - 1), found.get("maximum", MAX_SAFE_INTEGER + 1))
            if not of_type(found, "integer") or bounds[0] < -MAX_SAFE_INTEGER or bounds[1] > MAX_SAFE_INTEGER:
                wrong.append(where)
    assert wrong == []


def test_no_number_is_a_float() -> None:
    def floats(value: Any, where: str) -> Iterator[str]:
        if isinstance(value, dict):
            if of_type(value, "number"):
                yield where
            for key, item in value.items():
                yield from floats(item, f"{where}/{key}")
        elif isinstance(value, list):
            for index, item in enumerate(value):
                yield from floats(item, f"{where}/{index}")

    assert list(floats(CONTRACT["components"], "components")) == []


def test_names_on_the_wire_are_snake_case() -> None:
    wrong = [where for where, key, _ in property_schemas() if not re.fullmatch(r"[a-z][a-z0-9_]*", key)]
    assert wrong == []
    for _, _, operation in operations():
        for name, found in parameters(operation).items():
            if found["in"] == "query":
                assert re.fullmatch(r"[a-z][a-z0-9_]*(\.(gte|lt))?", name), (operation["operationId"], name)


def test_path_parameters_are_declared_and_only_they() -> None:
    for _, path, operation in operations():
        declared = [name for name, found in parameters(operation).items() if found["in"] == "path"]
        assert sorted(declared) == sorted(re.findall(r"{(\w+)}", path)), operation["operationId"]


def test_every_unsafe_operation_takes_an_idempotency_key() -> None:
    for method, _, operation in operations():
        has_key = "Idempotency-Key" in parameters(operation)
        assert has_key == (method != "get"), operation["operationId"]


def test_money_operations_require_it_and_only_they() -> None:
    for _, _, operation in operations():
        key = parameters(operation).get("Idempotency-Key", {})
        assert bool(key.get("required")) == (operation["x-rate-class"] == "money"), operation["operationId"]


def test_rate_class_and_store_are_known() -> None:
    for method, _, operation in operations():
        name = operation["operationId"]
        unsafe = {"sign_in"} if name in WITHOUT_CREDENTIAL else {"write", "money"}
        assert operation["x-rate-class"] in ({"read"} if method == "get" else unsafe), name
        assert operation.get("x-store", "bank") in {"bank", "platform", "either"}, name


def test_every_problem_is_in_the_registry_and_its_status_declared() -> None:
    registry = CONTRACT["x-problems"]
    for _, _, operation in operations():
        name = operation["operationId"]
        for code in operation.get("x-problems", []):
            assert code in registry, (name, code)
            assert str(registry[code]["status"]) in operation["responses"], (name, code)


def test_statuses_of_the_path_of_a_request_are_declared() -> None:
    for method, path, operation in operations():
        wanted = {"400", "429", "503"} | ({"401", "403"} if operation["security"] else set())
        wanted |= {"404"} if "{" in path else set()
        wanted |= {"409", "422"} if method != "get" else set()
        wanted |= {"413", "415"} if "requestBody" in operation else set()
        assert sorted(wanted - set(operation["responses"])) == [], operation["operationId"]


def test_every_problem_of_the_registry_is_used_and_explained() -> None:
    used = {code for _, _, operation in operations() for code in operation.get("x-problems", [])}
    registry = CONTRACT["x-problems"]
    assert sorted(set(registry) - used - ALWAYS_POSSIBLE) == []
    assert sorted(ALWAYS_POSSIBLE - set(registry)) == []
    for code, spec in registry.items():
        assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", code)
        for part in ("title", "description", "action"):
            assert spec[part].strip(), (code, part)
        assert spec["description"].endswith("."), code
        assert spec["action"].endswith("."), code
        assert 400 <= spec["status"] < 600, code


def test_every_refusal_is_a_problem_document() -> None:
    for _, _, operation in operations():
        for status, found in operation["responses"].items():
            if not status.startswith("2"):
                content = resolve(found)["content"]
                assert list(content) == ["application/problem+json"], (operation["operationId"], status)


def test_lists_are_arrays_with_links_and_a_limit() -> None:
    for _, _, operation in operations():
        content = success(operation).get("content", {})
        is_array = content.get("application/json", {}).get("schema", {}).get("type") == "array"
        name = operation["operationId"]
        assert is_array == name.startswith("list"), name
        assert is_array == ("Link" in success(operation).get("headers", {})), name
        assert is_array == ({"limit", "cursor", "page"} <= parameters(operation).keys()), name


def test_every_answer_carries_its_request_id() -> None:
    for _, _, operation in operations():
        for status, found in operation["responses"].items():
            assert "Request-Id" in resolve(found).get("headers", {}), (operation["operationId"], status)


def test_bodies_refuse_unknown_properties() -> None:
    for _, _, operation in operations():
        if "application/json" in resolve(operation.get("requestBody", {})).get("content", {}):
            schema = resolve(resolve(operation["requestBody"])["content"]["application/json"]["schema"])
            assert schema["additionalProperties"] is False, operation["operationId"]


def test_event_types_are_a_noun_and_a_past_participle() -> None:
    participle = re.compile(r"[a-z]+(_[a-z]+)*\.([a-z]+_)*([a-z]+ed|begun|sent|reset)")
    assert [name for name in CONTRACT["webhooks"] if not participle.fullmatch(name)] == []


def _examples() -> Iterator[tuple[str, dict[str, Any], Any]]:
    """(where, schema, example) of every example in the contract."""
    for name, schema in CONTRACT["components"]["schemas"].items():
        yield from _schema_examples(name, schema)
    for _, _, operation in operations():
        name = operation["operationId"]
        bodies = [("body", resolve(operation["requestBody"]))] if "requestBody" in operation else []
        bodies += [(status, resolve(found)) for status, found in operation["responses"].items()]
        for where, body in bodies:
            for media in body.get("content", {}).values():
                if "example" in media:
                    yield f"{name} {where}", media["schema"], media["example"]
                for key, example in media.get("examples", {}).items():
                    yield f"{name} {where} {key}", media["schema"], example["value"]
        for key, found in parameters(operation).items():
            yield from _schema_examples(f"{name} {key}", found["schema"])
            if "example" in found:
                yield f"{name} {key}", found["schema"], found["example"]


def _schema_examples(where: str, schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], Any]]:
    for example in schema.get("examples", []):
        yield where, schema, example
    if "default" in schema:
        yield f"{where} default", schema, schema["default"]
    for key, value in schema.get("properties", {}).items():
        yield from _schema_examples(f"{where}.{key}", value)
    if isinstance(schema.get("items"), dict):
        yield from _schema_examples(f"{where}[]", schema["items"])


def test_every_example_is_valid() -> None:
    wrong = []
    count = 0
    for where, schema, example in _examples():
        whole = {**schema, "components": CONTRACT["components"]}
        validator = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
        wrong += [f"{where}: {error.instance_path} {error.message}" for error in validator.iter_errors(example)]
        count += 1
    assert wrong == []
    assert count > 200


@pytest.mark.parametrize("part", ["body", "success"])
def test_every_body_and_every_answer_shows_an_example(part: str) -> None:
    silent = []
    for _, _, operation in operations():
        found = resolve(operation["requestBody"]) if part == "body" and "requestBody" in operation else {}
        found = success(operation) if part == "success" else found
        for media in found.get("content", {}).values():
            if "example" not in media and "examples" not in media:
                silent.append(operation["operationId"])
    assert silent == []
