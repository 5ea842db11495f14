"""The steps in which a history is lived: one neighbourhood's part of a day is one commit, which plans the next.

Wishes come true as far as the bank lets them: nobody pays what they do not have, an account that was closed
or suspended meanwhile is left alone, limits hold. See: days.py for the wishes, timetable.py for when.
"""

from __future__ import annotations

import datetime

from sandbox.contract.models.accounts import AccountRecord
from sandbox.contract.models.shared import Reason
from sandbox.contract.problem import Problem
from sandbox.engine.call import Call
from sandbox.engine.clock import to_us
from sandbox.engine.queue import step
from sandbox.services.accounts import public as accounts
from sandbox.services.transactions import operations as transactions
from sandbox.services.transactions.booking import Booking
from sandbox.world.histories import days, people, progress, timetable
from sandbox.world.histories.days import Side, Wish
from sandbox.world.histories.records import RESIDENTS, HistoryRecord, Resident, residents_id
from sandbox.world.histories.timetable import Stop

LIVE = "histories.live"
WAIVE = "histories.waive_fee"

_HOUR_US = 3_600_000_000


def begin(call: Call, history: HistoryRecord, first_day: datetime.date) -> None:
    """Plan the first stop, once everybody is there."""
    _go_on(call, history, Stop(first_day, days.MORNING, 0))


def _go_on(call: Call, history: HistoryRecord, stop: Stop) -> None:
    """Plan the first stop from this one on at which something happens, or the end."""
    ends_us = to_us(history.ends_at)
    for due_us, following in timetable.stops_from(stop, progress.seed_of(history), history.customers):
        if due_us >= ends_us:
            call.tx.schedule(progress.END, history.history_id, ends_us)
        else:
            call.tx.schedule(LIVE, f"{history.history_id}/{following}", due_us)
        return


@step(LIVE)
async def live(call: Call, subject: str) -> None:
    """Live through one stop; `subject` is the history and the stop."""
    history_id, _, text = subject.partition("/")
    history, stop = await progress.ongoing(call.tx, history_id), Stop.parse(text)
    if history is None:
        return
    found = await call.tx.get(RESIDENTS, residents_id(history_id, stop.number))
    assert found is not None, f"nobody lives in neighbourhood {stop.number} of {history_id}"
    seed = progress.seed_of(history)
    neighbourhood = people.neighbourhood(seed, stop.number, len(found.residents))
    life = _Life(call, history_id, found.residents, await Booking.begin(call))
    for wish in days.wishes(seed, stop.number, neighbourhood, stop.day, stop.part):
        await life.fulfil(wish)
    await progress.add(call.tx, history_id, movements=life.booking.count)
    _go_on(call, history, timetable.following(stop, people.count_of(history.customers)))


@step(WAIVE)
async def waive_fee(call: Call, subject: str) -> None:
    """Take a fee back, as a teller would; `subject` is the history and the fee."""
    history_id, _, transaction_id = subject.partition("/")
    if await progress.ongoing(call.tx, history_id) is None:
        return
    try:
        await transactions.reverse_transaction(call, transaction_id, Reason(reason="Goodwill"))
    except Problem:
        return  # closed or suspended meanwhile, or reversed by somebody else
    await progress.add(call.tx, history_id, movements=1)


class _Life:
    """The wishes of one stop coming true."""

    def __init__(self, call: Call, history_id: str, residents: list[Resident], booking: Booking) -> None:
        self.booking = booking
        self._call = call
        self._history_id = history_id
        self._residents = residents

    async def fulfil(self, wish: Wish) -> None:
        """Book a wish, unless a rule of the bank speaks against it."""
        payer = await self._account(wish.payer) if wish.payer is not None else None
        payee = await self._account(wish.payee) if wish.payee is not None else None
        booking, amount = self.booking, wish.amount_cents
        if payer is not None and payee is not None:
            await booking.transfer(payer, payee, amount, wish.description)
        elif payee is not None:
            assert wish.method is not None
            if wish.kind == "FUND":
                amount -= await booking.available(payee)
            if amount > 0:
                await booking.deposit(payee, amount, wish.method, wish.description)
        elif payer is not None and wish.kind == "FEE":
            fee = await booking.fee(payer, amount, wish.description)
            if fee is not None and wish.waived_after_h:
                due_us = self._call.tx.now_us + wish.waived_after_h * _HOUR_US
                self._call.tx.schedule(WAIVE, f"{self._history_id}/{fee.transaction_id}", due_us)
        elif payer is not None:
            assert wish.method is not None
            await booking.withdrawal(payer, amount, wish.method, wish.description)

    async def _account(self, side: Side) -> AccountRecord:
        resident = self._residents[side.place]
        account_id = resident.savings_id if side.is_savings else resident.checking_id
        assert account_id is not None, f"{resident.customer_id} has no savings account"
        return await accounts.existing(self._call.tx, account_id)
