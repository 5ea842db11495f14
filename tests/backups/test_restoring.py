"""A restore refuses what is not right, in one sentence, and then there is no directory; the erased stay erased."""

from __future__ import annotations

import asyncio
import resource
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import apsw
import msgspec
import pytest

from sandbox.backups.erasures import ErasureList, erasures_in
from sandbox.backups.manifests import canonical, sealed
from sandbox.backups.pages import Damaged
from sandbox.backups.restoring import CannotRestore, Sources, restore
from sandbox.cli import main
from sandbox.host import Host
from tests.backups.houses import House, house
from tests.services.api import Api, World
from tests.services.builders import make_customer


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    """An open data directory."""
    async with house(tmp_path) as found:
        yield found


def refused(home: House, *more: str, code: int) -> None:
    """A restore that is refused leaves nothing."""
    target = home.path.parent / "refused"
    command = ["restore", "--from", str(home.store.path), "--data", str(target), "--master-key", str(home.master)]
    assert main([*command, *more]) == code
    assert not target.exists()
    assert not target.with_name("refused.new").exists()


async def test_a_flipped_bit_in_any_file_is_found(home: House, capsys: pytest.CaptureFixture[str]) -> None:
    home.back_up("FULL", with_master_key=True)
    await home.pay()
    last = home.back_up("INCREMENTAL", with_master_key=True)
    home.api.bank.vault.destroy("cust_nobody")
    home.back_up("INCREMENTAL")
    files = [file for file in sorted(home.store.path.rglob("*")) if file.is_file() and file.stat().st_size]
    assert len(files) > 10
    for file in files:
        whole = file.read_bytes()
        if file.name == "master.key" and last not in file.parts:
            continue
        place = len(whole) // 2
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        chosen = ["--backup", last] if file.name == "master.key" else []
        if file.name == "master.key":
            # The right one is given beside it, so that the wrong one is not even missed.
            assert (
                main(["restore", "--from", str(home.store.path), "--data", str(home.path.parent / "r"), *chosen]) == 2
            )
        else:
            refused(home, *chosen, code=1)
            assert capsys.readouterr().err.startswith("sandbank: ")
        file.write_bytes(whole)
    home.restored("whole")


async def test_a_missing_link_is_named(home: House, capsys: pytest.CaptureFixture[str]) -> None:
    home.back_up()
    middle = home.back_up()
    last = home.back_up()
    shutil.rmtree(home.store.backups_path / middle)
    refused(home, code=1)
    assert f"Backup {middle}, which {last} builds on, is not in" in capsys.readouterr().err


async def test_a_lost_file_is_named(home: House, capsys: pytest.CaptureFixture[str]) -> None:
    folder = home.store.backups_path / home.back_up()
    (folder / "keys.db").unlink()
    refused(home, code=1)
    assert "keys.db of backup" in capsys.readouterr().err


async def test_the_right_master_key_is_needed(home: House, capsys: pytest.CaptureFixture[str]) -> None:
    home.back_up()
    target = home.path.parent / "again"
    command = ["restore", "--from", str(home.store.path), "--data", str(target)]
    assert main(command) == 2
    assert "name its file with --master-key" in capsys.readouterr().err
    wrong = home.path.parent / "wrong.key"
    for content in (bytes(32), b"short"):
        wrong.write_bytes(content)
        assert main([*command, "--master-key", str(wrong)]) == 2
    assert not target.exists()


async def test_an_older_backup_needs_the_master_key_of_its_time(home: House) -> None:
    before = home.path.parent / "former.key"
    shutil.copyfile(home.master, before)
    older = home.back_up()
    home.api.ok(await home.api.post("/encryption_keys/rotate"))
    newer = home.back_up()
    home.restored("newer", newer)
    target = home.path.parent / "older"
    with pytest.raises(CannotRestore, match="master key"):
        restore(home.store, target, older, sources=Sources((home.master,)))
    restore(home.store, target, older, sources=Sources((before,)))
    assert (target / "master.key").read_bytes() == before.read_bytes()


async def test_nothing_is_restored_over_something(home: House) -> None:
    home.back_up()
    target = home.path.parent / "there"
    target.mkdir()
    (target / "mine").write_text("mine")
    assert main(["restore", "--from", str(home.store.path), "--data", str(target)]) == 2
    with pytest.raises(CannotRestore, match="not empty"):
        restore(home.store, target, sources=Sources((home.master,)))
    assert (target / "mine").read_text() == "mine"
    empty = home.path.parent / "empty"
    empty.mkdir()
    home.restored("empty")
    in_the_way = home.path.parent / "next.new"
    in_the_way.mkdir()
    with pytest.raises(CannotRestore, match="in the way"):
        home.restored("next")
    assert main(["restore", "--from", str(home.path), "--data", str(home.path.parent / "none")]) == 2
    with pytest.raises(CannotRestore, match="no backup 2020"):
        home.restored("next2", "2020")


