"""The team: roles that may be given, links that are shown once, access taken away, and what a key sees of it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest

from tests.portal.browsing import Portal
from tests.services.api import Api

PASSWORD = "three green kettles sing"
OTHER = "nine brass owls at dusk"


@pytest.fixture
async def browser(api: Api) -> AsyncIterator[Portal]:
    """Somebody who has not come in yet."""
    found = Portal(api)
    yield found
    await found.close()


async def sign_up(browser: Portal, email: str = "ada@kettle.example") -> None:
    await browser.get("/portal/sign_up")
    who = {"organization_name": "Kettle Works", "name": "Ada Byron", "email": email, "password": PASSWORD}
    page = await browser.post("/portal/sign_up", who)
    assert "Kettle Works" in page.source


async def invited(browser: Portal, role: str = "VIEWER", email: str = "grace@kettle.example") -> str:
    """The token of the link that the page shows."""
    await browser.get("/portal/team/invite")
    page = await browser.post("/portal/team/invite", {"name": "Grace Hopper", "email": email, "role": role})
    assert "Grace Hopper is invited" in page.text
    found = re.search(r"/portal/invitation#token=(sbi_\w+)", page.source)
    assert found is not None
    return found[1]


async def joined(api: Api, token: str) -> Portal:
    """Somebody who has accepted."""
    found = Portal(api)
    await found.get("/portal/invitation")
    link = f"http://127.0.0.1:8080/portal/invitation#token={token}"
    page = await found.post("/portal/invitation", {"token": link, "password": OTHER, "name": ""})
    assert page.url == "/portal", page.text
    return found


def member_url(source: str, name: str) -> str:
    found = re.search(rf'href="(/portal/team/tmem_\w+)">{name}<', source)
    assert found is not None
    return found[1]


async def test_an_invitation_shows_its_link_once_and_whoever_has_it_joins(browser: Portal, api: Api) -> None:
    await sign_up(browser)
    token = await invited(browser)
    page = await browser.get("/portal/team")
    assert "Grace Hopper" in page.text
    assert token not in page.source
    other = await joined(api, token)
    page = await other.get("/portal/team")
    assert "You" in page.text
    assert "/portal/team/invite" not in page.links
    await other.close()


async def test_an_address_that_is_taken_is_refused_at_its_field(browser: Portal) -> None:
    await sign_up(browser)
    await browser.get("/portal/team/invite")
    page = await browser.post("/portal/team/invite", {"name": "Again", "email": "ada@kettle.example", "role": "VIEWER"})
    assert page.status == 422
    assert "email_taken" in page.source
    assert 'aria-invalid="true"' in page.source
    assert 'value="Again"' in page.source


async def test_nobody_is_offered_a_role_that_may_do_more_than_they(browser: Portal, api: Api) -> None:
    await sign_up(browser)
    token = await invited(browser, "ADMIN")
    admin = await joined(api, token)
    page = await admin.get("/portal/team/invite")
    assert '<option value="DEVELOPER"' in page.source
    assert '<option value="OWNER"' not in page.source
    page = await admin.get(member_url((await admin.get("/portal/team")).source, "Ada Byron"))
    assert "may do what you may not" in page.text
    page = await admin.post(f"{page.url}/change", {"role": "VIEWER"})
    assert "scopes that this key lacks" in page.toast
    await admin.close()


async def test_another_role_holds_at_once_and_disabling_ends_every_session(browser: Portal, api: Api) -> None:
    await sign_up(browser)
    other = await joined(api, await invited(browser))
    url = member_url((await browser.get("/portal/team")).source, "Grace Hopper")
    page = await browser.post(f"{url}/change", {"role": "DEVELOPER"})
    assert page.toast == "Grace Hopper is Developer now."
    assert "createCustomer" in (await other.get("/portal/palette.json")).source
    page = await browser.post(f"{url}/change", {"status": "DISABLED"})
    assert "Let in again" in page.text
    assert "Your session is over" in (await other.get("/portal/accounts")).text
    page = await browser.post(f"{url}/change", {"status": "ACTIVE"})
    assert "let in again" in page.toast
    await other.close()


async def test_the_last_owner_stays_one(browser: Portal) -> None:
    await sign_up(browser)
    url = member_url((await browser.get("/portal/team")).source, "Ada Byron")
    assert "only OWNER" in (await browser.post(f"{url}/change", {"role": "VIEWER"})).toast
    page = await browser.post(f"{url}/remove", {"confirmation": "remove"})
    assert page.url == url
    assert "only OWNER" in page.toast


async def test_a_member_is_removed(browser: Portal) -> None:
    await sign_up(browser)
    await invited(browser)
    url = member_url((await browser.get("/portal/team")).source, "Grace Hopper")
    page = await browser.post(f"{url}/remove", {"confirmation": "remove"})
    assert page.url == "/portal/team"
    assert url not in page.links
    assert (await browser.get(url)).status == 404


async def test_a_second_invitation_makes_the_first_link_useless(browser: Portal, api: Api) -> None:
    await sign_up(browser)
    first = await invited(browser)
    url = member_url((await browser.get("/portal/team")).source, "Grace Hopper")
    page = await browser.post(f"{url}/invite_again")
    assert "#token=sbi_" in page.source
    other = Portal(api)
    await other.get("/portal/invitation")
    page = await other.post("/portal/invitation", {"token": first, "password": OTHER})
    assert page.status == 422
    assert "invitation_invalid" in page.source
    await other.close()


async def test_what_a_member_did_in_this_bank_stands_on_their_page(browser: Portal) -> None:
    await sign_up(browser)
    await browser.get("/portal/settings")
    await browser.post("/portal/settings/holds.default_days", {"kind": "integer", "setting_value": "9"})
    url = member_url((await browser.get("/portal/team")).source, "Ada Byron")
    page = await browser.get(url)
    assert "updateSetting" in page.text
    assert any(link.startswith("/portal/audit/aud_") or "user_id=tmem_" in link for link in page.links)


async def test_the_table_of_roles_has_every_role_and_marks_ones_own(browser: Portal) -> None:
    await sign_up(browser)
    page = await browser.get("/portal/team?tab=roles")
    for word in ("Owner (yours)", "Compliance", "transactions:approve", "Looks things up for customers."):
        assert word in page.text


async def test_a_key_sees_the_team_and_has_no_profile(portal: Portal) -> None:
    assert (await portal.get("/portal/team")).status == 200
    page = await portal.get("/portal/profile")
    assert "Signed in with an API key" in page.text
    assert any(link.startswith("/portal/keys/key_") for link in page.links)


async def test_a_filter_that_is_none_is_refused_on_the_page(portal: Portal) -> None:
    page = await portal.get("/portal/team?status=NOBODY")
    assert page.status == 200
    assert "data-problem" in page.source


async def test_another_password_ends_the_other_sessions(browser: Portal, api: Api) -> None:
    await sign_up(browser)
    other = Portal(api)
    await other.get("/portal/sign_in")
    await other.post("/portal/sign_in", {"email": "ada@kettle.example", "password": PASSWORD})
    await browser.get("/portal/profile")
    page = await browser.post("/portal/profile/password", {"current_password": "wrong", "new_password": OTHER})
    assert page.status == 422
    assert "password_wrong" in page.source
    assert OTHER not in page.source
    page = await browser.post("/portal/profile/password", {"current_password": PASSWORD, "new_password": "kettleworks"})
    assert "12 characters" in page.text
    page = await browser.post("/portal/profile/password", {"current_password": PASSWORD, "new_password": OTHER})
    assert page.toast.startswith("Your password is changed")
    assert "Your session is over" in (await other.get("/portal/team")).text
    await other.close()


async def test_every_other_session_is_ended_with_one_button(browser: Portal, api: Api) -> None:
    await sign_up(browser)
    assert "no other session" in (await browser.post("/portal/profile/end_others")).toast
    for _ in range(2):
        other = Portal(api)
        await other.get("/portal/sign_in")
        await other.post("/portal/sign_in", {"email": "ada@kettle.example", "password": PASSWORD})
        await other.close()
    page = await browser.post("/portal/profile/end_others")
    assert page.toast == "2 other sessions ended."
    assert page.text.count("Revoked") == 2


async def test_a_session_that_is_not_there_is_refused_where_one_was(browser: Portal) -> None:
    await sign_up(browser)
    page = await browser.post("/portal/team/sessions/sess_0000000000000000000000000a/revoke", {"return": "//evil"})
    assert page.url == "/portal/profile"
    assert "session" in page.toast


async def test_a_role_that_only_looks_things_up_finds_the_bank(browser: Portal, api: Api) -> None:
    await sign_up(browser)
    support = await joined(api, await invited(browser, "SUPPORT"))
    page = await support.get("/portal/customers")
    assert page.status == 200
    assert "There is no bank" not in page.text
    assert "Kettle Works" in page.source
    assert (await support.get("/portal/team")).status == 403
    assert "Your sessions" in (await support.get("/portal/profile")).text
    await support.close()
