"""The operations of `accounts`. Balances are the ledger's: nothing here keeps one.

See: rules.py for numbers and interest, public.py for what others ask, tests/services/accounts/.
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from sandbox.contract.binder import operation
from sandbox.contract.models.accounts import (
    Account,
    AccountBalances,
    AccountOpening,
    AccountOwnership,
    AccountRecord,
    AccountUpdate,
    ReconciliationReport,
)
from sandbox.contract.models.customers import Customer
from sandbox.contract.models.parameters import GetAccountBalancesQuery, ListAccountsQuery
from sandbox.contract.models.shared import Reason
from sandbox.contract.pages import Page
from sandbox.contract.partial import given
from sandbox.contract.problem import Problem, invalid_field, wrong_state
from sandbox.engine.call import Call
from sandbox.engine.clock import to_datetime, to_us
from sandbox.engine.listing import list_records
from sandbox.engine.money import EXPONENTS
from sandbox.services.accounts import problems, rules
from sandbox.services.accounts.public import accrued_interest, existing, ledger_account
from sandbox.services.accounts.queue import begin_accrual
from sandbox.services.accounts.records import ACCOUNTS
from sandbox.services.accounts.views import account_view
from sandbox.services.customers import operations as customers
from sandbox.services.settings import operations as settings


async def import_account(call: Call, holder: Customer, body: AccountOpening) -> AccountRecord:
    """Take over an account of a customer who was taken over; nothing is emitted.

    Raises `currency_not_supported`, `limit_inconsistent`.
    """
    await _check_currency(call, body)
    return await _open(call, body, "INDIVIDUAL" if holder.customer_type == "INDIVIDUAL" else "BUSINESS")


@operation("openAccount")
async def open_account(call: Call, body: AccountOpening) -> Account:
    holder = await customers.verified(call.tx, body.customer_id)
    if body.customer_id in body.joint_customer_ids or len({*body.joint_customer_ids}) < len(body.joint_customer_ids):
        raise invalid_field("/joint_customer_ids", "Name every holder once.")
    for customer_id in body.joint_customer_ids:
        joint = await customers.verified(call.tx, customer_id)
        if joint.customer_type != "INDIVIDUAL":
            raise problems.ownership_mismatch("JOINT")
    ownership = body.ownership or ("INDIVIDUAL" if holder.customer_type == "INDIVIDUAL" else "BUSINESS")
    if not rules.ownership_fits(ownership, holder.customer_type, len(body.joint_customer_ids)):
        raise problems.ownership_mismatch(ownership)
    await _check_currency(call, body)
    account = await _open(call, body, ownership)
    call.tx.emit("account.opened", account)
    return await account_view(call.tx, account)


@operation("listAccounts")
async def list_accounts(call: Call, query: ListAccountsQuery) -> Page[Account]:
    where = {name: getattr(query, name) for name in ("customer_id", "status", "currency", "account_type")}
    found, following = await list_records(call, ACCOUNTS, query, where)
    return Page([await account_view(call.tx, account) for account in found], following)


@operation("getAccount")
async def get_account(call: Call, account_id: str) -> Account:
    return await account_view(call.tx, await existing(call.tx, account_id))


@operation("updateAccount")
async def update_account(call: Call, account_id: str, body: AccountUpdate) -> Account:
    account = await existing(call.tx, account_id)
    if account.status == "CLOSED":
        raise wrong_state("account", account.status, ("ACTIVE", "SUSPENDED"))
    changes = given(body)
    updated = _changed(call, account, **changes)
    _check_limits(updated)
    if updated.interest_rate_bps:
        await begin_accrual(call)
    call.tx.emit("account.updated", updated, account)
    return await account_view(call.tx, updated)


@operation("suspendAccount")
async def suspend_account(call: Call, account_id: str, body: Reason | None) -> Account:
    account = await existing(call.tx, account_id)
    return await _move(call, account, "suspended", ("ACTIVE",), status="SUSPENDED")


@operation("reactivateAccount")
async def reactivate_account(call: Call, account_id: str) -> Account:
    account = await existing(call.tx, account_id)
    return await _move(call, account, "reactivated", ("SUSPENDED",), status="ACTIVE")


@operation("closeAccount")
async def close_account(call: Call, account_id: str) -> Account:
    account = await existing(call.tx, account_id)
    if account.status == "CLOSED":
        raise wrong_state("account", account.status, ("ACTIVE", "SUSPENDED"))
    balance = await call.tx.balance(ledger_account(account))
    if balance.held_cents or balance.incoming_cents:
        raise Problem("pending_movements")
    if balance.posted_cents:
        raise Problem("balance_not_zero")
    await _count_open(call, account, -1)
    return await _move(call, account, "closed", ("ACTIVE", "SUSPENDED"), status="CLOSED", closed_date=call.now.date())


@operation("getAccountBalances")
async def get_account_balances(call: Call, account_id: str, query: GetAccountBalancesQuery) -> AccountBalances:
    account = await existing(call.tx, account_id)
    at_us = call.tx.now_us if query.as_of is None else min(to_us(query.as_of), call.tx.now_us)
    balance = await call.tx.balance_as_of(ledger_account(account), at_us)
    accrued = await accrued_interest(call.tx, account_id)
    return AccountBalances(
        account_id=account_id,
        currency=account.currency,
        available_balance_cents=balance.available_cents,
        pending_balance_cents=balance.incoming_cents - balance.held_cents,
        posted_balance_cents=balance.posted_cents,
        held_cents=balance.held_cents,
        accrued_interest_cents=max(0, accrued) // rules.INTEREST_DENOMINATOR,
        as_of=to_datetime(at_us),
    )


@operation("reconcileAccount")
async def reconcile_account(call: Call, account_id: str) -> ReconciliationReport:
    account = await existing(call.tx, account_id)
    books = ledger_account(account)
    balance = await call.tx.balance(books)
    total = count = 0
    after = None
    while lines := await call.tx.entries(books.ledger_account_id, after=after, limit=500, is_ascending=True):
        for journal, entry in lines:
            sign = 1 if entry.direction == books.normal_side else -1
            total += sign * entry.posted_cents
            after = (journal.at_us, entry.sequence)
        count += len(lines)
    report = ReconciliationReport(
        account_id=account_id,
        is_balanced=total == balance.posted_cents,
        cached_balance_cents=balance.posted_cents,
        computed_balance_cents=total,
        difference_cents=balance.posted_cents - total,
        entry_count=count,
        checked_at=call.now,
    )
    if not report.is_balanced:
        call.tx.emit("account.reconciliation_failed", account)
    return report


# Within ------------------------------------------------------------------------------------------
async def _open(call: Call, body: AccountOpening, ownership: AccountOwnership) -> AccountRecord:
    """Write a new account, with its numbers and its first day of interest. Raises `limit_inconsistent`."""
    numbers = rules.routing(call.tx.number("account_number"), body.currency)
    account = AccountRecord(
        account_id=call.new_id("acct"),
        customer_id=body.customer_id,
        joint_customer_ids=body.joint_customer_ids,
        account_number=numbers.account_number,
        routing_number=numbers.routing_number,
        iban=numbers.iban,
        bic=numbers.bic,
        account_type=body.account_type,
        ownership=ownership,
        currency=body.currency,
        nickname=body.nickname,
        status="ACTIVE",
        daily_limit_cents=await _limit(call, body.daily_limit_cents, "daily"),
        monthly_limit_cents=await _limit(call, body.monthly_limit_cents, "monthly"),
        interest_rate_bps=await _rate(call, body),
        risk_category="LOW",
        opened_date=call.now.date(),
        created_at=call.now,
        updated_at=call.now,
        metadata=body.metadata,
    )
    _check_limits(account)
    call.tx.put(account)
    await _count_open(call, account, 1)
    if account.interest_rate_bps:
        await begin_accrual(call)
    return account


async def _check_currency(call: Call, body: AccountOpening) -> None:
    home = await settings.text(call.tx, "bank.home_currency")
    is_foreign = body.account_type == "FOREIGN_CURRENCY"
    if body.currency not in EXPONENTS or is_foreign == (body.currency == home):
        raise problems.currency_not_supported(body.currency, body.account_type)


async def _limit(call: Call, given: int | None, period: str) -> int:
    if given is not None:
        return given
    return await settings.integer(call.tx, f"accounts.default_{period}_limit_cents")


async def _rate(call: Call, body: AccountOpening) -> int:
    if body.interest_rate_bps is not None:
        return body.interest_rate_bps
    kind = "savings" if body.account_type == "SAVINGS" else "checking"
    return await settings.integer(call.tx, f"accounts.{kind}_interest_bps")


def _check_limits(account: AccountRecord) -> None:
    if account.daily_limit_cents > account.monthly_limit_cents:
        raise problems.limit_inconsistent()


async def _count_open(call: Call, account: AccountRecord, change: int) -> None:
    for customer_id in (account.customer_id, *account.joint_customer_ids):
        await call.tx.count(f"{customer_id}/open_accounts", "", change)


async def _move(call: Call, account: AccountRecord, event: str, allowed: tuple[str, ...], **changes: Any) -> Account:
    if account.status not in allowed:
        raise wrong_state("account", account.status, allowed)
    moved = _changed(call, account, **changes)
    call.tx.emit(f"account.{event}", moved, account)
    return await account_view(call.tx, moved)


def _changed(call: Call, account: AccountRecord, **changes: Any) -> AccountRecord:
    changed = replace(account, updated_at=call.now, **changes)
    call.tx.put(changed)
    return changed
