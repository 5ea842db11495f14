"""A receiver of webhooks on this machine, that answers as a test tells it to."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple


class Received(NamedTuple):
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> dict[str, Any]:
        """The event that it carries."""
        event: dict[str, Any] = json.loads(self.body)
        return event

    @property
    def event_id(self) -> str:
        """The id in its header."""
        return self.headers["webhook-id"]


Reply = tuple[int, dict[str, str], bytes]
Answering = Callable[[Received], int | Reply | Awaitable[int | Reply]]


class Receiver:
    """An HTTP server. `answer` is asked for a status, or for a status with headers and a body."""

    def __init__(self, answer: Answering = lambda _: 200) -> None:
        self.answer = answer
        self.received: list[Received] = []
        self.connections = 0
        self.open_requests = 0
        self.most_open = 0
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()

    async def start(self, **options: Any) -> Receiver:
        """Listen on a free port of the loopback."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, **options)
        return self

    @property
    def port(self) -> int:
        """Where it listens."""
        assert self._server is not None
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    @property
    def url(self) -> str:
        """Where webhooks are sent."""
        return f"http://127.0.0.1:{self.port}/hooks"

    @property
    def events(self) -> list[dict[str, Any]]:
        """The events that came, in order."""
        return [request.event for request in self.received]

    async def close(self) -> None:
        """Stop listening and cut what is open."""
        assert self._server is not None
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.add(writer)
        try:
            while await self._one(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        line = await reader.readline()
        if not line:
            return False
        headers: dict[str, str] = {}
        while (header := (await reader.readline()).strip()) != b"":
            name, _, value = header.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        request = Received(line.split()[1].decode(), headers, body)
        self.open_requests += 1
        self.most_open = max(self.most_open, self.open_requests)
        try:
            self.received.append(request)
            answer = self.answer(request)
            given = await answer if isinstance(answer, Awaitable) else answer
        finally:
            self.open_requests -= 1
        status, extra, content = (given, {}, b"ok") if isinstance(given, int) else given
        lines = [f"HTTP/1.1 {status} Whatever", *(f"{name}: {value}" for name, value in extra.items())]
        if "Transfer-Encoding" not in extra and "Content-Length" not in extra:
            lines.append(f"Content-Length: {len(content)}")
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + content)
        await writer.drain()
        return True
