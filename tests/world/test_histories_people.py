"""Who lives in a history, and when each part of it is due: properties of pure functions."""

from __future__ import annotations

import datetime
import re
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from sandbox.engine.clock import day_of
from sandbox.world.histories import days, names, people, timetable
from sandbox.world.histories.timetable import Stop
from sandbox.world.magic import magic_name

SEEDS = st.binary(min_size=32, max_size=32)
SIZES = st.integers(1, people.SIZE)
DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2039, 12, 31))


@given(SEEDS, st.integers(0, 5000), SIZES)
def test_a_neighbourhood_is_whole_and_is_the_same_again(seed: bytes, number: int, size: int) -> None:
    living = people.neighbourhood(seed, number, size)
    places = sorted(one.place for one in (*living.people, *living.firms))
    assert places == list(range(size))
    firms = {firm.place for firm in living.firms}
    persons = {person.place for person in living.people}
    for person in living.people:
        assert person.employer is None or person.employer in firms
        assert {person.landlord, person.friend} - {None} <= persons - {person.place}
        assert person.wage_cents > person.rent_cents >= 0
        assert 18 * 365 <= person.age_days <= 85 * 366
        assert all(1 <= bill.day <= 28 and bill.amount_cents > 0 for bill in person.bills)
    for firm in living.firms:
        assert sum(share for _, _, share in firm.owners) == 10_000
    people.neighbourhood.cache_clear()
    assert people.neighbourhood(seed, number, size) == living


@given(st.integers(1, 1_000_000))
def test_every_customer_lives_somewhere(customers: int) -> None:
    count = people.count_of(customers)
    assert (count - 1) * people.SIZE + people.size_of(count - 1, customers) == customers
    assert 1 <= people.size_of(count - 1, customers) <= people.SIZE


def test_of_many_customers_few_are_firms_and_some_save() -> None:
    living = [people.neighbourhood(bytes(32), number, people.SIZE) for number in range(10)]
    persons = [person for one in living for person in one.people]
    customers = 10 * people.SIZE
    assert sum(len(one.firms) for one in living) / customers == 0.05
    assert 0.35 < sum(person.has_savings for person in persons) / len(persons) < 0.45
    assert 0.55 < sum(person.employer is not None for person in persons) / len(persons) < 0.65
    assert 0.5 < sum(person.rent_cents > 0 for person in persons) / len(persons) < 0.65
    assert len({(person.first_name, person.last_name) for person in persons}) > len(persons) * 0.95


def test_names_are_many_and_never_magic() -> None:
    assert len(set(names.FIRST_NAMES)) == len(names.FIRST_NAMES) >= 200
    assert len(set(names.LAST_NAMES)) == len(names.LAST_NAMES) >= 300
    firms = [
        f"{one} {trade} {form}" for one in names.FIRM_NAMES for trade in names.TRADES for form in names.LEGAL_FORMS
    ]
    assert not [name for name in (*names.LAST_NAMES, *firms) if magic_name(name)]


@given(st.lists(st.sampled_from([*names.FIRST_NAMES, "Zoë", "O'Hara", "Núñez de la Peña"]), min_size=1, max_size=3))
def test_a_name_becomes_the_part_of_an_address_before_the_at(words: list[str]) -> None:
    assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*", people.mail_name(*words))


# When --------------------------------------------------------------------------------------------
@given(SEEDS, st.integers(1, 40), DAYS)
def test_stops_follow_each_other_in_time(seed: bytes, neighbourhoods: int, day: datetime.date) -> None:
    stop = Stop(day, days.MORNING, 0)
    last_us = 0
    for _ in range(3 * neighbourhoods * 2):
        due_us = timetable.due_us(stop, seed, neighbourhoods)
        assert due_us > last_us
        assert day_of(due_us) == stop.day
        assert Stop.parse(str(stop)) == stop
        last_us, stop = due_us, timetable.following(stop, neighbourhoods)
    assert stop == Stop(day + datetime.timedelta(days=2), days.MORNING, 0)


@given(SEEDS, DAYS)
def test_parts_of_a_day_at_which_nothing_happens_are_left_out(seed: bytes, day: datetime.date) -> None:
    living = people.neighbourhood(seed, 0, 1)
    stops = [stop for _, stop in islice(timetable.stops_from(Stop(day, days.MORNING, 0), seed, 1), 20)]
    assert all(next(days.wishes(seed, 0, living, stop.day, stop.part), None) for stop in stops)
    assert (stops[-1].day - day).days * 3 > 20
