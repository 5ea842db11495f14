"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.

The schemas of tag `simulations`.
"""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from sandbox.contract.models.shared import (
    BasisPoints,
    ClockMoveId,
    EffectId,
    FaultId,
    HistoryId,
    ScenarioRunId,
    Seed,
    Timestamp,
)

ClockMode = Literal["RUNNING", "FROZEN"]
"""Whether the bank's time goes on by itself."""


class Clock(Struct, frozen=True, kw_only=True):
    """The bank's time."""

    now: Timestamp
    mode: ClockMode
    clock_move_id: str | None = None
    next_effect_at: Timestamp | None = None


class ClockSetting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where to set the clock."""

    to: Timestamp


ClockTarget = Literal["NEXT_EFFECT", "NEXT_BUSINESS_DAY"]
"""NEXT_EFFECT is the instant of the next pending effect; NEXT_BUSINESS_DAY the start of the
next day on which the calendar's payments settle.
"""

BankingCalendar = Literal["US_FEDERAL_RESERVE", "TARGET"]
"""US_FEDERAL_RESERVE: the Federal Reserve's holidays. TARGET: T2 closing days of the
Eurosystem. Weekends are closed in both.
"""


class ClockAdvance(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far to move the clock. Exactly one of by, to and until."""

    by: (
        Annotated[
            str,
            Meta(
                pattern="(?a)^P(?:[0-9]{1,4}Y)?(?:[0-9]{1,4}M)?(?:[0-9]{1,4}W)?(?:[0-9]{1,5}D)?(?:T(?:[0-9]{1,5}H)?(?:[0-9]{1,6}M)?(?:[0-9]{1,8}S)?)?\\Z",
                max_length=40,
            ),
        ]
        | None
    ) = None
    to: Timestamp | None = None
    until: ClockTarget | None = None
    calendar: BankingCalendar = "US_FEDERAL_RESERVE"


ClockMoveStatus = Literal["PENDING", "COMPLETED", "CANCELLED"]
"""PENDING while it goes on; more values may come."""


class ClockMove(Struct, frozen=True, kw_only=True):
    """One move of the clock, and how far it has come."""

    clock_move_id: ClockMoveId
    status: ClockMoveStatus
    starts_at: Timestamp
    ends_at: Timestamp
    reached_at: Timestamp
    progress_bps: BasisPoints
    fired_count: Annotated[int, Meta(ge=0, le=9007199254740991)]
    created_at: Timestamp
    completed_at: Timestamp | None = None


EffectStatus = Literal["PENDING", "PARKED", "FIRED", "SKIPPED"]
"""PENDING waits for its time; PARKED failed too often; FIRED and SKIPPED are over; more
values may come.
"""


class Effect(Struct, frozen=True, kw_only=True):
    """Something that will happen."""

    effect_id: EffectId
    kind: str
    resource_id: str | None = None
    subject: str
    due_at: Timestamp
    status: EffectStatus
    attempts: Annotated[int, Meta(ge=0, le=1000)]
    error: str | None = None


