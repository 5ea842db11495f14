"""From a JSON Schema of the contract's subset to a Python type of msgspec.

`definition` gives the classes of a component schema; `annotation` the type of any schema. Patterns
end with `\\Z` (a `$` would let a trailing newline pass) and match ASCII only, as in ECMA 262.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_ABOUT = {
    "title", "description", "examples", "example", "default", "readOnly", "writeOnly", "deprecated",
}  # fmt: skip
_CARRIED = {
    "$ref": {"$ref"},
    "anyOf": {"anyOf"},
    "const": {"const", "type"},
    "enum": {"enum", "type"},
    "null": {"type"},
    "boolean": {"type"},
    "integer": {"type", "minimum", "maximum"},
    "string": {"type", "format", "pattern", "minLength", "maxLength"},
    "array": {"type", "items", "minItems", "maxItems", "uniqueItems"},
    "object": {"type", "properties", "additionalProperties", "propertyNames", "minProperties", "maxProperties"},
    "struct": {"type", "properties", "required", "additionalProperties", "minProperties"},
}
"""What makes a schema → the keywords that its Python type keeps. Any other would be lost beside it."""


class Unsupported(Exception):
    """The contract says something that generated code would not keep."""


def _check_carried(schema: dict[str, Any], maker: str, where: str) -> None:
    lost = {key for key in schema if key not in _CARRIED[maker] | _ABOUT and not key.startswith("x-")}
    if lost:
        raise Unsupported(f"{where}: {', '.join(sorted(lost))} is not supported with {maker}")


def snake(name: str) -> str:
    """`accountId` and `created_at.gte` as Python names."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower().replace(".", "_")


def pascal(name: str) -> str:
    """`listAccounts` as a class name."""
    return name[0].upper() + name[1:]


