"""The API reference in Chromium, on a real server: it draws, tries an operation, and stays at home.

Left out where Chromium or Playwright is missing; `python -m tests.run` installs both where it may.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.faults.server import Server, running

playwright = pytest.importorskip("playwright.sync_api", reason="the browser tests need Playwright")

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync "
    "--no-first-run"
)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="the browser tests need Chromium (apt-get install chromium)")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("browser") / "data", "--empty") as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        found = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield found
        found.close()


class Visit:
    """A page, with what it asked for and what went wrong."""

    def __init__(self, browser: Any, base_url: str, **options: Any) -> None:
        self.base_url = base_url
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.page = browser.new_context(viewport={"width": 1280, "height": 900}, **options).new_page()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("response", self._note)

    def _note(self, response: Any) -> None:
        if response.status >= 400:
            self.errors.append(f"{response.status} {response.url}")

    def left_home(self) -> list[str]:
        """What went to another host."""
        return [url for url in self.asked if not url.startswith((f"{self.base_url}/", "data:", "blob:"))]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_reference_draws_and_asks_nobody_else(server: Server, browser: Any, scheme: str) -> None:
    visit = Visit(browser, server.announced["base_url"], color_scheme=scheme)
    visit.page.goto(f"{visit.base_url}/reference")
    visit.page.get_by_role("heading", name="Sandbank API").wait_for(timeout=20_000)
    visit.page.wait_for_load_state("networkidle")
    assert visit.page.locator("body").evaluate("e => [...e.classList]") == [f"{scheme}-mode"]
    assert visit.left_home() == []
    assert visit.errors == []


def test_a_problem_page_leads_to_the_operation_that_answers_it(server: Server, browser: Any) -> None:
    visit = Visit(browser, server.announced["base_url"])
    visit.page.goto(f"{visit.base_url}/problems/same_account")
    visit.page.get_by_role("link", name="createTransfer").click()
    heading = visit.page.get_by_role("heading", name="Make a transfer")
    heading.wait_for(timeout=20_000)
    playwright.expect(heading).to_be_in_viewport(timeout=10_000)
    assert visit.left_home() == []


def test_an_operation_is_tried_from_the_page_with_a_key_of_its_own(server: Server, browser: Any) -> None:
    visit = Visit(browser, server.announced["base_url"])
    visit.page.goto(f"{visit.base_url}/reference#tag/customers/POST/customers")
    token = visit.page.get_by_placeholder("Token").first
    token.wait_for(timeout=20_000)
    token.fill(server.announced["api_key"])
    visit.page.get_by_role("button", name="Test Request (post /customers)", exact=True).click()
    with visit.page.expect_response(f"{visit.base_url}/v1/customers") as answered:
        visit.page.get_by_role("button", name="Send").first.click()
    assert answered.value.status == 201
    assert answered.value.request.header_value("idempotency-key")
    assert visit.left_home() == []


def test_a_problem_is_reached_by_keyboard_with_a_visible_focus(server: Server, browser: Any) -> None:
    visit = Visit(browser, server.announced["base_url"])
    visit.page.goto(f"{visit.base_url}/problems")
    for _ in range(5):
        visit.page.keyboard.press("Tab")
    focused = visit.page.evaluate("document.activeElement.getAttribute('href')")
    assert focused == "/problems/malformed_request"
    outline = visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
