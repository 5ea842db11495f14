"""SECURITY.md: every requirement of two chapters of ASVS 5.0 once, and no test or file that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "SECURITY.md").read_text()
HOW_MANY = {"9.1": 3, "9.2": 4, "10.1": 2, "10.2": 3, "10.3": 5, "10.4": 16, "10.5": 5, "10.6": 2, "10.7": 3}
"""Requirements in each section of chapters 9 and 10 of ASVS 5.0.0."""

ROWS = re.findall(r"^\| (\d+\.\d+\.\d+) [^|]+ \| ([^|]+) \|$", PAGE, re.MULTILINE)
TESTS = "\n".join(file.read_text() for file in sorted((ROOT / "tests").rglob("test_*.py")))


def test_every_requirement_of_both_chapters_stands_once_and_in_order() -> None:
    wanted = [f"{section}.{place}" for section, many in HOW_MANY.items() for place in range(1, many + 1)]
    assert [number for number, _ in ROWS] == wanted


@pytest.mark.parametrize(("number", "state"), ROWS, ids=[number for number, _ in ROWS])
def test_each_says_how_it_stands_and_what_is_met_names_its_test(number: str, state: str) -> None:
    assert state.startswith(("met", "not applicable: ", "not yet: ")), number
    assert not state.startswith("met") or "`test_" in state


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(test_\w+)`", PAGE))))
def test_a_test_that_is_named_is_there(name: str) -> None:
    assert re.search(rf"^\s*(?:async )?def {name}\(", TESTS, re.MULTILINE), name


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:tests|sandbox|portal)/[\w/.]*)`", PAGE))))
def test_a_file_that_is_named_is_there(path: str) -> None:
    assert (ROOT / path).exists(), path
