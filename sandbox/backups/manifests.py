"""What a backup says of itself: its files with their hashes, what it builds on, and which master key it needs.

A manifest is canonical JSON with a hash over everything else in it. A backup builds on its parent, and the chain
ends at a full one; `ended_us` grows from a backup to the next. See: stores.py for where they lie.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import msgspec

from sandbox.backups.pages import Damaged

FORMAT = 1
NAME = "manifest.json"
Mode = Literal["FULL", "INCREMENTAL", "DIFFERENTIAL"]
How = Literal["WHOLE", "CHANGES", "SAME"]


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a backup: its path in the backup's folder, its length in bytes, its SHA-256 in hex."""

    path: str
    size: int
    sha256: str


class BackedUp(msgspec.Struct, frozen=True, kw_only=True):
    """One database of the data directory.

    how: WHOLE is the file itself, CHANGES the pages that are other than in the parent, SAME nothing new.
    pages, map: the pieces; for SAME they are the parent's. page_count: pages of the file as it was.
    commit, at_us: the newest commit of a bank and its instant on the bank's clock; None for what is no bank.
    taken_us: real instant from which the copy is. stamp: what told the file from another state of it.
    """

    name: str
    how: How
    page_count: int
    pages: Piece | None = None
    map: Piece | None = None
    commit: int | None = None
    at_us: int | None = None
    entries: int | None = None
    taken_us: int
    stamp: list[int]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """A backup. erasures: how many erasures the store knew, erasures_head: the hash of the last of them."""

    format: int
    backup_id: str
    mode: Mode
    parent: str | None
    began_us: int
    ended_us: int
    version: str
    master_keys: list[str]
    """Fingerprints of the master keys that the keys are wrapped under, the newest last: two during a change."""
    has_master_key: bool
    sealed_api_key: str | None
    files: list[BackedUp]
    erasures: int
    erasures_head: str
    sha256: str = ""

    def file(self, name: str) -> BackedUp | None:
        """What it says of one database."""
        return next((one for one in self.files if one.name == name), None)


def canonical(value: Any) -> bytes:
    """JSON with sorted names and without spaces."""
    return msgspec.json.encode(value, order="sorted")


def sealed(manifest: Manifest) -> Manifest:
    """The manifest with the hash of itself."""
    digest = sha256(canonical(msgspec.structs.replace(manifest, sha256=""))).hexdigest()
    return msgspec.structs.replace(manifest, sha256=digest)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup. Raises `Damaged`."""
    try:
        written = (folder / NAME).read_bytes()
        manifest = msgspec.json.decode(written, type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise Damaged(f"The manifest of backup {folder.name} cannot be read: {error}.") from error
    if manifest.format != FORMAT:
        raise Damaged(f"Backup {folder.name} has format {manifest.format}; this Sandbank reads format {FORMAT}.")
    is_as_written = canonical(sealed(manifest)) == written
    if not is_as_written or manifest.backup_id != folder.name:
        raise Damaged(f"The manifest of backup {folder.name} is not the one that was written.")
    paths = [path for one in manifest.files for path in (one.name, *(p.path for p in (one.pages, one.map) if p))]
    if not all(map(_is_plain, paths)):
        raise Damaged(f"The manifest of backup {folder.name} names a file outside of it.")
    return manifest


def _is_plain(name: str) -> bool:
    path = Path(name)
    return not path.is_absolute() and ".." not in path.parts and len(path.parts) <= 2
