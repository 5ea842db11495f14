"""A change of the master key, while everything goes on: every key of the ring is wrapped anew.

The new master key has its file (`master.key.next`) on disk before anything is wrapped under it, and each
wrapped key names its master key; so at every moment each key can be read, and a start finishes what a
crash has left (`finish_rotation`). When nothing is wrapped by the old one any more, the new file takes
its name, and the old one is gone. Keys are wrapped in slices, so that readers wait for one at most.
The ring notes a rotation before it begins, and until the platform's bank has it on record.
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
    """What a rotation has done: the fingerprints of both master keys, how many keys were wrapped anew, and for whom."""

    fingerprint: str
    former_fingerprint: str
    rewrapped_keys: int
    user_id: str = "system"
    correlation_id: str | None = None


async def rotate(
    directory: Path, ring: Keyring, user_id: str = "system", correlation_id: str | None = None
) -> list[Rotated]:
    """Put a new master key in the place of the old one. Only one at a time; the caller sees to that.

    Gives every rotation that is not on record yet, this one last: whoever records them tells `ring.forget_rotation`.
    """
    # One that a full disk has stopped is finished first: its master key must not be lost to a third.
    await asyncio.to_thread(finish_rotation, directory, ring)
    await asyncio.to_thread(begin, directory, ring, user_id, correlation_id)
    while await asyncio.to_thread(ring.rewrap, SLICE):  # noqa: ASYNC110  (it waits for nobody)
        # Between two slices whoever waits for a key gets it.
        await asyncio.sleep(0)
    await asyncio.to_thread(end, directory, ring)
    return unrecorded(ring)


def unrecorded(ring: Keyring) -> list[Rotated]:
    """The rotations that are done and that nobody has said to be on record, oldest first."""
    return [Rotated(*row) for row in ring.rotations()]


def begin(directory: Path, ring: Keyring, user_id: str = "system", correlation_id: str | None = None) -> None:
    """Make the master key to come, durably, and wrap new keys under it from now on."""
    draft = directory / f"{NEXT_MASTER}.draft"
    draft.unlink(missing_ok=True)
    ring.note_rotation(FileMasterKey(draft).fingerprint, user_id, correlation_id)
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
    for left in directory.glob(f"{NEXT_MASTER}.draft*"):
        left.unlink()
    ring.forget_unbegun_rotations()
    if not (directory / NEXT_MASTER).exists():
        return
    count = 0
    while some := ring.rewrap(SLICE):
        count += some
    end(directory, ring)
    log.warning("finished the rotation of the master key that was interrupted: %d keys wrapped anew", count)
