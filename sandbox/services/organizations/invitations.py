"""Invitations: the one-time tokens with which people come in, and come in again.

A member has one invitation at most, good once and for seven days of the real world, stored as its hash. Making
one changes nothing for the member; accepting it is for `sessions`, where passwords are.
See: sessions/operations.py `acceptInvitation`, tests/services/organizations/test_invite_again.py.
"""

from __future__ import annotations

import msgspec

from sandbox.contract.models.organizations import TeamMember, TeamMemberWithSecret
from sandbox.engine.call import Call
from sandbox.engine.clock import to_datetime, wall_us
from sandbox.engine.tokens import hashed, new_token
from sandbox.engine.transaction import Selection
from sandbox.services.organizations.records import INVITATIONS, TEAM_MEMBERS, Invitation
from sandbox.services.organizations.rules import INVITATION_PREFIX, INVITATION_US

ACCESS_ENDED = "sessions.access_ended"
"""The step of whoever keeps sessions: this member's have ended, whatever the member is by then."""


async def invite(call: Call, member: TeamMember) -> TeamMemberWithSecret:
    """A new invitation instead of any before it; shows its token."""
    await withdraw(call, member.team_member_id)
    token = new_token(INVITATION_PREFIX)
    expires_us = wall_us() + INVITATION_US
    call.tx.put(
        Invitation(invitation_id=hashed(token), team_member_id=member.team_member_id, expires_us=expires_us),
    )
    shown = {name: getattr(member, name) for name in member.__struct_fields__}
    return TeamMemberWithSecret(**shown, invitation_token=token, invitation_expires_at=to_datetime(expires_us))


async def invited(call: Call, token: str) -> TeamMember | None:
    """The member whom a token invites, if it is good."""
    invitation = await call.tx.get(INVITATIONS, hashed(token))
    if invitation is None or invitation.expires_us <= wall_us():
        return None
    member = await call.tx.get(TEAM_MEMBERS, invitation.team_member_id)
    return None if member is None or member.status == "DISABLED" else member


async def withdraw(call: Call, team_member_id: str) -> None:
    """Let a member's invitation be good no more."""
    for invitation in await call.tx.find(INVITATIONS, Selection({"team_member_id": team_member_id})):
        call.tx.delete(invitation)


async def join(call: Call, member: TeamMember, name: str | None) -> TeamMember:
    """The member as ACTIVE and just seen, with their invitation used up."""
    await withdraw(call, member.team_member_id)
    now = to_datetime(wall_us())
    joined = msgspec.structs.replace(
        member, name=name or member.name, status="ACTIVE", last_seen_at=now, updated_at=call.now
    )
    call.tx.put(joined)
    call.tx.emit("team_member.joined" if member.status == "INVITED" else "team_member.updated", joined, member)
    return joined
