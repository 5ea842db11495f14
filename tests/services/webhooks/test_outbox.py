"""The outbox against a model: of the deliveries of one resource only the first is ever due."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.engine.edge import Edge
from sandbox.services.webhooks.outbox import Attempt, Cursor, Delivery, Draft, Outbox, new_attempt_id

ENDPOINT = "whe_1"
EVERYTHING = 1000


@pytest.fixture
async def outbox(tmp_path: Path) -> AsyncIterator[Outbox]:
    edge = Edge(tmp_path / "bank.edge.db")
    yield Outbox(edge)
    await edge.close()


def draft(number: int, resource: str, due_us: int = 0) -> Draft:
    return Draft(ENDPOINT, f"evt_{number}", "account.opened", resource, due_us)


def due(outbox: Outbox, now_us: int = 10) -> list[str]:
    return [delivery.event_id for delivery in outbox.due(ENDPOINT, now_us, EVERYTHING)]


async def test_only_the_first_delivery_of_a_resource_is_due(outbox: Outbox) -> None:
    await outbox.write(outbox.add([draft(1, "a"), draft(2, "a"), draft(3, "b")], 0))
    assert due(outbox) == ["evt_1", "evt_3"]
    first, third = outbox.due(ENDPOINT, 10, EVERYTHING)
    await outbox.write(outbox.try_again(first, 10, 50))
    assert due(outbox) == ["evt_3"]
    assert outbox.next_due_us(ENDPOINT, 10) == 50
    assert due(outbox, 50) == ["evt_3", "evt_1"]
    await outbox.write(outbox.end(third))
    assert due(outbox, 50) == ["evt_1"]
    again = outbox.due(ENDPOINT, 50, EVERYTHING)[0]
    assert (again.attempt_number, again.place) == (2, first.place)
    await outbox.write(outbox.end(again))
    assert due(outbox) == ["evt_2"]


async def test_a_batch_that_is_added_twice_is_there_once_and_leaves_no_resource_without_a_head(outbox: Outbox) -> None:
    batch = [draft(1, "a"), draft(2, "b")]
    await outbox.write(outbox.add_batch("call_1", batch, 0))
    await outbox.write(outbox.add([draft(3, "a"), draft(4, "b")], 0))
    await outbox.write(outbox.add_batch("call_1", batch, 0))
    assert outbox.waiting(ENDPOINT) == 4
    assert due(outbox) == ["evt_3", "evt_4"]
    for delivery in outbox.due(ENDPOINT, 10, EVERYTHING):
        await outbox.write(outbox.end(delivery))
    assert due(outbox) == ["evt_1", "evt_2"]


async def test_a_place_is_never_given_twice(outbox: Outbox) -> None:
    await outbox.write(outbox.add([draft(1, "a")], 0))
    (first,) = outbox.due(ENDPOINT, 10, EVERYTHING)
    await outbox.write(outbox.end(first))
    await outbox.write(outbox.add([draft(2, "a")], 0))
    (second,) = outbox.due(ENDPOINT, 10, EVERYTHING)
    assert second.place > first.place
    # Who ends late what is gone already harms nobody.
    await outbox.write(outbox.end(first))
    assert due(outbox) == ["evt_2"]


async def test_what_waits_is_dropped_with_its_cursor(outbox: Outbox) -> None:
    cursor = Cursor(ENDPOINT, 0, 1, 7)
    await outbox.write([*outbox.add([draft(1, "a")], 0), *outbox.move([cursor])])
    assert outbox.cursors() == {ENDPOINT: cursor}
    await outbox.write(outbox.forget(ENDPOINT))
    assert outbox.cursors() == {}
    assert outbox.waiting(ENDPOINT) == 0


async def test_a_write_that_fails_writes_nothing(outbox: Outbox) -> None:
    cursor = Cursor(ENDPOINT, 0, 1, 7)
    with pytest.raises(Exception, match="no such table"):
        await outbox.write([*outbox.move([cursor]), ("INSERT INTO nowhere VALUES (1)", [()])])
    assert outbox.cursors() == {}


def test_ids_of_attempts_sort_by_time_and_then_by_arrival() -> None:
    ids = [new_attempt_id(at_us) for at_us in (5, 5, 5, 6, 6, 10**15)]
    assert ids == sorted(set(ids))
    assert {len(identifier) for identifier in ids} == {30}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["a", "b", "c", "end", "later", "again", "batch"]), max_size=25))
def test_whatever_happens_each_resource_that_waits_has_one_head(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    async def run() -> None:
        edge = Edge(tmp_path_factory.mktemp("edge") / "bank.edge.db")
        outbox = Outbox(edge)
        for number, step in enumerate(steps):
            heads = outbox.due(ENDPOINT, 10**9, EVERYTHING)
            if step in "abc":
                await outbox.write(outbox.add([draft(number, step)], number))
            elif step == "batch":
                await outbox.write(outbox.add_batch("call_1", [draft(number, "a"), draft(number, "b")], number))
            elif heads and step == "end":
                await outbox.write(outbox.end(heads[number % len(heads)]))
            elif heads and step == "again":
                await outbox.write(outbox.try_again(heads[number % len(heads)], number, number + 5))
            elif step == "later":
                await outbox.write(outbox.make_due(ENDPOINT, number))
            every = edge.rows("SELECT order_key, place, is_head FROM webhook_deliveries ORDER BY place")
            firsts = {key: place for key, place, _ in reversed(every)}
            assert {(key, place) for key, place, is_head in every if is_head} == set(firsts.items())
        await edge.close()

    asyncio.run(run())


def test_an_attempt_that_is_made_while_the_list_is_read_is_shown_once_as_it_ended() -> None:
    waiting = Delivery(1, "wha_1", ENDPOINT, "evt_1", "account.opened", None, "acct_1", 0, 2, 0, None)
    made = Attempt(
        "wha_1",
        ENDPOINT,
        "evt_1",
        "account.opened",
        None,
        False,
        2,
        0,
        "DELIVERED",
        "u",
        None,
        200,
        "",
        None,
        1,
        0,
        None,
    )

    class BetweenTwoReads:
        """What waits is read before it is made, what was made after that."""

        def rows(self, sql: str, _: object) -> list[tuple[object, ...]]:
            return [tuple(waiting if "webhook_deliveries" in sql else made)]

    (shown,) = Outbox(BetweenTwoReads()).attempts(  # type: ignore[arg-type]
        ENDPOINT, status=None, event_id=None, low="", high="\x7f", is_ascending=False, limit=20
    )
    assert (shown.attempt_id, shown.status) == ("wha_1", "DELIVERED")
