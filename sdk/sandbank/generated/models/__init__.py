# Generated from openapi.yaml by openapi-python-client. Do not edit.
"""Contains all the data models used in inputs/outputs"""

from .account import Account
from .account_balances import AccountBalances
from .account_opening import AccountOpening
from .account_ownership import AccountOwnership
from .account_status import AccountStatus
from .account_type import AccountType
from .account_update import AccountUpdate
from .address import Address
from .api_key import ApiKey
from .api_key_creation import ApiKeyCreation
from .api_key_roll import ApiKeyRoll
from .api_key_status import ApiKeyStatus
from .api_key_update import ApiKeyUpdate
from .api_key_with_secret import ApiKeyWithSecret
from .audit_action import AuditAction
from .audit_checkpoint import AuditCheckpoint
from .audit_proof import AuditProof
from .audit_record import AuditRecord
from .audit_record_new_values_type_0 import AuditRecordNewValuesType0
from .audit_record_old_values_type_0 import AuditRecordOldValuesType0
from .auth_method import AuthMethod
from .bank import Bank
from .bank_creation import BankCreation
from .bank_fork import BankFork
from .bank_reset import BankReset
from .bank_restore import BankRestore
from .bank_status import BankStatus
from .bank_update import BankUpdate
from .bank_with_secret import BankWithSecret
from .banking_calendar import BankingCalendar
from .check import Check
from .check_status import CheckStatus
from .check_type import CheckType
from .cheque_return import ChequeReturn
from .cheque_return_reason import ChequeReturnReason
from .clock import Clock
from .clock_advance import ClockAdvance
from .clock_mode import ClockMode
from .clock_move import ClockMove
from .clock_move_status import ClockMoveStatus
from .clock_setting import ClockSetting
from .clock_target import ClockTarget
from .contact_info import ContactInfo
from .customer import Customer
from .customer_creation import CustomerCreation
from .customer_status import CustomerStatus
from .customer_type import CustomerType
from .customer_update import CustomerUpdate
from .delivery_report import DeliveryReport
from .deposit import Deposit
from .direction import Direction
from .document import Document
from .document_content import DocumentContent
from .document_content_type import DocumentContentType
from .document_document_metadata import DocumentDocumentMetadata
from .document_status import DocumentStatus
from .document_type import DocumentType
from .document_upload import DocumentUpload
from .document_upload_document_metadata import DocumentUploadDocumentMetadata
from .effect import Effect
from .effect_move import EffectMove
from .effect_status import EffectStatus
from .encryption_key_rotation import EncryptionKeyRotation
from .entry import Entry
from .event import Event
from .event_data import EventData
from .event_previous import EventPrevious
from .event_replay import EventReplay
from .example_request import ExampleRequest
from .export_bank_format import ExportBankFormat
from .fault import Fault
from .fault_declaration import FaultDeclaration
from .fault_kind import FaultKind
from .fault_status import FaultStatus
from .fee_charge import FeeCharge
from .field_problem import FieldProblem
from .get_usage_group_by import GetUsageGroupBy
from .get_usage_interval import GetUsageInterval
from .history import History
from .history_creation import HistoryCreation
from .history_status import HistoryStatus
from .hold import Hold
from .hold_capture import HoldCapture
from .hold_placement import HoldPlacement
from .hold_status import HoldStatus
from .invitation_acceptance import InvitationAcceptance
from .kyc_status import KycStatus
from .ledger_account import LedgerAccount
from .ledger_transaction import LedgerTransaction
from .ledger_transaction_status import LedgerTransactionStatus
from .list_account_transactions_order import ListAccountTransactionsOrder
from .list_accounts_order import ListAccountsOrder
from .list_api_keys_order import ListApiKeysOrder
from .list_audit_records_order import ListAuditRecordsOrder
from .list_banks_order import ListBanksOrder
from .list_clock_moves_order import ListClockMovesOrder
from .list_customers_order import ListCustomersOrder
from .list_documents_order import ListDocumentsOrder
from .list_entries_order import ListEntriesOrder
from .list_events_order import ListEventsOrder
from .list_faults_order import ListFaultsOrder
from .list_histories_order import ListHistoriesOrder
from .list_holds_order import ListHoldsOrder
from .list_ledger_accounts_order import ListLedgerAccountsOrder
from .list_owners_order import ListOwnersOrder
from .list_requests_order import ListRequestsOrder
from .list_scenario_runs_order import ListScenarioRunsOrder
from .list_sessions_order import ListSessionsOrder
from .list_snapshots_order import ListSnapshotsOrder
from .list_team_members_order import ListTeamMembersOrder
from .list_transactions_order import ListTransactionsOrder
from .list_verifications_order import ListVerificationsOrder
from .list_webhook_attempts_order import ListWebhookAttemptsOrder
from .list_webhook_endpoints_order import ListWebhookEndpointsOrder
from .magic_value import MagicValue
from .metadata import Metadata
from .onboarding_status import OnboardingStatus
from .organization import Organization
from .organization_choice import OrganizationChoice
from .organization_creation import OrganizationCreation
from .organization_type import OrganizationType
from .organization_update import OrganizationUpdate
from .owner import Owner
from .owner_creation import OwnerCreation
from .owner_update import OwnerUpdate
from .password_change import PasswordChange
from .principal_type import PrincipalType
from .problem import Problem
from .reason import Reason
from .reconciliation_report import ReconciliationReport
from .replay_report import ReplayReport
from .request_record import RequestRecord
from .request_record_request_body_type_0 import RequestRecordRequestBodyType0
from .request_record_response_body_type_0 import RequestRecordResponseBodyType0
from .risk_level import RiskLevel
from .role import Role
from .scenario import Scenario
from .scenario_request import ScenarioRequest
from .scenario_run import ScenarioRun
from .scenario_run_bindings import ScenarioRunBindings
from .scenario_run_status import ScenarioRunStatus
from .scenario_step import ScenarioStep
from .setting import Setting
from .setting_type import SettingType
from .setting_update import SettingUpdate
from .sign_in import SignIn
from .sign_up import SignUp
from .signed_up import SignedUp
from .snapshot import Snapshot
from .snapshot_creation import SnapshotCreation
from .team_member import TeamMember
from .team_member_invitation import TeamMemberInvitation
from .team_member_status import TeamMemberStatus
from .team_member_update import TeamMemberUpdate
from .team_member_update_status import TeamMemberUpdateStatus
from .team_member_with_secret import TeamMemberWithSecret
from .team_role import TeamRole
from .team_session import TeamSession
from .team_session_status import TeamSessionStatus
from .team_session_with_secret import TeamSessionWithSecret
from .trace_node import TraceNode
from .trace_node_detail import TraceNodeDetail
from .trace_node_type import TraceNodeType
from .transaction import Transaction
from .transaction_method import TransactionMethod
from .transaction_status import TransactionStatus
from .transaction_trace import TransactionTrace
from .transaction_type import TransactionType
from .transfer import Transfer
from .trial_balance import TrialBalance
from .trial_balance_currency import TrialBalanceCurrency
from .trial_balance_line import TrialBalanceLine
from .usage_bucket import UsageBucket
from .usage_report import UsageReport
from .usage_report_interval import UsageReportInterval
from .usage_volume import UsageVolume
from .user import User
from .verification import Verification
from .verification_start import VerificationStart
from .verification_status import VerificationStatus
from .webhook_attempt import WebhookAttempt
from .webhook_attempt_request_headers_type_0 import WebhookAttemptRequestHeadersType0
from .webhook_attempt_status import WebhookAttemptStatus
from .webhook_endpoint import WebhookEndpoint
from .webhook_endpoint_creation import WebhookEndpointCreation
from .webhook_endpoint_status import WebhookEndpointStatus
from .webhook_endpoint_update import WebhookEndpointUpdate
from .webhook_endpoint_with_secret import WebhookEndpointWithSecret
from .webhook_secret_rotation import WebhookSecretRotation
from .withdrawal import Withdrawal

