"""Triggers of upkeep: holds that expire, interest that is posted. Without them the bank's clock does it.

See: services/transactions/queue.py, whose steps these are.
"""

from __future__ import annotations

from sandbox.contract.binder import operation
from sandbox.contract.models.accounts import Account
from sandbox.contract.models.transactions import Hold
from sandbox.engine.call import Call
from sandbox.services.accounts import operations as accounts
from sandbox.services.accounts import public
from sandbox.services.accounts.rules import INTEREST_DENOMINATOR
from sandbox.services.transactions import hold_operations as holds
from sandbox.services.transactions import queue as saga
from sandbox.world.triggers import problems


@operation("simulateHoldExpiry")
async def expire_hold(call: Call, hold_id: str) -> Hold:
    hold = await holds.get_hold(call, hold_id)
    if hold.status != "PENDING":
        raise problems.hold_ended(hold.status)
    await saga.expire_hold(call, hold_id)
    return await holds.get_hold(call, hold_id)


@operation("simulateInterestPosting")
async def post_interest(call: Call, account_id: str) -> Account:
    account = await public.existing(call.tx, account_id)
    is_closed = account.status == "CLOSED"
    if is_closed or await public.accrued_interest(call.tx, account_id) < INTEREST_DENOMINATOR:
        raise problems.nothing_to_post(account_id, is_closed=is_closed)
    await saga.credit_interest(call, account, call.now.date())
    return await accounts.get_account(call, account_id)
