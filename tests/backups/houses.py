"""A data directory with a bank in it, and what tells one such directory from another."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sandbox.backups.manifests import Mode
from sandbox.backups.restoring import Restored, Sources, restore
from sandbox.backups.stores import BackupStore
from sandbox.backups.taking import take
from sandbox.host import Host
from tests.services.api import Api, World
from tests.services.builders import make_account, pay_in


class House:
    """A data directory that is open, its store of backups, and one account with money."""

    def __init__(self, path: Path, api: Api, store: BackupStore) -> None:
        self.path, self.api, self.store = path, api, store
        self.account: dict[str, Any] = {}

    @property
    def master(self) -> Path:
        """What opens its keys."""
        return self.path / "master.key"

    async def pay(self, cents: int = 1_00) -> None:
        """One more thing that happens."""
        await pay_in(self.api, self.account, cents)

    def back_up(self, mode: Mode | None = None, **more: Any) -> str:
        """A backup beside the open directory; gives its id."""
        return take(self.path, self.store, mode, **more).backup_id

    def restored(self, name: str, backup_id: str | None = None, **more: Any) -> tuple[Path, Restored]:
        """A directory made of a backup."""
        target = self.path.parent / name
        return target, restore(self.store, target, backup_id, sources=Sources((self.master,), **more))


@asynccontextmanager
async def house(path: Path, *, archive: bool = False) -> AsyncIterator[House]:
    """A new one; its books are proved at the end."""
    store = BackupStore(path / "store")
    host = await Host.open(path / "data", archive_to=store.path if archive else None)
    made = await host.new_organization("Test Fintech", is_operator=True, seed=1)
    found = House(path / "data", await Api._of(World(host, path / "data"), *made), store)
    found.account = await make_account(found.api, cents=500_00)
    try:
        yield found
    finally:
        await found.api.world.close()


async def content(path: Path, bank_id: str, token: str) -> list[dict[str, Any]]:
    """A directory's bank as canonical lines."""
    host = await Host.open(path)
    try:
        api = Api(World(host, path), await host.directory.open_bank(bank_id), token)
        lines: list[dict[str, Any]] = await lines_of(api)
        return lines
    finally:
        await host.close()


async def lines_of(api: Api) -> Any:
    """What an open bank holds, as canonical lines."""
    await api.settle()
    exported = api.ok(await api.get(f"/banks/{api.bank.bank_id}/export", format="CANONICAL"))
    return [json.loads(line) for line in exported.splitlines()]
