"""The archive: a directory as it was at an instant; damage in it is refused, a torn end is cut, a gap is told."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.backups.archive import Archive
from sandbox.backups.pages import Damaged
from sandbox.backups.replaying import restore_at
from sandbox.backups.restoring import CannotRestore, Restored, Sources
from sandbox.backups.stores import BackupStore
from sandbox.backups.stretches import Stretch, prune, stretches
from sandbox.cli import main
from sandbox.engine.clock import wall_us
from sandbox.engine.store.sqlite.schema import Unusable
from sandbox.host import Host
from tests.backups.houses import House, content, house, lines_of
from tests.services.api import Api, World


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    """An open data directory that is archived."""
    async with house(tmp_path, archive=True) as found:
        yield found


def at(home: House, at_us: int, name: str) -> tuple[Path, Restored]:
    """A directory made of the archive."""
    target = home.path.parent / name
    return target, restore_at(home.store, target, at_us, sources=Sources((home.master,)))


async def closed(home: House) -> None:
    """The server ends: everything is archived."""
    await home.api.world.host.close()


async def opened(home: House, *, archive: bool = True) -> None:
    """A server begins in the same directory."""
    host = await Host.open(home.path, archive_to=home.store.path if archive else None)
    bank = await host.directory.open_bank(home.api.bank.bank_id)
    home.api = Api(World(host, home.path), bank, home.api.token)


def own(home: House) -> list[Stretch]:
    """The stretches of the bank."""
    return stretches(home.store.archive_path, f"banks/{home.api.bank.bank_id}.db")


async def test_each_instant_has_its_own_state(home: House) -> None:
    expected: list[tuple[int, Any]] = []
    for _ in range(3):
        lines = await lines_of(home.api)
        expected.append((wall_us(), lines))
        await home.pay()
    await home.api.settle()
    await closed(home)
    for number, (at_us, lines) in enumerate(expected):
        path, made = at(home, at_us, f"at-{number}")
        assert made.banks == 1
        assert await content(path, home.api.bank.bank_id, str(home.api.token)) == lines
        assert main(["verify", "--data", str(path)]) == 0
    with pytest.raises(CannotRestore, match=r"knows platform\.db from"):
        at(home, expected[0][0] - 60_000_000, "before")
    await opened(home)


async def test_it_goes_on_where_a_restart_left_it(home: House) -> None:
    await closed(home)
    await opened(home)
    await home.pay()
    lines = await lines_of(home.api)
    await closed(home)
    assert len(own(home)) == 1
    path, _ = at(home, wall_us(), "now")
    assert await content(path, home.api.bank.bank_id, str(home.api.token)) == lines
    await opened(home)


async def test_what_was_written_without_the_archive_is_a_gap_and_told(home: House) -> None:
    await closed(home)
    before_us = wall_us()
    await opened(home, archive=False)
    await home.pay()
    await closed(home)
    between_us = wall_us()
    await opened(home)
    lines = await lines_of(home.api)
    await closed(home)
    assert len(own(home)) == 2
    with pytest.raises(CannotRestore, match="may have been written without the archive"):
        at(home, between_us, "between")
    assert before_us < between_us
    path, _ = at(home, wall_us(), "after")
    assert await content(path, home.api.bank.bank_id, str(home.api.token)) == lines
    await opened(home)


async def test_banks_made_while_it_runs_and_banks_that_nobody_opened_are_in_it(home: House) -> None:
    api = home.api
    other = api.ok(await api.post("/banks", {"name": "Second"}))
    await api.settle()
    created_us = wall_us()
    second = await api.of_bank(other)
    await second.get("/accounts")
    api.ok(await api.delete(f"/banks/{other['bank_id']}"))
    await closed(home)
    path, made = at(home, created_us, "then")
    assert made.banks == 2
    # The keys of a bank that was deleted later are those of the instant.
    assert await content(path, other["bank_id"], other["api_key"])
    assert at(home, wall_us(), "now")[1].banks == 1
    await opened(home)


async def test_who_was_erased_later_stays_erased(home: House) -> None:
    before_us = wall_us()
    person = home.account["customer_id"]
    home.api.bank.vault.destroy(person)
    await closed(home)
    path, made = at(home, before_us, "before")
    assert made.missing == []
    host = await Host.open(path)
    bank = await host.directory.open_bank(home.api.bank.bank_id)
    again = Api(World(host, path), bank, home.api.token)
    assert "Lovelace" not in str(again.ok(await again.get(f"/customers/{person}")))
    await host.close()
    await opened(home)


async def test_damage_is_refused_and_a_torn_end_is_cut(home: House) -> None:
    for _ in range(5):
        await home.pay()
    await closed(home)
    stretch = own(home)[-1]
    log = stretch.logs()[-1]
    whole = log.read_bytes()
    for place in (40, len(whole) // 2):
        log.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(Damaged, match="damaged"):
            at(home, wall_us(), "damaged")
    log.write_bytes(whole)
    index = log.with_suffix(".index")
    records = index.read_bytes()
    index.write_bytes(records[:30] + bytes([records[30] ^ 1]) + records[31:])
    with pytest.raises(Damaged, match="index"):
        at(home, wall_us(), "damaged")
    index.write_bytes(records + b"torn")
    commits = at(home, wall_us(), "torn-index")[1].commits
    log.write_bytes(whole[: len(whole) * 3 // 4])
    assert at(home, wall_us(), "torn")[1].commits < commits
    log.write_bytes(whole)
    base = stretch.copy.read_bytes()
    stretch.copy.write_bytes(base[:-10] + b"0123456789")
    with pytest.raises(Damaged, match="not the one that was copied"):
        at(home, wall_us(), "damaged")
    assert not (home.path.parent / "damaged").exists()
    stretch.copy.write_bytes(base)
    await opened(home)


async def test_a_long_log_is_folded_in_and_all_of_it_is_archived(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.backups.following.FOLD_FRAMES", 60)
    monkeypatch.setattr("sandbox.backups.following._LARGEST_TAIL", 0)
    await closed(home)
    await opened(home)
    for _ in range(120):
        await home.pay()
    lines = await lines_of(home.api)
    await closed(home)
    found = own(home)
    assert len(found) > 1
    assert all(one.base().follows for one in found[1:])
    assert max(len(one.logs()) for one in found) > 1
    path, _ = at(home, wall_us(), "now")
    assert await content(path, home.api.bank.bank_id, str(home.api.token)) == lines
    # What lies before the oldest instant that is wanted goes; the rest still reaches there.
    used = {"platform.db", "keys.db", f"banks/{home.api.bank.bank_id}.db"}
    assert prune(home.store.archive_path, found[-1].base().at_us, used) > 0
    assert len(own(home)) == 1
    at(home, wall_us(), "still")
    await opened(home)


async def test_while_it_cannot_be_written_the_bank_goes_on(home: House) -> None:
    archive = home.api.world.host.archive
    assert isinstance(archive, Archive)
    folder = home.store.archive_path
    await home.api.settle()
    follower = archive._followers[f"banks/{home.api.bank.bank_id}.db"]
    assert follower.try_to_catch_up() is None
    aside = folder.rename(folder.with_name("aside"))
    folder.write_text("no folder")
    await home.pay()
    assert follower.try_to_catch_up() is not None
    folder.unlink()
    aside.rename(folder)
    lines = await lines_of(home.api)
    assert follower.try_to_catch_up() is None
    await closed(home)
    assert len(own(home)) == 1
    path, _ = at(home, wall_us(), "now")
    assert await content(path, home.api.bank.bank_id, str(home.api.token)) == lines
    await opened(home)


async def test_two_servers_do_not_share_one(home: House, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="Another server archives"):
        await Host.open(tmp_path / "second", archive_to=home.store.path)
    with pytest.raises(CannotRestore, match="no archive"):
        restore_at(BackupStore(tmp_path / "none"), tmp_path / "again", wall_us())


async def test_a_changed_master_key_opens_what_was_archived_before_and_after(home: House) -> None:
    before_us = wall_us()
    lines = await lines_of(home.api)
    former = home.path.parent / "former.key"
    shutil.copyfile(home.master, former)
    home.api.ok(await home.api.post("/encryption_keys/rotate"))
    await home.pay()
    await closed(home)
    target = home.path.parent / "old-key-alone"
    with pytest.raises(CannotRestore, match="master key"):
        restore_at(home.store, target, before_us, sources=Sources((former,)))
    for name, at_us in (("before", before_us), ("now", wall_us())):
        # The keys are those of today, so that the key of today is enough.
        path, _ = at(home, at_us, name)
        assert (path / "master.key").read_bytes() == home.master.read_bytes()
        found = await content(path, home.api.bank.bank_id, str(home.api.token))
        assert (found == lines) == (name == "before")
    await opened(home)
