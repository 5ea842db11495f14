"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.

The schemas of tag `requests`.
"""

from typing import Annotated, Any

from msgspec import Meta, Struct

from sandbox.contract.models.shared import RequestId, Timestamp


class RequestRecord(Struct, frozen=True, kw_only=True):
    """One call of the API, as it was answered. Times are the real world's; personal data is
    masked.
    """

    request_id: RequestId
    operation_id: str | None = None
    method: str
    path: str
    query: str | None = None
    status_code: Annotated[int, Meta(ge=100, le=599)]
    code: str | None = None
    api_key_id: str | None = None
    idempotency_key: str | None = None
    is_replayed: bool
    correlation_id: str
    duration_us: Annotated[int, Meta(ge=0, le=9007199254740991)]
    request_body: dict[str, Any] | None = None
    response_body: dict[str, Any] | None = None
    ip_address_hash: str | None = None
    user_agent: str | None = None
    fault_id: str | None = None
    created_at: Timestamp
