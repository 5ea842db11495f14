"""Bytes and query strings to the contract's models, and every error to a JSON Pointer.

msgspec decodes and validates in one pass and stops at its first error; only then is the body
validated once more against the schema itself, to report all of them (RFC 6901 pointers).
See: tests/contract/test_validation.py.
"""

from __future__ import annotations

import datetime
import functools
import re
import typing
from typing import Any
from urllib.parse import parse_qsl

import jsonschema_rs
import msgspec

from sandbox.contract.document import load_contract
from sandbox.contract.problem import FieldError, Problem

_decode_any = msgspec.json.Decoder().decode
_MOMENT = re.compile(r"(?a)\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,6})?([Zz]|[+-]\d\d:\d\d)\Z")
_INTEGER = re.compile(r"(?a)-?\d{1,15}\Z")
_MOST_ERRORS = 20


class BodyDecoder:
    """Decodes the JSON body of one operation."""

    def __init__(self, model: type[msgspec.Struct], *, is_required: bool) -> None:
        self._model = model
        self._is_required = is_required
        self._decode = msgspec.json.Decoder(model).decode
        self._is_partial = all(field.default is msgspec.UNSET for field in msgspec.structs.fields(model)) and bool(
            model.__struct_fields__
        )

    def decode(self, raw: bytes) -> Any:
        """The body as its model. Raises `malformed_request`, `invalid_field` or `unknown_field`."""
        if not raw:
            if self._is_required:
                raise Problem("malformed_request", "This operation needs a JSON body.")
            return None
        try:
            body = self._decode(raw)
        except msgspec.ValidationError as error:
            raise self._explain(raw, str(error)) from None
        except (msgspec.DecodeError, ValueError, RecursionError) as error:
            raise Problem("malformed_request", f"The body is not JSON: {error}.") from None
        if self._is_partial and all(getattr(body, name) is msgspec.UNSET for name in self._model.__struct_fields__):
            raise _invalid((FieldError("", "invalid_field", "Name at least one property to change."),))
        return body

    def _explain(self, raw: bytes, message: str) -> Problem:
        errors: list[FieldError] = []
        try:
            document = _decode_any(raw)
            for found in _schema(self._model.__name__).iter_errors(document):
                errors.append(_field_error(found))
                if len(errors) == _MOST_ERRORS:
                    break
        except (msgspec.MsgspecError, ValueError, RecursionError):
            return Problem("malformed_request", "The body is not JSON, or is nested too deeply.")
        return _invalid(tuple(errors) or (_from_message(message),))


class QueryDecoder:
    """Decodes the query string of one operation; every name at most once, none unknown."""

    def __init__(self, model: type[msgspec.Struct]) -> None:
        self._model = model
        self._empty = model()
        self._kinds: dict[str, str] = {}
        hints = typing.get_type_hints(model)
        for field in msgspec.structs.fields(model):
            flat = repr(hints[field.name])
            self._kinds[field.encode_name] = (
                "moment"
                if datetime.datetime.__qualname__ in flat and "datetime.datetime" in flat
                else "integer"
                if "int" in flat
                else "text"
            )

    def decode(self, raw: bytes) -> Any:
        """The query as its model. Raises `unknown_parameter`, `conflicting_pagination`, `invalid_field`."""
        if not raw:
            return self._empty
        values: dict[str, Any] = {}
        try:
            pairs = parse_qsl(raw.decode("ascii"), keep_blank_values=True, max_num_fields=50, errors="strict")
        except ValueError:
            raise Problem("malformed_request", "The query string is not valid.") from None
        for name, value in pairs:
            kind = self._kinds.get(name)
            if kind is None:
                raise Problem("unknown_parameter", f"This operation takes no parameter {name[:100]!r}.")
            if name in values:
                raise _invalid((FieldError(f"/{name}", "invalid_field", "Give this parameter once."),))
            if (kind == "moment" and not _MOMENT.match(value)) or (kind == "integer" and not _INTEGER.match(value)):
                wanted = "an RFC 3339 date-time with its offset" if kind == "moment" else "an integer"
                raise _invalid((FieldError(f"/{name}", "invalid_field", f"Expected {wanted}."),))
            values[name] = int(value) if kind == "integer" else value
        if "cursor" in values and "page" in values:
            raise Problem("conflicting_pagination")
        try:
            return msgspec.convert(values, self._model)
        except msgspec.ValidationError as error:
            raise _invalid((_from_message(str(error)),)) from None


def _invalid(errors: tuple[FieldError, ...]) -> Problem:
    code = "unknown_field" if all(error.code == "unknown_field" for error in errors) else "invalid_field"
    first = errors[0]
    return Problem(code, f"{first.pointer or 'The body'}: {first.detail}", errors=errors)


def _from_message(message: str) -> FieldError:
    """msgspec says `Expected …  - at `$.a[0].b``."""
    text, _, path = message.partition(" - at `")
    pointer = re.sub(r"\[(\d+)\]|\.", lambda found: f"/{found[1] or ''}", path.rstrip("`").lstrip("$"))
    return FieldError(pointer.replace("[...]", ""), "invalid_field", text)


def _field_error(found: Any) -> FieldError:
    pointer = "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in found.instance_path)
    kind = type(found.kind).__name__
    code = "unknown_field" if "AdditionalProperties" in kind else "invalid_field"
    detail = str(found.message)
    return FieldError(pointer, code, detail if len(detail) <= 300 else f"{detail[:297]}...")


@functools.cache
def _schema(name: str) -> Any:
    """A validator for one of the contract's schemas, made when the first error needs it."""
    document = load_contract()
    return jsonschema_rs.Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": document["components"]},
        validate_formats=True,
    )