class EffectMove(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When it is to happen."""

    due_at: Timestamp


FaultKind = Literal[
    "LATENCY",
    "ERROR",
    "TIMEOUT_AFTER_COMMIT",
    "WEBHOOK_DOUBLED",
    "WEBHOOK_LATE",
    "WEBHOOK_LOST",
    "WEBHOOK_OUT_OF_ORDER",
]
"""LATENCY answers late; ERROR answers status_code and changes nothing; TIMEOUT_AFTER_COMMIT
commits and never answers within delay_ms; WEBHOOK_… spoil deliveries; more values may
come.
"""

FaultStatus = Literal["ACTIVE", "EXHAUSTED", "LIFTED"]
"""EXHAUSTED has been applied as often as it was to be; more values may come."""


class FaultDeclaration(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fault to declare."""

    kind: FaultKind
    operation_id: Annotated[str, Meta(min_length=1, max_length=64)] | None = None
    event_type: Annotated[str, Meta(min_length=1, max_length=81)] | None = None
    rate_bps: Annotated[int, Meta(ge=1, le=10000)] = 10000
    delay_ms: Annotated[int, Meta(ge=0, le=60000)] = 1000
    status_code: Annotated[int, Meta(ge=429, le=503)] | None = None
    remaining: Annotated[int, Meta(ge=1, le=1000000)] | None = None


class Fault(Struct, frozen=True, kw_only=True):
    """Misbehaviour on purpose."""

    fault_id: FaultId
    kind: FaultKind
    operation_id: str | None = None
    event_type: str | None = None
    rate_bps: BasisPoints
    delay_ms: Annotated[int, Meta(ge=0, le=60000)]
    status_code: Annotated[int, Meta(ge=429, le=503)] | None = None
    status: FaultStatus
    remaining: Annotated[int, Meta(ge=0, le=1000000)] | None = None
    applied_count: Annotated[int, Meta(ge=0, le=9007199254740991)]
    created_at: Timestamp


class FaultRecord(Struct, frozen=True, kw_only=True):
    """Fault as it is stored: without what is derived."""

    fault_id: FaultId
    kind: FaultKind
    operation_id: str | None = None
    event_type: str | None = None
    rate_bps: BasisPoints
    delay_ms: Annotated[int, Meta(ge=0, le=60000)]
    status_code: Annotated[int, Meta(ge=429, le=503)] | None = None
    created_at: Timestamp


class MagicValue(Struct, frozen=True, kw_only=True):
    """A value that makes the simulated outside answer in a chosen way."""

    place: str
    value: str
    outcome: str
    applies_to: str


class HistoryCreation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A history to live through."""

    customers: Annotated[int, Meta(ge=1, le=1000000)]
    months: Annotated[int, Meta(ge=1, le=120)]
    seed: Seed | None = None


HistoryStatus = Literal["PENDING", "COMPLETED", "CANCELLED"]
"""PENDING while it goes on; more values may come."""


class History(Struct, frozen=True, kw_only=True):
    """A history, and how far it has come."""

    history_id: HistoryId
    customers: Annotated[int, Meta(ge=1, le=1000000)]
    months: Annotated[int, Meta(ge=1, le=120)]
    seed: Seed
    status: HistoryStatus
    progress_bps: BasisPoints
    customer_count: Annotated[int, Meta(ge=0, le=1000000)]
    movement_count: Annotated[int, Meta(ge=0, le=9007199254740991)]
    starts_at: Timestamp
    ends_at: Timestamp
    created_at: Timestamp
    completed_at: Timestamp | None = None


class Scenario(Struct, frozen=True, kw_only=True):
    """A scenario that is shipped."""

    name: str
    title: str
    description: str
    step_count: Annotated[int, Meta(ge=1, le=10000)]


class ScenarioRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to play. Exactly one of scenario and definition."""

    scenario: Annotated[str, Meta(min_length=1, max_length=100)] | None = None
    definition: Annotated[str, Meta(min_length=1, max_length=60000)] | None = None


ScenarioRunStatus = Literal["PENDING", "COMPLETED", "FAILED"]
"""FAILED at the first step that did; more values may come."""


class ScenarioStep(Struct, frozen=True, kw_only=True):
    """What one step did."""

    number: Annotated[int, Meta(ge=1, le=10000)]
    action: str
    status: ScenarioRunStatus
    detail: str | None = None
    resource_id: str | None = None


class ScenarioRun(Struct, frozen=True, kw_only=True):
    """A run of a scenario."""

    scenario_run_id: ScenarioRunId
    scenario: str
    status: ScenarioRunStatus
    steps: list[ScenarioStep]
    failure: str | None = None
    bindings: dict[str, Any]
    created_at: Timestamp
    completed_at: Timestamp | None = None


ChequeReturnReason = Literal["INSUFFICIENT_FUNDS", "ACCOUNT_CLOSED", "PAYMENT_STOPPED", "ALTERED_OR_FICTITIOUS"]
"""Why a drawee does not pay; more values may come."""


class ChequeReturn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a cheque comes back."""

    return_reason: ChequeReturnReason = "INSUFFICIENT_FUNDS"
