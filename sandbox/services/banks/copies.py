"""The operations of `banks` that make one bank from another: fork, reset, restore.

A fork is a new bank. Reset and restore write a new file for the same bank: requests that are under way
on the old one are refused from the moment on at which it is known what the new one holds, so nothing
is acknowledged that the switch would lose. See: files.py, engine/directory.py.
"""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from sandbox.contract.binder import operation
from sandbox.contract.models.banks import (
    Bank,
    BankFork,
    BankRecord,
    BankReset,
    BankRestore,
    BankWithSecret,
)
from sandbox.contract.problem import not_found
from sandbox.engine.call import Call
from sandbox.engine.clock import to_us
from sandbox.services.banks import files
from sandbox.services.banks.operations import admit, count, existing, file_of, home_of, seed_of
from sandbox.services.banks.records import SNAPSHOTS
from sandbox.services.banks.views import new_bank_view

_EPOCHS = "epoch"


@operation("forkBank")
async def fork_bank(call: Call, bank_id: str, body: BankFork | None) -> BankWithSecret:
    body = body or BankFork()
    origin = await existing(call, bank_id)
    file = await file_of(call, bank_id)
    directory = call.tx.directory
    await count(call, origin.organization_id, 1)
    fork_id = call.new_id("bank")
    file_name = f"{fork_id}.db"
    values = {"bank_id": fork_id, "vault": file.vault, "epoch": call.tx.number(_EPOCHS)}
    source: Path | str = bank_id if body.snapshot_id is None else await _snapshot(call, bank_id, body.snapshot_id)
    with directory.copying(bank_id):
        await files.copy_of(directory, source, file_name, values)
    fork = replace(
        origin,
        bank_id=fork_id,
        name=body.name or f"{origin.name}, fork"[:200],
        forked_from=bank_id,
        created_at=call.now,
        updated_at=call.now,
        metadata=body.metadata,
    )
    return admit(call, fork, file_name, file.vault, "bank.forked")


@operation("resetBank")
async def reset_bank(call: Call, bank_id: str, body: BankReset | None) -> Bank:
    body = body or BankReset()
    bank = await existing(call, bank_id)
    seed = seed_of(body.seed)
    starts_us = None if body.starts_at is None else to_us(body.starts_at)
    values = files.first_values(bank_id, seed_of(bank.seed) if seed is None else seed, starts_us, home_of(bank))
    values["vault"] = (await file_of(call, bank_id)).vault
    if seed is None:
        values["epoch"] = call.tx.number(_EPOCHS)
    file_name = await _begin_switch(call, bank)
    await files.make_empty(call.tx.directory, file_name, values)
    emptied = replace(bank, seed=str(int(values["seed"], 16)), updated_at=call.now)
    return await _switch(call, bank, emptied, file_name, "bank.reset")


@operation("restoreBank")
async def restore_bank(call: Call, bank_id: str, body: BankRestore) -> Bank:
    bank = await existing(call, bank_id)
    snapshot = await _snapshot(call, bank_id, body.snapshot_id)
    file_name = await _begin_switch(call, bank)
    values = {"bank_id": bank_id, "epoch": call.tx.number(_EPOCHS)}
    await files.copy_of(call.tx.directory, snapshot, file_name, values)
    return await _switch(call, bank, replace(bank, updated_at=call.now), file_name, "bank.restored")


async def _snapshot(call: Call, bank_id: str, snapshot_id: str) -> Path:
    snapshot = await call.tx.get(SNAPSHOTS, snapshot_id)
    if snapshot is None or snapshot.bank_id != bank_id:
        raise not_found("snapshot", snapshot_id)
    return call.tx.directory.snapshots_path / f"{snapshot_id}.db"


async def _begin_switch(call: Call, bank: BankRecord) -> str:
    """Stop commits on the bank until its switch has come about or failed; gives the new file's name.

    Raises `bank_in_use`.
    """
    directory, bank_id = call.tx.directory, bank.bank_id
    file = await file_of(call, bank_id)
    file_name = f"{bank_id}.{file.generation + 1}.db"
    directory.begin_change(bank_id)

    async def ended(is_committed: bool) -> None:
        directory.end_change(bank_id)
        if is_committed:
            await directory.close_bank(bank_id)
            files.finish(directory, file_name)
            files.remove(directory, file.file_name)
        else:
            directory.take_up(bank_id)
            files.undo(directory, file_name)

    call.when_ended(ended)
    directory.retire(bank_id)
    return file_name


async def _switch(call: Call, before: BankRecord, bank: BankRecord, file_name: str, event: str) -> Bank:
    file = await file_of(call, bank.bank_id)
    files.retire(call, file.file_name, bank.bank_id)
    files.name(call, replace(file, file_name=file_name, generation=file.generation + 1))
    call.tx.put(bank)
    call.tx.emit(event, bank, before)
    return new_bank_view(call, bank, file_name)
