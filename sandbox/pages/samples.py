"""Code samples of one operation: the call of the Python SDK, and the same request with curl.

Made from the contract's plain document and nothing else of this house, so that whoever has the document can make
them: the documentation from the contract's examples, a form from what is typed into it. What is written is what the
generated SDK takes: ids of the path by position, everything else by keyword. Values are quoted for the language they
stand in, whatever they hold. See: sdk/generator/, tests/test_samples.py.
"""

from __future__ import annotations

import json
import re
import shlex
import uuid
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

_METHODS = ("get", "post", "put", "patch", "delete")
_DEFAULT_URL = "http://127.0.0.1:8080"
_WIDTH = 88
_FILE = "bank.sandbank"


class _Operation(NamedTuple):
    """What a sample needs to know of an operation."""

    method: str
    path: str
    tag: str
    name: str
    is_keyed: bool
    is_upload: bool
    has_credential: bool
    media: str
    is_list: bool
    model: str


def samples(
    document: dict[str, Any],
    operation_id: str,
    path: dict[str, Any],
    query: dict[str, Any],
    body: dict[str, Any] | None,
    base_url: str,
    api_key: str,
    *,
    client: str = "client",
    width: int = _WIDTH,
) -> dict[str, str]:
    """`{"python": …, "curl": …}` for one call of an operation.

    path, query and body are named as in the contract (`accountId`, `created_at.gte`); what the path lacks is left as
    a word in capitals. base_url is the server's, without /v1. An empty api_key stands for `SANDBANK_API_KEY` of the
    environment. client is the name of the client in the Python lines, width how long those may be. Raises KeyError for
    an unknown operation.
    """
    operation = _find(document, operation_id)
    base_url = base_url.rstrip("/").removesuffix("/v1") or _DEFAULT_URL
    return {
        "python": _python(operation, path, query, body, base_url, api_key, client, width),
        "curl": _curl(operation, path, query, body, base_url, api_key),
    }


