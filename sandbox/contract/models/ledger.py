"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.

The schemas of tag `ledger`.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from sandbox.contract.models.shared import (
    AccountId,
    AmountCents,
    BalanceCents,
    Currency,
    Direction,
    EntryId,
    LedgerAccountId,
    LedgerTransactionId,
    Timestamp,
    TransactionId,
)


class LedgerAccount(Struct, frozen=True, kw_only=True):
    """One account of the books: the bank's own, or the one behind a customer's account."""

    ledger_account_id: LedgerAccountId
    code: str
    name: str
    currency: Currency
    normal_side: Direction
    account_id: AccountId | None = None
    debits_posted_cents: BalanceCents
    credits_posted_cents: BalanceCents
    debits_pending_cents: BalanceCents
    credits_pending_cents: BalanceCents
    balance_cents: BalanceCents
    created_at: Timestamp


class Entry(Struct, frozen=True, kw_only=True):
    """One line of the journal. Entries never change; they are reversed."""

    entry_id: EntryId
    ledger_transaction_id: LedgerTransactionId
    ledger_account_id: LedgerAccountId
    direction: Direction
    amount_cents: AmountCents
    currency: Currency
    sequence: Annotated[int, Meta(ge=1)]
    balance_after_cents: BalanceCents
    effective_at: Timestamp
    is_pending: bool


LedgerTransactionStatus = Literal["POSTED", "PENDING"]
"""POSTED moves money, PENDING reserves or frees it; more values may come."""


class LedgerTransaction(Struct, frozen=True, kw_only=True):
    """A balanced set of entries, all or nothing."""

    ledger_transaction_id: LedgerTransactionId
    description: str
    transaction_id: TransactionId | None = None
    hold_id: str | None = None
    status: LedgerTransactionStatus
    effective_at: Timestamp
    entries: list[Entry]


class TrialBalanceLine(Struct, frozen=True, kw_only=True):
    """One line of a trial balance. Customer deposits are added up in one."""

    ledger_account_id: LedgerAccountId | None = None
    code: str
    name: str
    debit_cents: BalanceCents
    credit_cents: BalanceCents


class TrialBalanceCurrency(Struct, frozen=True, kw_only=True):
    """The trial balance of one currency."""

    currency: Currency
    total_debits_cents: BalanceCents
    total_credits_cents: BalanceCents
    is_balanced: bool
    lines: list[TrialBalanceLine]


class TrialBalance(Struct, frozen=True, kw_only=True):
    """All balances of the books by currency."""

    as_of: Timestamp
    currencies: list[TrialBalanceCurrency]
