"""The people who were erased, as a backup store knows them: they stay erased whatever is restored.

A line per destroyed key: whose keys it was of, the keyless hash of its name, the real instant. Lines are only
added, and each carries a hash over itself and the one before it, so that none can be taken out or changed.
The keyring keeps the same rows as tombstones. See: engine/vault.py, docs/decisions/0013-backups.md.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import apsw
import msgspec

from sandbox.backups.pages import Damaged
from sandbox.engine.vault import forget_erased


class Erasure(NamedTuple):
    """A key that is gone for good; key: SHA-256 of its name, in hex."""

    bank: str
    key: str
    erased_us: int


class _Line(msgspec.Struct, frozen=True):
    bank: str
    key: str
    erased_us: int
    chain: str

    def link_after(self, before: str) -> str:
        return sha256(f"{before}\n{self.bank}\n{self.key}\n{self.erased_us}".encode()).hexdigest()


class ErasureList:
    """The list in a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> tuple[list[Erasure], list[str]]:
        """The erasures and the hash after each. A torn last line is no line. Raises `Damaged`."""
        if not self.path.exists():
            return [], []
        lines = self.path.read_bytes().split(b"\n")
        found: list[Erasure] = []
        chain: list[str] = []
        for number, encoded in enumerate(lines[:-1], 1):
            try:
                line = msgspec.json.decode(encoded, type=_Line)
            except msgspec.MsgspecError as error:
                raise Damaged(f"Line {number} of {self.path.name} cannot be read.") from error
            if line.link_after(chain[-1] if chain else "") != line.chain:
                raise Damaged(f"Line {number} of {self.path.name} is not the one that was written.")
            found.append(Erasure(line.bank, line.key, line.erased_us))
            chain.append(line.chain)
        return found, chain

    def check(self, count: int, head: str) -> list[Erasure]:
        """All erasures, once the list is known to begin as a backup saw it. Raises `Damaged`."""
        found, chain = self.read()
        if count > len(chain) or (count and chain[count - 1] != head):
            raise Damaged(f"{self.path.name} lacks erasures that a backup knows of.")
        return found

    def add(self, erasures: Iterable[Erasure]) -> tuple[int, str]:
        """Add what it does not have, durably; gives how many there are and the hash after the last."""
        found, chain = self.read()
        known = {(one.bank, one.key) for one in found}
        fresh = sorted((one for one in erasures if one[:2] not in known), key=lambda one: one.erased_us)
        if fresh:
            with self.path.open("ab") as file:
                whole = sum(len(line) + 1 for line in self.path.read_bytes().split(b"\n")[:-1])
                file.truncate(whole)
                for one in fresh:
                    line = _Line(*one, chain="")
                    chain.append(line.link_after(chain[-1] if chain else ""))
                    file.write(msgspec.json.encode(msgspec.structs.replace(line, chain=chain[-1])) + b"\n")
                file.flush()
                os.fsync(file.fileno())
        return len(chain), chain[-1] if chain else ""


def erasures_in(ring: apsw.Connection) -> list[Erasure]:
    """The tombstones of a keyring; none in one that was made before there were any."""
    if ring.execute("SELECT 1 FROM sqlite_schema WHERE name='erased'").fetchone() is None:
        return []
    return [Erasure(*row) for row in ring.execute("SELECT bank, name_hash, at_us FROM erased")]


def replay(path: Path, erasures: Iterable[Erasure]) -> int:
    """Destroy in a keyring at rest what was erased; gives how many keys were still there."""
    ring = apsw.Connection(str(path))
    try:
        ring.execute("PRAGMA journal_mode=DELETE; PRAGMA secure_delete=ON").fetchall()
        count = forget_erased(ring, [*erasures, *erasures_in(ring)])
        # Nothing of them may lie in the free pages of the file either.
        ring.execute("VACUUM; PRAGMA journal_mode=WAL").fetchall()
    finally:
        ring.close()
    return count
