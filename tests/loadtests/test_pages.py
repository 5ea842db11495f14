"""The clicks that are timed in the portal all lead somewhere, so that what is measured is what people wait for.

How long they take is measured, never asserted, here: see loadtests/pages/__main__.py.
"""

from __future__ import annotations

import random

import pytest

from loadtests.pages.__main__ import clicks, measured
from tests.portal.chromium import MISSING

pytest.importorskip("playwright.sync_api", reason="the browser tests need Playwright")
pytestmark = pytest.mark.skipif(MISSING is not None, reason=str(MISSING))

CUSTOMERS = 300


def test_each_click_is_timed_until_the_page_it_leads_to_is_painted() -> None:
    loaded, taken = measured(CUSTOMERS, rounds=2)
    assert loaded.customers == CUSTOMERS
    assert list(taken) == [name for name, *_ in clicks(loaded, random.Random(0))]
    for name, many in taken.items():
        assert len(many) == 2, name
        assert all(one > 0 for one in many), name
