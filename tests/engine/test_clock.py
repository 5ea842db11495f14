"""The bank's clock runs, stands still, moves forward, and never goes back."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.engine.clock import Clock, to_datetime, to_us


def test_a_frozen_clock_stands_still_and_runs_on_from_there() -> None:
    clock = Clock.running()
    clock.freeze()
    stopped = clock.now_us()
    assert clock.now_us() == stopped
    clock.freeze(stopped + 3_600_000_000)
    clock.run()
    assert clock.now_us() >= stopped + 3_600_000_000


def test_it_refuses_to_go_back() -> None:
    clock = Clock.running()
    with pytest.raises(ValueError, match="never goes backwards"):
        clock.freeze(clock.now_us() - 1_000_000)


def test_it_does_not_go_back_when_the_systems_clock_does(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock.running()
    before = clock.now_us()
    monkeypatch.setattr(time, "time_ns", lambda: (before - 5_000_000) * 1000)
    assert clock.now_us() >= before


@given(st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1)))  # noqa: DTZ001
def test_microseconds_and_datetimes_are_exact_inverses(moment: datetime) -> None:
    aware = moment.replace(tzinfo=UTC)
    assert to_datetime(to_us(aware)) == aware
