"""Every page of the portal in Chromium: it draws, says nothing on the console, asks nobody else, and axe passes it.

The pages are found by following links: one of each kind is visited. CI visits them at one width in one theme; with
SANDBANK_LONG, at three widths in both.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.faults.server import Server
from tests.portal.chromium import MISSING, Window, install_axe

_MISSING = MISSING or install_axe()
pytestmark = pytest.mark.skipif(_MISSING is not None, reason=str(_MISSING))

LOOKS = [(1440, "light")]
if os.environ.get("SANDBANK_LONG"):
    LOOKS = [(width, scheme) for width in (390, 1024, 1440) for scheme in ("light", "dark")]

_ID = re.compile(r"\b[a-z]+_[0-9a-z]{20,}\b")
_MOST_PAGES = 400


def kind_of(path: str) -> str:
    """A page's kind: its path without ids, and the tab it shows; other queries are the same page."""
    path, _, query = path.partition("#")[0].partition("?")
    tab = re.search(r"(?:^|&)(tab=[^&]*)", query)
    return _ID.sub("{id}", path.rstrip("/")) + (f"?{tab[1]}" if tab else "")


def pages(window: Window) -> Iterator[tuple[str, list[str]]]:
    """One page of each kind, with what is wrong with it."""
    waiting, seen = ["/portal", "/portal/style_guide"], {"/portal", "/portal/style_guide"}
    while waiting and len(seen) < _MOST_PAGES:
        path = waiting.pop(0)
        window.go(path)
        wrong = [*window.told(), *window.violations()]
        if window.is_too_wide():
            wrong.append(f"the page scrolls sideways: {window.sticking_out()}")
        yield path, wrong
        for link in window.links():
            if kind_of(link) not in seen:
                seen.add(kind_of(link))
                waiting.append(link)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_page_draws_is_accessible_and_stays_at_home(
    server: Server, browser: Any, width: int, scheme: str
) -> None:
    window = Window(browser, server.announced["base_url"], width=width, scheme=scheme)
    window.sign_in(server.announced["api_key"])
    found = dict(pages(window))
    window.close()
    wrong = {path: what for path, what in found.items() if what}
    assert not wrong, "\n".join(f"{path}\n    " + "\n    ".join(what) for path, what in wrong.items())
    assert len(found) > 60, sorted(found)


def test_the_pages_before_the_sign_in_are_accessible_too(server: Server, browser: Any) -> None:
    window = Window(browser, server.announced["base_url"])
    for path in ("/portal/sign_in", "/portal/sign_up", "/portal/invitation"):
        window.go(path)
        assert [*window.told(), *window.violations()] == [], path
    window.close()
