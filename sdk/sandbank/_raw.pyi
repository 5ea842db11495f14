"""Generated from openapi.yaml by sdk/generate.py. Do not edit.

The raw twins of the resources, for type checkers: nothing imports this when it runs.
"""

import datetime
from typing import Any

from sandbank import models
from sandbank._transport import RawResponse
from sandbank.generated.types import UNSET, Unset
from sandbank.pages import AsyncPage, Page

class Organizations:
    def create_organization(
        self,
        *,
        name: str,
        type: models.OrganizationType | str,
        contact_info: models.ContactInfo | dict[str, Any] | None | Unset = UNSET,
        regulatory_info: str | None | Unset = UNSET,
        billing_info: models.ContactInfo | dict[str, Any] | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Organization]: ...
    def get_organization(
        self, organization_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.Organization]: ...
    def update_organization(
        self,
        organization_id: str,
        *,
        name: str | Unset = UNSET,
        contact_info: models.ContactInfo | dict[str, Any] | None | Unset = UNSET,
        regulatory_info: str | None | Unset = UNSET,
        billing_info: models.ContactInfo | dict[str, Any] | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        onboarding_status: models.OnboardingStatus | str | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Organization]: ...
    def list_roles(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.Role]]: ...
    def list_team_members(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.TeamMemberStatus | str | None = None,
        role: models.TeamRole | str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.TeamMember]]: ...
    def invite_team_member(
        self,
        *,
        name: str,
        email: str,
        role: models.TeamRole | str,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.TeamMemberWithSecret]: ...
    def get_team_member(
        self, team_member_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.TeamMember]: ...
    def update_team_member(
        self,
        team_member_id: str,
        *,
        name: str | Unset = UNSET,
        role: models.TeamRole | str | Unset = UNSET,
        status: str | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.TeamMember]: ...
    def remove_team_member(
        self, team_member_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[None]: ...
    def invite_again(
        self, team_member_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.TeamMemberWithSecret]: ...

class ApiKeys:
    def list_api_keys(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.ApiKeyStatus | str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.ApiKey]]: ...
    def create_api_key(
        self,
        *,
        name: str,
        scopes: list[str],
        expires_at: datetime.datetime | str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.ApiKeyWithSecret]: ...
    def get_api_key(self, api_key_id: str, *, timeout: float | None = None) -> RawResponse[models.ApiKey]: ...
    def update_api_key(
        self,
        api_key_id: str,
        *,
        name: str | Unset = UNSET,
        scopes: list[str] | Unset = UNSET,
        expires_at: datetime.datetime | str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.ApiKey]: ...
    def roll_api_key(
        self,
        api_key_id: str,
        *,
        overlap: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.ApiKeyWithSecret]: ...
    def revoke_api_key(
        self, api_key_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.ApiKey]: ...

class Banks:
    def list_banks(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        forked_from: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.Bank]]: ...
    def create_bank(
        self,
        *,
        name: str,
        organization_id: str | None | Unset = UNSET,
        country: str | Unset = UNSET,
        home_currency: str | Unset = UNSET,
        seed: str | None | Unset = UNSET,
        starts_at: datetime.datetime | str | None | Unset = UNSET,
        clock_mode: models.ClockMode | str | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.BankWithSecret]: ...
    def get_bank(self, bank_id: str, *, timeout: float | None = None) -> RawResponse[models.Bank]: ...
    def update_bank(
        self,
        bank_id: str,
        *,
        name: str | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Bank]: ...
    def delete_bank(
        self, bank_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[None]: ...
    def fork_bank(
        self,
        bank_id: str,
        *,
        name: str | None | Unset = UNSET,
        snapshot_id: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.BankWithSecret]: ...
    def reset_bank(
        self,
        bank_id: str,
        *,
        seed: str | None | Unset = UNSET,
        starts_at: datetime.datetime | str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Bank]: ...
    def restore_bank(
        self, bank_id: str, *, snapshot_id: str, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Bank]: ...
    def list_snapshots(
        self,
        bank_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.Snapshot]]: ...
    def create_snapshot(
        self,
        bank_id: str,
        *,
        name: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Snapshot]: ...
    def delete_snapshot(
        self, bank_id: str, snapshot_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[None]: ...

class Settings:
    def list_settings(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.Setting]]: ...
    def get_setting(self, setting_key: str, *, timeout: float | None = None) -> RawResponse[models.Setting]: ...
    def update_setting(
        self, setting_key: str, *, setting_value: str, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Setting]: ...

