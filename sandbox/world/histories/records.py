"""What a history stores: itself, and where its customers' accounts are.

How many customers and movements it has come to is counted beside it, outside versions and audit. Where it
has come to is in the one row of the queue that lets it go on.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from sandbox.contract.models.simulations import HistoryStatus
from sandbox.engine.records import Kind


class HistoryRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A history as it was asked for, and whether it goes on. `ordinal` counts those of the bank, from 1."""

    history_id: str
    ordinal: int
    customers: int
    months: int
    seed: str
    status: HistoryStatus
    starts_at: datetime
    ends_at: datetime
    created_at: datetime
    completed_at: datetime | None = None


class Resident(msgspec.Struct, frozen=True, array_like=True):
    """A customer of a history and their accounts."""

    customer_id: str
    checking_id: str
    savings_id: str | None


class Residents(msgspec.Struct, frozen=True, kw_only=True):
    """The customers of one neighbourhood, each at their place; the id is the history's and a number."""

    residents_id: str
    residents: list[Resident]


def residents_id(history_id: str, number: int) -> str:
    """The id of a neighbourhood's residents."""
    return f"{history_id}.{number}"


def _is_open(history: HistoryRecord) -> tuple[str, ...]:
    return ("yes",) if history.status == "PENDING" else ()


HISTORIES = Kind(HistoryRecord, prefix="his", unique=("is_open",), computed={"is_open": _is_open})

# Read from the file each time: a million customers are never in memory at once.
RESIDENTS = Kind(Residents, prefix="his", is_large=True)
