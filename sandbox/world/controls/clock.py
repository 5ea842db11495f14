"""The operations of `simulations` on the clock. A move is collected like anything else and happens after its commit.

The record of a move is written when it is asked for and when it has ended; in between, how far it has
come is read from the bank itself. See: engine/bank.py, which moves; tests/services/simulations/.
"""

from __future__ import annotations

import datetime

import msgspec
from msgspec.structs import replace

from sandbox.contract.binder import operation
from sandbox.contract.models.parameters import ListClockMovesQuery
from sandbox.contract.models.simulations import Clock, ClockAdvance, ClockMove, ClockSetting
from sandbox.contract.pages import Page
from sandbox.contract.problem import Problem, invalid_field, not_found, wrong_state
from sandbox.engine.calendars import add_banking_days
from sandbox.engine.call import Call
from sandbox.engine.clock import day_of, start_of_day, to_datetime, to_us
from sandbox.engine.listing import list_records
from sandbox.engine.queue import CLOCK_MOVED, step
from sandbox.engine.records import Kind
from sandbox.world.controls.durations import LATEST_US, add_duration

CLOCK_MOVES = Kind(ClockMove, prefix="mov", index=("status",))

_WHOLE_BPS = 10_000


@operation("getClock")
async def get_clock(call: Call) -> Clock:
    return await _clock(call, "RUNNING" if call.tx.is_clock_running else "FROZEN")


@operation("runClock")
async def run_clock(call: Call) -> Clock:
    _refuse_during_move(call)
    call.tx.run_clock()
    return await _clock(call, "RUNNING")


@operation("freezeClock")
async def freeze_clock(call: Call) -> Clock:
    _refuse_during_move(call)
    call.tx.freeze_clock()
    return await _clock(call, "FROZEN")


@operation("setClock")
async def set_clock(call: Call, body: ClockSetting) -> ClockMove:
    return _begin(call, to_us(body.to), resumes=False)


@operation("advanceClock")
async def advance_clock(call: Call, body: ClockAdvance) -> ClockMove:
    _refuse_during_move(call)
    if sum(value is not None for value in (body.by, body.to, body.until)) != 1:
        raise invalid_field("", "Give exactly one of by, to and until.")
    now_us = call.tx.now_us
    target: int | None
    if body.by is not None:
        target = add_duration(now_us, body.by)
        if target is None:
            raise invalid_field("/by", "This is no duration of ISO 8601, or leads too far.")
    elif body.to is not None:
        target = to_us(body.to)
    elif body.until == "NEXT_BUSINESS_DAY":
        target = start_of_day(add_banking_days(day_of(now_us), 1, body.calendar))
    else:
        target = await call.tx.next_due_us()
        if target is None:
            raise Problem("nothing_pending")
        target = max(target, now_us)
    return _begin(call, target)


@operation("listClockMoves")
async def list_clock_moves(call: Call, query: ListClockMovesQuery) -> Page[ClockMove]:
    found, following = await list_records(call, CLOCK_MOVES, query, {"status": query.status})
    return Page([_view(call, move) for move in found], following)


@operation("getClockMove")
async def get_clock_move(call: Call, clock_move_id: str) -> ClockMove:
    return _view(call, await _existing(call, clock_move_id))


@operation("cancelClockMove")
async def cancel_clock_move(call: Call, clock_move_id: str) -> ClockMove:
    move = await _existing(call, clock_move_id)
    under_way = call.tx.move
    if move.status != "PENDING" or under_way is None or under_way.move_id != clock_move_id:
        raise wrong_state("move", move.status if move.status != "PENDING" else "COMPLETED", ("PENDING",))
    cancelled = replace(_view(call, move), status="CANCELLED", completed_at=call.now)
    call.tx.cancel_move()
    call.tx.put(cancelled)
    call.tx.emit("clock.moved", cancelled, move)
    return cancelled


@step(CLOCK_MOVED)
async def clock_moved(call: Call, subject: str) -> None:
    """A move has come to its end; `subject` is its id and how many rows of the queue fired."""
    clock_move_id, _, fired = subject.partition("/")
    move = await call.tx.get(CLOCK_MOVES, clock_move_id)
    if move is None or move.status != "PENDING":
        return
    completed = replace(
        move,
        status="COMPLETED",
        reached_at=move.ends_at,
        progress_bps=_WHOLE_BPS,
        fired_count=int(fired),
        completed_at=call.now,
    )
    call.tx.put(completed)
    call.tx.emit("clock.moved", completed, move)


# Within ------------------------------------------------------------------------------------------
def _begin(call: Call, target_us: int, *, resumes: bool | None = None) -> ClockMove:
    _refuse_during_move(call)
    if target_us < call.tx.now_us:
        now = call.now.isoformat(timespec="seconds")
        raise Problem("clock_would_go_back", f"It is {now}; choose a later instant, or restore a snapshot.")
    if target_us > LATEST_US:
        raise invalid_field("/to", "No bank's clock goes beyond the year 3000.")
    move = ClockMove(
        clock_move_id=call.new_id("mov"),
        status="PENDING",
        starts_at=call.now,
        ends_at=to_datetime(target_us),
        reached_at=call.now,
        progress_bps=0,
        fired_count=0,
        created_at=call.now,
    )
    call.tx.put(move)
    call.tx.move_clock(target_us, move_id=move.clock_move_id, resumes=resumes)
    return move


def _refuse_during_move(call: Call) -> None:
    if call.tx.move is not None:
        raise Problem("clock_move_in_progress")


def _view(call: Call, move: ClockMove) -> ClockMove:
    """A move as far as it has come."""
    under_way = call.tx.move
    if move.status != "PENDING" or under_way is None or under_way.move_id != move.clock_move_id:
        return move
    whole = (move.ends_at - move.starts_at) // datetime.timedelta(microseconds=1)
    gone = call.tx.now_us - to_us(move.starts_at)
    return replace(
        move,
        reached_at=call.now,
        progress_bps=min(_WHOLE_BPS, gone * _WHOLE_BPS // whole) if whole else 0,
        fired_count=under_way.fired,
    )


async def _existing(call: Call, clock_move_id: str) -> ClockMove:
    move = await call.tx.get(CLOCK_MOVES, clock_move_id)
    if move is None:
        raise not_found("clock move", clock_move_id)
    return move


async def _clock(call: Call, mode: str) -> Clock:
    move = call.tx.move
    due_us = await call.tx.next_due_us()
    return msgspec.convert(
        {
            "now": call.now,
            "mode": mode,
            "clock_move_id": move.move_id if move is not None else None,
            "next_effect_at": None if due_us is None else to_datetime(due_us),
        },
        Clock,
    )