class Customers:
    def list_customers(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.CustomerStatus | str | None = None,
        kyc_status: models.KycStatus | str | None = None,
        customer_type: models.CustomerType | str | None = None,
        email: str | None = None,
        phone_number: str | None = None,
        national_id: str | None = None,
        name: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.Customer]]: ...
    def create_customer(
        self,
        *,
        customer_type: models.CustomerType | str,
        email: str,
        first_name: str | None | Unset = UNSET,
        last_name: str | None | Unset = UNSET,
        legal_name: str | None | Unset = UNSET,
        phone_number: str | None | Unset = UNSET,
        address: models.Address | dict[str, Any] | None | Unset = UNSET,
        date_of_birth: datetime.date | str | None | Unset = UNSET,
        national_id: str | None | Unset = UNSET,
        tax_id: str | None | Unset = UNSET,
        registration_number: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Customer]: ...
    def get_customer(self, customer_id: str, *, timeout: float | None = None) -> RawResponse[models.Customer]: ...
    def update_customer(
        self,
        customer_id: str,
        *,
        first_name: str | Unset = UNSET,
        last_name: str | Unset = UNSET,
        legal_name: str | Unset = UNSET,
        email: str | Unset = UNSET,
        phone_number: str | None | Unset = UNSET,
        address: models.Address | dict[str, Any] | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Customer]: ...
    def suspend_customer(
        self,
        customer_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Customer]: ...
    def reactivate_customer(
        self, customer_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Customer]: ...
    def close_customer(
        self, customer_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Customer]: ...
    def erase_customer(
        self, customer_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Customer]: ...
    def list_owners(
        self,
        customer_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.Owner]]: ...
    def add_owner(
        self,
        customer_id: str,
        *,
        name: str,
        date_of_birth: datetime.date | str,
        ownership_bps: int,
        is_control_person: bool | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Owner]: ...
    def update_owner(
        self,
        customer_id: str,
        owner_id: str,
        *,
        name: str | Unset = UNSET,
        ownership_bps: int | Unset = UNSET,
        is_control_person: bool | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Owner]: ...
    def remove_owner(
        self, customer_id: str, owner_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[None]: ...

class Kyc:
    def list_verifications(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.VerificationStatus | str | None = None,
        customer_id: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.Verification]]: ...
    def start_verification(
        self, *, customer_id: str, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Verification]: ...
    def get_verification(
        self, verification_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.Verification]: ...
    def approve_verification(
        self, verification_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Verification]: ...
    def reject_verification(
        self,
        verification_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Verification]: ...
    def list_documents(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        document_status: models.DocumentStatus | str | None = None,
        customer_id: str | None = None,
        verification_id: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.Document]]: ...
    def upload_document(
        self,
        *,
        customer_id: str,
        document_type: models.DocumentType | str,
        file_name: str,
        content_type: models.DocumentContentType | str,
        content: str,
        verification_id: str | None | Unset = UNSET,
        document_expiry: datetime.date | str | None | Unset = UNSET,
        document_metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Document]: ...
    def get_document(self, document_id: str, *, timeout: float | None = None) -> RawResponse[models.Document]: ...
    def download_document(
        self, document_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.DocumentContent]: ...

class Accounts:
    def list_accounts(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.AccountStatus | str | None = None,
        customer_id: str | None = None,
        account_type: models.AccountType | str | None = None,
        currency: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.Account]]: ...
    def open_account(
        self,
        *,
        customer_id: str,
        account_type: models.AccountType | str,
        currency: str,
        joint_customer_ids: list[str] | Unset = UNSET,
        ownership: models.AccountOwnership | str | None | Unset = UNSET,
        nickname: str | None | Unset = UNSET,
        daily_limit_cents: int | None | Unset = UNSET,
        monthly_limit_cents: int | None | Unset = UNSET,
        interest_rate_bps: int | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Account]: ...
    def get_account(self, account_id: str, *, timeout: float | None = None) -> RawResponse[models.Account]: ...
    def update_account(
        self,
        account_id: str,
        *,
        nickname: str | None | Unset = UNSET,
        daily_limit_cents: int | Unset = UNSET,
        monthly_limit_cents: int | Unset = UNSET,
        interest_rate_bps: int | Unset = UNSET,
        risk_category: models.RiskLevel | str | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Account]: ...
    def suspend_account(
        self,
        account_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Account]: ...
    def reactivate_account(
        self, account_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Account]: ...
    def close_account(
        self, account_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Account]: ...
    def get_account_balances(
        self, account_id: str, *, as_of: datetime.datetime | str | None = None, timeout: float | None = None
    ) -> RawResponse[models.AccountBalances]: ...
    def reconcile_account(
        self, account_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.ReconciliationReport]: ...

