"""The operation of `encryption_keys`: a new master key for everything that is wrapped.

The ring knows of a rotation from before it begins until the commit that records it is on disk. What a
crash, or a disk that refused the commit, has left without a record gets it at the next start, or from
the next rotation. See: sandbox/engine/rotation.py, tests/services/encryption_keys/.
"""

from __future__ import annotations

import asyncio

from sandbox.contract.binder import operation
from sandbox.contract.models.encryption_keys import EncryptionKeyRotation
from sandbox.contract.problem import Problem
from sandbox.engine.bank import Bank
from sandbox.engine.call import Call, Caller
from sandbox.engine.rotation import Rotated, rotate, unrecorded
from sandbox.engine.transaction import Selection, Transaction
from sandbox.engine.vault import Keyring
from sandbox.services.encryption_keys.records import ROTATIONS

_under_way: set[str] = set()


@operation("rotateEncryptionKey")
async def rotate_encryption_key(call: Call) -> EncryptionKeyRotation:
    directory = call.tx.directory
    place = str(directory.path)
    if place in _under_way:
        raise Problem("rotation_under_way")
    _under_way.add(place)
    try:
        done = await rotate(directory.path, directory.ring, call.caller.user_id, call.caller.correlation_id)
    finally:
        _under_way.discard(place)
    *left, mine = done
    for rotated in left:
        await _record_left(call, rotated)
    rotation = _record(call, mine)

    async def ended(is_committed: bool) -> None:
        if is_committed:
            await asyncio.to_thread(_forget, directory.ring, done)

    call.when_ended(ended)
    return rotation


async def record_rotations(platform: Bank, ring: Keyring) -> int:
    """Put on record the rotations that a crash has left without; gives how many they were.

    Each is audited as done by who asked for it, at the time at which the server starts again.
    """
    done = unrecorded(ring)
    for rotated in done:
        caller = Caller(user_id=rotated.user_id, auth_method="SYSTEM", correlation_id=rotated.correlation_id)

        async def work(tx: Transaction, caller: Caller = caller, rotated: Rotated = rotated) -> None:
            await _record_left(Call(tx, caller), rotated)

        _, saw = await platform.run("rotateEncryptionKey", caller, work)
        await platform.durable(saw)
    await asyncio.to_thread(_forget, ring, done)
    return len(done)


async def _record_left(call: Call, rotated: Rotated) -> None:
    """Write the record of an earlier rotation unless there is one: the crash may have come right behind it."""
    if not await call.tx.find(ROTATIONS, Selection({"fingerprint": rotated.fingerprint}, limit=1)):
        _record(call, rotated)


def _record(call: Call, rotated: Rotated) -> EncryptionKeyRotation:
    rotation = EncryptionKeyRotation(
        encryption_key_rotation_id=call.new_id(ROTATIONS.prefix),
        fingerprint=rotated.fingerprint,
        former_fingerprint=rotated.former_fingerprint,
        rewrapped_keys=rotated.rewrapped_keys,
        created_at=call.now,
    )
    call.tx.put(rotation)
    return rotation


def _forget(ring: Keyring, done: list[Rotated]) -> None:
    for rotated in done:
        ring.forget_rotation(rotated.fingerprint)
