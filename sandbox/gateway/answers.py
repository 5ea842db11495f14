"""What the pipeline asks of others, and the answers that it makes: refusals, replays.

The composition root hands in a host, and where it has them the faults and an observer; the gateway knows
no service. See: pipeline.py, sandbox/host.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple, Protocol

from sandbox.contract.binder import Route
from sandbox.contract.problem import Problem
from sandbox.contract.specification import OperationSpec
from sandbox.contract.streams import Stream
from sandbox.engine.bank import Bank
from sandbox.engine.call import Caller
from sandbox.engine.transaction import StoredAnswer
from sandbox.gateway.limits import Header
from sandbox.gateway.request import Request
from sandbox.gateway.sealing import open_answer

JSON = (b"content-type", b"application/json")
PROBLEM = (b"content-type", b"application/problem+json")


class Answer(NamedTuple):
    """What goes back, but for the headers that every answer has."""

    status: int
    body: bytes
    headers: tuple[Header, ...] = ()
    stream: Stream | None = None
    code: str | None = None
    is_replayed: bool = False


class Host(Protocol):
    """What the composition root hands in: who a key belongs to, and which bank it names."""

    async def authenticate(self, token: str, wanted: str | None = None) -> Caller: ...

    async def bank(self, caller: Caller, store: str) -> Bank: ...

    def home(self, caller: Caller | None) -> Bank: ...

    def limits_profile(self, caller: Caller) -> str: ...

    def check_simulation(self, spec: OperationSpec, body: Any) -> None: ...

    @property
    def uploads(self) -> Path: ...


class Faults(Protocol):
    """The faults that were declared: which one a call meets, and what it does before and after."""

    def met_by(self, bank: Bank, spec: OperationSpec) -> Fault | None: ...


class Fault(Protocol):
    """Misbehaviour on purpose that one call meets."""

    @property
    def fault_id(self) -> str: ...

    async def before(self) -> None: ...

    async def after(self) -> None: ...


class Observer(Protocol):
    """Told of every answer: the contract's check in tests, metrics later."""

    def __call__(self, route: Route | None, request: Request, answer: Answer) -> None: ...


def refusal(problem: Problem, request_id: str) -> Answer:
    headers: tuple[Header, ...] = (PROBLEM,)
    retry_after = problem.extra.pop("retry_after", None) or (1 if problem.status == 503 else None)
    if retry_after is not None:
        headers = (*headers, (b"retry-after", str(retry_after).encode()))
    if problem.status == 401:
        headers = (*headers, (b"www-authenticate", b'Bearer realm="sandbank"'))
    return Answer(problem.status, problem.document(request_id), headers, code=problem.code)


def replay(kept: StoredAnswer, bank: Bank) -> Answer:
    body = open_answer(kept, bank.vault)
    kind = JSON if kept.status < 400 else PROBLEM
    headers: tuple[Header, ...] = ((b"idempotent-replayed", b"true"),)
    if body:
        headers = (kind, *headers)
    if kept.location is not None:
        headers = (*headers, (b"location", f"/v1{kept.location}".encode()))
    return Answer(kept.status, body, headers, is_replayed=True)
