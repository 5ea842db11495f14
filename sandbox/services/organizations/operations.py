"""The operations of `organizations`. They run on the platform's bank, bounded by the caller's organization.

See: rules.py for roles, tests/services/organizations/.
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from sandbox.contract.binder import operation
from sandbox.contract.models.organizations import (
    Organization,
    OrganizationCreation,
    OrganizationUpdate,
    Role,
    TeamMember,
    TeamMemberInvitation,
    TeamMemberUpdate,
    TeamMemberWithSecret,
)
from sandbox.contract.models.parameters import ListRolesQuery, ListTeamMembersQuery
from sandbox.contract.pages import Page
from sandbox.contract.partial import given
from sandbox.contract.problem import Problem, not_found, wrong_state
from sandbox.engine.call import Call
from sandbox.engine.listing import list_records, position_of
from sandbox.engine.transaction import Selection, Transaction
from sandbox.services.organizations import problems
from sandbox.services.organizations.invitations import ACCESS_ENDED, invite, withdraw
from sandbox.services.organizations.records import ORGANIZATIONS, TEAM_MEMBERS, member_address
from sandbox.services.organizations.rules import DESCRIPTIONS, OPERATOR_SCOPE, ROLES, may_give


def found_organization(
    call: Call, name: str, kind: Any = "FINTECH", onboarding_status: Any = "APPROVED"
) -> Organization:
    """An organization that nobody had to admit: the first of a data directory, or of those who sign up."""
    organization = Organization(
        organization_id=call.new_id("org"),
        name=name,
        type=kind,
        onboarding_status=onboarding_status,
        created_at=call.now,
        updated_at=call.now,
    )
    call.tx.put(organization)
    call.tx.emit("organization.created", organization)
    return organization


@operation("createOrganization")
async def create_organization(call: Call, body: OrganizationCreation) -> Organization:
    organization = Organization(
        organization_id=call.new_id("org"),
        name=body.name,
        type=body.type,
        contact_info=body.contact_info,
        regulatory_info=body.regulatory_info,
        billing_info=body.billing_info,
        metadata=body.metadata,
        onboarding_status="PENDING",
        created_at=call.now,
        updated_at=call.now,
    )
    call.tx.put(organization)
    call.tx.emit("organization.created", organization)
    return organization


@operation("getOrganization")
async def get_organization(call: Call, organization_id: str) -> Organization:
    return await existing(call, organization_id)


@operation("updateOrganization")
async def update_organization(call: Call, organization_id: str, body: OrganizationUpdate) -> Organization:
    organization = await existing(call, organization_id)
    changes = given(body)
    if "onboarding_status" in changes and OPERATOR_SCOPE not in call.caller.scopes:
        raise problems.operators_only()
    updated = replace(organization, updated_at=call.now, **changes)
    call.tx.put(updated)
    call.tx.emit("organization.updated", updated, organization)
    return updated


@operation("listRoles")
async def list_roles(call: Call, query: ListRolesQuery) -> Page[Role]:
    every: list[Any] = [*DESCRIPTIONS]
    if query.cursor is not None and query.page is not None:
        raise Problem("conflicting_pagination")
    begin = position_of(query) or (0 if query.page is None else (query.page - 1) * query.limit)
    end = begin + query.limit
    page = [Role(role=one, description=DESCRIPTIONS[one], scopes=sorted(ROLES[one])) for one in every[begin:end]]
    return Page(page, str(end) if end < len(every) else None)


@operation("inviteTeamMember")
async def invite_team_member(call: Call, body: TeamMemberInvitation) -> TeamMemberWithSecret:
    _check_role(call, body.role)
    address = member_address(call.organization_id, body.email)
    if await call.tx.find_one(TEAM_MEMBERS, "address", address) is not None:
        raise problems.email_taken()
    member = new_member(call, call.organization_id, body.name, body.email, body.role)
    call.tx.put(member)
    call.tx.emit("team_member.invited", member)
    return await invite(call, member)


@operation("inviteAgain")
async def invite_again(call: Call, team_member_id: str) -> TeamMemberWithSecret:
    member = await _member(call, team_member_id)
    # Whoever has the token becomes the member, and so has the scopes of the role.
    _check_role(call, member.role)
    if member.status == "DISABLED":
        raise wrong_state("member", member.status, ("INVITED", "ACTIVE"))
    call.tx.emit("team_member.invited", member)
    return await invite(call, member)


@operation("listTeamMembers")
async def list_team_members(call: Call, query: ListTeamMembersQuery) -> Page[TeamMember]:
    where = {"organization_id": call.organization_id, "status": query.status, "role": query.role}
    return Page(*await list_records(call, TEAM_MEMBERS, query, where))


@operation("getTeamMember")
async def get_team_member(call: Call, team_member_id: str) -> TeamMember:
    return await _member(call, team_member_id)


@operation("updateTeamMember")
async def update_team_member(call: Call, team_member_id: str, body: TeamMemberUpdate) -> TeamMember:
    member = await _member(call, team_member_id)
    _check_role(call, member.role)
    updated = replace(member, updated_at=call.now, **given(body))
    _check_role(call, updated.role)
    if _is_owner(member) and not _is_owner(updated):
        await _check_not_last_owner(call, member)
    call.tx.put(updated)
    if updated.status == "DISABLED":
        await _end_access(call, member)
    call.tx.emit("team_member.updated", updated, member)
    return updated


@operation("removeTeamMember")
async def remove_team_member(call: Call, team_member_id: str) -> None:
    member = await _member(call, team_member_id)
    _check_role(call, member.role)
    if _is_owner(member):
        await _check_not_last_owner(call, member)
    call.tx.delete(member)
    await _end_access(call, member)
    call.tx.emit("team_member.removed", member)


# What others ask ---------------------------------------------------------------------------------
def new_member(call: Call, organization_id: str, name: str, email: str, role: Any) -> TeamMember:
    """A person who is INVITED, not yet stored."""
    return TeamMember(
        team_member_id=call.new_id("tmem"),
        organization_id=organization_id,
        name=name,
        email=email,
        role=role,
        status="INVITED",
        created_at=call.now,
        updated_at=call.now,
    )


async def member_of(tx: Transaction, team_member_id: str) -> TeamMember | None:
    """A person by id, of whichever organization."""
    return await tx.get(TEAM_MEMBERS, team_member_id)


async def organization_of(tx: Transaction, organization_id: str) -> Organization:
    """The organization of somebody who is let in. Raises `organization_suspended`."""
    organization = await tx.get(ORGANIZATIONS, organization_id)
    assert organization is not None, "keys and members are of an organization"
    if organization.onboarding_status == "SUSPENDED":
        raise problems.suspended()
    return organization


async def existing(call: Call, organization_id: str) -> Organization:
    """The caller's own organization; any for the operator. Raises `not_found`."""
    is_visible = organization_id == call.organization_id or OPERATOR_SCOPE in call.caller.scopes
    organization = await call.tx.get(ORGANIZATIONS, organization_id) if is_visible else None
    if organization is None:
        raise not_found("organization", organization_id)
    return organization


# Within ------------------------------------------------------------------------------------------
async def _end_access(call: Call, member: TeamMember) -> None:
    """Sessions are refused from now on, since the member is not ACTIVE; the step marks each as ended."""
    await withdraw(call, member.team_member_id)
    call.tx.schedule(ACCESS_ENDED, member.team_member_id)


async def _member(call: Call, team_member_id: str) -> TeamMember:
    member = await call.tx.get(TEAM_MEMBERS, team_member_id)
    if member is None or member.organization_id != call.organization_id:
        raise not_found("team member", team_member_id)
    return member


def _is_owner(member: TeamMember) -> bool:
    return member.role == "OWNER" and member.status != "DISABLED"


async def _check_not_last_owner(call: Call, member: TeamMember) -> None:
    selection = Selection({"organization_id": member.organization_id, "role": "OWNER"}, limit=1000)
    owners = await call.tx.find(TEAM_MEMBERS, selection)
    if not any(_is_owner(owner) and owner.team_member_id != member.team_member_id for owner in owners):
        raise problems.last_owner()


def _check_role(call: Call, role: str) -> None:
    if not may_give(role, call.caller.scopes):
        raise problems.role_too_high(role)
