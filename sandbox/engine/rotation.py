"""A change of the master key, while everything goes on: every key of the ring is wrapped anew.

The new master key has its file (`master.key.next`) on disk before anything is wrapped under it, and each
wrapped key names its master key; so at every moment each key can be read, and a start finishes what a
crash has left (`finish_rotation`). When nothing is wrapped by the old one any more, the new file takes
its name, and the old one is gone. Keys are wrapped in slices, so that readers wait for one at most.
See: vault.py, docs/decisions/0014-erasure-and-key-rotation.md, tests/security/test_master_key.py.
"""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import NamedTuple

from sandbox.engine.store.sqlite.files import sync_folder
from sandbox.engine.vault import MASTER, NEXT_MASTER, FileMasterKey, Keyring

log = logging.getLogger("sandbank.keys")

SLICE = 200


class Rotated(NamedTuple):
    """What a rotation has done: the fingerprints of both master keys, and how many keys were wrapped anew."""

    fingerprint: str
    former_fingerprint: str
    rewrapped_keys: int


async def rotate(directory: Path, ring: Keyring) -> Rotated:
    """Put a new master key in the place of the old one. Only one at a time; the caller sees to that."""
    # One that a full disk has stopped is finished first: its master key must not be lost to a third.
    await asyncio.to_thread(finish_rotation, directory, ring)
    former = ring.fingerprint
    await asyncio.to_thread(begin, directory, ring)
    count = 0
    while some := await asyncio.to_thread(ring.rewrap, SLICE):
        count += some
        # Between two slices whoever waits for a key gets it.
        await asyncio.sleep(0)
    await asyncio.to_thread(end, directory, ring)
    return Rotated(ring.fingerprint, former, count)


def begin(directory: Path, ring: Keyring) -> None:
    """Make the master key to come, durably, and wrap new keys under it from now on."""
    draft = directory / f"{NEXT_MASTER}.draft"
    draft.unlink(missing_ok=True)
    FileMasterKey(draft)
    following = draft.rename(directory / NEXT_MASTER)
    sync_folder(directory)
    ring.take_master(FileMasterKey(following))


def end(directory: Path, ring: Keyring) -> None:
    """Let the new master key take the place of the old one: nothing is wrapped by that any more."""
    ring.fold()
    (directory / NEXT_MASTER).rename(directory / MASTER)
    sync_folder(directory)
    ring.drop_former()


def finish_rotation(directory: Path, ring: Keyring) -> None:
    """Finish the rotation that a crash has interrupted, if one was under way."""
    (directory / f"{NEXT_MASTER}.draft").unlink(missing_ok=True)
    if not (directory / NEXT_MASTER).exists():
        return
    count = 0
    while some := ring.rewrap(SLICE):
        count += some
    end(directory, ring)
    log.warning("finished the rotation of the master key that was interrupted: %d keys wrapped anew", count)
