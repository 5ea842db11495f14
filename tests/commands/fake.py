"""A server on loopback that answers every operation with the contract's own example, unless told otherwise.

What a command sends is checked against the contract: a path that it does not have is a 404, and a body that
does not fit its schema fails the test.
"""

from __future__ import annotations

import copy
import json
import re
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import jsonschema_rs

from sandbox.contract.document import load_contract

CONTRACT = load_contract()
METHODS = ("get", "post", "put", "patch", "delete")


class Asked(NamedTuple):
    """A request that came."""

    operation_id: str
    ids: tuple[str, ...]
    query: dict[str, str]
    body: Any
    headers: dict[str, str]


class Answer(NamedTuple):
    """What to answer."""

    status: int
    body: Any
    headers: dict[str, str] = {}


Behaviour = Callable[[Asked], Any]


class _Operation(NamedTuple):
    operation_id: str
    method: str
    pattern: re.Pattern[str]
    status: int
    example: Any
    body_schema: Any


def _operations() -> list[_Operation]:
    found = []
    for path, methods in CONTRACT["paths"].items():
        for method in METHODS:
            if method not in methods:
                continue
            spec = methods[method]
            status = next(status for status in spec["responses"] if status.startswith("2"))
            (content,) = spec["responses"][status].get("content", {"": {}}).values()
            bodies = spec.get("requestBody", {}).get("content", {})
            pattern = re.compile("/v1" + re.sub(r"\{\w+\}", "([^/]+)", path) + "$")
            schema = bodies.get("application/json", {}).get("schema")
            found.append(
                _Operation(spec["operationId"], method.upper(), pattern, int(status), content.get("example"), schema)
            )
    return sorted(found, key=lambda one: one.pattern.groups)


OPERATIONS = _operations()


def example(operation_id: str, /, **changes: Any) -> Any:
    """The contract's example of an operation's answer, with other values."""
    (found,) = [one.example for one in OPERATIONS if one.operation_id == operation_id]
    found = copy.deepcopy(found)
    return {**found, **changes} if isinstance(found, dict) else found


class FakeBank:
    """`asked` has what came; `behave` says what an operation answers: values in turn, or a function."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.failures: list[str] = []
        self._behaviours: dict[str, Behaviour] = {}
        fake = self

        class Handler(_Handler):
            bank = fake

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def behave(self, operation_id: str, *answers: Any) -> None:
        """Answer with these in turn, and then always with the last; a callable is asked."""
        left = list(answers)

        def turn(asked: Asked) -> Any:
            answer = left.pop(0) if len(left) > 1 else left[0]
            return answer(asked) if callable(answer) else answer

        self._behaviours[operation_id] = turn

    def refuse(self, operation_id: str, status: int, code: str) -> None:
        """Refuse an operation."""
        document = {"type": f"/problems/{code}", "title": code, "status": status, "code": code}
        body = {**document, "detail": "Do it otherwise.", "request_id": "req_1"}
        self.behave(operation_id, Answer(status, body, {"Request-Id": "req_1"}))

    def calls(self, operation_id: str) -> list[Asked]:
        """The requests of one operation."""
        return [asked for asked in self.asked if asked.operation_id == operation_id]

    def answer(self, method: str, target: str, headers: dict[str, str], content: bytes) -> Answer:
        parts = urlsplit(target)
        if parts.path == "/openapi.json":
            return Answer(200, CONTRACT)
        for one in OPERATIONS:
            match = one.pattern.match(parts.path) if one.method == method else None
            if match:
                break
        else:
            self.failures.append(f"the contract has no {method} {parts.path}")
            return Answer(404, {"code": "not_found", "detail": "There is nothing at this path."})
        is_json = headers.get("content-type", "").startswith("application/json")
        body: Any = json.loads(content) if content and is_json else content or None
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        asked = Asked(one.operation_id, match.groups(), query, body, headers)
        self._check(one, asked)
        self.asked.append(asked)
        behaviour = self._behaviours.get(one.operation_id)
        found = one.example if behaviour is None else behaviour(asked)
        return found if isinstance(found, Answer) else Answer(one.status, found)

    def _check(self, operation: _Operation, asked: Asked) -> None:
        if operation.body_schema is None or isinstance(asked.body, bytes):
            return
        schema = {**operation.body_schema, "components": CONTRACT["components"]}
        for error in jsonschema_rs.validator_for(schema).iter_errors(asked.body or {}):
            self.failures.append(f"{operation.operation_id}: {error.message}")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    bank: FakeBank

    def _serve(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        named = {name.lower(): value for name, value in self.headers.items()}
        answer = self.bank.answer(self.command, self.path, named, content)
        body = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
        if answer.status == 204:
            body = b""
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if "Connection" not in answer.headers:
            self.send_header("Content-Length", str(len(body)))
        else:
            self.close_connection = True
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815

    def log_message(self, *_: Any) -> None:
        pass
