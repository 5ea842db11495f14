"""What would break a client: the present contract against the one that clients were built for.

`breaking_changes` is pure and lists sentences. Requests and answers go opposite ways: a request may
take more than before, never less; an answer may give more than before, never less, and its enums are
open, so a new value there is fine. `python -m sandbox.contract.compatibility` prints the list; with
`--accept` it makes the present contract the baseline, after every release or for an announced break.
See: tests/contract/test_compatibility.py, which keeps the committed baseline.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sandbox.contract.document import load_contract

Schema = dict[str, Any]
BASELINE = Path(__file__).parents[2] / "tests" / "contract" / "baseline.json"

_PROSE = frozenset({"title", "description", "summary", "example", "examples", "info", "tags", "x-problems"})
_MAPS = frozenset({"paths", "webhooks", "properties", "schemas", "parameters", "responses", "headers", "content"})
_METHODS = ("get", "post", "put", "patch", "delete")
# A keyword that bounds a value: above this is narrower (+1), or below it is (-1).
_BOUNDS = {
    "minimum": +1, "minLength": +1, "minItems": +1, "minProperties": +1,
    "maximum": -1, "maxLength": -1, "maxItems": -1, "maxProperties": -1,
}  # fmt: skip


def breaking_changes(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Every change from old to new that can break a client of old, one sentence each."""
    return list(dict.fromkeys(_Comparison(old, new).changes()))


