"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.

The schemas of tag `usage`.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from sandbox.contract.models.shared import Currency, Timestamp


class UsageVolume(Struct, frozen=True, kw_only=True):
    """Money asked to move, and accepted."""

    currency: Currency
    amount_cents: Annotated[int, Meta(ge=0, le=9007199254740991)]


class UsageBucket(Struct, frozen=True, kw_only=True):
    """One interval of one operation or key."""

    starts_at: Timestamp
    operation_id: str | None = None
    api_key_id: str | None = None
    calls: Annotated[int, Meta(ge=0, le=9007199254740991)]
    errors: Annotated[int, Meta(ge=0, le=9007199254740991)]
    latency_p50_us: Annotated[int, Meta(ge=0, le=9007199254740991)]
    latency_p99_us: Annotated[int, Meta(ge=0, le=9007199254740991)]
    volume: list[UsageVolume]


class UsageReport(Struct, frozen=True, kw_only=True):
    """How this bank was used."""

    since: Timestamp
    until: Timestamp
    interval: Literal["hour", "day"]
    buckets: list[UsageBucket]
