"""Generated from openapi.yaml by sdk/generate.py. Do not edit.

An error class per problem code of the contract.
"""

from __future__ import annotations

from sandbank.errors import APIStatusError


class MalformedRequest(APIStatusError):
    """The request cannot be read: its body is not JSON, or a header or query is broken. (400)"""


class InvalidField(APIStatusError):
    """A value is missing, of the wrong type or out of its bounds. (400)"""


class UnknownField(APIStatusError):
    """The body has a property that this operation does not know. (400)"""


class UnknownParameter(APIStatusError):
    """The query has a name that this operation does not know. (400)"""


class ConflictingPagination(APIStatusError):
    """A list was asked for by page and by cursor at once. (400)"""


class InvalidCursor(APIStatusError):
    """The cursor did not come from this list. (400)"""


class IdempotencyKeyRequired(APIStatusError):
    """Operations that move money need an Idempotency-Key. (400)"""


class IdempotencyKeyInvalid(APIStatusError):
    """The key is empty, longer than 255 characters, or not visible ASCII. (400)"""


class Unauthenticated(APIStatusError):
    """There is no valid API key, and no session that goes on. (401)"""


class KeyExpired(APIStatusError):
    """The API key is past its expires_at. (401)"""


class KeyRevoked(APIStatusError):
    """The API key was revoked. (401)"""


class InsufficientScope(APIStatusError):
    """The key is valid and may not do this. (403)"""


class BankMismatch(APIStatusError):
    """The header Sandbank-Bank names another bank than the key, or one of another organization. (403)"""


class BankRequired(APIStatusError):
    """A session is an organization's, and this operation runs on one bank. (400)"""


class OrganizationSuspended(APIStatusError):
    """The operator has suspended the organization; its keys and sessions are refused. (403)"""


class SessionExpired(APIStatusError):
    """The session is past its expires_at, or was not used for twelve hours. (401)"""


class SessionRevoked(APIStatusError):
    """The session was ended, or its member's access was. (401)"""


class SessionRequired(APIStatusError):
    """This is for people, and an API key is none. (403)"""


class SignInFailed(APIStatusError):
    """There is no such address, or the password is wrong. (401)"""


class SignInLocked(APIStatusError):
    """Too many sign-ins with this address failed. (429)"""


class OrganizationRequired(APIStatusError):
    """The address and the password are of members of several organizations. (409)"""


class SignUpClosed(APIStatusError):
    """Nobody makes an organization on this server by signing up. (403)"""


class PasswordTooWeak(APIStatusError):
    """The password is shorter than 12 characters, common, or easily guessed. (422)"""


class PasswordWrong(APIStatusError):
    """The current password is another one. (422)"""


class InvitationInvalid(APIStatusError):
    """The invitation is unknown, was accepted, was replaced by a newer one, or is older than seven days. (422)"""


class NotFound(APIStatusError):
    """There is no such resource, or it is not yours to see. (404)"""


class MethodNotAllowed(APIStatusError):
    """The path exists and does not take this method. (405)"""


class WrongState(APIStatusError):
    """The resource is in a state that does not allow this. (409)"""


class IdempotencyKeyInFlight(APIStatusError):
    """A request with the same key is still running. (409)"""


class PayloadTooLarge(APIStatusError):
    """The body is larger than this operation takes. (413)"""


class UnsupportedMediaType(APIStatusError):
    """The body is not application/json in UTF-8. (415)"""


class IdempotencyKeyReused(APIStatusError):
    """The key was used for a request with other content. (422)"""


class RateLimited(APIStatusError):
    """The key made more calls than its quota. (429)"""


class InternalError(APIStatusError):
    """Something failed that should not. (500)"""


class BankReadOnly(APIStatusError):
    """The bank cannot write to its disk. Reads go on. (503)"""


class Overloaded(APIStatusError):
    """More requests are running than this server takes. (503)"""


class EmailTaken(APIStatusError):
    """Another one has this email address. (409)"""


class LastOwner(APIStatusError):
    """An organization keeps one active OWNER. (409)"""


class RoleTooHigh(APIStatusError):
    """The role has scopes that the caller does not have. (403)"""


class ScopeNotGrantable(APIStatusError):
    """A key can only be given scopes that exist and that its maker has. (403)"""


class ExpiryInPast(APIStatusError):
    """The time of expiry has passed. (422)"""


class SettingInvalid(APIStatusError):
    """The value does not fit the setting's type or bounds. (422)"""


class CustomerNotActive(APIStatusError):
    """The customer is suspended or closed. (422)"""


