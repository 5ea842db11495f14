"""What a transaction knows of its bank beside records and money: its clock, and the world around it.

A change of the clock is collected like anything else and happens in the commit. The edge and the
directory are no part of a commit: what is done with them stays done when the transaction does not.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from typing import TYPE_CHECKING

from sandbox.contract.problem import Problem
from sandbox.engine.clock import ClockChange, Move
from sandbox.engine.edge import Edge
from sandbox.engine.records import Cell
from sandbox.engine.transaction import FollowEvents, LoggedEvent

if TYPE_CHECKING:
    from sandbox.engine.directory import DataDirectory
    from sandbox.engine.store.sqlite.store import SqliteStore
    from sandbox.engine.vault import Vault

CLOCK_CELL: Cell = ("clock", "")


class Surroundings:
    """The part of a transaction that moves time and looks around."""

    __slots__ = ()
    store: SqliteStore
    now_us: int
    noted: set[Cell]

    # Time ----------------------------------------------------------------------------------------
    @property
    def move(self) -> Move | None:
        self.noted.add(CLOCK_CELL)
        return self.store.move

    @property
    def is_clock_running(self) -> bool:
        return self.store.clock.mode == "RUNNING"

    def move_clock(self, to_us: int, *, move_id: str | None = None, resumes: bool | None = None) -> None:
        if to_us < self.now_us:
            raise ValueError("a bank's clock never goes backwards")
        earlier = self._collected_clock()
        if earlier is not None and earlier.action == "MOVE":
            to_us = max(to_us, earlier.to_us)
        self._change_clock(ClockChange(action="MOVE", to_us=to_us, move_id=move_id, resumes=resumes))

    def cancel_move(self) -> None:
        self._change_clock(ClockChange(action="CANCEL"))

    def arrive(self) -> None:
        self._change_clock(ClockChange(action="ARRIVE"))

    def run_clock(self) -> None:
        self._change_clock(ClockChange(action="RUN"))

    def freeze_clock(self) -> None:
        self._change_clock(ClockChange(action="FREEZE"))

    def _change_clock(self, change: ClockChange) -> None:
        self.noted.add(CLOCK_CELL)
        self._collect_clock(change)

    # The world around ----------------------------------------------------------------------------
    @property
    def bank_id(self) -> str:
        return self.store.bank_id

    @property
    def seed(self) -> bytes:
        return self.store.seed

    @property
    def epoch(self) -> int:
        return self.store.epoch

    @property
    def edge(self) -> Edge:
        return self.store.edge

    async def destroy_keys(self, persons: Sequence[str]) -> None:
        store = self.store
        await store.durable(store.state.commit)
        await asyncio.to_thread(_destroy, store.vault, persons)
        for other in _sharing(store):
            other.forget(persons)

    def follow_events(self) -> FollowEvents:
        return self._follow

    async def _follow(self, position: int, limit: int, pause_s: float) -> AsyncGenerator[list[LoggedEvent], None]:
        # Not bound to the transaction: it goes on after it, until the bank is closed or replaced.
        store = self.store
        store.followers += 1
        try:
            while True:
                found = await store.events_after(position, limit, pause_s)
                if found:
                    position = found[-1].sequence
                yield found
        except Problem:
            return
        finally:
            store.followers -= 1

    @property
    def directory(self) -> DataDirectory:
        directory = self.store.directory
        assert directory is not None, "only the platform's bank knows the others"
        return directory

    def _collect_clock(self, change: ClockChange) -> None:
        raise AssertionError("the transaction collects")

    def _collected_clock(self) -> ClockChange | None:
        raise AssertionError("the transaction collects")


def _destroy(vault: Vault, persons: Sequence[str]) -> None:
    for person in persons:
        vault.destroy(person)


def _sharing(store: SqliteStore) -> list[SqliteStore]:
    """The open banks that seal with the same keys: this one, its origin, its forks."""
    if store.directory is None:
        return [store]
    return [bank.store for bank in store.directory.banks() if bank.vault.scope == store.vault.scope]
