"""Triggers of upkeep: holds that expire, interest that is posted. Without them the bank's clock does it."""

from __future__ import annotations

from sandbox.contract.binder import operation
from sandbox.contract.models.accounts import Account
from sandbox.contract.models.transactions import Hold
from sandbox.contract.problem import Problem, wrong_state
from sandbox.engine.call import Call
from sandbox.services.accounts import operations as accounts
from sandbox.services.accounts import public
from sandbox.services.transactions import hold_operations as holds
from sandbox.services.transactions import queue as saga


@operation("simulateHoldExpiry")
async def expire_hold(call: Call, hold_id: str) -> Hold:
    hold = await holds.get_hold(call, hold_id)
    if hold.status != "PENDING":
        raise wrong_state("hold", hold.status, ("PENDING",))
    await saga.expire_hold(call, hold_id)
    return await holds.get_hold(call, hold_id)


@operation("simulateInterestPosting")
async def post_interest(call: Call, account_id: str) -> Account:
    account = await public.existing(call.tx, account_id)
    if not await saga.credit_interest(call, account, call.now.date()):
        raise Problem("nothing_accrued")
    return await accounts.get_account(call, account_id)
