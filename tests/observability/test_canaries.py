"""Canaries: personal values and secrets go through every operation, also through ones that fail; none comes out.

Each body's own personal values, and a word that stands in every free text, are the canaries. They are looked for in
the logs from debug on, in the metrics and in the spans, while operations, timers, webhooks and the request log raise
exceptions whose texts quote the whole body.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.contract.document import load_contract
from sandbox.contract.models.operations import OPERATIONS
from sandbox.contract.specification import OperationSpec
from sandbox.engine.queue import STEPS
from sandbox.gateway.recorder import Recorder
from sandbox.observability.watching import Watch
from sandbox.services.webhooks import attempts
from tests.observability.collector import InMemory, traced_api
from tests.observability.conftest import Caught
from tests.services.api import Api, router
from tests.services.everything import body_of, make_everything, path_of

WORD = "canary7f3a"

with_body = [spec for spec in OPERATIONS if spec.body is not None]


def schema_of(spec: OperationSpec) -> dict[str, Any]:
    operation = load_contract()["paths"][spec.path][spec.method.lower()]
    found: dict[str, Any] = operation["requestBody"]["content"]["application/json"]["schema"]
    return found


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema behind references and alternatives, the first of each."""
    while "$ref" in schema or "anyOf" in schema:
        rest = {key: value for key, value in schema.items() if key not in ("$ref", "anyOf")}
        node: Any = load_contract()
        if "$ref" in schema:
            for part in schema["$ref"].removeprefix("#/").split("/"):
                node = node[part]
        else:
            node = schema["anyOf"][0]
        schema = {**node, **rest}
    return schema


def hidden_in(value: Any, schema: dict[str, Any], is_hidden: bool = False) -> Iterator[str]:
    """The texts of a body that the contract calls personal or secret."""
    schema = resolved(schema)
    is_hidden = is_hidden or bool(schema.get("x-pii") or schema.get("x-secret"))
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from hidden_in(inner, schema.get("properties", {}).get(name, {}), is_hidden)
    elif isinstance(value, list):
        for inner in value:
            yield from hidden_in(inner, schema.get("items", {}), is_hidden)
    elif is_hidden and isinstance(value, str) and len(value) >= 6:
        yield value


def with_word(value: Any, schema: dict[str, Any]) -> Any:
    """A body whose texts carry the word, as far as the schema lets any text stand there."""
    schema = resolved(schema)
    if isinstance(value, dict):
        return {name: with_word(inner, schema.get("properties", {}).get(name, {})) for name, inner in value.items()}
    if isinstance(value, list):
        return [with_word(inner, schema.get("items", {})) for inner in value]
    is_free = isinstance(value, str) and not {"format", "pattern", "enum", "const"} & schema.keys()
    return f"{WORD} {value}" if is_free and not value.startswith(("cust_", "acct_", "txn_")) else value


async def test_no_canary_comes_out(
    watch: Watch, api: Api, caught: Caught, monkeypatch: pytest.MonkeyPatch, collector: InMemory
) -> None:
    ids = await make_everything(api)
    canaries = {WORD, str(api.token)}
    failing = Failing(monkeypatch)
    failing.around()
    for spec in with_body:
        body, schema = body_of(spec, ids), schema_of(spec)
        canaries.update(hidden_in(body, schema))
        for number, sent in enumerate((with_word(body, schema), body)):
            await api.request(spec.method, path_of(spec, ids), sent, key=f"a{number}-{spec.operation_id}")
        with failing.operation(spec):
            reply = await api.request(spec.method, path_of(spec, ids), body, key=f"f-{spec.operation_id}")
            assert reply.status == 500, spec.operation_id
    await api.settle()
    for bank in api.world.host.directory.banks():
        await api.world.host.recorder.written(bank)
    api.world.check.found.clear()  # the contract declares no 500
    # Something was tried: bodies held canaries, every operation's failure was logged, and so was every other one's.
    assert len(canaries) > 15
    assert {line["message"].partition(" ")[0] for line in caught.lines} >= {spec.operation_id for spec in with_body}
    assert failing.quoted > len(with_body)
    assert "could not be logged" in caught.text
    collector.flush()
    places = {
        "logs": caught.text,
        "metrics": (await watch.metrics()).decode(),
        "spans": collector.text,
    }
    assert "transaction createCustomer" in places["spans"]
    for place, text in places.items():
        found = [canary for canary in canaries if canary in text]
        assert not found, f"{found} in the {place}"


class Failing:
    """Makes parts of the bank fail with exceptions that quote what they were given."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.quoted = 0
        self._monkeypatch = monkeypatch

    def fail(self, *given: Any, **named: Any) -> RuntimeError:
        self.quoted += 1
        try:
            raise KeyError(f"{WORD} {given!r}")
        except KeyError as inner:
            error = RuntimeError(f"{WORD} {given!r} {named!r}")
            error.__cause__ = inner
            return error

    def around(self) -> None:
        """Timers, webhooks and the request log fail from now on, some of the time."""

        async def step(call: Any, subject: str) -> None:
            raise self.fail(call, subject)

        async def make(*given: Any) -> None:
            raise self.fail(*given)

        def line(recorder: Any, bank: Any, note: Any, money: Any) -> None:
            raise self.fail(note.request.raw, note.answer.body)

        for name in [*STEPS][::3]:
            self._monkeypatch.setitem(STEPS, name, step)
        self._monkeypatch.setattr(attempts, "make", make)
        self._monkeypatch.setattr(Recorder, "_line", line)

    def operation(self, spec: OperationSpec) -> pytest.MonkeyPatch | Any:
        """One operation fails, after it was given its body."""

        async def broken(call: Any, *given: Any, **named: Any) -> None:
            raise self.fail(call.caller, *given, **named)

        context = pytest.MonkeyPatch.context()

        class _Patched:
            def __enter__(self) -> None:
                context.__enter__().setattr(router().routes[spec.operation_id], "function", broken)

            def __exit__(self, *told: Any) -> None:
                context.__exit__(*told)

        return _Patched()


@pytest.fixture
async def api(tmp_path: Any, collector: InMemory) -> Any:
    async with traced_api(tmp_path / "data", collector) as opened:
        yield opened
