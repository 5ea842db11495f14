"""The generator keeps what the contract says, or refuses to generate.

Small documents go in, and the classes that come out are executed and tried with msgspec, so that a
constraint counts as kept only when a wrong value is really refused.
"""

from __future__ import annotations

import datetime
import sys
import types
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sandbox.contract.document import load_contract
from sandbox.contract.generator import MODELS, Unsupported, generate, stale, write
from sandbox.contract.generator_types import Writer, pascal, snake


def classes(schemas: dict[str, Any]) -> dict[str, Any]:
    """The generated classes of some schemas, ready to use."""
    writer = Writer(schemas)
    body = "\n\n".join(source for name, schema in schemas.items() for _, source, _ in writer.definition(name, schema))
    module = types.ModuleType("generated_in_a_test")
    # msgspec resolves annotations by the module's name.
    sys.modules[module.__name__] = module
    exec(writer.imports(body) + body, module.__dict__)
    return vars(module)


def decode(schema: dict[str, Any], raw: bytes, **others: Any) -> Any:
    """Decode with the class of one object schema."""
    made = classes({**others, "Thing": {"type": "object", "description": "A thing.", **schema}})
    return msgspec.json.decode(raw, type=made["Thing"])


def closed(*required: str, **properties: Any) -> dict[str, Any]:
    """An object schema that takes no other properties."""
    return {"additionalProperties": False, "required": [*required], "properties": properties}


# What is refused --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "named"),
    [
        ({"type": "string", "contentEncoding": "base64"}, "contentEncoding"),
        ({"type": "integer", "multipleOf": 5}, "multipleOf"),
        ({"type": "integer", "exclusiveMinimum": 0}, "exclusiveMinimum"),
        ({"type": "string", "not": {"const": "x"}}, "not"),
        ({"oneOf": [{"type": "string"}]}, "oneOf"),
        ({"allOf": [{"type": "string"}]}, "allOf"),
        ({"type": "object", "patternProperties": {"^x": {"type": "string"}}}, "patternProperties"),
        ({"type": "array", "prefixItems": [{"type": "string"}]}, "prefixItems"),
        ({"type": "number"}, "number"),
        ({"type": "string", "format": "ipv4"}, "ipv4"),
        ({"type": ["string", "integer"]}, "list of types"),
        ({"type": ["null", "string"]}, "list of types"),
        ({"anyOf": [{"type": "string"}, {"type": "integer"}]}, "anyOf"),
        ({"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]}, "anyOf"),
        ({"type": "string", "pattern": "abc"}, "anchored"),
        ({"type": "string", "pattern": "^abc"}, "anchored"),
        ({"type": "array", "items": {"type": "string"}, "uniqueItems": True}, "uniqueItems"),
        ({"type": "object", "properties": {"a": {"type": "string"}}}, "component schema"),
        ({"type": "object", "additionalProperties": False}, "closed object"),
        ({"$ref": "#/components/schemas/Name", "maxLength": 5}, "maxLength"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}], "pattern": "^a$"}, "pattern"),
        ({"enum": ["A", "B"], "minLength": 1}, "minLength"),
        ({"const": "A", "pattern": "^A$"}, "pattern"),
        ({"type": "integer", "pattern": "^1$"}, "pattern"),
        ({"type": "boolean", "minimum": 0}, "minimum"),
        ({"type": "array", "items": {"type": "string"}, "maxLength": 2}, "maxLength"),
    ],
)
def test_refuses_what_it_would_lose(schema: dict[str, Any], named: str) -> None:
    with pytest.raises(Unsupported, match=named) as raised:
        Writer({}).annotation(schema, "Thing.field")
    assert "Thing.field" in str(raised.value)


def test_refuses_an_unknown_keyword_of_a_whole_object() -> None:
    with pytest.raises(Unsupported, match="dependentRequired"):
        classes({"Thing": {**closed(a={"type": "string"}), "dependentRequired": {"a": ["b"]}}})


def test_refuses_a_count_of_properties_that_nothing_would_check() -> None:
    with pytest.raises(Unsupported, match="minProperties"):
        classes({"Thing": {**closed(a={"type": "string"}), "minProperties": 1}})


def test_refuses_a_map_that_has_properties_too() -> None:
    with pytest.raises(Unsupported, match="a map"):
        classes({"Thing": {**closed(a={"type": "string"}), "additionalProperties": {"type": "string"}}})


def test_refuses_to_require_what_is_not_a_property() -> None:
    with pytest.raises(Unsupported, match="b is required"):
        classes({"Thing": closed("a", "b", a={"type": "string"})})


def test_a_reference_may_say_more_about_itself() -> None:
    schema = {"$ref": "#/components/schemas/Name", "description": "Whose it is.", "default": "x", "x-pii": True}
    assert Writer({}).annotation(schema, "here") == "Name"


