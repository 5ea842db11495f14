"""The door: hosts that are answered for, origins that are let in, and what browsers are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.gateway.door import Door, check_origin, hosts_of
from tests.faults.server import Server, running

EVIL = "http://evil.example"


async def _inside(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"inside"})


async def ask(door: Door, *headers: tuple[bytes, bytes], method: str = "GET", path: str = "/v1/x", scheme: str = "http"
              ) -> tuple[int, dict[str, str], bytes]:  # fmt: skip
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": method, "path": path, "scheme": scheme, "headers": [*headers]}
    await door(scope, receive, send)
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], told, b"".join(message.get("body", b"") for message in sent[1:])


OURS = (
    "localhost", "localhost:8080", "127.0.0.1:1", "[::1]:8080", "[::1]", "LOCALHOST:80", "bank.localhost:8080",
    "localhost.",
)  # fmt: skip
NOT_OURS = (
    "evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0.2", "",
    "0.0.0.0:8080", "localhost:8080@evil.example", "evil.example#localhost", "localhost, evil.example", "[::2]",
)  # fmt: skip
NO_ORIGINS = ("app.example", "https://app.example/", "https://*.example", "null", "https://a b", "")
PAGES = ("/reference", "/problems", "/problems/not_found", "/openapi.json", "/health", "/nothing")


@pytest.mark.parametrize("host", OURS)
async def test_answers_for_this_machine_by_its_own_names(host: str) -> None:
    door = Door(_inside, _inside, hosts=hosts_of("127.0.0.1", ()))
    for _ in range(2):
        assert (await ask(door, (b"host", host.encode())))[0] == 200


@pytest.mark.parametrize("host", NOT_OURS)
@pytest.mark.parametrize("path", ["/v1/accounts", "/reference", "/health", "/"])
async def test_a_name_that_was_made_to_point_here_reaches_nothing(host: str, path: str) -> None:
    door = Door(_inside, _inside, hosts=hosts_of("127.0.0.1", ()))
    status, headers, body = await ask(door, (b"host", host.encode()), path=path)
    assert status == 421
    assert b'"misdirected_request"' in body
    assert headers["request-id"].startswith("req_")
    assert b"inside" not in body


async def test_no_host_and_two_hosts_are_none_of_ours() -> None:
    door = Door(_inside, _inside, hosts=hosts_of("::1", ()))
    assert (await ask(door))[0] == 421
    assert (await ask(door, (b"host", b"localhost"), (b"host", b"localhost")))[0] == 421


async def test_a_server_for_a_network_answers_for_the_names_it_was_told() -> None:
    assert hosts_of("0.0.0.0", ()) is None
    assert (await ask(Door(_inside, _inside, hosts=None), (b"host", b"any.example")))[0] == 200
    told = Door(_inside, _inside, hosts=hosts_of("0.0.0.0", ["bank.example"]))
    assert (await ask(told, (b"host", b"Bank.Example:443")))[0] == 200
    assert (await ask(told, (b"host", b"other.example")))[0] == 421


async def test_no_other_origin_is_let_in_unless_a_setting_names_it() -> None:
    door = Door(_inside, _inside)
    status, headers, _ = await ask(door, (b"origin", EVIL.encode()), method="OPTIONS")
    assert status == 200  # the application's own answer, which for the contract is 405
    assert not [name for name in headers if name.startswith("access-control")]


async def test_a_named_origin_is_let_in_and_no_other() -> None:
    door = Door(_inside, _inside, origins=["https://app.example"])
    status, headers, body = await ask(door, (b"origin", b"https://app.example"), method="OPTIONS")
    assert (status, body) == (204, b"")
    assert headers["access-control-allow-origin"] == "https://app.example"
    assert "idempotency-key" in headers["access-control-allow-headers"]
    _, headers, _ = await ask(door, (b"origin", b"https://app.example"))
    assert (headers["access-control-allow-origin"], headers["vary"]) == ("https://app.example", "origin")
    for other in (EVIL, "https://app.example.evil.example", "http://app.example", "null"):
        _, headers, _ = await ask(door, (b"origin", other.encode()))
        assert "access-control-allow-origin" not in headers
        assert headers["vary"] == "origin"


async def test_credentials_are_never_allowed_not_even_to_every_origin() -> None:
    for door in (Door(_inside, _inside, origins=["*"]), Door(_inside, _inside, origins=["https://app.example", "*"])):
        for method in ("GET", "OPTIONS"):
            _, headers, _ = await ask(door, (b"origin", EVIL.encode()), method=method)
            assert headers["access-control-allow-origin"] == "*"
            assert "access-control-allow-credentials" not in headers


@pytest.mark.parametrize(
    "origin", ["app.example", "https://app.example/", "https://*.example", "null", "https://a b", ""]
)
def test_what_is_no_origin_stops_the_start(origin: str) -> None:
    with pytest.raises(ValueError, match="is not an origin"):
        check_origin(origin)


async def test_strict_transport_is_said_under_tls_alone() -> None:
    door = Door(_inside, _inside)
    for path in ("/v1/accounts", "/reference"):
        assert "strict-transport-security" in (await ask(door, path=path, scheme="https"))[1]
        assert "strict-transport-security" not in (await ask(door, path=path))[1]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with running(Path(tmp_path_factory.mktemp("door")) / "data", "--empty") as server:
        yield server


@pytest.mark.parametrize(
    "path", ["/reference", "/problems", "/problems/not_found", "/openapi.json", "/health", "/nothing"]
)
def test_pages_say_what_a_browser_may_do_with_them(server: Server, path: str) -> None:
    headers = httpx.get(server.announced["base_url"] + path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "strict-transport-security" not in headers


def test_answers_of_the_contract_are_kept_by_nobody(server: Server) -> None:
    with server.client() as client:
        for reply in (client.get("/users/me"), client.get("/accounts/none"), client.get("/nothing")):
            assert reply.headers.get_list("cache-control") == ["no-store"]
            assert reply.headers.get_list("x-content-type-options") == ["nosniff"]
            assert "access-control-allow-origin" not in reply.headers
        preflight = client.options("/accounts", headers={"Origin": EVIL, "Access-Control-Request-Method": "POST"})
        assert preflight.status_code == 405


def test_a_rebound_name_reaches_no_bank_of_a_real_server(server: Server) -> None:
    with server.client() as client:
        for host in ("evil.example", "evil.example:80"):
            reply = client.get("/users/me", headers={"Host": host})
            assert (reply.status_code, reply.json()["code"]) == (421, "misdirected_request")
        assert client.get("/users/me").status_code == 200


def test_origins_are_named_at_the_start(tmp_path: Path) -> None:
    with (
        running(tmp_path / "data", "--empty", "--allow-origin", "https://app.example") as server,
        server.client() as client,
    ):
        reply = client.get("/users/me", headers={"Origin": "https://app.example"})
        assert reply.headers["access-control-allow-origin"] == "https://app.example"
        assert "request-id" in reply.headers["access-control-expose-headers"]
