"""A receiver of webhooks on loopback, in a thread: keeps what comes as it came, and answers as a case tells it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from sandbox.conformance.case import NotKept
from sandbox.engine.clock import elapsed

_OK = 200


class Delivery(NamedTuple):
    """One request as it came, and what it was answered."""

    headers: dict[str, str]
    body: bytes
    status: int

    @property
    def event(self) -> dict[str, Any]:
        """What it carries. Raises `NotKept` when that is no JSON object."""
        try:
            found = json.loads(self.body)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise NotKept("A webhook's body is not a JSON object.")
        return found

    @property
    def webhook_id(self) -> str | None:
        """The id in its header."""
        return self.headers.get("webhook-id")


class Receiver:
    """An HTTP server on a free port. `answers` are the next statuses; after them it answers 200."""

    def __init__(self, patience_s: float) -> None:
        self.patience_s = patience_s
        self.answers: list[int] = []
        self._arrived = threading.Condition()
        self._deliveries: list[Delivery] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def __enter__(self) -> Receiver:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/hooks"

    @property
    def deliveries(self) -> list[Delivery]:
        """What came so far, in the order of its arrival."""
        with self._arrived:
            return list(self._deliveries)

    def wait(self, what: str, is_it: Callable[[Delivery], bool], count: int = 1) -> list[Delivery]:
        """The deliveries that fit, once there are so many. Raises `NotKept` when patience is over."""
        deadline = elapsed() + self.patience_s
        with self._arrived:
            while True:
                found = [one for one in self._deliveries if is_it(one)]
                if len(found) >= count:
                    return found
                left = deadline - elapsed()
                if left <= 0:
                    came = ", ".join(f"{one.event.get('type')} ({one.status})" for one in self._deliveries) or "nothing"
                    raise NotKept(f"Waited {self.patience_s:g} s for {count} x {what}; what came: {came}.")
                self._arrived.wait(left)

    def take(self, headers: dict[str, str], body: bytes) -> int:
        """Keep one request; gives the status of the answer."""
        with self._arrived:
            status = self.answers.pop(0) if self.answers else _OK
            self._deliveries.append(Delivery(headers, body, status))
            self._arrived.notify_all()
        return status


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            self.send_response(receiver.take({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing: the report is what a person reads."""

    return Handler
