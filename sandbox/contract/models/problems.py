"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.

Problem codes, scopes and event types.
"""

from sandbox.contract.specification import ProblemSpec

PROBLEMS: dict[str, ProblemSpec] = {
    "malformed_request": ProblemSpec(
        400,
        "Malformed request",
        "The request cannot be read: its body is not JSON, or a header or query is broken.",
        "Send well-formed JSON in UTF-8, as the reference shows it.",
    ),
    "invalid_field": ProblemSpec(
        400,
        "Invalid field",
        "A value is missing, of the wrong type or out of its bounds.",
        "Correct the fields listed under errors.",
    ),
    "unknown_field": ProblemSpec(
        400,
        "Unknown field",
        "The body has a property that this operation does not know.",
        "Remove the properties listed under errors; check their spelling.",
    ),
    "unknown_parameter": ProblemSpec(
        400,
        "Unknown parameter",
        "The query has a name that this operation does not know.",
        "Remove the parameter, or check its spelling.",
    ),
    "conflicting_pagination": ProblemSpec(
        400,
        "Conflicting pagination",
        "A list was asked for by page and by cursor at once.",
        "Send page or cursor, not both.",
    ),
    "invalid_cursor": ProblemSpec(
        400,
        "Invalid cursor",
        "The cursor did not come from this list.",
        "Take the cursor from the Link header of the page before, or start without one.",
    ),
    "idempotency_key_required": ProblemSpec(
        400,
        "Idempotency key required",
        "Operations that move money need an Idempotency-Key.",
        "Send an Idempotency-Key header with a value of your own, the same for every retry.",
    ),
    "idempotency_key_invalid": ProblemSpec(
        400,
        "Idempotency key invalid",
        "The key is empty, longer than 255 characters, or not visible ASCII.",
        "Use 1 to 255 visible ASCII characters, such as a UUID.",
    ),
    "unauthenticated": ProblemSpec(
        401,
        "Unauthenticated",
        "There is no valid API key, and no session that goes on.",
        "Send Authorization: Bearer with an API key, or with the token of a session.",
    ),
    "key_expired": ProblemSpec(
        401,
        "Key expired",
        "The API key is past its expires_at.",
        "Create a new key, or roll this one before it expires.",
    ),
    "key_revoked": ProblemSpec(
        401, "Key revoked", "The API key was revoked.", "Use another key; a revoked one never works again."
    ),
    "insufficient_scope": ProblemSpec(
        403,
        "Insufficient scope",
        "The key is valid and may not do this.",
        "Use a key with the scope that the detail names.",
    ),
    "bank_mismatch": ProblemSpec(
        403,
        "Bank mismatch",
        "The header Sandbank-Bank names another bank than the key, or one of another organization.",
        "With a key, leave the header out or use a key of that bank; with a session, name a bank of listBanks.",
    ),
    "bank_required": ProblemSpec(
        400,
        "Bank required",
        "A session is an organization's, and this operation runs on one bank.",
        "Name the bank with the header Sandbank-Bank: bank_…; listBanks has their ids.",
    ),
    "organization_suspended": ProblemSpec(
        403,
        "Organization suspended",
        "The operator has suspended the organization; its keys and sessions are refused.",
        "Ask the operator of this server.",
    ),
    "session_expired": ProblemSpec(
        401,
        "Session expired",
        "The session is past its expires_at, or was not used for twelve hours.",
        "Sign in again.",
    ),
    "session_revoked": ProblemSpec(
        401, "Session revoked", "The session was ended, or its member's access was.", "Sign in again."
    ),
    "session_required": ProblemSpec(
        403,
        "Session required",
        "This is for people, and an API key is none.",
        "Sign in, and send the token of the session.",
    ),
    "sign_in_failed": ProblemSpec(
        401,
        "Sign-in failed",
        "There is no such address, or the password is wrong.",
        "Check both; a forgotten password is set anew with an invitation, which inviteAgain makes.",
    ),
    "sign_in_locked": ProblemSpec(
        429,
        "Sign-in locked",
        "Too many sign-ins with this address failed.",
        "Wait as Retry-After says, or accept a new invitation.",
    ),
    "organization_required": ProblemSpec(
        409,
        "Organization required",
        "The address and the password are of members of several organizations.",
        "Send organization_id with one of those in organizations.",
    ),
    "sign_up_closed": ProblemSpec(
        403,
        "Sign-up closed",
        "Nobody makes an organization on this server by signing up.",
        "Ask its operator for an organization, or a member of one for an invitation.",
    ),
    "password_too_weak": ProblemSpec(
        422,
        "Password too weak",
        "The password is shorter than 12 characters, common, or easily guessed.",
        "Choose a longer one, such as a few words; any characters will do.",
    ),
    "password_wrong": ProblemSpec(
        422,
        "Password wrong",
        "The current password is another one.",
        "Check it; a forgotten password is set anew with an invitation, which inviteAgain makes.",
    ),
    "invitation_invalid": ProblemSpec(
        422,
        "Invitation invalid",
        "The invitation is unknown, was accepted, was replaced by a newer one, or is older than seven days.",
        "Ask for a new one, which inviteAgain makes.",
    ),
    "not_found": ProblemSpec(
        404,
        "Not found",
        "There is no such resource, or it is not yours to see.",
        "Check the id; ids of another bank or kind are not found.",
    ),
    "method_not_allowed": ProblemSpec(
        405,
        "Method not allowed",
        "The path exists and does not take this method.",
        "Use one of the methods in the Allow header.",
    ),
    "wrong_state": ProblemSpec(
        409,
        "Wrong state",
        "The resource is in a state that does not allow this.",
        "Bring it into one of the states in allowed_from first.",
    ),
    "idempotency_key_in_flight": ProblemSpec(
        409,
        "Idempotency key in flight",
        "A request with the same key is still running.",
        "Wait as Retry-After says, and send the same request again.",
    ),
    "payload_too_large": ProblemSpec(
        413, "Payload too large", "The body is larger than this operation takes.", "Send a smaller body."
    ),
    "unsupported_media_type": ProblemSpec(
        415,
        "Unsupported media type",
        "The body is not application/json in UTF-8.",
        "Send Content-Type: application/json.",
    ),
    "idempotency_key_reused": ProblemSpec(
        422,
        "Idempotency key reused",
        "The key was used for a request with other content.",
        "Use a new key for a new request; repeat a request byte for byte.",
    ),
    "rate_limited": ProblemSpec(
        429,
        "Rate limited",
        "The key made more calls than its quota.",
        "Wait as Retry-After says; the RateLimit header tells what is left.",
    ),
    "internal_error": ProblemSpec(
        500,
        "Internal error",
        "Something failed that should not.",
        "Report it with the request_id; the request changed nothing.",
    ),
    "bank_read_only": ProblemSpec(
        503,
        "Bank read-only",
        "The bank cannot write to its disk. Reads go on.",
        "Free space or mend the disk, then send it again with the same Idempotency-Key.",
    ),
    "overloaded": ProblemSpec(
        503,
        "Overloaded",
        "More requests are running than this server takes.",
        "Wait as Retry-After says, and send fewer at once.",
    ),
    "email_taken": ProblemSpec(
        409, "Email taken", "Another one has this email address.", "Use another address, or the resource that has it."
    ),
    "last_owner": ProblemSpec(
        409, "Last owner", "An organization keeps one active OWNER.", "Make another member OWNER first."
    ),
    "role_too_high": ProblemSpec(
        403,
        "Role too high",
        "The role has scopes that the caller does not have.",
        "Ask somebody whose scopes include those of the role.",
    ),
    "scope_not_grantable": ProblemSpec(
        403,
        "Scope not grantable",
        "A key can only be given scopes that exist and that its maker has.",
        "Leave out the scopes that the detail names.",
    ),
    "expiry_in_past": ProblemSpec(422, "Expiry in the past", "The time of expiry has passed.", "Choose a later time."),
    "setting_invalid": ProblemSpec(
        422,
        "Setting invalid",
        "The value does not fit the setting's type or bounds.",
        "Send a value as data_type and description say.",
    ),
    "customer_not_active": ProblemSpec(
        422, "Customer not active", "The customer is suspended or closed.", "Reactivate the customer first."
    ),
    "customer_not_verified": ProblemSpec(
        422,
        "Customer not verified",
        "The customer's identity is not verified.",
        "Wait for customer.verified, or complete the verification.",
    ),
    "customer_has_open_accounts": ProblemSpec(
        409, "Customer has open accounts", "A customer is closed after their accounts.", "Close the accounts first."
    ),
    "not_a_business": ProblemSpec(
        422, "Not a business", "Only a BUSINESS customer has owners.", "Use a BUSINESS customer."
    ),
    "ownership_over_100_percent": ProblemSpec(
        422,
        "Ownership over 100 percent",
        "The shares of a business would make more than the whole.",
        "Reduce another owner's share first.",
    ),
    "verification_in_progress": ProblemSpec(
        409, "Verification in progress", "The customer has an open verification.", "Wait for its end, or decide it."
    ),
    "document_unreadable": ProblemSpec(
        422,
        "Document unreadable",
        "The content is not base64, empty, too large, or not of its content type.",
        "Send the whole file in base64, with its real content type.",
    ),
    "document_expired": ProblemSpec(
        422, "Document expired", "The document's expiry has passed.", "Hand in a valid document."
    ),
    "currency_not_supported": ProblemSpec(
        422,
        "Currency not supported",
        "The account type does not take this currency.",
        "Use the bank's home currency, or FOREIGN_CURRENCY for another one of ISO 4217.",
    ),
    "ownership_mismatch": ProblemSpec(
        422,
        "Ownership mismatch",
        "The ownership does not fit the holders.",
        "JOINT needs two persons or more; BUSINESS and CORPORATE a business; INDIVIDUAL one person.",
    ),
    "limit_inconsistent": ProblemSpec(
        422,
        "Limit inconsistent",
        "The daily limit is above the monthly one.",
        "Lower the daily limit or raise the monthly one.",
    ),
    "balance_not_zero": ProblemSpec(
        409, "Balance not zero", "An account is closed when it is empty.", "Move the balance away first."
    ),
    "pending_movements": ProblemSpec(
        409,
        "Pending movements",
        "The account has holds or pending movements.",
        "Wait for them to end, or release them.",
    ),
    "account_not_active": ProblemSpec(
        422, "Account not active", "The account is suspended or closed.", "Reactivate the account, or use another one."
    ),
    "insufficient_funds": ProblemSpec(
        422,
        "Insufficient funds",
        "The account has less available than was asked for.",
        "Ask for less, or pay in first; holds reduce what is available.",
    ),
    "daily_limit_exceeded": ProblemSpec(
        422,
        "Daily limit exceeded",
        "The account would send more today than its daily limit.",
        "Wait for the next day (UTC, bank clock), or raise the limit.",
    ),
    "monthly_limit_exceeded": ProblemSpec(
        422,
        "Monthly limit exceeded",
        "The account would send more this month than its monthly limit.",
        "Wait for the next month, or raise the limit.",
    ),
    "currency_mismatch": ProblemSpec(
        422, "Currency mismatch", "The currency is not the account's.", "Use the currency of both accounts."
    ),
    "same_account": ProblemSpec(
        422, "Same account", "Source and destination are the same account.", "Use two accounts."
    ),
    "amount_over_hold": ProblemSpec(
        422, "Amount over hold", "More was asked for than the hold reserves.", "Capture at most the hold's amount."
    ),
    "already_reversed": ProblemSpec(
        409, "Already reversed", "The transaction has a reversal.", "Look at reversed_by_transaction_id."
    ),
    "not_reversible": ProblemSpec(
        422, "Not reversible", "A reversal itself, or interest, is not reversed.", "Make a new movement the other way."
    ),
    "self_approval": ProblemSpec(
        403,
        "Self approval",
        "Whoever asked for a movement does not approve or reject it.",
        "Let somebody else decide, with another key.",
    ),
    "bank_replaced": ProblemSpec(
        503,
        "Bank replaced",
        "The bank was restored, reset or deleted while the request was under way; nothing of it is kept.",
        "Send the request again, with the same Idempotency-Key.",
    ),
    "bank_in_use": ProblemSpec(
        409,
        "Bank in use",
        "Another change of this bank as a whole is under way, or it is the bank of your own key.",
        "Wait for it to end, or use a key of another bank.",
    ),
    "bank_quota_exceeded": ProblemSpec(
        422,
        "Bank quota exceeded",
        "The organization has as many banks as it may have.",
        "Delete banks that are no longer needed.",
    ),
    "snapshot_quota_exceeded": ProblemSpec(
        422,
        "Snapshot quota exceeded",
        "The bank has as many snapshots as it may have.",
        "Delete snapshots that are no longer needed.",
    ),
    "import_unusable": ProblemSpec(
        422,
        "Import unusable",
        "The file is damaged, not a bank, or of a newer version.",
        "Export it again, or install a newer Sandbank; the detail names what is wrong.",
    ),
    "cursor_stale": ProblemSpec(
        410,
        "Cursor stale",
        "The bank was restored or reset since this cursor or event id was given.",
        "Begin again without it.",
    ),
    "url_not_allowed": ProblemSpec(
        422,
        "URL not allowed",
        "The URL does not lead where webhooks may be sent.",
        "Use https and a public address; loopback needs the setting webhooks.allow_loopback.",
    ),
    "unknown_event_type": ProblemSpec(
        422,
        "Unknown event type",
        "The contract has no such event type.",
        "Use a type listed under webhooks, `account.*`, or `*`.",
    ),
    "unknown_operation": ProblemSpec(
        422,
        "Unknown operation",
        "The contract has no such operation, or it cannot be spoiled.",
        "Use an operationId of the contract; those of banks and simulations always behave.",
    ),
    "clock_would_go_back": ProblemSpec(
        422,
        "Clock would go back",
        "A bank's clock never goes backwards.",
        "Choose a later instant, or restore a snapshot.",
    ),
    "clock_move_in_progress": ProblemSpec(
        409,
        "Clock move in progress",
        "The clock is being moved; one move at a time.",
        "Wait for the move to end, or cancel it.",
    ),
    "nothing_pending": ProblemSpec(
        422, "Nothing pending", "There is no effect to move on to.", "Advance by a duration or to an instant."
    ),
    "effect_failed": ProblemSpec(
        422,
        "Effect failed",
        "The effect could not happen; it stays as it was.",
        "Look at the detail, mend the cause, and fire it again, or skip it.",
    ),
    "history_in_progress": ProblemSpec(
        409,
        "History in progress",
        "A history is being lived through; one at a time.",
        "Wait for it to end, or cancel it.",
    ),
    "unknown_scenario": ProblemSpec(
        422,
        "Unknown scenario",
        "No shipped scenario has this name.",
        "Use a name of listScenarios, or send a definition.",
    ),
    "scenario_invalid": ProblemSpec(
        422, "Scenario invalid", "The definition cannot be played.", "Correct what is listed under errors."
    ),
    "event_not_triggerable": ProblemSpec(
        422,
        "Event not triggerable",
        "Events of the platform are not made by a bank's own operations.",
        "Call the operation that makes the event.",
    ),
    "not_a_cheque": ProblemSpec(
        422,
        "Not a cheque",
        "Only a deposit by cheque clears or comes back.",
        "Use a transaction of type DEPOSIT with method CHEQUE.",
    ),
    "nothing_accrued": ProblemSpec(
        422,
        "Nothing accrued",
        "The account has earned less than one cent.",
        "Advance the clock by some days, or give the account a rate and a balance.",
    ),
    "unknown_simulation": ProblemSpec(
        422,
        "Unknown simulation",
        "`metadata.simulate` asks for an outcome that does not exist here.",
        "Use a value of listMagicValues that applies to this operation.",
    ),
    "answer_lost": ProblemSpec(
        503,
        "Answer lost",
        "A fault that was declared lost the answer after the work was done.",
        "Send the same request with the same Idempotency-Key again; it gives the answer and does nothing twice.",
    ),
    "rotation_under_way": ProblemSpec(
        409, "Rotation under way", "The master key is being changed already.", "Wait for the other rotation to end."
    ),
    "misdirected_request": ProblemSpec(
        421,
        "Misdirected request",
        "The Host header names no host that this server answers for.",
        "Use the address that `sandbank up` printed, or start the server with --allow-host NAME.",
    ),
    "request_timeout": ProblemSpec(
        408,
        "Request timeout",
        "The body did not come within the time the server waits for it.",
        "Send the request again, and its body at once.",
    ),
}

SCOPES: dict[str, str] = {
    "organizations:read": "See organizations and team members.",
    "organizations:write": "Create and change organizations and team members.",
    "api_keys:read": "See API keys.",
    "api_keys:write": "Create and change API keys.",
    "settings:read": "See settings of the bank.",
    "settings:write": "Create and change settings of the bank.",
    "customers:read": "See customers and owners.",
    "customers:write": "Create and change customers and owners.",
    "customers:erase": "Erase customers for good.",
    "kyc:read": "See verifications and documents.",
    "kyc:write": "Create and change verifications and documents.",
    "accounts:read": "See accounts and balances.",
    "accounts:write": "Create and change accounts and balances.",
    "transactions:read": "See transactions and holds.",
    "transactions:write": "Create and change transactions and holds.",
    "ledger:read": "See the books.",
    "audit:read": "See the audit log.",
    "events:read": "See events.",
    "banks:read": "See banks and snapshots, and export them.",
    "banks:write": "Create, fork, restore, reset and delete banks.",
    "webhooks:read": "See webhook endpoints and attempts.",
    "webhooks:write": "Create and change webhook endpoints, and deliver again.",
    "simulations:read": "See the clock, what happens next, faults and scenarios.",
    "simulations:write": "Move the clock, fire effects, declare faults, play scenarios, act as the outside world.",
    "requests:read": "See the request log.",
    "usage:read": "See usage.",
    "kyc:review": "Approve and reject verifications.",
    "transactions:approve": "Approve and reject transactions that wait for a second person.",
    "transactions:reverse": "Reverse completed transactions.",
    "platform:admin": "Operate the data directory: admit organizations, rotate the master key.",
}

EVENT_TYPES: frozenset[str] = frozenset(
    [
        "account.closed",
        "account.interest_posted",
        "account.opened",
        "account.reactivated",
        "account.reconciliation_failed",
        "account.suspended",
        "account.updated",
        "api_key.created",
        "api_key.expired",
        "api_key.revoked",
        "api_key.rolled",
        "api_key.updated",
        "bank.created",
        "bank.deleted",
        "bank.forked",
        "bank.reset",
        "bank.restored",
        "bank.updated",
        "clock.moved",
        "customer.closed",
        "customer.created",
        "customer.erased",
        "customer.reactivated",
        "customer.rejected",
        "customer.suspended",
        "customer.updated",
        "customer.verified",
        "document.expired",
        "document.rejected",
        "document.uploaded",
        "document.verified",
        "hold.captured",
        "hold.expired",
        "hold.placed",
        "hold.released",
        "organization.created",
        "organization.updated",
        "setting.updated",
        "team_member.invited",
        "team_member.joined",
        "team_member.removed",
        "team_member.updated",
        "transaction.approval_required",
        "transaction.approved",
        "transaction.completed",
        "transaction.failed",
        "transaction.initiated",
        "transaction.reversed",
        "verification.created",
        "verification.document_required",
        "verification.rejected",
        "verification.review_required",
        "verification.verified",
        "webhook_endpoint.disabled",
    ]
)