class Transactions:
    def list_account_transactions(
        self,
        account_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.TransactionStatus | str | None = None,
        transaction_type: models.TransactionType | str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.Transaction]]: ...
    def list_holds(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.HoldStatus | str | None = None,
        account_id: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.Hold]]: ...
    def place_hold(
        self,
        *,
        account_id: str,
        amount_cents: int,
        currency: str,
        expires_at: datetime.datetime | str | None | Unset = UNSET,
        description: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Hold]: ...
    def get_hold(self, hold_id: str, *, timeout: float | None = None) -> RawResponse[models.Hold]: ...
    def capture_hold(
        self,
        hold_id: str,
        *,
        amount_cents: int | None | Unset = UNSET,
        description: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Hold]: ...
    def release_hold(
        self,
        hold_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Hold]: ...
    def list_transactions(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.TransactionStatus | str | None = None,
        transaction_type: models.TransactionType | str | None = None,
        account_id: str | None = None,
        external_reference: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.Transaction]]: ...
    def create_deposit(
        self,
        *,
        account_id: str,
        method: models.TransactionMethod | str,
        amount_cents: int,
        currency: str,
        description: str | None | Unset = UNSET,
        external_reference: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Transaction]: ...
    def charge_fee(
        self,
        *,
        account_id: str,
        amount_cents: int,
        currency: str,
        description: str | None | Unset = UNSET,
        external_reference: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Transaction]: ...
    def create_transfer(
        self,
        *,
        source_account_id: str,
        destination_account_id: str,
        amount_cents: int,
        currency: str,
        description: str | None | Unset = UNSET,
        external_reference: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Transaction]: ...
    def create_withdrawal(
        self,
        *,
        account_id: str,
        method: models.TransactionMethod | str,
        amount_cents: int,
        currency: str,
        description: str | None | Unset = UNSET,
        external_reference: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Transaction]: ...
    def get_transaction(
        self, transaction_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.Transaction]: ...
    def approve_transaction(
        self, transaction_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Transaction]: ...
    def reject_transaction(
        self,
        transaction_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Transaction]: ...
    def reverse_transaction(
        self,
        transaction_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Transaction]: ...
    def get_transaction_trace(
        self, transaction_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.TransactionTrace]: ...

class Ledger:
    def list_ledger_accounts(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        code: str | None = None,
        currency: str | None = None,
        account_id: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.LedgerAccount]]: ...
    def get_ledger_account(
        self, ledger_account_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.LedgerAccount]: ...
    def list_entries(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        ledger_account_id: str | None = None,
        ledger_transaction_id: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.Entry]]: ...
    def get_ledger_transaction(
        self, ledger_transaction_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.LedgerTransaction]: ...
    def get_trial_balance(
        self, *, as_of: datetime.datetime | str | None = None, timeout: float | None = None
    ) -> RawResponse[models.TrialBalance]: ...

class Audit:
    def list_audit_records(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        entity_type: str | None = None,
        entity_id: str | None = None,
        user_id: str | None = None,
        correlation_id: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.AuditRecord]]: ...
    def get_audit_record(self, audit_id: str, *, timeout: float | None = None) -> RawResponse[models.AuditRecord]: ...
    def get_audit_proof(self, audit_id: str, *, timeout: float | None = None) -> RawResponse[models.AuditProof]: ...

class Events:
    def list_events(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        type: str | None = None,
        resource_id: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.Event]]: ...
    def get_event(self, event_id: str, *, timeout: float | None = None) -> RawResponse[models.Event]: ...

