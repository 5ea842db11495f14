"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.

The schemas of tag `webhooks`.
"""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from sandbox.contract.models.shared import EventId, Metadata, Timestamp, WebhookAttemptId, WebhookEndpointId

WebhookEndpointStatus = Literal["ENABLED", "DISABLED"]
"""Whether events are sent to it; more values may come."""

WebhookAttemptStatus = Literal["PENDING", "DELIVERED", "FAILED"]
"""PENDING waits for its time; more values may come."""


class WebhookEndpoint(Struct, frozen=True, kw_only=True):
    """A URL to which events are sent."""

    webhook_endpoint_id: WebhookEndpointId
    url: Annotated[str, Meta(max_length=2000)]
    description: Annotated[str, Meta(max_length=500)] | None = None
    event_types: list[str]
    include: list[str]
    status: WebhookEndpointStatus
    disabled_reason: str | None = None
    public_key: str
    created_at: Timestamp
    updated_at: Timestamp
    metadata: Metadata = field(default_factory=dict)


class WebhookEndpointWithSecret(Struct, frozen=True, kw_only=True):
    """An endpoint with its secret, as creating and rotating give it. A replayed answer leaves the
    secret out.
    """

    webhook_endpoint_id: WebhookEndpointId
    url: Annotated[str, Meta(max_length=2000)]
    description: Annotated[str, Meta(max_length=500)] | None = None
    event_types: list[str]
    include: list[str]
    status: WebhookEndpointStatus
    disabled_reason: str | None = None
    public_key: str
    created_at: Timestamp
    updated_at: Timestamp
    metadata: Metadata = field(default_factory=dict)
    secret: str | UnsetType = UNSET


class WebhookEndpointCreation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An endpoint to create."""

    url: Annotated[str, Meta(min_length=1, max_length=2000)]
    event_types: Annotated[
        list[Annotated[str, Meta(min_length=1, max_length=81)]], Meta(min_length=1, max_length=100)
    ] = field(default_factory=lambda: ["*"])
    include: Annotated[
        list[Annotated[str, Meta(pattern="(?a)^([a-z_]+|\\*)\\Z", min_length=1, max_length=40)]], Meta(max_length=50)
    ] = field(default_factory=list)
    description: Annotated[str, Meta(max_length=500)] | None = None
    metadata: Metadata = field(default_factory=dict)


class WebhookEndpointUpdate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to change of an endpoint."""

    url: Annotated[str, Meta(min_length=1, max_length=2000)] | UnsetType = UNSET
    event_types: (
        Annotated[list[Annotated[str, Meta(min_length=1, max_length=81)]], Meta(min_length=1, max_length=100)]
        | UnsetType
    ) = UNSET
    include: (
        Annotated[
            list[Annotated[str, Meta(pattern="(?a)^([a-z_]+|\\*)\\Z", min_length=1, max_length=40)]],
            Meta(max_length=50),
        ]
        | UnsetType
    ) = UNSET
    description: Annotated[str, Meta(max_length=500)] | None | UnsetType = UNSET
    status: WebhookEndpointStatus | UnsetType = UNSET
    metadata: Metadata | UnsetType = UNSET


class WebhookSecretRotation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long the old secret goes on signing beside the new one."""

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


class EventReplay(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which events to deliver again."""

    since: Timestamp
    until: Timestamp | None = None
    event_types: Annotated[list[Annotated[str, Meta(min_length=1, max_length=81)]], Meta(max_length=100)] = field(
        default_factory=list
    )


class ReplayReport(Struct, frozen=True, kw_only=True):
    """What will be delivered again."""

    webhook_endpoint_id: WebhookEndpointId
    event_count: Annotated[int, Meta(ge=0, le=10000)]


class DeliveryReport(Struct, frozen=True, kw_only=True):
    """What became due."""

    webhook_endpoint_id: WebhookEndpointId
    due_count: Annotated[int, Meta(ge=0, le=1000000)]


class ExampleRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which example to send."""

    type: Annotated[str, Meta(min_length=1, max_length=81)]


class WebhookAttempt(Struct, frozen=True, kw_only=True):
    """One attempt to deliver one event to one endpoint. Times are the real world's."""

    webhook_attempt_id: WebhookAttemptId
    webhook_endpoint_id: WebhookEndpointId
    event_id: EventId
    event_type: str
    attempt_number: Annotated[int, Meta(ge=1, le=1000000)]
    status: WebhookAttemptStatus
    url: str
    request_headers: dict[str, Any] | None = None
    request_body: str | None = None
    response_status: Annotated[int, Meta(ge=100, le=599)] | None = None
    response_body: str | None = None
    error: str | None = None
    duration_ms: Annotated[int, Meta(ge=0, le=9007199254740991)] | None = None
    created_at: Timestamp
    attempted_at: Timestamp | None = None
    next_attempt_at: Timestamp | None = None
