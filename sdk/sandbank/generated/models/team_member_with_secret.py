# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.team_member_status import TeamMemberStatus, check_team_member_status
from ..models.team_role import TeamRole, check_team_role
from ..types import UNSET, Unset

T = TypeVar("T", bound="TeamMemberWithSecret")


@_attrs_define
class TeamMemberWithSecret:
    """A team member with their invitation, as inviting gives it. A replayed answer leaves the token out.

    Attributes:
        team_member_id (str): Id of a team member: opaque, sortable by time of creation.
        organization_id (str): Id of an organization: opaque, sortable by time of creation.
        name (str): Full name.
        email (str): Email address, unique in the organization.
        role (TeamRole): A named set of scopes; more values may come.
        status (TeamMemberStatus): INVITED until the invitation is accepted; more values may come.
        last_seen_at (datetime.datetime | None): Real-world time of the last sign-in.
        created_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        updated_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        invitation_expires_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless
            said otherwise.
        invitation_token (str | Unset): What the person accepts with: shown here and never again.
    """

    team_member_id: str
    organization_id: str
    name: str
    email: str
    role: TeamRole
    status: TeamMemberStatus
    last_seen_at: datetime.datetime | None
    created_at: datetime.datetime
    updated_at: datetime.datetime
    invitation_expires_at: datetime.datetime
    invitation_token: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        team_member_id = self.team_member_id

        organization_id = self.organization_id

        name = self.name

        email = self.email

        role: str = self.role

        status: str = self.status

        last_seen_at: None | str
        if isinstance(self.last_seen_at, datetime.datetime):
            last_seen_at = self.last_seen_at.isoformat()
        else:
            last_seen_at = self.last_seen_at

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        invitation_expires_at = self.invitation_expires_at.isoformat()

        invitation_token = self.invitation_token

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "team_member_id": team_member_id,
                "organization_id": organization_id,
                "name": name,
                "email": email,
                "role": role,
                "status": status,
                "last_seen_at": last_seen_at,
                "created_at": created_at,
                "updated_at": updated_at,
                "invitation_expires_at": invitation_expires_at,
            }
        )
        if invitation_token is not UNSET:
            field_dict["invitation_token"] = invitation_token

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        team_member_id = d.pop("team_member_id")

        organization_id = d.pop("organization_id")

        name = d.pop("name")

        email = d.pop("email")

        role = check_team_role(d.pop("role"))

        status = check_team_member_status(d.pop("status"))

        def _parse_last_seen_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_seen_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_seen_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_seen_at = _parse_last_seen_at(d.pop("last_seen_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        invitation_expires_at = datetime.datetime.fromisoformat(d.pop("invitation_expires_at"))

        invitation_token = d.pop("invitation_token", UNSET)

        team_member_with_secret = cls(
            team_member_id=team_member_id,
            organization_id=organization_id,
            name=name,
            email=email,
            role=role,
            status=status,
            last_seen_at=last_seen_at,
            created_at=created_at,
            updated_at=updated_at,
            invitation_expires_at=invitation_expires_at,
            invitation_token=invitation_token,
        )

        team_member_with_secret.additional_properties = d
        return team_member_with_secret

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
