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
from .check import Check
from .check_status import CheckStatus
from .check_type import CheckType
from .contact_info import ContactInfo
from .customer import Customer
from .customer_creation import CustomerCreation
from .customer_status import CustomerStatus
from .customer_type import CustomerType
from .customer_update import CustomerUpdate
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
from .entry import Entry
from .event import Event
from .event_data import EventData
from .event_previous import EventPrevious
from .fee_charge import FeeCharge
from .field_problem import FieldProblem
from .hold import Hold
from .hold_capture import HoldCapture
from .hold_placement import HoldPlacement
from .hold_status import HoldStatus
from .kyc_status import KycStatus
from .ledger_account import LedgerAccount
from .ledger_transaction import LedgerTransaction
from .ledger_transaction_status import LedgerTransactionStatus
from .list_account_transactions_order import ListAccountTransactionsOrder
from .list_accounts_order import ListAccountsOrder
from .list_api_keys_order import ListApiKeysOrder
from .list_audit_records_order import ListAuditRecordsOrder
from .list_customers_order import ListCustomersOrder
from .list_documents_order import ListDocumentsOrder
from .list_entries_order import ListEntriesOrder
from .list_events_order import ListEventsOrder
from .list_holds_order import ListHoldsOrder
from .list_ledger_accounts_order import ListLedgerAccountsOrder
from .list_owners_order import ListOwnersOrder
from .list_team_members_order import ListTeamMembersOrder
from .list_transactions_order import ListTransactionsOrder
from .list_verifications_order import ListVerificationsOrder
from .metadata import Metadata
from .onboarding_status import OnboardingStatus
from .organization import Organization
from .organization_creation import OrganizationCreation
from .organization_type import OrganizationType
from .organization_update import OrganizationUpdate
from .owner import Owner
from .owner_creation import OwnerCreation
from .owner_update import OwnerUpdate
from .principal_type import PrincipalType
from .problem import Problem
from .reason import Reason
from .reconciliation_report import ReconciliationReport
from .risk_level import RiskLevel
from .setting import Setting
from .setting_type import SettingType
from .setting_update import SettingUpdate
from .team_member import TeamMember
from .team_member_invitation import TeamMemberInvitation
from .team_member_status import TeamMemberStatus
from .team_member_update import TeamMemberUpdate
from .team_member_update_status import TeamMemberUpdateStatus
from .team_role import TeamRole
from .transaction import Transaction
from .transaction_method import TransactionMethod
from .transaction_status import TransactionStatus
from .transaction_type import TransactionType
from .transfer import Transfer
from .trial_balance import TrialBalance
from .trial_balance_currency import TrialBalanceCurrency
from .trial_balance_line import TrialBalanceLine
from .user import User
from .verification import Verification
from .verification_start import VerificationStart
from .verification_status import VerificationStatus
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
    "Check",
    "CheckStatus",
    "CheckType",
    "ContactInfo",
    "Customer",
    "CustomerCreation",
    "CustomerStatus",
    "CustomerType",
    "CustomerUpdate",
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
    "Entry",
    "Event",
    "EventData",
    "EventPrevious",
    "FeeCharge",
    "FieldProblem",
    "Hold",
    "HoldCapture",
    "HoldPlacement",
    "HoldStatus",
    "KycStatus",
    "LedgerAccount",
    "LedgerTransaction",
    "LedgerTransactionStatus",
    "ListAccountsOrder",
    "ListAccountTransactionsOrder",
    "ListApiKeysOrder",
    "ListAuditRecordsOrder",
    "ListCustomersOrder",
    "ListDocumentsOrder",
    "ListEntriesOrder",
    "ListEventsOrder",
    "ListHoldsOrder",
    "ListLedgerAccountsOrder",
    "ListOwnersOrder",
    "ListTeamMembersOrder",
    "ListTransactionsOrder",
    "ListVerificationsOrder",
    "Metadata",
    "OnboardingStatus",
    "Organization",
    "OrganizationCreation",
    "OrganizationType",
    "OrganizationUpdate",
    "Owner",
    "OwnerCreation",
    "OwnerUpdate",
    "PrincipalType",
    "Problem",
    "Reason",
    "ReconciliationReport",
    "RiskLevel",
    "Setting",
    "SettingType",
    "SettingUpdate",
    "TeamMember",
    "TeamMemberInvitation",
    "TeamMemberStatus",
    "TeamMemberUpdate",
    "TeamMemberUpdateStatus",
    "TeamRole",
    "Transaction",
    "TransactionMethod",
    "TransactionStatus",
    "TransactionType",
    "Transfer",
    "TrialBalance",
    "TrialBalanceCurrency",
    "TrialBalanceLine",
    "User",
    "Verification",
    "VerificationStart",
    "VerificationStatus",
    "Withdrawal",
)
