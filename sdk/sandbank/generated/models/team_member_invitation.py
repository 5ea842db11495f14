# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.team_role import TeamRole, check_team_role
from ..types import UNSET, Unset

T = TypeVar("T", bound="TeamMemberInvitation")


@_attrs_define
class TeamMemberInvitation:
    """A person to invite.

    Attributes:
        name (str): Full name.
        email (str): Email address.
        role (TeamRole): A named set of scopes; more values may come.
    """

    name: str
    email: str
    role: TeamRole

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        email = self.email

        role: str = self.role

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "email": email,
                "role": role,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        email = d.pop("email")

        role = check_team_role(d.pop("role"))

        team_member_invitation = cls(
            name=name,
            email=email,
            role=role,
        )

        return team_member_invitation
