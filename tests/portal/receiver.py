"""A program on loopback that takes webhooks, beside a test that drives a browser and so cannot await them."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Receiver(http.server.ThreadingHTTPServer):
    """It answers 500 to the first so many, 200 to what comes after, and keeps them all as (body, headers)."""

    def __init__(self, fails: int, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Reception)
        self.fails = fails
        self.received: list[tuple[bytes, dict[str, str]]] = []

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}/hooks"


class _Reception(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Receiver)
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.received.append((body, dict(self.headers.items())))
        self.send_response(500 if len(self.server.received) <= self.server.fails else 200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is told."""


@contextmanager
def listening(fails: int = 0, port: int = 0) -> Iterator[Receiver]:
    """A receiver that is gone at the end, on a free port unless one is wanted."""
    with Receiver(fails, port) as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield found
        found.shutdown()
