"""The team: who is in the organization with which role, their sessions, what they did, and invitations.

An invitation's token is shown once, as a link whose token stands in the fragment: a browser sends that to nobody.
Nobody gives a role whose scopes they lack, so only the others are offered. See: profile_pages.py, templates/team.html.
"""

from __future__ import annotations

import asyncio
from typing import Any, NamedTuple

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from sandbank.errors import APIStatusError

from sandbank_portal.actions import own_page
from sandbank_portal.formatting import label
from sandbank_portal.forms import Form, Typed, form_of, has_errors, place_problem, read
from sandbank_portal.lists import Listing
from sandbank_portal.profile_pages import sessions_shown
from sandbank_portal.visits import Visit

_TEAM = "/portal/team"
_DONE = {"ACTIVE": "{name} is let in again.", "DISABLED": "{name} is let in no more; every session has ended."}


class RoleScopes(NamedTuple):
    """The scopes of one tag, each with whether each role has it, in the order of the roles."""

    title: str
    scopes: list[tuple[str, list[bool]]]


async def roles_of(visit: Visit) -> list[dict[str, Any]]:
    """Every role, the widest first; none for who may not read them."""
    return await visit.read("listRoles", query={"limit": 100}) or []


def role_scopes(roles: list[dict[str, Any]]) -> list[RoleScopes]:
    """The table role by scope: its rows by tag, reading before writing."""
    every = {scope for role in roles for scope in role["scopes"]}
    ordered = sorted(every, key=lambda one: (one.partition(":")[0], one.partition(":")[2] != "read", one))
    found: dict[str, list[tuple[str, list[bool]]]] = {}
    for scope in ordered:
        has = [scope in role["scopes"] for role in roles]
        found.setdefault(scope.partition(":")[0], []).append((scope, has))
    return [RoleScopes(label(tag), scopes) for tag, scopes in found.items()]


def may_give(visit: Visit, role: dict[str, Any] | None) -> bool:
    """Whether the bank lets this person give a role, or change somebody who has it."""
    return role is not None and visit.scopes.issuperset(role["scopes"])


def _given(roles: list[dict[str, Any]], name: str) -> dict[str, Any] | None:
    return next((one for one in roles if one["role"] == name), None)


def _one(form: Typed, name: str) -> str:
    return next(iter(form.get(name, [])), "")


@get("/team")
async def team(visit: NamedDependency[Visit]) -> Response[Any]:
    """The members, or the roles."""
    listing = Listing(visit, "listTeamMembers", _TEAM)
    tab = "roles" if visit.request.query_params.get("tab") == "roles" else "members"
    problem, rows = None, []
    roles, found = await asyncio.gather(roles_of(visit), _members(listing if tab == "members" else None))
    if isinstance(found, APIStatusError):
        problem = found.body
    else:
        rows = found
    invite = visit.contract.operations["inviteTeamMember"]
    return visit.page(
        "team.html",
        "team",
        listing=listing,
        rows=rows,
        problem=problem,
        roles=roles,
        table=role_scopes(roles) if tab == "roles" else [],
        tab=tab,
        tabs=[
            {"id": "members", "label": "Members", "url": _TEAM},
            {"id": "roles", "label": "Roles", "url": f"{_TEAM}?tab=roles", "count": len(roles)},
        ],
        samples=visit.samples(invite, {}, None, invite.example),
    )


async def _members(listing: Listing | None) -> list[dict[str, Any]] | APIStatusError:
    """The rows of a page, or why its address is no good."""
    try:
        return [] if listing is None else await listing.rows()
    except APIStatusError as error:
        if error.status not in (400, 410):
            raise
        return error


# Inviting -----------------------------------------------------------------------------------------
def _invite_form(visit: Visit, roles: list[dict[str, Any]]) -> Form:
    form = form_of(visit.contract, visit.contract.operations["inviteTeamMember"].body)
    role = form.named("role")
    if role is not None and roles:
        role.options = [(one["role"], label(one["role"])) for one in roles if may_give(visit, one)]
        role.placeholder, role.help = "Choose a role", "A named set of scopes; only those that you have yourself."
    name = form.named("name")
    if name is not None:
        name.autofocus = True
    return form


def _invite_page(
    visit: Visit, form: Form, roles: list[dict[str, Any]], body: dict[str, Any], status_code: int = 200
) -> Response[Any]:
    operation = visit.contract.operations["inviteTeamMember"]
    return visit.page(
        "team_invite.html",
        "team",
        status_code=status_code,
        form=form,
        roles=[one for one in roles if may_give(visit, one)],
        samples=visit.samples(operation, {}, None, body or operation.example),
    )


@get("/team/invite")
async def invite_form(visit: NamedDependency[Visit]) -> Response[Any]:
    """The form for an invitation."""
    roles = await roles_of(visit)
    return _invite_page(visit, _invite_form(visit, roles), roles, {})


