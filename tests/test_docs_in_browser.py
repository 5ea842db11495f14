"""The documentation in Chromium, on a real server: it draws, is searched, keeps its colours, and stays at home.

Left out where Chromium, Playwright or the extra `docs` is missing. The server that is started is told where the site
is by the place it looks first. See: tests/test_reference_in_browser.py, sandbox/pages/docs_site.py.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.pages.docs.assembly import ROOT, assemble
from tests.faults.server import Server, running
from tests.test_reference_in_browser import CHROMIUM, FLAGS, Visit

playwright = pytest.importorskip("playwright.sync_api", reason="the browser tests need Playwright")
pytest.importorskip("material", reason="the site needs the extra `docs`")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="the browser tests need Chromium (apt-get install chromium)")

PAGES = (
    "index.html",
    "quickstart.html",
    "portal.html",
    "architecture.html",
    "concepts/contract.html",
    "concepts/banks.html",
    "concepts/ledger.html",
    "concepts/time.html",
    "concepts/simulation.html",
    "concepts/events.html",
    "concepts/security.html",
    "guides/move-money.html",
    "reference/api/transactions.html",
    "reference/problems.html",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the house with the site in the place of a checkout."""
    from sandbox.pages.docs.site import build_site

    folder = tmp_path_factory.mktemp("browser")
    assemble(folder / "source")
    site = ROOT / "site"
    fresh = folder / "site"
    build_site(folder / "source", fresh)
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(fresh, site)
    with running(folder / "data", "--empty") as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        found = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield found
        found.close()


def visit_of(server: Server, browser: Any, **options: Any) -> Visit:
    visit = Visit(browser, server.announced["base_url"], **options)
    visit.page.on("console", lambda said: said.type in ("error", "warning") and visit.errors.append(said.text))
    return visit


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_of_page_draws_without_an_error_and_asks_nobody_else(
    server: Server, browser: Any, scheme: str, width: int
) -> None:
    visit = visit_of(server, browser, color_scheme=scheme)
    visit.page.set_viewport_size({"width": width, "height": 900})
    for name in PAGES:
        visit.page.goto(f"{visit.base_url}/docs/{name}", wait_until="load")
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        found = visit.page.locator("body").get_attribute("data-md-color-scheme")
        assert found == {"light": "default", "dark": "slate"}[scheme]
        if visit.page.locator(".drawing svg").count():
            drawing = visit.page.locator(".drawing svg").first
            ink = drawing.evaluate("e => getComputedStyle(e).getPropertyValue('--ink').trim()")
            assert ink == {"light": "#1f2933", "dark": "#e6e9eb"}[scheme]
        if folder := os.environ.get("SANDBANK_SCREENSHOTS"):
            name = name.replace("/", "-").removesuffix(".html")
            visit.page.screenshot(path=Path(folder) / f"docs-{name}-{scheme}-{width}.png")
    assert visit.errors == []
    assert visit.left_home() == []


def test_what_is_searched_is_found_by_keyboard_alone(server: Server, browser: Any) -> None:
    visit = visit_of(server, browser)
    visit.page.goto(f"{visit.base_url}/docs/index.html")
    visit.page.wait_for_load_state("networkidle")
    visit.page.keyboard.press("/")
    visit.page.keyboard.type("createTransfer")
    visit.page.locator(".md-search-result__item").first.wait_for(timeout=20_000)
    visit.page.keyboard.press("ArrowDown")
    with visit.page.expect_navigation():
        visit.page.keyboard.press("Enter")
    assert "/docs/" in visit.page.url
    assert visit.page.url != f"{visit.base_url}/docs/index.html"
    assert visit.errors == []
    assert visit.left_home() == []


def test_the_colours_that_were_chosen_are_kept_on_the_next_page_and_drawings_follow(
    server: Server, browser: Any
) -> None:
    visit = visit_of(server, browser, color_scheme="light")
    visit.page.goto(f"{visit.base_url}/docs/concepts/ledger.html")
    for _ in range(2):  # as the system says, light, dark
        visit.page.locator("label.md-header__button[for^=__palette]:not([hidden])").click()
    for name in ("ledger", "time"):
        visit.page.goto(f"{visit.base_url}/docs/concepts/{name}.html")
        assert visit.page.locator("body").get_attribute("data-md-color-scheme") == "slate"
        drawing = visit.page.locator(".drawing svg")
        assert drawing.evaluate("e => getComputedStyle(e).getPropertyValue('--ink').trim()") == "#e6e9eb"
    assert visit.errors == []


def test_the_calls_of_an_operation_are_tabs_that_all_pages_follow(server: Server, browser: Any) -> None:
    visit = visit_of(server, browser)
    visit.page.goto(f"{visit.base_url}/docs/reference/api/transactions.html#createTransfer")
    tabs = visit.page.locator("#createTransfer ~ .tabbed-set").first
    assert tabs.get_by_text("bank.transactions.create_transfer").is_visible()
    tabs.get_by_text("curl", exact=True).click()
    tabs.get_by_text("Idempotency-Key").wait_for()
    visit.page.goto(f"{visit.base_url}/docs/reference/api/accounts.html#openAccount")
    visit.page.locator("#openAccount ~ .tabbed-set").first.get_by_text("Idempotency-Key").wait_for()
    assert visit.errors == []


def test_what_is_copied_from_a_console_is_the_command_without_its_prompt(server: Server, browser: Any) -> None:
    visit = visit_of(server, browser, permissions=["clipboard-read", "clipboard-write"])
    visit.page.goto(f"{visit.base_url}/docs/quickstart.html")
    visit.page.locator(".highlight", has_text="make up").first.get_by_role("button").click()
    visit.page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('make up'))")
    assert visit.page.evaluate("navigator.clipboard.readText()").strip() == "make up"
    assert visit.errors == []


def test_an_operation_leads_to_where_it_is_tried(server: Server, browser: Any) -> None:
    visit = visit_of(server, browser)
    visit.page.goto(f"{visit.base_url}/docs/reference/api/transactions.html#createTransfer")
    visit.page.locator("#createTransfer + p").get_by_role("link", name="try it").click()
    heading = visit.page.get_by_role("heading", name="Make a transfer")
    heading.wait_for(timeout=20_000)
    assert visit.left_home() == []


def test_what_is_not_there_says_so_and_keeps_the_way_home(server: Server, browser: Any) -> None:
    visit = Visit(browser, server.announced["base_url"])
    visit.page.goto(f"{visit.base_url}/docs/concepts/nothing.html")
    visit.page.get_by_role("heading", name="404").wait_for()
    visit.page.get_by_role("link", name="Sandbank").first.click()
    visit.page.get_by_role("heading", name="Sandbank").wait_for()
