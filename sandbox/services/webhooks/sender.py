"""Sends one delivery over HTTP, and lets no endpoint lead it inside, hold it up or fill the memory.

A name is resolved once per connection, every address it has is judged (`guard`), and the connection is
made to an address that was judged, never to the name again. TLS verifies the name. Redirects are not
followed. At most 15 seconds and 64 KiB of an answer are taken; then the connection is cut.
See: delivery.py, which decides what an answer means; tests/services/webhooks/test_sender.py.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from typing import NamedTuple

import httpcore

from sandbox.engine.clock import elapsed
from sandbox.services.webhooks.guard import Address, NotAllowed, Target, check_address, target_of

CONNECT_S = 5.0
TOTAL_S = 15.0
MOST_READ = 64 * 1024
MOST_CONNECTIONS = 16

_KEEP_ALIVE_S = 20.0
_MOST_POOLS = 256
_RESOLVING_THREADS = 16
_OWN_MACHINE: tuple[Address, ...] = (ip_address("127.0.0.1"), ip_address("::1"))

Resolver = Callable[[str], Awaitable[Iterable[Address]]]


class Answer(NamedTuple):
    """What came of one attempt: a status and the beginning of the body, or an error in one sentence."""

    status: int | None
    body: bytes
    error: str | None
    retry_after: str | None
    duration_ms: int


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects to addresses that were judged."""

    def __init__(self, resolver: Resolver, target: Target, *, allow_loopback: bool) -> None:
        self._resolver = resolver
        self._is_loopback_only = target.is_loopback_only
        self._allow_loopback = allow_loopback
        self._sockets = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address that answers. Raises `NotAllowed` if any leads inside."""
        error: Exception = httpcore.ConnectError("The name has no address.")
        for address in await self._judged(host):
            try:
                return await self._sockets.connect_tcp(str(address), port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
        raise error

    async def sleep(self, seconds: float) -> None:
        """Pause."""
        await asyncio.sleep(seconds)

    async def _judged(self, host: str) -> list[Address]:
        try:
            addresses: list[Address] = [ip_address(host)]
        except ValueError:
            addresses = [*await self._resolver(host)]
        for address in addresses:
            check_address(address, allow_loopback=self._allow_loopback, is_loopback_only=self._is_loopback_only)
        return addresses


class _Pool:
    """The connections to one endpoint, and how many deliveries use them now."""

    __slots__ = ("connections", "users")

    def __init__(self, connections: httpcore.AsyncConnectionPool) -> None:
        self.connections = connections
        self.users = 0


class Sender:
    """Sends deliveries for all banks of a server. Connections are kept per endpoint and are never shared."""

    def __init__(
        self,
        *,
        resolver: Resolver | None = None,
        tls: ssl.SSLContext | None = None,
        connect_s: float = CONNECT_S,
        total_s: float = TOTAL_S,
    ) -> None:
        # Threads of its own: name servers that hang must not hold up what others run on threads.
        self._threads = ThreadPoolExecutor(_RESOLVING_THREADS, "resolve")
        self._resolver = resolver or self._resolve
        self._tls = tls or ssl.create_default_context()
        self._connect_s = connect_s
        self._total_s = total_s
        self._pools: dict[tuple[str, str, str, int, bool], _Pool] = {}

    async def post(
        self, endpoint_id: str, url: str, headers: Mapping[str, str], body: bytes, *, allow_loopback: bool
    ) -> Answer:
        """Send a body and give what was answered; every failure is an answer too, and nothing is raised."""
        began = elapsed()
        taken = _Taken()
        error: str | None = None
        try:
            target = target_of(url, allow_loopback=allow_loopback)
            pool = await self._pool(endpoint_id, target, allow_loopback=allow_loopback)
            pool.users += 1
            try:
                async with asyncio.timeout(self._total_s):
                    await self._exchange(pool.connections, target, headers, body, taken)
            finally:
                pool.users -= 1
        except NotAllowed as refused:
            error = f"Not sent: {refused}"
        except (TimeoutError, httpcore.TimeoutException):
            error = f"No answer within {self._total_s:g} seconds."
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError, ssl.SSLError) as failed:
            error = f"No answer: {_sentence(failed)}"
        if taken.status is not None:
            # Whoever has said how it went has answered, however the rest of the body comes.
            error = None
        duration_ms = round((elapsed() - began) * 1000)
        return Answer(taken.status, bytes(taken.body), error, taken.retry_after, duration_ms)

    async def close(self) -> None:
        """Cut every connection."""
        pools, self._pools = self._pools, {}
        for pool in pools.values():
            await pool.connections.aclose()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _exchange(
        self,
        connections: httpcore.AsyncConnectionPool,
        target: Target,
        headers: Mapping[str, str],
        body: bytes,
        taken: _Taken,
    ) -> None:
        url = httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
        timeouts = {"connect": self._connect_s, "read": self._total_s, "write": self._total_s, "pool": self._total_s}
        sent = [("Host", _host_header(target)), *headers.items(), ("Content-Length", str(len(body)))]
        async with connections.stream(
            "POST", url, headers=sent, content=body, extensions={"timeout": timeouts}
        ) as response:
            taken.status = response.status
            for name, value in response.headers:
                if name.lower() == b"retry-after":
                    taken.retry_after = value.decode("latin-1")
            async for chunk in response.aiter_stream():
                taken.body += chunk[: MOST_READ - len(taken.body)]
                if len(taken.body) >= MOST_READ:
                    break

    async def _pool(self, endpoint_id: str, target: Target, *, allow_loopback: bool) -> _Pool:
        key = (endpoint_id, target.scheme, target.host, target.port, allow_loopback)
        pool = self._pools.pop(key, None)
        if pool is None:
            backend = GuardedBackend(self._resolver, target, allow_loopback=allow_loopback)
            pool = _Pool(
                httpcore.AsyncConnectionPool(
                    ssl_context=self._tls,
                    max_connections=MOST_CONNECTIONS + 1,
                    keepalive_expiry=_KEEP_ALIVE_S,
                    network_backend=backend,
                )
            )
        # In order of use: the first is the one that was used longest ago.
        self._pools[key] = pool
        await self._make_room(key)
        return pool

    async def _make_room(self, wanted: tuple[str, str, str, int, bool]) -> None:
        excess = len(self._pools) - _MOST_POOLS
        for key in [key for key, pool in self._pools.items() if not pool.users and key != wanted][: max(0, excess)]:
            await self._pools.pop(key).connections.aclose()

    async def _resolve(self, host: str) -> list[Address]:
        if host.rstrip(".").rpartition(".")[2] == "localhost":
            return [*_OWN_MACHINE]  # RFC 6761, 6.3: never asked of a name server
        loop = asyncio.get_running_loop()
        found = await asyncio.wait_for(
            loop.run_in_executor(self._threads, lambda: socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)),
            self._connect_s,
        )
        return [*dict.fromkeys(ip_address(entry[4][0]) for entry in found)]


class _Taken:
    """What of an answer has come so far."""

    __slots__ = ("body", "retry_after", "status")

    def __init__(self) -> None:
        self.status: int | None = None
        self.body = bytearray()
        self.retry_after: str | None = None


def _host_header(target: Target) -> str:
    host = f"[{target.host}]" if ":" in target.host else target.host
    default = 443 if target.scheme == "https" else 80
    return host if target.port == default else f"{host}:{target.port}"


def _sentence(error: Exception) -> str:
    """The reason as one short line."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text[:300]
