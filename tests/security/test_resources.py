"""What takes much is refused or contained, and everybody else is served meanwhile; on a real server."""

from __future__ import annotations

import contextlib
import gzip
import json
import socket
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from sandbox.gateway import request
from tests.faults.server import Server, running
from tests.services.api import Api

PERSON = {"customer_type": "INDIVIDUAL", "first_name": "A", "last_name": "B", "email": "a@b.example",
          "date_of_birth": "1990-01-01"}  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("resources") / "data", "--empty") as server:
        yield server


@contextlib.contextmanager
def connections(server: Server, count: int, first: bytes) -> Iterator[list[socket.socket]]:
    """So many connections that have said something, and say no more."""
    place = urlsplit(server.announced["base_url"])
    opened: list[socket.socket] = []
    try:
        for _ in range(count):
            one = socket.create_connection((str(place.hostname), int(place.port or 0)), timeout=10)
            opened.append(one)
            one.sendall(first)
        yield opened
    finally:
        for one in opened:
            one.close()


def still_serves(server: Server) -> None:
    with server.client() as client:
        for _ in range(3):
            assert client.get("/users/me").status_code == 200
        made = client.post("/customers", json={**PERSON, "email": f"x{id(client)}@b.example"})
        assert made.status_code in (201, 409)


def head(server: Server, method: str, path: str, *more: str) -> bytes:
    lines = [f"{method} /v1{path} HTTP/1.1", "Host: localhost", f"Authorization: Bearer {server.announced['api_key']}"]
    return "\r\n".join([*lines, *more, "", ""]).encode()


def answer_of(connection: socket.socket) -> bytes:
    connection.settimeout(10)
    with contextlib.suppress(ConnectionError):
        return connection.recv(65536)
    return b""


def test_headers_that_never_end_hold_nobody_up(server: Server) -> None:
    with connections(server, 300, b"GET /v1/users/me HTTP/1.1\r\nHost: localhost\r\nX-Slow: a"):
        still_serves(server)


def test_bodies_that_never_come_hold_nobody_up(server: Server) -> None:
    slow = head(server, "POST", "/customers", "Content-Type: application/json", "Content-Length: 500") + b'{"a'
    with connections(server, 300, slow):
        still_serves(server)


def test_readers_of_a_stream_that_never_read_hold_nobody_up(server: Server) -> None:
    with connections(server, 200, head(server, "GET", "/events/stream", "Accept: text/event-stream")):
        still_serves(server)


def test_idle_connections_by_the_hundred_hold_nobody_up(server: Server) -> None:
    with connections(server, 500, b""):
        still_serves(server)


def test_a_server_with_few_descriptors_outlives_more_connections_than_it_can_have(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--empty", descriptors=256) as server:
        with connections(server, 300, b""):
            pass
        still_serves(server)
        assert server.process.poll() is None


def test_a_hundred_thousand_bytes_of_headers_and_a_url_without_end_are_refused(server: Server) -> None:
    many = [f"X-{number}: a" for number in range(5000)]
    with connections(server, 1, head(server, "GET", "/users/me", *many)) as (one,):
        refused = answer_of(one)
    assert refused == b"" or refused.split()[1] in (b"400", b"431")
    with connections(server, 1, head(server, "GET", "/users/me?" + "a" * 2_000_000)[:600_000]) as (one,):
        one.close()
    still_serves(server)


def test_a_long_path_finds_nothing(server: Server) -> None:
    with server.client() as client:
        assert client.get("/accounts/" + "a" * 10_000).status_code == 404
        assert client.get("/accounts", params={"cursor": "a" * 10_000}).status_code == 400


def test_a_body_is_never_larger_than_it_may_be(server: Server) -> None:
    with server.client() as client:
        big = json.dumps({**PERSON, "first_name": "x" * 70_000}).encode()
        declared = client.post("/customers", content=big, headers={"Content-Type": "application/json"})
        assert (declared.status_code, declared.json()["code"]) == (413, "payload_too_large")

    def parts() -> Iterator[bytes]:
        for _ in range(100):
            yield b" " * 1000

    with server.client() as client:
        undeclared = client.post("/customers", content=parts(), headers={"Content-Type": "application/json"})
        assert (undeclared.status_code, undeclared.json()["code"]) == (413, "payload_too_large")


def test_what_is_compressed_is_refused_before_it_unfolds(server: Server) -> None:
    bomb = {"gzip": gzip.compress(b" " * 10_000_000), "deflate": zlib.compress(b" " * 10_000_000), "br": b"\x00"}
    with server.client() as client:
        for coding, content in bomb.items():
            headers = {"Content-Type": "application/json", "Content-Encoding": coding}
            reply = client.post("/customers", content=content, headers=headers)
            assert (reply.status_code, reply.json()["code"]) == (415, "unsupported_media_type")
        plain = {**PERSON, "email": "plain@b.example"}
        reply = client.post("/customers", json=plain, headers={"Content-Encoding": "identity"})
        assert reply.status_code == 201


DEEP = [b"[" * 30_000 + b"]" * 30_000, b'{"metadata":' * 5_000 + b"1" + b"}" * 5_000, b'{"a":' * 9_000]
HUGE = ["1e999999", "-1e999999", "9" * 5_000, "1" + "0" * 400, "9007199254740993", "1e400", "NaN", "Infinity", "0.1"]


async def test_what_is_nested_deep_is_malformed(api: Api) -> None:
    for raw in DEEP:
        for path in ("/customers", "/transactions/transfer"):
            reply = await api.request("POST", path, raw=raw, key="deep")
            assert reply.status == 400, (path, raw[:20])
            assert reply.code in ("malformed_request", "invalid_field", "unknown_field")


async def test_numbers_beyond_what_is_meant_are_refused(api: Api) -> None:
    for number in HUGE:
        raw = b'{"account_id":"acct_x","amount_cents":%s,"currency":"USD","method":"CASH"}' % number.encode()
        reply = await api.request("POST", "/transactions/deposit", raw=raw, key="huge")
        assert reply.status == 400, number
        assert reply.code in ("malformed_request", "invalid_field"), number


async def test_a_page_is_never_longer_than_a_hundred(api: Api) -> None:
    for limit in ("101", "1000000", "-1", "0", "9" * 400):
        assert (await api.get(f"/accounts?limit={limit}")).code == "invalid_field"


async def test_a_body_that_does_not_come_in_time_is_refused(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio

    monkeypatch.setattr(request, "BODY_WAIT_S", 0.05)
    sent: list[Any] = []

    async def receive() -> Any:
        await asyncio.Event().wait()

    async def send(message: Any) -> None:
        sent.append(message)

    for path, media in (("/customers", b"application/json"), ("/banks/import", b"application/octet-stream")):
        headers = [(b"authorization", f"Bearer {api.token}".encode()), (b"content-type", media)]
        scope = {"type": "http", "method": "POST", "path": path, "query_string": b"", "headers": headers}
        sent.clear()
        await api.world.pipeline(scope, receive, send)  # type: ignore[arg-type]
        assert sent[0]["status"] == 408, path
        assert b'"request_timeout"' in sent[1]["body"]
