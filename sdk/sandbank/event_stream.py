"""The stream of events: every event once, in order, over as many connections as that takes.

Server-sent events (WHATWG HTML, 9.2). A connection that breaks is made again behind the last event
that came, after a delay that doubles up to a limit. So that nothing is lost before the first event
either, a stream that begins now asks first which event is the newest.
"""

from __future__ import annotations

import asyncio
import collections
import contextlib
import json
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import httpx
from sandbank import _transport
from sandbank._resource import model_named
from sandbank.errors import APIConnectionError, APIStatusError

if TYPE_CHECKING:
    from sandbank.models import Event

# The server says something every 15 seconds; three times that in silence is a dead connection.
_SILENCE_S = 45.0


class EventStreaming:
    """Added to `Sandbank.events`."""

    _client: Any

    def stream_events(
        self, *, type: str | None = None, last_event_id: str | None = None, longest_delay: float = 30.0
    ) -> EventStream:
        """Every event from now on, or behind `last_event_id`; `type` is one type, or `account.*`.

        Connected when this returns. Longest_delay is in seconds, between two tries to connect again.
        Raises CursorStale, then or while iterating, when the bank was replaced by one without that event.
        """
        return EventStream(self._client, type, last_event_id, longest_delay)


class AsyncEventStreaming:
    """Added to `AsyncSandbank.events`."""

    _client: Any

    async def stream_events(
        self, *, type: str | None = None, last_event_id: str | None = None, longest_delay: float = 30.0
    ) -> AsyncEventStream:
        """Every event from now on, or behind `last_event_id`; `type` is one type, or `account.*`.

        Connected when this returns. Longest_delay is in seconds, between two tries to connect again.
        Raises CursorStale, then or while iterating, when the bank was replaced by one without that event.
        """
        stream = AsyncEventStream(self._client, type, last_event_id, longest_delay)
        await stream._begin()
        return stream


class _Progress:
    """How far a stream has come: what came, what was given out, and when to try again."""

    def __init__(self, client: Any, type: str | None, last_event_id: str | None, longest_delay: float) -> None:
        self.client = client
        self.type = type
        self.received_id = last_event_id
        self.given_id = last_event_id
        self.ready: collections.deque[Event] = collections.deque()
        self._longest_delay = longest_delay
        self._attempt = 0
        self._connected_at = 0.0
        self._buffer = b""
        self._event_id = ""
        self._data: list[bytes] = []

    def begin_behind(self, newest: list[Event]) -> None:
        """The events of before are not given out; an empty bank has none."""
        if newest:
            self.received_id = self.given_id = newest[0].event_id

    def request(self) -> dict[str, Any]:
        """The request for a connection behind what came."""
        self._buffer, self._event_id, self._data = b"", "", []
        self._connected_at = time.monotonic()
        headers = {"Accept": "text/event-stream"}
        if self.received_id is not None:
            headers["Last-Event-ID"] = self.received_id
        return {
            "method": "GET",
            "url": "/v1/events/stream",
            "params": {} if self.type is None else {"type": self.type},
            "headers": headers,
            "timeout": httpx.Timeout(self.client.timeout, read=_SILENCE_S),
        }

    def feed(self, chunk: bytes) -> None:
        """Take bytes of the stream; a line may end in CR LF, and begin in one chunk and end in another."""
        *lines, self._buffer = (self._buffer + chunk).split(b"\n")
        for line in lines:
            self._take(line.removesuffix(b"\r"))

    def _take(self, line: bytes) -> None:
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if field == b"id":
            self._event_id = value.decode()
        elif field == b"data":
            self._data.append(value)
        elif not line:
            self._dispatch()

    def _dispatch(self) -> None:
        """An empty line ends an event; one that broke off before it comes again on the next connection."""
        data, self._data = b"\n".join(self._data), []
        if data and self._event_id != self.received_id:
            self.take(model_named("Event").from_dict(json.loads(data)))

    def take(self, event: Event) -> None:
        """An event came."""
        self.received_id = event.event_id
        self.ready.append(event)
        self._attempt = 0

    def give(self) -> Event:
        """The next event that came and was not given out."""
        event = self.ready.popleft()
        self.given_id = event.event_id
        return event

    def delay(self) -> float:
        """Seconds before the next try: a connection that lasted begins the count anew."""
        if time.monotonic() - self._connected_at > self._longest_delay:
            self._attempt = 0
        delay = _transport.doubling_delay(self._attempt, self._longest_delay)
        self._attempt += 1
        return delay

    def is_wanted(self, event: Event) -> bool:
        """Whether the stream's type covers an event."""
        return self.type is None or event.type == self.type or self.type == event.type.partition(".")[0] + ".*"