def test_extensions_are_not_constraints() -> None:
    assert Writer({}).annotation({"type": "boolean", "x-anything": 1}, "here") == "bool"


# What is kept -----------------------------------------------------------------------------------


def test_a_trailing_newline_does_not_pass_a_pattern() -> None:
    schema = closed("code", code={"type": "string", "pattern": "^[A-Z]{3}$"})
    assert decode(schema, b'{"code": "USD"}').code == "USD"
    with pytest.raises(msgspec.ValidationError):
        decode(schema, b'{"code": "USD\\n"}')


def test_a_digit_of_another_script_does_not_pass_a_pattern() -> None:
    schema = closed("code", code={"type": "string", "pattern": "^\\d$"})
    assert decode(schema, b'{"code": "7"}').code == "7"
    with pytest.raises(msgspec.ValidationError):
        decode(schema, '{"code": "\u0667"}'.encode())


def test_unknown_fields_are_refused_where_the_contract_closes_the_object() -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown"):
        decode(closed("a", a={"type": "string"}), b'{"a": "x", "b": 1}')


def test_unknown_fields_are_ignored_where_it_does_not() -> None:
    open_schema = {"required": ["a"], "properties": {"a": {"type": "string"}}}
    assert decode(open_schema, b'{"a": "x", "b": 1}').a == "x"


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ({"type": "integer", "minimum": 1, "maximum": 9}, [b"1", b"9"], [b"0", b"10", b"1.0", b'"1"', b"true"]),
        ({"type": "string", "minLength": 2, "maxLength": 3}, [b'"ab"'], [b'"a"', b'"abcd"', b"1", b"null"]),
        ({"type": "boolean"}, [b"true"], [b"1", b'"true"', b"null"]),
        ({"enum": ["A", "B"]}, [b'"A"'], [b'"a"', b'"C"']),
        ({"const": "A"}, [b'"A"'], [b'"B"']),
        (
            {"type": "string", "format": "date-time"},
            [b'"2026-01-15T09:30:00Z"', b'"2026-01-15T09:30:00.000001+02:00"'],
            [b'"2026-01-15T09:30:00"', b'"2026-01-15"', b"0"],
        ),
        ({"type": "string", "format": "date"}, [b'"2026-02-28"'], [b'"2026-02-29"', b'"28.2.2026"']),
        (
            {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 2},
            [b"[1]", b"[1,2]"],
            [b"[]", b"[1,2,3]", b'["1"]', b"{}"],
        ),
        (
            {
                "type": "object",
                "additionalProperties": {"type": "string", "maxLength": 2},
                "propertyNames": {"pattern": "^[a-z]+$"},
                "maxProperties": 2,
            },
            [b"{}", b'{"a": "x"}'],
            [b'{"a": "xyz"}', b'{"A": "x"}', b'{"a\\n": "x"}', b'{"a":"","b":"","c":""}', b'{"a": 1}'],
        ),
    ],
)
def test_constraints_are_kept(schema: dict[str, Any], good: list[bytes], bad: list[bytes]) -> None:
    made = classes({"Thing": {"description": "A thing.", **closed("value", value=schema)}})["Thing"]
    for raw in good:
        msgspec.json.decode(b'{"value": ' + raw + b"}", type=made)
    for raw in bad:
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(b'{"value": ' + raw + b"}", type=made)


# Required, optional, nullable -------------------------------------------------------------------


def test_a_required_property_must_come() -> None:
    with pytest.raises(msgspec.ValidationError, match="missing required"):
        decode(closed("a", a={"type": "string"}), b"{}")


def test_an_optional_property_left_out_is_unset_and_stays_out() -> None:
    thing = decode(closed(a={"type": "string"}), b"{}")
    assert thing.a is msgspec.UNSET
    assert msgspec.json.encode(thing) == b"{}"


def test_an_optional_property_that_is_not_nullable_refuses_null() -> None:
    with pytest.raises(msgspec.ValidationError):
        decode(closed(a={"type": "string"}), b'{"a": null}')


@pytest.mark.parametrize(
    "nullable",
    [
        {"type": ["string", "null"]},
        {"anyOf": [{"$ref": "#/components/schemas/Name"}, {"type": "null"}]},
        {"$ref": "#/components/schemas/MaybeName"},
    ],
)
def test_a_nullable_property_left_out_is_null(nullable: dict[str, Any]) -> None:
    others = {"Name": {"type": "string"}, "MaybeName": {"type": ["string", "null"]}}
    thing = decode(closed(a=nullable), b"{}", **others)
    assert thing.a is None
    assert msgspec.json.encode(thing) == b'{"a":null}'


