"""The outbox: what waits to be delivered and what was tried, in the edge of a bank.

A delivery is one event for one endpoint until it is taken or has failed for good; it is written in the
write that moves the endpoint's cursor past the event, so neither is ever ahead of the other. Of the
deliveries with one `order_key` (the resource) only the first is the head, and only heads are sent: that
is the order per resource, kept here and not in memory. Finished attempts are kept, the newest 1,000 of
an endpoint. What was sent is made again from the log when it is asked for, so no personal value lies here.
See: delivery.py, attempts.py, tests/services/webhooks/test_outbox.py.
"""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sandbox.contract.models.webhooks import WebhookAttemptStatus
from sandbox.engine.edge import Edge, Statement, edge_tables
from sandbox.engine.ids import place_id

MOST_KEPT = 1000
"""Finished attempts of an endpoint."""

edge_tables("""
CREATE TABLE IF NOT EXISTS webhook_cursors (endpoint_id TEXT PRIMARY KEY, epoch INTEGER, enablement INTEGER,
  position INTEGER);
CREATE TABLE IF NOT EXISTS webhook_deliveries (place INTEGER PRIMARY KEY AUTOINCREMENT, attempt_id TEXT UNIQUE,
  endpoint_id TEXT, event_id TEXT, event_type TEXT, body TEXT, order_key TEXT, is_head INTEGER, due_us INTEGER,
  attempt_number INTEGER, created_us INTEGER, fault TEXT, batch TEXT);
CREATE INDEX IF NOT EXISTS webhook_deliveries_due ON webhook_deliveries (endpoint_id, is_head, due_us, place);
CREATE INDEX IF NOT EXISTS webhook_deliveries_order ON webhook_deliveries (endpoint_id, order_key, place);
CREATE INDEX IF NOT EXISTS webhook_deliveries_shown ON webhook_deliveries (endpoint_id, attempt_id);
CREATE INDEX IF NOT EXISTS webhook_deliveries_batch ON webhook_deliveries (batch) WHERE batch IS NOT NULL;
CREATE INDEX IF NOT EXISTS webhook_deliveries_fault ON webhook_deliveries (endpoint_id, fault) WHERE fault IS NOT NULL;
CREATE TABLE IF NOT EXISTS webhook_attempts (attempt_id TEXT PRIMARY KEY, endpoint_id TEXT, event_id TEXT,
  event_type TEXT, body TEXT, is_whole INTEGER, attempt_number INTEGER, created_us INTEGER, status TEXT,
  url TEXT, headers TEXT, response_status INTEGER, response_body TEXT, error TEXT, duration_ms INTEGER,
  attempted_us INTEGER, next_us INTEGER);
CREATE INDEX IF NOT EXISTS webhook_attempts_shown ON webhook_attempts (endpoint_id, attempt_id);
""")

_DELIVERY = (
    "place, attempt_id, endpoint_id, event_id, event_type, body, order_key, due_us, attempt_number, created_us, fault"
)
_ATTEMPT = (
    "attempt_id, endpoint_id, event_id, event_type, body, is_whole, attempt_number, created_us, status, url, headers, "
    "response_status, response_body, error, duration_ms, attempted_us, next_us"
)
_ADD = (
    "INSERT INTO webhook_deliveries (attempt_id, endpoint_id, event_id, event_type, body, order_key, is_head, due_us, "
    "attempt_number, created_us, fault, batch) SELECT ?1, ?2, ?3, ?4, ?5, ?6, NOT EXISTS (SELECT 1 FROM "
    "webhook_deliveries WHERE endpoint_id=?2 AND order_key=?6), ?7, 1, ?8, ?9, ?10"
)
_KEEP = f"INSERT OR REPLACE INTO webhook_attempts ({_ATTEMPT}) VALUES ({','.join('?' * 17)})"  # noqa: S608
_NEXT = (
    "UPDATE webhook_deliveries SET is_head=1 WHERE place=(SELECT min(place) FROM webhook_deliveries "
    "WHERE endpoint_id=? AND order_key=?)"
)
_HEADS = (
    "UPDATE webhook_deliveries SET is_head=1 WHERE is_head=0 AND endpoint_id=?1 AND place IN "
    "(SELECT min(place) FROM webhook_deliveries WHERE endpoint_id=?1 GROUP BY order_key)"
)
_TRIM = (
    "DELETE FROM webhook_attempts WHERE endpoint_id=?1 AND attempt_id<=(SELECT attempt_id FROM webhook_attempts "
    "WHERE endpoint_id=?1 ORDER BY attempt_id DESC LIMIT 1 OFFSET ?2)"
)
_CURSOR = "INSERT OR REPLACE INTO webhook_cursors VALUES (?,?,?,?)"

_numbers = itertools.count(secrets.randbits(60))


def new_attempt_id(now_us: int) -> str:
    """An id of the real world: it sorts by time, and within an instant by arrival."""
    return place_id("wha", (now_us, next(_numbers)))


class Cursor(NamedTuple):
    """Up to where an endpoint has followed the log, in which epoch and since which enablement."""

    endpoint_id: str
    epoch: int
    enablement: int
    position: int


