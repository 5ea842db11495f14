"""The embedded store honours the protocol, survives restarts, and stops when it cannot write."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import apsw
import pytest

from sandbox.contract.problem import Problem
from sandbox.engine.bank import Bank
from sandbox.engine.records import Kind
from sandbox.engine.store.sqlite.schema import Unusable
from sandbox.engine.store.sqlite.verify import verify_file
from sandbox.engine.transaction import Selection
from tests.engine.banks import NOTES, Note, available, fund, open_bank, run, vault_of
from tests.engine.conformance import TransactionConformance


@pytest.fixture
async def bank(tmp_path: Path) -> AsyncIterator[Bank]:
    async with open_bank(tmp_path) as bank:
        yield bank


class TestSqliteStore(TransactionConformance):
    """Everything that `conformance` promises."""


class TestSmallCaches(TransactionConformance):
    """The same with caches of four: what is not in memory is read from the file."""

    @pytest.fixture
    async def bank(self, tmp_path: Path) -> AsyncIterator[Bank]:
        async with open_bank(tmp_path) as bank:
            bank.store.state.capacity = 4
            yield bank


async def test_a_bank_goes_on_where_it_stopped(tmp_path: Path) -> None:
    async with open_bank(tmp_path) as bank:
        await fund(bank, "a", 500)
        bank.clock.freeze()
        bank.store.save_clock()
        stopped_at = bank.clock.now_us()
        await run(bank, _schedule(stopped_at + 1_000_000))
    async with open_bank(tmp_path) as bank:
        assert bank.clock.now_us() == stopped_at
        assert await available(bank, "a") == 500
        await bank.advance(stopped_at + 2_000_000)
        assert len(await run(bank, lambda tx: tx.find(NOTES, Selection()))) == 1


def _schedule(due_us: int) -> Any:
    async def work(tx: Any) -> None:
        tx.schedule("tests.append", "later", due_us)

    return work


async def test_personal_values_are_not_readable_in_the_file(tmp_path: Path) -> None:
    async def write(tx: Any) -> None:
        tx.put(Note(note_id="note_1", label="plain-label", secret="canary-4711"))

    async with open_bank(tmp_path) as bank:
        await run(bank, write)
        note = await run(bank, lambda tx: tx.get(NOTES, "note_1"))
        assert note.secret == "canary-4711"
        contents = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        assert b"plain-label" in contents
        assert b"canary-4711" not in contents
    async with open_bank(tmp_path) as bank:
        assert (await run(bank, lambda tx: tx.get(NOTES, "note_1"))).secret == "canary-4711"


async def test_a_personal_no_is_sealed_as_a_yes_is(tmp_path: Path) -> None:
    async with open_bank(tmp_path) as bank:
        for told in (False, True, None):
            note = Note(note_id=f"note_{told}", is_ill=told)
            await run(bank, lambda tx, note=note: _put(tx, note))
            found = bank.store.reader.row("SELECT body, sealed FROM versions WHERE id=?", (note.note_id,))
            assert "is_ill" not in found[0] or told is None
            assert (found[1] is None) == (told is None)
            bank.store.state.heads.clear()
            assert await run(bank, lambda tx, note=note: tx.get(NOTES, note.note_id)) == note


async def _put(tx: Any, note: Note) -> None:
    tx.put(note)


async def test_a_second_seeded_bank_gives_the_same_ids(tmp_path: Path) -> None:
    ids = []
    for name in ("one", "two"):
        directory = tmp_path / name
        directory.mkdir()
        async with open_bank(directory, seed=42) as bank:
            bank.clock.freeze(2_000_000_000_000_000)

            async def work(tx: Any) -> list[str]:
                return [tx.new_id("note") for _ in range(20)]

            ids.append(await run(bank, work))
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 20


async def test_an_older_document_is_brought_up_by_its_upgrade(tmp_path: Path) -> None:
    async def write(tx: Any) -> None:
        tx.put(Note(note_id="note_1", status="OPEN"))

    async with open_bank(tmp_path) as bank:
        await run(bank, write)
        vault = bank.store.vault
        newer: Kind[Note] = object.__new__(Kind)
        for name in Kind.__slots__:
            setattr(newer, name, getattr(NOTES, name))
        newer.upgrades = (lambda document: {**document, "label": document["status"].lower()},)
        newer.schema = 2
        await bank.durable(bank.store.state.commit)
        row = bank.store.reader.row("SELECT body FROM versions WHERE id='note_1'")
        assert newer.decode(row[0].encode(), None, 1, "note_1", 1, vault).label == "open"


async def test_a_failed_flush_stops_writes_loses_nothing_acknowledged_and_recovers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.engine.store.sqlite.store.RETRY_S", 0.05)
    async with open_bank(tmp_path) as bank:
        await fund(bank, "a", 100)
        writer = bank.store.writer

        async def broken(*_: Any) -> None:
            raise apsw.FullError("database or disk is full")

        monkeypatch.setattr(writer, "write", broken)
        with pytest.raises(Problem) as refusal:
            await fund(bank, "a", 5)
        assert refusal.value.code == "bank_read_only"
        assert bank.store.is_read_only
        assert await available(bank, "a") == 100
        with pytest.raises(Problem):
            await fund(bank, "a", 7)
        for _ in range(100):
            if not bank.store.is_read_only:
                break
            await asyncio.sleep(0.02)
        await fund(bank, "a", 11)
        assert await available(bank, "a") == 111


async def test_a_foreign_or_damaged_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "bank.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(Unusable, match="cannot be opened as a bank"):
        await Bank(tmp_path / "bank.db", "bank_test", vault_of(tmp_path)).open()
    (tmp_path / "bank.db").unlink()
    connection = apsw.Connection(str(tmp_path / "bank.db"))
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    with pytest.raises(Unusable, match="not a Sandbank file"):
        await Bank(tmp_path / "bank.db", "bank_test", vault_of(tmp_path)).open()


async def test_a_file_of_a_newer_format_is_refused(tmp_path: Path) -> None:
    async with open_bank(tmp_path):
        pass
    connection = apsw.Connection(str(tmp_path / "bank.db"))
    connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(Unusable, match="format 99"):
        await Bank(tmp_path / "bank.db", "bank_test", vault_of(tmp_path)).open()


async def test_a_clean_close_signs_the_end_of_the_audit_log(tmp_path: Path) -> None:
    async with open_bank(tmp_path) as bank:
        await fund(bank, "a", 500)
        key = bank.vault.signing_key.public_key().public_bytes_raw()
    report = verify_file(tmp_path / "bank.db", public_key=key)
    assert report.counts["checkpoints"] == 1
    assert not report.findings
    assert verify_file(tmp_path / "bank.db", public_key=bytes(32)).findings