def test_a_partial_body_tells_null_from_left_out() -> None:
    schema = {**closed(a={"type": ["string", "null"]}), "x-partial": True, "minProperties": 1}
    assert decode(schema, b"{}").a is msgspec.UNSET
    assert decode(schema, b'{"a": null}').a is None


def test_a_default_is_taken_and_not_shared() -> None:
    schema = closed(a={"type": "integer", "default": 7}, b={"type": "object", "default": {}})
    made = classes({"Thing": {"description": "A thing.", "type": "object", **schema}})["Thing"]
    first, second = made(), made()
    assert first.a == 7
    assert first.b == {}
    assert first.b is not second.b


def test_what_is_derived_is_not_stored() -> None:
    schema = closed("id", "balance", id={"type": "string"}, balance={"type": "integer", "x-derived": True})
    made = classes({"Thing": {"description": "A thing.", **schema}})
    assert made["Thing"].__struct_fields__ == ("id", "balance")
    assert made["ThingRecord"].__struct_fields__ == ("id",)


def test_structs_are_frozen() -> None:
    thing = decode(closed(a={"type": "string"}), b'{"a": "x"}')
    with pytest.raises(AttributeError):
        thing.a = "y"


# The document -----------------------------------------------------------------------------------


def _document(**operation: Any) -> dict[str, Any]:
    item = {
        "operationId": "listThings",
        "tags": ["things"],
        "security": [{"bearer": ["things:read"]}],
        "x-rate-class": "read",
        "parameters": [
            {"name": "created_at.gte", "in": "query", "schema": {"type": "string", "format": "date-time"}},
            {"name": "limit", "in": "query", "schema": {"type": "integer", "default": 20}},
        ],
        "responses": {"200": {"description": "Found."}},
        **operation,
    }
    return {
        "paths": {"/things": {"get": item}},
        "components": {"schemas": {}},
        "x-problems": {},
        "x-scopes": {"things:read": "See things."},
        "webhooks": {"thing.made": {}},
    }


def test_a_query_name_with_a_dot_keeps_its_wire_name() -> None:
    source = generate(_document())["parameters.py"]
    module = types.ModuleType("parameters_in_a_test")
    sys.modules[module.__name__] = module
    exec(source, module.__dict__)
    query = msgspec.convert(
        {"created_at.gte": "2026-01-15T09:30:00Z"}, module.__dict__["ListThingsQuery"], strict=False
    )
    assert query.created_at_gte == datetime.datetime(2026, 1, 15, 9, 30, tzinfo=datetime.UTC)
    assert query.limit == 20


@pytest.mark.parametrize(
    "operation",
    [
        {"tags": ["things", "others"]},
        {"tags": []},
        {"responses": {"200": {"description": "Found."}, "201": {"description": "Made."}}},
        {"responses": {"400": {"description": "Wrong."}}},
    ],
)
def test_an_operation_has_one_tag_and_one_success(operation: dict[str, Any]) -> None:
    with pytest.raises(Unsupported, match="one tag and one success status"):
        generate(_document(**operation))


@pytest.mark.parametrize(
    ("more", "named"),
    [({"style": "form"}, "style"), ({"explode": False}, "explode"), ({"required": True}, "required")],
)
def test_refuses_a_query_parameter_that_is_not_one_optional_value(more: dict[str, Any], named: str) -> None:
    parameter = {"name": "limit", "in": "query", "schema": {"type": "integer"}, **more}
    with pytest.raises(Unsupported, match=named):
        generate(_document(parameters=[parameter]))


@pytest.mark.parametrize(
    ("name", "python"),
    [("accountId", "account_id"), ("created_at.gte", "created_at_gte"), ("limit", "limit"), ("asOf", "as_of")],
)
def test_names_become_python(name: str, python: str) -> None:
    assert snake(name) == python


def test_operation_ids_become_class_names() -> None:
    assert pascal("listAccounts") == "ListAccounts"


def _modules() -> list[tuple[str, str]]:
    return list(generate(load_contract()).items())


@pytest.mark.parametrize(("name", "source"), _modules())
def test_every_generated_module_compiles_and_says_that_it_is_generated(name: str, source: str) -> None:
    compile(source, name, "exec")
    assert source.startswith('"""Generated from openapi.yaml')


def test_a_changed_a_missing_and_an_extra_file_are_stale(tmp_path: Path) -> None:
    write(tmp_path)
    assert stale(tmp_path) == []
    (tmp_path / "accounts.py").write_text("# changed\n")
    (tmp_path / "kyc.py").unlink()
    (tmp_path / "extra.py").write_text("")
    assert stale(tmp_path) == ["accounts.py", "extra.py", "kyc.py"]
    write(tmp_path)
    assert stale(tmp_path) == []


def test_the_generated_files_are_fresh() -> None:
    assert stale(MODELS) == []
