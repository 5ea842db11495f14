"""What a neighbourhood wants to do on a day: the calendar of wages, rents and bills, and how much is spent."""

from __future__ import annotations

import datetime
from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.engine.calendars import is_banking_day
from sandbox.world.histories import days, people
from sandbox.world.histories.days import Wish

SEED = (42).to_bytes(32, "big")
SEEDS = st.binary(min_size=32, max_size=32)
DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2039, 12, 31))
DAY = datetime.timedelta(days=1)


def of_day(day: datetime.date, seed: bytes = SEED, size: int = people.SIZE) -> list[Wish]:
    """Every wish of a day."""
    living = people.neighbourhood(seed, 0, size)
    return [wish for part in days.PARTS for wish in days.wishes(seed, 0, living, day, part)]


def spent(day: datetime.date) -> int:
    """How many purchases there are on a day."""
    return sum(wish.kind == "WITHDRAWAL" for wish in of_day(day))


@settings(max_examples=40)
@given(SEEDS, st.integers(1, people.SIZE), DAYS)
def test_every_wish_can_be_booked(seed: bytes, size: int, day: datetime.date) -> None:
    living = people.neighbourhood(seed, 0, size)
    savers = {person.place for person in living.people if person.has_savings}
    found = of_day(day, seed, size)
    assert found == of_day(day, seed, size)
    for wish in found:
        assert wish.amount_cents > 0
        sides = [side for side in (wish.payer, wish.payee) if side is not None]
        assert len(set(sides)) == len(sides) == (2 if wish.kind == "TRANSFER" else 1)
        assert all(0 <= side.place < size and (not side.is_savings or side.place in savers) for side in sides)
        assert (wish.method is not None) == (wish.kind in ("DEPOSIT", "WITHDRAWAL", "FUND"))
        assert (wish.payer is None) == (wish.kind in ("DEPOSIT", "FUND"))
    # One commit gives every id its own place: see engine/ids.py.
    assert all(sum(1 for _ in days.wishes(seed, 0, living, day, part)) * 2 + 50 < 1024 for part in days.PARTS)


@given(st.integers(2020, 2039), st.booleans(), st.integers(0, 1))
def test_wages_come_on_banking_days_as_often_as_they_should(year: int, is_fortnightly: bool, week: int) -> None:
    day, paid = datetime.date(year, 1, 1), []
    while day.year == year:
        if days.is_payday(day, is_fortnightly=is_fortnightly, week=week):
            paid.append(day)
        day += DAY
    assert all(is_banking_day(day) for day in paid)
    if is_fortnightly:
        assert 26 <= len(paid) <= 27
        assert all(12 <= (after - before).days <= 16 for before, after in pairwise(paid))
    else:
        assert [day.month for day in paid] == list(range(1, 13))
        assert all(20 <= day.day <= 25 for day in paid)


def test_rent_is_paid_on_the_first_and_fees_on_the_last() -> None:
    by_day = {number: of_day(datetime.date(2026, 3, number)) for number in range(1, 32)}
    rents = {number for number, found in by_day.items() for wish in found if wish.description == "Rent March"}
    fees = {number for number, found in by_day.items() for wish in found if wish.kind == "FEE"}
    assert rents == {1}
    assert fees == {31}


def test_employers_are_paid_in_before_they_pay() -> None:
    found = of_day(datetime.date(2026, 3, 25))
    funded = {wish.payee.place: wish.amount_cents for wish in found if wish.kind == "FUND" and wish.payee}
    paid: Counter[int] = Counter()
    for wish in found:
        if wish.description == "Wages March" and wish.payer is not None:
            assert wish.payer.place in funded
            paid[wish.payer.place] += wish.amount_cents
    assert funded == paid
    kinds = [wish.kind for wish in found]
    assert kinds.index("FUND") < kinds.index("TRANSFER")


def test_weekends_are_fuller_and_month_ends_thinner() -> None:
    first = datetime.date(2026, 3, 2)
    weeks = [first + DAY * number for number in range(7 * 12)]
    by_weekday: Counter[int] = Counter()
    for day in weeks:
        if 3 < day.day < 28:
            by_weekday[day.weekday()] += spent(day)
    counted = Counter(day.weekday() for day in weeks if 3 < day.day < 28)
    assert by_weekday[5] / counted[5] > by_weekday[1] / counted[1] * 1.2
    ends = [day for day in weeks if day.day >= 28 and day.weekday() < 4]
    middles = [day for day in weeks if 8 < day.day < 24 and day.weekday() < 4]
    assert sum(map(spent, ends)) / len(ends) < sum(map(spent, middles)) / len(middles)


def test_most_people_spend_less_than_they_earn() -> None:
    """Two months of wishes: what goes out of people's accounts is less than what comes in, but not by far."""
    living = people.neighbourhood(SEED, 0, people.SIZE)
    places = {person.place for person in living.people}
    incoming = outgoing = 0
    day = datetime.date(2026, 3, 1)
    while day < datetime.date(2026, 5, 1):
        for wish in of_day(day):
            is_paid = wish.payer is None or wish.payer.place not in places
            if is_paid and wish.payee is not None and wish.payee.place in places:
                incoming += wish.amount_cents
            if wish.payer is not None and wish.payer.place in places and wish.payee is None:
                outgoing += wish.amount_cents
        day += DAY
    assert 0.55 < outgoing / incoming < 0.9
