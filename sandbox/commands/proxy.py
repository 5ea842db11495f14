"""A door to one bank on loopback: requests go through with the bank's key, and unsafe ones are noted.

Unsafe requests go through one at a time, each settled before the next, so that the order of everything is
the order of the script. Reads pass beside them as they are. The caller's own key is replaced; headers that
decide nothing in a bank are not passed on. See: record.py, script.py.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from sandbox.commands.connection import Connection
from sandbox.commands.script import SAFE, Step, is_of_the_bank, play, step_of

_PASSED_ON = ("accept", "content-type", "idempotency-key", "prefer", "last-event-id")
_NOT_PASSED_BACK = ("connection", "transfer-encoding", "content-length", "keep-alive", "server", "date")


class Proxy(ThreadingHTTPServer):
    """Listens on a free port of loopback. `note` sees each unsafe request of the bank once it is settled."""

    daemon_threads = True

    def __init__(self, bank: Connection, note: Callable[[Step], None], passed_by: Callable[[str], None]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.bank = bank
        self.note = note
        self.passed_by = passed_by
        self.turn = threading.Lock()
        self.base_url = f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that has gone is none of ours to explain; anything else is a mistake of the door."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    def __enter__(self) -> Proxy:
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        # Whoever is through the door is let finish.
        with self.turn:
            self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def _serve(self) -> None:
        import httpx
        from sandbank.errors import SandbankError

        body = self._body()
        if body is None:
            self._problem(400, "malformed_request", "The body has no length that can be read.")
            return
        try:
            if self.command in SAFE or not self.path.startswith("/v1/"):
                self._pass_through(body)
            elif not is_of_the_bank(self.path):
                self.server.passed_by(f"{self.command} {self.path}")
                self._pass_through(body)
            else:
                self._record(body)
        except (httpx.RequestError, SandbankError) as error:
            self._problem(502, "no_answer", f"The bank did not answer: {error}")

    # The names are http.server's.
    do_GET = do_HEAD = do_OPTIONS = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815

    def _record(self, body: bytes) -> None:
        named = {name.lower(): value for name, value in self.headers.items()}
        step = step_of(self.command, self.path, named, body)
        with self.server.turn:
            try:
                answer = play(self.server.bank, step)
                step.status = answer.status_code
            finally:
                self.server.note(step)
        self._begin(answer, len(answer.content))
        self.wfile.write(answer.content)

    def _pass_through(self, body: bytes) -> None:
        """Pass a request on and its answer back as it comes; a stream may have no end."""
        bank = self.server.bank
        named = {name: value for name, value in self.headers.items() if name.lower() in _PASSED_ON}
        request = bank.http.build_request(
            self.command, bank.base_url + self.path, content=body, headers=bank.headers(**named), timeout=120.0
        )
        answer = bank.http.send(request, stream=True)
        try:
            self._begin(answer, None)
            for chunk in answer.iter_bytes():
                self.wfile.write(chunk)
                self.wfile.flush()
        finally:
            answer.close()

    def _begin(self, answer: Any, length: int | None) -> None:
        self.send_response(answer.status_code)
        for name, value in answer.headers.items():
            # The body is passed back as httpx has decoded it.
            if name.lower() not in (*_NOT_PASSED_BACK, "content-encoding"):
                self.send_header(name, value)
        if length is None:
            self.send_header("Connection", "close")
            self.close_connection = True
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def _body(self) -> bytes | None:
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return self._chunked()
        length = self.headers.get("Content-Length", "0")
        return self.rfile.read(int(length)) if length.isdecimal() else None

    def _chunked(self) -> bytes | None:
        """A body in chunks (RFC 9112, section 7.1)."""
        body = b""
        while True:
            try:
                length = int(self.rfile.readline().split(b";")[0], 16)
            except ValueError:
                return None
            if length == 0:
                while self.rfile.readline().strip():
                    pass
                return body
            body += self.rfile.read(length)
            self.rfile.readline()

    def _problem(self, status: int, code: str, detail: str) -> None:
        body = json.dumps({"status": status, "code": code, "detail": detail}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/problem+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """The bank keeps a log of requests; another one helps nobody."""
