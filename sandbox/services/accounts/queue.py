"""What happens later on accounts: the end of each day, on which interest is earned.

One timer a day walks the interest-bearing accounts in slices, each slice a transaction and a row of
the queue. Interest is counted as an exact integer outside versions and audit; `transactions` posts
it on the first of the month, one second after the last accrual. When a customer is erased, so is what
their accounts sealed.
"""

from __future__ import annotations

import datetime

from sandbox.engine.call import Call
from sandbox.engine.clock import day_of, start_of_day
from sandbox.engine.queue import reaction, step
from sandbox.engine.transaction import Selection
from sandbox.services.accounts import public
from sandbox.services.accounts.records import ACCOUNTS, END_OF_DAY, EndOfDay

ACCRUE = "accounts.accrue_interest"
SLICE = 200
_DAY = datetime.timedelta(days=1)


async def begin_accrual(call: Call) -> None:
    """Start the daily timer of this bank, once."""
    if await call.tx.get(END_OF_DAY, "eod") is None:
        today = day_of(call.tx.now_us)
        call.tx.put(EndOfDay(end_of_day_id="eod", first_day=today.isoformat()))
        call.tx.schedule(ACCRUE, f"{today.isoformat()}/", start_of_day(today + _DAY))


@step(ACCRUE)
async def accrue(call: Call, subject: str) -> None:
    """Earn one day's interest on a slice of accounts; `subject` is the day and where the slice begins."""
    day_text, _, after = subject.partition("/")
    day = datetime.date.fromisoformat(day_text)
    due_us = start_of_day(day + _DAY)
    accounts = await public.interest_bearing(call.tx, after or None, SLICE)
    for account in accounts:
        balance = await call.tx.balance_as_of(public.ledger_account(account), due_us - 1)
        await public.earn_interest(call.tx, account, balance.posted_cents)
    if len(accounts) == SLICE:
        call.tx.schedule(ACCRUE, f"{day_text}/{accounts[-1].account_id}", due_us)
    else:
        following = day + _DAY
        call.tx.schedule(ACCRUE, f"{following.isoformat()}/", start_of_day(following + _DAY))


@reaction("customer.erased", "accounts.destroy_keys")
async def destroy_keys(call: Call, subject: str) -> None:
    """Destroy the keys of an erased customer's accounts, which seal what was noted on their movements.

    An account that they held jointly for somebody else keeps its key.
    """
    after: str | None = None
    while True:
        selection = Selection({"customer_id": subject}, limit=SLICE, is_ascending=True, after=after)
        accounts = await call.tx.find(ACCOUNTS, selection)
        await call.tx.destroy_keys([one.account_id for one in accounts if one.customer_id == subject])
        if len(accounts) < SLICE:
            return
        after = accounts[-1].account_id
