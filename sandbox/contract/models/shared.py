"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.

The schemas that several tags share.
"""

import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

IdReference = Annotated[str, Meta(pattern="(?a)^[A-Za-z0-9_.-]+\\Z", min_length=1, max_length=64)]
"""Id of a resource, as this API gave it. One of another kind or another bank is 404."""

OrganizationId = Annotated[str, Meta(pattern="(?a)^org_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of an organization: opaque, sortable by time of creation."""

EncryptionKeyRotationId = Annotated[str, Meta(pattern="(?a)^ekr_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of a rotation of the master key: opaque, sortable by time."""

TeamMemberId = Annotated[str, Meta(pattern="(?a)^tmem_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of a team member: opaque, sortable by time of creation."""

ApiKeyId = Annotated[str, Meta(pattern="(?a)^key_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of an API key: opaque, sortable by time of creation."""

SessionId = Annotated[str, Meta(pattern="(?a)^sess_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of a session: opaque, sortable by time of creation."""

BankId = Annotated[str, Meta(pattern="(?a)^bank_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of a bank: opaque, sortable by time of creation."""

CustomerId = Annotated[str, Meta(pattern="(?a)^cust_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of a customer: opaque, sortable by time of creation."""

OwnerId = Annotated[str, Meta(pattern="(?a)^own_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of a beneficial owner: opaque, sortable by time of creation."""

VerificationId = Annotated[str, Meta(pattern="(?a)^ver_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of a verification: opaque, sortable by time of creation."""

DocumentId = Annotated[str, Meta(pattern="(?a)^doc_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of a document: opaque, sortable by time of creation."""

AccountId = Annotated[str, Meta(pattern="(?a)^acct_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of an account: opaque, sortable by time of creation."""

TransactionId = Annotated[str, Meta(pattern="(?a)^txn_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of a transaction: opaque, sortable by time of creation."""

HoldId = Annotated[str, Meta(pattern="(?a)^hold_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of a hold: opaque, sortable by time of creation."""

LedgerAccountId = Annotated[str, Meta(pattern="(?a)^lacc_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of a ledger account: opaque, sortable by time of creation."""

LedgerTransactionId = Annotated[str, Meta(pattern="(?a)^ltxn_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of a ledger transaction: opaque, sortable by time of creation."""

EntryId = Annotated[str, Meta(pattern="(?a)^ent_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of an entry: opaque, sortable by time of creation."""

AuditId = Annotated[str, Meta(pattern="(?a)^aud_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of an audit record: opaque, sortable by time of creation."""

EventId = Annotated[str, Meta(pattern="(?a)^evt_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of an event: opaque, sortable by time of creation."""

AmountCents = Annotated[int, Meta(ge=1, le=9007199254740991)]
"""Amount in the currency's smallest unit (ISO 4217 exponent): $12.34 is 1234, ¥12 is 12.
Always positive; direction is its own field.
"""

BalanceCents = Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
"""Balance in the currency's smallest unit; negative when owed to the bank."""

LimitCents = Annotated[int, Meta(ge=0, le=9007199254740991)]
"""Limit in the currency's smallest unit."""

BasisPoints = Annotated[int, Meta(ge=0, le=10000)]
"""Hundredths of a percent: 10000 is the whole."""

Currency = Annotated[str, Meta(pattern="(?a)^[A-Z]{3}\\Z")]
"""ISO 4217 code."""

Timestamp = Annotated[datetime.datetime, Meta(tz=True)]
"""RFC 3339 instant in UTC with microseconds, on the bank's clock unless said otherwise."""

Metadata = Annotated[
    dict[Annotated[str, Meta(pattern="(?a)^[A-Za-z0-9_.-]{1,40}\\Z")], Annotated[str, Meta(max_length=500)]],
    Meta(max_length=50),
]
"""Your own keys and values: up to 50, keys of 40 characters, values of 500. An update
replaces the whole map.
"""

RiskLevel = Literal["LOW", "MEDIUM", "HIGH"]
"""LOW, MEDIUM or HIGH; more values may come."""

KycStatus = Literal["PENDING", "VERIFIED", "REJECTED"]
"""Where the identity check of a customer or owner stands; more values may come."""

Direction = Literal["DEBIT", "CREDIT"]
"""Side of the books."""


class Reason(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why this is done, in one's own words, which may name a person. A verification that is
    rejected keeps them as its `reason`, a reversal as its `description`; otherwise the request
    log tells that there were some.
    """

    reason: Annotated[str, Meta(max_length=500)] | None = None


class FieldProblem(Struct, frozen=True, kw_only=True):
    """One thing wrong with one field."""

    pointer: str
    code: str
    detail: str


class OrganizationChoice(Struct, frozen=True, kw_only=True):
    """An organization that one may sign in to."""

    organization_id: OrganizationId
    name: str


class Problem(Struct, frozen=True, kw_only=True):
    """A refusal (RFC 9457). `code` is stable and is what programs act on; `detail` says what to
    do.
    """

    type: str
    title: str
    status: Annotated[int, Meta(ge=400, le=599)]
    detail: str
    code: str
    request_id: str
    errors: list[FieldProblem] | UnsetType = UNSET
    current_status: str | UnsetType = UNSET
    allowed_from: list[str] | UnsetType = UNSET
    decline_code: str | UnsetType = UNSET
    organizations: list[OrganizationChoice] | UnsetType = UNSET


SnapshotId = Annotated[str, Meta(pattern="(?a)^snap_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of a snapshot: opaque, sortable by time of creation."""

WebhookEndpointId = Annotated[str, Meta(pattern="(?a)^whe_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of a webhook endpoint: opaque, sortable by time of creation."""

WebhookAttemptId = Annotated[str, Meta(pattern="(?a)^wha_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of a webhook attempt: opaque, sortable by time of creation."""

RequestId = Annotated[str, Meta(pattern="(?a)^req_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of a request: opaque, sortable by time of arrival."""

ClockMoveId = Annotated[str, Meta(pattern="(?a)^mov_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of a move of the clock: opaque, sortable by time of creation."""

EffectId = Annotated[str, Meta(pattern="(?a)^eff_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of a pending effect: its time and place in the queue. An effect that is moved or tried
again has another.
"""

FaultId = Annotated[str, Meta(pattern="(?a)^flt_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of a fault: opaque, sortable by time of creation."""

HistoryId = Annotated[str, Meta(pattern="(?a)^his_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of a history: opaque, sortable by time of creation."""

ScenarioRunId = Annotated[str, Meta(pattern="(?a)^scn_[0-9a-hjkmnp-tv-z]{26}\\Z")]
"""Id of a run of a scenario: opaque, sortable by time of creation."""

Seed = Annotated[str, Meta(pattern="(?a)^[0-9]{1,78}\\Z")]
"""A natural number below 2^256, in decimal. Ids and simulated outcomes follow from it;
secrets never do.
"""

CountryCode = Annotated[str, Meta(pattern="(?a)^[A-Z]{2}\\Z")]
"""ISO 3166-1 alpha-2 code."""
