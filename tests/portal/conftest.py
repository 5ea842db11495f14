"""A bank per test with somebody signed in to its portal by the bank's key; per module, a server and Chromium."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from tests.faults.server import Server, running
from tests.portal.browsing import Portal
from tests.portal.chromium import CHROMIUM, FLAGS, PATIENCE_MS, Window, signed_in
from tests.services.api import Api
from tests.services.conftest import api

__all__ = ["api"]


@pytest.fixture
async def portal(api: Api) -> AsyncIterator[Portal]:
    portal = Portal(api)
    try:
        await portal.sign_in()
        yield portal
    finally:
        await portal.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("portal") / "data") as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="the browser tests need Playwright")
    with playwright.sync_playwright() as started:
        playwright.expect.set_options(timeout=PATIENCE_MS)
        found = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield found
        found.close()


@pytest.fixture
def bank(server: Server) -> Iterator[httpx.Client]:
    """The API of the server, with its key."""
    with server.client() as found:
        yield found


@pytest.fixture
def window(server: Server, browser: Any) -> Iterator[Window]:
    """Somebody with the bank's key in front of the portal. Nothing may go wrong on their pages."""
    found = signed_in(browser, server, server.announced["api_key"])
    yield found
    wrong = found.told()
    found.close()
    assert wrong == []
