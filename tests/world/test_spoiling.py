"""What is counted of a fault is written: when its bank is opened again at once, and when its file refuses a while."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import apsw
import pytest

from sandbox.engine.edge import Edge
from sandbox.world.controls import spoiling
from sandbox.world.controls.spoiling import DeclaredFault, Spoiling

FAULT = DeclaredFault(
    fault_id="flt_1",
    kind="WEBHOOK_LOST",
    operation_id=None,
    event_type="*",
    rate_bps=10_000,
    delay_ms=0,
    status_code=None,
    most=None,
    created_at=datetime(2026, 1, 15, tzinfo=UTC),
)


def opened(path: Path) -> Any:
    """As much of an open bank as a fault asks for."""
    return SimpleNamespace(bank_id="bank_1", edge=Edge(path), store=SimpleNamespace(seed=b"s" * 32))


def counted(path: Path) -> tuple[int, int] | None:
    """(seen, applied) as the file has it."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return connection.execute("SELECT seen, applied FROM faults").fetchone()
    finally:
        connection.close()


async def until_counted(path: Path, number: int) -> None:
    async with asyncio.timeout(10):
        while counted(path) != (number, number):
            await asyncio.sleep(0.005)


async def test_a_bank_that_is_opened_again_at_once_writes_its_own_counts(tmp_path: Path) -> None:
    path = tmp_path / "edge.db"
    faults = Spoiling()
    for number in range(1, 6):
        # Each time the one before is still about to write, to a file that is closed by then.
        bank = opened(path)
        faults.written("bank_1", FAULT)
        assert faults.delivery_fault(bank, "account.opened") is not None
        assert faults.applied("bank_1", bank.edge, "flt_1") == number
        if number < 5:
            await faults.forget(bank)
            await bank.edge.close()
            await asyncio.sleep(spoiling._SAVE_AFTER_S * 0.6)
    await until_counted(path, 5)
    await bank.edge.close()


async def test_what_the_file_refused_is_written_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoiling, "_SAVE_AGAIN_S", 0.02)
    path = tmp_path / "edge.db"
    faults, bank = Spoiling(), opened(path)
    write, refusals = bank.edge.write, [apsw.FullError("full"), apsw.IOError("broken")]

    async def refusing(*statements: Any) -> Any:
        if refusals:
            raise refusals.pop()
        return await write(*statements)

    bank.edge.write = refusing
    faults.written("bank_1", FAULT)
    faults.delivery_fault(bank, "account.opened")
    await until_counted(path, 1)
    assert refusals == []
    faults.delivery_fault(bank, "account.opened")
    await until_counted(path, 2)
    await bank.edge.close()


async def test_what_was_counted_while_it_was_written_is_written_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spoiling, "_SAVE_AFTER_S", 0.01)
    path = tmp_path / "edge.db"
    faults, bank = Spoiling(), opened(path)
    write, begun = bank.edge.write, asyncio.Event()

    async def slow(*statements: Any) -> Any:
        begun.set()
        await asyncio.sleep(0.03)
        return await write(*statements)

    bank.edge.write = slow
    faults.written("bank_1", FAULT)
    faults.delivery_fault(bank, "account.opened")
    await asyncio.wait_for(begun.wait(), 10)
    faults.delivery_fault(bank, "account.opened")
    await until_counted(path, 2)
    await bank.edge.close()