class Webhooks:
    def get_webhook_attempt(
        self, webhook_attempt_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.WebhookAttempt]: ...
    def resend_webhook_attempt(
        self, webhook_attempt_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.WebhookAttempt]: ...
    def list_webhook_endpoints(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.WebhookEndpointStatus | str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.WebhookEndpoint]]: ...
    def create_webhook_endpoint(
        self,
        *,
        url: str,
        event_types: list[str] | Unset = UNSET,
        include: list[str] | Unset = UNSET,
        description: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.WebhookEndpointWithSecret]: ...
    def get_webhook_endpoint(
        self, webhook_endpoint_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.WebhookEndpoint]: ...
    def update_webhook_endpoint(
        self,
        webhook_endpoint_id: str,
        *,
        url: str | Unset = UNSET,
        event_types: list[str] | Unset = UNSET,
        include: list[str] | Unset = UNSET,
        description: str | None | Unset = UNSET,
        status: models.WebhookEndpointStatus | str | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.WebhookEndpoint]: ...
    def delete_webhook_endpoint(
        self, webhook_endpoint_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[None]: ...
    def list_webhook_attempts(
        self,
        webhook_endpoint_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.WebhookAttemptStatus | str | None = None,
        event_id: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.WebhookAttempt]]: ...
    def deliver_webhooks_now(
        self, webhook_endpoint_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.DeliveryReport]: ...
    def send_example_event(
        self, webhook_endpoint_id: str, *, type: str, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.WebhookAttempt]: ...
    def replay_events(
        self,
        webhook_endpoint_id: str,
        *,
        since: datetime.datetime | str,
        until: datetime.datetime | str | None | Unset = UNSET,
        event_types: list[str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.ReplayReport]: ...
    def rotate_webhook_secret(
        self,
        webhook_endpoint_id: str,
        *,
        overlap: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.WebhookEndpointWithSecret]: ...

class Simulations:
    def simulate_interest_posting(
        self, account_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Account]: ...
    def get_clock(self, *, timeout: float | None = None) -> RawResponse[models.Clock]: ...
    def advance_clock(
        self,
        *,
        by: str | None | Unset = UNSET,
        to: datetime.datetime | str | None | Unset = UNSET,
        until: models.ClockTarget | str | None | Unset = UNSET,
        calendar: models.BankingCalendar | str | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.ClockMove]: ...
    def freeze_clock(
        self, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Clock]: ...
    def list_clock_moves(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.ClockMoveStatus | str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.ClockMove]]: ...
    def get_clock_move(self, clock_move_id: str, *, timeout: float | None = None) -> RawResponse[models.ClockMove]: ...
    def cancel_clock_move(
        self, clock_move_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.ClockMove]: ...
    def run_clock(
        self, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Clock]: ...
    def set_clock(
        self,
        *,
        to: datetime.datetime | str,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.ClockMove]: ...
    def simulate_review_due(
        self, customer_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Verification]: ...
    def simulate_deposit(
        self,
        *,
        account_id: str,
        method: models.TransactionMethod | str,
        amount_cents: int,
        currency: str,
        description: str | None | Unset = UNSET,
        external_reference: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Transaction]: ...
    def simulate_cheque_clearing(
        self, transaction_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Transaction]: ...
    def simulate_cheque_return(
        self,
        transaction_id: str,
        *,
        return_reason: models.ChequeReturnReason | str | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Transaction]: ...
    def simulate_document_approval(
        self, document_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Document]: ...
    def simulate_document_expiry(
        self, document_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Document]: ...
    def simulate_document_rejection(
        self, document_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Document]: ...
    def list_pending_effects(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        status: models.EffectStatus | str | None = None,
        kind: str | None = None,
        resource_id: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.Effect]]: ...
    def get_effect(self, effect_id: str, *, timeout: float | None = None) -> RawResponse[models.Effect]: ...
    def fire_effect(
        self, effect_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Effect]: ...
    def move_effect(
        self,
        effect_id: str,
        *,
        due_at: datetime.datetime | str,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Effect]: ...
    def skip_effect(
        self, effect_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Effect]: ...
    def trigger_event(
        self,
        event_type: str,
        *,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.ScenarioRun]: ...
    def list_faults(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.FaultStatus | str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.Fault]]: ...
    def declare_fault(
        self,
        *,
        kind: models.FaultKind | str,
        operation_id: str | None | Unset = UNSET,
        event_type: str | None | Unset = UNSET,
        rate_bps: int | Unset = UNSET,
        delay_ms: int | Unset = UNSET,
        status_code: int | None | Unset = UNSET,
        remaining: int | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Fault]: ...
    def get_fault(self, fault_id: str, *, timeout: float | None = None) -> RawResponse[models.Fault]: ...
    def lift_fault(
        self, fault_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[None]: ...
    def list_histories(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.History]]: ...
    def create_history(
        self,
        *,
        customers: int,
        months: int,
        seed: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.History]: ...
    def get_history(self, history_id: str, *, timeout: float | None = None) -> RawResponse[models.History]: ...
    def cancel_history(
        self, history_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.History]: ...
    def simulate_hold_expiry(
        self, hold_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Hold]: ...
    def list_magic_values(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.MagicValue]]: ...
    def list_scenario_runs(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.ScenarioRunStatus | str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.ScenarioRun]]: ...
    def run_scenario(
        self,
        *,
        scenario: str | None | Unset = UNSET,
        definition: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.ScenarioRun]: ...
    def get_scenario_run(
        self, scenario_run_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.ScenarioRun]: ...
    def list_scenarios(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.Scenario]]: ...
    def simulate_verification_approval(
        self, verification_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Verification]: ...
    def simulate_verification_rejection(
        self, verification_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Verification]: ...
    def simulate_document_request(
        self, verification_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Verification]: ...
    def simulate_verification_review(
        self, verification_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Verification]: ...

class Requests:
    def list_requests(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        q: str | None = None,
        operation_id: str | None = None,
        status_code: int | None = None,
        api_key_id: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.RequestRecord]]: ...
    def get_request(self, request_id: str, *, timeout: float | None = None) -> RawResponse[models.RequestRecord]: ...

class Usage:
    def get_usage(
        self,
        *,
        since: datetime.datetime | str | None = None,
        until: datetime.datetime | str | None = None,
        interval: str | None = None,
        group_by: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.UsageReport]: ...

class Users:
    def get_current_user(self, *, timeout: float | None = None) -> RawResponse[models.User]: ...

