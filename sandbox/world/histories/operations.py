"""The operations of `simulations` on histories: months that a bank lives through, customer by customer.

Asking for one plans its first step and moves the clock to its end; everything else is rows of the queue on
the way (see founding.py, living.py), between which requests are served and the bank's own timers fire.
A restart goes on where the queue is. See: tests/services/simulations/test_histories.py.
"""

from __future__ import annotations

from msgspec.structs import replace

from sandbox.contract.binder import operation
from sandbox.contract.models.parameters import ListHistoriesQuery
from sandbox.contract.models.simulations import History, HistoryCreation
from sandbox.contract.pages import Page
from sandbox.contract.problem import Problem, invalid_field, not_found, wrong_state
from sandbox.engine.call import Call
from sandbox.engine.clock import to_datetime, to_us
from sandbox.engine.listing import list_records
from sandbox.world.controls.durations import add_duration
from sandbox.world.histories import founding, progress
from sandbox.world.histories.records import HISTORIES, HistoryRecord

_LARGEST_SEED = 2**256 - 1


@operation("createHistory")
async def create_history(call: Call, body: HistoryCreation) -> History:
    tx = call.tx
    if await tx.find_one(HISTORIES, "is_open", "yes") is not None:
        raise Problem("history_in_progress")
    if tx.move is not None:
        raise Problem("clock_move_in_progress")
    seed = int.from_bytes(tx.seed, "big") if body.seed is None else int(body.seed)
    if seed > _LARGEST_SEED:
        raise invalid_field("/seed", "A seed is below 2^256.")
    ends_us = add_duration(tx.now_us, f"P{body.months}M")
    if ends_us is None:
        raise invalid_field("/months", "No bank's clock goes beyond the year 3000.")
    history = HistoryRecord(
        history_id=call.new_id("his"),
        ordinal=tx.number("history"),
        customers=body.customers,
        months=body.months,
        seed=str(seed),
        status="PENDING",
        starts_at=call.now,
        ends_at=to_datetime(ends_us),
        created_at=call.now,
    )
    tx.put(history)
    founding.begin(call, history)
    tx.move_clock(ends_us)
    return await _view(call, history)


@operation("listHistories")
async def list_histories(call: Call, query: ListHistoriesQuery) -> Page[History]:
    found, next_cursor = await list_records(call, HISTORIES, query)
    return Page([await _view(call, history) for history in found], next_cursor)


@operation("getHistory")
async def get_history(call: Call, history_id: str) -> History:
    return await _view(call, await _existing(call, history_id))


@operation("cancelHistory")
async def cancel_history(call: Call, history_id: str) -> History:
    history = await _existing(call, history_id)
    if history.status != "PENDING":
        raise wrong_state("history", history.status, ("PENDING",))
    # Its row of the queue finds it CANCELLED, and plans nothing more.
    cancelled = replace(history, status="CANCELLED", completed_at=call.now)
    call.tx.put(cancelled)
    if call.tx.move is not None:
        call.tx.cancel_move()
    return await _view(call, cancelled)


# Within ------------------------------------------------------------------------------------------
async def _existing(call: Call, history_id: str) -> HistoryRecord:
    history = await call.tx.get(HISTORIES, history_id)
    if history is None:
        raise not_found("history", history_id)
    return history


async def _view(call: Call, history: HistoryRecord) -> History:
    """A history as far as it has come."""
    reached_us = to_us(history.completed_at) if history.completed_at is not None else call.tx.now_us
    counted = await progress.counted(call.tx, history.history_id)
    return History(
        history_id=history.history_id,
        customers=history.customers,
        months=history.months,
        seed=history.seed,
        status=history.status,
        progress_bps=progress.bps(to_us(history.starts_at), to_us(history.ends_at), reached_us),
        customer_count=counted.customers,
        movement_count=counted.movements,
        starts_at=history.starts_at,
        ends_at=history.ends_at,
        created_at=history.created_at,
        completed_at=history.completed_at,
    )
