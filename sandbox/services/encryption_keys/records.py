"""What `encryption_keys` stores: the changes of the master key, in the platform's bank."""

from __future__ import annotations

from sandbox.contract.models.encryption_keys import EncryptionKeyRotation
from sandbox.engine.records import Kind

ROTATIONS = Kind(EncryptionKeyRotation, prefix="ekr")