class Sessions:
    def accept_invitation(
        self,
        *,
        token: str,
        password: str,
        name: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.TeamSessionWithSecret]: ...
    def list_sessions(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        team_member_id: str | None = None,
        status: models.TeamSessionStatus | str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[Page[models.TeamSession]]: ...
    def sign_in(
        self,
        *,
        email: str,
        password: str,
        organization_id: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.TeamSessionWithSecret]: ...
    def change_password(
        self,
        *,
        current_password: str,
        new_password: str,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.TeamSession]: ...
    def get_session(self, session_id: str, *, timeout: float | None = None) -> RawResponse[models.TeamSession]: ...
    def revoke_session(
        self, session_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[None]: ...
    def sign_up(
        self,
        *,
        organization_name: str,
        name: str,
        email: str,
        password: str,
        organization_type: models.OrganizationType | str | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.SignedUp]: ...

class EncryptionKeys:
    def rotate_encryption_key(
        self, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.EncryptionKeyRotation]: ...

class AsyncOrganizations:
    async def create_organization(
        self,
        *,
        name: str,
        type: models.OrganizationType | str,
        contact_info: models.ContactInfo | dict[str, Any] | None | Unset = UNSET,
        regulatory_info: str | None | Unset = UNSET,
        billing_info: models.ContactInfo | dict[str, Any] | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Organization]: ...
    async def get_organization(
        self, organization_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.Organization]: ...
    async def update_organization(
        self,
        organization_id: str,
        *,
        name: str | Unset = UNSET,
        contact_info: models.ContactInfo | dict[str, Any] | None | Unset = UNSET,
        regulatory_info: str | None | Unset = UNSET,
        billing_info: models.ContactInfo | dict[str, Any] | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        onboarding_status: models.OnboardingStatus | str | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Organization]: ...
    async def list_roles(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.Role]]: ...
    async def list_team_members(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.TeamMemberStatus | str | None = None,
        role: models.TeamRole | str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.TeamMember]]: ...
    async def invite_team_member(
        self,
        *,
        name: str,
        email: str,
        role: models.TeamRole | str,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.TeamMemberWithSecret]: ...
    async def get_team_member(
        self, team_member_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.TeamMember]: ...
    async def update_team_member(
        self,
        team_member_id: str,
        *,
        name: str | Unset = UNSET,
        role: models.TeamRole | str | Unset = UNSET,
        status: str | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.TeamMember]: ...
    async def remove_team_member(
        self, team_member_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[None]: ...
    async def invite_again(
        self, team_member_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.TeamMemberWithSecret]: ...

class AsyncApiKeys:
    async def list_api_keys(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.ApiKeyStatus | str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.ApiKey]]: ...
    async def create_api_key(
        self,
        *,
        name: str,
        scopes: list[str],
        expires_at: datetime.datetime | str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.ApiKeyWithSecret]: ...
    async def get_api_key(self, api_key_id: str, *, timeout: float | None = None) -> RawResponse[models.ApiKey]: ...
    async def update_api_key(
        self,
        api_key_id: str,
        *,
        name: str | Unset = UNSET,
        scopes: list[str] | Unset = UNSET,
        expires_at: datetime.datetime | str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.ApiKey]: ...
    async def roll_api_key(
        self,
        api_key_id: str,
        *,
        overlap: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.ApiKeyWithSecret]: ...
    async def revoke_api_key(
        self, api_key_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.ApiKey]: ...

class AsyncBanks:
    async def list_banks(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        forked_from: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.Bank]]: ...
    async def create_bank(
        self,
        *,
        name: str,
        organization_id: str | None | Unset = UNSET,
        country: str | Unset = UNSET,
        home_currency: str | Unset = UNSET,
        seed: str | None | Unset = UNSET,
        starts_at: datetime.datetime | str | None | Unset = UNSET,
        clock_mode: models.ClockMode | str | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.BankWithSecret]: ...
    async def get_bank(self, bank_id: str, *, timeout: float | None = None) -> RawResponse[models.Bank]: ...
    async def update_bank(
        self,
        bank_id: str,
        *,
        name: str | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Bank]: ...
    async def delete_bank(
        self, bank_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[None]: ...
    async def fork_bank(
        self,
        bank_id: str,
        *,
        name: str | None | Unset = UNSET,
        snapshot_id: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.BankWithSecret]: ...
    async def reset_bank(
        self,
        bank_id: str,
        *,
        seed: str | None | Unset = UNSET,
        starts_at: datetime.datetime | str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Bank]: ...
    async def restore_bank(
        self, bank_id: str, *, snapshot_id: str, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Bank]: ...
    async def list_snapshots(
        self,
        bank_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.Snapshot]]: ...
    async def create_snapshot(
        self,
        bank_id: str,
        *,
        name: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Snapshot]: ...
    async def delete_snapshot(
        self, bank_id: str, snapshot_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[None]: ...

class AsyncSettings:
    async def list_settings(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.Setting]]: ...
    async def get_setting(self, setting_key: str, *, timeout: float | None = None) -> RawResponse[models.Setting]: ...
    async def update_setting(
        self, setting_key: str, *, setting_value: str, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Setting]: ...

