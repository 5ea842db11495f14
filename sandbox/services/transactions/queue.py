"""What happens later to transactions: the steps of the saga, the end of holds, monthly interest.

Each step is one transaction and deletes its row of the queue, so a crash between any two steps
repeats nothing and loses nothing. A step finds the state it expects or does nothing.
"""

from __future__ import annotations

import datetime

from msgspec.structs import replace

from sandbox.contract.models.accounts import AccountRecord
from sandbox.contract.models.transactions import Transaction
from sandbox.engine import chart
from sandbox.engine.calendars import add_banking_days
from sandbox.engine.call import Call
from sandbox.engine.clock import day_of, start_of_day
from sandbox.engine.ledger import Leg
from sandbox.engine.queue import reaction, step
from sandbox.services.accounts import public as accounts
from sandbox.services.accounts import rules as account_rules
from sandbox.services.settings import operations as settings
from sandbox.services.transactions import movements, rules
from sandbox.services.transactions.records import HOLDS, INTEREST_POSTINGS, TRANSACTIONS, InterestPosting

ASSESS = "transactions.assess"
COMPLETE = "transactions.complete"
COMPLETE_REVERSAL = "transactions.complete_reversal"
EXPIRE_HOLD = "transactions.expire_hold"
POST_INTEREST = "transactions.post_interest"

_SLICE = 200
_AFTER_ACCRUAL_US = 1_000_000
_HOUR_US = 3_600_000_000


class Outside:
    """What the outside has to say of a movement when it is assessed; by itself, nothing."""

    def score(self, transaction: Transaction) -> rules.Risk | None:
        """A score that goes before the rules'."""
        return None

    def assessed(self, call: Call, transaction: Transaction) -> None:
        """A movement goes on: what the outside will do with it can be planned."""

    def clearing_us(self, transaction: Transaction, now_us: int) -> int | None:
        """When a cheque that is collected from now on is paid, if not on the day on which cheques are."""
        return None


_outside = Outside()


def listen_to(outside: Outside) -> None:
    """Have somebody speak for the outside; the simulated world does."""
    global _outside
    _outside = outside


async def _pending(call: Call, transaction_id: str) -> Transaction | None:
    transaction = await call.tx.get(TRANSACTIONS, transaction_id)
    return transaction if transaction is not None and transaction.status == "PENDING" else None


@step(ASSESS)
async def assess(call: Call, subject: str) -> None:
    """Score a movement by rules; go on, ask for approval, or fail it."""
    transaction = await _pending(call, subject)
    if transaction is None or transaction.fraud_score is not None:
        return
    tx = call.tx
    account_id = transaction.source_account_id or transaction.destination_account_id
    hour = f"{tx.now_us // _HOUR_US:09d}"
    await tx.count(f"{account_id}/velocity", hour, 1)
    thresholds = rules.FraudThresholds(
        await settings.integer(tx, "fraud.medium_amount_cents"),
        await settings.integer(tx, "fraud.high_amount_cents"),
        await settings.integer(tx, "fraud.velocity_per_hour"),
    )
    movements_this_hour = await tx.counted(f"{account_id}/velocity", hour)
    score = _outside.score(transaction) or rules.fraud_score(transaction.amount_cents, movements_this_hour, thresholds)
    if score == "HIGH":
        await movements.fail(call, transaction, "fraud_suspected", fraud_score=score)
        return
    limit = await settings.integer(tx, "transactions.approval_limit_cents")
    waits = rules.needs_approval(transaction.amount_cents, score, limit)
    _outside.assessed(call, transaction)
    scored = replace(transaction, fraud_score=score, requires_approval=waits)
    if waits:
        tx.put(scored)
        tx.emit("transaction.approval_required", scored, transaction)
    elif is_cheque_deposit(transaction):
        tx.put(scored)
        schedule_completion(call, scored)
    else:
        # Nothing to wait for: the same commit says that it may go on and that it went.
        await movements.complete(call, scored, before=transaction)


def schedule_completion(call: Call, transaction: Transaction) -> None:
    """The last step: now, and for a cheque when it has been collected."""
    due_us = None
    if is_cheque_deposit(transaction):
        cleared = add_banking_days(day_of(call.tx.now_us), rules.CHEQUE_DAYS)
        due_us = _outside.clearing_us(transaction, call.tx.now_us) or start_of_day(cleared)
    call.tx.schedule(COMPLETE, transaction.transaction_id, due_us)


