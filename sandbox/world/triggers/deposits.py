"""Triggers of deposits: money that arrives, cheques that clear or come back.

A cheque clears by itself two banking days after it was handed in. One that comes back before that fails;
one that comes back later is taken back with money that may be spent by then: the account goes below zero,
as in life. See: services/transactions/movements.py.
"""

from __future__ import annotations

from sandbox.contract.binder import operation
from sandbox.contract.models.simulations import ChequeReturn
from sandbox.contract.models.transactions import Deposit, Transaction
from sandbox.contract.problem import Problem, wrong_state
from sandbox.engine.call import Call
from sandbox.engine.queue import step
from sandbox.services.transactions import movements, problems
from sandbox.services.transactions import operations as transactions
from sandbox.services.transactions import queue as saga

RETURN = "world.return_cheque"
CLEAR = "world.clear_cheque"
FAILURE = "cheque_returned"


@operation("simulateDeposit")
async def deposit(call: Call, body: Deposit) -> Transaction:
    return await transactions.create_deposit(call, body)


@operation("simulateChequeClearing")
async def clear(call: Call, transaction_id: str) -> Transaction:
    cheque = await _cheque(call, transaction_id)
    if cheque.status != "PENDING":
        raise wrong_state("cheque", cheque.status, ("PENDING",))
    return await _cleared(call, await _assessed(call, cheque))


@operation("simulateChequeReturn")
async def give_back(call: Call, transaction_id: str, body: ChequeReturn | None) -> Transaction:
    cheque = await _cheque(call, transaction_id)
    reason = (body or ChequeReturn()).return_reason
    if cheque.status == "PENDING":
        return await _bounced(call, cheque, reason)
    if cheque.reversed_by_transaction_id is not None:
        raise problems.already_reversed(cheque.reversed_by_transaction_id)
    if cheque.status != "COMPLETED":
        raise wrong_state("cheque", cheque.status, ("PENDING", "COMPLETED"))
    return await movements.take_back(call, cheque, f"Cheque returned: {reason}")


@step(RETURN)
async def return_later(call: Call, subject: str) -> None:
    """A cheque that was asked to come back comes back, whatever it has come to by now."""
    cheque = await transactions.existing(call, subject)
    if cheque.status == "PENDING":
        await _bounced(call, cheque, "INSUFFICIENT_FUNDS")
    elif cheque.status == "COMPLETED" and cheque.reversed_by_transaction_id is None:
        await movements.take_back(call, cheque, "Cheque returned: INSUFFICIENT_FUNDS")


@step(CLEAR)
async def clear_later(call: Call, subject: str) -> None:
    """A cheque that was asked to clear early clears, unless it has ended."""
    cheque = await transactions.existing(call, subject)
    if cheque.status == "PENDING":
        await _cleared(call, await _assessed(call, cheque))


async def _cheque(call: Call, transaction_id: str) -> Transaction:
    transaction = await transactions.existing(call, transaction_id)
    if transaction.transaction_type != "DEPOSIT" or transaction.method != "CHEQUE":
        raise Problem("not_a_cheque")
    return transaction


async def _assessed(call: Call, cheque: Transaction) -> Transaction:
    """The step before: a cheque is scored before it can clear. Raises `wrong_state` when that ended it."""
    if cheque.fraud_score is None:
        await saga.assess(call, cheque.transaction_id)
        cheque = await transactions.existing(call, cheque.transaction_id)
    if cheque.status != "PENDING" or (cheque.requires_approval and cheque.approved_by is None):
        raise wrong_state("cheque", cheque.status, ("PENDING without a wait for approval",))
    return cheque


async def _cleared(call: Call, cheque: Transaction) -> Transaction:
    await _end_timer(call, cheque)
    return await movements.complete(call, cheque)


async def _bounced(call: Call, cheque: Transaction, reason: str) -> Transaction:
    await _end_timer(call, cheque)
    said = f"{cheque.description} (returned: {reason})" if cheque.description else f"Returned: {reason}"
    return await movements.fail(call, cheque, FAILURE, description=said[:200])


async def _end_timer(call: Call, cheque: Transaction) -> None:
    """Take the clearing day out of the queue, so that nothing is left to happen."""
    for row in await call.tx.effects_about(cheque.transaction_id):
        if row.function == saga.COMPLETE:
            call.tx.consume(row)
