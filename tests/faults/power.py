"""A disk that fails and loses power: every write and sync of SQLite, recorded, and the states they can leave.

What was synced is there. Of what was written since, any subset may be there, in any order, and the
last of it may be torn at a sector. What a failed sync was asked to keep may be gone for good, although
it still reads well: only a sync of a later write of the same bytes brings it back. `states` draws
from a seed what a failing power can leave; `Fault` says which write or sync fails, once or from there on.
See: disk_faults.py for the work that is done on such a disk, test_power_loss.py, test_disk_faults.py.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

import apsw

SECTOR = 512

FaultKind = Literal["EIO", "FULL", "SHORT", "SYNC"]
"""A write that fails, one that finds no room, one of which half arrives; a sync that fails."""

KINDS: tuple[FaultKind, ...] = ("EIO", "FULL", "SHORT", "SYNC")


class Step(NamedTuple):
    """One thing that reached the disk's cache (write, truncate), the disk itself (sync), or never will (lost)."""

    file: str
    kind: str
    offset: int
    data: bytes


class Fault(NamedTuple):
    """Which write (or sync, for `SYNC`) fails, counted from 0, and whether all after it do too."""

    kind: FaultKind
    position: int
    lasts: bool

    def __str__(self) -> str:
        return f"{self.kind}:{self.position}:{'good' if self.lasts else 'once'}"

    @classmethod
    def parse(cls, text: str) -> Fault:
        """The inverse of `str`."""
        kind, position, how = text.split(":")
        found = next(one for one in KINDS if one == kind)
        return cls(found, int(position), how == "good")


def any_file(name: str) -> bool:
    """Every file's writes count."""
    return True


class Disk(apsw.VFS):
    """A VFS that notes what is written, fails where it is told to, and passes everything else on.

    is_default: every connection opened meanwhile is on it, whoever opens it. fails_for: which files' writes count.
    """

    def __init__(
        self,
        name: str,
        *,
        fault: Fault | None = None,
        is_default: bool = False,
        fails_for: Callable[[str], bool] = any_file,
    ) -> None:
        self.steps: list[Step] = []
        self.fault = fault
        self.fails_for = fails_for
        self.writes = 0
        self.syncs = 0
        self.has_failed = False
        self.vfs_name = name
        super().__init__(name, "unix", makedefault=is_default)

    def heal(self) -> None:
        """From here on everything works."""
        self.fault = None

    def xOpen(self, name: Any, flags: list[int]) -> Any:
        return DiskFile(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self.steps.append(Step(Path(filename).name, "delete", 0, b""))
        super().xDelete(filename, syncdir)

    def next_fails(self, file: str, *, is_sync: bool) -> FaultKind | None:
        """Count a write or sync; gives how it fails, if it does."""
        if not self.fails_for(file):
            return None
        number = self.syncs if is_sync else self.writes
        if is_sync:
            self.syncs += 1
        else:
            self.writes += 1
        fault = self.fault
        if fault is None or (fault.kind == "SYNC") != is_sync:
            return None
        if number == fault.position or (fault.lasts and number > fault.position):
            self.has_failed = True
            return fault.kind
        return None


class DiskFile(apsw.VFSFile):
    """A file of the disk. A sync is noted and not passed on: the states are drawn, and nobody waits for a platter."""

    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        self._disk = disk
        self._steps = disk.steps
        self._name = Path(name.filename() if isinstance(name, apsw.URIFilename) else str(name)).name
        super().__init__("unix", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        failing = self._disk.next_fails(self._name, is_sync=False)
        if failing == "SHORT":
            self._write(bytes(data)[: len(data) // 2], offset)
        if failing in ("EIO", "SHORT"):
            raise apsw.IOError("a write failed")
        if failing == "FULL":
            raise apsw.FullError("no room is left")
        self._write(bytes(data), offset)

    def _write(self, data: bytes, offset: int) -> None:
        self._steps.append(Step(self._name, "write", offset, data))
        super().xWrite(data, offset)

    def xLock(self, level: int) -> None:
        try:
            super().xLock(level)
        except apsw.IOError as error:
            # A file that is open for reading cannot be locked for writing. SQLite asks and does without.
            raise apsw.BusyError("not open for writing") from error

    def xTruncate(self, size: int) -> None:
        self._steps.append(Step(self._name, "truncate", size, b""))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        if self._disk.next_fails(self._name, is_sync=True) is not None:
            self._steps.append(Step(self._name, "lost", 0, b""))
            raise apsw.IOError("a sync failed")
        self._steps.append(Step(self._name, "sync", 0, b""))


Files = dict[str, bytearray]


def _apply(files: Files, step: Step) -> None:
    if step.kind == "delete":
        files.pop(step.file, None)
        return
    content = files.setdefault(step.file, bytearray())
    if step.kind == "truncate":
        del content[step.offset :]
    elif step.kind == "write":
        end = step.offset + len(step.data)
        if len(content) < end:
            content.extend(bytes(end - len(content)))
        content[step.offset : end] = step.data


def _torn(step: Step, rng: random.Random) -> Step:
    """A write of which only the first sectors arrived."""
    sectors = rng.randrange(0, max(1, len(step.data) // SECTOR))
    return step._replace(data=step.data[: sectors * SECTOR])


class Platter:
    """What is surely on disk after some steps, and what waits in the cache."""

    def __init__(self) -> None:
        self.durable: Files = {}
        self.waiting: dict[str, list[Step]] = {}

    def take(self, step: Step, *, arrives: bool = False) -> None:
        """One step further; `arrives`: whether what a failed sync was asked to keep got there nevertheless."""
        if step.kind in ("sync", "delete", "lost"):
            for pending in self.waiting.pop(step.file, []):
                if step.kind != "lost" or arrives:
                    _apply(self.durable, pending)
            if step.kind == "delete":
                _apply(self.durable, step)
        else:
            self.waiting.setdefault(step.file, []).append(step)

    def after_power_loss(self, rng: random.Random) -> dict[str, bytes]:
        """A state that a failing power can leave: some of the cache arrived, in some order, the last of it torn."""
        files = {name: bytearray(content) for name, content in self.durable.items()}
        for pending in self.waiting.values():
            arrived = [step for step in pending if rng.random() < 0.6]
            if rng.random() < 0.5:
                rng.shuffle(arrived)
            if arrived and rng.random() < 0.5 and arrived[-1].kind == "write":
                arrived[-1] = _torn(arrived[-1], rng)
            for step in arrived:
                _apply(files, step)
        return {name: bytes(content) for name, content in files.items()}


def states(steps: list[Step], count: int, seed: int) -> Iterator[tuple[int, dict[str, bytes]]]:
    """(steps taken, files) of `count` moments at which the power may fail, in order of time."""
    rng = random.Random(seed)
    moments = sorted(rng.randrange(len(steps) + 1) for _ in range(count))
    platter, taken = Platter(), 0
    for moment in moments:
        for step in steps[taken:moment]:
            platter.take(step)
        taken = moment
        yield moment, platter.after_power_loss(rng)


def cut(steps: list[Step], *, arrives: bool) -> dict[str, bytes]:
    """The files after a power loss now: nothing of what waits arrives, or all of it."""
    platter = Platter()
    for step in steps:
        platter.take(step, arrives=arrives)
    if arrives:
        for pending in platter.waiting.values():
            for step in pending:
                _apply(platter.durable, step)
    return {name: bytes(content) for name, content in platter.durable.items()}


def lay_out(files: dict[str, bytes], place: Path) -> None:
    """Write a state as files."""
    place.mkdir(exist_ok=True)
    for name, content in files.items():
        (place / name).write_bytes(content)
