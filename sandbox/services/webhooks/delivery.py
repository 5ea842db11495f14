"""Delivery: follows a bank's log of events and sends what fits to each endpoint, in real time.

At least once, with the same event id, in order per resource, across an end of the process at any point:
whatever is under way is a row of the outbox, and only the end of an attempt changes it. One loop per bank
takes in events, starts attempts and writes how they ended. An endpoint has at most 16 attempts under way,
fewer while it fails and one at least, so one that hangs holds up nobody else; while 10,000 deliveries
wait for it, its cursor stands still. See: outbox.py, attempts.py, docs/concepts/webhooks.md.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Sequence
from typing import NamedTuple, Protocol

import apsw

from sandbox.contract.problem import Problem
from sandbox.engine.bank import Bank
from sandbox.engine.clock import wall_us
from sandbox.engine.edge import Statement
from sandbox.engine.events import StoredEvent
from sandbox.engine.transaction import LoggedEvent
from sandbox.services.webhooks import attempts, rules
from sandbox.services.webhooks.attempts import Outcome, Prepared, Time
from sandbox.services.webhooks.following import HELD, Lane, Roster, SetBack
from sandbox.services.webhooks.measures import MEASURES
from sandbox.services.webhooks.outbox import Delivery, Draft, Outbox, new_attempt_id
from sandbox.services.webhooks.queue import disable_gone
from sandbox.services.webhooks.records import CHANGES, StoredEndpoint
from sandbox.services.webhooks.sender import MOST_CONNECTIONS, Sender

log = logging.getLogger("sandbank.webhooks")

MOST_IN_FLIGHT = 64
"""Attempts under way in a bank, beside the first one of each endpoint."""

MOST_WAITING = 10_000
"""Deliveries that wait for one endpoint before its cursor stands still."""

HELD_BACK_US = 3_600_000_000
"""How long a delivery is held back for a next one that never comes."""

_MOST_AT_ALL = 256
_PAGE = 200
_CURSOR_LAG = 1000
_LONGEST_PAUSE_S = 60.0
_AFTER_FAILURE_S = 1.0
_WHOLE_BPS = 10_000


class DeliveryFault(Protocol):
    """What a delivery meets on purpose: WEBHOOK_DOUBLED, _LATE (by `delay_ms`), _LOST or _OUT_OF_ORDER."""

    @property
    def kind(self) -> str: ...

    @property
    def delay_ms(self) -> int: ...


class DeliveryFaults(Protocol):
    """Decides, once per delivery, which fault it meets."""

    def on_delivery(self, event: StoredEvent, endpoint: StoredEndpoint) -> DeliveryFault | None: ...


class _Ended(NamedTuple):
    """An attempt that is over. No outcome: there was nothing to send any more; a second: it was sent twice."""

    lane: Lane
    delivery: Delivery
    outcomes: tuple[Outcome, ...]
    due_us: int | None
    """When it is tried again, or None when it is not."""


class Dispatcher:
    """The deliveries of one open bank. `time` gives the real world's microseconds."""

    def __init__(
        self,
        bank: Bank,
        sender: Sender,
        schedule: Sequence[float] = rules.SCHEDULE_S,
        faults: DeliveryFaults | None = None,
        *,
        time: Time = wall_us,
    ) -> None:
        self.bank = bank
        self.sender = sender
        self.time = time
        self._schedule = tuple(schedule)
        self._faults = faults
        self.roster = Roster(bank)
        self._set_back = SetBack(time)
        self._changes = 1
        self._changes_known = 0
        self._wake = asyncio.Event()
        self._ended: list[_Ended] = []
        self._loop: asyncio.Task[None] | None = None
        self._probe: asyncio.Task[list[LoggedEvent]] | None = None
        self._under_way: set[asyncio.Task[None]] = set()
        self._is_closed = False
        self.is_failing = False
        """Whether its file could not be used last time."""

    # Life ----------------------------------------------------------------------------------------
    def start(self) -> None:
        """Begin to deliver; an endpoint's deliveries go on from where they were."""
        CHANGES.follow(self.bank.bank_id, self.refresh)
        DISPATCHERS[self.bank.bank_id] = self
        self._loop = asyncio.create_task(self._deliver(), name=f"webhooks {self.bank.bank_id}")

    async def close(self) -> None:
        """Stop. What is under way is sent again by the next one."""
        if self._is_closed:
            return
        self._is_closed = True
        CHANGES.unfollow(self.bank.bank_id, self.refresh)
        if DISPATCHERS.get(self.bank.bank_id) is self:
            del DISPATCHERS[self.bank.bank_id]
        tasks = [task for task in (self._loop, self._probe, *self._under_way) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        with contextlib.suppress(apsw.Error):
            await self._write_ended()
            await self.roster.save_cursors()

    def refresh(self) -> None:
        """Read the endpoints again, and look at everything that waits."""
        self._changes += 1
        self._wake.set()

    def wake(self) -> None:
        """Look at what is due now."""
        for lane in self._lanes:
            lane.is_hungry = True
        self._wake.set()

    @property
    def has_endpoints(self) -> bool:
        """Whether anything is delivered from this bank."""
        return bool(self._lanes)

    def next_due_us(self) -> int | None:
        """The real instant at which something is to be sent, or None; the present while something is under way."""
        if self._is_stale:
            return self.time()
        if not self._lanes:
            return None
        last = self.bank.store.last_event
        if self._ended or any(lane.in_flight or (lane.position < last and not lane.is_full) for lane in self._lanes):
            return self.time()
        times = [self._outbox.next_due_us(lane.endpoint_id) for lane in self._lanes]
        return min((due_us for due_us in times if due_us is not None), default=None)

    @property
    def _is_stale(self) -> bool:
        return self._changes_known != self._changes

    @property
    def _lanes(self) -> list[Lane]:
        return [*self.roster.lanes.values()]

    @property
    def _outbox(self) -> Outbox:
        return self.roster.outbox

    # The loop ------------------------------------------------------------------------------------
    async def _deliver(self) -> None:
        while True:
            self._wake.clear()
            pause_s = _AFTER_FAILURE_S
            try:
                await self._step()
                self.is_failing = False
                pause_s = self._pause_s()
            except Problem as problem:
                # Replaced, perhaps, or on a disk that refuses writes: whoever closes the bank ends this too.
                log.info("webhooks of %s wait: %s", self.bank.bank_id, problem.code)
            except apsw.Error as error:
                self.is_failing = True
                log.warning("webhooks of %s cannot use their file: %s", self.bank.bank_id, error)
            except Exception:
                log.exception("webhooks of %s failed and go on", self.bank.bank_id)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause_s):
                    await self._wake.wait()

    async def _step(self) -> None:
        """One round: how attempts ended, which endpoints there are, what happened, what is due."""
        await self._write_ended()
        if self._is_stale:
            changes = self._changes
            await self.roster.load(MOST_WAITING)
            self._changes_known = changes
        if not self._lanes:
            return
        if by_us := self._set_back.by_us():
            # What waits goes on waiting as long as it would have, and not until the clock has caught up.
            await self._outbox.write(self._outbox.set_back(by_us))
            for lane in self._lanes:
                lane.is_hungry = True
        while await self._take_in():
            self._start_attempts()
            await asyncio.sleep(0)
            await self._write_ended()
        self._start_attempts()
        self._watch()

    def _pause_s(self) -> float:
        if self._is_stale or self._ended:
            return 0.0
        times = [lane.next_due_us for lane in self._lanes if lane.next_due_us is not None]
        if not times:
            return _LONGEST_PAUSE_S
        return max(0.0, min(_LONGEST_PAUSE_S, (min(times) - self.time()) / 1e6))

    def _watch(self) -> None:
        """Be woken by the next event on disk."""
        open_lanes = [lane for lane in self._lanes if not lane.is_full]
        if not open_lanes or (self._probe is not None and not self._probe.done()):
            return
        position = max(lane.position for lane in open_lanes)
        self._probe = asyncio.create_task(self.bank.events_after(position, 1, _LONGEST_PAUSE_S))
        self._probe.add_done_callback(self._seen)

    def _seen(self, probe: asyncio.Task[list[LoggedEvent]]) -> None:
        if not probe.cancelled():
            probe.exception()
            self._wake.set()

    # Taking in -----------------------------------------------------------------------------------
    async def _take_in(self) -> bool:
        """Let one page of events wait for the endpoints that they fit; whether there may be more."""
        by_position: dict[int, list[Lane]] = {}
        for lane in self._lanes:
            if not lane.is_full:
                by_position.setdefault(lane.position, []).append(lane)
        has_more = False
        for position, lanes in by_position.items():
            found = await self.bank.events_after(position, _PAGE, 0)
            if found:
                await self._add(lanes, found)
                has_more = has_more or len(found) == _PAGE or len(by_position) > 1
        return has_more

    async def _add(self, lanes: list[Lane], found: list[LoggedEvent]) -> None:
        now_us = self.time()
        position = found[-1].sequence
        drafts = {
            lane: [self._draft(lane, logged.event, now_us) for logged in found if logged.event.type in lane.types]
            for lane in lanes
        }
        is_due = any(drafts.values()) or any(position - lane.saved_position >= _CURSOR_LAG for lane in lanes)
        if is_due:
            added = self._outbox.add([draft for of_lane in drafts.values() for draft in of_lane], now_us)
            cursors = [lane.cursor(self.bank.epoch)._replace(position=position) for lane in lanes]
            await self._outbox.write([*added, *self._outbox.move(cursors)])
        for lane, of_lane in drafts.items():
            lane.position = position
            lane.saved_position = position if is_due else lane.saved_position
            lane.waiting += len(of_lane)
            lane.is_hungry = lane.is_hungry or bool(of_lane)

    def _draft(self, lane: Lane, event: StoredEvent, now_us: int) -> Draft:
        draft = Draft(lane.endpoint_id, event.event_id, event.type, event.resource_id, now_us)
        fault = self._faults.on_delivery(event, lane.endpoint) if self._faults is not None else None
        if fault is None:
            return draft
        if fault.kind == "WEBHOOK_LATE":
            return draft._replace(due_us=now_us + fault.delay_ms * 1000)
        if fault.kind == HELD:
            if lane.is_holding:
                return draft  # it is the next one that another waits for
            lane.is_holding = True
            # A key of its own: the next event of the same resource must not wait for it.
            return draft._replace(due_us=now_us + HELD_BACK_US, order_key=event.event_id, fault=fault.kind)
        return draft._replace(fault=fault.kind)

    # Attempts ------------------------------------------------------------------------------------
    def _start_attempts(self) -> None:
        now_us = self.time()
        lanes = self._lanes
        under_way = sum(len(lane.in_flight) for lane in lanes)
        # Begin with another endpoint each time, so that none is always the last.
        first = secrets.randbelow(len(lanes)) if lanes else 0
        for lane in (*lanes[first:], *lanes[:first]):
            is_due = lane.next_due_us is not None and lane.next_due_us <= now_us
            if is_due:
                lane.is_hungry, lane.next_due_us = True, None
            if not lane.is_hungry:
                continue
            free = min(lane.limit - len(lane.in_flight), MOST_IN_FLIGHT - under_way)
            if not lane.in_flight and under_way < _MOST_AT_ALL:
                free = max(free, 1)
            if free <= 0:
                continue
            under_way += self._start_of(lane, now_us, free)

    def _start_of(self, lane: Lane, now_us: int, free: int) -> int:
        """Start what is due of one endpoint, as far as there is room; gives how many."""
        found = self._outbox.due(lane.endpoint_id, now_us, free + len(lane.in_flight))
        fresh = [delivery for delivery in found if delivery.place not in lane.in_flight][:free]
        for delivery in fresh:
            lane.in_flight.add(delivery.place)
            task = asyncio.create_task(self._attempt(lane, delivery))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        if len(fresh) < free:
            lane.is_hungry = False
            lane.next_due_us = self._outbox.next_due_us(lane.endpoint_id, now_us)
        return len(fresh)

    async def _attempt(self, lane: Lane, delivery: Delivery) -> None:
        outcomes: tuple[Outcome, ...] = ()
        try:
            prepared = await self.roster.read(lambda tx: attempts.prepare(tx, delivery))
            if prepared is not None:
                outcomes = await self._outcomes(prepared, delivery)
                if outcomes[0].is_gone:
                    await disable_gone(self.bank, prepared.endpoint)
        except Exception as error:
            # Nothing is known of it: it stays as it was, and is tried again in a moment.
            log.warning("a webhook to %s could not be tried: %s: %s", lane.endpoint_id, type(error).__name__, error)
            await asyncio.sleep(_AFTER_FAILURE_S)
            lane.in_flight.discard(delivery.place)
            lane.is_hungry = True
        else:
            self._ended.append(_Ended(lane, delivery, outcomes, self._due_again_us(delivery, outcomes)))
        self._wake.set()

    async def _outcomes(self, prepared: Prepared, delivery: Delivery) -> tuple[Outcome, ...]:
        if delivery.fault == "WEBHOOK_LOST":
            return (attempts.lose(prepared, delivery, self.time),)
        outcome = await attempts.make(self.sender, prepared, delivery, self.time)
        if delivery.fault != "WEBHOOK_DOUBLED":
            return (outcome,)
        twin = delivery._replace(attempt_id=new_attempt_id(self.time()))
        return (outcome, await attempts.make(self.sender, prepared, twin, self.time))

    async def _write_ended(self) -> None:
        """Write how attempts ended; only then is there room for others."""
        while self._ended:
            batch = self._ended[:]
            now_us = self.time()
            await self._outbox.write([statement for ended in batch for statement in self._statements(ended, now_us)])
            del self._ended[: len(batch)]
            for lane, delivery, outcomes, due_us in batch:
                MEASURES.ended(delivery, outcomes, due_us)
                lane.in_flight.discard(delivery.place)
                lane.is_hungry = True
                lane.waiting -= due_us is None
                if lane.is_holding:
                    # One that was sent before what is held back releases nothing.
                    lane.is_holding = self._outbox.holds_any(lane.endpoint_id, HELD)
                if outcomes:
                    lane.adapt(is_well=outcomes[0].is_delivered, most=MOST_CONNECTIONS)

    def _statements(self, ended: _Ended, now_us: int) -> list[Statement]:
        lane, delivery, outcomes, due_us = ended
        statements: list[Statement] = []
        if outcomes:
            first = outcomes[0].attempt._replace(next_us=due_us)
            statements += self._outbox.keep([first, *(twin.attempt for twin in outcomes[1:])])
        if due_us is None:
            statements += self._outbox.end(delivery)
        else:
            statements += self._outbox.try_again(delivery, now_us, due_us)
        if lane.is_holding and outcomes and delivery.fault != "WEBHOOK_LOST":
            statements += self._outbox.release(lane.endpoint_id, HELD, delivery.place, now_us)
        return statements

    def _due_again_us(self, delivery: Delivery, outcomes: tuple[Outcome, ...]) -> int | None:
        if not outcomes or outcomes[0].is_delivered:
            return None
        wait_us = rules.next_wait_us(
            self._schedule,
            delivery.attempt_number,
            retry_after_us=outcomes[0].retry_after_us,
            chance_bps=secrets.randbelow(_WHOLE_BPS + 1),
        )
        return None if wait_us is None else self.time() + wait_us


DISPATCHERS: dict[str, Dispatcher] = {}
"""The dispatcher of each open bank."""


def dispatcher_of(bank_id: str) -> Dispatcher:
    """The dispatcher of an open bank; every bank that serves requests has one."""
    return DISPATCHERS[bank_id]