class Writer:
    """Writes types and classes for one document."""

    def __init__(self, schemas: dict[str, Any]) -> None:
        self._schemas = schemas

    # Types ---------------------------------------------------------------------------------------
    def annotation(self, schema: dict[str, Any], where: str) -> str:
        """The Python type of a schema."""
        kind = schema.get("type")
        if isinstance(kind, list):
            if len(kind) != 2 or kind[1] != "null":
                raise Unsupported(f"{where}: a list of types is [T, null]")
            return f"{self.annotation({**schema, 'type': kind[0]}, where)} | None"
        maker = next((key for key in ("$ref", "anyOf", "const", "enum") if key in schema), kind)
        if maker not in _CARRIED:
            raise Unsupported(f"{where}: {', '.join(sorted(schema))} with type {kind!r} is not supported")
        _check_carried(schema, maker, where)
        if maker == "$ref":
            return str(schema["$ref"]).rpartition("/")[2]
        if maker == "const":
            return f"Literal[{schema['const']!r}]"
        if maker == "enum":
            return f"Literal[{', '.join(repr(value) for value in schema['enum'])}]"
        return str(getattr(self, f"_{maker.lower()}")(schema, where))

    def _anyof(self, schema: dict[str, Any], where: str) -> str:
        parts = [self.annotation(part, where) for part in schema["anyOf"]]
        if len(parts) != 2 or parts[1] != "None":
            raise Unsupported(f"{where}: anyOf is for one schema or null")
        return f"{parts[0]} | None"

    def _null(self, schema: dict[str, Any], where: str) -> str:
        return "None"

    def _boolean(self, schema: dict[str, Any], where: str) -> str:
        return "bool"

    def _integer(self, schema: dict[str, Any], where: str) -> str:
        return _annotated("int", {"ge": schema.get("minimum"), "le": schema.get("maximum")})

    def _string(self, schema: dict[str, Any], where: str) -> str:
        form = schema.get("format")
        if form == "date-time":
            return "Annotated[datetime.datetime, Meta(tz=True)]"
        if form == "date":
            return "datetime.date"
        if form not in (None, "uri", "duration", "email"):
            raise Unsupported(f"{where}: format {form} is not supported")
        pattern = schema.get("pattern")
        if pattern is not None:
            if not (pattern.startswith("^") and pattern.endswith("$")):
                raise Unsupported(f"{where}: a pattern is anchored with ^ and $")
            pattern = rf"(?a){pattern[:-1]}\Z"
        bounds = {"min_length": schema.get("minLength"), "max_length": schema.get("maxLength")}
        return _annotated("str", {"pattern": pattern, **bounds})

    def _array(self, schema: dict[str, Any], where: str) -> str:
        item = self.annotation(schema["items"], f"{where}[]")
        if schema.get("uniqueItems"):
            raise Unsupported(f"{where}: uniqueItems is checked by the operation; leave it out")
        bounds = {"min_length": schema.get("minItems"), "max_length": schema.get("maxItems")}
        return _annotated(f"list[{item}]", bounds)

    def _object(self, schema: dict[str, Any], where: str) -> str:
        if "properties" in schema:
            raise Unsupported(f"{where}: an object with properties is a component schema")
        values = schema.get("additionalProperties", True)
        if values is False:
            raise Unsupported(f"{where}: a closed object has properties")
        if values is True:
            return "dict[str, Any]"
        key = self.annotation({"type": "string", **schema.get("propertyNames", {})}, where)
        item = self.annotation(values, where)
        bounds = {"min_length": schema.get("minProperties"), "max_length": schema.get("maxProperties")}
        return _annotated(f"dict[{key}, {item}]", bounds)

    # Classes -------------------------------------------------------------------------------------
    def definition(self, name: str, schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """(class name, source, properties) for a schema, and for its stored form if that differs."""
        if "properties" not in schema:
            about = _docstring(schema, 0)
            yield name, f"{name} = {self.annotation(schema, name)}\n{about}", {}
            return
        properties: dict[str, Any] = schema["properties"]
        yield name, self._struct(name, schema, properties), properties
        stored = {key: value for key, value in properties.items() if not value.get("x-derived")}
        if len(stored) < len(properties):
            record = {**schema, "description": f"{name} as it is stored: without what is derived."}
            yield f"{name}Record", self._struct(f"{name}Record", record, stored), stored

    def _struct(self, name: str, schema: dict[str, Any], properties: dict[str, Any]) -> str:
        _check_carried(schema, "struct", name)
        if not isinstance(schema.get("additionalProperties", True), bool):
            raise Unsupported(f"{name}: an object has properties or is a map")
        unknown = set(schema.get("required", ())) - set(schema["properties"])
        if unknown:
            raise Unsupported(f"{name}: {', '.join(sorted(unknown))} is required and not a property")
        if schema.get("minProperties") and not schema.get("x-partial"):
            raise Unsupported(f"{name}: minProperties needs x-partial")
        closed = schema.get("additionalProperties") is False
        options = "frozen=True, kw_only=True" + (", forbid_unknown_fields=True" if closed else "")
        lines = [f"class {name}(Struct, {options}):", _docstring(schema, 4)]
        for key, value in properties.items():
            lines.append("    " + self._field(name, key, value, schema))
        return "\n".join(lines) + "\n"

    def _field(self, name: str, key: str, schema: dict[str, Any], owner: dict[str, Any]) -> str:
        kind = self.annotation(schema, f"{name}.{key}")
        is_null = kind.endswith("| None") or self._is_nullable(schema)
        is_required = key in owner.get("required", ())
        if owner.get("x-partial"):
            return f"{key}: {kind} | UnsetType = UNSET"
        if "default" in schema:
            default = schema["default"]
            value = repr(default)
            if isinstance(default, dict | list):
                # Msgspec refuses a mutable default that is not empty: each struct gets its own.
                factory = f"lambda: {default!r}" if default else type(default).__name__
                value = f"field(default_factory={factory})"
            return f"{key}: {kind} = {value}"
        if is_null:
            return f"{key}: {kind} = None"
        if not is_required:
            return f"{key}: {kind} | UnsetType = UNSET"
        return f"{key}: {kind}"

    def _is_nullable(self, schema: dict[str, Any]) -> bool:
        if "$ref" in schema:
            return self._is_nullable(self._schemas[schema["$ref"].rpartition("/")[2]])
        kind = schema.get("type")
        return "anyOf" in schema or (isinstance(kind, list) and "null" in kind)

    @staticmethod
    def imports(body: str) -> str:
        """The imports that a module's source needs."""
        lines = []
        if "datetime." in body:
            lines.append("import datetime")
        typing = [name for name in ("Annotated", "Any", "Literal") if re.search(rf"\b{name}\b", body)]
        if typing:
            lines.append(f"from typing import {', '.join(typing)}")
        names = ("UNSET", "Meta", "Struct", "UnsetType", "field")
        used = [name for name in names if re.search(rf"\b{name}\b", body)]
        if used:
            lines.append(f"from msgspec import {', '.join(used)}")
        return "\n".join(lines) + "\n\n"


def _annotated(kind: str, constraints: dict[str, Any]) -> str:
    given = ", ".join(f"{key}={value!r}" for key, value in constraints.items() if value is not None)
    return f"Annotated[{kind}, Meta({given})]" if given else kind


def _docstring(schema: dict[str, Any], indent: int) -> str:
    text = " ".join(str(schema.get("description", "See the contract.")).split())
    text = text.replace("\\", "\\\\").replace('"', "'")
    lines, line = [], ""
    for word in text.split(" "):
        if len(line) + len(word) > 90:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    lines.append(line)
    pad = " " * indent
    body = f"\n{pad}".join(lines)
    return f'{pad}"""{body}{"" if len(lines) == 1 else chr(10) + pad}"""'