__all__ = (
    "Account",
    "AccountBalances",
    "AccountOpening",
    "AccountOwnership",
    "AccountStatus",
    "AccountType",
    "AccountUpdate",
    "Address",
    "ApiKey",
    "ApiKeyCreation",
    "ApiKeyRoll",
    "ApiKeyStatus",
    "ApiKeyUpdate",
    "ApiKeyWithSecret",
    "AuditAction",
    "AuditCheckpoint",
    "AuditProof",
    "AuditRecord",
    "AuditRecordNewValuesType0",
    "AuditRecordOldValuesType0",
    "AuthMethod",
    "Bank",
    "BankCreation",
    "BankFork",
    "BankingCalendar",
    "BankReset",
    "BankRestore",
    "BankStatus",
    "BankUpdate",
    "BankWithSecret",
    "Check",
    "CheckStatus",
    "CheckType",
    "ChequeReturn",
    "ChequeReturnReason",
    "Clock",
    "ClockAdvance",
    "ClockMode",
    "ClockMove",
    "ClockMoveStatus",
    "ClockSetting",
    "ClockTarget",
    "ContactInfo",
    "Customer",
    "CustomerCreation",
    "CustomerStatus",
    "CustomerType",
    "CustomerUpdate",
    "DeliveryReport",
    "Deposit",
    "Direction",
    "Document",
    "DocumentContent",
    "DocumentContentType",
    "DocumentDocumentMetadata",
    "DocumentStatus",
    "DocumentType",
    "DocumentUpload",
    "DocumentUploadDocumentMetadata",
    "Effect",
    "EffectMove",
    "EffectStatus",
    "EncryptionKeyRotation",
    "Entry",
    "Event",
    "EventData",
    "EventPrevious",
    "EventReplay",
    "ExampleRequest",
    "ExportBankFormat",
    "Fault",
    "FaultDeclaration",
    "FaultKind",
    "FaultStatus",
    "FeeCharge",
    "FieldProblem",
    "GetUsageGroupBy",
    "GetUsageInterval",
    "History",
    "HistoryCreation",
    "HistoryStatus",
    "Hold",
    "HoldCapture",
    "HoldPlacement",
    "HoldStatus",
    "InvitationAcceptance",
    "KycStatus",
    "LedgerAccount",
    "LedgerTransaction",
    "LedgerTransactionStatus",
    "ListAccountsOrder",
    "ListAccountTransactionsOrder",
    "ListApiKeysOrder",
    "ListAuditRecordsOrder",
    "ListBanksOrder",
    "ListClockMovesOrder",
    "ListCustomersOrder",
    "ListDocumentsOrder",
    "ListEntriesOrder",
    "ListEventsOrder",
    "ListFaultsOrder",
    "ListHistoriesOrder",
    "ListHoldsOrder",
    "ListLedgerAccountsOrder",
    "ListOwnersOrder",
    "ListRequestsOrder",
    "ListScenarioRunsOrder",
    "ListSessionsOrder",
    "ListSnapshotsOrder",
    "ListTeamMembersOrder",
    "ListTransactionsOrder",
    "ListVerificationsOrder",
    "ListWebhookAttemptsOrder",
    "ListWebhookEndpointsOrder",
    "MagicValue",
    "Metadata",
    "OnboardingStatus",
    "Organization",
    "OrganizationChoice",
    "OrganizationCreation",
    "OrganizationType",
    "OrganizationUpdate",
    "Owner",
    "OwnerCreation",
    "OwnerUpdate",
    "PasswordChange",
    "PrincipalType",
    "Problem",
    "Reason",
    "ReconciliationReport",
    "ReplayReport",
    "RequestRecord",
    "RequestRecordRequestBodyType0",
    "RequestRecordResponseBodyType0",
    "RiskLevel",
    "Role",
    "Scenario",
    "ScenarioRequest",
    "ScenarioRun",
    "ScenarioRunBindings",
    "ScenarioRunStatus",
    "ScenarioStep",
    "Setting",
    "SettingType",
    "SettingUpdate",
    "SignedUp",
    "SignIn",
    "SignUp",
    "Snapshot",
    "SnapshotCreation",
    "TeamMember",
    "TeamMemberInvitation",
    "TeamMemberStatus",
    "TeamMemberUpdate",
    "TeamMemberUpdateStatus",
    "TeamMemberWithSecret",
    "TeamRole",
    "TeamSession",
    "TeamSessionStatus",
    "TeamSessionWithSecret",
    "TraceNode",
    "TraceNodeDetail",
    "TraceNodeType",
    "Transaction",
    "TransactionMethod",
    "TransactionStatus",
    "TransactionTrace",
    "TransactionType",
    "Transfer",
    "TrialBalance",
    "TrialBalanceCurrency",
    "TrialBalanceLine",
    "UsageBucket",
    "UsageReport",
    "UsageReportInterval",
    "UsageVolume",
    "User",
    "Verification",
    "VerificationStart",
    "VerificationStatus",
    "WebhookAttempt",
    "WebhookAttemptRequestHeadersType0",
    "WebhookAttemptStatus",
    "WebhookEndpoint",
    "WebhookEndpointCreation",
    "WebhookEndpointStatus",
    "WebhookEndpointUpdate",
    "WebhookEndpointWithSecret",
    "WebhookSecretRotation",
    "Withdrawal",
)