class EventStream:
    """Events as they happen: iterate over it, and close it (or use `with`) to end it.

    Keep `last_event_id` once an event is dealt with, and a later stream goes on behind it.
    """

    def __init__(self, client: Any, type: str | None, last_event_id: str | None, longest_delay: float) -> None:
        self._progress = _Progress(client, type, last_event_id, longest_delay)
        self._closing = threading.Event()
        if last_event_id is None:
            self._progress.begin_behind(client.events.list_events(limit=1).items)
        self._connect()

    @property
    def last_event_id(self) -> str | None:
        """The last event that was given out, or before which the stream began."""
        return self._progress.given_id

    def __iter__(self) -> EventStream:
        return self

    def __next__(self) -> Event:
        while not self._closing.is_set():
            if self._progress.ready:
                return self._progress.give()
            try:
                self._progress.feed(next(self._chunks))
            except (StopIteration, httpx.RequestError, httpx.StreamError):
                self._reconnect()
        # It may have been closed while it was connecting.
        self._response.close()
        raise StopIteration

    def __enter__(self) -> EventStream:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End it. Another thread that waits for an event gets none, at once."""
        self._closing.set()
        network: Any = self._response.extensions.get("network_stream")
        if network is not None:
            # Closing a socket does not wake who reads it; shutting it down does.
            with contextlib.suppress(OSError):
                network.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
        self._response.close()

    def _connect(self) -> None:
        self._response: httpx.Response = self._progress.client._send(self._progress.request(), is_stream=True)
        self._chunks = self._response.iter_raw()
        if self._progress.received_id is not None:
            return
        # The bank had no event when this was asked. What came before the connection stood is fetched.
        for event in self._progress.client.events.list_events(limit=1, order="asc").items:
            self._response.close()
            self._progress.received_id = event.event_id
            if self._progress.is_wanted(event):
                self._progress.take(event)
            self._connect()

    def _reconnect(self) -> None:
        self._response.close()
        while not self._closing.wait(self._progress.delay()):
            try:
                return self._connect()
            except APIConnectionError:
                continue
            except APIStatusError as error:
                if not _transport.is_retried_status(error.status):
                    raise


class AsyncEventStream:
    """The same for asyncio: `async for event in await bank.events.stream_events()`."""

    def __init__(self, client: Any, type: str | None, last_event_id: str | None, longest_delay: float) -> None:
        self._progress = _Progress(client, type, last_event_id, longest_delay)
        self._closing = asyncio.Event()

    async def _begin(self) -> None:
        if self._progress.received_id is None:
            self._progress.begin_behind((await self._progress.client.events.list_events(limit=1)).items)
        await self._connect()

    @property
    def last_event_id(self) -> str | None:
        """The last event that was given out, or before which the stream began."""
        return self._progress.given_id

    def __aiter__(self) -> AsyncEventStream:
        return self

    async def __anext__(self) -> Event:
        while not self._closing.is_set():
            if self._progress.ready:
                return self._progress.give()
            try:
                self._progress.feed(await anext(self._chunks))
            except (StopAsyncIteration, httpx.RequestError, httpx.StreamError):
                await self._reconnect()
        # It may have been closed while it was connecting.
        await self._response.aclose()
        raise StopAsyncIteration

    async def __aenter__(self) -> AsyncEventStream:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """End it. Another task that waits for an event gets none, at once."""
        self._closing.set()
        await self._response.aclose()

    async def _connect(self) -> None:
        self._response: httpx.Response = await self._progress.client._send(self._progress.request(), is_stream=True)
        self._chunks = self._response.aiter_raw()
        if self._progress.received_id is not None:
            return
        # The bank had no event when this was asked. What came before the connection stood is fetched.
        for event in (await self._progress.client.events.list_events(limit=1, order="asc")).items:
            await self._response.aclose()
            self._progress.received_id = event.event_id
            if self._progress.is_wanted(event):
                self._progress.take(event)
            await self._connect()

    async def _reconnect(self) -> None:
        await self._response.aclose()
        while not await self._is_closed_within(self._progress.delay()):
            try:
                return await self._connect()
            except APIConnectionError:
                continue
            except APIStatusError as error:
                if not _transport.is_retried_status(error.status):
                    raise

    async def _is_closed_within(self, seconds: float) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), seconds)
        return self._closing.is_set()
