"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.

Query parameters, a Struct per operation.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from sandbox.contract.models.accounts import AccountStatus, AccountType
from sandbox.contract.models.api_keys import ApiKeyStatus
from sandbox.contract.models.customers import CustomerStatus, CustomerType
from sandbox.contract.models.kyc import DocumentStatus, VerificationStatus
from sandbox.contract.models.organizations import TeamMemberStatus, TeamRole
from sandbox.contract.models.sessions import TeamSessionStatus
from sandbox.contract.models.shared import Currency, IdReference, KycStatus, Timestamp
from sandbox.contract.models.simulations import ClockMoveStatus, EffectStatus, FaultStatus, ScenarioRunStatus
from sandbox.contract.models.transactions import HoldStatus, TransactionStatus, TransactionType
from sandbox.contract.models.webhooks import WebhookAttemptStatus, WebhookEndpointStatus


class ListRolesQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listRoles."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None


class ListTeamMembersQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listTeamMembers."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    created_at_gte: Timestamp | None = field(default=None, name="created_at.gte")
    created_at_lt: Timestamp | None = field(default=None, name="created_at.lt")
    status: TeamMemberStatus | None = None
    role: TeamRole | None = None


class ListApiKeysQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listApiKeys."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    created_at_gte: Timestamp | None = field(default=None, name="created_at.gte")
    created_at_lt: Timestamp | None = field(default=None, name="created_at.lt")
    status: ApiKeyStatus | None = None


class ListBanksQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listBanks."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    created_at_gte: Timestamp | None = field(default=None, name="created_at.gte")
    created_at_lt: Timestamp | None = field(default=None, name="created_at.lt")
    forked_from: IdReference | None = None


class ImportBankQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of importBank."""

    name: Annotated[str, Meta(min_length=1, max_length=200)] | None = None


class ExportBankQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of exportBank."""

    format: Literal["FILE", "CANONICAL"] = "FILE"


class ListSnapshotsQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listSnapshots."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    created_at_gte: Timestamp | None = field(default=None, name="created_at.gte")
    created_at_lt: Timestamp | None = field(default=None, name="created_at.lt")


class ListSettingsQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listSettings."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None


class ListCustomersQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listCustomers."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    created_at_gte: Timestamp | None = field(default=None, name="created_at.gte")
    created_at_lt: Timestamp | None = field(default=None, name="created_at.lt")
    status: CustomerStatus | None = None
    kyc_status: KycStatus | None = None
    customer_type: CustomerType | None = None
    email: Annotated[str, Meta(min_length=1, max_length=254)] | None = None
    phone_number: Annotated[str, Meta(min_length=1, max_length=32)] | None = None
    national_id: Annotated[str, Meta(min_length=1, max_length=32)] | None = None
    name: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    idempotency_key: Annotated[str, Meta(min_length=1, max_length=255)] | None = None


class ListOwnersQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listOwners."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    created_at_gte: Timestamp | None = field(default=None, name="created_at.gte")
    created_at_lt: Timestamp | None = field(default=None, name="created_at.lt")


class ListVerificationsQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listVerifications."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    created_at_gte: Timestamp | None = field(default=None, name="created_at.gte")
    created_at_lt: Timestamp | None = field(default=None, name="created_at.lt")
    status: VerificationStatus | None = None
    customer_id: IdReference | None = None
    idempotency_key: Annotated[str, Meta(min_length=1, max_length=255)] | None = None


class ListDocumentsQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listDocuments."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    created_at_gte: Timestamp | None = field(default=None, name="created_at.gte")
    created_at_lt: Timestamp | None = field(default=None, name="created_at.lt")
    document_status: DocumentStatus | None = None
    customer_id: IdReference | None = None
    verification_id: IdReference | None = None
    idempotency_key: Annotated[str, Meta(min_length=1, max_length=255)] | None = None


class ListAccountsQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listAccounts."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    created_at_gte: Timestamp | None = field(default=None, name="created_at.gte")
    created_at_lt: Timestamp | None = field(default=None, name="created_at.lt")
    status: AccountStatus | None = None
    customer_id: IdReference | None = None
    account_type: AccountType | None = None
    currency: Currency | None = None
    idempotency_key: Annotated[str, Meta(min_length=1, max_length=255)] | None = None


class GetAccountBalancesQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of getAccountBalances."""

    as_of: Timestamp | None = None


class ListAccountTransactionsQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listAccountTransactions."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    created_at_gte: Timestamp | None = field(default=None, name="created_at.gte")
    created_at_lt: Timestamp | None = field(default=None, name="created_at.lt")
    status: TransactionStatus | None = None
    transaction_type: TransactionType | None = None


class ListHoldsQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listHolds."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    created_at_gte: Timestamp | None = field(default=None, name="created_at.gte")
    created_at_lt: Timestamp | None = field(default=None, name="created_at.lt")
    status: HoldStatus | None = None
    account_id: IdReference | None = None
    idempotency_key: Annotated[str, Meta(min_length=1, max_length=255)] | None = None


class ListTransactionsQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listTransactions."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    created_at_gte: Timestamp | None = field(default=None, name="created_at.gte")
    created_at_lt: Timestamp | None = field(default=None, name="created_at.lt")
    status: TransactionStatus | None = None
    transaction_type: TransactionType | None = None
    account_id: IdReference | None = None
    external_reference: Annotated[str, Meta(min_length=1, max_length=100)] | None = None
    idempotency_key: Annotated[str, Meta(min_length=1, max_length=255)] | None = None


class ListLedgerAccountsQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listLedgerAccounts."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    code: Annotated[str, Meta(pattern="(?a)^[0-9]{4}\\Z")] | None = None
    currency: Currency | None = None
    account_id: IdReference | None = None


class ListEntriesQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listEntries."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    ledger_account_id: IdReference | None = None
    ledger_transaction_id: IdReference | None = None


class GetTrialBalanceQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of getTrialBalance."""

    as_of: Timestamp | None = None


class ListAuditRecordsQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listAuditRecords."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    created_at_gte: Timestamp | None = field(default=None, name="created_at.gte")
    created_at_lt: Timestamp | None = field(default=None, name="created_at.lt")
    entity_type: Annotated[str, Meta(pattern="(?a)^[A-Za-z]{1,40}\\Z")] | None = None
    entity_id: IdReference | None = None
    user_id: IdReference | None = None
    correlation_id: IdReference | None = None


class ListEventsQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listEvents."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    created_at_gte: Timestamp | None = field(default=None, name="created_at.gte")
    created_at_lt: Timestamp | None = field(default=None, name="created_at.lt")
    type: Annotated[str, Meta(pattern="(?a)^[a-z_]{1,40}\\.([a-z_]{1,40}|\\*)\\Z")] | None = None
    resource_id: IdReference | None = None


class StreamEventsQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of streamEvents."""

    type: Annotated[str, Meta(pattern="(?a)^[a-z_]{1,40}\\.([a-z_]{1,40}|\\*)\\Z")] | None = None


class ListWebhookEndpointsQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listWebhookEndpoints."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    created_at_gte: Timestamp | None = field(default=None, name="created_at.gte")
    created_at_lt: Timestamp | None = field(default=None, name="created_at.lt")
    status: WebhookEndpointStatus | None = None


class ListWebhookAttemptsQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listWebhookAttempts."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    created_at_gte: Timestamp | None = field(default=None, name="created_at.gte")
    created_at_lt: Timestamp | None = field(default=None, name="created_at.lt")
    status: WebhookAttemptStatus | None = None
    event_id: IdReference | None = None


class ListClockMovesQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listClockMoves."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    created_at_gte: Timestamp | None = field(default=None, name="created_at.gte")
    created_at_lt: Timestamp | None = field(default=None, name="created_at.lt")
    status: ClockMoveStatus | None = None


class ListPendingEffectsQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listPendingEffects."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    status: EffectStatus | None = None
    kind: Annotated[str, Meta(min_length=1, max_length=100)] | None = None
    resource_id: IdReference | None = None


class ListFaultsQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listFaults."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    created_at_gte: Timestamp | None = field(default=None, name="created_at.gte")
    created_at_lt: Timestamp | None = field(default=None, name="created_at.lt")
    status: FaultStatus | None = None


class ListHistoriesQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listHistories."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    created_at_gte: Timestamp | None = field(default=None, name="created_at.gte")
    created_at_lt: Timestamp | None = field(default=None, name="created_at.lt")


class ListMagicValuesQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listMagicValues."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None


class ListScenarioRunsQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listScenarioRuns."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    created_at_gte: Timestamp | None = field(default=None, name="created_at.gte")
    created_at_lt: Timestamp | None = field(default=None, name="created_at.lt")
    status: ScenarioRunStatus | None = None


class ListScenariosQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listScenarios."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None


class ListRequestsQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listRequests."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    created_at_gte: Timestamp | None = field(default=None, name="created_at.gte")
    created_at_lt: Timestamp | None = field(default=None, name="created_at.lt")
    q: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    operation_id: Annotated[str, Meta(min_length=1, max_length=64)] | None = None
    status_code: Annotated[int, Meta(ge=100, le=599)] | None = None
    api_key_id: IdReference | None = None
    idempotency_key: Annotated[str, Meta(min_length=1, max_length=255)] | None = None


class GetUsageQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of getUsage."""

    since: Timestamp | None = None
    until: Timestamp | None = None
    interval: Literal["hour", "day"] = "hour"
    group_by: Literal["operation", "api_key"] = "operation"


class ListSessionsQuery(Struct, frozen=True, kw_only=True):
    """Query parameters of listSessions."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    page: Annotated[int, Meta(ge=1, le=1000)] | None = None
    order: Literal["asc", "desc"] = "desc"
    created_at_gte: Timestamp | None = field(default=None, name="created_at.gte")
    created_at_lt: Timestamp | None = field(default=None, name="created_at.lt")
    team_member_id: IdReference | None = None
    status: TeamSessionStatus | None = None
