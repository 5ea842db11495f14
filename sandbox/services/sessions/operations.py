"""The operations of `sessions`. They run on the platform's bank; three of them need no credential.

A password is hashed within its operation, off the loop: whoever is slow here is no request of anybody else.
See: authentication.py for who is let in, rules.py for passwords and times, tests/services/sessions/.
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from sandbox.contract.binder import operation
from sandbox.contract.models.organizations import Organization, TeamMember
from sandbox.contract.models.parameters import ListSessionsQuery
from sandbox.contract.models.sessions import (
    InvitationAcceptance,
    PasswordChange,
    SignedUp,
    SignIn,
    SignUp,
    TeamSession,
    TeamSessionRecord,
    TeamSessionWithSecret,
)
from sandbox.contract.pages import Page
from sandbox.contract.problem import Problem, not_found, wrong_state
from sandbox.engine.call import Call
from sandbox.engine.clock import to_datetime, wall_us
from sandbox.engine.listing import list_records, selection_of
from sandbox.engine.transaction import Selection
from sandbox.services.banks import operations as banks
from sandbox.services.organizations import invitations
from sandbox.services.organizations import operations as organizations
from sandbox.services.organizations.problems import role_too_high
from sandbox.services.organizations.rules import may_give
from sandbox.services.sessions import lockout, problems, rules
from sandbox.services.sessions.authentication import begin_session
from sandbox.services.sessions.passwords import HASHING
from sandbox.services.sessions.queue import end_sessions
from sandbox.services.sessions.records import PASSWORDS, SESSIONS, Password
from sandbox.services.sessions.views import session_view, status_of

MOST_ORGANIZATIONS = 20
"""In how many organizations one address is looked for."""

_OTHERS = "organizations:write"


# Coming in --------------------------------------------------------------------------------------
@operation("signUp")
async def sign_up(call: Call, body: SignUp) -> SignedUp:
    _check_strength("/password", body.password, (body.name, body.email, body.organization_name))
    password_hash = await HASHING.hashed(body.password)
    organization = organizations.found_organization(call, body.organization_name, body.organization_type, "PENDING")
    bank_id = await banks.found_bank(call, organization.organization_id, body.organization_name, None)
    invited = organizations.new_member(call, organization.organization_id, body.name, body.email, "OWNER")
    member = await invitations.join(call, invited, None)
    _set_password(call, member, password_hash)
    return SignedUp(
        organization_id=organization.organization_id,
        bank_id=bank_id,
        session=begin_session(call, member),
        team_member=member,
        organization=organization,
    )


async def closed_sign_up(call: Call, body: SignUp) -> SignedUp:
    """What serves `signUp` on a server whose operator lets nobody sign up. Raises `sign_up_closed`."""
    raise problems.sign_up_closed()


@operation("acceptInvitation")
async def accept_invitation(call: Call, body: InvitationAcceptance) -> TeamSessionWithSecret:
    member = await invitations.invited(call, body.token)
    if member is None:
        raise problems.invitation_invalid()
    organization = await organizations.organization_of(call.tx, member.organization_id)
    _check_strength("/password", body.password, (body.name or "", member.name, member.email, organization.name))
    password_hash = await HASHING.hashed(body.password)
    member = await invitations.join(call, member, body.name)
    await end_sessions(call, member.team_member_id)
    _set_password(call, member, password_hash)
    await lockout.forgive(call, member.email)
    return begin_session(call, member)


@operation("signIn")
async def sign_in(call: Call, body: SignIn) -> TeamSessionWithSecret:
    await lockout.check(call, body.email)
    members = await _members_with(call, body.email, body.password, body.organization_id)
    if not members:
        raise await lockout.failed(call, body.email, problems.sign_in_failed())
    member, _ = await _the_one_of(call, members)
    await lockout.forgive(call, body.email)
    seen = replace(member, last_seen_at=to_datetime(wall_us()))
    call.tx.put(seen)
    return begin_session(call, seen)


# Sessions ----------------------------------------------------------------------------------------
@operation("listSessions")
async def list_sessions(call: Call, query: ListSessionsQuery) -> Page[TeamSession]:
    team_member_id = await _whose(call, query.team_member_id)
    if query.status is not None:
        return await _page_of_status(call, query, team_member_id)
    found, following = await list_records(call, SESSIONS, query, {"team_member_id": team_member_id})
    return Page([_view(call, session) for session in found], following)


@operation("getSession")
async def get_session(call: Call, session_id: str) -> TeamSession:
    return _view(call, await _existing(call, session_id))


@operation("revokeSession")
async def revoke_session(call: Call, session_id: str) -> None:
    session = await _existing(call, session_id)
    if session.team_member_id != call.caller.user_id:
        member = await organizations.member_of(call.tx, session.team_member_id)
        if member is not None and not may_give(member.role, call.caller.scopes):
            raise role_too_high(member.role)
    if status_of(session) != "ACTIVE":
        raise wrong_state("session", status_of(session), ("ACTIVE",))
    call.tx.put(replace(session, status="REVOKED"))


@operation("changePassword")
async def change_password(call: Call, body: PasswordChange) -> TeamSession:
    caller = call.caller
    if caller.session_id is None or caller.person is None:
        raise problems.for_people()
    member = await organizations.member_of(call.tx, caller.user_id)
    session = await call.tx.get(SESSIONS, caller.session_id)
    password = await call.tx.get(PASSWORDS, caller.user_id)
    if member is None or session is None:
        raise Problem("session_revoked")
    await lockout.check(call, member.email)
    # Who came in without a password has none to change, and sets one with an invitation.
    if not await HASHING.matches(password.password_hash if password is not None else None, body.current_password):
        raise await lockout.failed(call, member.email, problems.password_wrong())
    known = (member.name, member.email, caller.person.organization_name, body.current_password)
    _check_strength("/new_password", body.new_password, known)
    _set_password(call, member, await HASHING.hashed(body.new_password))
    await lockout.forgive(call, member.email)
    await end_sessions(call, member.team_member_id, but=session.session_id)
    return _view(call, session)


# Within ------------------------------------------------------------------------------------------
async def _members_with(call: Call, email: str, password: str, organization_id: str | None) -> list[TeamMember]:
    """The members who sign in with this address and this password; none takes as long as one."""
    known = await call.tx.find(PASSWORDS, Selection({"address": email}, limit=MOST_ORGANIZATIONS))
    candidates = [one for one in known if organization_id in (None, one.organization_id)]
    if not candidates:
        await HASHING.matches(None, password)
    found = []
    for candidate in candidates:
        if await HASHING.matches(candidate.password_hash, password):
            member = await organizations.member_of(call.tx, candidate.team_member_id)
            if member is not None and member.status == "ACTIVE":
                found.append(member)
    return found


async def _the_one_of(call: Call, members: list[TeamMember]) -> tuple[TeamMember, Organization]:
    """The one who signs in. Raises `organization_required` for several, `organization_suspended` where none may."""
    open_to, refusal = [], None
    for member in members:
        try:
            open_to.append((member, await organizations.organization_of(call.tx, member.organization_id)))
        except Problem as problem:
            refusal = problem
    if refusal is not None and not open_to:
        raise refusal
    if len(open_to) > 1:
        raise problems.which_organization(organization for _, organization in open_to)
    return open_to[0]


def _set_password(call: Call, member: TeamMember, password_hash: str) -> None:
    call.tx.put(
        Password(
            team_member_id=member.team_member_id,
            organization_id=member.organization_id,
            address=member.email,
            password_hash=password_hash,
        )
    )


def _check_strength(pointer: str, password: str, known: tuple[str, ...]) -> None:
    why = rules.why_weak(password, known)
    if why is not None:
        raise problems.too_weak(pointer, why)


def _view(call: Call, session: TeamSessionRecord) -> TeamSession:
    return session_view(session, call.caller.session_id)


async def _whose(call: Call, wanted: str | None) -> str:
    """Whose sessions are listed. Raises `insufficient_scope`, `not_found` for another's."""
    caller = call.caller
    if wanted is None or wanted == caller.user_id:
        return caller.user_id
    if _OTHERS not in caller.scopes:
        raise Problem("insufficient_scope", f"The sessions of others need the scope {_OTHERS}.")
    member = await organizations.member_of(call.tx, wanted)
    if member is None or member.organization_id != caller.organization_id:
        raise not_found("team member", wanted)
    return wanted


async def _existing(call: Call, session_id: str) -> TeamSessionRecord:
    """A session that the caller may see. Raises `not_found`."""
    session = await call.tx.get(SESSIONS, session_id)
    caller = call.caller
    if session is None or session.organization_id != caller.organization_id:
        raise not_found("session", session_id)
    if session.team_member_id != caller.user_id and _OTHERS not in caller.scopes:
        raise not_found("session", session_id)
    return session


async def _page_of_status(call: Call, query: ListSessionsQuery, team_member_id: str) -> Page[TeamSession]:
    """The sessions that are in a state now: whether one is EXPIRED is known when it is shown, not when it is stored."""
    selection = selection_of(query, {"team_member_id": team_member_id})
    wanted = selection.skip + selection.limit
    found: list[TeamSessionRecord] = []
    rest: Any = selection._replace(skip=0, limit=100)
    while len(found) < wanted and (some := await call.tx.find(SESSIONS, rest)):
        found += [session for session in some if status_of(session) == query.status]
        rest = rest._replace(after=some[-1].session_id)
    page = found[selection.skip : wanted]
    following = page[query.limit - 1].session_id if len(page) > query.limit else None
    return Page([_view(call, session) for session in page[: query.limit]], following)