class Delivery(NamedTuple):
    """An event that waits to be sent to an endpoint; `body` only when the event is not in the log."""

    place: int
    attempt_id: str
    endpoint_id: str
    event_id: str
    event_type: str
    body: str | None
    order_key: str
    due_us: int
    attempt_number: int
    created_us: int
    fault: str | None


class Draft(NamedTuple):
    """A delivery to be added. Of one `batch`, added twice, the first is forgotten."""

    endpoint_id: str
    event_id: str
    event_type: str
    order_key: str
    due_us: int
    body: str | None = None
    fault: str | None = None
    batch: str | None = None


class Attempt(NamedTuple):
    """One attempt as it was made, or PENDING; `is_whole`: whether it carried the whole resource."""

    attempt_id: str
    endpoint_id: str
    event_id: str
    event_type: str
    body: str | None
    is_whole: bool
    attempt_number: int
    created_us: int
    status: WebhookAttemptStatus
    url: str | None
    headers: str | None
    response_status: int | None
    response_body: str | None
    error: str | None
    duration_ms: int | None
    attempted_us: int | None
    next_us: int | None


class Outbox:
    """One bank's outbox. Reads are bounded; what changes it is given as statements, to be written together."""

    def __init__(self, edge: Edge) -> None:
        self.edge = edge

    async def write(self, statements: Sequence[Statement]) -> int:
        """Write in one transaction; gives how many rows changed. Raises apsw.Error, and then nothing was written."""
        return await self.edge.write(*statements)

    # Cursors -------------------------------------------------------------------------------------
    def cursors(self) -> dict[str, Cursor]:
        """The cursor of every endpoint that is followed."""
        rows = self.edge.rows("SELECT endpoint_id, epoch, enablement, position FROM webhook_cursors")
        return {row[0]: Cursor(*row) for row in rows}

    def move(self, cursors: Iterable[Cursor]) -> list[Statement]:
        """Move cursors."""
        return [(_CURSOR, [*cursors])]

    def forget(self, endpoint_id: str) -> list[Statement]:
        """Follow no more, and drop what waits."""
        one = [(endpoint_id,)]
        return [
            ("DELETE FROM webhook_cursors WHERE endpoint_id=?", one),
            ("DELETE FROM webhook_deliveries WHERE endpoint_id=?", one),
        ]

    def forget_attempts(self, endpoint_id: str) -> list[Statement]:
        """Drop what was tried, with the endpoint."""
        return [("DELETE FROM webhook_attempts WHERE endpoint_id=?", [(endpoint_id,)])]

    # What waits ----------------------------------------------------------------------------------
    def add(self, drafts: Iterable[Draft], now_us: int) -> list[Statement]:
        """Let deliveries wait for their time, in this order."""
        rows = [
            (
                new_attempt_id(now_us),
                draft.endpoint_id,
                draft.event_id,
                draft.event_type,
                draft.body,
                draft.order_key,
                draft.due_us,
                now_us,
                draft.fault,
                draft.batch,
            )
            for draft in drafts
        ]
        return [(_ADD, rows)] if rows else []

    def add_batch(self, batch: str, drafts: Iterable[Draft], now_us: int) -> list[Statement]:
        """Add deliveries once, however often the operation that adds them runs."""
        named = [draft._replace(batch=batch) for draft in drafts]
        undo: Statement = ("DELETE FROM webhook_deliveries WHERE batch=?", [(batch,)])
        # What was undone may have been the heads of others.
        heads: Statement = (_HEADS, [(endpoint_id,) for endpoint_id in {draft.endpoint_id for draft in named}])
        return [undo, *self.add(named, now_us), heads]

    def of_batch(self, batch: str) -> list[Attempt]:
        """The deliveries of a batch that wait."""
        rows = self.edge.rows(f"SELECT {_DELIVERY} FROM webhook_deliveries WHERE batch=? ORDER BY place", (batch,))  # noqa: S608
        return [_pending(Delivery(*row)) for row in rows]

    def due(self, endpoint_id: str, now_us: int, limit: int) -> list[Delivery]:
        """What may be sent now, what is due longest first."""
        sql = (
            f"SELECT {_DELIVERY} FROM webhook_deliveries WHERE endpoint_id=? AND is_head=1 AND due_us<=? "  # noqa: S608
            "ORDER BY due_us, place LIMIT ?"
        )
        return [Delivery(*row) for row in self.edge.rows(sql, (endpoint_id, now_us, limit))]

    def next_due_us(self, endpoint_id: str, after_us: int = -1) -> int | None:
        """When something may be sent, later than an instant."""
        sql = "SELECT min(due_us) FROM webhook_deliveries WHERE endpoint_id=? AND is_head=1 AND due_us>?"
        due_us: int | None = self.edge.row(sql, (endpoint_id, after_us))[0]
        return due_us

    def waiting(self, endpoint_id: str) -> int:
        """How many deliveries wait, tried or not."""
        count: int = self.edge.row("SELECT count(*) FROM webhook_deliveries WHERE endpoint_id=?", (endpoint_id,))[0]
        return count

    def make_due(self, endpoint_id: str, now_us: int) -> list[Statement]:
        """Let everything that waits for its time be due."""
        sql = "UPDATE webhook_deliveries SET due_us=?1 WHERE endpoint_id=?2 AND is_head IN (0, 1) AND due_us>?1"
        return [(sql, [(now_us, endpoint_id)])]

    def set_back(self, by_us: int) -> list[Statement]:
        """Let everything be due so much earlier: the clock that it waits for was set back."""
        return [("UPDATE webhook_deliveries SET due_us=max(0, due_us-?)", [(by_us,)])]

    def holds_any(self, endpoint_id: str, fault: str) -> bool:
        """Whether a delivery with a fault waits."""
        sql = "SELECT 1 FROM webhook_deliveries WHERE endpoint_id=? AND fault=? LIMIT 1"
        return self.edge.row(sql, (endpoint_id, fault)) is not None

    def release(self, endpoint_id: str, fault: str, place: int, now_us: int) -> list[Statement]:
        """Let what a fault held back be due, now that a later delivery was sent."""
        sql = "UPDATE webhook_deliveries SET due_us=?, fault=NULL WHERE endpoint_id=? AND fault=? AND place<?"
        return [(sql, [(now_us, endpoint_id, fault, place)])]

    # What was tried ------------------------------------------------------------------------------
    def keep(self, attempts: Iterable[Attempt]) -> list[Statement]:
        """Keep finished attempts, and drop those that are too many."""
        rows = [*attempts]
        endpoints = {row.endpoint_id for row in rows}
        return [(_KEEP, rows), (_TRIM, [(endpoint_id, MOST_KEPT) for endpoint_id in endpoints])]

    def end(self, delivery: Delivery) -> list[Statement]:
        """A delivery was taken, or has failed for good: the next of its resource is the head."""
        return [
            ("DELETE FROM webhook_deliveries WHERE place=?", [(delivery.place,)]),
            (_NEXT, [(delivery.endpoint_id, delivery.order_key)]),
        ]

    def try_again(self, delivery: Delivery, now_us: int, due_us: int) -> list[Statement]:
        """A delivery waits for its next attempt, before all others of its resource."""
        sql = (
            "UPDATE webhook_deliveries SET attempt_id=?, attempt_number=?, created_us=?, due_us=?, fault=NULL "
            "WHERE place=?"
        )
        row = (new_attempt_id(now_us), delivery.attempt_number + 1, now_us, due_us, delivery.place)
        return [(sql, [row])]

    def attempt(self, attempt_id: str) -> Attempt | None:
        """One attempt, made or waiting."""
        row = self.edge.row(f"SELECT {_ATTEMPT} FROM webhook_attempts WHERE attempt_id=?", (attempt_id,))  # noqa: S608
        if row is not None:
            return Attempt(*row)
        row = self.edge.row(f"SELECT {_DELIVERY} FROM webhook_deliveries WHERE attempt_id=?", (attempt_id,))  # noqa: S608
        return None if row is None else _pending(Delivery(*row))

    def attempts(
        self,
        endpoint_id: str,
        *,
        status: str | None,
        event_id: str | None,
        low: str,
        high: str,
        is_ascending: bool,
        limit: int,
    ) -> list[Attempt]:
        """Attempts between two ids, both exclusive, in order of id; those that wait included."""
        order = "ASC" if is_ascending else "DESC"
        where = "endpoint_id=? AND attempt_id>? AND attempt_id<?"
        values: list[Any] = [endpoint_id, low, high]
        if event_id is not None:
            where += " AND event_id=?"
            values.append(event_id)
        found: list[Attempt] = []
        if status in (None, "PENDING"):
            sql = f"SELECT {_DELIVERY} FROM webhook_deliveries WHERE {where} ORDER BY attempt_id {order} LIMIT ?"  # noqa: S608
            found += [_pending(Delivery(*row)) for row in self.edge.rows(sql, (*values, limit))]
        if status != "PENDING":
            if status is not None:
                where += " AND status=?"
                values.append(status)
            sql = f"SELECT {_ATTEMPT} FROM webhook_attempts WHERE {where} ORDER BY attempt_id {order} LIMIT ?"  # noqa: S608
            found += [Attempt(*row) for row in self.edge.rows(sql, (*values, limit))]
        # One that was made between the two reads is in both: what became of it counts.
        by_id = {attempt.attempt_id: attempt for attempt in found}
        return [by_id[attempt_id] for attempt_id in sorted(by_id, reverse=not is_ascending)][:limit]


def _pending(delivery: Delivery) -> Attempt:
    return Attempt(
        attempt_id=delivery.attempt_id,
        endpoint_id=delivery.endpoint_id,
        event_id=delivery.event_id,
        event_type=delivery.event_type,
        body=None,
        is_whole=False,
        attempt_number=delivery.attempt_number,
        created_us=delivery.created_us,
        status="PENDING",
        url=None,
        headers=None,
        response_status=None,
        response_body=None,
        error=None,
        duration_ms=None,
        attempted_us=None,
        next_us=delivery.due_us,
    )
