"""What a neighbourhood wants to do in one part of a day. Pure functions of the seed and the calendar.

Wages come on banking days, rent on the first, bills on their day; the rest is daily life, with fuller
weekends and thinner month ends. A wish says who pays whom; whether it comes true is the bank's to say
(see living.py). See: tests/world/test_histories_days.py.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from sandbox.engine.calendars import is_banking_day
from sandbox.engine.chance import Chance
from sandbox.world.histories import merchants
from sandbox.world.histories.people import Firm, Neighbourhood, Person

MORNING, MIDDAY, EVENING = range(3)
PARTS = (MORNING, MIDDAY, EVENING)

Method = Literal["CASH", "CHEQUE", "ONLINE", "ATM", "BRANCH"]
WishKind = Literal["DEPOSIT", "WITHDRAWAL", "TRANSFER", "FEE", "FUND"]

_DAY = datetime.timedelta(days=1)
_PAYDAY = 25
_EVEN_FRIDAY = datetime.date(2001, 1, 5).toordinal()
_FIRM_FEE, _PERSON_FEE = 25_00, 6_00
_WHOLE_BPS = 10_000

# How many of a hundred people buy something at midday or in the evening, Monday to Sunday.
_BUYERS = (38, 38, 40, 42, 52, 62, 44)


class Side(NamedTuple):
    """Whose account: a place in the neighbourhood, and which of its accounts."""

    place: int
    is_savings: bool = False


class Wish(NamedTuple):
    """A movement somebody wants. FUND pays in from outside what is missing to an amount.

    waived_after_h: a fee that the bank takes back so many hours later; 0 for one that stays.
    """

    kind: WishKind
    payer: Side | None
    payee: Side | None
    amount_cents: int
    description: str
    method: Method | None = None
    waived_after_h: int = 0


def wishes(seed: bytes, number: int, living: Neighbourhood, day: datetime.date, part: int) -> Iterator[Wish]:
    """What everybody wants to do in a part of a day, in an order in which money comes before it goes."""
    if part == MORNING:
        yield from _income(seed, number, living, day)
        for person in living.people:
            yield from _standing(person, day)
        yield from _fees(seed, number, living, day)
        return
    if part == MIDDAY:
        for firm in living.firms:
            yield from _trade(Chance(seed, "trade", number, firm.place, day.toordinal()), firm, day)
    buyers = _buyers(day)
    for person in living.people:
        chance = Chance(seed, part, number, person.place, day.toordinal())
        if chance.below(100) < buyers:
            yield from _purchases(chance, person, part)
        yield from _occasions(chance, person, part)


# The morning -------------------------------------------------------------------------------------
@lru_cache(maxsize=1024)
def is_payday(day: datetime.date, *, is_fortnightly: bool, week: int) -> bool:
    """Whether wages come: every other Friday, or on the 25th; on the banking day before when that is none."""
    if not is_banking_day(day):
        return False
    while True:
        if is_fortnightly:
            weeks, rest = divmod(day.toordinal() - _EVEN_FRIDAY, 7)
            is_due = not rest and weeks % 2 == week
        else:
            is_due = day.day == _PAYDAY
        if is_due:
            return True
        # A day off that follows is paid on this one.
        day += _DAY
        if is_banking_day(day):
            return False


def _income(seed: bytes, number: int, living: Neighbourhood, day: datetime.date) -> Iterator[Wish]:
    """What firms take, and what they and employers outside pay."""
    if day.weekday() < 6:
        for firm in living.firms:
            takings = _takings(Chance(seed, "sales", number, firm.place, day.toordinal()), firm)
            yield Wish("DEPOSIT", None, Side(firm.place), takings, "Sales", "ONLINE")
    paid = [
        person for person in living.people if is_payday(day, is_fortnightly=person.is_fortnightly, week=person.week)
    ]
    due: dict[int, int] = {}
    for person in paid:
        if person.employer is not None:
            due[person.employer] = due.get(person.employer, 0) + person.wage_cents
    for place, total in due.items():
        yield Wish("FUND", None, Side(place), total, "Owner's contribution", "ONLINE")
    for person in paid:
        if person.employer is not None:
            yield Wish("TRANSFER", Side(person.employer), Side(person.place), person.wage_cents, f"Wages {day:%B}")
        else:
            yield Wish("DEPOSIT", None, Side(person.place), person.wage_cents, f"Wages {day:%B}", "ONLINE")


def _takings(chance: Chance, firm: Firm) -> int:
    """A day's takings: a month of them pays the staff, the suppliers, and little more."""
    return chance.amount(400_00 + firm.payroll_cents * 130 // 100 // 26, 2)


def _standing(person: Person, day: datetime.date) -> Iterator[Wish]:
    """Rent on the first, bills on their day, savings on the second."""
    own = Side(person.place)
    if day.day == 1 and person.rent_cents:
        if person.landlord is not None:
            yield Wish("TRANSFER", own, Side(person.landlord), person.rent_cents, f"Rent {day:%B}")
        else:
            yield Wish("WITHDRAWAL", own, None, person.rent_cents, f"Rent {day:%B}", "ONLINE")
    for bill in person.bills:
        if bill.day == day.day:
            yield Wish("WITHDRAWAL", own, None, bill.amount_cents, bill.payee, "ONLINE")
    if day.day == 2 and person.has_savings:
        yield Wish("TRANSFER", own, Side(person.place, is_savings=True), person.saving_cents, "To savings")


def _fees(seed: bytes, number: int, living: Neighbourhood, day: datetime.date) -> Iterator[Wish]:
    """Account fees on the last day of the month; some are waived when the customer asks."""
    if day.day != calendar.monthrange(day.year, day.month)[1]:
        return
    for firm in living.firms:
        yield Wish("FEE", Side(firm.place), None, _FIRM_FEE, "Business account fee")
    for person in living.people:
        if person.is_charged:
            chance = Chance(seed, "fee", number, person.place, day.toordinal())
            waived_after_h = chance.between(24, 144) if chance.is_one_in(12) else 0
            yield Wish("FEE", Side(person.place), None, _PERSON_FEE, "Account fee", waived_after_h=waived_after_h)


# Midday and evening ------------------------------------------------------------------------------
def _trade(chance: Chance, firm: Firm, day: datetime.date) -> Iterator[Wish]:
    """What a firm pays: suppliers on some weekdays, taxes on the 15th."""
    if day.weekday() < 5 and chance.is_one_in(4):
        amount = chance.amount(300_00 + firm.payroll_cents // 40, 4)
        yield Wish("WITHDRAWAL", Side(firm.place), None, amount, chance.pick(merchants.SUPPLIERS), "ONLINE")
    if day.day == 15:
        yield Wish("WITHDRAWAL", Side(firm.place), None, 100_00 + firm.payroll_cents // 8, "Payroll taxes", "ONLINE")


def _buyers(day: datetime.date) -> int:
    """Of a hundred people, how many buy something in a part of this day."""
    buyers = _BUYERS[day.weekday()]
    if day.day <= 3:
        return buyers * 115 // 100
    if day.day >= 28 and day.month != 12:
        return buyers * 85 // 100
    return buyers * 125 // 100 if day.month == 12 and day.day < 25 else buyers


def _purchases(chance: Chance, person: Person, part: int) -> Iterator[Wish]:
    kinds = merchants.MIDDAY if part == MIDDAY else merchants.EVENING
    for _ in range(2 if chance.is_one_in(5) else 1):
        kind = chance.weighted(kinds)
        amount = max(1, chance.amount(kind.median_cents, kind.spread) * person.spending_bps // _WHOLE_BPS)
        merchant = chance.pick(kind.merchants)
        yield Wish("WITHDRAWAL", Side(person.place), None, amount, merchant, "ONLINE")
        if chance.is_one_in(120):
            yield Wish("DEPOSIT", None, Side(person.place), amount, f"Refund {merchant}", "ONLINE")


def _occasions(chance: Chance, person: Person, part: int) -> Iterator[Wish]:
    """What happens now and then: cash, money to a friend, a need for one's savings."""
    draw, own = chance.below(1000), Side(person.place)
    if part == MIDDAY:
        if draw < 55:
            yield Wish("WITHDRAWAL", own, None, chance.weighted(merchants.CASH_AMOUNTS), "Cash", "ATM")
        elif draw < 60:
            yield Wish("DEPOSIT", None, own, chance.between(2, 40) * 10_00, "Cash paid in", "CASH")
    elif draw < 30 and person.friend is not None:
        yield Wish("TRANSFER", own, Side(person.friend), chance.amount(25_00, 5), "Shared costs")
    elif 30 <= draw < 38 and person.has_savings:
        yield Wish("TRANSFER", Side(person.place, is_savings=True), own, chance.amount(250_00, 4), "From savings")
