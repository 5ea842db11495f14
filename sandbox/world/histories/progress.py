"""How far a history has come: what is counted on the way, and whether it goes on at all."""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from sandbox.engine.call import Call
from sandbox.engine.queue import step
from sandbox.engine.transaction import Transaction
from sandbox.world.histories.records import HISTORIES, HistoryRecord

END = "histories.end"

_WHOLE_BPS = 10_000


class Counted(NamedTuple):
    """What has come to be so far."""

    customers: int
    movements: int


async def add(tx: Transaction, history_id: str, *, customers: int = 0, movements: int) -> None:
    """Count what a step did, in its own commit."""
    if customers:
        await tx.count(f"{history_id}/customers", "", customers)
    if movements:
        await tx.count(f"{history_id}/movements", "", movements)


async def counted(tx: Transaction, history_id: str) -> Counted:
    """What was counted so far."""
    return Counted(await tx.counted(f"{history_id}/customers", ""), await tx.counted(f"{history_id}/movements", ""))


def bps(starts_us: int, ends_us: int, reached_us: int) -> int:
    """Progress by time, in hundredths of a percent."""
    return max(0, min(_WHOLE_BPS, (reached_us - starts_us) * _WHOLE_BPS // (ends_us - starts_us)))


async def ongoing(tx: Transaction, history_id: str) -> HistoryRecord | None:
    """The history, as long as it goes on."""
    history = await tx.get(HISTORIES, history_id)
    return history if history is not None and history.status == "PENDING" else None


def seed_of(history: HistoryRecord) -> bytes:
    """What everything in a history follows from."""
    return int(history.seed).to_bytes(32, "big")


@step(END)
async def end(call: Call, history_id: str) -> None:
    """The end of a history, at the instant to which it leads."""
    history = await ongoing(call.tx, history_id)
    if history is not None:
        call.tx.put(replace(history, status="COMPLETED", completed_at=call.now))
