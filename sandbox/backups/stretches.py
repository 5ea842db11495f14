"""The archive on disk: for every file of the data directory the stretches over which its commits were followed.

A stretch is a copy of the file at one position and, after it, the write-ahead logs that followed: a `.wal`
per log, which is a beginning of SQLite's own file with its checksums, and an `.index` beside it, a record of
24 bytes and a checksum per commit: real instant in microseconds, commit number, end of its last frame. What
the index does not name yet was not archived. See: archive.py writes it, replaying.py reads it.
"""

from __future__ import annotations

import shutil
import struct
import zlib
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import msgspec

from sandbox.backups.pages import Damaged, write_durably

HEADER_BYTES = 32
FRAME_HEADER_BYTES = 24

_RECORD = struct.Struct("<QQQ")
_SUM = struct.Struct("<I")
RECORD_BYTES = _RECORD.size + _SUM.size


class Mark(NamedTuple):
    """A commit in a log: its real instant, its number (0 in what is no bank), the end of its last frame."""

    at_us: int
    commit: int
    end: int

    def encode(self) -> bytes:
        """The record in the index."""
        record = _RECORD.pack(*self)
        return record + _SUM.pack(zlib.crc32(record))


class LogHeader(NamedTuple):
    """What tells a log from another: how often it was begun anew, and two salts."""

    page_size: int
    sequence: int
    salt: int
    chance: int

    @classmethod
    def read(cls, path: Path) -> LogHeader | None:
        """The header of a log; None for an empty one."""
        try:
            with path.open("rb") as file:
                header = file.read(HEADER_BYTES)
        except FileNotFoundError:
            return None
        return None if len(header) < HEADER_BYTES else cls(*struct.unpack_from(">IIII", header, 8))

    def end_of(self, frames: int) -> int:
        """Where so many frames end."""
        return HEADER_BYTES + frames * (FRAME_HEADER_BYTES + self.page_size)


class Base(msgspec.Struct, frozen=True, kw_only=True):
    """The copy that a stretch begins with.

    at_us: real instant of the copy; since_us: since when the file was known to be so; follows: whether nothing
    was written between the stretch before and this one; commit: of a bank, 0 where nobody asked.
    """

    name: str
    at_us: int
    since_us: int
    follows: bool
    commit: int


class End(msgspec.Struct, frozen=True, kw_only=True):
    """How a stretch was left, all of it archived: the file's size, time of change and number then."""

    stamp: list[int] | None = None


class Stretch:
    """One folder of the archive."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def copy(self) -> Path:
        """The copy that it begins with."""
        return self.path / "base.db"

    @property
    def is_whole(self) -> bool:
        """Whether its copy is on disk."""
        return (self.path / "base.json").exists()

    def base(self) -> Base:
        """Raises `Damaged`."""
        try:
            return msgspec.json.decode((self.path / "base.json").read_bytes(), type=Base)
        except (OSError, msgspec.MsgspecError) as error:
            raise Damaged(f"The archive's {self.path.name} of {self.path.parent.name} cannot be read.") from error

    def set_base(self, base: Base) -> None:
        """Let the stretch be whole: the last thing that its beginning does."""
        write_durably(self.path / "base.json", msgspec.json.encode(base))

    def end(self) -> End:
        """How it was left; empty while it is followed or when that was cut short."""
        try:
            return msgspec.json.decode((self.path / "end.json").read_bytes(), type=End)
        except (OSError, msgspec.MsgspecError):
            return End()

    def set_end(self, end: End) -> None:
        """Note how it is left, durably."""
        write_durably(self.path / "end.json", msgspec.json.encode(end))

    def logs(self) -> list[Path]:
        """Its logs in order."""
        return sorted(self.path.glob("*.wal"))

    def marks(self, log: Path) -> list[Mark]:
        """The commits in a log. A torn last record is none. Raises `Damaged`."""
        index = log.with_suffix(".index")
        encoded = index.read_bytes() if index.exists() else b""
        found: list[Mark] = []
        for place in range(0, len(encoded) - RECORD_BYTES + 1, RECORD_BYTES):
            record = encoded[place : place + _RECORD.size]
            if _SUM.pack(zlib.crc32(record)) != encoded[place + _RECORD.size : place + RECORD_BYTES]:
                raise Damaged(f"{index.name} of the archive's {self.path.parent.name} is damaged at byte {place}.")
            found.append(Mark(*_RECORD.unpack(record)))
        return found

    def last_us(self) -> int:
        """The real instant of the last thing that it knows. Raises `Damaged`."""
        for log in reversed(self.logs()):
            if marks := self.marks(log):
                return marks[-1].at_us
        return self.base().at_us


def folder_of(archive: Path, name: str) -> Path:
    """Where the stretches of a file lie."""
    return archive / name.replace("/", "_")


def history_folder(archive: Path) -> Path:
    """Where history segments lie, each once, whichever banks name it."""
    return archive / "history"


def stretches(archive: Path, name: str) -> list[Stretch]:
    """The whole stretches of a file, oldest first."""
    folder = folder_of(archive, name)
    found = [Stretch(path) for path in sorted(folder.iterdir())] if folder.is_dir() else []
    return [one for one in found if one.is_whole]


def prune(archive: Path, before_us: int, still_used: set[str]) -> int:
    """Remove the stretches that no instant from `before_us` on needs; gives how many.

    still_used: names of files; of others the last stretch goes too once it ended before.
    """
    used = {folder_of(archive, name) for name in still_used}
    count = 0
    folders = [path for path in archive.iterdir() if path.is_dir()] if archive.is_dir() else []
    for folder in folders:
        if folder == history_folder(archive):
            continue
        found = [one for path in sorted(folder.iterdir()) if (one := Stretch(path)).is_whole]
        doomed = [one for one, later in pairwise(found) if later.base().at_us <= before_us]
        if folder not in used and found and found[-1].last_us() < before_us:
            doomed = found
        for one in doomed:
            (one.path / "base.json").unlink()
            shutil.rmtree(one.path)
        count += len(doomed)
        if not any(folder.iterdir()):
            folder.rmdir()
    return count
