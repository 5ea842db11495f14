"""The operations of `banks` that hand a bank out, and take one in.

A file that comes in is a stranger's until it is proved: it is whole, of this format, holds a bank's
tables and nothing else, and `verify` finds nothing. It keeps the keys of its people only where they
belong to the same organization; anywhere else they are unreadable, and nobody else's keys are touched.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

from sandbox.contract.binder import operation
from sandbox.contract.models.banks import BankRecord, BankWithSecret
from sandbox.contract.models.parameters import ExportBankQuery, ImportBankQuery
from sandbox.contract.streams import Stream, Upload
from sandbox.engine.call import Call
from sandbox.engine.directory import NEW
from sandbox.engine.store.sqlite import files as store_files
from sandbox.engine.store.sqlite.schema import Unusable
from sandbox.engine.store.sqlite.segments import gather
from sandbox.engine.store.sqlite.verify import verify_file
from sandbox.engine.transaction import Selection
from sandbox.services.banks import files, problems
from sandbox.services.banks.canonical import canonical_lines
from sandbox.services.banks.operations import admit, count, existing
from sandbox.services.banks.records import BANK_FILES

_CHUNK = 1 << 18


@operation("exportBank")
async def export_bank(call: Call, bank_id: str, query: ExportBankQuery) -> Stream:
    bank = await existing(call, bank_id)
    directory = call.tx.directory
    path = directory.banks_path / f"export-{secrets.token_hex(8)}.db{NEW}"
    try:
        with directory.copying(bank_id):
            await files.copy_bank(directory, bank_id, path)
        if query.format != "CANONICAL":
            # One file is handed out: history that lies beside it is taken in.
            await asyncio.to_thread(gather, path)
    except BaseException:
        store_files.remove(path)
        raise
    if query.format == "CANONICAL":
        return Stream(_removing(canonical_lines(path), path), file_name=f"{bank.bank_id}.jsonl")
    length = path.stat().st_size
    return Stream(_removing(_bytes_of(path), path), length=length, file_name=f"{bank.bank_id}.sandbank")


@operation("importBank")
async def import_bank(call: Call, query: ImportBankQuery, content: Upload) -> BankWithSecret:
    await count(call, call.organization_id, 1)
    directory = call.tx.directory
    bank_id = call.new_id("bank")
    file_name = f"{bank_id}.db"
    path = directory.banks_path / (file_name + NEW)
    try:
        await asyncio.to_thread(store_files.copy_whole, content.path, path)
        found = await asyncio.to_thread(_proved, path)
        vault = found.vault if await _is_own(call, found.vault) else bank_id
        values = {"bank_id": bank_id, "vault": vault, "epoch": call.tx.number("epoch")}
        await asyncio.to_thread(store_files.make_another, path, values)
    except Unusable as error:
        store_files.remove(path)
        raise problems.import_unusable(str(error)) from None
    bank = BankRecord(
        bank_id=bank_id,
        organization_id=call.organization_id,
        name=query.name or "Imported bank",
        country=found.country,
        home_currency=found.home_currency,
        seed=str(found.seed),
        forked_from=None,
        created_at=call.now,
        updated_at=call.now,
    )
    return admit(call, bank, file_name, vault, "bank.created")


async def _is_own(call: Call, vault: str) -> bool:
    """Whether the keys of a scope are those of the caller's organization."""
    owners = await call.tx.find(BANK_FILES, Selection({"vault": vault}, limit=1))
    return bool(owners) and owners[0].organization_id == call.caller.organization_id


def _proved(path: Path) -> store_files.Glance:
    found = store_files.check_import(path)
    findings = verify_file(path).findings
    if findings:
        first = findings[0]
        raise Unusable(f"The file is damaged: {first.row}: {first.detail}.")
    return found


async def _bytes_of(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
            await asyncio.sleep(0)


async def _removing(chunks: AsyncIterator[bytes], path: Path) -> AsyncIterator[bytes]:
    """The chunks of a copy that is removed at the end, and by the next start if there is none."""
    try:
        async for chunk in chunks:
            yield chunk
    finally:
        store_files.remove(path)
