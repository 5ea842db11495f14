"""What `organizations` stores, in the platform's bank.

An address is unique within its organization: the look-up is over both, by keyed hash.
"""

from __future__ import annotations

import msgspec

from sandbox.contract.models.organizations import Organization, TeamMember
from sandbox.engine.records import Kind


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """The token of an invitation, as its SHA-256. `expires_us` is the real world's time."""

    invitation_id: str
    team_member_id: str
    expires_us: int


def member_address(organization_id: str, email: str) -> str:
    """The value that finds a member by address within an organization."""
    return f"{organization_id}/{email}"


ORGANIZATIONS = Kind(Organization, prefix="org", person=lambda organization: organization.organization_id)

TEAM_MEMBERS = Kind(
    TeamMember,
    prefix="tmem",
    index=("organization_id",),
    unique=("address",),
    computed={"address": lambda member: (member_address(member.organization_id, member.email),)},
    blind=("address",),
    person=lambda member: member.team_member_id,
)

INVITATIONS = Kind(Invitation, prefix="", index=("team_member_id",))
