"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.

The schemas of tag `sessions`.
"""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from sandbox.contract.models.organizations import Organization, OrganizationType, TeamMember
from sandbox.contract.models.shared import BankId, IdReference, OrganizationId, SessionId, TeamMemberId, Timestamp

TeamSessionStatus = Literal["ACTIVE", "EXPIRED", "REVOKED"]
"""Only an ACTIVE session is let in; more values may come."""


class TeamSession(Struct, frozen=True, kw_only=True):
    """A person who is signed in. It has the scopes of the person's role as it is now."""

    session_id: SessionId
    organization_id: OrganizationId
    team_member_id: TeamMemberId
    status: TeamSessionStatus
    user_agent: str | None = None
    created_at: Timestamp
    last_seen_at: Timestamp
    expires_at: Timestamp
    is_current: bool


class TeamSessionRecord(Struct, frozen=True, kw_only=True):
    """TeamSession as it is stored: without what is derived."""

    session_id: SessionId
    organization_id: OrganizationId
    team_member_id: TeamMemberId
    status: TeamSessionStatus
    user_agent: str | None = None
    created_at: Timestamp
    expires_at: Timestamp


class TeamSessionWithSecret(Struct, frozen=True, kw_only=True):
    """A session with its token, as signing in gives it. A replayed answer leaves the token out."""

    session_id: SessionId
    organization_id: OrganizationId
    team_member_id: TeamMemberId
    status: TeamSessionStatus
    user_agent: str | None = None
    created_at: Timestamp
    last_seen_at: Timestamp
    expires_at: Timestamp
    is_current: bool
    token: str | UnsetType = UNSET


class SignIn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who signs in."""

    email: Annotated[str, Meta(pattern="(?a)^[^@\\s]{1,64}@[A-Za-z0-9.-]{1,190}\\Z", min_length=3, max_length=254)]
    password: Annotated[str, Meta(min_length=1, max_length=128)]
    organization_id: IdReference | None = None


class SignUp(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An organization and its first person."""

    organization_name: Annotated[str, Meta(min_length=1, max_length=200)]
    organization_type: OrganizationType = "FINTECH"
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    email: Annotated[str, Meta(pattern="(?a)^[^@\\s]{1,64}@[A-Za-z0-9.-]{1,190}\\Z", min_length=3, max_length=254)]
    password: Annotated[str, Meta(min_length=1, max_length=128)]


class SignedUp(Struct, frozen=True, kw_only=True):
    """What signing up made. A replayed answer leaves the session's token out."""

    organization_id: OrganizationId
    bank_id: BankId
    session: TeamSessionWithSecret
    team_member: TeamMember
    organization: Organization


class InvitationAcceptance(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An invitation to accept."""

    token: Annotated[str, Meta(min_length=1, max_length=200)]
    name: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    password: Annotated[str, Meta(min_length=1, max_length=128)]


class PasswordChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A password instead of another."""

    current_password: Annotated[str, Meta(min_length=1, max_length=128)]
    new_password: Annotated[str, Meta(min_length=1, max_length=128)]
