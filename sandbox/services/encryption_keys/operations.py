"""The operation of `encryption_keys`: a new master key for everything that is wrapped.

The change is done when the commit that records it is made; a crash between the two leaves a rotation
that is finished, or is at the next start, without a record, and the log says so.
See: sandbox/engine/rotation.py, tests/services/encryption_keys/.
"""

from __future__ import annotations

from sandbox.contract.binder import operation
from sandbox.contract.models.encryption_keys import EncryptionKeyRotation
from sandbox.contract.problem import Problem
from sandbox.engine.call import Call
from sandbox.engine.rotation import rotate
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
        rotated = await rotate(directory.path, directory.ring)
    finally:
        _under_way.discard(place)
    rotation = EncryptionKeyRotation(
        encryption_key_rotation_id=call.new_id(ROTATIONS.prefix),
        fingerprint=rotated.fingerprint,
        former_fingerprint=rotated.former_fingerprint,
        rewrapped_keys=rotated.rewrapped_keys,
        created_at=call.now,
    )
    call.tx.put(rotation)
    return rotation
