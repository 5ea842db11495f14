"""Banks as they are shown: with their clock and size now, from the open bank or from its file at rest."""

from __future__ import annotations

from typing import Any

from sandbox.contract.models.banks import Bank, BankRecord, BankWithSecret
from sandbox.engine.call import Call
from sandbox.engine.clock import to_datetime, wall_us
from sandbox.engine.directory import NEW
from sandbox.engine.store.sqlite import files


async def bank_view(call: Call, bank: BankRecord) -> Bank:
    """A bank without a key."""
    return Bank(**_record(bank), **await _now(call, bank.bank_id))


def new_bank_view(call: Call, bank: BankRecord, file_name: str) -> Bank:
    """A bank as it will be once its new file is named."""
    return Bank(**_record(bank), **_fresh(call, file_name))


def bank_view_with_secret(call: Call, bank: BankRecord, file_name: str, api_key_id: str, secret: str) -> BankWithSecret:
    """A bank that was just made, with its first key: the only time that is shown."""
    return BankWithSecret(**_record(bank), **_fresh(call, file_name), api_key_id=api_key_id, api_key=secret)


def _fresh(call: Call, file_name: str) -> dict[str, Any]:
    path = call.tx.directory.banks_path / (file_name + NEW)
    return _at_rest(files.glance(path), path.stat().st_size)


def _record(bank: BankRecord) -> dict[str, Any]:
    return {name: getattr(bank, name) for name in bank.__struct_fields__}


async def _now(call: Call, bank_id: str) -> dict[str, Any]:
    directory = call.tx.directory
    opened = directory.opened(bank_id)
    if opened is None:
        path = await directory.file_of(bank_id)
        return _at_rest(files.glance(path), path.stat().st_size)
    return {
        "status": "READ_ONLY" if opened.is_read_only else "ACTIVE",
        "clock_mode": opened.clock.mode,
        "now": to_datetime(opened.clock.now_us()),
        "size_bytes": opened.size_bytes,
    }


def _at_rest(glance: files.Glance, size_bytes: int) -> dict[str, Any]:
    is_running = glance.wall_offset_us is not None
    now_us = max(glance.now_us, wall_us() + glance.wall_offset_us) if is_running else glance.now_us  # type: ignore[operator]
    return {
        "status": "ACTIVE",
        "clock_mode": "RUNNING" if is_running else "FROZEN",
        "now": to_datetime(now_us),
        "size_bytes": size_bytes,
    }
