"""The road from the portal to the API within one process: a transport of httpx that calls an ASGI application.

It streams: an answer that never ends, such as the event stream, is read as it comes, and closing it tells the
application so. httpx's own buffers whole bodies. See: visits.py.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from typing import Any

import httpx

App = Callable[[Any, Any, Any], Awaitable[None]]
_Message = MutableMapping[str, Any]


class InProcess(httpx.AsyncBaseTransport):
    """Requests to an application of this process, on behalf of one client address."""

    def __init__(self, app: App, client: tuple[str, int] | None) -> None:
        self._app = app
        self._client = client

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, as soon as it has begun."""
        exchange = _Exchange(self._app, self._scope(request), await request.aread())
        status, headers = await exchange.begun()
        return httpx.Response(status, headers=headers, stream=exchange)

    def _scope(self, request: httpx.Request) -> dict[str, Any]:
        raw_path, _, query = request.url.raw_path.partition(b"?")
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": request.url.scheme,
            "path": request.url.path,
            "raw_path": raw_path,
            "query_string": query,
            "root_path": "",
            "headers": [(name.lower(), value) for name, value in request.headers.raw],
            "client": self._client,
            "server": (request.url.host, request.url.port),
        }


class _Exchange(httpx.AsyncByteStream):
    """One request under way in the application."""

    def __init__(self, app: App, scope: dict[str, Any], body: bytes) -> None:
        self._body: bytes | None = body
        self._messages: asyncio.Queue[_Message | None] = asyncio.Queue(maxsize=64)
        self._is_closed = asyncio.Event()
        self._task = asyncio.create_task(self._run(app, scope))

    async def begun(self) -> tuple[int, list[tuple[bytes, bytes]]]:
        """Status and headers. Raises ConnectError when the application ended without an answer."""
        message = await self._messages.get()
        if message is None:
            await self._task
            raise httpx.ReadError("The application gave no answer.")
        return message["status"], list(message["headers"])

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while (message := await self._messages.get()) is not None:
            if message.get("body"):
                yield message["body"]
            if not message.get("more_body"):
                return

    async def aclose(self) -> None:
        """Tell the application that nobody listens any more, and wait for its end."""
        self._is_closed.set()
        while not self._messages.empty():
            self._messages.get_nowait()
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    async def _run(self, app: App, scope: dict[str, Any]) -> None:
        try:
            await app(scope, self._receive, self._messages.put)
        finally:
            if not self._is_closed.is_set():
                await self._messages.put(None)

    async def _receive(self) -> _Message:
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        await self._is_closed.wait()
        return {"type": "http.disconnect"}
