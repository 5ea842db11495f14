"""The bench judges what it measured, and nothing else."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from loadtests.bench import picture
from loadtests.bench.peak import READS_PER_S, WRITES_PER_S, plan
from loadtests.bench.report import Figure, Report

MACHINE = {"cores": 2, "cpu": "<any>", "python": "3", "commit": "none"}


def report(**values: float) -> Report:
    return Report("2026-01-15T09:30:00Z", MACHINE, 1, 1, [], [0.5], values)


@pytest.mark.parametrize(("value", "verdict"), [(4.0, "goal"), (5.0, "goal"), (19.0, "floor"), (21.0, "missed")])
def test_of_a_time_less_is_better(value: float, verdict: str) -> None:
    assert Figure("p99 of reads at the peak", value, 20, 5, "ms").verdict == verdict


@pytest.mark.parametrize(("value", "verdict"), [(16.0, "goal"), (7.0, "floor"), (5.9, "missed")])
def test_of_a_ratio_more_is_better(value: float, verdict: str) -> None:
    assert Figure("engine alone, many callers", value, 6, 15, "x one caller").verdict == verdict


def test_what_was_not_measured_is_not_judged() -> None:
    assert [one.name for one in report().figures()] == ["start to first answer"]
    assert not report().is_floor_missed
    assert report(**{"importing the SDK": 301.0}).is_floor_missed


def test_the_picture_shows_every_figure_and_is_well_formed() -> None:
    drawn = picture.draw(report(**{"importing the SDK": 301.0, "new bank": 4.0}))
    texts = [one.text for one in ElementTree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")]
    assert {"start to first answer", "importing the SDK", "new bank", "floor missed", "goal met"} <= {*texts}


def test_the_peak_is_offered_at_its_rate_in_order_of_time() -> None:
    planned = plan("key", ["acct_a", "acct_b"], 2, 5)
    writes = sum(one.is_write for one in planned)
    assert [one.at_s for one in planned] == sorted(one.at_s for one in planned)
    assert abs(len(planned) - writes - READS_PER_S * 10) < READS_PER_S
    assert abs(writes - WRITES_PER_S * 10) < 4 * WRITES_PER_S
