"""The portal without a mouse, without scripts, and while its server is gone.

See: test_journeys_in_browser.py for what people come to do.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.faults.server import Server, funded_accounts, running
from tests.portal.chromium import MISSING, Window, heading, identifier_of, signed_in

expect = pytest.importorskip("playwright.sync_api", reason="the browser tests need Playwright").expect
pytestmark = pytest.mark.skipif(MISSING is not None, reason=str(MISSING))

# The frame of what has the focus, or its own border and shadow where a control draws it so.
_FOCUS = """() => {
    const at = document.activeElement, style = getComputedStyle(at);
    const hasOutline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
    return {name: at.name || at.id || at.textContent.trim(), isSeen: hasOutline || style.boxShadow !== "none"};
}"""


def tab_to(page: Any, name: str) -> None:
    """Press Tab until the field of that name has the focus, and see at each step where it is."""
    for _ in range(40):
        page.keyboard.press("Tab")
        focus = page.evaluate(_FOCUS)
        assert focus["isSeen"], f"nothing shows that {focus['name']!r} has the focus"
        if focus["name"] == name:
            return
    raise AssertionError(f"Tab does not lead to {name}")


# Without a mouse -------------------------------------------------------------------------------------
def test_a_transfer_is_made_with_the_keyboard_alone(window: Window, bank: httpx.Client) -> None:
    page = window.page
    source, destination = (one["account_id"] for one in funded_accounts(bank)[:2])
    page.keyboard.press("/")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.type("transfer")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Make a transfer")
    page.keyboard.press("Enter")
    expect(heading(page, "Make a transfer")).to_be_visible()
    for name, text in (
        ("source_account_id", source),
        ("destination_account_id", destination),
        ("amount_cents", "0.07"),
    ):
        tab_to(page, name)
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.locator("[aria-current=step]")).to_contain_text("Completed")
    assert bank.get(f"/transactions/{identifier_of(page)}").json()["amount_cents"] == 7


def test_rows_are_walked_and_opened_with_the_keyboard(window: Window) -> None:
    page = window.page
    window.go("/portal/customers")
    third = (
        page.get_by_role("region", name="Customers").get_by_role("row").nth(3).get_by_role("link").first.inner_text()
    )
    for key in "jjjjk":
        page.keyboard.press(key)
    focus = page.evaluate(_FOCUS)
    assert (focus["name"], focus["isSeen"]) == (third, True)
    page.keyboard.press("Enter")
    expect(heading(page, third)).to_be_visible()


def test_escape_closes_what_is_open_and_the_focus_goes_back(window: Window) -> None:
    page = window.page
    window.go("/portal/customers")
    clock = page.get_by_title("The bank's clock")
    clock.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Next day")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Next day")).to_be_hidden()
    expect(clock).to_be_focused()

    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(clock).to_be_focused()


# While the server is gone ----------------------------------------------------------------------------
def test_a_cut_stream_is_told_and_comes_back_and_what_was_typed_stays(tmp_path: Path, browser: Any) -> None:
    with running(tmp_path / "data") as server:
        window = signed_in(browser, server, server.announced["api_key"])
        page, live = (
            window.page,
            window.page.get_by_title(re.compile("Event|Stream|Connecting")).and_(window.page.get_by_role("status")),
        )
        window.go("/portal/do/createTransfer")
        expect(live).to_have_text("Live")
        page.get_by_label("Amount").fill("12.34")
        page.get_by_label("Source account ID").fill("acct_half_typ")
        server.kill()
        expect(live).to_have_text("Stream lost, retrying")
    port = str(urlsplit(server.announced["base_url"]).port)
    with running(tmp_path / "data", "--port", port) as again:
        expect(live).to_have_text("Live")
        expect(page.get_by_label("Amount")).to_have_value("12.34")
        expect(page.get_by_label("Source account ID")).to_have_value("acct_half_typ")
        with again.client() as bank:
            source, destination = (one["account_id"] for one in funded_accounts(bank)[:2])
            page.get_by_label("Source account ID").fill(source)
            page.get_by_label("Destination account ID").fill(destination)
            page.get_by_role("button", name="Make a transfer").click()
            expect(page.locator("[aria-current=step]")).to_contain_text("Completed")
            assert bank.get(f"/transactions/{identifier_of(page)}").json()["amount_cents"] == 12_34
        window.close()


# Without scripts -------------------------------------------------------------------------------------
def test_lists_pages_and_forms_work_without_scripts(server: Server, browser: Any, bank: httpx.Client) -> None:
    window = Window(browser, server.announced["base_url"], has_scripts=False)
    page = window.page
    page.goto(f"{window.base_url}/portal/sign_in")
    page.get_by_text("Use an API key").click()
    page.get_by_label("API key", exact=True).fill(server.announced["api_key"])
    page.get_by_role("button", name="Continue with the key").click()
    expect(heading(page, "Overview")).to_be_visible()

    page.get_by_role("link", name="Customers").click()
    page.get_by_role("link", name="Ada Lovelace").click()
    expect(heading(page, "Ada Lovelace")).to_be_visible()
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Accounts").click()
    expect(page.get_by_role("region", name="Accounts").get_by_role("row")).not_to_have_count(0)

    page.get_by_role("link", name="Edit").click()
    expect(page.get_by_label("Email")).to_have_value("ada.lovelace@example.com")
    page.get_by_label("Phone number").fill("12025550199")
    page.get_by_role("button", name="Update a customer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Phone number")).to_have_value("12025550199")
    page.get_by_label("Phone number").fill("+12025550199")
    page.get_by_role("button", name="Update a customer").click()
    expect(heading(page, "Ada Lovelace")).to_be_visible()
    customer = bank.get(f"/customers/{identifier_of(page)}").json()
    assert customer["phone_number"] == "+12025550199"
    window.close()
