"""What `api_keys` stores, in the platform's bank: the key, and the hashes of its secrets."""

from __future__ import annotations

import msgspec

from sandbox.contract.models.api_keys import ApiKeyRecord
from sandbox.engine.records import Kind


class Credential(msgspec.Struct, frozen=True, kw_only=True):
    """A secret of a key, as its SHA-256. `expires_us` is the real world's time."""

    credential_id: str
    api_key_id: str
    expires_us: int | None = None


API_KEYS = Kind(ApiKeyRecord, prefix="key", index=("bank_id",))

CREDENTIALS = Kind(Credential, prefix="", index=("api_key_id",))
