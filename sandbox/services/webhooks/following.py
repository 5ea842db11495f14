"""Who is followed: the enabled endpoints of a bank, and up to where each has followed the log.

An endpoint begins behind the commit that enabled it, found in the log and never "now", so nothing is
missed when the process ends between that commit and the first look. When the log was made anew (a
restore, a reset: another epoch), it goes on from where the new log begins to differ.
See: delivery.py, records.py for `enablement`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from sandbox.engine.bank import Bank
from sandbox.engine.call import system
from sandbox.engine.clock import elapsed
from sandbox.engine.edge import Statement
from sandbox.engine.transaction import Selection, Transaction
from sandbox.services.webhooks.outbox import Cursor, Outbox
from sandbox.services.webhooks.records import ENDPOINTS, StoredEndpoint
from sandbox.services.webhooks.rules import types_of

T = TypeVar("T")

HELD = "WEBHOOK_OUT_OF_ORDER"
"""The fault of a delivery that is held back until a later one of its endpoint was sent."""

_PAGE = 200
_NOTICED_US = 1_000_000


class Lane:
    """One endpoint that is followed, as it is in memory: what is under way and how much may be."""

    __slots__ = (
        "endpoint",
        "in_flight",
        "is_holding",
        "is_hungry",
        "limit",
        "most_waiting",
        "next_due_us",
        "position",
        "saved_position",
        "types",
        "waiting",
    )

    def __init__(self, endpoint: StoredEndpoint, position: int, waiting: int, most_waiting: int) -> None:
        self.endpoint = endpoint
        self.types = types_of(endpoint.event_types)
        self.position = position
        self.saved_position = position
        self.waiting = waiting
        self.most_waiting = most_waiting
        self.limit = 4
        self.in_flight: set[int] = set()
        self.is_hungry = True
        self.is_holding = False
        self.next_due_us: int | None = None

    @property
    def endpoint_id(self) -> str:
        """The endpoint's id."""
        return self.endpoint.webhook_endpoint_id

    @property
    def is_full(self) -> bool:
        """Whether so much waits that no more is taken in."""
        return self.waiting >= self.most_waiting

    def take_over(self, endpoint: StoredEndpoint) -> None:
        """Know the endpoint as it is now."""
        self.endpoint = endpoint
        self.types = types_of(endpoint.event_types)

    def adapt(self, *, is_well: bool, most: int) -> None:
        """More under way at once while it goes well, half of it with each failure, one at least."""
        self.limit = min(most, self.limit + 1) if is_well else max(1, self.limit // 2)

    def cursor(self, epoch: int) -> Cursor:
        """Up to where the log is taken in."""
        return Cursor(self.endpoint_id, epoch, self.endpoint.enablement, self.position)


class Roster:
    """The lanes of one bank."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._outbox: Outbox | None = None
        self.lanes: dict[str, Lane] = {}

    @property
    def outbox(self) -> Outbox:
        """The bank's outbox; its file is there from the first endpoint on."""
        if self._outbox is None:
            self._outbox = Outbox(self._bank.edge)
        return self._outbox

    async def read(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        """Read something of the bank."""
        found, _ = await self._bank.run("webhooks.read", system(), work, is_read=True)
        return found

    async def load(self, most_waiting: int) -> None:
        """Know the endpoints as they are on disk: new lanes, changed ones, and those that end."""
        (endpoints, is_any), saw = await self._bank.run("webhooks.load", system(), self._endpoints, is_read=True)
        await self._bank.durable(saw)
        if not is_any and not self.lanes:
            return  # a bank without endpoints needs no outbox
        cursors = self.outbox.cursors()
        enabled = {endpoint.webhook_endpoint_id: endpoint for endpoint in endpoints}
        statements = self._ends(cursors, enabled)
        lanes = {name: self._lane(endpoint, cursors.get(name), most_waiting) for name, endpoint in enabled.items()}
        epoch = self._bank.epoch
        moved = [lane.cursor(epoch) for name, lane in lanes.items() if lane.cursor(epoch) != cursors.get(name)]
        if moved:
            statements += self.outbox.move(moved)
        if statements:
            await self.outbox.write(statements)
        self.lanes = lanes
        for lane in lanes.values():
            lane.saved_position = lane.position
            lane.waiting = self.outbox.waiting(lane.endpoint_id)
            lane.is_holding = self.outbox.holds_any(lane.endpoint_id, HELD)
            lane.is_hungry = True

    async def save_cursors(self) -> None:
        """Write how far every lane has come."""
        epoch = self._bank.epoch
        behind = [lane.cursor(epoch) for lane in self.lanes.values() if lane.saved_position != lane.position]
        if behind:
            await self.outbox.write(self.outbox.move(behind))

    async def _endpoints(self, tx: Transaction) -> tuple[list[StoredEndpoint], bool]:
        found: list[StoredEndpoint] = []
        rest = Selection({"enabled_for": tx.bank_id}, limit=_PAGE, is_ascending=True)
        while page := await tx.find(ENDPOINTS, rest):
            found += page
            rest = rest._replace(after=page[-1].webhook_endpoint_id)
        is_any = bool(found) or bool(await tx.find(ENDPOINTS, Selection(limit=1)))
        return found, is_any

    def _ends(self, cursors: dict[str, Cursor], enabled: dict[str, StoredEndpoint]) -> list[Statement]:
        """Drop what waits for endpoints that are enabled no more, or were in between."""
        statements: list[Statement] = []
        for name, cursor in cursors.items():
            endpoint = enabled.get(name)
            if endpoint is None or endpoint.enablement != cursor.enablement:
                statements += self.outbox.forget(name)
        return statements

    def _lane(self, endpoint: StoredEndpoint, cursor: Cursor | None, most_waiting: int) -> Lane:
        name = endpoint.webhook_endpoint_id
        lane = self.lanes.get(name)
        if lane is not None and lane.endpoint.enablement == endpoint.enablement:
            lane.take_over(endpoint)
            return lane
        began = self._bank.epoch_began_at_event
        if cursor is None or cursor.enablement != endpoint.enablement:
            position = max(self._enabled_at(endpoint), began)
        elif cursor.epoch != self._bank.epoch:
            position = min(cursor.position, began)
        else:
            position = cursor.position
        return Lane(endpoint, position, self.outbox.waiting(name), most_waiting)

    def _enabled_at(self, endpoint: StoredEndpoint) -> int:
        """The position in the log behind which an endpoint's deliveries begin."""
        reader = self._bank.store.reader
        commit = reader.life_row(
            "SELECT min(commit_seq) FROM versions WHERE kind=? AND id=? AND json_extract(body, '$.enablement')=?",
            (ENDPOINTS.name, endpoint.webhook_endpoint_id, endpoint.enablement),
        )[0]
        return reader.last_event_at(commit)


class SetBack:
    """Notices that the real world's clock was set back, by comparing it with one that nobody can set."""

    def __init__(self, time: Callable[[], int]) -> None:
        self._time = time
        self._ahead_us = self._measured()

    def by_us(self) -> int:
        """By how much since it was last asked; 0 for less than a second, and for a clock that was set forward."""
        before, self._ahead_us = self._ahead_us, self._measured()
        back_us = before - self._ahead_us
        return back_us if back_us >= _NOTICED_US else 0

    def _measured(self) -> int:
        return self._time() - int(elapsed() * 1e6)
