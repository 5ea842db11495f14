"""Banking calendars: the days on which payments settle."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from sandbox.engine import calendars

days = st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 1))


@given(days, st.integers(0, 30))
def test_the_nth_banking_day_is_one_and_has_n_of_them_before_it(day: datetime.date, count: int) -> None:
    found = calendars.add_banking_days(day, count)
    between = [day + datetime.timedelta(days=n) for n in range(1, (found - day).days + 1)]
    assert sum(calendars.is_banking_day(one) for one in between) == count
    assert count == 0 or calendars.is_banking_day(found)


def test_the_federal_reserves_holidays_of_2026() -> None:
    # As published for 2026; 4 July is a Saturday and not kept on another day.
    expected = {
        (1, 1),
        (1, 19),
        (2, 16),
        (5, 25),
        (6, 19),
        (7, 4),
        (9, 7),
        (10, 12),
        (11, 11),
        (11, 26),
        (12, 25),
    }
    assert {(day.month, day.day) for day in calendars.holidays(2026)} == expected
    assert not calendars.is_banking_day(datetime.date(2023, 1, 2))


def test_t2_is_closed_at_easter_and_on_the_first_of_may() -> None:
    # As the ECB published them for 2026.
    expected = {(1, 1), (4, 3), (4, 6), (5, 1), (12, 25), (12, 26)}
    assert {(day.month, day.day) for day in calendars.holidays(2026, "TARGET")} == expected
    assert calendars.add_banking_days(datetime.date(2026, 4, 2), 1, "TARGET") == datetime.date(2026, 4, 7)


def test_easter_falls_on_its_days() -> None:
    known = {1999: (4, 4), 2000: (4, 23), 2024: (3, 31), 2025: (4, 20), 2038: (4, 25), 2285: (3, 22)}
    for year, (month, day) in known.items():
        assert calendars.easter_sunday(year) == datetime.date(year, month, day)
