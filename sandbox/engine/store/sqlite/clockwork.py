"""A change of the clock, in the commit that asked for it. Written with the batch, so that a restart goes on moving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.engine.clock import ClockChange, Move

if TYPE_CHECKING:
    from sandbox.engine.store.sqlite.store import SqliteStore


def change_clock(store: SqliteStore, change: ClockChange, at_us: int) -> None:
    """Do to the clock what a transaction asked for."""
    clock, move = store.clock, store.move
    if change.action == "MOVE":
        _extend_move(store, change)
    elif move is not None and change.action in ("CANCEL", "ARRIVE"):
        store.move = None
        clock.freeze(max(at_us, clock.now_us()))
        if move.resumes:
            clock.run()
    elif change.action == "RUN":
        clock.run()
    elif change.action == "FREEZE":
        clock.freeze()
    store.save_clock()


def _extend_move(store: SqliteStore, change: ClockChange) -> None:
    move, clock = store.move, store.clock
    if move is None:
        resumes = clock.mode == "RUNNING" if change.resumes is None else change.resumes
        clock.freeze()
        move = store.move = Move(from_us=clock.now_us(), until_us=change.to_us, resumes=resumes)
    move.until_us = max(move.until_us, change.to_us)
    if change.move_id is not None:
        move.move_id, move.ends_us = change.move_id, change.to_us
