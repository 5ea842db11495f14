"""Who a session's token belongs to, and how a session begins.

A session is looked at together with its member and organization as they are now: another role holds from the next
request on, and whoever is DISABLED or removed is let in no more, before anything has marked their sessions.
See: host.py, which asks; queue.py for how sessions end.
"""

from __future__ import annotations

from typing import NamedTuple

from sandbox.contract.models.organizations import Organization, TeamMember
from sandbox.contract.models.sessions import TeamSessionRecord, TeamSessionWithSecret
from sandbox.contract.problem import Problem
from sandbox.engine.call import Call, Caller, Person
from sandbox.engine.clock import to_datetime, to_us, wall_us
from sandbox.engine.tokens import hashed, new_token
from sandbox.engine.transaction import Transaction
from sandbox.services.banks import operations as banks
from sandbox.services.organizations import operations as organizations
from sandbox.services.organizations.rules import ROLES
from sandbox.services.sessions import rules
from sandbox.services.sessions.queue import EXPIRE
from sandbox.services.sessions.records import SESSION_TOKENS, SESSIONS, SessionToken
from sandbox.services.sessions.views import session_view_with_token, status_of


class SignedIn(NamedTuple):
    """Who is behind a session, as they are now."""

    session: TeamSessionRecord
    member: TeamMember
    organization: Organization


async def authenticate(tx: Transaction, token: str) -> SignedIn:
    """Who a token belongs to.

    Raises `unauthenticated`, `session_revoked`, `session_expired`, `organization_suspended`.
    """
    known = await tx.get(SESSION_TOKENS, hashed(token))
    session = await tx.get(SESSIONS, known.session_id) if known is not None else None
    if session is None:
        raise Problem("unauthenticated")
    member = await organizations.member_of(tx, session.team_member_id)
    if session.status == "REVOKED" or member is None or member.status != "ACTIVE":
        raise Problem("session_revoked")
    if status_of(session) == "EXPIRED":
        raise Problem("session_expired")
    return SignedIn(session, member, await organizations.organization_of(tx, session.organization_id))


async def caller_of(tx: Transaction, token: str, bank_id: str | None) -> Caller:
    """The caller that a token makes, with the scopes of their role; on a bank, if their organization has it.

    Raises as `authenticate` does.
    """
    session, member, organization = await authenticate(tx, token)
    is_theirs = bank_id is not None and await banks.is_of(tx, bank_id, member.organization_id)
    return Caller(
        user_id=member.team_member_id,
        auth_method="TEAM_SESSION",
        organization_id=member.organization_id,
        bank_id=bank_id if is_theirs else None,
        scopes=ROLES[member.role],
        session_id=session.session_id,
        person=Person(name=member.name, email=member.email, role=member.role, organization_name=organization.name),
    )


def begin_session(call: Call, member: TeamMember) -> TeamSessionWithSecret:
    """A session of a member who has proven who they are; the call goes on as them."""
    token = new_token(rules.PREFIX)
    now_us = wall_us()
    user_agent = call.caller.user_agent
    session = TeamSessionRecord(
        session_id=call.new_id("sess"),
        organization_id=member.organization_id,
        team_member_id=member.team_member_id,
        status="ACTIVE",
        user_agent=user_agent[: rules.MOST_USER_AGENT] if user_agent else None,
        created_at=to_datetime(now_us),
        expires_at=to_datetime(now_us + rules.GOOD_US),
    )
    call.tx.put(session)
    call.tx.put(SessionToken(token_id=hashed(token), session_id=session.session_id))
    call.tx.schedule(EXPIRE, session.session_id, to_us(session.expires_at))
    call.act_as(member.team_member_id, member.organization_id, session.session_id)
    return session_view_with_token(session, token)
