"""Every answer against the contract: status declared, body valid, problem code listed.

It looks at every answer that the pipeline gives in a test; what drifts from the contract fails the test
that met it, when its bank is closed.
"""

from __future__ import annotations

import functools
from typing import Any

import jsonschema_rs
import msgspec

from sandbox.contract.binder import Route
from sandbox.contract.document import load_contract
from sandbox.contract.models.problems import PROBLEMS
from sandbox.gateway.request import Request

_OF_OTHERS = frozenset(load_contract()["x-problems"]) - frozenset(
    code
    for path in load_contract()["paths"].values()
    for operation in path.values()
    if isinstance(operation, dict)
    for code in operation.get("x-problems", ())
)
"""The codes that any operation can answer: those that none lists as its own."""


class AnswerCheck:
    """Collects what differs; `found` is what a test looks at."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def __call__(self, route: Route | None, request: Request, answer: Any) -> None:
        """Check one answer."""
        difference = self._difference(route, answer)
        if difference is not None:
            self.found.append(f"{request.method} {request.path}: {difference}")

    def _difference(self, route: Route | None, answer: Any) -> str | None:
        if answer.status >= 500 and answer.status != 503:
            return f"answered {answer.status}"
        document: Any = msgspec.json.decode(answer.body) if answer.body else None
        if route is None:
            return _invalid("Problem", document)
        spec = route.spec
        operation = load_contract()["paths"][spec.path][spec.method.lower()]
        if str(answer.status) not in operation["responses"]:
            return f"{spec.operation_id} does not declare {answer.status}"
        if answer.status >= 400:
            code = document["code"]
            if code not in _OF_OTHERS and code not in spec.problems:
                return f"{spec.operation_id} does not list the problem {code}"
            if PROBLEMS[code].status != answer.status:
                return f"{code} is not {answer.status}"
            if code == "wrong_state":
                return _wrongly_allowed(operation, document) or _invalid("Problem", document)
            return _invalid("Problem", document)
        content = operation["responses"][str(answer.status)].get("content")
        if content is None:
            return None if document is None else f"{spec.operation_id} has no body"
        if "application/json" not in content:
            (media,) = content
            return (
                None if dict(answer.headers)[b"content-type"].decode() == media else f"{spec.operation_id}: not {media}"
            )
        schema = content["application/json"]["schema"]
        return _invalid_schema(msgspec.json.encode(schema), document)


def _invalid(name: str, document: Any) -> str | None:
    return _invalid_schema(b'{"$ref":"#/components/schemas/%b"}' % name.encode(), document)


def _invalid_schema(schema: bytes, document: Any) -> str | None:
    for error in _validator(schema).iter_errors(document):
        return f"{'/'.join(map(str, error.instance_path))}: {error.message}"
    return None


@functools.cache
def _validator(schema: bytes) -> Any:
    whole = {**msgspec.json.decode(schema), "components": load_contract()["components"]}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


def _wrongly_allowed(operation: dict[str, Any], document: dict[str, Any]) -> str | None:
    """A refusal names the states of `x-allowed-from`, unless it is about another resource: the account of a cheque."""
    of_the_resource = _states_of_the_answer(operation)
    if of_the_resource and document["current_status"] not in of_the_resource:
        return None
    told = document["allowed_from"]
    if _states(told) == set(operation.get("x-allowed-from", ())):
        return None
    return f"{operation['operationId']} is allowed from {told}, which is not its x-allowed-from"


def _states_of_the_answer(operation: dict[str, Any]) -> set[str]:
    """Every state that the resource of an operation's answer can have; none when the answer shows no state."""
    content = next(body for code, body in operation["responses"].items() if code.startswith("2")).get("content", {})
    schema = _named(content.get("application/json", {}).get("schema", {}))
    states = (value for name, value in schema.get("properties", {}).items() if name.split("_")[-1] == "status")
    return {state for value in states for state in _named(value).get("enum", ())}


def _named(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema itself, where a reference names it."""
    name = schema.get("$ref", "").rpartition("/")[2]
    return load_contract()["components"]["schemas"][name] if name else schema


def _states(told: list[str]) -> set[str]:
    """The states of a refusal, without what is asked besides: `PENDING with requires_approval`."""
    return {one.partition(" ")[0] for one in told}
