"""Notes every call for the request log and for usage, and writes them beside the bank in batches.

`note` is on the path of every request and does no more than append a tuple. About every 50 ms the notes of
a bank become rows: bodies are masked, usage is summed, and each batch is one transaction of the bank's
edge, whose big insert is one statement. What cannot be kept is counted, and the count is a line itself.
Batches of a bank are written one after the other, also while it is being closed.
See: redaction.py, services/requests for the table, services/usage for the sums, docs/concepts/requests.md.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import NamedTuple, Protocol

import apsw

from sandbox.contract.binder import Route
from sandbox.engine.bank import Bank
from sandbox.engine.call import Caller
from sandbox.engine.clock import elapsed, wall_us
from sandbox.engine.edge import Statement
from sandbox.gateway.redaction import Redaction
from sandbox.gateway.request import Request

log = logging.getLogger("sandbank.requests")

PAUSE_S = 0.05
PAUSE_AFTER_FAILURE_S = 1.0
MOST_PENDING = 50_000
DROPPED = "LOG"
"""The method of a line that is no call: its path tells how many calls could not be kept."""
AT_ONCE = 25
"""Calls that are worked on before the loop has its turn: some tenths of a millisecond."""
_BATCH = 2_000
_MOST_ADDRESSES = 10_000


class Answered(Protocol):
    """What is noted of an answer."""

    @property
    def status(self) -> int: ...

    @property
    def body(self) -> bytes: ...

    @property
    def code(self) -> str | None: ...

    @property
    def is_replayed(self) -> bool: ...


class Note(NamedTuple):
    """One call, as it was answered. Times are the real world's, durations in microseconds."""

    request: Request
    route: Route | None
    caller: Caller | None
    answer: Answered
    duration_us: int
    fault_id: str | None


class Line(NamedTuple):
    """One row of the log, in the order of its columns; bodies are masked JSON."""

    request_id: str
    created_us: int
    operation_id: str | None
    method: str
    path: str
    query: str | None
    status_code: int
    code: str | None
    api_key_id: str | None
    idempotency_key: str | None
    is_replayed: int
    correlation_id: str
    duration_us: int
    request_body: str | None
    response_body: str | None
    ip_address_hash: str | None
    user_agent: str | None
    fault_id: str | None


class Money(NamedTuple):
    """What an accepted operation moves."""

    currency: str
    amount_cents: int


class Keeper(Protocol):
    """Who keeps lines: the request log, and usage."""

    async def statements(self, bank: Bank, lines: list[Line], money: dict[str, Money]) -> list[Statement]:
        """What to write for these lines, in the transaction of all keepers.

        Gives the loop its turn after every `AT_ONCE` lines: requests do not wait for the log of others.
        """

    def lost(self, bank: Bank) -> None:
        """Told that the statements asked for last were not written."""

    def forget(self, bank: Bank) -> list[Statement]:
        """What to write last, when a bank is being closed."""


class _Pending:
    __slots__ = ("bank", "dropped", "has_failed", "is_over", "notes", "task", "writing")

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self.notes: list[Note] = []
        self.dropped = 0
        self.has_failed = False
        self.is_over = False
        self.task: asyncio.Task[None] | None = None
        self.writing = asyncio.Lock()


