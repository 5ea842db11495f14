"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.

The schemas of tag `banks`.
"""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from sandbox.contract.models.shared import (
    ApiKeyId,
    BankId,
    CountryCode,
    Currency,
    IdReference,
    Metadata,
    OrganizationId,
    Seed,
    SnapshotId,
    Timestamp,
)
from sandbox.contract.models.simulations import ClockMode

BankStatus = Literal["ACTIVE", "READ_ONLY"]
"""ACTIVE, or READ_ONLY while its disk refuses writes; more values may come."""


class Bank(Struct, frozen=True, kw_only=True):
    """A bank: one isolated world of customers, books, clock and events."""

    bank_id: BankId
    organization_id: OrganizationId
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    country: CountryCode
    home_currency: Currency
    status: BankStatus
    seed: Seed
    clock_mode: ClockMode
    now: Timestamp
    forked_from: BankId | None = None
    size_bytes: Annotated[int, Meta(ge=0, le=9007199254740991)]
    created_at: Timestamp
    updated_at: Timestamp
    metadata: Metadata = field(default_factory=dict)


class BankRecord(Struct, frozen=True, kw_only=True):
    """Bank as it is stored: without what is derived."""

    bank_id: BankId
    organization_id: OrganizationId
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    country: CountryCode
    home_currency: Currency
    seed: Seed
    forked_from: BankId | None = None
    created_at: Timestamp
    updated_at: Timestamp
    metadata: Metadata = field(default_factory=dict)


class BankWithSecret(Struct, frozen=True, kw_only=True):
    """A bank with its first key, as creating, forking and importing give it. A replayed answer
    leaves the secret out.
    """

    bank_id: BankId
    organization_id: OrganizationId
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    country: CountryCode
    home_currency: Currency
    status: BankStatus
    seed: Seed
    clock_mode: ClockMode
    now: Timestamp
    forked_from: BankId | None = None
    size_bytes: Annotated[int, Meta(ge=0, le=9007199254740991)]
    created_at: Timestamp
    updated_at: Timestamp
    metadata: Metadata = field(default_factory=dict)
    api_key_id: ApiKeyId
    api_key: str | UnsetType = UNSET


class BankCreation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A bank to create."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    organization_id: IdReference | None = None
    country: CountryCode = "US"
    home_currency: Currency = "USD"
    seed: Seed | None = None
    starts_at: Timestamp | None = None
    clock_mode: ClockMode = "RUNNING"
    metadata: Metadata = field(default_factory=dict)


class BankUpdate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to change of a bank."""

    name: Annotated[str, Meta(min_length=1, max_length=200)] | UnsetType = UNSET
    metadata: Metadata | UnsetType = UNSET


class BankFork(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to fork."""

    name: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    snapshot_id: IdReference | None = None
    metadata: Metadata = field(default_factory=dict)


class BankReset(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to begin again."""

    seed: Seed | None = None
    starts_at: Timestamp | None = None


class BankRestore(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to go back to."""

    snapshot_id: IdReference


class Snapshot(Struct, frozen=True, kw_only=True):
    """A bank as it was at one moment."""

    snapshot_id: SnapshotId
    bank_id: BankId
    name: Annotated[str, Meta(max_length=200)] | None = None
    bank_now: Timestamp
    size_bytes: Annotated[int, Meta(ge=0, le=9007199254740991)]
    created_at: Timestamp


class SnapshotCreation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A snapshot to take."""

    name: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
