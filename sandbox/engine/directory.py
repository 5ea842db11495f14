"""The data directory: one process writes it; it holds the platform's bank, the banks, the keys.

`platform.db` is the same engine as any bank and keeps who may come in; `banks/` has a file per bank;
`keys.db` and `master.key` are apart from both, so that a copy of a bank's file reveals nobody.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
from pathlib import Path

from sandbox.engine.bank import Bank
from sandbox.engine.store.sqlite.schema import Unusable
from sandbox.engine.vault import FileMasterKey, Keyring, Vault

PLATFORM = "platform"


class DataDirectory:
    """An open data directory. Raises `schema.Unusable` with one clear sentence when it cannot be."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            (path / "banks").mkdir(mode=0o700, parents=True, exist_ok=True)
            path.chmod(0o700)
            self._lock = os.open(path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise Unusable(f"{path} cannot be used as a data directory: {error.strerror}.") from error
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._lock)
            raise Unusable(f"Another Sandbank is using {path}; stop it, or choose another --data.") from error
        try:
            self.ring = Keyring(path / "keys.db", FileMasterKey(path / "master.key"))
        except Exception as error:
            os.close(self._lock)
            raise Unusable(f"The keys in {path} cannot be opened: {error}.") from error
        self._banks: dict[str, Bank] = {}
        self._opening = asyncio.Lock()

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever written here."""
        return not (self.path / f"{PLATFORM}.db").exists()

    def file_of(self, bank_id: str) -> Path:
        """The file of a bank."""
        return self.path / f"{PLATFORM}.db" if bank_id == PLATFORM else self.path / "banks" / f"{bank_id}.db"

    async def open_bank(self, bank_id: str, *, seed: int | None = None) -> Bank:
        """A bank, opened once and kept open."""
        bank = self._banks.get(bank_id)
        if bank is None:
            async with self._opening:
                bank = self._banks.get(bank_id)
                if bank is None:
                    bank = Bank(self.file_of(bank_id), bank_id, Vault(bank_id, self.ring))
                    await bank.open(seed=seed)
                    self._banks[bank_id] = bank
        return bank

    def opened(self, bank_id: str) -> Bank | None:
        """A bank that is open already."""
        return self._banks.get(bank_id)

    def banks(self) -> list[Bank]:
        """Every open bank, the platform's included."""
        return [*self._banks.values()]

    async def close(self) -> None:
        """Close every bank with its last batch on disk, and give the directory free."""
        await asyncio.gather(*(bank.close() for bank in self._banks.values()))
        self._banks.clear()
        self.ring.close()
        os.close(self._lock)
