"""The server under test: asks by operationId, and holds every answer against the contract.

An answer must have a status that the operation declares, its media type, a body that fits its schema and a
Request-Id; a refusal must be a problem document whose code the contract lists with that status. What does not
fit raises `NotKept`, in whichever case it was met.
"""

from __future__ import annotations

import functools
import json
import secrets
from collections.abc import Callable
from time import sleep
from typing import Any, NamedTuple
from urllib.parse import quote

import httpx
import jsonschema_rs

from sandbox.conformance.case import NotKept, expect
from sandbox.contract.document import load_contract
from sandbox.engine.clock import elapsed

PROBLEM = "application/problem+json"
_TIMEOUT_S = 30.0
_POLL_S = 0.02
_SHOWN = 300


class Operation(NamedTuple):
    """One operation of the contract."""

    operation_id: str
    method: str
    path: str
    document: dict[str, Any]

    @property
    def needs_key(self) -> bool:
        """Whether it refuses to work without an idempotency key."""
        return any(
            one.get("$ref", "").endswith("/IdempotencyKeyRequired") for one in self.document.get("parameters", [])
        )


class Answer(NamedTuple):
    """What came back; `document` is None where there is no JSON."""

    status: int
    document: Any
    headers: httpx.Headers
    body: bytes

    @property
    def code(self) -> str | None:
        """The problem's code."""
        return self.document.get("code") if isinstance(self.document, dict) else None

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300


@functools.cache
def operations() -> dict[str, Operation]:
    """Every operation by its id."""
    return {
        one["operationId"]: Operation(one["operationId"], method.upper(), path, one)
        for path, item in load_contract()["paths"].items()
        for method, one in item.items()
        if isinstance(one, dict) and "operationId" in one
    }


@functools.cache
def _codes_of_any() -> frozenset[str]:
    """The codes that any operation may answer: those that none lists as its own."""
    listed = {code for one in operations().values() for code in one.document.get("x-problems", ())}
    return frozenset(load_contract()["x-problems"]) - listed


@functools.cache
def _validator(schema: str) -> Any:
    document = {**json.loads(schema), "components": load_contract()["components"]}
    return jsonschema_rs.Draft202012Validator(document, validate_formats=True)


