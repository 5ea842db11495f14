"""The end of the path: an answer on the wire, whole or in chunks as they come.

A stream ends when its source does, or when the client has gone; either way its source is closed. One that would
never end is asked for before each chunk: who is no longer let in hears nothing more.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from sandbox.contract.streams import Stream
from sandbox.gateway.limits import Header
from sandbox.gateway.request import Receive, Request, Send


class Sendable(Protocol):
    """What an answer is made of."""

    @property
    def status(self) -> int: ...

    @property
    def body(self) -> bytes: ...

    @property
    def headers(self) -> tuple[Header, ...]: ...

    @property
    def stream(self) -> Stream | None: ...


MayGoOn = Callable[[], Awaitable[bool]]
"""Whether the caller of a stream is still let in."""

_KEPT_BY_NOBODY: tuple[Header, ...] = ((b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"))
"""Said of every answer of the contract: it is for its caller alone, and is what it says it is."""


def stream_headers(stream: Stream) -> tuple[Header, ...]:
    """What is said of a stream before it begins."""
    headers: list[Header] = []
    if stream.length is not None:
        headers.append((b"content-length", str(stream.length).encode()))
    if stream.file_name is not None:
        headers.append((b"content-disposition", f'attachment; filename="{stream.file_name}"'.encode()))
    return tuple(headers)


async def send_answer(
    send: Send,
    receive: Receive,
    request: Request,
    answer: Sendable,
    headers: list[Header],
    may_go_on: MayGoOn | None,
) -> None:
    """Send an answer with the headers that every answer has; `may_go_on` is asked while a stream has no end."""
    every = [*answer.headers, *headers, *_KEPT_BY_NOBODY, (b"request-id", request.request_id.encode())]
    if answer.stream is None:
        every.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": every})
    if answer.stream is None:
        await send({"type": "http.response.body", "body": b"" if request.method == "HEAD" else answer.body})
    else:
        await _send_chunks(send, receive, answer.stream, may_go_on)


async def _send_chunks(send: Send, receive: Receive, stream: Stream, may_go_on: MayGoOn | None) -> None:
    chunks: Any = stream.chunks
    gone = asyncio.ensure_future(_until_gone(receive))
    following: asyncio.Future[Any] | None = None
    try:
        while True:
            following = asyncio.ensure_future(anext(chunks, None))
            await asyncio.wait({following, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not following.done():
                return
            chunk = following.result()
            if chunk is None or (stream.is_endless and may_go_on is not None and not await may_go_on()):
                break
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        gone.cancel()
        if following is not None and not following.done():
            # A source that is waiting for what comes next cannot be closed before it has stopped to.
            following.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await following
        await chunks.aclose()


async def _until_gone(receive: Receive) -> None:
    """Wait for the client to close the connection."""
    while (await receive())["type"] != "http.disconnect":
        pass