def is_cheque_deposit(transaction: Transaction) -> bool:
    """Whether this is a cheque that has to be collected, and can come back."""
    return transaction.method == "CHEQUE" and transaction.transaction_type == "DEPOSIT"


@step(COMPLETE)
async def complete(call: Call, subject: str) -> None:
    """Post a movement."""
    transaction = await _pending(call, subject)
    if transaction is not None:
        await movements.complete(call, transaction)


@step(COMPLETE_REVERSAL)
async def complete_reversal(call: Call, subject: str) -> None:
    """Post a reversal, and set what it takes back to REVERSED."""
    reversal = await _pending(call, subject)
    if reversal is None:
        return
    await movements.complete(call, reversal)
    assert reversal.reverses_transaction_id is not None
    original = await call.tx.get(TRANSACTIONS, reversal.reverses_transaction_id)
    assert original is not None
    reversed_ = replace(original, status="REVERSED")
    call.tx.put(reversed_)
    call.tx.emit("transaction.reversed", reversed_, original)


@step(EXPIRE_HOLD)
async def expire_hold(call: Call, subject: str) -> None:
    """Free a hold whose time is over."""
    hold = await call.tx.get(HOLDS, subject)
    if hold is None or hold.status != "PENDING":
        return
    await call.tx.release(hold.hold_id, description="Hold expired", is_expiry=True)
    expired = replace(hold, status="EXPIRED", updated_at=call.now)
    call.tx.put(expired)
    call.tx.emit("hold.expired", expired, hold)


# Interest ----------------------------------------------------------------------------------------
def _first_of_next_month(day: datetime.date) -> datetime.date:
    return (day.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


async def _begin_posting(call: Call, account_id: str) -> None:
    account = await accounts.existing(call.tx, account_id)
    if account.interest_rate_bps and await call.tx.get(INTEREST_POSTINGS, "interest") is None:
        call.tx.put(InterestPosting(interest_posting_id="interest"))
        _schedule_posting(call, _first_of_next_month(day_of(call.tx.now_us)))


def _schedule_posting(call: Call, day: datetime.date, after: str = "") -> None:
    call.tx.schedule(POST_INTEREST, f"{day.isoformat()}/{after}", start_of_day(day) + _AFTER_ACCRUAL_US)


@reaction("account.opened", "transactions.begin_interest")
async def begin_interest(call: Call, subject: str) -> None:
    """The first account that bears interest starts the monthly timer."""
    await _begin_posting(call, subject)


@reaction("account.updated", "transactions.begin_interest_later")
async def begin_interest_later(call: Call, subject: str) -> None:
    """So does an account that is given a rate later."""
    await _begin_posting(call, subject)


@step(POST_INTEREST)
async def post_interest(call: Call, subject: str) -> None:
    """Credit a month's interest to a slice of accounts; `subject` is the day and where it begins."""
    day_text, _, after = subject.partition("/")
    day = datetime.date.fromisoformat(day_text)
    found = await accounts.interest_bearing(call.tx, after or None, _SLICE)
    for account in found:
        await credit_interest(call, account, day - datetime.timedelta(days=1))
    if len(found) == _SLICE:
        _schedule_posting(call, day, found[-1].account_id)
    else:
        _schedule_posting(call, _first_of_next_month(day))


async def credit_interest(call: Call, account: AccountRecord, last_day: datetime.date) -> bool:
    """Credit what an account has earned, to the nearest cent, with what it was earned on; False when that is none."""
    accrued = await accounts.accrued_interest(call.tx, account.account_id)
    cents, _ = account_rules.post_interest(accrued)
    if cents <= 0:
        return False
    days = await accounts.take_interest(call.tx, account.account_id, cents)
    interest = movements.new_transaction(
        call,
        "INTEREST",
        account.currency,
        cents,
        destination_account_id=account.account_id,
        status="COMPLETED",
        description=f"Interest for {last_day:%Y-%m} at {account.interest_rate_bps / 100:.2f} %",
        processed_at=call.now,
        metadata=rules.interest_evidence(days, accrued, account.interest_rate_bps),
    )
    await call.tx.post(
        Leg(chart.interest_expense(account.currency), "DEBIT", cents),
        Leg(accounts.ledger_account(account), "CREDIT", cents),
        description=f"Interest {interest.transaction_ref}",
        transaction_id=interest.transaction_id,
    )
    call.tx.put(interest)
    call.tx.emit("transaction.completed", interest)
    accounts.interest_posted(call.tx, account)
    return True
