"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.

The schemas of tag `organizations`.
"""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from sandbox.contract.models.shared import Metadata, OrganizationId, TeamMemberId, Timestamp

OrganizationType = Literal["FINTECH", "BANK"]
"""FINTECH builds on the bank, BANK runs it; more values may come."""

OnboardingStatus = Literal["PENDING", "APPROVED", "SUSPENDED"]
"""Where the organization's admission stands; more values may come."""

TeamRole = Literal["OWNER", "ADMIN", "DEVELOPER", "VIEWER", "OPERATOR", "COMPLIANCE", "SUPPORT", "AUDITOR"]
"""A named set of scopes; more values may come."""

TeamMemberStatus = Literal["INVITED", "ACTIVE", "DISABLED"]
"""INVITED until the invitation is accepted; more values may come."""


class ContactInfo(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to reach an organization."""

    name: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    email: (
        Annotated[str, Meta(pattern="(?a)^[^@\\s]{1,64}@[A-Za-z0-9.-]{1,190}\\Z", min_length=3, max_length=254)] | None
    ) = None
    phone_number: Annotated[str, Meta(pattern="(?a)^\\+[1-9][0-9]{6,14}\\Z")] | None = None


class Organization(Struct, frozen=True, kw_only=True):
    """The FinTech or bank that uses the platform."""

    organization_id: OrganizationId
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    type: OrganizationType
    contact_info: ContactInfo | None = None
    regulatory_info: Annotated[str, Meta(max_length=2000)] | None = None
    billing_info: ContactInfo | None = None
    metadata: Metadata = field(default_factory=dict)
    onboarding_status: OnboardingStatus
    created_at: Timestamp
    updated_at: Timestamp


class OrganizationCreation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An organization to admit."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    type: OrganizationType
    contact_info: ContactInfo | None = None
    regulatory_info: Annotated[str, Meta(max_length=2000)] | None = None
    billing_info: ContactInfo | None = None
    metadata: Metadata = field(default_factory=dict)


class OrganizationUpdate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to change of an organization."""

    name: Annotated[str, Meta(min_length=1, max_length=200)] | UnsetType = UNSET
    contact_info: ContactInfo | None | UnsetType = UNSET
    regulatory_info: Annotated[str, Meta(max_length=2000)] | None | UnsetType = UNSET
    billing_info: ContactInfo | None | UnsetType = UNSET
    metadata: Metadata | UnsetType = UNSET
    onboarding_status: OnboardingStatus | UnsetType = UNSET


class TeamMember(Struct, frozen=True, kw_only=True):
    """A person of the organization, or of the bank's staff, with a role."""

    team_member_id: TeamMemberId
    organization_id: OrganizationId
    name: str
    email: str
    role: TeamRole
    status: TeamMemberStatus
    last_seen_at: Timestamp | None = None
    created_at: Timestamp
    updated_at: Timestamp


class TeamMemberWithSecret(Struct, frozen=True, kw_only=True):
    """A team member with their invitation, as inviting gives it. A replayed answer leaves the
    token out.
    """

    team_member_id: TeamMemberId
    organization_id: OrganizationId
    name: str
    email: str
    role: TeamRole
    status: TeamMemberStatus
    last_seen_at: Timestamp | None = None
    created_at: Timestamp
    updated_at: Timestamp
    invitation_token: str | UnsetType = UNSET
    invitation_expires_at: Timestamp


class Role(Struct, frozen=True, kw_only=True):
    """A named set of scopes."""

    role: TeamRole
    description: str
    scopes: list[str]


class TeamMemberInvitation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person to invite."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    email: Annotated[str, Meta(pattern="(?a)^[^@\\s]{1,64}@[A-Za-z0-9.-]{1,190}\\Z", min_length=3, max_length=254)]
    role: TeamRole


class TeamMemberUpdate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to change of a team member."""

    name: Annotated[str, Meta(min_length=1, max_length=200)] | UnsetType = UNSET
    role: TeamRole | UnsetType = UNSET
    status: Literal["ACTIVE", "DISABLED"] | UnsetType = UNSET