class Server:
    """A server with one key. `base_url` ends where the contract's paths begin.

    patience_s: how long what the server does by itself (verify, complete, deliver) may take.
    """

    def __init__(self, base_url: str, key: str, patience_s: float, http: httpx.Client | None = None) -> None:
        self.base_url = base_url
        self.key = key
        self.patience_s = patience_s
        self.http = http or httpx.Client(timeout=_TIMEOUT_S)

    def with_key(self, key: str) -> Server:
        """The same server by another key."""
        return Server(self.base_url, key, self.patience_s, self.http)

    # Asking --------------------------------------------------------------------------------------
    def call(
        self,
        operation_id: str,
        *ids: str,
        body: Any = None,
        key: str | None = None,
        query: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """One request; gives the answer, which fits the contract. Raises `NotKept`."""
        operation = operations()[operation_id]
        if key is None and operation.needs_key:
            key = new_key()
        sent = {**({} if key is None else {"Idempotency-Key": key}), **(headers or {})}
        content = None if body is None else json.dumps(body).encode()
        answer = self.send(operation.method, filled(operation.path, ids), content, sent, query)
        why = difference(operation, answer)
        if why is not None:
            raise NotKept(f"{operation_id} {why}. It answered {answer.status}: {shown(answer)}")
        return answer

    def send(
        self,
        method: str,
        path: str,
        content: bytes | None = None,
        headers: dict[str, str] | None = None,
        query: dict[str, Any] | None = None,
    ) -> Answer:
        """One request of any making; a header that is empty is not sent. Nothing is compared."""
        usual = {"Authorization": f"Bearer {self.key}"}
        if content is not None:
            usual["Content-Type"] = "application/json"
        sent = {name: value for name, value in {**usual, **(headers or {})}.items() if value}
        url = path if path.startswith("http") else f"{self.base_url}{path}"
        try:
            response = self.http.request(method, url, content=content, headers=sent, params=query)
        except httpx.HTTPError as error:
            raise NotKept(f"{method} {path}: no answer came ({error!r}).") from None
        return Answer(response.status_code, _json(response), response.headers, response.content)

    def ok(self, operation_id: str, *ids: str, **parts: Any) -> Any:
        """The document of a success. Raises `NotKept`."""
        answer = self.call(operation_id, *ids, **parts)
        expect(answer.is_success, f"{operation_id} was refused with {answer.status}: {shown(answer)}")
        return answer.document

    def refused(self, code: str, operation_id: str, *ids: str, **parts: Any) -> Answer:
        """The refusal with that code. Raises `NotKept`."""
        answer = self.call(operation_id, *ids, **parts)
        said = f"{answer.status} {answer.code or shown(answer)}"
        expect(answer.code == code, f"{operation_id} should refuse with {code}, and answered {said}")
        return answer

    # What cases need -----------------------------------------------------------------------------
    def customer(
        self, simulate: str = "kyc:verified", status: str = "VERIFIED"
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """A new customer, and their verification in that state."""
        made = self.ok("createCustomer", body=person(simulate))
        customer_id = made["customer_id"]
        found = self.until(
            lambda: self.ok("listVerifications", query={"customer_id": customer_id}),
            lambda listed: bool(listed) and listed[0]["status"] == status,
            f"the verification of a new customer to become {status}",
        )
        return self.ok("getCustomer", customer_id), found[0]

    def account(self, cents: int = 0) -> dict[str, Any]:
        """A new account of a new customer, with money on it."""
        customer, _ = self.customer()
        opening = {"customer_id": customer["customer_id"], "account_type": "CHECKING", "currency": "USD"}
        account: dict[str, Any] = self.ok("openAccount", body=opening)
        if cents:
            self.settled(self.ok("simulateDeposit", body=money(account, cents)))
        return account

    def settled(self, transaction: dict[str, Any], status: str = "COMPLETED") -> dict[str, Any]:
        """A movement once it has come to that end."""
        transaction_id = transaction["transaction_id"]
        found: dict[str, Any] = self.until(
            lambda: self.ok("getTransaction", transaction_id),
            lambda now: now["status"] == status,
            f"a transaction to become {status}",
        )
        return found

    def until(self, look: Callable[[], Any], is_so: Callable[[Any], bool], what: str) -> Any:
        """Look until it is so. Raises `NotKept` when patience is over."""
        deadline = elapsed() + self.patience_s
        while True:
            seen = look()
            if is_so(seen):
                return seen
            if elapsed() > deadline:
                raise NotKept(f"Waited {self.patience_s:g} s for {what}; last seen: {json.dumps(seen)[:_SHOWN]}")
            sleep(_POLL_S)


def difference(operation: Operation, answer: Answer) -> str | None:
    """What an answer has that the contract has not, in words; None when it fits."""
    declared = operation.document["responses"].get(str(answer.status))
    if declared is None:
        return f"does not declare the status {answer.status}"
    if not answer.headers.get("request-id"):
        return "left out the Request-Id header"
    if answer.status >= 400:
        return problem_difference(answer, operation)
    content = declared.get("content")
    if content is None:
        return "has a body where the contract has none" if answer.body else None
    media = answer.headers.get("content-type", "").partition(";")[0]
    if media not in content:
        return f"has the media type {media or 'none'} instead of {' or '.join(content)}"
    return _misfit(content[media]["schema"], answer.document) if media == "application/json" else None


def problem_difference(answer: Answer, operation: Operation | None = None) -> str | None:
    """What a refusal has that a problem document of the contract has not; None when it fits."""
    media = answer.headers.get("content-type", "").partition(";")[0]
    if media != PROBLEM:
        return f"refused with the media type {media or 'none'} instead of {PROBLEM}"
    why = _misfit({"$ref": "#/components/schemas/Problem"}, answer.document)
    if why is not None:
        return f"refused with no problem document: {why}"
    code = answer.code
    known = load_contract()["x-problems"].get(code)
    if known is None:
        return f"refused with the code {code}, which the contract does not have"
    if int(known["status"]) != answer.status or answer.document["status"] != answer.status:
        return f"refused with {code} and the wrong status"
    if operation and code not in _codes_of_any() and code not in operation.document.get("x-problems", ()):
        return f"does not list the problem {code}"
    return None


def filled(path: str, ids: tuple[str, ...]) -> str:
    """A path with ids in its places."""
    left = list(ids)
    parts = [quote(left.pop(0), safe="") if part.startswith("{") else part for part in path.split("/")]
    return "/".join(parts)


def shown(answer: Answer) -> str:
    """The beginning of a body."""
    return answer.body[:_SHOWN].decode(errors="replace") or "nothing"


def new_key() -> str:
    """An idempotency key."""
    return secrets.token_hex(16)


def person(simulate: str = "kyc:verified") -> dict[str, Any]:
    """The body of a new customer; `simulate` says how the verification ends."""
    return {
        "customer_type": "INDIVIDUAL",
        "first_name": "Conny",
        "last_name": "Contract",
        "email": f"conny-{secrets.token_hex(8)}@example.com",
        "date_of_birth": "1985-12-10",
        "metadata": {"simulate": simulate},
    }


def money(account: dict[str, Any], cents: int, **more: Any) -> dict[str, Any]:
    """The body of a deposit or a withdrawal in cash."""
    return {"account_id": account["account_id"], "method": "CASH", "amount_cents": cents, "currency": "USD", **more}


def transfer(source: dict[str, Any], destination: dict[str, Any], cents: int, **more: Any) -> dict[str, Any]:
    """The body of a transfer."""
    ends = {"source_account_id": source["account_id"], "destination_account_id": destination["account_id"]}
    return {**ends, "amount_cents": cents, "currency": "USD", **more}


def _json(response: httpx.Response) -> Any:
    if "json" not in response.headers.get("content-type", ""):
        return None
    try:
        return response.json()
    except ValueError:
        return None


def _misfit(schema: dict[str, Any], document: Any) -> str | None:
    for error in _validator(json.dumps(schema)).iter_errors(document):
        where = "/".join(map(str, error.instance_path)) or "the body"
        return f"has a body that does not fit: {where}: {error.message[:_SHOWN]}"
    return None
