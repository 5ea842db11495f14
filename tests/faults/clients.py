"""Clients for tests of faults: a plain one that tells a lost answer from a refusal, and a network that misbehaves.

A request that was sent and not answered may have been done: `Lost` says just that. Whoever gets it sends the
same request with the same key again. `BadNetwork` stands between a client and the server and drops, doubles,
delays and reorders what passes, as its seed says. See: test_clients.py, test_bank_test.py.
"""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tests.replies import Reply as Reply

TRY_AGAIN = ("idempotency_key_in_flight", "bank_read_only", "overloaded", "bank_replaced", "answer_lost")


class Lost(Exception):
    """No answer came: the request was done, or it was not."""


class Client:
    """One connection, opened again when it is lost. Not to be shared between threads."""

    def __init__(self, base_url: str, token: str, timeout: float = 20) -> None:
        self._address = urlsplit(base_url).netloc
        self._token = token
        self._timeout = timeout
        self._connection: http.client.HTTPConnection | None = None

    def request(self, method: str, path: str, body: Any = None, key: str | None = None) -> Reply:
        """One request, sent once. Raises `Lost`."""
        headers = {"Authorization": f"Bearer {self._token}"}
        content = None if body is None else json.dumps(body).encode()
        if content is not None:
            headers["Content-Type"] = "application/json"
        if key is not None:
            headers["Idempotency-Key"] = key
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection(self._address, timeout=self._timeout)
            self._connection.request(method, f"/v1{path}", content, headers)
            answer = self._connection.getresponse()
            raw = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise Lost(str(error)) from None
        told = {name.lower(): value for name, value in answer.getheaders()}
        return Reply(answer.status, json.loads(raw) if raw else None, told)

    def insist(self, method: str, path: str, body: Any = None, key: str | None = None) -> Reply:
        """The same request until it has an answer that is one: after losses, and while the server says to wait."""
        deadline = time.monotonic() + 60
        while True:
            try:
                reply = self.request(method, path, body, key)
            except Lost:
                reply = None
            if reply is not None and reply.code not in TRY_AGAIN:
                return reply
            assert time.monotonic() < deadline, f"{method} {path}: {reply}"
            time.sleep(0.02)

    def pages(self, path: str) -> list[Any]:
        """Every item of a list."""
        found: list[Any] = []
        while path:
            reply = self.insist("GET", path)
            assert reply.status == 200, reply
            found += reply.body
            _, _, rest = reply.headers.get("link", "").partition("</v1")
            path = rest.partition(">")[0]
        return found

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class Passing(NamedTuple):
    """A request as it passed."""

    method: str
    path: str
    headers: dict[str, str]
    content: bytes


class BadNetwork:
    """A proxy that loses, doubles, delays and reorders. `met` counts what it did; `passed` is what clients sent."""

    HOW = ("LOST", "ANSWER_LOST", "TWICE", "TWICE_AT_ONCE", "LATE", "REORDERED", "WELL", "WELL")

    def __init__(self, base_url: str, seed: int) -> None:
        self._address = urlsplit(base_url).netloc
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._next_passes = threading.Condition()
        self._turn = 0
        self.met: Counter[str] = Counter()
        self.passed: list[Passing] = []
        network = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                network._pass(self)

            do_GET = do_POST  # noqa: N815 - the standard library's name

            def log_message(self, format: str, *_: object) -> None:
                """Quiet."""

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 512

            def handle_error(self, request: Any, client_address: Any) -> None:
                """Clients that hang up are what this is about."""

        self._server = Quiet(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.base_url = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        """No more passes."""
        self._server.shutdown()
        self._server.server_close()

    def _pass(self, handler: BaseHTTPRequestHandler) -> None:
        content = handler.rfile.read(int(handler.headers.get("content-length", 0)))
        wanted = ("authorization", "content-type", "idempotency-key", "sandbank-bank")
        headers = {name: value for name, value in handler.headers.items() if name.lower() in wanted}
        passing = Passing(handler.command, handler.path, headers, content)
        with self._lock:
            how = self._random.choice(self.HOW) if handler.command == "POST" else "WELL"
            pause_s = self._random.uniform(0, 0.05)
            self.met[how] += 1
            if handler.command == "POST":
                self.passed.append(passing)
        answer = self._carried(passing, how, pause_s)
        if answer is None:
            handler.close_connection = True
            handler.connection.close()
            return
        status, told, body = answer
        handler.send_response(status)
        for name, value in told:
            if name.lower() not in ("content-length", "transfer-encoding", "connection", "date", "server"):
                handler.send_header(name, value)
        handler.send_header("content-length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def _carried(self, passing: Passing, how: str, pause_s: float) -> Any:
        """What the client gets, or None when it gets nothing."""
        if how == "LOST":
            return None
        if how == "LATE":
            time.sleep(pause_s)
        if how == "REORDERED":
            # Let the next one pass first, if one comes.
            with self._next_passes:
                turn = self._turn
                self._next_passes.wait_for(lambda: self._turn > turn, timeout=0.1)
        if how == "TWICE_AT_ONCE":
            twin = threading.Thread(target=self.send, args=(passing,))
            twin.start()
            answer = self.send(passing)
            twin.join()
        else:
            answer = self.send(passing)
        with self._next_passes:
            self._turn += 1
            self._next_passes.notify_all()
        if how == "TWICE":
            answer = self.send(passing)
        return None if how == "ANSWER_LOST" else answer

    def send(self, passing: Passing) -> Any:
        """Carry one request to the server: (status, headers, body), or None when there is no answer."""
        connection = http.client.HTTPConnection(self._address, timeout=20)
        try:
            connection.request(passing.method, passing.path, passing.content or None, passing.headers)
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()


def opened_accounts(client: Client, count: int, cents: int) -> list[str]:
    """New accounts of a verified customer, each paid in with so much; gives their ids."""
    person = {
        "customer_type": "INDIVIDUAL",
        "first_name": "Ada",
        "last_name": "Lovelace",
        "email": "ada@example.com",
        "date_of_birth": "1985-12-10",
    }
    customer = client.insist("POST", "/customers", person)
    assert customer.status == 201, customer
    path = f"/customers/{customer.body['customer_id']}"
    wait_for(lambda: client.insist("GET", path).body["kyc_status"] == "VERIFIED")
    body = {"customer_id": customer.body["customer_id"], "account_type": "CHECKING", "currency": "USD"}
    ids = []
    for number in range(count):
        made = client.insist("POST", "/accounts", body, f"open-{number}")
        assert made.status == 201, made
        ids.append(made.body["account_id"])
        deposit = {"account_id": ids[-1], "amount_cents": cents, "currency": "USD", "method": "CASH"}
        if cents:
            assert client.insist("POST", "/transactions/deposit", deposit, f"fund-{number}").status == 202
    settled(client)
    return ids


def settled(client: Client) -> None:
    """Wait until nothing is PENDING."""
    wait_for(lambda: client.insist("GET", "/transactions?status=PENDING&limit=1").body == [])


def wait_for(is_true: Any, seconds: float = 30) -> None:
    """Ask until it is so."""
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, "it never came about"
        time.sleep(0.02)
