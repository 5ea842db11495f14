"""One operation in one transaction: arguments decoded as the gateway decodes them, scopes checked, function called.

See: gateway/pipeline.py, whose steps between the route and the transaction these are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import msgspec

from sandbox.contract.binder import Route
from sandbox.contract.pages import Page
from sandbox.contract.problem import FieldError, Problem
from sandbox.contract.specification import OperationSpec
from sandbox.engine.call import Call

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode

CheckSimulation = Callable[[OperationSpec, Any], None]

_simulation_checks: list[CheckSimulation] = []


def check_simulations_with(check: CheckSimulation) -> None:
    """Have `metadata.simulate` of a step checked as the gateway has it checked; for the composition root."""
    _simulation_checks[:] = [check]


def arguments_of(route: Route, given: dict[str, Any]) -> dict[str, Any]:
    """What the function is called with. Raises what the gateway refuses: `invalid_field`, `unknown_field` and kin."""
    spec, rest = route.spec, dict(given)
    arguments: dict[str, Any] = {}
    for _, name in spec.path_parameters:
        if name not in rest:
            raise _refusal(name, "This operation needs it.")
        value = rest.pop(name)
        if not isinstance(value, str | int) or isinstance(value, bool):
            raise _refusal(name, "Expected a text.")
        arguments[name] = str(value)
    if route.query is not None:
        names = {field.encode_name for field in msgspec.structs.fields(spec.query)} if spec.query else set()
        asked = {name: _in_a_query(rest.pop(name)) for name in [*rest] if name in names}
        arguments["query"] = route.query.decode(urlencode(asked).encode())
    if route.body is not None:
        arguments["body"] = route.body.decode(_encode(rest) if rest or spec.body_required else b"")
        if route.takes_simulation:
            for check in _simulation_checks:
                check(spec, arguments["body"])
    elif rest:
        raise _refusal(next(iter(rest)), "This operation does not take it.")
    return arguments


async def perform(call: Call, route: Route, given: dict[str, Any]) -> Any:
    """Run an operation; gives its answer as a client would read it. Raises its problems, `insufficient_scope`."""
    missing = set(route.spec.scopes) - call.caller.scopes
    if missing:
        raise Problem("insufficient_scope", f"This operation needs the scope {', '.join(sorted(missing))}.")
    result = await route.function(call, **arguments_of(route, given))
    if type(result) is Page:
        return _decode(_encode(result.items))
    return None if result is None else _decode(route.encode(result))


def _refusal(name: str, detail: str) -> Problem:
    return Problem("invalid_field", f"/{name}: {detail}", errors=(FieldError(f"/{name}", "invalid_field", detail),))


def _in_a_query(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
