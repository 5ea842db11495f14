"""Who is signed in: what they may do, where else they are signed in, and another password.

An API key has no profile: its page leads to the key. See: entering.py, templates/profile.html.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from litestar import Response, get, post
from litestar.di import NamedDependency
from sandbank.errors import APIStatusError

from sandbank_portal.forms import Form, form_of, has_errors, place_problem, read
from sandbank_portal.resources import page_of
from sandbank_portal.visits import Visit

_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
_PROGRAM = re.compile(r"[A-Za-z][\w.-]*(?:/[\w.]+)?")


class SessionShown(NamedTuple):
    """A session with a name for what signed in."""

    record: dict[str, Any]
    agent: str


def agent_name(user_agent: str | None) -> str:
    """What signed in, in words: `Chrome on Linux`; a program by its own name."""
    if not user_agent:
        return "Unnamed"
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    if browser:
        return f"{browser} on {system}" if system else browser
    program = _PROGRAM.match(user_agent)
    return program[0].replace("/", " ") if program else user_agent[:40]


def sessions_shown(sessions: list[dict[str, Any]]) -> list[SessionShown]:
    """Sessions as a page lists them: the present one first, those that are over last."""
    ordered = sorted(sessions, key=lambda one: (not one["is_current"], one["status"] != "ACTIVE"))
    return [SessionShown(one, agent_name(one.get("user_agent"))) for one in ordered]


def _password_form(visit: Visit) -> Form:
    form = form_of(visit.contract, visit.contract.operations["changePassword"].body)
    form.fields.sort(key=lambda one: one.name != "current_password")
    for one in form.fields:
        is_new = one.name == "new_password"
        one.autocomplete = "new-password" if is_new else "current-password"
        one.help = "12 characters or more. A few words of your own are better than signs." if is_new else ""
    return form


async def _profile(visit: Visit, form: Form, status_code: int = 200) -> Response[Any]:
    user = visit.user
    if not visit.is_person:
        return visit.page("profile_of_key.html", "", key_url=page_of(user.get("user_id")), user=user)
    sessions = await visit.read("listSessions", query={"limit": 50}) or []
    change = visit.contract.operations["changePassword"]
    return visit.page(
        "profile.html",
        "",
        status_code=status_code,
        user=user,
        sessions=sessions_shown(sessions),
        form=form,
        samples=visit.samples(change, {}, None, {"current_password": "…", "new_password": "…"}),
    )


@get("/profile")
async def profile(visit: NamedDependency[Visit]) -> Response[Any]:
    """Who is signed in."""
    return await _profile(visit, _password_form(visit))


@post("/profile/password", status_code=200)
async def change_password(visit: NamedDependency[Visit]) -> Response[Any]:
    """Another password; every other session ends with it."""
    typed = await visit.form()
    form = _password_form(visit)
    body = read(form, typed)
    for one in form.fields:
        one.value = ""
    if has_errors(form):
        return await _profile(visit, form, 422)
    try:
        await visit.call("changePassword", body=body)
    except APIStatusError as error:
        if error.status == 401:
            raise
        place_problem(form, error.body)
        current = form.named("current_password")
        if error.code == "password_wrong" and current is not None:
            current.error = "This is not your present password."
        return await _profile(visit, form, 422)
    return visit.to("/portal/profile", "Your password is changed; every other session has ended.")


@post("/profile/end_others", status_code=200)
async def end_others(visit: NamedDependency[Visit]) -> Response[Any]:
    """End every session but this one."""
    await visit.form()
    found = await visit.read("listSessions", query={"limit": 100, "status": "ACTIVE"}) or []
    ended = 0
    for one in found:
        if one["is_current"]:
            continue
        try:
            await visit.call("revokeSession", one["session_id"])
            ended += 1
        except APIStatusError as error:
            if error.status not in (404, 409):
                raise
    text = "There was no other session." if not ended else f"{ended} other session{'s' * (ended > 1)} ended."
    return visit.to("/portal/profile", text, kind="ok" if ended else "info")


PROFILE_PAGES: list[Any] = [profile, change_password, end_others]
