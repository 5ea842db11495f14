"""Backups and the archive of commits take history segments along: each once, and every restore is whole."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.backups import taking
from sandbox.backups.pages import Damaged
from sandbox.backups.replaying import restore_at
from sandbox.backups.restoring import Sources, restore
from sandbox.backups.stretches import history_folder
from sandbox.backups.taking import CannotBackUp
from sandbox.cli import main
from sandbox.engine.aging import archive_directory
from sandbox.engine.clock import wall_us
from sandbox.engine.store.sqlite import archiving
from sandbox.engine.store.sqlite.history import beside
from sandbox.engine.store.sqlite.segments import merge_segments
from sandbox.host import Host
from tests.backups.houses import House, content, house, lines_of
from tests.services.api import Api, World


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    """An open data directory that is archived, commit by commit."""
    async with house(tmp_path, archive=True) as found:
        yield found


def bank_file(home: House, path: Path | None = None) -> Path:
    """The bank's file, in a data directory."""
    return (path or home.path) / "banks" / f"{home.api.bank.bank_id}.db"


async def live_and_archive(home: House) -> None:
    """Ten more things happen, and all but the last of what happened is moved."""
    for _ in range(10):
        await home.pay()
    await home.api.advance(hours=30)
    await home.pay()
    await home.api.settle()
    assert await home.api.bank.archive_history(home.api.bank.clock.now_us()) is not None


async def held(home: House, path: Path) -> Any:
    """What a restored directory holds, once its books are proved."""
    assert main(["verify", "--data", str(path)]) == 0
    return await content(path, home.api.bank.bank_id, str(home.api.token))


async def test_each_kind_of_backup_restores_what_lies_in_segments(home: House) -> None:
    expected = {}
    for mode in ("FULL", "INCREMENTAL", "DIFFERENTIAL", "INCREMENTAL"):
        await live_and_archive(home)
        backup_id = home.back_up(mode)  # type: ignore[arg-type]
        expected[backup_id] = await lines_of(home.api)
    for number, (backup_id, lines) in enumerate(expected.items(), 1):
        path, made = home.restored(backup_id, backup_id)
        assert len(beside(bank_file(home, path))) == number
        assert await held(home, path) == lines
        assert made.entries == sum(line["type"] == "entry" for line in lines)
        manifest = home.store.manifest(backup_id)
        assert made.entries == sum(one.entries or 0 for one in manifest.files)


async def test_a_chain_holds_each_segment_once(home: House) -> None:
    await live_and_archive(home)
    first = home.store.manifest(home.back_up())
    await live_and_archive(home)
    second = home.store.manifest(home.back_up())
    third = home.store.manifest(home.back_up())
    segments = [[one for one in made.files if ".history-" in one.name] for made in (first, second, third)]
    assert [sorted(one.how for one in some) for some in segments] == [["WHOLE"], ["SAME", "WHOLE"], ["SAME", "SAME"]]
    assert await held(home, home.restored("again")[0]) == await lines_of(home.api)


