"""The operations of `transactions` on movements of money; holds are in `hold_operations.py`.

What can be known at once is checked before the 202: accounts, state, funds, limits. Fraud and
approval are decided after it, by the saga in `queue.py`. See: tests/services/transactions/.
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from sandbox.contract.binder import operation
from sandbox.contract.models.parameters import ListAccountTransactionsQuery, ListTransactionsQuery
from sandbox.contract.models.shared import Reason
from sandbox.contract.models.transactions import Deposit, FeeCharge, Transaction, Transfer, Withdrawal
from sandbox.contract.pages import Page
from sandbox.contract.problem import not_found, wrong_state
from sandbox.engine.call import Call
from sandbox.engine.listing import list_records
from sandbox.services.accounts import public as accounts
from sandbox.services.transactions import movements, problems, queue, rules
from sandbox.services.transactions.records import TRANSACTIONS


@operation("createTransfer")
async def create_transfer(call: Call, body: Transfer) -> Transaction:
    if body.source_account_id == body.destination_account_id:
        raise problems.same_account()
    source = await accounts.movable(call.tx, body.source_account_id, body.currency)
    await accounts.movable(call.tx, body.destination_account_id, body.currency)
    transfer = movements.new_transaction(
        call,
        "TRANSFER",
        body.currency,
        body.amount_cents,
        source_account_id=body.source_account_id,
        destination_account_id=body.destination_account_id,
        **_words(body),
    )
    return await movements.accept(call, transfer, movements.sides(transfer), source, queue.ASSESS)


@operation("createDeposit")
async def create_deposit(call: Call, body: Deposit) -> Transaction:
    await accounts.movable(call.tx, body.account_id, body.currency)
    deposit = movements.new_transaction(
        call,
        "DEPOSIT",
        body.currency,
        body.amount_cents,
        destination_account_id=body.account_id,
        method=body.method,
        **_words(body),
    )
    return await movements.accept(call, deposit, movements.sides(deposit), None, queue.ASSESS)


@operation("createWithdrawal")
async def create_withdrawal(call: Call, body: Withdrawal) -> Transaction:
    account = await accounts.movable(call.tx, body.account_id, body.currency)
    withdrawal = movements.new_transaction(
        call,
        "WITHDRAWAL",
        body.currency,
        body.amount_cents,
        source_account_id=body.account_id,
        method=body.method,
        **_words(body),
    )
    return await movements.accept(call, withdrawal, movements.sides(withdrawal), account, queue.ASSESS)


@operation("chargeFee")
async def charge_fee(call: Call, body: FeeCharge) -> Transaction:
    await accounts.movable(call.tx, body.account_id, body.currency)
    fee = movements.new_transaction(
        call, "FEE", body.currency, body.amount_cents, source_account_id=body.account_id, **_words(body)
    )
    return await movements.accept(call, fee, movements.sides(fee), None, queue.COMPLETE)


@operation("reverseTransaction")
async def reverse_transaction(call: Call, transaction_id: str, body: Reason | None) -> Transaction:
    original = await existing(call, transaction_id)
    if original.transaction_type not in rules.REVERSIBLE:
        raise problems.not_reversible(original.transaction_type)
    if original.reversed_by_transaction_id is not None:
        raise problems.already_reversed(original.reversed_by_transaction_id)
    if original.status != "COMPLETED":
        raise wrong_state("transaction", original.status, ("COMPLETED",))
    for account_id in (original.source_account_id, original.destination_account_id):
        if account_id is not None:
            await accounts.movable(call.tx, account_id, original.currency)
    reversal = movements.new_transaction(
        call,
        "REVERSAL",
        original.currency,
        original.amount_cents,
        source_account_id=original.destination_account_id,
        destination_account_id=original.source_account_id,
        method=original.method,
        description=body.reason if body is not None else None,
        reverses_transaction_id=transaction_id,
    )
    debit, credit = movements.sides(original)
    # Claimed at once, so that there is one reversal at most; its completion sets REVERSED.
    call.tx.put(replace(original, reversed_by_transaction_id=reversal.transaction_id))
    return await movements.accept(call, reversal, (credit, debit), None, queue.COMPLETE_REVERSAL)


@operation("approveTransaction")
async def approve_transaction(call: Call, transaction_id: str) -> Transaction:
    transaction = await _awaiting_approval(call, transaction_id)
    approved = replace(transaction, approved_by=call.caller.user_id)
    call.tx.put(approved)
    call.tx.emit("transaction.approved", approved, transaction)
    queue.schedule_completion(call, approved)
    return approved


@operation("rejectTransaction")
async def reject_transaction(call: Call, transaction_id: str, body: Reason | None) -> Transaction:
    transaction = await _awaiting_approval(call, transaction_id)
    return await movements.fail(call, transaction, "approval_rejected", approved_by=call.caller.user_id)


@operation("getTransaction")
async def get_transaction(call: Call, transaction_id: str) -> Transaction:
    return await existing(call, transaction_id)


@operation("listTransactions")
async def list_transactions(call: Call, query: ListTransactionsQuery) -> Page[Transaction]:
    where = {
        "account_id": query.account_id,
        "external_reference": query.external_reference,
        **_status_filter(query.status),
        "transaction_type": query.transaction_type,
    }
    return Page(*await list_records(call, TRANSACTIONS, query, where))


@operation("listAccountTransactions")
async def list_account_transactions(
    call: Call, account_id: str, query: ListAccountTransactionsQuery
) -> Page[Transaction]:
    await accounts.existing(call.tx, account_id)
    where = {
        "account_id": account_id,
        "status": query.status,
        "transaction_type": query.transaction_type,
    }
    return Page(*await list_records(call, TRANSACTIONS, query, where))


# Within ------------------------------------------------------------------------------------------
def _words(body: Transfer | Deposit | Withdrawal | FeeCharge) -> dict[str, Any]:
    return {
        "description": body.description,
        "external_reference": body.external_reference,
        "metadata": body.metadata,
    }


def _status_filter(status: str | None) -> dict[str, str | None]:
    """Few movements are PENDING or FAILED at any time, and only those have a look-up."""
    return {"unsettled": status} if status in ("PENDING", "FAILED") else {"status": status}


async def existing(call: Call, transaction_id: str) -> Transaction:
    """The movement. Raises `not_found`."""
    transaction = await call.tx.get(TRANSACTIONS, transaction_id)
    if transaction is None:
        raise not_found("transaction", transaction_id)
    return transaction


async def _awaiting_approval(call: Call, transaction_id: str) -> Transaction:
    transaction = await existing(call, transaction_id)
    is_waiting = transaction.requires_approval and transaction.approved_by is None
    if transaction.status != "PENDING" or not is_waiting:
        raise wrong_state("transaction", transaction.status, ("PENDING with requires_approval",))
    if transaction.initiated_by == call.caller.user_id:
        raise problems.self_approval()
    return transaction
