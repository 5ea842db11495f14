"""What the request log may keep of a call: bodies and queries with what is personal or secret masked.

What that is follows from `x-pii` and `x-secret` of the contract. A body is walked along its schema: a
property that the schema does not name, or a value of another shape than it says, is masked too, for
nobody knows what it holds; where the schema is open, every name that is personal anywhere is. Problems keep pointer
and code of each error and lose its sentence, which quotes the value. What is no JSON object is not kept.
See: recorder.py, tests/gateway/test_redaction.py.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple, Union
from urllib.parse import unquote

import msgspec

from sandbox.contract.binder import Route
from sandbox.contract.models import PII, SECRETS

MOST_BYTES = 4096
MOST_READ = 64 * 1024
MOST_QUERY = 2000
MASKED = "[personal]"
SECRET = "[secret]"  # noqa: S105
UNKNOWN = "[unknown]"
LEFT_OUT = "[left out]"

_decode = msgspec.json.Decoder().decode
_encode = msgspec.json.Encoder().encode
# Values whose meaning is theirs alone: never kept, whatever the schema is called.
_ALWAYS_SECRET = frozenset({"secret", "api_key", "content"})
# Whole documents as text: the person in them has no property of their own.
_TEXTS = frozenset({"definition", "request_body", "response_body"})
_ALL_SECRET = _ALWAYS_SECRET | {name for names in SECRETS.values() for name in names}
_ALL_PERSONAL = _TEXTS | {name for names in PII.values() for name in names}


class _Shape(msgspec.Struct):
    """What a schema lets a value be; only what masking needs to know."""

    properties: dict[str, _Property] = {}
    items: _Shape | None = None
    values: _Shape | None = None
    choices: frozenset[Any] = frozenset()
    is_open: bool = False
    is_scalar: bool = False


class _Property(NamedTuple):
    """`is_plain`: any single value may be kept as it is."""

    shape: _Shape
    mask: str | None
    is_plain: bool = False


class _Masks(NamedTuple):
    asked: _Shape
    told: _Shape
    personal: frozenset[str]
    queried: frozenset[str]
    is_money: bool


_NOTHING = (type(None), msgspec.UnsetType)
_SINGLE = frozenset({str, int, float, bool, type(None)})
_OPEN = _Shape(is_open=True, is_scalar=True)


class Redaction:
    """The masks of every operation, made when it is first seen."""

    def __init__(self) -> None:
        self._masks: dict[str, _Masks] = {}

    def bodies(
        self, route: Route, asked: bytes, status: int, told: bytes
    ) -> tuple[str | None, str | None, tuple[str, int] | None]:
        """The masked request and answer as JSON, and (currency, cents) of money that was accepted to move."""
        masks = self._of(route)
        request, _ = _kept(asked, masks.asked, masks.personal)
        if status >= 400:
            return request, _problem(told), None
        answer, document = _kept(told, masks.told, masks.personal)
        moved = None
        if masks.is_money and document is not None and isinstance(document.get("amount_cents"), int):
            moved = (str(document.get("currency")), int(document["amount_cents"]))
        return request, answer, moved

    def query(self, route: Route | None, raw: bytes) -> str | None:
        """The query string with the values masked that are personal, and those of parameters that nobody knows."""
        if not raw:
            return None
        known = frozenset() if route is None else self._of(route).queried
        parts = raw[:MOST_QUERY].decode("latin-1").split("&")
        return "&".join([part if part.partition("=")[0] in known else _masked_query(part) for part in parts])

    def _of(self, route: Route) -> _Masks:
        spec = route.spec
        found = self._masks.get(spec.operation_id)
        if found is None:
            # A property that is personal in the answer is no less so in the request.
            personal = personal_names((spec.body, spec.response))
            names = [one.encode_name for one in msgspec.structs.fields(spec.query)] if spec.query else []
            found = self._masks[spec.operation_id] = _Masks(
                _settled(_shape(spec.body, {}), personal, []),
                _settled(_shape(spec.response, {}), personal, []),
                personal,
                frozenset(names) - _ALL_PERSONAL,
                spec.rate_class == "money",
            )
        return found


def personal_names(kinds: Iterable[Any]) -> frozenset[str]:
    """Every personal property of these schemas and of those within them."""
    names = set(_TEXTS)
    for kind in _structs(kinds):
        names.update(PII.get(kind, ()))
    return frozenset(names)


def _structs(kinds: Iterable[Any]) -> set[Any]:
    found: set[Any] = set()
    left = list(kinds)
    while left:
        kind = left.pop()
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind not in found:
            found.add(kind)
            left += typing.get_type_hints(kind).values()
        left += [one for one in typing.get_args(kind) if not isinstance(one, str | int)]
    return found


def _shape(kind: Any, under_way: dict[Any, _Shape]) -> _Shape:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _shape_of_struct(kind, under_way)
    if origin in (Union, types.UnionType):
        return _either([_shape(one, under_way) for one in arguments if one not in _NOTHING])
    if origin is Literal:
        return _Shape(choices=frozenset(arguments))
    if origin in (list, tuple):
        return _Shape(items=_shape(arguments[0], under_way))
    if origin is dict:
        return _Shape(values=_shape(arguments[1], under_way))
    if kind is None:
        return _Shape()
    return _OPEN if kind is Any else _Shape(is_scalar=True)


def _shape_of_struct(kind: type[msgspec.Struct], under_way: dict[Any, _Shape]) -> _Shape:
    if kind not in under_way:
        shape = under_way[kind] = _Shape(properties={})
        hints = typing.get_type_hints(kind)
        for field in msgspec.structs.fields(kind):
            secret = field.name in SECRETS.get(kind, ()) or field.encode_name in _ALWAYS_SECRET
            mask = SECRET if secret else MASKED if field.name in PII.get(kind, ()) else None
            shape.properties[field.encode_name] = _Property(_shape(hints[field.name], under_way), mask)
    return under_way[kind]


def _either(shapes: list[_Shape]) -> _Shape:
    """What one of several shapes lets through."""
    if len(shapes) == 1:
        return shapes[0]  # itself, not a copy: it may be under way
    items = [one.items for one in shapes if one.items is not None]
    values = [one.values for one in shapes if one.values is not None]
    properties: dict[str, _Property] = {}
    for one in shapes:
        for name, other in one.properties.items():
            before = properties.get(name)
            properties[name] = (
                other
                if before is None
                else _Property(_either([before.shape, other.shape]), before.mask or other.mask)
            )  # fmt: skip
    return _Shape(
        properties,
        _either(items) if items else None,
        _either(values) if values else None,
        frozenset().union(*(one.choices for one in shapes)),
        any(one.is_open for one in shapes),
        any(one.is_scalar for one in shapes),
    )


def _settled(shape: _Shape, personal: frozenset[str], seen: list[_Shape]) -> _Shape:
    """The shape of one operation with what its properties' names alone decide."""
    if any(shape is one for one in seen):
        return shape
    seen.append(shape)
    for key, known in shape.properties.items():
        mask = known.mask or _mask_by_name(key, personal)
        shape.properties[key] = _Property(known.shape, mask, mask is None and known.shape.is_scalar)
        _settled(known.shape, personal, seen)
    for inside in (shape.items, shape.values):
        if inside is not None:
            _settled(inside, personal, seen)
    return shape


