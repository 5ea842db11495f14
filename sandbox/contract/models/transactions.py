"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.

The schemas of tag `transactions`.
"""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

from sandbox.contract.models.shared import (
    AccountId,
    AmountCents,
    Currency,
    HoldId,
    IdReference,
    Metadata,
    RiskLevel,
    Timestamp,
    TransactionId,
)

TransactionType = Literal["TRANSFER", "DEPOSIT", "WITHDRAWAL", "BILL_PAYMENT", "FEE", "INTEREST", "REVERSAL"]
"""What kind of movement; more values may come."""

TransactionStatus = Literal["PENDING", "COMPLETED", "FAILED", "REVERSED"]
"""PENDING until COMPLETED or FAILED; COMPLETED may become REVERSED; more values may come."""

TransactionMethod = Literal["CASH", "CHEQUE", "ONLINE", "ATM", "BRANCH"]
"""How money comes in or goes out; more values may come."""

AuthMethod = Literal["API_KEY", "TEAM_SESSION", "OIDC", "MTLS", "SYSTEM"]
"""How the initiator was authenticated; more values may come."""


class Transaction(Struct, frozen=True, kw_only=True):
    """A movement of money as the customer sees it. Amount, accounts and reference never change;
    only the status and what goes with it do.
    """

    transaction_id: TransactionId
    transaction_ref: str
    transaction_type: TransactionType
    source_account_id: AccountId | None = None
    destination_account_id: AccountId | None = None
    amount_cents: AmountCents
    currency: Currency
    exchange_rate: Annotated[int, Meta(ge=1)] | None = None
    status: TransactionStatus
    failure_code: str | None = None
    method: TransactionMethod | None = None
    description: str | None = None
    external_reference: str | None = None
    fraud_score: RiskLevel | None = None
    requires_approval: bool
    approved_by: str | None = None
    batch_id: str | None = None
    session_id: str | None = None
    auth_method: AuthMethod
    initiated_by: str
    client_id: str | None = None
    correlation_id: str | None = None
    reverses_transaction_id: TransactionId | None = None
    reversed_by_transaction_id: TransactionId | None = None
    hold_id: HoldId | None = None
    created_at: Timestamp
    processed_at: Timestamp | None = None
    metadata: Metadata = field(default_factory=dict)


class Transfer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Money to move between two accounts of the bank."""

    source_account_id: IdReference
    destination_account_id: IdReference
    amount_cents: AmountCents
    currency: Currency
    description: Annotated[str, Meta(max_length=500)] | None = None
    external_reference: Annotated[str, Meta(max_length=100)] | None = None
    metadata: Metadata = field(default_factory=dict)


class Deposit(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Money that comes in at a teller, a machine or online."""

    account_id: IdReference
    method: TransactionMethod
    amount_cents: AmountCents
    currency: Currency
    description: Annotated[str, Meta(max_length=500)] | None = None
    external_reference: Annotated[str, Meta(max_length=100)] | None = None
    metadata: Metadata = field(default_factory=dict)


class Withdrawal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Money that goes out at a teller, a machine, by cheque or online."""

    account_id: IdReference
    method: TransactionMethod
    amount_cents: AmountCents
    currency: Currency
    description: Annotated[str, Meta(max_length=500)] | None = None
    external_reference: Annotated[str, Meta(max_length=100)] | None = None
    metadata: Metadata = field(default_factory=dict)


class FeeCharge(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fee to take from an account."""

    account_id: IdReference
    amount_cents: AmountCents
    currency: Currency
    description: Annotated[str, Meta(max_length=500)] | None = None
    external_reference: Annotated[str, Meta(max_length=100)] | None = None
    metadata: Metadata = field(default_factory=dict)


HoldStatus = Literal["PENDING", "CAPTURED", "RELEASED", "EXPIRED"]
"""A hold is captured, released or expires exactly once; more values may come."""


class Hold(Struct, frozen=True, kw_only=True):
    """Funds reserved on an account until captured, released or expired."""

    hold_id: HoldId
    account_id: AccountId
    amount_cents: AmountCents
    captured_amount_cents: Annotated[int, Meta(ge=0, le=9007199254740991)]
    currency: Currency
    status: HoldStatus
    transaction_id: TransactionId | None = None
    expires_at: Timestamp | None = None
    description: str | None = None
    created_at: Timestamp
    updated_at: Timestamp
    metadata: Metadata = field(default_factory=dict)


class HoldPlacement(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Funds to reserve."""

    account_id: IdReference
    amount_cents: AmountCents
    currency: Currency
    expires_at: Timestamp | None = None
    description: Annotated[str, Meta(max_length=500)] | None = None
    metadata: Metadata = field(default_factory=dict)


class HoldCapture(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much of a hold to take; the rest is freed."""

    amount_cents: AmountCents | None = None
    description: Annotated[str, Meta(max_length=500)] | None = None


TraceNodeType = Literal["REQUEST", "COMMIT", "RULE", "POSTING", "EVENT", "DELIVERY", "EFFECT"]
"""What kind of thing a node is; more values may come."""


class TraceNode(Struct, frozen=True, kw_only=True):
    """One thing that happened, and what caused it."""

    node_id: str
    parent_id: str | None = None
    node_type: TraceNodeType
    title: str
    at: Timestamp
    detail: dict[str, Any]


class TransactionTrace(Struct, frozen=True, kw_only=True):
    """A movement explained, causes before what they caused."""

    transaction_id: TransactionId
    nodes: list[TraceNode]
