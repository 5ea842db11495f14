"""Which events may follow an operation: in its own commit, or later by what it set off.

Kept as a table because the code tells of most of them by reaction, in the queue. An operation that changes something
is in one of the three, so a new one has to say where it belongs.
See: openapi.yaml `webhooks`, tests/test_docs.py, which holds it against the contract and the shipped triggers.
"""

from __future__ import annotations

TOLD: dict[str, tuple[str, ...]] = {
    "createOrganization": ("organization.created",),
    "updateOrganization": ("organization.updated",),
    "inviteTeamMember": ("team_member.invited",),
    "updateTeamMember": ("team_member.updated",),
    "removeTeamMember": ("team_member.removed",),
    "createApiKey": (
        "api_key.created",
        "api_key.expired",
    ),
    "updateApiKey": ("api_key.updated",),
    "rollApiKey": ("api_key.rolled",),
    "revokeApiKey": ("api_key.revoked",),
    "createBank": (
        "api_key.created",
        "bank.created",
    ),
    "importBank": (
        "api_key.created",
        "bank.created",
    ),
    "updateBank": ("bank.updated",),
    "deleteBank": (
        "api_key.revoked",
        "bank.deleted",
    ),
    "forkBank": (
        "api_key.created",
        "bank.forked",
    ),
    "resetBank": ("bank.reset",),
    "restoreBank": ("bank.restored",),
    "updateSetting": ("setting.updated",),
    "createCustomer": (
        "customer.created",
        "customer.verified",
        "customer.rejected",
        "verification.created",
        "verification.review_required",
        "verification.document_required",
        "verification.verified",
        "verification.rejected",
    ),
    "updateCustomer": ("customer.updated",),
    "suspendCustomer": ("customer.suspended",),
    "reactivateCustomer": (
        "customer.reactivated",
        "verification.created",
        "verification.verified",
    ),
    "closeCustomer": ("customer.closed",),
    "eraseCustomer": ("customer.erased",),
    "addOwner": ("customer.updated",),
    "updateOwner": ("customer.updated",),
    "removeOwner": ("customer.updated",),
    "startVerification": (
        "customer.verified",
        "verification.created",
        "verification.review_required",
        "verification.verified",
    ),
    "approveVerification": (
        "customer.verified",
        "verification.verified",
    ),
    "rejectVerification": (
        "customer.rejected",
        "verification.rejected",
    ),
    "uploadDocument": (
        "customer.verified",
        "verification.verified",
        "document.uploaded",
        "document.verified",
        "document.rejected",
        "document.expired",
    ),
    "openAccount": ("account.opened",),
    "updateAccount": ("account.updated",),
    "suspendAccount": ("account.suspended",),
    "reactivateAccount": ("account.reactivated",),
    "closeAccount": ("account.closed",),
    "reconcileAccount": ("account.reconciliation_failed",),
    "placeHold": (
        "hold.placed",
        "hold.expired",
    ),
    "captureHold": (
        "transaction.completed",
        "hold.captured",
    ),
    "releaseHold": ("hold.released",),
    "createDeposit": (
        "transaction.initiated",
        "transaction.approval_required",
        "transaction.completed",
        "transaction.failed",
        "transaction.reversed",
    ),
    "chargeFee": (
        "transaction.initiated",
        "transaction.completed",
    ),
    "createTransfer": (
        "transaction.initiated",
        "transaction.approval_required",
        "transaction.completed",
        "transaction.failed",
    ),
    "createWithdrawal": (
        "transaction.initiated",
        "transaction.approval_required",
        "transaction.completed",
        "transaction.failed",
    ),
    "approveTransaction": (
        "transaction.approved",
        "transaction.completed",
    ),
    "rejectTransaction": ("transaction.failed",),
    "reverseTransaction": (
        "transaction.initiated",
        "transaction.completed",
        "transaction.reversed",
    ),
    "simulateInterestPosting": (
        "account.interest_posted",
        "transaction.completed",
    ),
    "advanceClock": ("clock.moved",),
    "cancelClockMove": ("clock.moved",),
    "setClock": ("clock.moved",),
    "simulateReviewDue": (
        "customer.rejected",
        "verification.created",
        "verification.review_required",
        "verification.verified",
        "verification.rejected",
    ),
    "simulateDeposit": (
        "transaction.initiated",
        "transaction.completed",
    ),
    "simulateChequeClearing": (
        "transaction.completed",
        "transaction.failed",
    ),
    "simulateChequeReturn": (
        "transaction.completed",
        "transaction.failed",
        "transaction.reversed",
    ),
    "simulateDocumentApproval": (
        "customer.verified",
        "verification.verified",
        "document.verified",
    ),
    "simulateDocumentExpiry": ("document.expired",),
    "simulateDocumentRejection": ("document.rejected",),
    "simulateHoldExpiry": ("hold.expired",),
    "simulateVerificationApproval": (
        "customer.verified",
        "verification.verified",
    ),
    "simulateVerificationRejection": (
        "customer.rejected",
        "verification.rejected",
    ),
    "simulateDocumentRequest": ("verification.document_required",),
    "simulateVerificationReview": ("verification.review_required",),
    "acceptInvitation": (
        "team_member.updated",
        "team_member.joined",
    ),
    "inviteAgain": ("team_member.invited",),
    "signUp": (
        "organization.created",
        "team_member.joined",
        "bank.created",
    ),
}
"""Operation: types of events, in the contract's order."""


ANY = ("runScenario", "triggerEvent", "createHistory", "fireEffect")
"""Operations that others act through: whatever those tell may follow."""

SILENT = (
    "createSnapshot",
    "deleteSnapshot",
    "createWebhookEndpoint",
    "updateWebhookEndpoint",
    "deleteWebhookEndpoint",
    "rotateWebhookSecret",
    "sendExampleEvent",
    "replayEvents",
    "resendWebhookAttempt",
    "deliverWebhooksNow",
    "freezeClock",
    "runClock",
    "moveEffect",
    "skipEffect",
    "declareFault",
    "liftFault",
    "cancelHistory",
    "signIn",
    "changePassword",
    "revokeSession",
    "rotateEncryptionKey",
)
"""Operations that no event follows."""


def events_of(operation_id: str) -> tuple[str, ...]:
    """The types of events that may follow an operation."""
    return TOLD.get(operation_id, ())


def operations_telling(event_type: str) -> list[str]:
    """The operations that an event may follow."""
    return [operation_id for operation_id, types in TOLD.items() if event_type in types]
