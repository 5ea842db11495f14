"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.

The schemas of tag `users`.
"""

from typing import Literal

from msgspec import Struct

from sandbox.contract.models.organizations import TeamRole
from sandbox.contract.models.shared import BankId, CustomerId, KycStatus, OrganizationId, SessionId, Timestamp

PrincipalType = Literal["API_KEY", "TEAM_MEMBER", "END_USER"]
"""What kind of caller; more values may come."""


class User(Struct, frozen=True, kw_only=True):
    """Who you are to this bank."""

    user_id: str
    principal_type: PrincipalType
    scopes: list[str]
    organization_id: OrganizationId | None = None
    bank_id: BankId | None = None
    customer_id: CustomerId | None = None
    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    phone_number: str | None = None
    kyc_status: KycStatus | None = None
    mfa_enabled: bool | None = None
    is_active: bool
    created_at: Timestamp | None = None
    updated_at: Timestamp | None = None
    name: str | None = None
    role: TeamRole | None = None
    organization_name: str | None = None
    session_id: SessionId | None = None