class AsyncCustomers:
    async def list_customers(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.CustomerStatus | str | None = None,
        kyc_status: models.KycStatus | str | None = None,
        customer_type: models.CustomerType | str | None = None,
        email: str | None = None,
        phone_number: str | None = None,
        national_id: str | None = None,
        name: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.Customer]]: ...
    async def create_customer(
        self,
        *,
        customer_type: models.CustomerType | str,
        email: str,
        first_name: str | None | Unset = UNSET,
        last_name: str | None | Unset = UNSET,
        legal_name: str | None | Unset = UNSET,
        phone_number: str | None | Unset = UNSET,
        address: models.Address | dict[str, Any] | None | Unset = UNSET,
        date_of_birth: datetime.date | str | None | Unset = UNSET,
        national_id: str | None | Unset = UNSET,
        tax_id: str | None | Unset = UNSET,
        registration_number: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Customer]: ...
    async def get_customer(self, customer_id: str, *, timeout: float | None = None) -> RawResponse[models.Customer]: ...
    async def update_customer(
        self,
        customer_id: str,
        *,
        first_name: str | Unset = UNSET,
        last_name: str | Unset = UNSET,
        legal_name: str | Unset = UNSET,
        email: str | Unset = UNSET,
        phone_number: str | None | Unset = UNSET,
        address: models.Address | dict[str, Any] | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Customer]: ...
    async def suspend_customer(
        self,
        customer_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Customer]: ...
    async def reactivate_customer(
        self, customer_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Customer]: ...
    async def close_customer(
        self, customer_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Customer]: ...
    async def erase_customer(
        self, customer_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Customer]: ...
    async def list_owners(
        self,
        customer_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.Owner]]: ...
    async def add_owner(
        self,
        customer_id: str,
        *,
        name: str,
        date_of_birth: datetime.date | str,
        ownership_bps: int,
        is_control_person: bool | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Owner]: ...
    async def update_owner(
        self,
        customer_id: str,
        owner_id: str,
        *,
        name: str | Unset = UNSET,
        ownership_bps: int | Unset = UNSET,
        is_control_person: bool | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Owner]: ...
    async def remove_owner(
        self, customer_id: str, owner_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[None]: ...

class AsyncKyc:
    async def list_verifications(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.VerificationStatus | str | None = None,
        customer_id: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.Verification]]: ...
    async def start_verification(
        self, *, customer_id: str, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Verification]: ...
    async def get_verification(
        self, verification_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.Verification]: ...
    async def approve_verification(
        self, verification_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Verification]: ...
    async def reject_verification(
        self,
        verification_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Verification]: ...
    async def list_documents(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        document_status: models.DocumentStatus | str | None = None,
        customer_id: str | None = None,
        verification_id: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.Document]]: ...
    async def upload_document(
        self,
        *,
        customer_id: str,
        document_type: models.DocumentType | str,
        file_name: str,
        content_type: models.DocumentContentType | str,
        content: str,
        verification_id: str | None | Unset = UNSET,
        document_expiry: datetime.date | str | None | Unset = UNSET,
        document_metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Document]: ...
    async def get_document(self, document_id: str, *, timeout: float | None = None) -> RawResponse[models.Document]: ...
    async def download_document(
        self, document_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.DocumentContent]: ...

class AsyncAccounts:
    async def list_accounts(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.AccountStatus | str | None = None,
        customer_id: str | None = None,
        account_type: models.AccountType | str | None = None,
        currency: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.Account]]: ...
    async def open_account(
        self,
        *,
        customer_id: str,
        account_type: models.AccountType | str,
        currency: str,
        joint_customer_ids: list[str] | Unset = UNSET,
        ownership: models.AccountOwnership | str | None | Unset = UNSET,
        nickname: str | None | Unset = UNSET,
        daily_limit_cents: int | None | Unset = UNSET,
        monthly_limit_cents: int | None | Unset = UNSET,
        interest_rate_bps: int | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Account]: ...
    async def get_account(self, account_id: str, *, timeout: float | None = None) -> RawResponse[models.Account]: ...
    async def update_account(
        self,
        account_id: str,
        *,
        nickname: str | None | Unset = UNSET,
        daily_limit_cents: int | Unset = UNSET,
        monthly_limit_cents: int | Unset = UNSET,
        interest_rate_bps: int | Unset = UNSET,
        risk_category: models.RiskLevel | str | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Account]: ...
    async def suspend_account(
        self,
        account_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Account]: ...
    async def reactivate_account(
        self, account_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Account]: ...
    async def close_account(
        self, account_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Account]: ...
    async def get_account_balances(
        self, account_id: str, *, as_of: datetime.datetime | str | None = None, timeout: float | None = None
    ) -> RawResponse[models.AccountBalances]: ...
    async def reconcile_account(
        self, account_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.ReconciliationReport]: ...

