"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.

The schemas of tag `audit`.
"""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from sandbox.contract.models.shared import AuditId, Timestamp

AuditAction = Literal["CREATE", "UPDATE", "DELETE", "LOGIN", "TRANSACTION"]
"""What was done; more values may come."""


class AuditRecord(Struct, frozen=True, kw_only=True):
    """One change: who, when, through what, before and after. Personal values are named, not
    shown.
    """

    audit_id: AuditId
    entity_type: str
    entity_id: str
    action_type: AuditAction
    operation: str
    old_values: dict[str, Any] | None = None
    new_values: dict[str, Any] | None = None
    user_id: str
    client_id: str | None = None
    session_id: str | None = None
    correlation_id: str | None = None
    ip_address_hash: str | None = None
    risk_flags: list[str]
    leaf_hash: str
    timestamp: Timestamp


class AuditCheckpoint(Struct, frozen=True, kw_only=True):
    """A signed statement of the log's size and root (Ed25519 over `note`)."""

    origin: str
    tree_size: Annotated[int, Meta(ge=0)]
    root_hash: str
    note: str
    signature: str
    public_key: str


class AuditProof(Struct, frozen=True, kw_only=True):
    """That a record is in the log: its leaf, and the path to a signed root (RFC 9162)."""

    audit_id: AuditId
    leaf: str
    leaf_hash: str
    leaf_index: Annotated[int, Meta(ge=0)]
    tree_size: Annotated[int, Meta(ge=1)]
    root_hash: str
    inclusion_path: list[str]
    checkpoint: AuditCheckpoint
