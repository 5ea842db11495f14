"""Coming in and going out in Chromium: links, passwords, invitations, sessions that end, and the choice of a bank.

Every person has a window of their own, and so cookies of their own. See: test_team_pages.py, chromium.py.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.faults.server import Server, running
from tests.portal.chromium import CHROMIUM, FLAGS, Window

playwright = pytest.importorskip("playwright.sync_api", reason="the browser tests need Playwright")
expect = playwright.expect

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="the browser tests need Chromium (apt-get install chromium)")

PASSWORD = "three green kettles sing"
OTHER = "nine brass owls at dusk"
_PATIENCE_MS = 20_000
_ADDRESSES = itertools.count(2)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("entering") / "data") as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        expect.set_options(timeout=_PATIENCE_MS)
        found = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield found
        found.close()


@pytest.fixture
def window(server: Server, browser: Any) -> Iterator[Callable[[], Window]]:
    """Opens windows that know nothing of one another."""
    opened: list[Window] = []

    def one() -> Window:
        found = Window(browser, server.announced["base_url"])
        found.page.set_default_timeout(_PATIENCE_MS)
        opened.append(found)
        return found

    yield one
    for found in opened:
        found.close()


@pytest.fixture
def api(server: Server) -> Iterator[httpx.Client]:
    """The API without a credential, from an address of its own: how often one may sign up and in counts by address."""
    transport = httpx.HTTPTransport(local_address=f"127.0.0.{next(_ADDRESSES)}")
    with httpx.Client(base_url=f"{server.announced['base_url']}/v1", timeout=20, transport=transport) as found:
        yield found


def signed_up(api: httpx.Client, organization: str, email: str, password: str = PASSWORD) -> dict[str, Any]:
    body = {"organization_name": organization, "name": "Ada Byron", "email": email, "password": password}
    reply = api.post("/sign_up", json=body)
    assert reply.status_code == 201, reply.text
    found: dict[str, Any] = reply.json()
    return found


def sign_in(page: Any, email: str, password: str) -> None:
    page.get_by_label("Email").fill(email)
    page.get_by_role("textbox", name="Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def heading(page: Any, name: str) -> Any:
    return page.get_by_role("heading", level=1, name=name)


def test_the_link_that_the_server_prints_enters_in_one_click_and_leaves_the_address(
    server: Server, window: Callable[[], Window]
) -> None:
    one = window()
    link = server.announced["portal_link"]
    asked: list[str] = []
    one.page.on("request", lambda request: asked.append(request.url))
    one.page.goto(link)
    heading(one.page, "Overview").wait_for()
    assert one.page.url.rstrip("/") == server.announced["portal_url"]
    expect(one.page.locator(".nav-person-name")).to_have_text("Demo Owner")
    token = link.partition("#key=")[2]
    assert not [url for url in asked if token in url.partition("#")[0]]
    one.page.go_back()
    assert token not in one.page.url
    assert one.told() == []


def test_signing_up_makes_an_organization_and_the_password_opens_it_again(window: Callable[[], Window]) -> None:
    one = window()
    one.go("/portal/sign_in")
    one.page.get_by_role("link", name="Make an organization").click()
    heading(one.page, "Make an organization").wait_for()
    for label, value in (("Organization", "Kettle Works"), ("Your name", "Ada Byron"), ("Email", "ada@kettle.example")):
        one.page.get_by_label(label, exact=True).fill(value)
    one.page.get_by_role("textbox", name="Password").fill("kettle works")
    one.page.get_by_role("button", name="Make the organization").click()
    expect(one.page.locator(".field-error")).to_contain_text("follows from the name")
    expect(one.page.get_by_label("Organization", exact=True)).to_have_value("Kettle Works")
    one.page.get_by_role("textbox", name="Password").fill(PASSWORD)
    one.page.get_by_role("button", name="Make the organization").click()
    heading(one.page, "Overview").wait_for()
    expect(one.page.locator(".nav-person-of")).to_contain_text("Kettle Works · Owner")
    one.page.locator(".nav-person").click()
    one.page.get_by_role("button", name="Sign out").click()
    heading(one.page, "Sign in").wait_for()
    one.go("/portal/accounts?status=ACTIVE")
    heading(one.page, "Sign in").wait_for()
    sign_in(one.page, "ada@kettle.example", "not the right one")
    expect(one.page.get_by_role("alert")).to_contain_text("Sign-in failed")
    expect(one.page.get_by_label("Email")).to_have_value("ada@kettle.example")
    sign_in(one.page, "ada@kettle.example", PASSWORD)
    heading(one.page, "Accounts").wait_for()
    assert one.page.url.endswith("/portal/accounts?status=ACTIVE")


def test_too_many_wrong_passwords_lock_the_address_and_the_page_says_how_long(
    api: httpx.Client, window: Callable[[], Window]
) -> None:
    signed_up(api, "Locked Up", "lock@up.example")
    for _ in range(5):
        api.post("/sessions", json={"email": "lock@up.example", "password": "not the right one"})
    one = window()
    one.go("/portal/sign_in")
    sign_in(one.page, "lock@up.example", PASSWORD)
    expect(one.page.get_by_role("alert")).to_contain_text(re.compile(r"Try again in 1[45] minutes"))


def test_who_is_in_several_organizations_chooses_one(api: httpx.Client, window: Callable[[], Window]) -> None:
    for name in ("North Works", "South Works"):
        signed_up(api, name, "both@works.example")
    one = window()
    one.go("/portal/sign_in")
    sign_in(one.page, "both@works.example", PASSWORD)
    one.page.get_by_role("radio", name=re.compile("South Works")).check()
    one.page.get_by_role("textbox", name="Password").fill(PASSWORD)
    one.page.get_by_role("button", name="Sign in", exact=True).click()
    heading(one.page, "Overview").wait_for()
    expect(one.page.locator(".nav-person-of")).to_contain_text("South Works")


def test_an_invitation_is_shown_once_and_its_link_lets_in_once(
    api: httpx.Client, server: Server, window: Callable[[], Window]
) -> None:
    owner = signed_up(api, "Inviting", "owner@inviting.example")
    one = window()
    one.sign_in(owner["session"]["token"])
    one.go("/portal/team")
    one.page.get_by_role("link", name="Invite", exact=True).click()
    one.page.get_by_label("Name").fill("Grace Hopper")
    one.page.get_by_label("Email").fill("grace@inviting.example")
    one.page.get_by_label("Role").select_option("VIEWER")
    one.page.get_by_role("button", name="Invite", exact=True).click()
    heading(one.page, "Grace Hopper is invited").wait_for()
    link = one.page.locator(".secret-value").inner_text()
    assert link.startswith(f"{server.announced['base_url']}/portal/invitation#token=sbi_")
    other = window()
    other.page.goto(link)
    expect(other.page.get_by_label("Invitation")).to_be_hidden()
    assert other.page.url == f"{server.announced['base_url']}/portal/invitation"
    other.page.get_by_role("textbox", name="Password").fill(OTHER)
    other.page.get_by_role("button", name="Join").click()
    heading(other.page, "Overview").wait_for()
    expect(other.page.locator(".nav-person-of")).to_contain_text("Inviting · Viewer")
    other.go("/portal/team")
    expect(other.page.get_by_role("link", name="Invite", exact=True)).to_have_count(0)
    third = window()
    third.page.goto(link)
    third.page.get_by_role("textbox", name="Password").fill(OTHER)
    third.page.get_by_role("button", name="Join").click()
    expect(third.page.get_by_role("alert")).to_contain_text("invitation_invalid")


def test_a_session_that_is_ended_elsewhere_asks_to_sign_in_and_comes_back(
    api: httpx.Client, window: Callable[[], Window]
) -> None:
    owner = signed_up(api, "Coming Back", "back@again.example")
    here, there = window(), window()
    here.sign_in(owner["session"]["token"])
    there.go("/portal/sign_in")
    sign_in(there.page, "back@again.example", PASSWORD)
    heading(there.page, "Overview").wait_for()
    there.go("/portal/holds")
    here.go("/portal/profile")
    row = here.page.get_by_role("row").filter(has=here.page.get_by_role("button", name="Revoke"))
    expect(row).to_contain_text("Chrome on Linux")
    row.get_by_role("button", name="Revoke").click()
    expect(here.page.get_by_role("row").filter(has_text="Revoked")).to_have_count(1)
    # By a link, as somebody would who does not know that it is over.
    there.page.get_by_role("link", name="Transactions", exact=True).click()
    heading(there.page, "Sign in").wait_for()
    expect(there.page.get_by_text("Your session is over")).to_be_visible()
    sign_in(there.page, "back@again.example", PASSWORD)
    heading(there.page, "Transactions").wait_for()


def test_a_person_looks_at_every_bank_and_a_key_at_its_own(
    api: httpx.Client, server: Server, window: Callable[[], Window]
) -> None:
    owner = signed_up(api, "Two Banks", "two@banks.example")
    token = owner["session"]["token"]
    made = api.post("/banks", json={"name": "Second"}, headers={"Authorization": f"Bearer {token}"}).json()
    one = window()
    one.sign_in(token)
    expect(one.page.locator(".bank-name")).to_have_text("Two Banks")
    one.page.locator("#bank-switch > summary").click()
    one.page.get_by_role("button", name=re.compile("^Second")).click()
    expect(one.page.locator(".bank-name")).to_have_text("Second")
    other = window()
    other.sign_in(made["api_key"])
    expect(other.page.locator(".bank-name")).to_have_text("Second")
    other.page.locator("#bank-switch > summary").click()
    expect(other.page.get_by_role("button", name=re.compile("^Two Banks"))).to_be_disabled()


def test_a_form_of_another_session_changes_nothing(api: httpx.Client, window: Callable[[], Window]) -> None:
    owner = signed_up(api, "Forged", "forged@form.example")
    one = window()
    one.sign_in(owner["session"]["token"])
    one.go("/portal/organization/edit")
    one.page.get_by_label("Name").first.fill("Taken Over")
    one.page.evaluate("document.querySelector('form.form [name=csrf]').value = 'f'.repeat(40)")
    one.page.evaluate("document.querySelector('form.form').submit()")
    heading(one.page, "This form is too old").wait_for()
    bearer = {"Authorization": f"Bearer {owner['session']['token']}"}
    found = api.get(f"/organizations/{owner['organization_id']}", headers=bearer).json()
    assert found["name"] == "Forged"
