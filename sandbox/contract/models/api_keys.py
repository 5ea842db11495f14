"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.

The schemas of tag `api_keys`.
"""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from sandbox.contract.models.shared import ApiKeyId, BankId, Metadata, OrganizationId, Timestamp

ApiKeyStatus = Literal["ACTIVE", "EXPIRED", "REVOKED"]
"""Only an ACTIVE key is let in; more values may come."""


class ApiKey(Struct, frozen=True, kw_only=True):
    """A secret that names one organization and one bank, bounded by scopes. Stored hashed."""

    api_key_id: ApiKeyId
    organization_id: OrganizationId
    bank_id: BankId
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    scopes: Annotated[list[str], Meta(max_length=100)]
    status: ApiKeyStatus
    hint: str
    expires_at: Timestamp | None = None
    last_used_at: Timestamp | None = None
    created_at: Timestamp
    metadata: Metadata = field(default_factory=dict)


class ApiKeyRecord(Struct, frozen=True, kw_only=True):
    """ApiKey as it is stored: without what is derived."""

    api_key_id: ApiKeyId
    organization_id: OrganizationId
    bank_id: BankId
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    scopes: Annotated[list[str], Meta(max_length=100)]
    status: ApiKeyStatus
    hint: str
    expires_at: Timestamp | None = None
    created_at: Timestamp
    metadata: Metadata = field(default_factory=dict)


class ApiKeyWithSecret(Struct, frozen=True, kw_only=True):
    """An API key with its secret, as creating and rolling give it. A replayed answer leaves the
    secret out.
    """

    api_key_id: ApiKeyId
    organization_id: OrganizationId
    bank_id: BankId
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    scopes: Annotated[list[str], Meta(max_length=100)]
    status: ApiKeyStatus
    hint: str
    secret: str | UnsetType = UNSET
    expires_at: Timestamp | None = None
    last_used_at: Timestamp | None = None
    created_at: Timestamp
    metadata: Metadata = field(default_factory=dict)


class ApiKeyCreation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A key to make."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    scopes: Annotated[list[Annotated[str, Meta(min_length=1, max_length=64)]], Meta(min_length=1, max_length=100)]
    expires_at: Timestamp | None = None
    metadata: Metadata = field(default_factory=dict)


class ApiKeyUpdate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to change of a key. Scopes may only be taken away from what your own key may give."""

    name: Annotated[str, Meta(min_length=1, max_length=200)] | UnsetType = UNSET
    scopes: (
        Annotated[list[Annotated[str, Meta(min_length=1, max_length=64)]], Meta(min_length=1, max_length=100)]
        | UnsetType
    ) = UNSET
    expires_at: Timestamp | None | UnsetType = UNSET
    metadata: Metadata | UnsetType = UNSET


class ApiKeyRoll(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long the old secret goes on working beside the new one."""

    overlap: (
        Annotated[
            str,
            Meta(
                pattern="(?a)^P(?:[0-7]D|(?:[0-6]D)?T(?:[0-9]{1,3}H)?(?:[0-9]{1,4}M)?(?:[0-9]{1,6}S)?)\\Z",
                max_length=20,
            ),
        ]
        | None
    ) = None
