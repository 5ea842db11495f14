"""A schema of the contract as rows of a table: property, type, whether it is needed, what it means.

Objects within an object become rows of their own, named by their path (`address.line1`). Everything that Markdown
would read otherwise is escaped. See: api_pages.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sandbox.pages.samples import resolve

_DEPTH = 3


class Row(NamedTuple):
    """One property, in words."""

    name: str
    type: str
    is_required: bool
    meaning: str


def rows_of(document: dict[str, Any], schema: dict[str, Any]) -> list[Row]:
    """The rows of an object, or of the objects of a list."""
    schema = resolve(document, schema)
    if schema.get("type") == "array":
        schema = resolve(document, schema["items"])
    return [*_rows(document, schema, "", _DEPTH)]


def _rows(document: dict[str, Any], schema: dict[str, Any], before: str, depth: int) -> Iterator[Row]:
    required = schema.get("required", ())
    for name, value in schema.get("properties", {}).items():
        yield Row(f"{before}{name}", type_of(document, value), name in required, meaning_of(document, value))
        inner, is_list = _within(document, value)
        if inner.get("properties") and depth > 1:
            yield from _rows(document, inner, f"{before}{name}{'[]' if is_list else ''}.", depth - 1)


def _plain(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """A schema with what it refers to, and what is said beside the reference; the first choice of several."""
    found = schema
    while "$ref" in found or "anyOf" in found:
        beside = {key: value for key, value in found.items() if key not in ("$ref", "anyOf")}
        target = resolve(document, found) if "$ref" in found else found["anyOf"][0]
        found = {**target, **beside}
    return found


def _within(document: dict[str, Any], schema: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """The object that a property holds, or holds a list of."""
    found = _plain(document, schema)
    if found.get("type") == "array":
        return _plain(document, found["items"]), True
    return found, False


def type_of(document: dict[str, Any], schema: dict[str, Any]) -> str:
    """`string`, `integer`, `list of string`, `string or null`; dates and instants by their names."""
    is_nullable = any(one.get("type") == "null" for one in schema.get("anyOf", ()))
    found = _plain(document, schema)
    kinds = found.get("type", "any value")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    is_nullable = is_nullable or "null" in kinds
    kind = next(one for one in kinds if one != "null")
    if kind == "array":
        kind = f"list of {type_of(document, found['items'])}"
    elif kind == "object" and isinstance(found.get("additionalProperties"), dict):
        kind = f"map of {type_of(document, found['additionalProperties'])}"
    kind = {"date-time": "instant", "date": "date", "binary": "file"}.get(found.get("format", ""), kind)
    return f"{kind} or null" if is_nullable else kind


def meaning_of(document: dict[str, Any], schema: dict[str, Any]) -> str:
    """What a value means, with its values, its bounds, its default and its marks."""
    found = _plain(document, schema)
    items = _plain(document, found["items"]) if found.get("type") == "array" else found
    parts = [" ".join(str(found.get("description", "")).split())]
    values = found.get("enum") or items.get("enum")
    if values:
        parts.append(f"One of {', '.join(f'`{value}`' for value in values if value is not None)}.")
    # What a named kind of value looks like (an id, a currency) is told by its name.
    parts += _bounds({key: found[key] for key in found if "$ref" not in schema or key not in ("pattern", "maxLength")})
    if found.get("default") not in (None, {}, []):
        default = found["default"]
        parts.append(f"Default: `{str(default).lower() if isinstance(default, bool) else default}`.")
    parts += [said for mark, said in (("x-pii", "*Personal.*"), ("x-secret", "*Shown once.*")) if found.get(mark)]
    return cell(" ".join(part for part in parts if part))


def _bounds(schema: dict[str, Any]) -> list[str]:
    parts = []
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is not None and most is not None:
        parts.append(f"From {_number(least)} to {_number(most)}.")
    elif least is not None:
        parts.append(f"At least {_number(least)}.")
    elif most is not None:
        parts.append(f"At most {_number(most)}.")
    if schema.get("maxLength", 0) > 1:
        parts.append(f"At most {_number(schema['maxLength'])} characters.")
    if "maxItems" in schema:
        parts.append(f"At most {_number(schema['maxItems'])}.")
    if "pattern" in schema:
        parts.append(f"As `{schema['pattern']}`.")
    return parts


def _number(value: int) -> str:
    return f"{value:,}"


def cell(text: str) -> str:
    """Text that may stand in a table: no line ends, no bars, no markup."""
    return " ".join(text.split()).replace("|", "&#124;").replace("<", "&lt;")
