"""Old history in segments: every read says what it said before, whatever is moved, when, and how often."""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
import shutil
import tempfile
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import apsw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.engine.bank import Bank
from sandbox.engine.call import system
from sandbox.engine.store.sqlite import archiving, segments
from sandbox.engine.store.sqlite.files import check_import
from sandbox.engine.store.sqlite.history import beside
from sandbox.engine.store.sqlite.past import MOST_KEPT, Past
from sandbox.engine.store.sqlite.sealed import Damaged
from sandbox.engine.store.sqlite.segments import gather
from sandbox.engine.store.sqlite.verify import verify_file
from sandbox.engine.store.sqlite.writer import Writer
from sandbox.engine.transaction import Selection
from sandbox.engine.vault import Erased
from sandbox.services.banks.canonical import canonical_lines
from tests.engine.banks import NOTES, Note, account, assert_verifies, available, fund, run
from tests.engine.reads import canonical, everything
from tests.faults.disk_faults import close_ring, deeds, do, groups, open_at

DAY_US = 86_400_000_000


async def live(bank: Bank, seed: int, count: int, *, prefix: str = "") -> None:
    """So many deeds over some days, with records that change many times."""
    rng = random.Random(seed)
    for group in groups(seed, [deed._replace(key=prefix + deed.key) for deed in deeds(seed, count)]):
        await do(bank, group)
        if rng.random() < 0.3:
            await bank.advance(bank.clock.now_us() + rng.randrange(DAY_US))
        note = Note(note_id=f"note_{rng.randrange(4)}", status=rng.choice(("OPEN", "DONE")), secret="known to few")

        async def change(tx: Any, note: Note = note) -> None:
            tx.put(note)
            tx.emit("setting.updated", note, note)

        await run(bank, change)


async def archive(bank: Bank, days: float = 0) -> Any:
    """Move what is older than so many days."""
    return await bank.archive_history(bank.clock.now_us() - int(days * DAY_US))


