"""What a logged call says about itself: the resources it names, and the call again as an operation with its parameters.

Pure functions over a record of the request log and the contract. See: request_pages.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode

from sandbank_portal.contract import Contract, Operation
from sandbank_portal.formatting import json_pretty
from sandbank_portal.forms import flat
from sandbank_portal.resources import page_of

_MASKS = ("[personal]", "[secret]", "[unknown]", "[left out]")
_NAMED = re.compile(r"\{(\w+)\}")


def touched(record: dict[str, Any]) -> list[str]:
    """The ids of the resources that a call names and that have pages: in its path, its answer, what was sent."""
    answer = record["response_body"] or {}
    own = [next(iter(answer.values()), None)]
    found = [*record["path"].split("/"), *own, *_strings(record["request_body"] or {}), *_strings(answer)]
    who = record["api_key_id"]
    known = [
        one for one in found if isinstance(one, str) and page_of(one) and not one.startswith("req_") and one != who
    ]
    return list(dict.fromkeys(known))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def problem_of(record: dict[str, Any]) -> str:
    """What a refusal says as far as it was kept: its sentence, or its title and the fields that were wrong."""
    answer = record["response_body"] or {}
    detail = answer.get("detail")
    if detail and not is_masked(detail):
        return str(detail)
    places = [str(one.get("pointer") or one.get("parameter")) for one in answer.get("errors") or ()]
    where = f" at {', '.join(places)}" if places else ""
    return f"{answer['title']}{where}." if answer.get("title") else ""


def without_masks(value: Any) -> Any:
    """A body with an ellipsis where a value is not shown, to be filled in by its reader."""
    if isinstance(value, dict):
        return {name: without_masks(one) for name, one in value.items()}
    if isinstance(value, list):
        return [without_masks(one) for one in value]
    return "…" if value in _MASKS else value


def is_masked(value: Any) -> bool:
    """Whether something of a body is not shown."""
    return any(one in _MASKS for one in _strings(value))


def asked(contract: Contract, record: dict[str, Any]) -> tuple[Operation | None, dict[str, str], dict[str, str]]:
    """The operation that was asked, with its path and query parameters; None for a path that is not of the contract."""
    operation = contract.operation(record["operation_id"] or "")
    if operation is None:
        return None, {}, {}
    pattern = _NAMED.sub(r"(?P<\1>[^/]+)", operation.path)
    found = re.fullmatch(pattern, record["path"])
    path = {name: unquote(value) for name, value in found.groupdict().items()} if found else {}
    names = {one.name for one in operation.query_parameters}
    query = {name: value for name, value in parse_qsl(record["query"] or "") if name in names}
    return operation, path, query


def form_url(operation: Operation, path: dict[str, str], body: dict[str, Any] | None) -> str | None:
    """The form of the same call, filled in with what may be known of it; None for a call that only reads."""
    if operation.is_safe:
        return None
    values: dict[str, str] = dict(path)
    for name, value in flat(body or {}).items():
        if value not in (None, "") and not is_masked(value):
            values[name] = _typed(name, value)
    return f"/portal/do/{operation.operation_id}?{urlencode(values)}"


def _typed(name: str, value: Any) -> str:
    """A value of a body as the address of a form takes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "\n".join(value)
    if isinstance(value, dict) and name == "metadata":
        return "\n".join(f"{key}={one}" for key, one in value.items())
    return json_pretty(value) if isinstance(value, dict | list) else str(value)
