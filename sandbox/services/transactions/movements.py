"""A movement of money from its acceptance to its end: the one place where transactions reserve and post.

Every movement is a pending pair of the ledger first, between the two ledger accounts that `sides`
names, and is captured or released by the saga in `queue.py`. The pair's id follows from the
transaction's, so neither has to store the other's.
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from sandbox.contract.models.accounts import AccountRecord
from sandbox.contract.models.transactions import Transaction
from sandbox.engine import chart
from sandbox.engine.call import Call
from sandbox.engine.clock import to_us
from sandbox.engine.ids import derived
from sandbox.engine.ledger import BelowFloor, LedgerAccount, Leg
from sandbox.services.accounts import public as accounts
from sandbox.services.transactions import problems, rules

Sides = tuple[LedgerAccount, LedgerAccount]


def counterpart(method: str | None, currency: str, *, is_incoming: bool) -> LedgerAccount:
    """The bank's own side of money that comes in or goes out."""
    if method in ("CASH", "ATM", "BRANCH"):
        return chart.cash(currency)
    if method == "CHEQUE" and is_incoming:
        return chart.items_in_collection(currency)
    return chart.settlement("cheque" if method == "CHEQUE" else "online", currency)


def sides(transaction: Transaction) -> Sides:
    """(debit, credit) of a movement that is not a reversal."""
    currency = transaction.currency
    source, destination = transaction.source_account_id, transaction.destination_account_id
    if transaction.transaction_type == "FEE":
        assert source is not None
        return chart.customer_deposits(source, currency), chart.fee_income(currency)
    debit = (
        chart.customer_deposits(source, currency)
        if source is not None
        else counterpart(transaction.method, currency, is_incoming=True)
    )
    credit = (
        chart.customer_deposits(destination, currency)
        if destination is not None
        else counterpart(transaction.method, currency, is_incoming=False)
    )
    return debit, credit


def new_transaction(call: Call, transaction_type: Any, currency: str, amount_cents: int, **rest: Any) -> Transaction:
    """A PENDING movement with its id, reference and initiator."""
    caller = call.caller
    year = call.now.year
    return Transaction(
        transaction_id=call.new_id("txn"),
        transaction_ref=f"TXN-{year}-{call.tx.number(f'transaction_ref/{year}'):06d}",
        transaction_type=transaction_type,
        amount_cents=amount_cents,
        currency=currency,
        **{
            "status": "PENDING",
            "requires_approval": False,
            "auth_method": caller.auth_method,
            "initiated_by": caller.user_id,
            "client_id": caller.client_id,
            "session_id": caller.session_id,
            "correlation_id": caller.correlation_id,
            "created_at": call.now,
            **rest,
        },
    )


async def accept(
    call: Call, transaction: Transaction, pair: Sides, limited: AccountRecord | None, then: str
) -> Transaction:
    """Reserve its money, count it against the limits, and hand it to the queue.

    Raises `insufficient_funds`, `daily_limit_exceeded`, `monthly_limit_exceeded`.
    """
    try:
        await call.tx.hold(
            *pair,
            transaction.amount_cents,
            description=f"{transaction.transaction_type.capitalize()} {transaction.transaction_ref}",
            hold_id=reservation_of(transaction),
            transaction_id=transaction.transaction_id,
        )
    except BelowFloor as error:
        raise problems.insufficient_funds(
            error.available_cents, transaction.amount_cents, transaction.currency
        ) from None
    if limited is not None:
        await accounts.take_limit(call.tx, limited, transaction.amount_cents)
    call.tx.put(transaction)
    call.tx.emit("transaction.initiated", transaction)
    call.tx.schedule(then, transaction.transaction_id)
    return transaction


def reservation_of(transaction: Transaction) -> str:
    """The id of the ledger hold behind a movement."""
    return derived("hold", transaction.transaction_id)


async def complete(call: Call, transaction: Transaction, *, before: Transaction | None = None) -> Transaction:
    """Post what was reserved: the movement is COMPLETED. `before`: as committed, if it was changed since."""
    await call.tx.capture(
        reservation_of(transaction),
        description=f"{transaction.transaction_type.capitalize()} {transaction.transaction_ref}",
    )
    completed = replace(transaction, status="COMPLETED", processed_at=call.now)
    call.tx.put(completed)
    call.tx.emit("transaction.completed", completed, before or transaction)
    return completed


async def fail(call: Call, transaction: Transaction, failure_code: str, **changes: Any) -> Transaction:
    """Free what was reserved: the movement is FAILED and nothing has moved."""
    await call.tx.release(
        reservation_of(transaction),
        description=f"{transaction.transaction_type.capitalize()} {transaction.transaction_ref} failed",
    )
    if transaction.transaction_type in rules.OUTGOING and transaction.source_account_id is not None:
        await accounts.give_back_limit(
            call.tx, transaction.source_account_id, transaction.amount_cents, to_us(transaction.created_at)
        )
    failed = replace(transaction, status="FAILED", failure_code=failure_code, processed_at=call.now, **changes)
    call.tx.put(failed)
    call.tx.emit("transaction.failed", failed, transaction)
    return failed


async def take_back(call: Call, transaction: Transaction, description: str) -> Transaction:
    """Reverse a COMPLETED movement at once because the outside takes it back; gives the reversal.

    No floor is asked: the account may end below zero.
    """
    reversal = new_transaction(
        call,
        "REVERSAL",
        transaction.currency,
        transaction.amount_cents,
        source_account_id=transaction.destination_account_id,
        destination_account_id=transaction.source_account_id,
        method=transaction.method,
        description=description,
        reverses_transaction_id=transaction.transaction_id,
        status="COMPLETED",
        processed_at=call.now,
    )
    debit, credit = sides(transaction)
    await call.tx.post(
        Leg(credit, "DEBIT", transaction.amount_cents),
        Leg(debit, "CREDIT", transaction.amount_cents),
        description=f"Reversal {reversal.transaction_ref}",
        transaction_id=reversal.transaction_id,
        is_forced=True,
    )
    reversed_ = replace(transaction, status="REVERSED", reversed_by_transaction_id=reversal.transaction_id)
    call.tx.put(reversal)
    call.tx.put(reversed_)
    call.tx.emit("transaction.completed", reversal)
    call.tx.emit("transaction.reversed", reversed_, transaction)
    return reversal
