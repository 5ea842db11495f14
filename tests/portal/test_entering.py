"""Coming into the portal without a browser's engine: what its cookies are, and where nobody signs up."""

from __future__ import annotations

from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import httpx
import pytest
from sandbank_portal.app import portal as made_portal

from sandbox.contract.document import load_contract
from sandbox.gateway.pipeline import Pipeline
from sandbox.host import load_router
from sandbox.pages.samples import samples
from tests.faults.server import running
from tests.portal.browsing import BASE, Portal
from tests.services.api import Api

TYPED = {
    "organization_name": "Acme",
    "name": "Ada Byron",
    "email": "ada@acme.example",
    "password": "seven green bottles",
}
LINK = 'href="/portal/sign_up"'


@pytest.fixture
async def closed(api: Api) -> Any:
    """A visitor of a server to which nobody signs up."""
    world = api.world
    world.pipeline = Pipeline(load_router(has_sign_up=False), world.host, world.limits, recorder=world.host.recorder)
    visitor = Portal(api, made_portal(load_contract(), world.pipeline, samples, BASE, has_sign_up=False))
    yield visitor
    await visitor.close()


async def test_no_cookie_can_be_read_by_a_script(portal: Portal) -> None:
    await portal.raw("GET", "/portal/sign_in")
    page = await portal.get("/portal/sign_in")
    token = page.source.partition('name="csrf-token" content="')[2].partition('"')[0]
    came = await portal.raw("POST", "/portal/sign_in/key", data={"key": portal.api.token, "csrf": token})
    cookies = SimpleCookie()
    for one in came.headers.get_list("set-cookie"):
        cookies.load(one)
    assert cookies["sandbank_session"].value == portal.api.token
    assert [name for name, cookie in cookies.items() if not cookie["httponly"] or cookie["samesite"] != "lax"] == []
    shown = await portal.get("/portal")
    assert str(portal.api.token) not in shown.source


async def test_where_signing_up_is_open_it_is_offered(api: Api) -> None:
    visitor = Portal(api)
    assert LINK in (await visitor.get("/portal/sign_in")).source
    assert (await visitor.get("/portal/sign_up")).source.count('action="/portal/sign_up"') == 1
    await visitor.close()


async def test_where_nobody_signs_up_it_is_not_offered_and_a_form_is_refused(closed: Portal) -> None:
    assert LINK not in (await closed.get("/portal/sign_in")).source
    page = await closed.get("/portal/sign_up")
    assert 'action="/portal/sign_up"' not in page.source
    assert "Nobody makes an organization on this server" in page.text
    before = closed.api.world.host.platform.commit_number
    sent = await closed.post("/portal/sign_up", TYPED)
    assert (sent.status, closed.api.world.host.platform.commit_number) == (403, before)
    assert "Nobody makes an organization on this server" in sent.text


async def test_a_portal_that_was_not_told_shows_what_the_server_refuses(closed: Portal) -> None:
    told_nothing = Portal(closed.api)
    await told_nothing.get("/portal/sign_up")
    sent = await told_nothing.post("/portal/sign_up", TYPED)
    assert sent.status == 403
    assert "sign_up_closed" in sent.text
    assert "Ask its operator for an organization" in sent.text
    await told_nothing.close()


async def test_who_has_a_key_or_an_invitation_comes_in_where_nobody_signs_up(closed: Portal) -> None:
    await closed.sign_in()
    assert (await closed.get("/portal")).status == 200
    person = {"name": "Grace Hopper", "email": "grace@acme.example", "role": "VIEWER"}
    invited = closed.api.ok(await closed.api.post("/team_members", person))
    await closed.get("/portal/invitation")
    joined = await closed.post(
        "/portal/invitation", {"token": invited["invitation_token"], "password": "eight brown bottles", "name": ""}
    )
    assert joined.status == 200
    assert "Grace Hopper" in joined.source


def test_a_server_that_was_started_so_takes_no_sign_up_and_its_printed_link_works(tmp_path: Path) -> None:
    with (
        running(tmp_path / "data", "--empty", "--no-sign-up") as server,
        httpx.Client(base_url=server.announced["base_url"]) as http,
    ):
        refused = http.post("/v1/sign_up", json=TYPED)
        assert (refused.status_code, refused.json()["code"]) == (403, "sign_up_closed")
        assert LINK not in http.get("/portal/sign_in").text
        token = server.announced["portal_link"].partition("#key=")[2]
        page = http.get("/portal/sign_in").text
        csrf = page.partition('name="csrf-token" content="')[2].partition('"')[0]
        came = http.post("/portal/sign_in/key", data={"key": token, "csrf": csrf})
        assert (came.status_code, came.headers["location"]) == (303, "/portal")