async def test_a_segment_that_is_merged_away_while_it_is_copied_is_no_gap(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await live_and_archive(home)
    await live_and_archive(home)
    monkeypatch.setattr(archiving, "MOST_SEGMENTS", 1)
    lines = await lines_of(home.api)
    gone = beside(bank_file(home))
    put, merged = taking._Taking._put_segment, merge_segments(bank_file(home), home.api.bank.store.reader.past.history)
    times = 0

    def late(self: Any, *arguments: Any) -> None:
        nonlocal times
        times += 1
        if times == 1:
            for path in gone:
                path.rename(path.with_name(f"aside-{path.name}"))
        put(self, *arguments)

    monkeypatch.setattr(taking._Taking, "_put_segment", late)
    with pytest.raises(CannotBackUp, match=r"history-[0-9a-f]+ is missing"):
        home.back_up("FULL")
    for path in gone:
        path.with_name(f"aside-{path.name}").rename(path)
    await home.api.bank.store.writer.change(lambda connection: archiving.tell(connection, merged))
    home.back_up("FULL")
    assert await held(home, home.restored("after")[0]) == lines


async def test_a_damaged_segment_is_not_backed_up(home: House) -> None:
    await live_and_archive(home)
    (segment,) = beside(bank_file(home))
    whole = segment.read_bytes()
    spoil(segment)
    with pytest.raises(CannotBackUp, match="damaged at page 2"):
        home.back_up("FULL")
    segment.write_bytes(whole)
    home.back_up("FULL")


async def test_a_damaged_segment_in_a_backup_is_not_restored(home: House) -> None:
    await live_and_archive(home)
    backup_id = home.back_up("FULL")
    (kept,) = (home.store.backups_path / backup_id / "banks").glob("*.history-????????????????")
    spoil(kept)
    with pytest.raises(Damaged, match="history-"):
        restore(home.store, home.path.parent / "target", backup_id, sources=Sources((home.master,)))


async def test_an_instant_before_and_after_a_cut_is_restored(home: House) -> None:
    expected: list[tuple[int, Any]] = []
    for _ in range(3):
        for _ in range(5):
            await home.pay()
        await home.api.advance(hours=30)
        await home.pay()
        expected.append((await flushed(home), await lines_of(home.api)))
        assert await home.api.bank.archive_history(home.api.bank.clock.now_us()) is not None
        expected.append((await flushed(home), expected[-1][1]))
    await home.api.world.host.close()
    for number, (at_us, lines) in enumerate(expected):
        target = home.path.parent / f"at-{number}"
        restore_at(home.store, target, at_us, sources=Sources((home.master,)))
        assert len(beside(bank_file(home, target))) == (number + 1) // 2
        assert await held(home, target) == lines
    for kept in history_folder(home.store.archive_path).iterdir():
        spoil(kept)
    with pytest.raises(Damaged, match="history"):
        restore_at(home.store, home.path.parent / "spoiled", expected[-1][0], sources=Sources((home.master,)))
    await reopened(home)


async def flushed(home: House) -> int:
    await home.api.settle()
    await home.api.bank.durable()
    return wall_us()


async def reopened(home: House) -> None:
    host = await Host.open(home.path, archive_to=home.store.path)
    bank = await host.directory.open_bank(home.api.bank.bank_id)
    home.api = Api(World(host, home.path), bank, home.api.token)


async def test_what_was_archived_before_the_archive_of_commits_began_is_in_it(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        await live_and_archive(home)
        await home.api.world.host.close()
        await reopened(home)
        await home.pay()
        lines, at_us = await lines_of(home.api), await flushed(home)
        await home.api.world.host.close()
        target = tmp_path / "target"
        restore_at(home.store, target, at_us, sources=Sources((home.master,)))
        assert await held(home, target) == lines
        await reopened(home)


async def test_a_store_that_cannot_take_a_segment_stops_the_archiving_and_nothing_else(home: House) -> None:
    await home.pay()
    await home.api.advance(hours=30)
    await home.pay()
    folder = history_folder(home.store.archive_path)
    folder.write_bytes(b"in the way")
    with pytest.raises(OSError, match="history"):
        await home.api.bank.archive_history(home.api.bank.clock.now_us())
    await home.pay()
    lines = await lines_of(home.api)
    folder.unlink()
    await live_and_archive(home)
    assert len(await lines_of(home.api)) > len(lines)
    assert len(beside(bank_file(home))) == 1


async def test_the_command_shrinks_the_file_and_leaves_the_same_bank(home: House, capsys: Any) -> None:
    for _ in range(60):
        await home.pay()
    await home.api.advance(hours=30)
    await home.pay()
    lines = await lines_of(home.api)
    arguments = ["archive", "--data", str(home.path), "--older-than", "P0D"]
    assert await asyncio.to_thread(main, arguments) == 2, "a server has it open"
    assert "Another Sandbank is using" in capsys.readouterr().err
    await home.api.world.host.close()
    before = bank_file(home).stat().st_size
    assert await asyncio.to_thread(main, [*arguments, "--bank", "bank_none"]) == 1
    (outcome,) = await archive_directory(home.path, 0)
    assert outcome.error is None
    assert bank_file(home).stat().st_size < before / 2
    assert await held(home, home.path) == lines
    assert await asyncio.to_thread(main, [*arguments, "--json"]) == 0
    await reopened(home)


def spoil(path: Path) -> None:
    """Change one bit of the second page."""
    content = bytearray(path.read_bytes())
    content[4096 + 100] ^= 1
    path.write_bytes(content)
