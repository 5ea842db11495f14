"""The books as they are shown: the engine's own values in the contract's words.

Amounts are positive and say their side; `balance_after` is the posted balance on the side on which the
account normally stands, so that of an asset and of a deposit both read as what is there.
"""

from __future__ import annotations

from sandbox.contract.models.ledger import Entry, LedgerAccount, LedgerTransaction
from sandbox.engine import ledger as books
from sandbox.engine.clock import to_datetime
from sandbox.services.ledger.rules import entry_id


def account_view(balance: books.Balance) -> LedgerAccount:
    """A ledger account with its counters."""
    account = balance.account
    return LedgerAccount(
        ledger_account_id=account.ledger_account_id,
        code=account.code,
        name=account.name,
        currency=account.currency,
        normal_side=account.normal_side,
        account_id=account.account_id,
        debits_posted_cents=balance.debits_posted,
        credits_posted_cents=balance.credits_posted,
        debits_pending_cents=balance.debits_pending,
        credits_pending_cents=balance.credits_pending,
        balance_cents=balance.posted_cents,
        created_at=to_datetime(balance.created_us),
    )


def entry_view(journal: books.LedgerTransaction, place: int, normal_side: books.Direction) -> Entry:
    """One line. What frees a hold is shown on the other side, so that amounts stay positive."""
    entry = journal.entries[place]
    is_pending = entry.posted_cents == 0
    frees = is_pending and entry.pending_cents < 0
    opposite: books.Direction = "CREDIT" if entry.direction == "DEBIT" else "DEBIT"
    net = entry.credits_posted - entry.debits_posted
    return Entry(
        entry_id=entry_id(journal.ledger_transaction_id, place),
        ledger_transaction_id=journal.ledger_transaction_id,
        ledger_account_id=entry.ledger_account_id,
        direction=opposite if frees else entry.direction,
        amount_cents=entry.posted_cents or abs(entry.pending_cents),
        currency=entry.currency,
        sequence=entry.sequence,
        balance_after_cents=net if normal_side == "CREDIT" else -net,
        effective_at=to_datetime(journal.at_us),
        is_pending=is_pending,
    )


def transaction_view(journal: books.LedgerTransaction, sides: dict[str, books.Direction]) -> LedgerTransaction:
    """A ledger transaction; `sides` has the normal side of each of its accounts."""
    return LedgerTransaction(
        ledger_transaction_id=journal.ledger_transaction_id,
        description=journal.description,
        transaction_id=journal.transaction_id,
        hold_id=journal.hold_id,
        status=journal.status,
        effective_at=to_datetime(journal.at_us),
        entries=[
            entry_view(journal, place, sides[entry.ledger_account_id]) for place, entry in enumerate(journal.entries)
        ],
    )
