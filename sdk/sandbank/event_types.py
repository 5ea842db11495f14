"""Generated from openapi.yaml by sdk/generate.py. Do not edit.

The types of events, in the contract's order. A newer server may send more.
"""

from __future__ import annotations

from typing import Literal, get_args

EventType = Literal[
    "organization.created",
    "organization.updated",
    "team_member.invited",
    "team_member.updated",
    "team_member.removed",
    "api_key.created",
    "api_key.rolled",
    "api_key.updated",
    "api_key.revoked",
    "api_key.expired",
    "bank.created",
    "bank.forked",
    "bank.updated",
    "bank.reset",
    "bank.restored",
    "bank.deleted",
    "webhook_endpoint.disabled",
    "clock.moved",
    "setting.updated",
    "customer.created",
    "customer.updated",
    "customer.verified",
    "customer.rejected",
    "customer.suspended",
    "customer.reactivated",
    "customer.closed",
    "verification.created",
    "verification.review_required",
    "verification.document_required",
    "verification.verified",
    "verification.rejected",
    "document.uploaded",
    "document.verified",
    "document.rejected",
    "document.expired",
    "account.opened",
    "account.updated",
    "account.suspended",
    "account.reactivated",
    "account.closed",
    "account.interest_posted",
    "account.reconciliation_failed",
    "transaction.initiated",
    "transaction.approval_required",
    "transaction.approved",
    "transaction.completed",
    "transaction.failed",
    "transaction.reversed",
    "hold.placed",
    "hold.captured",
    "hold.released",
    "hold.expired",
]
EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)
