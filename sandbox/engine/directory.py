"""The data directory: one process writes it; it holds the platform's bank, the banks, the keys.

`platform.db` is the same engine as any bank and keeps who may come in; `banks/` has a file per bank and
what lies beside it; `keys.db` and `master.key` are apart from both, so that a copy of a bank's file
reveals nobody. Which file is a bank's is said by the platform's bank alone; a file that no commit has
named yet ends in `.new`. Open banks are few: the one that was used longest ago is closed for the next,
and one whose time has come is opened again. See: files.py for the files, services/banks for their life.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import logging
import os
import resource
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import apsw

from sandbox.contract.problem import Problem
from sandbox.engine.bank import Bank
from sandbox.engine.clock import elapsed, wall_us
from sandbox.engine.rotation import finish_rotation
from sandbox.engine.store.sqlite import files
from sandbox.engine.store.sqlite.schema import Unusable
from sandbox.engine.store.sqlite.writer import Follow
from sandbox.engine.vault import Vault, open_ring

log = logging.getLogger("sandbank.directory")

PLATFORM = "platform"
NEW = ".new"
MOST_OPEN = 128

# Two connections of three files each, and as many for its edge.
_FILES_PER_BANK = 10
_FILES_FOR_OTHERS = 200
_DRAIN_S = 2.0

Opened = Callable[[Bank], Awaitable[None]]
FileName = Callable[[str], Awaitable[str]]


async def _own_name(bank_id: str) -> str:
    return f"{bank_id}.db"


def most_open() -> int:
    """How many banks may be open at once, by the descriptors that this process may have."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(4, min(MOST_OPEN, (soft - _FILES_FOR_OTHERS) // _FILES_PER_BANK))


def bank_files(path: Path) -> list[Path]:
    """The files of the banks in a data directory, without what lies beside them."""
    return [file for file in sorted((path / "banks").glob("*.db")) if not file.name.endswith(".edge.db")]


