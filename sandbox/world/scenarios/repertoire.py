"""The operations that a step may use, bound as the gateway binds them, and how to read back what they made.

A step runs in one transaction of its bank and gives JSON: that leaves out operations of the platform,
files, streams, and whatever needs the clock to itself. See: contract/binder.py, performing.py.
"""

from __future__ import annotations

import typing
from functools import cache
from typing import Any, NamedTuple

import msgspec

from sandbox.contract.binder import Route, bind, marked
from sandbox.contract.models import PII, SECRETS
from sandbox.contract.models.operations import OPERATIONS
from sandbox.contract.specification import OperationSpec

_LOGS = ("events", "audit", "ledger")


class Reading(NamedTuple):
    """How to read a resource again: the route, and the argument that names it."""

    route: Route
    argument: str


class Made(NamedTuple):
    """What an answer is about: its schema, the field with its id, and how to read it again (or None)."""

    schema: Any
    id_field: str
    reading: Reading | None


@cache
def routes() -> dict[str, Route]:
    """Every operation that a step may use, bound once, when everything is imported."""
    functions = marked()
    specs = [spec for spec in OPERATIONS if _why_not(spec) is None and spec.operation_id in functions]
    bound = bind(specs, {spec.operation_id: functions[spec.operation_id] for spec in specs})
    return bound.routes


@cache
def why_not(operation_id: str) -> str | None:
    """Why a step cannot use an operation that the contract has; None when it can, or there is none."""
    return next((_why_not(spec) for spec in OPERATIONS if spec.operation_id == operation_id), None)


def operation_ids() -> list[str]:
    """The names of all operations of the contract."""
    return [spec.operation_id for spec in OPERATIONS]


def _why_not(spec: OperationSpec) -> str | None:
    if spec.store == "platform":
        return "it is of the platform, not of the bank"
    if spec.is_upload or spec.media != "application/json":
        return "it gives or takes a file or a stream"
    if "clock_move_in_progress" in spec.problems:
        return "the run itself moves the clock; use advance"
    if spec.tag == "webhooks" and spec.operation_id not in _OF_ENDPOINTS and spec.is_unsafe:
        return "it sends, which waits for the real world"
    return None


_OF_ENDPOINTS = ("createWebhookEndpoint", "updateWebhookEndpoint", "deleteWebhookEndpoint")


def argument_names(route: Route) -> list[str]:
    """What `with` may hold at its top: of the path, the query and the body."""
    spec = route.spec
    names = [name for _, name in spec.path_parameters]
    if spec.query is not None:
        names += [field.encode_name for field in msgspec.structs.fields(spec.query)]
    if spec.body is not None:
        names += [field.encode_name for field in msgspec.structs.fields(spec.body)]
    return names


def schema_of(route: Route) -> Any:
    """The schema of an answer, or of the items of a list; None for no answer."""
    spec = route.spec
    return typing.get_args(spec.response)[0] if spec.is_list else spec.response


def fields_of(schema: Any) -> list[str]:
    """The names of a schema's properties."""
    return [field.encode_name for field in msgspec.structs.fields(schema)] if schema is not None else []


def hidden_fields(schema: Any) -> tuple[str, ...]:
    """Properties whose values a run never keeps: personal ones and secrets."""
    return (*PII.get(schema, ()), *SECRETS.get(schema, ())) if schema is not None else ()


def reads_the_logs(spec: OperationSpec) -> bool:
    """Whether an operation shows what is on disk, and so has to wait for it."""
    return spec.tag in _LOGS or spec.operation_id == "getTransactionTrace"


@cache
def made_by(operation_id: str) -> Made | None:
    """What a name that is given to an answer stands for; None when the answer has no id of its own."""
    schema = schema_of(routes()[operation_id])
    fields = fields_of(schema)
    if not fields:
        return None
    reading = _readings().get(schema.__name__.removesuffix("WithSecret"))
    if reading is not None and reading.argument in fields:
        return Made(schema, reading.argument, reading)
    return Made(schema, fields[0], None) if fields[0].endswith("_id") else None


@cache
def _readings() -> dict[str, Reading]:
    found: dict[str, Reading] = {}
    for route in routes().values():
        spec = route.spec
        if spec.method == "GET" and len(spec.path_parameters) == 1 and not spec.is_list:
            found.setdefault(spec.response.__name__, Reading(route, spec.path_parameters[0][1]))
    return found
