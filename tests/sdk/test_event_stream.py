"""The stream of events: nothing lost and nothing twice, however the connection behaves."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from sandbank import _transport, errors
from sandbank.testing import BankClient

from tests.sdk.stub import ID, Script, async_client, client, ok, problem

Pieces = list[bytes | Exception]


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbank._transport.FIRST_DELAY_S", 0.0)


def event(number: int, type: str = "account.opened") -> dict[str, Any]:
    return {
        "event_id": f"evt_{number}",
        "type": type,
        "created_at": "2026-01-15T09:30:00.000000Z",
        "resource_id": f"acct_{ID}",
        "data": {"account_id": f"acct_{ID}", "status": "ACTIVE", "note": "a\u2028b"},
        "previous": {},
    }


def sent(number: int, type: str = "account.opened") -> bytes:
    data = json.dumps(event(number, type), ensure_ascii=False).encode()
    return b"id: evt_%d\nevent: %b\ndata: %b\n\n" % (number, type.encode(), data)


class Chunks(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body in pieces; a piece that is an error is raised."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece


def streamed(*pieces: bytes | Exception) -> httpx.Response:
    return httpx.Response(200, stream=Chunks([b": connected\n\n", *pieces]))


def resumed_behind(script: Script) -> list[str | None]:
    return [one.headers.get("last-event-id") for one in script.requests if one.url.path.endswith("/stream")]


BROKEN = httpx.ReadError("broke off")


def test_events_come_typed_and_behind_the_newest_one_that_there_was() -> None:
    script = Script(ok([event(1)]), streamed(sent(2), sent(3)))
    stream = client(script).events.stream_events(type="account.*")
    assert stream.last_event_id == "evt_1"
    first = next(stream)
    assert (first.event_id, first.type, first.data["note"]) == ("evt_2", "account.opened", "a\u2028b")
    assert stream.last_event_id == "evt_2"
    assert script.requests[0].url.query == b"limit=1"
    assert script.requests[1].url.query == b"type=account.%2A"
    assert resumed_behind(script) == ["evt_1"]


def test_a_broken_connection_goes_on_behind_the_last_event_that_came_whole() -> None:
    half = len(sent(4)) // 2
    script = Script(
        streamed(sent(2) + sent(3) + sent(4)[:half], BROKEN),
        httpx.ConnectError("refused"),
        problem(503, "overloaded", **{"Retry-After": "0"}),
        streamed(),
        streamed(sent(4)[:half], sent(4)[half:], sent(5)),
    )
    stream = client(script, max_retries=0).events.stream_events(last_event_id="evt_1")
    assert [next(stream).event_id for _ in range(4)] == ["evt_2", "evt_3", "evt_4", "evt_5"]
    assert resumed_behind(script) == ["evt_1", *["evt_3"] * 4]


def test_an_event_that_is_sent_again_is_not_given_twice() -> None:
    script = Script(streamed(sent(2), BROKEN), streamed(sent(2), sent(3)))
    stream = client(script).events.stream_events(last_event_id="evt_1")
    assert [next(stream).event_id for _ in range(2)] == ["evt_2", "evt_3"]


@pytest.mark.parametrize("width", [1, 2, 7])
def test_it_does_not_matter_where_chunks_end_nor_how_lines_do(width: int) -> None:
    whole = b"".join([sent(2).replace(b"\n", b"\r\n"), b": still here\r\n\r\n", sent(3)])
    pieces = [whole[at : at + width] for at in range(0, len(whole), width)]
    stream = client(Script(streamed(*pieces))).events.stream_events(last_event_id="evt_1")
    assert [next(stream).event_id for _ in range(2)] == ["evt_2", "evt_3"]


def test_the_first_event_of_an_empty_bank_is_not_lost_when_it_comes_before_the_connection() -> None:
    script = Script(ok([]), streamed(), ok([event(1)]), streamed(sent(2)))
    stream = client(script).events.stream_events()
    assert [next(stream).event_id for _ in range(2)] == ["evt_1", "evt_2"]
    script = Script(ok([]), streamed(BROKEN), ok([]), streamed(), ok([event(1, "bank.updated")]), streamed(sent(2)))
    stream = client(script).events.stream_events(type="account.*")
    assert next(stream).event_id == "evt_2"
    assert resumed_behind(script) == [None, None, "evt_1"]


def test_a_bank_that_was_replaced_is_told_at_once_and_while_iterating() -> None:
    with pytest.raises(errors.CursorStale):
        client(Script(problem(410, "cursor_stale"))).events.stream_events(last_event_id="evt_1")
    script = Script(streamed(sent(2)), problem(410, "cursor_stale"))
    stream = client(script).events.stream_events(last_event_id="evt_1")
    next(stream)
    with pytest.raises(errors.CursorStale):
        next(stream)


def test_the_delay_between_tries_is_bounded_and_begins_anew_with_an_event(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbank._transport.FIRST_DELAY_S", 0.001)
    asked: list[float] = []
    real = _transport.doubling_delay

    def watched(attempt: int, longest_s: float) -> float:
        asked.append(real(attempt, longest_s))
        return 0.0

    monkeypatch.setattr("sandbank._transport.doubling_delay", watched)
    refusals = [httpx.ConnectError("refused")] * 60
    script = Script(streamed(BROKEN), *refusals, streamed(sent(2), BROKEN), streamed(sent(3)))
    stream = client(script, max_retries=0).events.stream_events(last_event_id="evt_1", longest_delay=5)
    assert [next(stream).event_id for _ in range(2)] == ["evt_2", "evt_3"]
    assert max(asked) <= 5
    assert asked[40] >= 2.5
    assert asked[-1] <= 0.001


def test_a_closed_stream_ends() -> None:
    with client(Script(streamed(sent(2), sent(3)))).events.stream_events(last_event_id="evt_1") as stream:
        next(stream)
    assert list(stream) == []


async def test_the_asynchronous_stream_does_the_same() -> None:
    half = len(sent(3)) // 2
    script = Script(ok([]), streamed(sent(2) + sent(3)[:half], BROKEN), ok([]), streamed(sent(3), sent(4)))
    stream = await async_client(script).events.stream_events()
    assert [(await anext(stream)).event_id for _ in range(3)] == ["evt_2", "evt_3", "evt_4"]
    assert (resumed_behind(script), stream.last_event_id) == ([None, "evt_2"], "evt_4")
    script = Script(ok([]), streamed(), ok([event(1)]), streamed(sent(2)), problem(410, "cursor_stale"))
    async with await async_client(script).events.stream_events() as stream:
        assert [(await anext(stream)).event_id for _ in range(2)] == ["evt_1", "evt_2"]
        with pytest.raises(errors.CursorStale):
            await anext(stream)
    assert [one async for one in stream] == []


async def test_a_stream_that_waits_before_its_next_try_ends_when_it_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbank._transport.FIRST_DELAY_S", 3600.0)
    stream = client(Script(streamed(BROKEN))).events.stream_events(last_event_id="evt_1", longest_delay=3600)
    threading.Timer(0.05, stream.close).start()
    assert list(stream) == []
    later = await async_client(Script(streamed(BROKEN))).events.stream_events(last_event_id="evt_1", longest_delay=3600)
    waiting = asyncio.create_task(anext(later, None))
    await asyncio.sleep(0.05)
    await later.close()
    assert await asyncio.wait_for(waiting, 5) is None


# Against a real server ---------------------------------------------------------------------------


def open_one(bank: Any) -> Any:
    return bank.customers.create_customer(
        customer_type="INDIVIDUAL",
        first_name="Ada",
        last_name="Lovelace",
        email="ada@example.com",
        date_of_birth="1985-12-10",
    )


def test_a_real_bank_streams_what_happens_in_the_order_of_its_log(bank: BankClient) -> None:
    with bank.events.stream_events() as stream:
        customer = open_one(bank)
        seen = [next(stream) for _ in range(4)]
    logged = list(bank.events.list_events(order="asc"))
    assert seen == logged[:4]
    assert seen[0].resource_id == customer.customer_id
    with bank.events.stream_events(last_event_id=seen[1].event_id, type="customer.*") as later:
        assert next(later) == next(one for one in logged[2:] if one.type.startswith("customer."))


def test_closing_wakes_who_waits_for_an_event(bank: BankClient) -> None:
    stream = bank.events.stream_events()
    threading.Timer(0.2, stream.close).start()
    began = time.monotonic()
    assert list(stream) == []
    assert time.monotonic() - began < 10


async def test_closing_wakes_a_task_that_waits_for_an_event(async_bank: Any) -> None:
    stream = await async_bank.events.stream_events()
    waiting = asyncio.create_task(anext(stream, None))
    await asyncio.sleep(0.1)
    await stream.close()
    assert await asyncio.wait_for(waiting, 10) is None
