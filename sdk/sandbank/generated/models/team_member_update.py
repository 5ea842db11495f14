# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.team_member_update_status import (
    TeamMemberUpdateStatus,
    check_team_member_update_status,
)
from ..models.team_role import TeamRole, check_team_role
from ..types import UNSET, Unset

T = TypeVar("T", bound="TeamMemberUpdate")


@_attrs_define
class TeamMemberUpdate:
    """What to change of a team member.

    Attributes:
        name (str | Unset): Full name.
        role (TeamRole | Unset): A named set of scopes; more values may come.
        status (TeamMemberUpdateStatus | Unset): DISABLED takes away access, ACTIVE gives it back.
    """

    name: str | Unset = UNSET
    role: TeamRole | Unset = UNSET
    status: TeamMemberUpdateStatus | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        role: str | Unset = UNSET
        if not isinstance(self.role, Unset):
            role = self.role

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if role is not UNSET:
            field_dict["role"] = role
        if status is not UNSET:
            field_dict["status"] = status

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        _role = d.pop("role", UNSET)
        role: TeamRole | Unset
        if isinstance(_role, Unset):
            role = UNSET
        else:
            role = check_team_role(_role)

        _status = d.pop("status", UNSET)
        status: TeamMemberUpdateStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = check_team_member_update_status(_status)

        team_member_update = cls(
            name=name,
            role=role,
            status=status,
        )

        return team_member_update