def without_prose(value: Any, *, is_map: bool = False) -> Any:
    """A document without what a client cannot break on: descriptions, summaries, examples.

    A map goes from names of the contract's own to schemas; there, `description` is a property.
    """
    if isinstance(value, list):
        return [without_prose(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: without_prose(item, is_map=key in _MAPS and not is_map)
        for key, item in value.items()
        if is_map or key not in _PROSE
    }


class _Comparison:
    """Walks two documents side by side; a pair of schemas met on the way is not entered again."""

    def __init__(self, old: dict[str, Any], new: dict[str, Any]) -> None:
        self._old = old
        self._new = new
        self._entered: list[tuple[str, str]] = []

    def changes(self) -> Iterator[str]:
        """Operations, then events."""
        for path, item in self._old["paths"].items():
            if path not in self._new["paths"]:
                yield f"{path}: the path was removed"
                continue
            for method in _METHODS:
                if method in item:
                    yield from self._operation(f"{method.upper()} {path}", method, path)
        for event in self._old.get("webhooks", {}):
            if event not in self._new.get("webhooks", {}):
                yield f"{event}: the event was removed"

    def _operation(self, where: str, method: str, path: str) -> Iterator[str]:
        old, new = self._old["paths"][path][method], self._new["paths"][path].get(method)
        if new is None:
            yield f"{where}: the operation was removed"
            return
        if old["operationId"] != new["operationId"]:
            yield f"{where}: operationId {old['operationId']} became {new['operationId']}"
        for scope in sorted(_scopes(new) - _scopes(old)):
            yield f"{where}: needs the scope {scope}"
        yield from self._parameters(where, path, method)
        yield from self._body(where, old, new)
        yield from self._success(where, old, new)

    def _parameters(self, where: str, path: str, method: str) -> Iterator[str]:
        old = self._named_parameters(self._old, path, method)
        new = self._named_parameters(self._new, path, method)
        for name, before in old.items():
            if name not in new:
                yield f"{where}: the parameter {name[1]} was removed"
                continue
            after = new[name]
            if after.get("required") and not before.get("required"):
                yield f"{where}: the parameter {name[1]} became required"
            yield from self._taken(f"{where} {name[1]}", before["schema"], after["schema"])
        for name, after in new.items():
            if name not in old and after.get("required"):
                yield f"{where}: the parameter {name[1]} is new and required"

    def _named_parameters(self, document: Any, path: str, method: str) -> dict[tuple[str, str], Schema]:
        item = document["paths"][path]
        listed = [*item.get("parameters", []), *item[method].get("parameters", [])]
        found = [_resolve(document, parameter) for parameter in listed]
        return {(parameter["in"], parameter["name"]): parameter for parameter in found}

    def _body(self, where: str, old: Schema, new: Schema) -> Iterator[str]:
        before, after = old.get("requestBody"), new.get("requestBody")
        if before and not after:
            yield f"{where}: the body was removed"
        elif after:
            after = _resolve(self._new, after)
            before = _resolve(self._old, before) if before else {}
            if after.get("required") and not before.get("required"):
                yield f"{where}: the body became required"
            for media, content in before.get("content", {}).items():
                if media not in after["content"]:
                    yield f"{where}: the body is no longer taken as {media}"
                else:
                    yield from self._taken(f"{where} body", content["schema"], after["content"][media]["schema"])

    def _success(self, where: str, old: Schema, new: Schema) -> Iterator[str]:
        before, after = _successes(old), _successes(new)
        for status in sorted(before.keys() - after.keys()):
            yield f"{where}: the success status {status} became {', '.join(sorted(after)) or 'none'}"
        for status in sorted(before.keys() & after.keys()):
            one = _resolve(self._old, before[status])
            other = _resolve(self._new, after[status])
            for header in one.get("headers", {}):
                if header not in other.get("headers", {}):
                    yield f"{where} {status}: the header {header} was removed"
            for media, content in one.get("content", {}).items():
                if media not in other.get("content", {}):
                    yield f"{where} {status}: the answer is no longer {media}"
                else:
                    schema = other["content"][media]["schema"]
                    yield from self._given(f"{where} {status}", content["schema"], schema)

    # Requests: may take more, never less --------------------------------------------------------
    def _taken(self, where: str, old: Schema, new: Schema) -> Iterator[str]:
        with_null, after_null = _is_nullable(self._old, old), _is_nullable(self._new, new)
        if with_null and not after_null:
            yield f"{where}: null is no longer taken"
        before, after = _plain(self._old, old), _plain(self._new, new)
        if self._is_entered("taken", before, after):
            return
        yield from _narrowed_type(where, before, after)
        yield from _narrowed_values(where, before, after)
        for key in sorted(after.get("properties", {}).keys() & set(after.get("required", []))):
            if key not in before.get("required", []):
                news = "became required" if key in before.get("properties", {}) else "is new and required"
                yield f"{where}.{key}: the property {news}"
        for key, value in before.get("properties", {}).items():
            if key in after.get("properties", {}):
                yield from self._taken(f"{where}.{key}", value, after["properties"][key])
            elif after.get("additionalProperties") is False:
                yield f"{where}.{key}: the property is no longer taken"
        if after.get("additionalProperties") is False and before.get("additionalProperties", True) is not False:
            yield f"{where}: other properties are no longer taken"
        yield from self._nested(self._taken, where, before, after)
        self._entered.pop()

    # Answers: may give more, never less ---------------------------------------------------------
    def _given(self, where: str, old: Schema, new: Schema) -> Iterator[str]:
        if _is_nullable(self._new, new) and not _is_nullable(self._old, old):
            yield f"{where}: may now be null"
        before, after = _plain(self._old, old), _plain(self._new, new)
        if self._is_entered("given", before, after):
            return
        if before.get("type") != after.get("type"):
            yield f"{where}: the type {before.get('type')} became {after.get('type')}"
        if before.get("format") != after.get("format"):
            yield f"{where}: the format {before.get('format')} became {after.get('format')}"
        for key, value in before.get("properties", {}).items():
            if key not in after.get("properties", {}):
                yield f"{where}.{key}: the property was removed"
                continue
            if key in before.get("required", []) and key not in after.get("required", []):
                yield f"{where}.{key}: may now be left out"
            yield from self._given(f"{where}.{key}", value, after["properties"][key])
        yield from self._nested(self._given, where, before, after)
        self._entered.pop()

    def _nested(self, compare: Any, where: str, before: Schema, after: Schema) -> Iterator[str]:
        for key, mark in (("items", "[]"), ("additionalProperties", "{}"), ("propertyNames", " names")):
            if isinstance(before.get(key), dict) and isinstance(after.get(key), dict):
                yield from compare(f"{where}{mark}", before[key], after[key])

    def _is_entered(self, way: str, before: Schema, after: Schema) -> bool:
        """Whether this pair is being compared already (a schema that contains itself); else note it."""
        pair = (way, f"{id(before)} {id(after)}")
        if pair in self._entered:
            return True
        self._entered.append(pair)
        return False


def _narrowed_type(where: str, before: Schema, after: Schema) -> Iterator[str]:
    for key in ("type", "format", "const"):
        if key in after and before.get(key) != after[key]:
            yield f"{where}: the {key} {before.get(key)} became {after[key]}"
    if "pattern" in after and before.get("pattern") != after["pattern"]:
        yield f"{where}: the pattern became {after['pattern']}"


def _narrowed_values(where: str, before: Schema, after: Schema) -> Iterator[str]:
    for key, way in _BOUNDS.items():
        if key in after and (key not in before or (int(after[key]) - int(before[key])) * way > 0):
            yield f"{where}: {key} {before.get(key, 'without')} became {after[key]}"
    if "enum" in after:
        if "enum" not in before:
            yield f"{where}: only {', '.join(map(str, after['enum']))} are now taken"
        for value in before.get("enum", []):
            if value not in after["enum"]:
                yield f"{where}: the value {value} is no longer taken"


def _resolve(document: Any, value: Schema) -> Schema:
    while "$ref" in value:
        node: Any = document
        for part in value["$ref"].removeprefix("#/").split("/"):
            node = node[part]
        value = node
    return value


def _is_nullable(document: Any, schema: Schema) -> bool:
    schema = _resolve(document, schema)
    kind = schema.get("type")
    return (
        kind == "null"
        or (isinstance(kind, list) and "null" in kind)
        or any(_is_nullable(document, part) for part in schema.get("anyOf", []))
    )


def _plain(document: Any, schema: Schema) -> Schema:
    """The schema without its references and without null."""
    schema = _resolve(document, schema)
    for part in schema.get("anyOf", []):
        if part.get("type") != "null":
            return _plain(document, part)
    if isinstance(schema.get("type"), list):
        return {**schema, "type": schema["type"][0]}
    return schema


def _scopes(operation: Schema) -> set[str]:
    return {scope for way in operation.get("security", []) for scopes in way.values() for scope in scopes}


def _successes(operation: Schema) -> dict[str, Schema]:
    return {status: found for status, found in operation["responses"].items() if status.startswith("2")}


def main(arguments: list[str]) -> int:
    """Print what breaks clients of the baseline; with --accept make a new baseline."""
    document = load_contract()
    if arguments == ["--accept"]:
        text = json.dumps(without_prose(document), separators=(",", ":"), sort_keys=True)
        BASELINE.write_text(text + "\n")
        return 0
    changes = breaking_changes(json.loads(BASELINE.read_text()), document)
    for change in changes:
        sys.stderr.write(f"breaks clients: {change}\n")
    return 1 if changes else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
