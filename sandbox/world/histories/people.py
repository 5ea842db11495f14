"""Who lives in a history: neighbourhoods of people and firms that deal with each other. Pure functions of the seed.

A neighbourhood is up to `SIZE` customers; it has its own employers, landlords and friends, so that each can
be lived through without looking at another. A customer is named by their place in it. See: days.py for what
they do, tests/world/test_histories_people.py.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from sandbox.engine.chance import Chance
from sandbox.world.histories import names
from sandbox.world.histories.merchants import SUBSCRIPTIONS, UTILITIES

SIZE = 160
"""Customers of a whole neighbourhood: what one commit takes on, or lets live for a part of a day."""

_FIRM_EVERY, _FIRM_PLACE = 20, 3
_LANDLORD_EVERY = 25
_ORDINARY_WAGE = 4_200_00


class Bill(NamedTuple):
    """What falls due every month, on a day of it."""

    day: int
    payee: str
    amount_cents: int


class Person(NamedTuple):
    """One person. `employer` and `landlord` are places in the neighbourhood; None is somebody outside.

    thrift_bps: what they spend, in parts of what others of their wage do.
    """

    place: int
    first_name: str
    last_name: str
    age_days: int
    wage_cents: int
    is_fortnightly: bool
    week: int
    employer: int | None
    rent_cents: int
    landlord: int | None
    saving_cents: int
    has_savings: bool
    is_charged: bool
    spending_bps: int
    bills: tuple[Bill, ...]
    friend: int | None
    opening_cents: int
    savings_opening_cents: int


class Firm(NamedTuple):
    """One business. `payroll_cents` is what its staff earns in a month."""

    place: int
    legal_name: str
    owners: tuple[tuple[str, int, int], ...]
    """(name, age in days, share in basis points)"""
    payroll_cents: int
    opening_cents: int


class Neighbourhood(NamedTuple):
    """Everybody in it, each at their place."""

    people: tuple[Person, ...]
    firms: tuple[Firm, ...]


def count_of(customers: int) -> int:
    """How many neighbourhoods so many customers make."""
    return -(-customers // SIZE)


def size_of(number: int, customers: int) -> int:
    """How many customers live in one of them; only the last can be smaller."""
    return min(SIZE, customers - number * SIZE)


def is_firm(place: int) -> bool:
    """Whether a place is a firm's: five in a hundred."""
    return place % _FIRM_EVERY == _FIRM_PLACE


@lru_cache(maxsize=64)
def neighbourhood(seed: bytes, number: int, size: int) -> Neighbourhood:
    """Everybody in a neighbourhood: the same whenever it is asked for."""
    firms = [place for place in range(size) if is_firm(place)]
    others = [place for place in range(size) if not is_firm(place)]
    landlords = [place for place in others if place % _LANDLORD_EVERY == 0]
    people = tuple(_person(Chance(seed, "person", number, place), place, firms, landlords, others) for place in others)
    payrolls = dict.fromkeys(firms, 0)
    for person in people:
        if person.employer is not None:
            payrolls[person.employer] += _monthly(person)
    businesses = tuple(_firm(Chance(seed, "firm", number, place), place, payrolls[place]) for place in firms)
    return Neighbourhood(people, businesses)


def _monthly(person: Person) -> int:
    return person.wage_cents * 26 // 12 if person.is_fortnightly else person.wage_cents


def _person(chance: Chance, place: int, firms: list[int], landlords: list[int], others: list[int]) -> Person:
    monthly = chance.amount(_ORDINARY_WAGE, 3)
    is_fortnightly = chance.below(100) < 45
    has_savings = chance.below(100) < 40
    is_tenant = chance.below(100) < 60 and place not in landlords
    rent = monthly * chance.between(22, 34) // 100
    return Person(
        place=place,
        first_name=chance.pick(names.FIRST_NAMES),
        last_name=chance.pick(names.LAST_NAMES),
        age_days=chance.between(18 * 366, 84 * 365),
        wage_cents=_round(monthly * 12 // 26 if is_fortnightly else monthly, 1_00),
        is_fortnightly=is_fortnightly,
        week=chance.below(2),
        employer=chance.pick(firms) if firms and chance.below(100) < 60 else None,
        rent_cents=_round(rent, 5_00) if is_tenant else 0,
        landlord=chance.pick(landlords) if is_tenant and landlords and chance.below(2) else None,
        saving_cents=_round(monthly * chance.between(4, 15) // 100, 10_00),
        has_savings=has_savings,
        is_charged=chance.below(100) < 15,
        spending_bps=monthly * chance.between(12_000, 22_000) // _ORDINARY_WAGE,
        bills=_bills(chance),
        friend=chance.pick([other for other in (place - 1, place + 1, place + 2) if other in others] or [None]),
        opening_cents=chance.amount(monthly * 6 // 10, 4),
        savings_opening_cents=chance.amount(monthly * 2, 5) if has_savings else 0,
    )


def _bills(chance: Chance) -> tuple[Bill, ...]:
    """A utility, and some subscriptions."""
    bills = [Bill(chance.between(3, 27), chance.pick(UTILITIES), chance.amount(110_00, 2))]
    for name, amount in SUBSCRIPTIONS:
        if chance.is_one_in(3):
            bills.append(Bill(chance.between(1, 28), name, amount))
    return tuple(bills)


def _firm(chance: Chance, place: int, payroll_cents: int) -> Firm:
    name = chance.pick(names.FIRM_NAMES)
    legal_name = f"{name} {chance.pick(names.TRADES)} {chance.pick(names.LEGAL_FORMS)}"
    shares = chance.pick(((10_000,), (6_000, 4_000), (5_000, 3_000, 2_000)))
    owners = tuple(
        (
            f"{chance.pick(names.FIRST_NAMES)} {chance.pick(names.LAST_NAMES)}",
            chance.between(25 * 366, 75 * 365),
            share,
        )
        for share in shares
    )
    return Firm(place, legal_name, owners, payroll_cents, chance.amount(20_000_00, 3) + payroll_cents * 3 // 2)


def _round(cents: int, step: int) -> int:
    return max(step, cents // step * step)


def mail_name(*words: str) -> str:
    """Names as the part of an e-mail address that is before the @: letters, digits and dots."""
    plain = unicodedata.normalize("NFKD", ".".join(words)).encode("ascii", "ignore").decode().casefold()
    return ".".join("".join(c for c in word if c.isalnum() or c == "-") for word in plain.replace(" ", ".").split("."))
