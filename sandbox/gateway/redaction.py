"""Bodies as the request log may keep them: personal and secret properties masked, by the contract.

Which properties those are follows from `x-pii` and `x-secret` of the operation's schemas, nested ones
included. A body that is no JSON object is not kept at all. See: tests/gateway/test_redaction.py.
"""

from __future__ import annotations

import typing
from typing import Any

import msgspec

from sandbox.contract.binder import Route
from sandbox.contract.models import PII, SECRETS

MOST_BYTES = 4096
MASKED = "[personal]"
SECRET = "[secret]"  # noqa: S105

_decode = msgspec.json.Decoder().decode
_encode = msgspec.json.Encoder().encode
# Values whose meaning is theirs alone: never kept, whatever the schema is called.
_ALWAYS_SECRET = frozenset({"secret", "api_key", "content"})


class _Masks(typing.NamedTuple):
    asked: frozenset[str]
    told: frozenset[str]
    is_money: bool


class Redaction:
    """The masks of every operation, made when it is first seen."""

    def __init__(self) -> None:
        self._masks: dict[str, _Masks] = {}

    def bodies(
        self, route: Route, asked: bytes, status: int, told: bytes
    ) -> tuple[str | None, str | None, tuple[str, int] | None]:
        """The masked request and answer as JSON, and (currency, cents) of money that was accepted to move."""
        masks = self._masks.get(route.spec.operation_id)
        if masks is None:
            masks = self._masks[route.spec.operation_id] = _masks_of(route)
        request, _ = _masked(asked, masks.asked)
        answer, document = _masked(told, masks.told)
        moved = None
        if masks.is_money and status < 300 and document is not None and isinstance(document.get("amount_cents"), int):
            moved = (str(document.get("currency")), int(document["amount_cents"]))
        return request, answer, moved


def masked_names(kind: Any) -> frozenset[str]:
    """Every personal or secret property of a schema and of those within it."""
    names: set[str] = set(_ALWAYS_SECRET)
    seen: set[Any] = set()

    def walk(one: Any) -> None:
        if one in seen:
            return
        seen.add(one)
        if isinstance(one, type) and issubclass(one, msgspec.Struct):
            names.update(PII.get(one, ()))
            names.update(SECRETS.get(one, ()))
            for hint in typing.get_type_hints(one).values():
                walk(hint)
        for argument in typing.get_args(one):
            walk(argument) if not isinstance(argument, str) else None

    walk(kind)
    return frozenset(names)


def _masks_of(route: Route) -> _Masks:
    spec = route.spec
    return _Masks(masked_names(spec.body), masked_names(spec.response), spec.rate_class == "money")


def _masked(body: bytes, names: frozenset[str]) -> tuple[str | None, dict[str, Any] | None]:
    if not body:
        return None, None
    try:
        document = _decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None, None
    if not isinstance(document, dict):
        return None, None
    text = _encode(_mask(document, names)).decode()
    if len(text) > MOST_BYTES:
        text = f'{{"left_out_bytes":{len(text)}}}'
    return text, document


def _mask(value: Any, names: frozenset[str]) -> Any:
    if isinstance(value, dict):
        return {key: (_blank(key, inner) if key in names else _mask(inner, names)) for key, inner in value.items()}
    if isinstance(value, list):
        return [_mask(inner, names) for inner in value]
    return value


def _blank(key: str, value: Any) -> Any:
    """What stands for a value; that there is none is nothing to hide."""
    if value is None or value in ({}, []):
        return value
    return SECRET if key in _ALWAYS_SECRET else MASKED
