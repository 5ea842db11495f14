"""What breaks a client is refused, one rule a test; and the present contract breaks none.

Every test changes one thing in a copy of a small contract. When the last test here fails, either
undo the change to openapi.yaml, or announce the break and run
`python -m sandbox.contract.compatibility --accept`.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.contract.compatibility import BASELINE, breaking_changes, without_prose
from sandbox.contract.document import load_contract

Document = dict[str, Any]

SCHEMAS: Document = {
    "Name": {"type": "string", "maxLength": 20, "pattern": "^[a-z]+$"},
    "Kind": {"type": "string", "enum": ["A", "B"]},
    "Part": {
        "type": "object",
        "required": ["size"],
        "properties": {
            "size": {"type": "integer"},
            "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Part"}},
        },
    },
    "Thing": {
        "type": "object",
        "required": ["id", "kind", "note"],
        "properties": {
            "id": {"type": "string"},
            "kind": {"$ref": "#/components/schemas/Kind"},
            "note": {"type": ["string", "null"]},
            "hint": {"type": "string"},
            "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Part"}},
        },
    },
    "ThingCreation": {
        "type": "object",
        "additionalProperties": False,
        "required": ["name"],
        "properties": {
            "name": {"$ref": "#/components/schemas/Name"},
            "kind": {"type": "string", "enum": ["A", "B"]},
            "count": {"type": "integer", "minimum": 1, "maximum": 9},
            "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
            "tags": {"type": "object", "additionalProperties": {"type": "string", "maxLength": 5}},
        },
    },
}  # fmt: skip

OLD: Document = {
    "paths": {
        "/things": {
            "post": {
                "operationId": "createThing",
                "security": [{"bearer": ["things:write"]}],
                "parameters": [
                    {"name": "Prefer", "in": "header", "schema": {"type": "string"}},
                    {"name": "mode", "in": "query", "schema": {"type": "string", "enum": ["fast", "slow"]}},
                ],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ThingCreation"}}},
                },
                "responses": {
                    "201": {
                        "headers": {"Location": {"schema": {"type": "string"}}},
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
                    },
                    "409": {"content": {}},
                },
            }
        }
    },
    "webhooks": {"thing.created": {}},
    "components": {"schemas": SCHEMAS},
}


def breaks(change: Callable[[Document], object]) -> list[str]:
    """What is said of a contract with one change."""
    new = copy.deepcopy(OLD)
    change(new)
    return breaking_changes(OLD, new)


def post(document: Document) -> Document:
    """The one operation."""
    found: Document = document["paths"]["/things"]["post"]
    return found


def schema(document: Document, name: str) -> Document:
    """A component schema."""
    found: Document = document["components"]["schemas"][name]
    return found


def test_no_change_breaks_nothing() -> None:
    assert breaks(lambda new: None) == []


# Operations -------------------------------------------------------------------------------------


def test_refuses_a_removed_path() -> None:
    assert breaks(lambda new: new["paths"].pop("/things")) == ["/things: the path was removed"]


def test_refuses_a_removed_operation() -> None:
    assert breaks(lambda new: new["paths"]["/things"].pop("post")) == ["POST /things: the operation was removed"]


def test_refuses_a_changed_operation_id() -> None:
    found = breaks(lambda new: post(new).update(operationId="makeThing"))
    assert found == ["POST /things: operationId createThing became makeThing"]


def test_refuses_an_added_scope() -> None:
    found = breaks(lambda new: post(new)["security"][0]["bearer"].append("things:admin"))
    assert found == ["POST /things: needs the scope things:admin"]


def test_refuses_a_changed_success_status() -> None:
    def change(new: Document) -> None:
        post(new)["responses"]["202"] = post(new)["responses"].pop("201")

    assert breaks(change) == ["POST /things: the success status 201 became 202"]


def test_refuses_a_removed_header_of_an_answer() -> None:
    found = breaks(lambda new: post(new)["responses"]["201"]["headers"].clear())
    assert found == ["POST /things 201: the header Location was removed"]


def test_refuses_an_answer_of_another_media_type() -> None:
    def change(new: Document) -> None:
        content = post(new)["responses"]["201"]["content"]
        content["application/xml"] = content.pop("application/json")

    assert breaks(change) == ["POST /things 201: the answer is no longer application/json"]


def test_refuses_a_removed_event() -> None:
    assert breaks(lambda new: new["webhooks"].clear()) == ["thing.created: the event was removed"]


def test_takes_a_new_operation() -> None:
    def change(new: Document) -> None:
        new["paths"]["/others"] = copy.deepcopy(new["paths"]["/things"])
        new["paths"]["/things"]["get"] = copy.deepcopy(post(new))
        new["webhooks"]["thing.changed"] = {}

    assert breaks(change) == []


def test_takes_a_scope_less() -> None:
    assert breaks(lambda new: post(new)["security"][0]["bearer"].clear()) == []


# Parameters -------------------------------------------------------------------------------------


def test_refuses_a_removed_parameter() -> None:
    found = breaks(lambda new: post(new)["parameters"].pop(0))
    assert found == ["POST /things: the parameter Prefer was removed"]


def test_refuses_a_parameter_that_became_required() -> None:
    found = breaks(lambda new: post(new)["parameters"][0].update(required=True))
    assert found == ["POST /things: the parameter Prefer became required"]


def test_refuses_a_new_required_parameter() -> None:
    new_one = {"name": "zone", "in": "query", "required": True, "schema": {"type": "string"}}
    found = breaks(lambda new: post(new)["parameters"].append(new_one))
    assert found == ["POST /things: the parameter zone is new and required"]


def test_refuses_a_removed_value_of_a_parameter() -> None:
    found = breaks(lambda new: post(new)["parameters"][1]["schema"]["enum"].remove("slow"))
    assert found == ["POST /things mode: the value slow is no longer taken"]


def test_takes_a_new_optional_parameter_and_value() -> None:
    def change(new: Document) -> None:
        post(new)["parameters"].append({"name": "zone", "in": "query", "schema": {"type": "string"}})
        post(new)["parameters"][1]["schema"]["enum"].append("medium")

    assert breaks(change) == []


# Bodies -----------------------------------------------------------------------------------------


def test_refuses_a_new_required_property_of_a_body() -> None:
    def change(new: Document) -> None:
        schema(new, "ThingCreation")["properties"]["size"] = {"type": "integer"}
        schema(new, "ThingCreation")["required"].append("size")

    assert breaks(change) == ["POST /things body.size: the property is new and required"]


def test_refuses_a_property_of_a_body_that_became_required() -> None:
    found = breaks(lambda new: schema(new, "ThingCreation")["required"].append("count"))
    assert found == ["POST /things body.count: the property became required"]


def test_refuses_a_property_that_a_body_may_no_longer_have() -> None:
    found = breaks(lambda new: schema(new, "ThingCreation")["properties"].pop("count"))
    assert found == ["POST /things body.count: the property is no longer taken"]


def test_refuses_a_removed_value_of_a_body() -> None:
    found = breaks(lambda new: schema(new, "ThingCreation")["properties"]["kind"]["enum"].remove("B"))
    assert found == ["POST /things body.kind: the value B is no longer taken"]


def test_refuses_a_body_that_no_longer_takes_null() -> None:
    found = breaks(lambda new: schema(new, "ThingCreation")["properties"].update(note={"type": "string"}))
    assert found == ["POST /things body.note: null is no longer taken"]


def test_refuses_a_body_that_was_removed() -> None:
    assert breaks(lambda new: post(new).pop("requestBody")) == ["POST /things: the body was removed"]


def test_refuses_a_body_that_became_required() -> None:
    old = copy.deepcopy(OLD)
    post(old)["requestBody"]["required"] = False
    assert breaking_changes(old, OLD) == ["POST /things: the body became required"]


@pytest.mark.parametrize(
    ("key", "narrower", "wider"),
    [
        ("name", {"maxLength": 19}, {"maxLength": 21}),
        ("name", {"minLength": 2}, {}),
        ("name", {"pattern": "^[a-c]+$"}, {"pattern": None}),
        ("name", {"format": "date"}, {}),
        ("name", {"enum": ["a"]}, {}),
        ("name", {"type": "integer"}, {"type": ["string", "null"]}),
        ("count", {"minimum": 2}, {"minimum": 0}),
        ("count", {"maximum": 8}, {"maximum": None}),
        ("tags", {"maxProperties": 3}, {}),
        ("tags", {"additionalProperties": {"type": "string", "maxLength": 4}}, {"additionalProperties": {}}),
    ],
)
def test_refuses_narrower_bounds_in_a_body_and_takes_wider(key: str, narrower: Document, wider: Document) -> None:
    def set_to(values: Document) -> Callable[[Document], None]:
        def change(new: Document) -> None:
            whole = {**schema(new, "ThingCreation")["properties"][key]}
            if "$ref" in whole:
                whole = {**schema(new, "Name")}
            whole.update(values)
            kept = {name: value for name, value in whole.items() if value is not None}
            schema(new, "ThingCreation")["properties"][key] = kept

        return change

    assert len(breaks(set_to(narrower))) == 1
    assert breaks(set_to(wider)) == []


def test_refuses_a_body_that_closes() -> None:
    old = copy.deepcopy(OLD)
    del schema(old, "ThingCreation")["additionalProperties"]
    assert breaking_changes(old, OLD) == ["POST /things body: other properties are no longer taken"]


def test_takes_a_new_optional_property_of_a_body() -> None:
    assert breaks(lambda new: schema(new, "ThingCreation")["properties"].update(size={"type": "integer"})) == []


# Answers ----------------------------------------------------------------------------------------


def test_refuses_a_removed_property_of_an_answer() -> None:
    found = breaks(lambda new: schema(new, "Thing")["properties"].pop("hint"))
    assert found == ["POST /things 201.hint: the property was removed"]


def test_refuses_a_removed_property_deep_in_an_answer() -> None:
    found = breaks(lambda new: schema(new, "Part")["properties"].pop("size"))
    assert found == ["POST /things 201.parts[].size: the property was removed"]


def test_refuses_a_property_of_an_answer_that_may_now_be_null() -> None:
    found = breaks(lambda new: schema(new, "Thing")["properties"].update(id={"type": ["string", "null"]}))
    assert found == ["POST /things 201.id: may now be null"]


def test_refuses_a_property_of_an_answer_that_may_now_be_left_out() -> None:
    found = breaks(lambda new: schema(new, "Thing")["required"].remove("id"))
    assert found == ["POST /things 201.id: may now be left out"]


@pytest.mark.parametrize("other", [{"type": "integer"}, {"type": "string", "format": "date"}])
def test_refuses_another_type_in_an_answer(other: Document) -> None:
    assert len(breaks(lambda new: schema(new, "Thing")["properties"].update(id=other))) == 1


def test_takes_new_values_and_properties_in_an_answer() -> None:
    def change(new: Document) -> None:
        schema(new, "Kind")["enum"].append("C")
        schema(new, "Thing")["properties"]["size"] = {"type": "integer"}
        schema(new, "Thing")["required"] += ["size", "hint"]
        schema(new, "Thing")["properties"]["note"] = {"type": "string"}

    assert breaks(change) == []


# The baseline -----------------------------------------------------------------------------------


def test_prose_is_left_out_and_properties_of_its_names_stay() -> None:
    found = without_prose(
        {
            "description": "A thing.",
            "examples": [1],
            "properties": {"description": {"type": "string", "description": "In words."}, "examples": {}},
        }
    )
    assert found == {"properties": {"description": {"type": "string"}, "examples": {}}}


def test_the_baseline_says_the_same_as_the_contract_it_was_made_from() -> None:
    contract = load_contract()
    assert breaking_changes(without_prose(contract), contract) == []
    assert breaking_changes(contract, without_prose(contract)) == []


def test_the_present_contract_breaks_no_client_of_the_baseline() -> None:
    assert breaking_changes(json.loads(BASELINE.read_text()), load_contract()) == []
