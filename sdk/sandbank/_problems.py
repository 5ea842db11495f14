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
    """There is no valid API key. (401)"""


class KeyExpired(APIStatusError):
    """The API key is past its expires_at. (401)"""


class KeyRevoked(APIStatusError):
    """The API key was revoked. (401)"""


class InsufficientScope(APIStatusError):
    """The key is valid and may not do this. (403)"""


class BankMismatch(APIStatusError):
    """The header Sandbank-Bank names another bank than the key. (403)"""


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
    """The bank cannot write to its disk; nothing was changed. (503)"""


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
}
