"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.

The schemas of tag `encryption_keys`.
"""

from typing import Annotated

from msgspec import Meta, Struct

from sandbox.contract.models.shared import EncryptionKeyRotationId, Timestamp


class EncryptionKeyRotation(Struct, frozen=True, kw_only=True):
    """One change of the master key."""

    encryption_key_rotation_id: EncryptionKeyRotationId
    fingerprint: Annotated[str, Meta(pattern="(?a)^[0-9a-f]{16}\\Z")]
    former_fingerprint: Annotated[str, Meta(pattern="(?a)^[0-9a-f]{16}\\Z")]
    rewrapped_keys: Annotated[int, Meta(ge=0, le=9007199254740991)]
    created_at: Timestamp
