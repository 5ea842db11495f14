"""The contract as pages need it: operations by name, their parameters, and schemas with references resolved.

Labels, help, limits and choices of every form come from here, so that none of them is written twice.
See: forms.py, actions.py.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

Schema = dict[str, Any]

_METHODS = ("get", "post", "put", "patch", "delete")
_SAFE = "GET"
_MOST_NESTING = 12


class Parameter(NamedTuple):
    """A parameter in the path or the query."""

    name: str
    place: str
    is_required: bool
    schema: Schema
    help: str


class Operation(NamedTuple):
    """One operation of the contract."""

    operation_id: str
    method: str
    path: str
    tag: str
    summary: str
    description: str
    scopes: frozenset[str]
    parameters: tuple[Parameter, ...]
    body: Schema | None
    example: dict[str, Any]
    answer: Schema | None
    allowed_from: tuple[str, ...]

    @property
    def is_safe(self) -> bool:
        """Whether it only reads."""
        return self.method == _SAFE

    @property
    def path_parameters(self) -> tuple[Parameter, ...]:
        """In the order of the path."""
        return tuple(one for one in self.parameters if one.place == "path")

    @property
    def query_parameters(self) -> tuple[Parameter, ...]:
        """In the order of the contract."""
        return tuple(one for one in self.parameters if one.place == "query")

    @property
    def method_name(self) -> str:
        """What the SDK calls it."""
        return snake(self.operation_id)


def snake(name: str) -> str:
    """`openAccount` as `open_account`."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


class Contract:
    """The document of one server."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.operations: dict[str, Operation] = {}
        for path, item in document["paths"].items():
            for method in _METHODS:
                if method in item:
                    found = self._operation(method, path, item[method])
                    self.operations[found.operation_id] = found

    def operation(self, operation_id: str) -> Operation | None:
        """The operation of that name, or None."""
        return self.operations.get(operation_id)

    def of_resource(self, parameter: str) -> list[Operation]:
        """The unsafe operations on one resource: those whose only path parameter has that name."""
        return [
            one
            for one in self.operations.values()
            if not one.is_safe and [found.name for found in one.path_parameters] == [parameter]
        ]

    @property
    def event_types(self) -> list[str]:
        """Every event type, as the contract lists them."""
        return sorted(self.document.get("webhooks", {}))

    def resolved(self, schema: Schema) -> Schema:
        """A schema without a reference at its top; what stands beside a reference is kept."""
        for _ in range(_MOST_NESTING):
            if "$ref" in schema:
                target = self._at(schema["$ref"])
                schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
            elif "anyOf" in schema and any(one.get("type") == "null" for one in schema["anyOf"]):
                others = [one for one in schema["anyOf"] if one.get("type") != "null"]
                rest = {key: value for key, value in schema.items() if key != "anyOf"}
                schema = {**others[0], **rest, "nullable": True} if len(others) == 1 else {**rest, "anyOf": others}
            else:
                break
        return schema

    def _at(self, reference: str) -> Any:
        found: Any = self.document
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]
        return found

    def _operation(self, method: str, path: str, item: dict[str, Any]) -> Operation:
        content = item.get("requestBody", {}).get("content", {}).get("application/json", {})
        answers = item["responses"]
        success: dict[str, Any] = next((answers[status] for status in answers if str(status).startswith("2")), {})
        answer = success.get("content", {}).get("application/json", {}).get("schema")
        security = item.get("security") or [{}]
        return Operation(
            operation_id=item["operationId"],
            method=method.upper(),
            path=path,
            tag=item["tags"][0],
            summary=item.get("summary", item["operationId"]),
            description=item.get("description", ""),
            scopes=frozenset(scope for one in security for scopes in one.values() for scope in scopes),
            parameters=tuple(self._parameter(one) for one in item.get("parameters", ())),
            body=self.resolved(content["schema"]) if "schema" in content else None,
            example=content.get("example") or {},
            answer=answer,
            allowed_from=tuple(item.get("x-allowed-from", ())),
        )

    def _parameter(self, item: dict[str, Any]) -> Parameter:
        item = self.resolved(item)
        return Parameter(
            item["name"],
            item["in"],
            item["in"] == "path" or bool(item.get("required")),
            self.resolved(item["schema"]),
            item.get("description", ""),
        )