class Recorder:
    """The notes of every open bank."""

    def __init__(self, keepers: tuple[Keeper, ...], request_id: Callable[[], str]) -> None:
        self._keepers = keepers
        self._request_id = request_id
        self._pending: dict[str, _Pending] = {}
        self._redaction = Redaction()
        self._addresses: dict[tuple[str, str], str] = {}
        self.told: Callable[[list[Note]], None] | None = None
        """Given every batch of notes, off the path of the requests: metrics."""
        self.dropped = 0
        """Calls that could not be kept at once, since the start."""

    def note(self, bank: Bank, note: Note) -> None:
        """Keep a call in mind."""
        pending = self._pending.get(bank.bank_id)
        if pending is None or pending.bank is not bank:
            pending = self._pending[bank.bank_id] = _Pending(bank)
        if len(pending.notes) >= MOST_PENDING:
            self.dropped += 1
            pending.dropped += 1
            return
        pending.notes.append(note)
        if pending.task is None:
            pending.task = asyncio.create_task(self._write_while_noted(pending), name=f"requests {bank.bank_id}")

    @property
    def waiting(self) -> int:
        """How many calls are noted and not yet written."""
        return sum(len(pending.notes) for pending in self._pending.values())

    @property
    def failing(self) -> list[str]:
        """The banks whose log could not be written last time."""
        return [bank_id for bank_id, pending in self._pending.items() if pending.has_failed]

    async def forget(self, bank: Bank) -> None:
        """Write what is kept of a bank that is being closed."""
        pending = self._pending.get(bank.bank_id)
        if pending is not None and pending.bank is bank:
            del self._pending[bank.bank_id]
            await self._write(pending)
            if pending.task is not None:
                pending.task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await pending.task
        last = [statement for keeper in self._keepers for statement in keeper.forget(bank)]
        if last:
            try:
                await bank.edge.write(*last)
            except apsw.Error as error:
                log.warning("the request log of bank %s ends unsigned: %s", bank.bank_id, error)

    async def written(self, bank: Bank) -> None:
        """Write at once what was noted so far: for those who look at the log."""
        pending = self._pending.get(bank.bank_id)
        if pending is not None:
            await self._write(pending)

    async def _write_while_noted(self, pending: _Pending) -> None:
        while pending.notes or pending.dropped:
            await asyncio.sleep(PAUSE_AFTER_FAILURE_S if pending.has_failed else PAUSE_S)
            await self._write(pending)
            if pending.is_over:
                break
        pending.task = None

    async def _write(self, pending: _Pending) -> None:
        """One batch after the other, so that each continues the log where the one before it ended."""
        async with pending.writing:
            notes, dropped = pending.notes, pending.dropped
            pending.notes, pending.dropped = [], 0
            for begin in range(0, len(notes), _BATCH):
                await self._write_batch(pending, notes[begin : begin + _BATCH])
            if dropped:
                await self._write_dropped(pending, dropped)

    async def _write_batch(self, pending: _Pending, notes: list[Note]) -> None:
        lines: list[Line] = []
        money: dict[str, Money] = {}
        for begin in range(0, len(notes), AT_ONCE):
            some = notes[begin : begin + AT_ONCE]
            if self.told is not None:
                self.told(some)
            for note in some:
                try:
                    lines.append(self._line(pending.bank, note, money))
                except Exception:
                    log.exception("%s could not be logged", note.request.request_id)
                    pending.dropped += 1
            await asyncio.sleep(0)
        if lines and not await self._has_written(pending, lines, money):
            self.dropped += len(lines)
            pending.dropped += len(lines)

    async def _write_dropped(self, pending: _Pending, dropped: int) -> None:
        """The line that says how many are missing; they are still to be told of where it cannot be written."""
        identifier = self._request_id()
        head = (identifier, wall_us(), None, DROPPED, f"/dropped/{dropped}", None, 503, None, None, None, 0)
        line = Line(*head, identifier, 0, None, None, None, None, None)
        if not await self._has_written(pending, [line], {}):
            pending.dropped += dropped

    async def _has_written(self, pending: _Pending, lines: list[Line], money: dict[str, Money]) -> bool:
        bank = pending.bank
        try:
            statements: list[Statement] = []
            for keeper in self._keepers:
                statements += await keeper.statements(bank, lines, money)
            await bank.edge.write(*statements)
        except apsw.Error as error:
            # The log belongs to the edge: a bank goes on without it.
            for keeper in self._keepers:
                keeper.lost(bank)
            if not pending.has_failed:
                log.warning("requests of bank %s cannot be logged: %s", bank.bank_id, error)
            pending.has_failed = True
            pending.is_over = isinstance(error, apsw.ConnectionClosedError)
            return False
        pending.has_failed = False
        return True

    def _line(self, bank: Bank, note: Note, money: dict[str, Money]) -> Line:
        request, route, caller, answer = note.request, note.route, note.caller, note.answer
        headers = request.headers
        asked = told = None
        if route is not None and route.spec.is_unsafe:
            asked, told, moved = self._redaction.bodies(route, request.raw, answer.status, answer.body)
            if moved is not None and not answer.is_replayed:
                money[request.request_id] = Money(*moved)
        return Line(
            request.request_id,
            request.at_us,
            None if route is None else route.spec.operation_id,
            request.method[:16],
            request.path[:2000],
            self._redaction.query(route, request.query),
            answer.status,
            answer.code,
            None if caller is None else caller.user_id,
            headers.get(b"idempotency-key", "")[:255] or None,
            int(answer.is_replayed),
            request.correlation_id,
            note.duration_us,
            asked,
            told,
            self._address(bank, request.address),
            headers.get(b"user-agent", "")[:200] or None,
            note.fault_id,
        )

    def _address(self, bank: Bank, address: str) -> str | None:
        if not address:
            return None
        key = (bank.vault.scope, address)
        found = self._addresses.get(key)
        if found is None:
            if len(self._addresses) >= _MOST_ADDRESSES:
                self._addresses.clear()
            found = self._addresses[key] = bank.vault.blind("ip", address)
        return found


def since(began: float) -> int:
    """Microseconds since an instant of `elapsed`."""
    return int((elapsed() - began) * 1e6)