async def test_a_full_disk_leaves_nothing(home: House) -> None:
    home.back_up()
    target = home.path.parent / "full"
    command = [sys.executable, "-m", "sandbox.cli", "restore", "--from", str(home.store.path), "--data", str(target)]
    ended = await asyncio.to_thread(
        subprocess.run,
        [*command, "--master-key", str(home.master)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000)),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert "There is no room" in ended.stderr
    assert not target.exists()
    assert not target.with_name("full.new").exists()


async def test_who_was_erased_after_the_backup_stays_erased(home: House) -> None:
    api = home.api
    gone, kept = await make_customer(api), await make_customer(api)
    home.back_up()
    api.ok(await api.post(f"/customers/{gone['customer_id']}/erase"))
    await api.settle()
    # The store hears of it with the next backup; the one before is restored.
    first = home.store.ids()[0]
    home.back_up()
    path, made = home.restored("again", first)
    assert made.erased == 1
    await assert_erased(path, api, gone["customer_id"], kept)
    # A store that did not hear of it is told.
    other, late = home.path.parent / "other", await make_customer(api)
    home.back_up("FULL")
    shutil.copytree(home.store.path, other)
    api.ok(await api.post(f"/customers/{late['customer_id']}/erase"))
    await api.settle()
    home.back_up()
    told = ["--erasures", str(home.store.path / "erasures.jsonl"), "--master-key", str(home.master)]
    target = home.path.parent / "told"
    assert main(["restore", "--from", str(other), "--data", str(target), *told]) == 0
    await assert_erased(target, api, late["customer_id"], kept)


async def assert_erased(path: Path, api: Api, gone: str, kept: dict[str, str]) -> None:
    host = await Host.open(path)
    try:
        again = Api(World(host, path), await host.directory.open_bank(api.bank.bank_id), api.token)
        assert "Lovelace" not in str(again.ok(await again.get(f"/customers/{gone}")))
        found = again.ok(await again.get(f"/customers/{kept['customer_id']}"))
        assert found["last_name"] == kept["last_name"]
        assert erasures_in(host.directory.ring._connection)
    finally:
        await host.close()


async def test_an_erasure_cannot_be_taken_out_of_the_list(home: House, capsys: pytest.CaptureFixture[str]) -> None:
    for person in ("cust_one", "cust_two", "cust_three"):
        home.api.bank.vault.destroy(person)
    home.back_up()
    path = home.store.path / "erasures.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    assert len(ErasureList(path).read()[0]) == 3
    path.write_text("".join([lines[0], lines[2]]))
    refused(home, code=1)
    path.write_text("".join(lines[:2]))
    refused(home, code=1)
    assert "lacks erasures that a backup knows of" in capsys.readouterr().err
    path.write_text("".join(lines) + '{"torn')
    home.restored("whole")


async def test_a_manifest_that_names_files_elsewhere_is_refused(home: House) -> None:
    folder = home.store.backups_path / home.back_up()
    manifest = home.store.manifest(folder.name)
    stray = [msgspec.structs.replace(one, name=f"../{one.name}") for one in manifest.files]
    forged = sealed(msgspec.structs.replace(manifest, files=stray))
    (folder / "manifest.json").write_bytes(canonical(forged))
    with pytest.raises(Damaged, match="outside of it"):
        home.restored("again")


async def test_what_is_well_sealed_and_yet_no_whole_bank_is_refused(home: House) -> None:
    """Hashes say that nothing changed since the copy; that the books are right is proved apart from them."""
    await home.api.settle()
    await home.api.world.host.close()
    path = home.path / "banks" / f"{home.api.bank.bank_id}.db"
    whole = path.read_bytes()
    file = apsw.Connection(str(path))
    file.execute("UPDATE balances SET credits_posted = credits_posted + 1 WHERE credits_posted > 0")
    file.close()
    home.back_up()
    path.write_bytes(whole)
    with pytest.raises(Damaged, match="does not prove itself"):
        home.restored("again")
    assert not (home.path.parent / "again").exists()
    home.api.world.host = await Host.open(home.path)
