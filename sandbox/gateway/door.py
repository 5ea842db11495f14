"""The door: what every request passes before anything looks at its path, pages and the contract alike.

It answers for the hosts that it was told, so that a page in a browser cannot reach a bank on this machine by
a name that was made to point here (DNS rebinding); it lets pages of other origins in only where a setting
names them (CORS), and never with credentials; and it says to browsers what they must not do with an answer.
See: docs/decisions/0014-erasure-and-key-rotation.md, docs/concepts/security.md, tests/security/test_door.py.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from sandbox.contract.problem import Problem
from sandbox.engine.clock import wall_us
from sandbox.engine.ids import ArrivalIds
from sandbox.gateway.answers import refusal
from sandbox.gateway.limits import Header
from sandbox.gateway.request import MOUNT, Receive, Scope, Send

App = Callable[[Any, Any, Any], Awaitable[None]]

ALL = "*"
"""The origin that stands for every one."""

HERE = ("localhost", "127.0.0.1", "[::1]")
"""What a browser on this machine calls it; names under .localhost lead nowhere else (RFC 6761)."""

_ORIGIN = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::[0-9]{1,5})?\Z")
_MOST_SPELLINGS = 1000
_UNDER_MOUNT = f"{MOUNT}/"
PORTAL = "/portal"

PAGE_HEADERS: tuple[Header, ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        b"font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; "
        b"frame-ancestors 'none'",
    ),
)
_STRICT_TRANSPORT: Header = (b"strict-transport-security", b"max-age=31536000")
_PREFLIGHT: tuple[Header, ...] = (
    (b"access-control-allow-methods", b"GET, POST, PUT, PATCH, DELETE"),
    (
        b"access-control-allow-headers",
        b"authorization, content-type, idempotency-key, last-event-id, prefer, sandbank-bank, traceparent",
    ),
    (b"access-control-max-age", b"600"),
)
_EXPOSED: Header = (
    b"access-control-expose-headers",
    b"idempotent-replayed, link, location, preference-applied, ratelimit, ratelimit-policy, request-id, retry-after, "
    b"sandbank-fault",
)


def check_origin(origin: str) -> str:
    """An origin as a browser writes it, or `*`. Raises ValueError."""
    if origin != ALL and not _ORIGIN.match(origin):
        raise ValueError(f"{origin} is not an origin: write it as https://app.example, without a path, or *.")
    return origin


def hosts_of(listening: str, allowed: Iterable[str]) -> frozenset[str] | None:
    """The hosts a server answers for; None for any: one that listens to a network and was told of none."""
    name = f"[{listening}]" if ":" in listening else listening
    is_loopback = name in HERE or name.startswith("127.")
    told = {one.lower() for one in allowed}
    if not told and not is_loopback:
        return None
    return frozenset({*HERE, name.lower(), *told})


class Door:
    """An ASGI application in front of others: the contract's for what is under `/v1`, the portal's, and the pages'.

    hosts: those it answers for, None for any; origins: whose pages are let in (CORS).
    """

    def __init__(
        self,
        pages: App,
        contract: App,
        *,
        portal: App | None = None,
        hosts: frozenset[str] | None = None,
        origins: Iterable[str] = (),
    ) -> None:
        self._pages = pages
        self._contract = contract
        self._portal = pages if portal is None else portal
        self._hosts = hosts
        self._origins = frozenset(check_origin(origin).encode() for origin in origins)
        self._is_open = ALL.encode() in self._origins
        self._known: set[bytes] = set()
        self._request_ids = ArrivalIds("req", secrets.token_bytes(32))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request in, or refuse it."""
        if scope["type"] != "http":
            await self._pages(scope, receive, send)
            return
        host: bytes | None = None
        origin: bytes | None = None
        for name, value in scope["headers"]:
            if name == b"host":
                host = value if host is None else b""  # two are none (RFC 9112, section 3.2)
            elif name == b"origin":
                origin = value
        if self._hosts is not None and host not in self._known and not self._answers_for(host):
            await self._refuse(send)
            return
        path = scope["path"]
        is_contract = path.startswith(_UNDER_MOUNT) or path == MOUNT
        added = self._added(scope, origin, is_contract=is_contract)
        if origin is not None and scope["method"] == "OPTIONS" and self._lets_in(origin):
            await _send(send, 204, (*_PREFLIGHT, *added), b"")
            return
        inside = self._contract if is_contract else self._of_pages(path)
        await inside(scope, receive, _adding(send, added) if added else send)

    def _of_pages(self, path: str) -> App:
        return self._portal if path == PORTAL or path.startswith(f"{PORTAL}/") else self._pages

    def _added(self, scope: Scope, origin: bytes | None, *, is_contract: bool) -> tuple[Header, ...]:
        """What is said besides; an answer of the contract has its own headers (see sending.py)."""
        added: tuple[Header, ...] = () if is_contract else PAGE_HEADERS
        if scope.get("scheme") == "https":
            added = (*added, _STRICT_TRANSPORT)
        if self._origins:
            if not self._is_open:
                added = (*added, (b"vary", b"origin"))
            if origin is not None and self._lets_in(origin):
                allowed = ALL.encode() if self._is_open else origin
                added = (*added, (b"access-control-allow-origin", allowed), _EXPOSED)
        return added

    def _lets_in(self, origin: bytes) -> bool:
        return self._is_open or origin in self._origins

    def _answers_for(self, host: bytes | None) -> bool:
        """Whether a Host header names this server, with any port; what does is remembered as it was spelled."""
        if not host or self._hosts is None:
            return False
        name = host.decode("latin-1").lower()
        bare, colon, port = name.rpartition(":")
        if colon and port.isdigit():
            name = bare
        name = name.removesuffix(".")
        if name not in self._hosts and not name.endswith(".localhost"):
            return False
        if len(self._known) < _MOST_SPELLINGS:
            self._known.add(host)
        return True

    async def _refuse(self, send: Send) -> None:
        request_id = self._request_ids.next(wall_us())
        answer = refusal(Problem("misdirected_request"), request_id)
        headers = (
            *answer.headers,
            (b"request-id", request_id.encode()),
            *PAGE_HEADERS,
            (b"cache-control", b"no-store"),
        )
        await _send(send, answer.status, headers, answer.body)


def _adding(send: Send, added: tuple[Header, ...]) -> Send:
    """Add headers to an answer; what it says of itself stands."""

    async def sends(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            said = {name for name, _ in message["headers"]}
            message["headers"] = [
                *message["headers"],
                *(one for one in added if one[0] == b"vary" or one[0] not in said),
            ]
        await send(message)

    return sends


async def _send(send: Send, status: int, headers: tuple[Header, ...], body: bytes) -> None:
    every = [*headers, (b"content-length", str(len(body)).encode())] if status != 204 else [*headers]
    await send({"type": "http.response.start", "status": status, "headers": every})
    await send({"type": "http.response.body", "body": body})
