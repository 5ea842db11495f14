"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.

The schemas of tag `accounts`.
"""

import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from sandbox.contract.models.shared import (
    AccountId,
    BalanceCents,
    BasisPoints,
    Currency,
    CustomerId,
    IdReference,
    LimitCents,
    Metadata,
    RiskLevel,
    Timestamp,
)

AccountType = Literal["CHECKING", "SAVINGS", "FOREIGN_CURRENCY"]
"""What an account is for; more values may come."""

AccountOwnership = Literal["INDIVIDUAL", "JOINT", "BUSINESS", "CORPORATE"]
"""Whose an account is; more values may come."""

AccountStatus = Literal["ACTIVE", "SUSPENDED", "CLOSED"]
"""Money moves on ACTIVE accounts only; more values may come."""


class Account(Struct, frozen=True, kw_only=True):
    """An account with its balances, which are always those of the ledger."""

    account_id: AccountId
    customer_id: CustomerId
    joint_customer_ids: list[CustomerId]
    account_number: str
    routing_number: str | None = None
    iban: str | None = None
    bic: str | None = None
    account_type: AccountType
    ownership: AccountOwnership
    currency: Currency
    nickname: str | None = None
    status: AccountStatus
    available_balance_cents: BalanceCents
    pending_balance_cents: BalanceCents
    posted_balance_cents: BalanceCents
    daily_limit_cents: LimitCents
    monthly_limit_cents: LimitCents
    interest_rate_bps: BasisPoints
    risk_category: RiskLevel
    balance_last_updated: Timestamp | None = None
    opened_date: datetime.date
    closed_date: datetime.date | None = None
    created_at: Timestamp
    updated_at: Timestamp
    metadata: Metadata = field(default_factory=dict)


class AccountRecord(Struct, frozen=True, kw_only=True):
    """Account as it is stored: without what is derived."""

    account_id: AccountId
    customer_id: CustomerId
    joint_customer_ids: list[CustomerId]
    account_number: str
    routing_number: str | None = None
    iban: str | None = None
    bic: str | None = None
    account_type: AccountType
    ownership: AccountOwnership
    currency: Currency
    nickname: str | None = None
    status: AccountStatus
    daily_limit_cents: LimitCents
    monthly_limit_cents: LimitCents
    interest_rate_bps: BasisPoints
    risk_category: RiskLevel
    opened_date: datetime.date
    closed_date: datetime.date | None = None
    created_at: Timestamp
    updated_at: Timestamp
    metadata: Metadata = field(default_factory=dict)


class AccountOpening(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An account to open."""

    customer_id: IdReference
    joint_customer_ids: Annotated[list[IdReference], Meta(max_length=10)] = field(default_factory=list)
    account_type: AccountType
    ownership: AccountOwnership | None = None
    currency: Currency
    nickname: Annotated[str, Meta(max_length=100)] | None = None
    daily_limit_cents: LimitCents | None = None
    monthly_limit_cents: LimitCents | None = None
    interest_rate_bps: BasisPoints | None = None
    metadata: Metadata = field(default_factory=dict)


class AccountUpdate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to change of an account."""

    nickname: Annotated[str, Meta(max_length=100)] | None | UnsetType = UNSET
    daily_limit_cents: LimitCents | UnsetType = UNSET
    monthly_limit_cents: LimitCents | UnsetType = UNSET
    interest_rate_bps: BasisPoints | UnsetType = UNSET
    risk_category: RiskLevel | UnsetType = UNSET
    metadata: Metadata | UnsetType = UNSET


class AccountBalances(Struct, frozen=True, kw_only=True):
    """The balances of an account at an instant."""

    account_id: AccountId
    currency: Currency
    available_balance_cents: BalanceCents
    pending_balance_cents: BalanceCents
    posted_balance_cents: BalanceCents
    held_cents: BalanceCents
    accrued_interest_cents: BalanceCents
    as_of: Timestamp


class ReconciliationReport(Struct, frozen=True, kw_only=True):
    """The cached balance of an account against the sum of its entries."""

    account_id: AccountId
    is_balanced: bool
    cached_balance_cents: BalanceCents
    computed_balance_cents: BalanceCents
    difference_cents: BalanceCents
    entry_count: Annotated[int, Meta(ge=0)]
    checked_at: Timestamp
