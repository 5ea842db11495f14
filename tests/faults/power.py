"""A disk that can lose power: every write and sync of SQLite, recorded, and the states they can leave.

What was synced is there. Of what was written since, any subset may be there, in any order, and the
last of it may be torn at a sector. `states` draws such states from a seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import apsw

SECTOR = 512


class Step(NamedTuple):
    """One thing that reached the disk's cache (write, truncate) or the disk itself (sync)."""

    file: str
    kind: str
    offset: int
    data: bytes


class Recorder(apsw.VFS):
    """A VFS that notes what is written and passes everything on."""

    def __init__(self, name: str) -> None:
        self.steps: list[Step] = []
        super().__init__(name, "")
        self.vfs_name = name

    def xOpen(self, name: Any, flags: list[int]) -> Any:
        return RecordedFile(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self.steps.append(Step(Path(filename).name, "delete", 0, b""))
        super().xDelete(filename, syncdir)


class RecordedFile(apsw.VFSFile):
    """A file of the recorder."""

    def __init__(self, recorder: Recorder, name: Any, flags: list[int]) -> None:
        self._steps = recorder.steps
        self._name = Path(name.filename() if isinstance(name, apsw.URIFilename) else str(name)).name
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._steps.append(Step(self._name, "write", offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:
        self._steps.append(Step(self._name, "truncate", size, b""))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self._steps.append(Step(self._name, "sync", 0, b""))


def _apply(files: dict[str, bytearray], step: Step) -> None:
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


def states(steps: list[Step], count: int, seed: int) -> Iterator[tuple[int, dict[str, bytes]]]:
    """(steps taken, files) of `count` moments at which the power may fail, in order of time."""
    rng = random.Random(seed)
    moments = sorted(rng.randrange(len(steps) + 1) for _ in range(count))
    durable: dict[str, bytearray] = {}
    waiting: dict[str, list[Step]] = {}
    taken = 0
    for moment in moments:
        for step in steps[taken:moment]:
            if step.kind in ("sync", "delete"):
                for pending in waiting.pop(step.file, []):
                    _apply(durable, pending)
                if step.kind == "delete":
                    _apply(durable, step)
            else:
                waiting.setdefault(step.file, []).append(step)
        taken = moment
        files = {name: bytearray(content) for name, content in durable.items()}
        for pending in waiting.values():
            arrived = [step for step in pending if rng.random() < 0.6]
            if rng.random() < 0.5:
                rng.shuffle(arrived)
            if arrived and rng.random() < 0.5 and arrived[-1].kind == "write":
                arrived[-1] = _torn(arrived[-1], rng)
            for step in arrived:
                _apply(files, step)
        yield moment, {name: bytes(content) for name, content in files.items()}