class DataDirectory:
    """An open data directory. Raises `schema.Unusable` with one clear sentence when it cannot be.

    file_name: asks which file is a bank's; when_opened, when_closed: told of every bank that is.
    """

    def __init__(self, path: Path, *, capacity: int | None = None, bank_type: type[Bank] = Bank) -> None:
        self.path = path
        self.banks_path = path / "banks"
        self.snapshots_path = path / "snapshots"
        self.capacity = capacity or most_open()
        self._bank_type = bank_type
        self.file_name: FileName = _own_name
        self.follow: Follow | None = None
        """Begins to archive a file that is about to be written."""
        self.when_opened: list[Opened] = []
        self.when_closed: list[Opened] = []
        self.also_due: Callable[[Bank], int | None] = lambda bank: None
        """The real instant of what else an open bank has to do; the present while it is under way."""
        self.also_due_at_rest: Callable[[Path], int | None] = lambda path: None
        """The same of a bank's file, asked once at the start."""
        try:
            self.banks_path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.snapshots_path.mkdir(mode=0o700, exist_ok=True)
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
            self.ring = open_ring(path)
            finish_rotation(path, self.ring)
        except Exception as error:
            os.close(self._lock)
            raise Unusable(f"The keys in {path} cannot be opened: {error}.") from error
        # In order of use: the first is the one that was used longest ago.
        self._banks: dict[str, Bank] = {}
        self._opening: dict[str, asyncio.Lock] = {}
        self._in_change: set[str] = set()
        self._copying: dict[str, int] = {}
        self._closing: set[asyncio.Task[None]] = set()
        self.due_us: dict[str, int] = {}
        """The real instant at which a closed bank has something to do."""

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever written here."""
        return not (self.path / f"{PLATFORM}.db").exists()

    # Open banks ----------------------------------------------------------------------------------
    async def file_of(self, bank_id: str) -> Path:
        """The file of a bank, under its final name: what its making left undone is done."""
        if bank_id == PLATFORM:
            return self.path / f"{PLATFORM}.db"
        path = self.banks_path / await self.file_name(bank_id)
        fresh = path.with_name(path.name + NEW)
        if fresh.exists() and not path.exists():
            fresh.rename(path)
            files.sync_folder(path.parent)
        return path

    async def open_bank(self, bank_id: str, *, seed: int | None = None) -> Bank:
        """A bank, opened once and kept open while it is used. Raises `bank_replaced` while it is being switched."""
        bank = self._banks.get(bank_id)
        if bank is not None:
            self._touch(bank_id, bank)
            return bank
        async with self._opening.setdefault(bank_id, asyncio.Lock()):
            bank = self._banks.get(bank_id)
            if bank is None:
                if bank_id in self._in_change:
                    raise Problem("bank_replaced", retry_after=1)
                self._make_room()
                path = await self.file_of(bank_id)
                scope = files.glance(path).vault if self._has_begun(bank_id, path) else bank_id
                bank = self._bank_type(path, bank_id, self._vault(scope or bank_id))
                bank.store.directory = self
                await bank.open(seed=seed)
                self._banks[bank_id] = bank
                self.due_us.pop(bank_id, None)
                for told in self.when_opened:
                    await told(bank)
        self._opening.pop(bank_id, None)
        return bank

    def _has_begun(self, bank_id: str, path: Path) -> bool:
        """Whether there is a file; a first start that was cut short leaves one in which nothing ever was."""
        if bank_id == PLATFORM and not any(self.banks_path.iterdir()):
            return files.has_begun(path)
        return path.exists()

    def _vault(self, scope: str) -> Vault:
        try:
            return Vault(scope, self.ring)
        except apsw.Error as error:
            raise Unusable(f"The keys in {self.path} cannot be used: {error}.") from error

    def opened(self, bank_id: str) -> Bank | None:
        """A bank that is open already."""
        return self._banks.get(bank_id)

    def _touch(self, bank_id: str, bank: Bank) -> None:
        if len(self._banks) >= self.capacity // 2:
            del self._banks[bank_id]
            self._banks[bank_id] = bank

    def banks(self) -> list[Bank]:
        """Every open bank, the platform's included."""
        return [*self._banks.values()]

    def _make_room(self) -> None:
        """Close the banks that were used longest ago, as far as nobody uses them."""
        excess = len(self._banks) + 1 - self.capacity
        if excess <= 0:
            return
        for bank in [*self._banks.values()]:
            if excess <= 0:
                return
            other_us = self.also_due(bank)
            is_busy = other_us is not None and other_us <= wall_us()
            if bank.bank_id != PLATFORM and bank.may_close and not is_busy:
                excess -= 1
                del self._banks[bank.bank_id]
                task = asyncio.create_task(self._close_idle(bank))
                self._closing.add(task)
                task.add_done_callback(self._closing.discard)

    async def _close_idle(self, bank: Bank) -> None:
        # Whoever asks for it meanwhile waits until the file is closed.
        async with self._opening.setdefault(bank.bank_id, asyncio.Lock()):
            due_us = await self._due_of(bank)
            await self._shut(bank)
            if due_us is not None:
                self.due_us[bank.bank_id] = due_us

    async def _shut(self, bank: Bank) -> None:
        for told in self.when_closed:
            await told(bank)
        await bank.close()

    async def _due_of(self, bank: Bank) -> int | None:
        effect = await bank.store.next_effect()
        times = [self.also_due(bank)]
        if effect is not None and bank.clock.mode == "RUNNING":
            times.append(effect.due_us + wall_us() - bank.clock.now_us())
        return min((due_us for due_us in times if due_us is not None), default=None)

    # Waking --------------------------------------------------------------------------------------
    async def index(self, bank_ids: list[str]) -> None:
        """Note when each closed bank has something to do; a bank on the move has at once."""
        for number, bank_id in enumerate(bank_ids):
            if bank_id in self._banks:
                continue
            with contextlib.suppress(Unusable, Problem):
                path = await self.file_of(bank_id)
                found = files.glance(path)
                times = [0 if found.is_moving else None, self.also_due_at_rest(path)]
                if found.next_due_us is not None and found.wall_offset_us is not None:
                    times.append(found.next_due_us - found.wall_offset_us)
                due_us = min((one for one in times if one is not None), default=None)
                if due_us is not None:
                    self.due_us[bank_id] = due_us
            if number % 20 == 19:
                await asyncio.sleep(0)

    async def wake_forever(self, pause_s: float = 1.0) -> None:
        """Open each closed bank when it has something to do."""
        while True:
            now_us = wall_us()
            for bank_id in [name for name, due_us in self.due_us.items() if due_us <= now_us]:
                self.due_us.pop(bank_id, None)
                with contextlib.suppress(Problem):
                    try:
                        await self.open_bank(bank_id)
                    except Unusable as error:
                        log.error("bank %s cannot be opened: %s", bank_id, error)
            await asyncio.sleep(pause_s)

    # Whole banks ---------------------------------------------------------------------------------
    def begin_change(self, bank_id: str) -> None:
        """One change of a bank as a whole at a time, and none while it is copied. Raises `bank_in_use`."""
        if bank_id in self._in_change or self._copying.get(bank_id):
            raise Problem("bank_in_use", retry_after=1)
        self._in_change.add(bank_id)

    def end_change(self, bank_id: str) -> None:
        """The change is over, whether it came about or not."""
        self._in_change.discard(bank_id)

    @contextlib.contextmanager
    def copying(self, bank_id: str) -> Iterator[None]:
        """Many may copy a bank at once, as long as nobody changes it. Raises `bank_in_use`."""
        if bank_id in self._in_change:
            raise Problem("bank_in_use", retry_after=1)
        self._copying[bank_id] = self._copying.get(bank_id, 0) + 1
        try:
            yield
        finally:
            self._copying[bank_id] -= 1
            if not self._copying[bank_id]:
                del self._copying[bank_id]

    def retire(self, bank_id: str) -> None:
        """Let a bank take no more commits, because it is being replaced."""
        bank = self._banks.get(bank_id)
        if bank is not None:
            bank.store.retire()

    def take_up(self, bank_id: str) -> None:
        """Let it take commits again: it was not replaced."""
        bank = self._banks.get(bank_id)
        if bank is not None:
            bank.store.take_up()
            bank.store.effects_ready.set()

    async def close_bank(self, bank_id: str) -> None:
        """Close a bank whose file is no longer its own; requests under way get `bank_replaced`."""
        async with self._opening.setdefault(bank_id, asyncio.Lock()):
            bank = self._banks.pop(bank_id, None)
            self.due_us.pop(bank_id, None)
            if bank is not None:
                bank.store.retire()
                deadline = elapsed() + _DRAIN_S
                while bank.users and elapsed() < deadline:  # noqa: ASYNC110  (one waiter, bounded)
                    await asyncio.sleep(0.002)
                await self._shut(bank)

    async def close(self) -> None:
        """Close every bank with its last batch on disk, and give the directory free."""
        await asyncio.gather(*self._closing)
        await asyncio.gather(*(self._shut(bank) for bank in self._banks.values()))
        self._banks.clear()
        self.ring.close()
        os.close(self._lock)
