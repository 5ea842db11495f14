"""Triggers of deposits: money that arrives, cheques that clear or come back.

A cheque clears by itself two banking days after it was handed in. One that comes back before that fails;
one that comes back later is taken back with money that may be spent by then: the account goes below zero,
as in life. See: services/transactions/movements.py, simulated.py for cheques that ask for it ahead.
"""

from __future__ import annotations

from sandbox.contract.binder import operation
from sandbox.contract.models.simulations import ChequeReturn
from sandbox.contract.models.transactions import Deposit, Transaction
from sandbox.contract.problem import Problem
from sandbox.engine.call import Call
from sandbox.engine.queue import step
from sandbox.services.accounts import public as accounts
from sandbox.services.transactions import movements
from sandbox.services.transactions import operations as transactions
from sandbox.services.transactions import queue as saga
from sandbox.services.transactions.problems import already_reversed
from sandbox.world.triggers import problems

RETURN = "world.return_cheque"
FAILURE = "cheque_returned"


@operation("simulateDeposit")
async def deposit(call: Call, body: Deposit) -> Transaction:
    return await transactions.create_deposit(call, body)


@operation("simulateChequeClearing")
async def clear(call: Call, transaction_id: str) -> Transaction:
    cheque = await _assessed(call, await _cheque(call, transaction_id))
    await _end_timer(call, cheque)
    return await movements.complete(call, cheque)


@operation("simulateChequeReturn")
async def give_back(call: Call, transaction_id: str, body: ChequeReturn | None) -> Transaction:
    cheque = await _cheque(call, transaction_id)
    reason = (body or ChequeReturn()).return_reason
    if cheque.status == "PENDING":
        await _end_timer(call, cheque)
        return await _bounced(call, cheque, reason)
    if cheque.reversed_by_transaction_id is not None:
        raise already_reversed(cheque.reversed_by_transaction_id)
    if cheque.status != "COMPLETED":
        raise problems.cheque_ended(cheque.status, ("PENDING", "COMPLETED"), transaction_id)
    if await _is_of_closed_account(call, cheque):
        raise problems.cheque_of_closed_account(str(cheque.destination_account_id))
    return await _taken_back(call, cheque, reason)


@step(RETURN)
async def return_later(call: Call, subject: str) -> None:
    """A cheque that was asked to come back comes back, if it still can."""
    cheque = await transactions.existing(call, subject)
    reason = ChequeReturn().return_reason
    if cheque.status == "PENDING":
        await _bounced(call, cheque, reason)
        return
    is_standing = cheque.status == "COMPLETED" and cheque.reversed_by_transaction_id is None
    if is_standing and not await _is_of_closed_account(call, cheque):
        await _taken_back(call, cheque, reason)


async def _cheque(call: Call, transaction_id: str) -> Transaction:
    """The deposit of a cheque. Raises `not_found`, `not_a_cheque`."""
    transaction = await transactions.existing(call, transaction_id)
    if not saga.is_cheque_deposit(transaction):
        raise Problem("not_a_cheque")
    return transaction


async def _assessed(call: Call, cheque: Transaction) -> Transaction:
    """The step before: a cheque is scored before it can clear.

    Raises `wrong_state` when that ends it, when a second person has to decide, or when it has ended before.
    """
    if cheque.status == "PENDING" and cheque.fraud_score is None:
        await saga.assess(call, cheque.transaction_id)
        cheque = await transactions.existing(call, cheque.transaction_id)
    if cheque.status != "PENDING":
        raise problems.cheque_ended(cheque.status, ("PENDING",), cheque.transaction_id)
    if cheque.requires_approval and cheque.approved_by is None:
        raise problems.cheque_waits(cheque.transaction_id)
    return cheque


async def _is_of_closed_account(call: Call, cheque: Transaction) -> bool:
    assert cheque.destination_account_id is not None
    return (await accounts.existing(call.tx, cheque.destination_account_id)).status == "CLOSED"


async def _bounced(call: Call, cheque: Transaction, reason: str) -> Transaction:
    said = f"{cheque.description} (returned: {reason})" if cheque.description else f"Returned: {reason}"
    return await movements.fail(call, cheque, FAILURE, description=said)


async def _taken_back(call: Call, cheque: Transaction, reason: str) -> Transaction:
    return await movements.take_back(call, cheque, f"Cheque returned: {reason}")


async def _end_timer(call: Call, cheque: Transaction) -> None:
    """Take the clearing day out of the queue, so that nothing is left to happen."""
    for row in await call.tx.effects_about(cheque.transaction_id):
        if row.function == saga.COMPLETE:
            call.tx.consume(row)
