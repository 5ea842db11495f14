"""An example call of every operation, from the examples that the contract gives.

Bodies are the contract's own examples; an id in a path or a query is the example of its kind. Only what has to be
given is given in a query. See: api_pages.py, sandbox/pages/samples.py.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sandbox.pages.samples import resolve

# What is no id of a kind: a name that is there in every bank.
_NAMES = {"settingKey": "transactions.approval_limit_cents", "eventType": "transaction.completed"}


class Call(NamedTuple):
    """What a call gives: values of the path and of the query by the contract's names, and the body."""

    path: dict[str, Any]
    query: dict[str, Any]
    body: dict[str, Any] | None


def example_call(document: dict[str, Any], operation: dict[str, Any]) -> Call:
    """An example of a call. Raises KeyError where the contract has no example of what is needed."""
    parameters = [resolve(document, one) for one in operation.get("parameters", ())]
    path = {one["name"]: _value(document, one) for one in parameters if one["in"] == "path"}
    query = {one["name"]: _value(document, one) for one in parameters if one["in"] == "query" and one.get("required")}
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    return Call(path, query, None if content is None else _example(content))


def example_answer(document: dict[str, Any], operation: dict[str, Any]) -> Any:
    """The contract's example of what is answered; None where nothing or no JSON is."""
    success = next(found for status, found in operation["responses"].items() if status.startswith("2"))
    content = resolve(document, success).get("content", {}).get("application/json")
    return None if content is None else _example(content)


def _example(content: dict[str, Any]) -> Any:
    if "example" in content:
        return content["example"]
    return next(iter(content["examples"].values()))["value"]


def _value(document: dict[str, Any], parameter: dict[str, Any]) -> Any:
    """An example value of a parameter."""
    name = parameter["name"]
    if name in _NAMES:
        return _NAMES[name]
    schema = resolve(document, parameter["schema"])
    for found in (parameter, schema):
        if "example" in found:
            return found["example"]
    if "examples" in schema:
        return schema["examples"][0]
    if "enum" in schema:
        return schema["enum"][0]
    words = name if name[0].isupper() else name[0].upper() + name[1:]
    kind = "".join(word[0].upper() + word[1:] for word in words.split("_"))
    return document["components"]["schemas"][kind]["examples"][0]