def snake(name: str) -> str:
    """A name of the contract as the SDK writes it: `createTransfer` and `created_at.gte` as Python names."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower().replace(".", "_").replace("-", "_")


def resolve(document: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    """What a `$ref` leads to; anything else as it is."""
    while "$ref" in value:
        node: Any = document
        for part in value["$ref"].removeprefix("#/").split("/"):
            node = node[part]
        value = node
    return value


def _find(document: dict[str, Any], operation_id: str) -> _Operation:
    for path, item in document["paths"].items():
        for method in _METHODS:
            if item.get(method, {}).get("operationId") == operation_id:
                return _described(document, method, path, item[method])
    raise KeyError(operation_id)


def _described(document: dict[str, Any], method: str, path: str, operation: dict[str, Any]) -> _Operation:
    parameters = [resolve(document, one) for one in operation.get("parameters", ())]
    success = next(found for status, found in operation["responses"].items() if status.startswith("2"))
    content = resolve(document, success).get("content", {})
    media = next(iter(content), "")
    schema = content.get("application/json", {}).get("schema", {})
    is_list = schema.get("type") == "array"
    return _Operation(
        method=method.upper(),
        path=path,
        tag=operation["tags"][0],
        name=snake(operation["operationId"]),
        is_keyed=any(one["name"] == "Idempotency-Key" for one in parameters),
        is_upload="application/octet-stream" in operation.get("requestBody", {}).get("content", {}),
        # An empty list says that anyone may call.
        has_credential=operation.get("security") != [],
        media=media,
        is_list=is_list,
        model=(schema["items"] if is_list else schema).get("$ref", "").rpartition("/")[2],
    )


def _python(
    operation: _Operation,
    path: dict[str, Any],
    query: dict[str, Any],
    body: dict[str, Any] | None,
    base_url: str,
    api_key: str,
    client: str,
    width: int,
) -> str:
    make = "Sandbank" if operation.has_credential else "Sandbank.anonymous"
    given = [f"api_key={_literal(api_key)}"] if api_key and operation.has_credential else []
    given += [f"base_url={_literal(base_url)}"] if base_url != _DEFAULT_URL else []
    positional = [_literal(value) for value in _path_values(operation, path).values()]
    positional += [_literal(_FILE)] if operation.is_upload else []
    keywords = {snake(name): value for name, value in ({} if operation.is_upload else body or {}).items()}
    keywords |= {snake(name): value for name, value in query.items()}
    lines = ["from sandbank import Sandbank", "", *_call(f"{client} = ", make, given, {}, "", width), ""]
    target = f"{client}.{operation.tag}.{operation.name}"
    return "\n".join([*lines, *_called(operation, target, positional, keywords, client, width)])


def _called(
    operation: _Operation, target: str, positional: list[str], keywords: dict[str, Any], client: str, width: int
) -> list[str]:
    """The lines that call, and do something with what comes."""
    if operation.media == "application/octet-stream":
        call = _call("    for chunk in ", target, positional, keywords, ":", width)
        return [f'with open({_literal(_FILE)}, "wb") as file:', *call, "        file.write(chunk)"]
    if operation.media == "text/event-stream":
        call = _call("for event in ", target, positional, keywords, ":", width)
        return [*call, "    print(event.type, event.resource_id)"]
    if not operation.model:
        return _call("", target, positional, keywords, "", width)
    name = snake(operation.model)
    name = "found" if name == client else name
    if operation.is_list:
        return [*_call(f"for {name} in ", target, positional, keywords, ":", width), f"    print({name})"]
    return [*_call(f"{name} = ", target, positional, keywords, "", width), f"print({name})"]


def _call(
    before: str, target: str, positional: list[str], keywords: dict[str, Any], after: str, width: int
) -> list[str]:
    """A call on one line where it fits, otherwise an argument a line."""
    indent = re.match(" *", before)[0]  # type: ignore[index]
    arguments = [*positional, *(f"{name}={_literal(value)}" for name, value in keywords.items())]
    line = f"{before}{target}({', '.join(arguments)}){after}"
    if len(line) <= width or not arguments:
        return [line]
    inner = f"{indent}    "
    spread = [f"{inner}{one}," for one in positional]
    for name, value in keywords.items():
        spread.append(f"{inner}{name}={_literal(value, len(inner), len(name) + 1, width)},")
    return [f"{before}{target}(", *spread, f"{indent}){after}"]


def _literal(value: Any, indent: int = 0, taken: int = 0, width: int = _WIDTH) -> str:
    """A JSON value as Python writes it; spread over lines where it does not fit behind `indent` and `taken`."""
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return f"{value:_}" if abs(value) >= 10_000 else str(value)
    if isinstance(value, str):
        # Escapes of JSON mean the same in Python, once no character is written as two halves.
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        parts = [(f"{json.dumps(str(key), ensure_ascii=False)}: ", item) for key, item in value.items()]
        return _collected("{}", parts, indent, taken, width)
    if isinstance(value, list | tuple):
        return _collected("[]", [("", item) for item in value], indent, taken, width)
    return repr(value)


def _collected(brackets: str, parts: list[tuple[str, Any]], indent: int, taken: int, width: int) -> str:
    flat = brackets[0] + ", ".join(key + _literal(item) for key, item in parts) + brackets[1]
    if indent == 0 or not parts or indent + taken + len(flat) < width:
        return flat
    inner = indent + 4
    lines = [f"{' ' * inner}{key}{_literal(item, inner, len(key), width)}," for key, item in parts]
    return "\n".join([brackets[0], *lines, " " * indent + brackets[1]])


def _path_values(operation: _Operation, path: dict[str, Any]) -> dict[str, str]:
    """The values of the path's parameters in their order; a word in capitals for one that is not given."""
    names = re.findall(r"\{(\w+)\}", operation.path)
    return {name: str(path.get(name) or snake(name).upper()) for name in names}


def _curl(
    operation: _Operation,
    path: dict[str, Any],
    query: dict[str, Any],
    body: dict[str, Any] | None,
    base_url: str,
    api_key: str,
) -> str:
    place = operation.path
    for name, value in _path_values(operation, path).items():
        place = place.replace(f"{{{name}}}", quote(value, safe=""))
    if query:
        place += "?" + urlencode({name: _text(value) for name, value in query.items()}, doseq=True)
    method = "" if operation.method == "GET" else f"-X {operation.method} "
    stream = "-N " if operation.media == "text/event-stream" else ""
    parts = [f"curl {stream}{method}{shlex.quote(f'{base_url}/v1{place}')}"]
    if operation.has_credential:
        # The shell puts the variable in only between double quotes.
        told = f"Authorization: Bearer {api_key or '$SANDBANK_API_KEY'}"
        parts.append(f"-H {shlex.quote(told)}" if api_key else f'-H "{told}"')
    content = "" if body is None or operation.is_upload else json.dumps(body, indent=2, ensure_ascii=False)
    if operation.is_keyed:
        # The same request has the same key, another one another: what an idempotency key is for.
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"{operation.method} {place}\n{content}")
        parts.append(f"-H 'Idempotency-Key: {key}'")
    if operation.is_upload:
        parts += ["-H 'Content-Type: application/octet-stream'", f"--data-binary @{_FILE}"]
    elif content:
        parts += ["-H 'Content-Type: application/json'", f"-d {shlex.quote(content)}"]
    elif operation.media == "application/octet-stream":
        parts.append(f"-o {_FILE}")
    return " \\\n  ".join(parts)


def _text(value: Any) -> Any:
    """A value of a query as it is written in a URL."""
    if isinstance(value, list | tuple):
        return [_text(one) for one in value]
    return str(value).lower() if isinstance(value, bool) else value
