"""What `banks` stores, in the platform's bank: banks, snapshots, and which files are theirs.

`StoredFile` is the life of a file by its name: what is RETIRED is removed, now or at the next start. A
file without a record and with a final name belongs to nobody we know, and is left alone.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from sandbox.contract.models.banks import BankRecord, Snapshot
from sandbox.engine.records import Kind


class BankFile(msgspec.Struct, frozen=True, kw_only=True):
    """Which file is a bank's, which one it is in a row, and under whose keys its people are sealed."""

    bank_id: str
    organization_id: str
    file_name: str
    generation: int
    vault: str


class StoredFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file in `banks/` or `snapshots/`."""

    file_name: str
    owner_id: str
    state: Literal["IN_USE", "RETIRED"]


BANKS = Kind(BankRecord, prefix="bank", index=("organization_id", "forked_from"))

BANK_FILES = Kind(BankFile, prefix="bank", index=("vault",))

SNAPSHOTS = Kind(Snapshot, prefix="snap", index=("bank_id",))

STORED_FILES = Kind(StoredFile, prefix="", index=("owner_id",))