@post("/team/invite", status_code=200)
async def invite(visit: NamedDependency[Visit]) -> Response[Any]:
    """Invite somebody, and show their link once."""
    typed = await visit.form()
    roles = await roles_of(visit)
    form = _invite_form(visit, roles)
    body = read(form, typed)
    if has_errors(form):
        return _invite_page(visit, form, roles, body, 422)
    try:
        member = (await visit.call("inviteTeamMember", body=body)).value
    except APIStatusError as error:
        if error.status == 401:
            raise
        place_problem(form, error.body)
        email = form.named("email")
        if error.code == "email_taken" and email is not None:
            email.error = error.detail
        return _invite_page(visit, form, roles, body, 422)
    return _invited(visit, member)


@post("/team/{team_member_id:str}/invite_again", status_code=200)
async def invite_again(visit: NamedDependency[Visit], team_member_id: FromPath[str]) -> Response[Any]:
    """A fresh link for somebody who lost theirs, or their password."""
    await visit.form()
    try:
        member = (await visit.call("inviteAgain", team_member_id)).value
    except APIStatusError as error:
        if error.status == 401:
            raise
        return visit.to(f"{_TEAM}/{team_member_id}", error.detail, kind="failed")
    return _invited(visit, member)


def _invited(visit: Visit, member: dict[str, Any]) -> Response[Any]:
    """The link, once. Its host is the one under which this browser reaches the portal."""
    request = visit.request
    origin = request.headers.get("origin", "")
    if not origin.startswith(("http://", "https://")):
        origin = f"{request.url.scheme}://{request.url.netloc}"
    link = f"{origin}/portal/invitation#token={member['invitation_token']}"
    return visit.page("team_invited.html", "team", member=member, link=link)


# One member ---------------------------------------------------------------------------------------
@get("/team/{team_member_id:str}")
async def member(visit: NamedDependency[Visit], team_member_id: FromPath[str]) -> Response[Any]:
    """One member: their role, their sessions, and what they did in this bank."""
    found = (await visit.call("getTeamMember", team_member_id)).value
    roles, (sessions, audit) = await asyncio.gather(
        roles_of(visit),
        visit.reads(
            ("listSessions", (), {"team_member_id": team_member_id, "limit": 25}),
            ("listAuditRecords", (), {"user_id": team_member_id, "limit": 25}),
        ),
    )
    role = _given(roles, found["role"])
    operation = visit.contract.operations["updateTeamMember"]
    return visit.page(
        "team_member.html",
        "team",
        member=found,
        role=role,
        sessions=None if sessions is None else sessions_shown(sessions),
        audit=audit,
        is_me=visit.user.get("user_id") == team_member_id,
        can_change=visit.may("updateTeamMember") and may_give(visit, role),
        roles=[one for one in roles if may_give(visit, one)],
        samples=visit.samples(operation, {"teamMemberId": team_member_id}, None, {"role": "DEVELOPER"}),
    )


@post("/team/{team_member_id:str}/change", status_code=200)
async def change_member(visit: NamedDependency[Visit], team_member_id: FromPath[str]) -> Response[Any]:
    """Give another role, take access away, or give it back."""
    form = await visit.form()
    body = {name: _one(form, name) for name in ("role", "status", "name") if _one(form, name)}
    back = f"{_TEAM}/{team_member_id}"
    try:
        found = (await visit.call("updateTeamMember", team_member_id, body=body)).value
    except APIStatusError as error:
        if error.status == 401:
            raise
        return visit.to(back, error.detail, kind="failed")
    text = _DONE.get(body.get("status", ""), "{name} is {role} now.")
    return visit.to(back, text.format(name=found["name"], role=label(found["role"])))


@post("/team/{team_member_id:str}/remove", status_code=200)
async def remove_member(visit: NamedDependency[Visit], team_member_id: FromPath[str]) -> Response[Any]:
    """Take somebody out of the organization."""
    await visit.form()
    try:
        await visit.call("removeTeamMember", team_member_id)
    except APIStatusError as error:
        if error.status == 401:
            raise
        return visit.to(f"{_TEAM}/{team_member_id}", error.detail, kind="failed")
    return visit.to(_TEAM, "The member is gone, and every session of theirs has ended.")


@post("/team/sessions/{session_id:str}/revoke", status_code=200)
async def revoke(visit: NamedDependency[Visit], session_id: FromPath[str]) -> Response[Any]:
    """End a session, one's own or another's."""
    form = await visit.form()
    back = own_page(_one(form, "return")) or "/portal/profile"
    try:
        await visit.call("revokeSession", session_id)
    except APIStatusError as error:
        if error.status == 401:
            raise
        return visit.to(back, error.detail, kind="failed")
    return visit.to(back, "The session has ended: its browser is asked to sign in again.")


TEAM_PAGES: list[Any] = [
    team,
    invite_form,
    invite,
    invite_again,
    revoke,
    member,
    change_member,
    remove_member,
]
