"""The operations of `transactions` on holds: funds reserved until captured, released or expired.

A hold is a pending pair of the ledger between the account and the bank's online settlement; the
record here is what the API shows of it. A capture is a withdrawal that is COMPLETED at once.
"""

from __future__ import annotations

from msgspec.structs import replace

from sandbox.contract.binder import operation
from sandbox.contract.models.parameters import ListHoldsQuery
from sandbox.contract.models.shared import Reason
from sandbox.contract.models.transactions import Hold, HoldCapture, HoldPlacement
from sandbox.contract.pages import Page
from sandbox.contract.problem import Problem, not_found, wrong_state
from sandbox.engine.call import Call
from sandbox.engine.clock import DAY_US, to_datetime, to_us
from sandbox.engine.ledger import BelowFloor
from sandbox.engine.listing import list_records
from sandbox.services.accounts import public as accounts
from sandbox.services.settings import operations as settings
from sandbox.services.transactions import movements, problems
from sandbox.services.transactions.queue import EXPIRE_HOLD
from sandbox.services.transactions.records import HOLDS


@operation("placeHold")
async def place_hold(call: Call, body: HoldPlacement) -> Hold:
    account = await accounts.movable(call.tx, body.account_id, body.currency)
    if body.expires_at is None:
        days = await settings.integer(call.tx, "holds.default_days")
        expires_us = call.tx.now_us + days * DAY_US
    else:
        expires_us = to_us(body.expires_at)
    if expires_us <= call.tx.now_us:
        raise Problem("expiry_in_past", "The hold would have expired already; choose a later expires_at.")
    hold = Hold(
        hold_id=call.new_id("hold"),
        account_id=body.account_id,
        amount_cents=body.amount_cents,
        captured_amount_cents=0,
        currency=body.currency,
        status="PENDING",
        expires_at=to_datetime(expires_us),
        description=body.description,
        created_at=call.now,
        updated_at=call.now,
        metadata=body.metadata,
    )
    pair = (
        accounts.ledger_account(account),
        movements.counterpart("ONLINE", body.currency, is_incoming=False),
    )
    try:
        await call.tx.hold(*pair, body.amount_cents, description="Hold placed", hold_id=hold.hold_id)
    except BelowFloor as error:
        raise problems.insufficient_funds(error.available_cents, body.amount_cents, body.currency) from None
    call.tx.put(hold)
    call.tx.emit("hold.placed", hold)
    call.tx.schedule(EXPIRE_HOLD, hold.hold_id, expires_us)
    return hold


@operation("captureHold")
async def capture_hold(call: Call, hold_id: str, body: HoldCapture | None) -> Hold:
    hold = await _pending(call, hold_id)
    amount = body.amount_cents if body is not None and body.amount_cents is not None else hold.amount_cents
    if amount > hold.amount_cents:
        raise problems.amount_over_hold(hold.amount_cents, hold.currency)
    account = await accounts.existing(call.tx, hold.account_id)
    await accounts.take_limit(call.tx, account, amount)
    withdrawal = movements.new_transaction(
        call,
        "WITHDRAWAL",
        hold.currency,
        amount,
        source_account_id=hold.account_id,
        method="ONLINE",
        status="COMPLETED",
        description=(body.description if body is not None else None) or hold.description,
        hold_id=hold_id,
        processed_at=call.now,
    )
    await call.tx.capture(hold_id, amount, description=f"Withdrawal {withdrawal.transaction_ref}")
    captured = replace(
        hold,
        status="CAPTURED",
        captured_amount_cents=amount,
        transaction_id=withdrawal.transaction_id,
        updated_at=call.now,
    )
    call.tx.put(withdrawal)
    call.tx.put(captured)
    call.tx.emit("transaction.completed", withdrawal)
    call.tx.emit("hold.captured", captured, hold)
    return captured


@operation("releaseHold")
async def release_hold(call: Call, hold_id: str, body: Reason | None) -> Hold:
    hold = await _pending(call, hold_id)
    await call.tx.release(hold_id, description="Hold released")
    released = replace(hold, status="RELEASED", updated_at=call.now)
    call.tx.put(released)
    call.tx.emit("hold.released", released, hold)
    return released


@operation("getHold")
async def get_hold(call: Call, hold_id: str) -> Hold:
    return await _existing(call, hold_id)


@operation("listHolds")
async def list_holds(call: Call, query: ListHoldsQuery) -> Page[Hold]:
    where = {"account_id": query.account_id, "status": query.status}
    return Page(*await list_records(call, HOLDS, query, where))


async def _existing(call: Call, hold_id: str) -> Hold:
    hold = await call.tx.get(HOLDS, hold_id)
    if hold is None:
        raise not_found("hold", hold_id)
    return hold


async def _pending(call: Call, hold_id: str) -> Hold:
    hold = await _existing(call, hold_id)
    if hold.status != "PENDING":
        raise wrong_state("hold", hold.status, ("PENDING",))
    return hold
