"""The files of banks: made under a name that is not final, named by a commit, removed when retired.

`sweep` finishes or undoes whatever a crash left between a file and the commit that was to name it. It
removes only what a record says is retired, and what no record names and was never finished.
See: engine/directory.py, docs/decisions/0010-a-bank-is-switched-by-one-commit.md, tests/faults/test_bank_crash.py.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec

from sandbox.contract.problem import not_found
from sandbox.engine.bank import Bank
from sandbox.engine.call import Call, system
from sandbox.engine.clock import Clock
from sandbox.engine.directory import NEW, DataDirectory
from sandbox.engine.store.sqlite import files
from sandbox.engine.store.sqlite.files import seed_bytes
from sandbox.engine.store.sqlite.history import is_segment, main_of
from sandbox.engine.transaction import Transaction
from sandbox.engine.vault import Vault
from sandbox.services.banks.records import BANK_FILES, BankFile, StoredFile
from sandbox.services.settings import operations as settings

log = logging.getLogger("sandbank.banks")

_HOME = {"bank.country": "US", "bank.home_currency": "USD"}


def first_values(
    bank_id: str, seed: int | None, starts_us: int | None, home: dict[str, str], *, is_frozen_at: int | None = None
) -> dict[str, Any]:
    """What the file of an empty bank says of itself."""
    frozen_us = starts_us if starts_us is not None else is_frozen_at
    clock = Clock("RUNNING", 0, 0, 0) if frozen_us is None else Clock("FROZEN", 0, frozen_us, 0)
    return {
        "bank_id": bank_id,
        "vault": bank_id,
        "seed": seed_bytes(seed).hex(),
        "epoch": 0,
        "country": home["bank.country"],
        "home_currency": home["bank.home_currency"],
        "clock": msgspec.json.encode(clock.state()).decode(),
    }


async def make_empty(directory: DataDirectory, file_name: str, values: dict[str, Any]) -> None:
    """An empty bank under a name that is not final; settings that are not the usual ones are its first commit."""
    path = directory.banks_path / (file_name + NEW)
    await asyncio.to_thread(files.create_file, path, values)
    unusual = {key: value for key, usual in _HOME.items() if (value := values[key.partition(".")[2]]) != usual}
    if unusual:
        bank = Bank(path, values["bank_id"], Vault(values["vault"], directory.ring))
        await bank.open(start_queue=False)

        async def work(tx: Transaction) -> None:
            for key, value in unusual.items():
                settings.put(Call(tx, system()), key, value)

        await bank.run("createBank", system(), work)
        await bank.close()


async def copy_of(directory: DataDirectory, source: Path | str, file_name: str, values: dict[str, Any]) -> None:
    """A copy of a snapshot's file, or of a bank by its id as it is now, made into another bank's."""
    path = directory.banks_path / (file_name + NEW)
    files.remove(path)
    if isinstance(source, Path):
        await asyncio.to_thread(files.copy_bank_at_rest, source, path)
    else:
        await copy_bank(directory, source, path)
    await asyncio.to_thread(files.make_another, path, values)


async def copy_bank(directory: DataDirectory, bank_id: str, path: Path) -> None:
    """A copy of a bank's file as it is now, whole and on disk."""
    bank = await directory.open_bank(bank_id)
    bank.users += 1
    try:
        await bank.copy_to(path)
    finally:
        bank.users -= 1


def name(call: Call, file: BankFile) -> None:
    """Let a file be its bank's from this commit on, and retire the one before it."""
    call.tx.put(file)
    call.tx.put(StoredFile(file_name=file.file_name, owner_id=file.bank_id, state="IN_USE"))


def retire(call: Call, file_name: str, owner_id: str) -> None:
    """Let a file be nobody's from this commit on."""
    call.tx.put(StoredFile(file_name=file_name, owner_id=owner_id, state="RETIRED"))


def folder_of(directory: DataDirectory, file_name: str) -> Path:
    """Where a file is kept, by its name."""
    return directory.snapshots_path if file_name.startswith("snap_") else directory.banks_path


def finish(directory: DataDirectory, file_name: str) -> None:
    """Give a file that a commit has named its final name."""
    folder = folder_of(directory, file_name)
    fresh = folder / (file_name + NEW)
    if fresh.exists():
        fresh.rename(folder / file_name)
        files.sync_folder(folder)


def undo(directory: DataDirectory, file_name: str) -> None:
    """Remove a file that no commit came to name."""
    files.remove(folder_of(directory, file_name) / (file_name + NEW))


def remove(directory: DataDirectory, file_name: str) -> None:
    """Remove a file that a commit has retired."""
    files.remove(folder_of(directory, file_name) / file_name)


async def current_name(tx: Transaction, bank_id: str) -> str:
    """The name of a bank's file. Raises `not_found` for a bank that was deleted meanwhile."""
    file = await tx.get(BANK_FILES, bank_id)
    if file is None:
        raise not_found("bank", bank_id)
    return file.file_name


async def current(tx: Transaction, bank_id: str) -> BankFile | None:
    """The file of a bank."""
    return await tx.get(BANK_FILES, bank_id)


async def sweep(directory: DataDirectory, state_of: Callable[[str], Awaitable[StoredFile | None]]) -> list[str]:
    """Finish or undo what was left half done; gives the names of the files that changed.

    `state_of` gives a file's `StoredFile`, or None, by its name.
    """
    changed = []
    for folder in (directory.banks_path, directory.snapshots_path):
        for path in sorted(folder.glob("*.db*")):
            if path.name.endswith(("-wal", "-shm", "-journal")) or ".edge.db" in path.name or is_segment(path):
                continue
            is_new = path.name.endswith(NEW)
            file_name = path.name.removesuffix(NEW)
            stored = await state_of(file_name)
            if stored is not None and stored.state == "RETIRED":
                files.remove(path)
            elif stored is not None and is_new:
                finish(directory, file_name)
            elif is_new:
                files.remove(path)
            else:
                continue
            changed.append(path.name)
    for path in [*directory.banks_path.glob("*.history-*"), *directory.snapshots_path.glob("*.history-*")]:
        main = main_of(path)
        if is_segment(path) and not main.exists() and not main.with_name(main.name + NEW).exists():
            path.unlink()
            changed.append(path.name)
    for path in directory.banks_path.glob("*.edge.db"):
        bank_id = path.name.removesuffix(".edge.db")
        stored = await state_of(f"{bank_id}.db")
        if stored is not None and stored.state == "RETIRED" and not await state_of_any(directory, bank_id):
            files.remove(path)
            changed.append(path.name)
    return changed


async def state_of_any(directory: DataDirectory, bank_id: str) -> bool:
    """Whether any file of a bank is there."""
    return any(not path.name.endswith(".edge.db") for path in directory.banks_path.glob(f"{bank_id}*.db"))