def _mask_by_name(key: str, personal: frozenset[str]) -> str | None:
    return SECRET if key in _ALL_SECRET else MASKED if key in personal else None


def _kept(body: bytes, shape: _Shape, personal: frozenset[str]) -> tuple[str | None, dict[str, Any] | None]:
    document = _object(body)
    if document is None:
        return (_left_out(len(body)) if len(body) > MOST_READ else None), None
    return _bounded(_mask(document, shape, personal)), document


def _object(body: bytes) -> dict[str, Any] | None:
    if not body or len(body) > MOST_READ:
        return None
    try:
        document = _decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _bounded(document: Any) -> str:
    try:
        text: str = _encode(document).decode()
    except RecursionError:
        return _left_out(MOST_READ)
    return text if len(text) <= MOST_BYTES else _left_out(len(text))


def _left_out(size: int) -> str:
    return f'{{"left_out_bytes":{size}}}'


def _problem(told: bytes) -> str | None:
    """A problem without the sentences that quote what was sent."""
    document = _object(told)
    if document is None:
        return None
    errors = document.get("errors")
    if isinstance(errors, list):
        document["detail"] = LEFT_OUT
        document["errors"] = [{"pointer": one.get("pointer"), "code": one.get("code")} for one in errors]
    return _bounded(document)


def _mask(value: Any, shape: _Shape, personal: frozenset[str]) -> Any:
    if value is None:
        return None
    if isinstance(value, dict):
        if shape.properties or shape.values or shape.is_open:
            known = shape.properties
            return {
                key: inner
                if key in known and known[key].is_plain and type(inner) in _SINGLE
                else _mask_property(key, inner, shape, personal)
                for key, inner in value.items()
            }
        return UNKNOWN if value else value
    if isinstance(value, list):
        inside = shape.items or (_OPEN if shape.is_open else None)
        if inside is not None:
            return [_mask(inner, inside, personal) for inner in value]
        return UNKNOWN if value else value
    return value if shape.is_scalar or value in shape.choices else UNKNOWN


def _mask_property(key: str, value: Any, shape: _Shape, personal: frozenset[str]) -> Any:
    known = shape.properties.get(key)
    if known is not None:
        mask = known.mask
    elif shape.is_open and key in _ALL_PERSONAL:
        mask = MASKED
    else:
        mask = _mask_by_name(key, personal)
    if mask is not None:
        # That there is nothing is nothing to hide.
        return value if value is None or value in ({}, []) else mask
    if known is not None:
        return _mask(value, known.shape, personal)
    inside = shape.values or (_OPEN if shape.is_open else None)
    return UNKNOWN if inside is None else _mask(value, inside, personal)


def _masked_query(part: str) -> str:
    """One parameter of a query: its name alone, for a value that is personal or that nobody knows."""
    name, _, value = part.partition("=")
    name = unquote(name)
    if not value:
        return UNKNOWN
    return f"{name}={MASKED if name in _ALL_PERSONAL else UNKNOWN}"
