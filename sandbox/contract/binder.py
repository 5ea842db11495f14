"""Binds the contract's operations to functions, and refuses to start when they differ.

A function is marked with its operationId and nothing else; method, path, parameters, body, success
status, scopes and idempotency come from the contract. Decoders and encoders are built once, here.
See: openapi.yaml, `specification.OperationSpec`, tests/contract/test_binder.py.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from sandbox.contract.models import SECRETS
from sandbox.contract.pages import Page
from sandbox.contract.specification import OperationSpec
from sandbox.contract.streams import Upload
from sandbox.contract.validation import BodyDecoder, QueryDecoder

Function = Callable[..., Awaitable[Any]]
F = TypeVar("F", bound=Function)

_MARKED: dict[str, Function] = {}
_encode = msgspec.json.Encoder().encode


class ContractMismatch(Exception):
    """The functions and the contract differ; the message lists every difference."""


def operation(operation_id: str) -> Callable[[F], F]:
    """Mark the function that serves an operation of the contract."""

    def mark(function: F) -> F:
        if operation_id in _MARKED:
            raise ContractMismatch(f"two functions are marked {operation_id}")
        _MARKED[operation_id] = function
        return function

    return mark


def marked() -> Mapping[str, Function]:
    """Every function marked so far."""
    return dict(_MARKED)


class Route:
    """One bound operation: everything the path of a request needs, ready made."""

    __slots__ = (
        "asks_for_secrets",
        "body",
        "function",
        "location",
        "media",
        "query",
        "secrets",
        "spec",
        "takes_simulation",
    )

    def __init__(self, spec: OperationSpec, function: Function) -> None:
        self.spec = spec
        self.function = function
        self.query = QueryDecoder(spec.query) if spec.query is not None else None
        self.body = BodyDecoder(spec.body, is_required=spec.body_required) if spec.body is not None else None
        self.secrets = _secrets_of(spec.response)
        self.asks_for_secrets = bool(_secrets_of(spec.body))
        self.location: Route | None = None
        self.media = spec.media.encode()
        self.takes_simulation = "unknown_simulation" in spec.problems

    def encode(self, result: Any) -> bytes:
        """The answer's body."""
        return b"" if result is None else _encode(result)

    def encode_without_secrets(self, result: Any, body: bytes) -> bytes:
        """The body to keep for replays: what is shown once is left out."""
        if not self.secrets:
            return body
        document = msgspec.to_builtins(result)
        for *places, name in self.secrets:
            holder = document
            for place in places:
                holder = holder[place]
            holder.pop(name, None)
        return _encode(document)

    def location_of(self, result: Any) -> str | None:
        """The path under /v1 at which the created resource is read."""
        if self.location is None:
            return None
        path = self.location.spec.path
        for wire, name in self.location.spec.path_parameters:
            path = path.replace(f"{{{wire}}}", str(getattr(result, name)))
        return path


class Router:
    """Finds the route of a method and a path, segment by segment."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self.routes = {route.spec.operation_id: route for route in routes}
        self._root: dict[str, Any] = {}
        for route in self.routes.values():
            node = self._root
            for segment in route.spec.path.strip("/").split("/"):
                node = node.setdefault("{}" if segment.startswith("{") else segment, {})
            node.setdefault("", {})[route.spec.method] = route

    def find(self, path: str) -> tuple[Mapping[str, Route] | None, list[str]]:
        """The routes by method at a path, and its parameters in order; None for an unknown path."""
        node: dict[str, Any] | None = self._root
        values: list[str] = []
        for segment in path[1:].split("/"):
            assert node is not None
            following = node.get(segment) if segment and segment != "{}" else None
            if following is None:
                following = node.get("{}") if segment else None
                if following is None:
                    return None, values
                values.append(segment)
            node = following
        methods: Mapping[str, Route] | None = node.get("") if node else None
        return methods, values


def bind(specs: Iterable[OperationSpec], functions: Mapping[str, Function]) -> Router:
    """Bind every operation to its function. Raises `ContractMismatch` with every difference."""
    specs = tuple(specs)
    known = {spec.operation_id for spec in specs}
    differences = [f"no function serves {name}" for name in sorted(known - set(functions))]
    differences += [f"{name} is not in the contract" for name in sorted(set(functions) - known)]
    for spec in specs:
        if spec.operation_id in functions:
            differences += _drift(spec, functions[spec.operation_id])
    if differences:
        raise ContractMismatch("; ".join(differences))
    routes = [Route(spec, functions[spec.operation_id]) for spec in specs]
    readers = {route.spec.response: route for route in routes if _reads_one(route.spec)}
    for route in routes:
        if route.spec.success_status in (201, 202):
            route.location = readers.get(_plain(route.spec.response))
    return Router(routes)


def _secrets_of(kind: Any) -> tuple[tuple[str, ...], ...]:
    """Where a schema and those directly within it have what is shown once: a path of names for each."""
    if not isinstance(kind, type) or not issubclass(kind, msgspec.Struct):
        return ()
    own = [(name,) for name in SECRETS.get(kind, ())]
    inner = [
        (field, *path) for field, hint in typing.get_type_hints(kind).items() if hint in SECRETS
        for path in _secrets_of(hint)
    ]  # fmt: skip
    return (*own, *inner)


def _reads_one(spec: OperationSpec) -> bool:
    return spec.method == "GET" and bool(spec.path_parameters) and not spec.is_list


def _plain(response: Any) -> Any:
    """A schema with a secret is read back as the one without."""
    module = inspect.getmodule(response)
    name = getattr(response, "__name__", "").removesuffix("WithSecret")
    return getattr(module, name, response)


def _drift(spec: OperationSpec, function: Function) -> list[str]:
    """How a function's signature differs from its operation."""
    expected: dict[str, Any] = {"call": None}
    expected.update({name: str for _, name in spec.path_parameters})
    if spec.query is not None:
        expected["query"] = spec.query
    if spec.is_upload:
        expected["content"] = Upload
    if spec.body is not None:
        expected["body"] = spec.body if spec.body_required else spec.body | None
    hints = typing.get_type_hints(function)
    names = [*inspect.signature(function).parameters]
    name = f"{spec.operation_id} ({function.__module__}.{function.__qualname__})"
    found = []
    if names != [*expected]:
        found.append(f"{name} takes {names}, the contract gives {[*expected]}")
    else:
        for parameter, wanted in expected.items():
            if wanted is not None and hints.get(parameter) != wanted:
                found.append(f"{name}: {parameter} is {hints.get(parameter)}, the contract says {wanted}")
    returns = _returns(spec)
    if hints.get("return") != returns:
        found.append(f"{name} returns {hints.get('return')}, the contract says {returns}")
    return found


def _returns(spec: OperationSpec) -> Any:
    if spec.response is None:
        return type(None)
    if not spec.is_list:
        return spec.response
    page: Any = Page
    return page[typing.get_args(spec.response)[0]]