class CustomerNotVerified(APIStatusError):
    """The customer's identity is not verified. (422)"""


class CustomerHasOpenAccounts(APIStatusError):
    """A customer is closed after their accounts. (409)"""


class NotABusiness(APIStatusError):
    """Only a BUSINESS customer has owners. (422)"""


class OwnershipOver100Percent(APIStatusError):
    """The shares of a business would make more than the whole. (422)"""


class VerificationInProgress(APIStatusError):
    """The customer has an open verification. (409)"""


class DocumentUnreadable(APIStatusError):
    """The content is not base64, empty, too large, or not of its content type. (422)"""


class DocumentExpired(APIStatusError):
    """The document's expiry has passed. (422)"""


class CurrencyNotSupported(APIStatusError):
    """The account type does not take this currency. (422)"""


class OwnershipMismatch(APIStatusError):
    """The ownership does not fit the holders. (422)"""


class LimitInconsistent(APIStatusError):
    """The daily limit is above the monthly one. (422)"""


class BalanceNotZero(APIStatusError):
    """An account is closed when it is empty. (409)"""


class PendingMovements(APIStatusError):
    """The account has holds or pending movements. (409)"""


class AccountNotActive(APIStatusError):
    """The account is suspended or closed. (422)"""


class InsufficientFunds(APIStatusError):
    """The account has less available than was asked for. (422)"""


class DailyLimitExceeded(APIStatusError):
    """The account would send more today than its daily limit. (422)"""


class MonthlyLimitExceeded(APIStatusError):
    """The account would send more this month than its monthly limit. (422)"""


class CurrencyMismatch(APIStatusError):
    """The currency is not the account's. (422)"""


class SameAccount(APIStatusError):
    """Source and destination are the same account. (422)"""


class AmountOverHold(APIStatusError):
    """More was asked for than the hold reserves. (422)"""


class AlreadyReversed(APIStatusError):
    """The transaction has a reversal. (409)"""


class NotReversible(APIStatusError):
    """A reversal itself, or interest, is not reversed. (422)"""


class SelfApproval(APIStatusError):
    """Whoever asked for a movement does not approve or reject it. (403)"""


class BankReplaced(APIStatusError):
    """The bank was restored, reset or deleted while the request was under way; nothing of it is kept. (503)"""


class BankInUse(APIStatusError):
    """Another change of this bank as a whole is under way, or it is the bank of your own key. (409)"""


class BankQuotaExceeded(APIStatusError):
    """The organization has as many banks as it may have. (422)"""


class SnapshotQuotaExceeded(APIStatusError):
    """The bank has as many snapshots as it may have. (422)"""


class ImportUnusable(APIStatusError):
    """The file is damaged, not a bank, or of a newer version. (422)"""


class CursorStale(APIStatusError):
    """The bank was restored or reset since this cursor or event id was given. (410)"""


class UrlNotAllowed(APIStatusError):
    """The URL does not lead where webhooks may be sent. (422)"""


class UnknownEventType(APIStatusError):
    """The contract has no such event type. (422)"""


class UnknownOperation(APIStatusError):
    """The contract has no such operation, or it cannot be spoiled. (422)"""


class ClockWouldGoBack(APIStatusError):
    """A bank's clock never goes backwards. (422)"""


class ClockMoveInProgress(APIStatusError):
    """The clock is being moved; one move at a time. (409)"""


class NothingPending(APIStatusError):
    """There is no effect to move on to. (422)"""


class EffectFailed(APIStatusError):
    """The effect could not happen; it stays as it was. (422)"""


class HistoryInProgress(APIStatusError):
    """A history is being lived through; one at a time. (409)"""


class UnknownScenario(APIStatusError):
    """No shipped scenario has this name. (422)"""


class ScenarioInvalid(APIStatusError):
    """The definition cannot be played. (422)"""


class EventNotTriggerable(APIStatusError):
    """Events of the platform are not made by a bank's own operations. (422)"""


class NotACheque(APIStatusError):
    """Only a deposit by cheque clears or comes back. (422)"""


class NothingAccrued(APIStatusError):
    """The account has earned less than one cent. (422)"""


class UnknownSimulation(APIStatusError):
    """`metadata.simulate` asks for an outcome that does not exist here. (422)"""


class AnswerLost(APIStatusError):
    """A fault that was declared lost the answer after the work was done. (503)"""


class RotationUnderWay(APIStatusError):
    """The master key is being changed already. (409)"""


