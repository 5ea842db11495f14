"""The stream of events: server-sent events (WHATWG HTML, 9.2) that go on where a client left off.

The stream holds no transaction: it reads the log behind its position, and waits for the next flush. It
ends when the bank is replaced or closed, and the client comes back with its last id; and when its key or session
is no longer good, which is asked before each chunk (see gateway/sending.py).
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing

import msgspec

from sandbox.contract.binder import operation
from sandbox.contract.models.parameters import StreamEventsQuery
from sandbox.contract.problem import Problem
from sandbox.contract.streams import Stream
from sandbox.engine.call import Call
from sandbox.services.events.operations import event_view, types_of

HEARTBEAT_S = 15.0
_LIMIT = 100
_encode = msgspec.json.Encoder().encode


@operation("streamEvents")
async def stream_events(call: Call, query: StreamEventsQuery) -> Stream:
    types = types_of(query.type)
    position = await _position(call)
    wanted = frozenset(types) if query.type is not None else None
    return Stream(_chunks(call, position, wanted), is_endless=True)


async def _position(call: Call) -> int:
    """Behind which event the stream begins. Raises `cursor_stale`."""
    if call.last_event_id is None:
        newest = await call.tx.events(after=None, limit=1, is_ascending=False)
        return newest[0].sequence if newest else 0
    seen = await call.tx.event(call.last_event_id)
    if seen is None:
        raise Problem("cursor_stale", "This bank has no such event now; begin again without Last-Event-ID.")
    return seen.sequence


async def _chunks(call: Call, position: int, types: frozenset[str] | None) -> AsyncIterator[bytes]:
    # The first bytes tell the client that it is connected.
    yield b": connected\n\n"
    follow = call.tx.follow_events()
    async with aclosing(follow(position, _LIMIT, HEARTBEAT_S)) as log:
        async for found in log:
            if not found:
                yield b": still here\n\n"
                continue
            lines = [
                b"id: %b\nevent: %b\ndata: %b\n\n"
                % (logged.event.event_id.encode(), logged.event.type.encode(), _encode(event_view(logged.event)))
                for logged in found
                if types is None or logged.event.type in types
            ]
            if lines:
                yield b"".join(lines)