@given(seed=st.integers(0, 2**32), ages=st.lists(st.floats(0, 8), min_size=1, max_size=4), slices=st.integers(1, 300))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_read_is_the_same_before_and_after(seed: int, ages: list[float], slices: int) -> None:
    async def check(place: Path) -> None:
        bank = await open_at(place)
        for number, days in enumerate(ages):
            await live(bank, seed + number, 12, prefix=f"{number}-")
            before, lines = await everything(bank), await canonical(bank, place)
            await archive(bank, days)
            assert await everything(bank) == before
            assert await canonical(bank, place) == lines
            await bank.close()
            assert_verifies(place)
            bank = await open_at(place)
            assert await everything(bank) == before
        await bank.close()
        close_ring(bank.vault)

    place = Path(tempfile.mkdtemp(prefix="sandbank-archiving-"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archiving, "SLICE_ROWS", slices)
        patch.setattr(archiving, "MOST_SEGMENTS", 2)
        try:
            asyncio.run(check(place))
        finally:
            shutil.rmtree(place)


@pytest.fixture
async def bank(tmp_path: Path) -> AsyncIterator[Bank]:
    """A bank that has lived for some days; at its end its books are proved."""
    bank = await open_at(tmp_path)
    await live(bank, 7, 40)
    yield bank
    await bank.close()
    close_ring(bank.vault)


def segments_of(bank: Bank) -> list[Path]:
    """The files of old history beside a bank."""
    return beside(bank.store.path)


async def test_what_is_old_leaves_the_file_and_the_newest_of_each_stays(bank: Bank, tmp_path: Path) -> None:
    rows = bank.store.reader.rows
    moved = await archive(bank)
    assert min(moved.rows.values()) > 0, moved.rows
    assert rows("SELECT count(*) FROM journal WHERE commit_seq<=?", (moved.rows["leaves"],)) == [(0,)]
    accounts = rows("SELECT count(*) FROM balances")
    assert rows("SELECT count(*) FROM entries WHERE at_us<?", (moved.until_us,)) <= accounts
    assert await archive(bank) is None, "what was moved is not moved again"
    assert len(segments_of(bank)) == 1
    await bank.close()
    assert_verifies(tmp_path)


async def test_the_last_commit_stays_however_old_it_is(bank: Bank) -> None:
    moved = await bank.archive_history(bank.clock.now_us() + 1_000 * DAY_US)
    assert moved is not None
    last = bank.store.reader.row("SELECT max(commit_seq), max(at_us) FROM leaves")
    assert moved.rows["leaves"] < last[0]
    assert moved.until_us <= last[1]


async def test_little_is_left_for_another_day(bank: Bank) -> None:
    assert await bank.archive_history(bank.clock.now_us(), least_commits=10_000) is None
    assert segments_of(bank) == []


async def test_recent_reads_open_no_segment(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    await archive(bank)
    await live(bank, 8, 40, prefix="later-")
    await fund(bank, "fresh", 5)
    cut = bank.store.reader.past.history

    def refuse(self: Past) -> Any:
        raise AssertionError("a recent read went into the past")

    monkeypatch.setattr(Past, "_begun", refuse)

    async def ask(tx: Any) -> None:
        name = account("a").ledger_account_id
        assert len(await tx.entries(name, after=None, limit=5, is_ascending=False)) == 5
        assert len(await tx.entries(account("fresh").ledger_account_id, after=None, limit=5, is_ascending=False)) == 1
        assert len(await tx.ledger_transactions(Selection(limit=5, is_ascending=False))) == 5
        assert len(await tx.events(after=None, limit=5, is_ascending=False)) == 5
        assert len(await tx.events(after=cut.until_event, limit=9, is_ascending=True)) == 9
        assert len(await tx.leaves(after=None, limit=5, is_ascending=False)) == 5
        assert await tx.events(after=None, limit=5, is_ascending=False, from_us=tx.now_us) != []
        assert (await tx.balance_as_of(account("a"), tx.now_us - 1)).sequence > 0

    await bank.run("test", system(), ask, is_read=True)
    assert await available(bank, "a") > 0, "an account that was not in memory"


async def test_reads_between_the_steps_say_the_same(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archiving, "SLICE_ROWS", 40)
    before = await everything(bank)
    task = asyncio.create_task(archive(bank))
    times = 0
    while not task.done():
        assert await everything(bank) == before
        times += 1
        await asyncio.sleep(0)
    assert (await task).rows["entries"] > 0
    assert times > 3, "some of the reads fell between two steps"


async def test_a_bank_goes_on_while_its_history_is_moved(bank: Bank, tmp_path: Path) -> None:
    task = asyncio.create_task(archive(bank))
    await live(bank, 9, 20, prefix="meanwhile-")
    await task
    await bank.close()
    assert_verifies(tmp_path)


async def test_a_run_that_is_cancelled_ends_soon_and_changes_nothing(bank: Bank, tmp_path: Path) -> None:
    before = await everything(bank)
    task = asyncio.create_task(archive(bank))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not bank.store.archiving.locked()
    assert await everything(bank) == before
    await archive(bank)
    assert await everything(bank) == before


def test_a_segment_that_nobody_wants_any_more_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def make() -> Bank:
        bank = await open_at(tmp_path)
        await live(bank, 7, 20)
        return bank

    with asyncio.Runner() as runner:
        bank = runner.run(make())
        stop = threading.Event()
        stop.set()
        monkeypatch.setattr(segments, "_STEPS", 10)
        with pytest.raises(apsw.InterruptError):
            segments.write_segment(bank.store.path, bank.clock.now_us(), stop=stop)
        assert segments_of(bank) == []
        runner.run(bank.close())


@pytest.mark.parametrize("stop_at", range(9))
async def test_a_run_that_ends_at_any_step_leaves_the_same_bank_and_the_next_one_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop_at: int
) -> None:
    monkeypatch.setattr(archiving, "SLICE_ROWS", 40)
    bank = await open_at(tmp_path)
    await live(bank, 7, 30)
    before = await everything(bank)
    change, done = Writer.change, 0

    async def stop(self: Writer, function: Any) -> None:
        nonlocal done
        if done == stop_at:
            raise OSError("the power is about to fail")
        done += 1
        await change(self, function)

    with monkeypatch.context() as patch:
        patch.setattr(Writer, "change", stop)
        with pytest.raises(OSError, match="about to fail"):
            await archive(bank)
    assert await everything(bank) == before
    await bank.close()
    assert_verifies(tmp_path)
    bank = await open_at(tmp_path)
    assert await everything(bank) == before
    await archive(bank)
    assert await everything(bank) == before
    assert bank.store.reader.past.history.is_trimmed
    assert len(segments_of(bank)) == 1, "what nobody names is removed"
    await bank.close()
    close_ring(bank.vault)
    assert_verifies(tmp_path)


async def test_a_damaged_page_is_refused_with_its_reason_and_never_told(bank: Bank, tmp_path: Path) -> None:
    before = await everything(bank)
    await archive(bank)
    segment = segments_of(bank)[0]
    whole = segment.read_bytes()
    refused = 0
    for page in range(len(whole) // 4096):
        spoiled = bytearray(whole)
        spoiled[page * 4096 + 1000] ^= 0x10
        segment.write_bytes(spoiled)
        bank.store.reader.past.close()
        for at_us in {at for kind, *_, at in before if kind == "balance"}:
            for one in (account("a"), account("b")):
                balance = None
                with contextlib.suppress(Damaged):
                    balance = await run(bank, lambda tx, one=one, at=at_us: tx.balance_as_of(one, at))
                key = "balance", one.ledger_account_id, at_us
                if balance is None:
                    refused += 1
                else:
                    assert before[key][0] == balance.posted_cents
        report = verify_file(tmp_path / "bank.db")
        assert any(segment.name.rpartition(".")[2] in finding.row for finding in report.findings), page
        assert any(re.search("sealed", finding.detail) for finding in report.findings)
    assert refused > 0
    segment.write_bytes(whole)
    bank.store.reader.past.close()
    assert await everything(bank) == before


async def test_a_segment_that_is_missing_or_anothers_is_refused(bank: Bank, tmp_path: Path) -> None:
    await archive(bank)
    segment = segments_of(bank)[0]
    aside = segment.rename(tmp_path / "aside")
    bank.store.reader.past.close()
    for content in (None, b"", aside.read_bytes()[:-1], bytes(aside.stat().st_size)):
        if content is not None:
            segment.write_bytes(content)
        with pytest.raises(Damaged, match=segment.name):
            await run(bank, lambda tx: tx.ledger_transactions(Selection()))
        findings = verify_file(tmp_path / "bank.db").findings
        assert [finding.invariant for finding in findings] == ["4 nothing lost"], findings
        assert await available(bank, "a") > 0, "what the file knows is still told"


async def test_a_damaged_bank_is_not_archived(bank: Bank) -> None:
    def lose(connection: Any) -> None:
        connection.execute("DELETE FROM entries WHERE sequence=1 AND account=?", (account("a").ledger_account_id,))

    await bank.store.writer.run(lose)
    with pytest.raises(Damaged, match="run `sandbank verify`"):
        await archive(bank)
    assert segments_of(bank) == []


async def test_an_erased_person_is_unreadable_in_old_history_too(bank: Bank) -> None:
    found = await everything(bank)
    old = [mark for kind, *mark in found if kind == "version" and mark[0].kind == "Note"]
    first = next(
        mark[0] for mark in old if mark[0].version == 1 and mark[0].id.startswith("note_") and len(mark[0].id) < 8
    )
    await archive(bank)

    async def read(tx: Any) -> Any:
        return await tx.version(NOTES, first.id, 1)

    assert bank.store.reader.row("SELECT 1 FROM versions WHERE id=? AND version=1", (first.id,)) is None
    assert (await run(bank, read)).secret == "known to few"
    await run(bank, lambda tx: tx.destroy_keys([first.id]))
    with pytest.raises(Erased):
        await run(bank, read)


async def test_segments_are_few_and_so_are_open_files(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archiving, "MOST_SEGMENTS", 3)
    for number in range(7):
        await live(bank, 20 + number, 8, prefix=f"{number}/")
        await archive(bank)
    before = await everything(bank)
    assert len(bank.store.reader.past.history.segments) == 3
    await archive(bank)
    assert len(segments_of(bank)) == 3, "those that were merged are removed by the next run"
    assert await everything(bank) == before
    others = [Past(bank.store.path) for _ in range(MOST_KEPT + 5)]
    for other in others:
        assert other.rows("SELECT count(*) FROM leaves") == bank.store.reader.past.rows("SELECT count(*) FROM leaves")
    assert len(Past._kept) <= MOST_KEPT
    for other in others:
        other.close()


async def test_an_older_program_refuses_a_file_with_history_beside_it(bank: Bank) -> None:
    assert bank.store.reader.row("PRAGMA user_version") == (2,)
    await archive(bank)
    assert bank.store.reader.row("PRAGMA user_version") == (3,)


async def test_a_copy_shares_the_history_and_a_gathered_one_needs_none(bank: Bank, tmp_path: Path) -> None:
    await archive(bank)
    lines = await canonical(bank, tmp_path)
    copy = tmp_path / "copy.db"
    assert [path.stat().st_ino for path in beside(copy)] == [path.stat().st_ino for path in segments_of(bank)]
    gather(copy)
    assert beside(copy) == []
    assert b"".join([chunk async for chunk in canonical_lines(copy)]) == lines
    assert verify_file(copy).findings == []
    assert check_import(copy).bank_id == "bank_test"