class MisdirectedRequest(APIStatusError):
    """The Host header names no host that this server answers for. (421)"""


class RequestTimeout(APIStatusError):
    """The body did not come within the time the server waits for it. (408)"""


BY_CODE: dict[str, type[APIStatusError]] = {
    "malformed_request": MalformedRequest,
    "invalid_field": InvalidField,
    "unknown_field": UnknownField,
    "unknown_parameter": UnknownParameter,
    "conflicting_pagination": ConflictingPagination,
    "invalid_cursor": InvalidCursor,
    "idempotency_key_required": IdempotencyKeyRequired,
    "idempotency_key_invalid": IdempotencyKeyInvalid,
    "unauthenticated": Unauthenticated,
    "key_expired": KeyExpired,
    "key_revoked": KeyRevoked,
    "insufficient_scope": InsufficientScope,
    "bank_mismatch": BankMismatch,
    "bank_required": BankRequired,
    "organization_suspended": OrganizationSuspended,
    "session_expired": SessionExpired,
    "session_revoked": SessionRevoked,
    "session_required": SessionRequired,
    "sign_in_failed": SignInFailed,
    "sign_in_locked": SignInLocked,
    "organization_required": OrganizationRequired,
    "sign_up_closed": SignUpClosed,
    "password_too_weak": PasswordTooWeak,
    "password_wrong": PasswordWrong,
    "invitation_invalid": InvitationInvalid,
    "not_found": NotFound,
    "method_not_allowed": MethodNotAllowed,
    "wrong_state": WrongState,
    "idempotency_key_in_flight": IdempotencyKeyInFlight,
    "payload_too_large": PayloadTooLarge,
    "unsupported_media_type": UnsupportedMediaType,
    "idempotency_key_reused": IdempotencyKeyReused,
    "rate_limited": RateLimited,
    "internal_error": InternalError,
    "bank_read_only": BankReadOnly,
    "overloaded": Overloaded,
    "email_taken": EmailTaken,
    "last_owner": LastOwner,
    "role_too_high": RoleTooHigh,
    "scope_not_grantable": ScopeNotGrantable,
    "expiry_in_past": ExpiryInPast,
    "setting_invalid": SettingInvalid,
    "customer_not_active": CustomerNotActive,
    "customer_not_verified": CustomerNotVerified,
    "customer_has_open_accounts": CustomerHasOpenAccounts,
    "not_a_business": NotABusiness,
    "ownership_over_100_percent": OwnershipOver100Percent,
    "verification_in_progress": VerificationInProgress,
    "document_unreadable": DocumentUnreadable,
    "document_expired": DocumentExpired,
    "currency_not_supported": CurrencyNotSupported,
    "ownership_mismatch": OwnershipMismatch,
    "limit_inconsistent": LimitInconsistent,
    "balance_not_zero": BalanceNotZero,
    "pending_movements": PendingMovements,
    "account_not_active": AccountNotActive,
    "insufficient_funds": InsufficientFunds,
    "daily_limit_exceeded": DailyLimitExceeded,
    "monthly_limit_exceeded": MonthlyLimitExceeded,
    "currency_mismatch": CurrencyMismatch,
    "same_account": SameAccount,
    "amount_over_hold": AmountOverHold,
    "already_reversed": AlreadyReversed,
    "not_reversible": NotReversible,
    "self_approval": SelfApproval,
    "bank_replaced": BankReplaced,
    "bank_in_use": BankInUse,
    "bank_quota_exceeded": BankQuotaExceeded,
    "snapshot_quota_exceeded": SnapshotQuotaExceeded,
    "import_unusable": ImportUnusable,
    "cursor_stale": CursorStale,
    "url_not_allowed": UrlNotAllowed,
    "unknown_event_type": UnknownEventType,
    "unknown_operation": UnknownOperation,
    "clock_would_go_back": ClockWouldGoBack,
    "clock_move_in_progress": ClockMoveInProgress,
    "nothing_pending": NothingPending,
    "effect_failed": EffectFailed,
    "history_in_progress": HistoryInProgress,
    "unknown_scenario": UnknownScenario,
    "scenario_invalid": ScenarioInvalid,
    "event_not_triggerable": EventNotTriggerable,
    "not_a_cheque": NotACheque,
    "nothing_accrued": NothingAccrued,
    "unknown_simulation": UnknownSimulation,
    "answer_lost": AnswerLost,
    "rotation_under_way": RotationUnderWay,
    "misdirected_request": MisdirectedRequest,
    "request_timeout": RequestTimeout,
}
