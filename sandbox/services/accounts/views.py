"""Accounts as they are shown: the stored record, and the balances that the ledger has for it."""

from __future__ import annotations

from sandbox.contract.models.accounts import Account, AccountRecord
from sandbox.engine import chart
from sandbox.engine.clock import to_datetime
from sandbox.engine.transaction import Transaction


async def account_view(tx: Transaction, account: AccountRecord) -> Account:
    """The account with its balances as this transaction sees them."""
    balance = await tx.balance(chart.customer_deposits(account.account_id, account.currency))
    return Account(
        account_id=account.account_id,
        customer_id=account.customer_id,
        joint_customer_ids=account.joint_customer_ids,
        account_number=account.account_number,
        routing_number=account.routing_number,
        iban=account.iban,
        bic=account.bic,
        account_type=account.account_type,
        ownership=account.ownership,
        currency=account.currency,
        nickname=account.nickname,
        status=account.status,
        available_balance_cents=balance.available_cents,
        pending_balance_cents=balance.incoming_cents - balance.held_cents,
        posted_balance_cents=balance.posted_cents,
        daily_limit_cents=account.daily_limit_cents,
        monthly_limit_cents=account.monthly_limit_cents,
        interest_rate_bps=account.interest_rate_bps,
        risk_category=account.risk_category,
        balance_last_updated=to_datetime(balance.at_us) if balance.at_us else None,
        opened_date=account.opened_date,
        closed_date=account.closed_date,
        created_at=account.created_at,
        updated_at=account.updated_at,
        metadata=account.metadata,
    )
