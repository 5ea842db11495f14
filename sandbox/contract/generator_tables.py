"""The tables that are generated beside the models: parameters, operations, problems, scopes, events."""

from __future__ import annotations

import pprint
import re
from typing import Any

from sandbox.contract.generator_types import Unsupported, Writer, pascal, snake

_HEADER = '"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.\n\n{about}\n"""\n\n'
_JSON = "application/json"
_METHODS = ("get", "post", "put", "patch", "delete")
_PARAMETER = {"name", "in", "required", "description", "schema", "example", "examples", "deprecated"}


def _resolve(document: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in value:
        node: Any = document
        for part in value["$ref"].removeprefix("#/").split("/"):
            node = node[part]
        value = node
    return value


def _operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any], list[dict[str, Any]]]]:
    """(method, path, operation, resolved parameters) in the contract's order."""
    found = []
    for path, item in document["paths"].items():
        shared = item.get("parameters", [])
        for method in _METHODS:
            if method in item:
                operation = item[method]
                parameters = [_resolve(document, p) for p in [*shared, *operation.get("parameters", [])]]
                found.append((method.upper(), path, operation, parameters))
    return found


def parameters_module(document: dict[str, Any], writer: Writer) -> str:
    """A Struct per operation that takes query parameters."""
    classes = []
    for _, _, operation, parameters in _operations(document):
        query = [p for p in parameters if p["in"] == "query"]
        if not query:
            continue
        lines = [
            f"class {pascal(operation['operationId'])}Query(Struct, frozen=True, kw_only=True):",
            f'    """Query parameters of {operation["operationId"]}."""\n',
        ]
        for parameter in query:
            wire, schema = parameter["name"], parameter["schema"]
            # Such as `style` and `explode`: every query parameter is one optional value.
            lost = {key for key in parameter if key not in _PARAMETER}
            if lost or parameter.get("required"):
                what = ", ".join(sorted(lost)) or "required"
                raise Unsupported(f"{operation['operationId']}.{wire}: {what} is not supported with a query parameter")
            kind = writer.annotation(schema, f"{operation['operationId']}.{wire}")
            if "default" in schema:
                default = repr(schema["default"])
            else:
                kind, default = (kind if kind.endswith("| None") else f"{kind} | None"), "None"
            if snake(wire) != wire:
                default = f"field(default={default}, name={wire!r})"
            lines.append(f"    {snake(wire)}: {kind} = {default}")
        classes.append("\n".join(lines) + "\n")
    body = "\n\n".join(classes)
    imports = writer.imports(body) + _model_imports(document, body)
    return _HEADER.format(about="Query parameters, a Struct per operation.") + imports + "\n" + body


def _model_imports(document: dict[str, Any], body: str) -> str:
    lines = []
    for name, schema in document["components"]["schemas"].items():
        if re.search(rf"\b{name}\b", body):
            lines.append(f"from sandbox.contract.models.{schema.get('x-tag', 'shared')} import {name}")
    return "\n".join(lines) + "\n"


def operations_module(document: dict[str, Any], writer: Writer) -> str:
    """The operation table."""
    entries = [_entry(document, writer, *operation) for operation in _operations(document)]
    body = "OPERATIONS: tuple[OperationSpec, ...] = (\n" + "".join(entries) + ")\n"
    imports = "from sandbox.contract.models import parameters\n" + _model_imports(document, body)
    imports += "from sandbox.contract.specification import OperationSpec\n"
    imports += "from sandbox.contract.streams import Stream\n\n"
    return _HEADER.format(about="Every operation, in the contract's order.") + imports + body


def _entry(
    document: dict[str, Any],
    writer: Writer,
    method: str,
    path: str,
    operation: dict[str, Any],
    parameters: list[dict[str, Any]],
) -> str:
    name = operation["operationId"]
    headers = {p["name"].lower(): p for p in parameters if p["in"] == "header"}
    success = [int(status) for status in operation["responses"] if status.startswith("2")]
    if len(success) != 1 or len(operation["tags"]) != 1:
        raise Unsupported(f"{name}: one tag and one success status")
    answer = _resolve(document, operation["responses"][str(success[0])])
    media = next(iter(answer.get("content", {_JSON: None})))
    response, is_list = _response(writer, answer, name) if media == _JSON else ("Stream", False)
    body = _resolve(document, operation["requestBody"]) if "requestBody" in operation else None
    is_upload = body is not None and _JSON not in body["content"]
    body_type = _body_type(writer, body, name)
    path_parameters = tuple((p["name"], snake(p["name"])) for p in parameters if p["in"] == "path")
    has_query = any(p["in"] == "query" for p in parameters)
    values = {
        "operation_id": repr(name),
        "method": repr(method),
        "path": repr(path),
        "tag": repr(operation["tags"][0]),
        "scopes": repr(tuple(operation["security"][0]["bearer"]) if operation["security"] else ()),
        "is_anonymous": repr(not operation["security"]),
        "path_parameters": repr(path_parameters),
        "query": f"parameters.{pascal(name)}Query" if has_query else "None",
        "body": body_type or "None",
        "body_required": repr(bool(body and body.get("required"))),
        "response": response,
        "success_status": repr(success[0]),
        "media": repr(media),
        "is_upload": repr(is_upload),
        "is_list": repr(is_list),
        "is_unsafe": repr(method != "GET"),
        "is_accepted": repr(success[0] == 202),
        "is_idempotency_key_required": repr(bool(headers.get("idempotency-key", {}).get("required"))),
        "store": repr(operation.get("x-store", "bank")),
        "rate_class": repr(operation["x-rate-class"]),
        "problems": repr(tuple(operation.get("x-problems", ()))),
    }
    return "    OperationSpec(" + ", ".join(f"{key}={value}" for key, value in values.items()) + "),\n"


def _body_type(writer: Writer, body: dict[str, Any] | None, name: str) -> str | None:
    """The type of a JSON body; what is uploaded as it is has none."""
    if body is None or _JSON not in body["content"]:
        return None
    return writer.annotation(body["content"][_JSON]["schema"], name)


def _response(writer: Writer, answer: dict[str, Any], name: str) -> tuple[str, bool]:
    content = answer.get("content")
    if not content:
        return "None", False
    schema = content[_JSON]["schema"]
    return writer.annotation(schema, name), schema.get("type") == "array"


def problems_module(document: dict[str, Any]) -> str:
    """Codes, scopes and event types."""
    problems = "".join(
        f"    {code!r}: ProblemSpec({int(spec['status'])}, {_line(spec['title'])!r}, "
        f"{_line(spec['description'])!r}, {_line(spec['action'])!r}),\n"
        for code, spec in document["x-problems"].items()
    )
    scopes = pprint.pformat({key: _line(value) for key, value in document["x-scopes"].items()}, sort_dicts=False)
    events = sorted(document["webhooks"])
    listed = "".join(f"        {event!r},\n" for event in events)
    return (
        _HEADER.format(about="Problem codes, scopes and event types.")
        + "from sandbox.contract.specification import ProblemSpec\n\n"
        + f"PROBLEMS: dict[str, ProblemSpec] = {{\n{problems}}}\n\n"
        + f"SCOPES: dict[str, str] = {scopes}\n\n"
        + f"EVENT_TYPES: frozenset[str] = frozenset(\n    [\n{listed}    ]\n)\n"
    )


def _line(text: Any) -> str:
    return " ".join(str(text).split())