class AsyncTransactions:
    async def list_account_transactions(
        self,
        account_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.TransactionStatus | str | None = None,
        transaction_type: models.TransactionType | str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.Transaction]]: ...
    async def list_holds(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.HoldStatus | str | None = None,
        account_id: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.Hold]]: ...
    async def place_hold(
        self,
        *,
        account_id: str,
        amount_cents: int,
        currency: str,
        expires_at: datetime.datetime | str | None | Unset = UNSET,
        description: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Hold]: ...
    async def get_hold(self, hold_id: str, *, timeout: float | None = None) -> RawResponse[models.Hold]: ...
    async def capture_hold(
        self,
        hold_id: str,
        *,
        amount_cents: int | None | Unset = UNSET,
        description: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Hold]: ...
    async def release_hold(
        self,
        hold_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Hold]: ...
    async def list_transactions(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.TransactionStatus | str | None = None,
        transaction_type: models.TransactionType | str | None = None,
        account_id: str | None = None,
        external_reference: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.Transaction]]: ...
    async def create_deposit(
        self,
        *,
        account_id: str,
        method: models.TransactionMethod | str,
        amount_cents: int,
        currency: str,
        description: str | None | Unset = UNSET,
        external_reference: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Transaction]: ...
    async def charge_fee(
        self,
        *,
        account_id: str,
        amount_cents: int,
        currency: str,
        description: str | None | Unset = UNSET,
        external_reference: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Transaction]: ...
    async def create_transfer(
        self,
        *,
        source_account_id: str,
        destination_account_id: str,
        amount_cents: int,
        currency: str,
        description: str | None | Unset = UNSET,
        external_reference: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Transaction]: ...
    async def create_withdrawal(
        self,
        *,
        account_id: str,
        method: models.TransactionMethod | str,
        amount_cents: int,
        currency: str,
        description: str | None | Unset = UNSET,
        external_reference: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Transaction]: ...
    async def get_transaction(
        self, transaction_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.Transaction]: ...
    async def approve_transaction(
        self, transaction_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Transaction]: ...
    async def reject_transaction(
        self,
        transaction_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Transaction]: ...
    async def reverse_transaction(
        self,
        transaction_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Transaction]: ...
    async def get_transaction_trace(
        self, transaction_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.TransactionTrace]: ...

class AsyncLedger:
    async def list_ledger_accounts(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        code: str | None = None,
        currency: str | None = None,
        account_id: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.LedgerAccount]]: ...
    async def get_ledger_account(
        self, ledger_account_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.LedgerAccount]: ...
    async def list_entries(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        ledger_account_id: str | None = None,
        ledger_transaction_id: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.Entry]]: ...
    async def get_ledger_transaction(
        self, ledger_transaction_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.LedgerTransaction]: ...
    async def get_trial_balance(
        self, *, as_of: datetime.datetime | str | None = None, timeout: float | None = None
    ) -> RawResponse[models.TrialBalance]: ...

class AsyncAudit:
    async def list_audit_records(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        entity_type: str | None = None,
        entity_id: str | None = None,
        user_id: str | None = None,
        correlation_id: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.AuditRecord]]: ...
    async def get_audit_record(
        self, audit_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.AuditRecord]: ...
    async def get_audit_proof(
        self, audit_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.AuditProof]: ...

class AsyncEvents:
    async def list_events(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        type: str | None = None,
        resource_id: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.Event]]: ...
    async def get_event(self, event_id: str, *, timeout: float | None = None) -> RawResponse[models.Event]: ...

