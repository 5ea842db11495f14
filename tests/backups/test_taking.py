"""A backup: what it holds, what it builds on, what it never holds, and which ones are kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.backups.stores import BackupStore, StoreInUse
from sandbox.backups.taking import CannotBackUp, take
from sandbox.cli import main
from tests.backups.houses import House, content, house, lines_of


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    """An open data directory."""
    async with house(tmp_path) as found:
        yield found


async def test_each_kind_of_backup_restores_to_what_was_there(home: House) -> None:
    expected = {}
    for mode in ("FULL", "INCREMENTAL", "DIFFERENTIAL", None):
        backup_id = home.back_up(mode)  # type: ignore[arg-type]
        expected[backup_id] = await lines_of(home.api)
        await home.pay()
    assert len({len(lines) for lines in expected.values()}) == 4
    for backup_id, lines in expected.items():
        path, made = home.restored(backup_id, backup_id)
        assert made.banks == 1
        assert await content(path, home.api.bank.bank_id, str(home.api.token)) == lines
        assert main(["verify", "--data", str(path)]) == 0


async def test_only_changed_pages_are_held_again(home: House) -> None:
    name = f"banks/{home.api.bank.bank_id}.db"
    for _ in range(50):
        await home.pay()
    manifests = [home.store.manifest(home.back_up())]
    for mode in ("INCREMENTAL", "INCREMENTAL", "DIFFERENTIAL"):
        await home.pay()
        manifests.append(home.store.manifest(home.back_up(mode)))  # type: ignore[arg-type]
    entries = [manifest.file(name) for manifest in manifests]
    sizes = [entry.pages.size for entry in entries if entry is not None and entry.pages is not None]
    assert [entry.how for entry in entries if entry] == ["WHOLE", "CHANGES", "CHANGES", "CHANGES"]
    assert max(sizes[1:]) < sizes[0] / 2
    assert [manifest.parent for manifest in manifests] == [
        None,
        manifests[0].backup_id,
        manifests[1].backup_id,
        manifests[0].backup_id,
    ]
    assert (entries[3].commit or 0) > (entries[0].commit or 0)  # type: ignore[union-attr]


async def test_a_backup_holds_no_secret_unless_told(home: House) -> None:
    secrets = [home.master.read_bytes(), str(home.api.token).encode(), b"Lovelace"]
    (home.path / "api_key").write_text(f"{home.api.token}\n")
    home.back_up()
    for file in (file for file in home.store.path.rglob("*") if file.is_file()):
        assert not any(secret in file.read_bytes() for secret in secrets), file
    with_key = home.back_up("FULL", with_master_key=True)
    assert (home.store.backups_path / with_key / "master.key").read_bytes() == secrets[0]
    assert main(["restore", "--from", str(home.store.path), "--data", str(home.path.parent / "again")]) == 0
    assert (home.path.parent / "again" / "api_key").read_text().strip() == home.api.token


async def test_what_no_kept_backup_needs_is_removed(home: House) -> None:
    first = home.back_up("FULL")
    second = home.back_up()
    third = home.back_up("FULL")
    fourth = home.back_up("DIFFERENTIAL")
    assert home.store.prune(3) == []
    assert home.store.prune(2) == [first, second]
    assert home.store.ids() == [third, fourth]
    home.restored("again")


async def test_a_bank_and_a_snapshot_are_in_the_set_and_a_deleted_one_comes_back(home: House) -> None:
    api = home.api
    other = api.ok(await api.post("/banks", {"name": "Second"}))
    api.ok(await api.post(f"/banks/{api.bank.bank_id}/snapshots", {"name": "before"}))
    before = home.back_up()
    api.ok(await api.delete(f"/banks/{other['bank_id']}"))
    after = home.back_up()
    assert home.restored("after", after)[1].banks == 1
    path, made = home.restored("before", before)
    assert (made.banks, made.missing) == (2, [])
    assert len([*(path / "snapshots").iterdir()]) == 1
    # Its keys were not erased but deleted with it: they are its own again.
    assert await content(path, other["bank_id"], other["api_key"])


async def test_one_backup_at_a_time_and_none_of_nothing(home: House, tmp_path: Path) -> None:
    with home.store.writing(), pytest.raises(StoreInUse):
        home.back_up()
    with pytest.raises(CannotBackUp, match="no Sandbank"):
        take(tmp_path / "nowhere", home.store)
    assert main(["backup", "--data", str(tmp_path / "nowhere"), "--to", str(tmp_path / "b")]) == 2
    assert BackupStore(tmp_path / "b").ids() == []


async def test_the_command_tells_what_it_did(home: House, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["backup", "--data", str(home.path), "--to", str(home.store.path)]
    assert main([*command, "--keep", "2"]) == 0
    assert "keep a copy of master.key elsewhere" in capsys.readouterr().out
    assert main([*command, "--list", "--json"]) == 0
    assert '"mode": "FULL"' in capsys.readouterr().out


async def test_a_backup_after_a_damaged_one_asks_for_a_full_one(
    home: House, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = home.store.backups_path / home.back_up()
    (folder / "manifest.json").write_text("{}")
    command = ["backup", "--data", str(home.path), "--to", str(home.store.path)]
    assert main(command) == 1
    assert "Take a --full one" in capsys.readouterr().err
    assert main([*command, "--full"]) == 0
    home.restored("again")
