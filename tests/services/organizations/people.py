"""Organizations and people as the tests need them."""

from __future__ import annotations

from typing import Any

from sandbox.contract.models.problems import SCOPES
from sandbox.services.organizations.rules import OPERATOR_SCOPE
from tests.services.api import Api

ORDINARY = sorted(set(SCOPES) - {OPERATOR_SCOPE})
"""Every scope that a customer of the platform may have."""


def person(role: str = "DEVELOPER", email: str = "grace@acme.example") -> dict[str, Any]:
    """An invitation."""
    return {"name": "Grace Hopper", "email": email, "role": role}


async def invite(api: Api, role: str = "DEVELOPER", email: str = "grace@acme.example") -> dict[str, Any]:
    """A member who was invited, as others see them."""
    member: dict[str, Any] = api.ok(await api.post("/team_members", person(role, email)))
    del member["invitation_token"], member["invitation_expires_at"]
    return member


def path_of(member: dict[str, Any]) -> str:
    """Where a member is."""
    return f"/team_members/{member['team_member_id']}"


async def my_organization(api: Api) -> str:
    """The path of the caller's organization."""
    return f"/organizations/{api.ok(await api.get('/users/me'))['organization_id']}"
