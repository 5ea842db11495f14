"""Forms made from the contract: labels, help, limits and choices of each field come from the schema of an operation.

A form is read back into the body that the operation takes, and the problems that come back are put at the field that
they point to (RFC 6901), with what was typed still there. See: contract.py, actions.py.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbank_portal import formatting
from sandbank_portal.contract import Contract, Schema

Typed = Mapping[str, list[str]]

_LONG_TEXT = 500
_LONGEST_AMOUNT = 20
_PLAIN_ID = "Id of a resource"
_FIRST = ("customer_id", "account_id", "source_account_id", "destination_account_id", "name")


@dataclass
class Field:
    """One field of a form; `name` is its path in the body, with dots between the names."""

    name: str
    label: str
    kind: str
    help: str = ""
    is_required: bool = False
    value: Any = ""
    options: list[tuple[str, str]] = field(default_factory=list)
    minimum: int | None = None
    maximum: int | None = None
    max_length: int | None = None
    min_length: int | None = None
    pattern: str | None = None
    currency: str | None = None
    autocomplete: str | None = None
    autofocus: bool = False
    placeholder: str = ""
    error: str | None = None
    is_secret: bool = False
    suggestions_url: str | None = None
    shape: str = ""
    """How it is read, where that is more than how it is drawn: lines or pairs."""


@dataclass
class Form:
    """The fields of one operation, and what is wrong with what was typed."""

    fields: list[Field]
    problem: dict[str, Any] | None = None

    def named(self, name: str) -> Field | None:
        """The field of that name."""
        return next((one for one in self.fields if one.name == name), None)


def form_of(contract: Contract, body: Schema | None, values: Mapping[str, Any] | None = None) -> Form:
    """An empty form, or one with values: of a body, flat, with dots between the names."""
    fields = [] if body is None else list(_fields(contract, body, "", is_required_above=True))
    given = values or {}
    for one in fields:
        if one.name in given and given[one.name] is not None:
            one.value = _shown(one, given[one.name], given)
    fields.sort(key=lambda one: (not one.is_required, _FIRST.index(one.name) if one.name in _FIRST else len(_FIRST)))
    return Form(fields)


def flat(value: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """A body as the values of a form."""
    found: dict[str, Any] = {}
    for name, item in value.items():
        if isinstance(item, Mapping) and name != "metadata":
            found.update(flat(item, f"{prefix}{name}."))
        else:
            found[prefix + name] = item
    return found


def read(form: Form, typed: Typed) -> dict[str, Any]:
    """The body that was typed; what cannot be read is marked at its field, and left out."""
    body: dict[str, Any] = {}
    currency = next(iter(typed.get("currency", [])), None)
    for one in form.fields:
        given = [value for value in typed.get(one.name, []) if value != ""]
        one.value = given if one.kind == "multiselect" else (given[-1] if given else "")
        if not given and one.kind != "boolean":
            if one.is_required:
                one.error = "This is needed."
            continue
        try:
            value = _value(one, given, currency)
        except ValueError as error:
            one.error = str(error)
            continue
        if value is not None:
            _put(body, one.name.split("."), value)
    return body


def place_problem(form: Form, document: Mapping[str, Any]) -> None:
    """Put each error of a refusal at its field; the whole is told above the form."""
    form.problem = dict(document)
    for error in document.get("errors") or ():
        pointer = str(error.get("pointer") or error.get("parameter") or "").lstrip("#/")
        name = pointer.replace("/", ".").removeprefix("body.")
        best = form.named(name) or form.named(name.split(".")[0])
        inner = None if best is not None else _unfit(form, name)
        if best is not None:
            best.error = str(error.get("detail") or error.get("code"))
        elif inner is not None:
            inner.error = f"Write it as {inner.placeholder}." if inner.placeholder else "This does not fit."


def _unfit(form: Form, name: str) -> Field | None:
    """The field that a refusal of the object around it most likely means: the first whose pattern is not kept."""
    within = [one for one in form.fields if name and one.name.startswith(f"{name}.") and one.value not in ("", None)]
    broken = [one for one in within if one.pattern and not re.search(one.pattern, str(one.value))]
    return next(iter(broken or within), None)


def has_errors(form: Form) -> bool:
    """Whether something that was typed cannot be sent."""
    return any(one.error for one in form.fields)


# Making -------------------------------------------------------------------------------------------
def _fields(contract: Contract, schema: Schema, prefix: str, *, is_required_above: bool) -> Any:
    required = schema.get("required", ())
    for name, item in schema.get("properties", {}).items():
        found = contract.resolved(item)
        is_required = is_required_above and name in required
        if found.get("readOnly"):
            continue
        if found.get("type") == "object" and found.get("properties"):
            yield from _fields(contract, found, f"{prefix}{name}.", is_required_above=is_required)
            continue
        yield _field(contract, f"{prefix}{name}", name, found, is_required=is_required)


def _field(contract: Contract, path: str, name: str, schema: Schema, *, is_required: bool) -> Field:
    kind, options = _kind(contract, name, schema)
    label = formatting.label(path.replace(".", " ").removesuffix("_cents"))
    about = "" if schema.get("description", "").startswith(_PLAIN_ID) else schema.get("description", "")
    found = Field(path, label, kind, about, is_required, options=options)
    if kind in ("lines", "pairs"):
        found.kind, found.shape = "textarea", kind
        found.help = f"{found.help} {_SHAPES[kind]}".strip()
    found.minimum, found.maximum = schema.get("minimum"), schema.get("maximum")
    found.max_length = schema.get("maxLength") if found.kind != "textarea" else None
    found.min_length = schema.get("minLength") if "password" in name else None
    examples = schema.get("examples") or []
    if examples and kind in ("text", "email", "integer"):
        found.placeholder = str(examples[0])
    if kind == "money":
        found.minimum = found.maximum = None
        found.placeholder = "0.00"
        found.help = "In units of the currency, such as 12.50; the API takes the smallest unit, 1250."
    found.is_secret = name in ("password", "new_password", "current_password", "secret")
    if "default" in schema:
        found.value = _shown(found, schema["default"], {})
    for parameter, kind_of in _ID_FIELDS.items():
        if name.endswith(parameter):
            found.suggestions_url = f"/portal/suggest/{kind_of}"
    return found


_SHAPES = {"lines": "One per line.", "pairs": "One name=value per line."}
_ID_FIELDS = {"customer_id": "customers", "account_id": "accounts", "transaction_id": "transactions"}


def _kind(contract: Contract, name: str, schema: Schema) -> tuple[str, list[tuple[str, str]]]:
    types = schema.get("type", "string")
    kind = next((one for one in ([types] if isinstance(types, str) else types) if one != "null"), "string")
    if "enum" in schema:
        return "select", [(str(one), formatting.label(one)) for one in schema["enum"] if one is not None]
    if kind == "boolean":
        return "boolean", []
    if kind == "integer":
        return ("money" if name.endswith("_cents") else "integer"), []
    if kind == "array":
        items = contract.resolved(schema.get("items", {}))
        if "enum" in items:
            return "multiselect", [(str(one), str(one)) for one in items["enum"]]
        return ("lines" if items.get("type") == "string" else "json"), []
    if kind == "object":
        return ("pairs" if name == "metadata" else "json"), []
    formats = {"date": "date", "date-time": "datetime", "email": "email", "password": "password"}
    if "password" in name:
        return "password", []
    if name == "email":
        return "email", []
    return formats.get(schema.get("format", ""), "textarea" if schema.get("maxLength", 0) > _LONG_TEXT else "text"), []


def _shown(one: Field, value: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(value, str) and (one.shape or one.kind in ("money", "json")):
        # What an address says is text: an amount in the smallest unit, the rest as a person would type it.
        if one.kind != "money" or not value.lstrip("-").isdigit():
            return value
        value = int(value[:_LONGEST_AMOUNT])
    if one.kind == "money":
        currency = values.get("currency")
        return formatting.money(value, currency).replace(",", "").replace("\N{MINUS SIGN}", "-")
    if one.shape == "lines":
        return "\n".join(map(str, value))
    if one.shape == "pairs":
        return "\n".join(f"{key}={item}" for key, item in value.items())
    if one.kind == "json":
        return json.dumps(value, indent=2)
    if one.kind == "datetime":
        return str(value)[:16].rstrip("Z")
    return value


# Reading ------------------------------------------------------------------------------------------
def _value(one: Field, given: list[str], currency: str | None) -> Any:
    text = given[-1] if given else ""
    match one.shape or one.kind:
        case "boolean":
            return (text in ("true", "on", "1")) if given or one.is_required else None
        case "integer":
            return _integer(text)
        case "money":
            return formatting.to_cents(text, currency)
        case "multiselect":
            return given
        case "lines":
            return [line.strip() for line in text.splitlines() if line.strip()]
        case "pairs":
            return _pairs(text)
        case "json":
            return _json(text)
        case "datetime":
            return _instant(text)
        case _:
            return text


def _integer(text: str) -> int:
    try:
        return int(text.replace(",", ""))
    except ValueError:
        raise ValueError("Write a whole number.") from None


def _pairs(text: str) -> dict[str, str]:
    found = {}
    for line in text.splitlines():
        if not line.strip():
            continue
        name, equals, value = line.partition("=")
        if not equals or not name.strip():
            raise ValueError("Write one name=value per line.")
        found[name.strip()] = value.strip()
    return found


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise ValueError(f"This is not JSON: {error}.") from None


def _instant(text: str) -> str:
    found = formatting.parsed(text)
    if found is None:
        raise ValueError("Write an instant such as 2026-01-31T12:00.")
    return found.isoformat().replace("+00:00", "Z")


def _put(body: dict[str, Any], path: list[str], value: Any) -> None:
    for name in path[:-1]:
        body = body.setdefault(name, {})
    body[path[-1]] = value