class AsyncWebhooks:
    async def get_webhook_attempt(
        self, webhook_attempt_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.WebhookAttempt]: ...
    async def resend_webhook_attempt(
        self, webhook_attempt_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.WebhookAttempt]: ...
    async def list_webhook_endpoints(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.WebhookEndpointStatus | str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.WebhookEndpoint]]: ...
    async def create_webhook_endpoint(
        self,
        *,
        url: str,
        event_types: list[str] | Unset = UNSET,
        include: list[str] | Unset = UNSET,
        description: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.WebhookEndpointWithSecret]: ...
    async def get_webhook_endpoint(
        self, webhook_endpoint_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.WebhookEndpoint]: ...
    async def update_webhook_endpoint(
        self,
        webhook_endpoint_id: str,
        *,
        url: str | Unset = UNSET,
        event_types: list[str] | Unset = UNSET,
        include: list[str] | Unset = UNSET,
        description: str | None | Unset = UNSET,
        status: models.WebhookEndpointStatus | str | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.WebhookEndpoint]: ...
    async def delete_webhook_endpoint(
        self, webhook_endpoint_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[None]: ...
    async def list_webhook_attempts(
        self,
        webhook_endpoint_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.WebhookAttemptStatus | str | None = None,
        event_id: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.WebhookAttempt]]: ...
    async def deliver_webhooks_now(
        self, webhook_endpoint_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.DeliveryReport]: ...
    async def send_example_event(
        self, webhook_endpoint_id: str, *, type: str, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.WebhookAttempt]: ...
    async def replay_events(
        self,
        webhook_endpoint_id: str,
        *,
        since: datetime.datetime | str,
        until: datetime.datetime | str | None | Unset = UNSET,
        event_types: list[str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.ReplayReport]: ...
    async def rotate_webhook_secret(
        self,
        webhook_endpoint_id: str,
        *,
        overlap: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.WebhookEndpointWithSecret]: ...

class AsyncSimulations:
    async def simulate_interest_posting(
        self, account_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Account]: ...
    async def get_clock(self, *, timeout: float | None = None) -> RawResponse[models.Clock]: ...
    async def advance_clock(
        self,
        *,
        by: str | None | Unset = UNSET,
        to: datetime.datetime | str | None | Unset = UNSET,
        until: models.ClockTarget | str | None | Unset = UNSET,
        calendar: models.BankingCalendar | str | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.ClockMove]: ...
    async def freeze_clock(
        self, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Clock]: ...
    async def list_clock_moves(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.ClockMoveStatus | str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.ClockMove]]: ...
    async def get_clock_move(
        self, clock_move_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.ClockMove]: ...
    async def cancel_clock_move(
        self, clock_move_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.ClockMove]: ...
    async def run_clock(
        self, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Clock]: ...
    async def set_clock(
        self,
        *,
        to: datetime.datetime | str,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.ClockMove]: ...
    async def simulate_review_due(
        self, customer_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Verification]: ...
    async def simulate_deposit(
        self,
        *,
        account_id: str,
        method: models.TransactionMethod | str,
        amount_cents: int,
        currency: str,
        description: str | None | Unset = UNSET,
        external_reference: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Transaction]: ...
    async def simulate_cheque_clearing(
        self, transaction_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Transaction]: ...
    async def simulate_cheque_return(
        self,
        transaction_id: str,
        *,
        return_reason: models.ChequeReturnReason | str | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Transaction]: ...
    async def simulate_document_approval(
        self, document_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Document]: ...
    async def simulate_document_expiry(
        self, document_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Document]: ...
    async def simulate_document_rejection(
        self, document_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Document]: ...
    async def list_pending_effects(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        status: models.EffectStatus | str | None = None,
        kind: str | None = None,
        resource_id: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.Effect]]: ...
    async def get_effect(self, effect_id: str, *, timeout: float | None = None) -> RawResponse[models.Effect]: ...
    async def fire_effect(
        self, effect_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Effect]: ...
    async def move_effect(
        self,
        effect_id: str,
        *,
        due_at: datetime.datetime | str,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Effect]: ...
    async def skip_effect(
        self, effect_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Effect]: ...
    async def trigger_event(
        self,
        event_type: str,
        *,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.ScenarioRun]: ...
    async def list_faults(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.FaultStatus | str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.Fault]]: ...
    async def declare_fault(
        self,
        *,
        kind: models.FaultKind | str,
        operation_id: str | None | Unset = UNSET,
        event_type: str | None | Unset = UNSET,
        rate_bps: int | Unset = UNSET,
        delay_ms: int | Unset = UNSET,
        status_code: int | None | Unset = UNSET,
        remaining: int | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.Fault]: ...
    async def get_fault(self, fault_id: str, *, timeout: float | None = None) -> RawResponse[models.Fault]: ...
    async def lift_fault(
        self, fault_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[None]: ...
    async def list_histories(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.History]]: ...
    async def create_history(
        self,
        *,
        customers: int,
        months: int,
        seed: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.History]: ...
    async def get_history(self, history_id: str, *, timeout: float | None = None) -> RawResponse[models.History]: ...
    async def cancel_history(
        self, history_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.History]: ...
    async def simulate_hold_expiry(
        self, hold_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Hold]: ...
    async def list_magic_values(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.MagicValue]]: ...
    async def list_scenario_runs(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.ScenarioRunStatus | str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.ScenarioRun]]: ...
    async def run_scenario(
        self,
        *,
        scenario: str | None | Unset = UNSET,
        definition: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.ScenarioRun]: ...
    async def get_scenario_run(
        self, scenario_run_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.ScenarioRun]: ...
    async def list_scenarios(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.Scenario]]: ...
    async def simulate_verification_approval(
        self, verification_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Verification]: ...
    async def simulate_verification_rejection(
        self, verification_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Verification]: ...
    async def simulate_document_request(
        self, verification_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Verification]: ...
    async def simulate_verification_review(
        self, verification_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.Verification]: ...

class AsyncRequests:
    async def list_requests(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        q: str | None = None,
        operation_id: str | None = None,
        status_code: int | None = None,
        api_key_id: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.RequestRecord]]: ...
    async def get_request(
        self, request_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.RequestRecord]: ...

class AsyncUsage:
    async def get_usage(
        self,
        *,
        since: datetime.datetime | str | None = None,
        until: datetime.datetime | str | None = None,
        interval: str | None = None,
        group_by: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.UsageReport]: ...

class AsyncUsers:
    async def get_current_user(self, *, timeout: float | None = None) -> RawResponse[models.User]: ...

class AsyncSessions:
    async def accept_invitation(
        self,
        *,
        token: str,
        password: str,
        name: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.TeamSessionWithSecret]: ...
    async def list_sessions(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        team_member_id: str | None = None,
        status: models.TeamSessionStatus | str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[AsyncPage[models.TeamSession]]: ...
    async def sign_in(
        self,
        *,
        email: str,
        password: str,
        organization_id: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.TeamSessionWithSecret]: ...
    async def change_password(
        self,
        *,
        current_password: str,
        new_password: str,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.TeamSession]: ...
    async def get_session(
        self, session_id: str, *, timeout: float | None = None
    ) -> RawResponse[models.TeamSession]: ...
    async def revoke_session(
        self, session_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[None]: ...
    async def sign_up(
        self,
        *,
        organization_name: str,
        name: str,
        email: str,
        password: str,
        organization_type: models.OrganizationType | str | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> RawResponse[models.SignedUp]: ...

class AsyncEncryptionKeys:
    async def rotate_encryption_key(
        self, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> RawResponse[models.EncryptionKeyRotation]: ...
