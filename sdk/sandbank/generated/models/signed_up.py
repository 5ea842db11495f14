# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.organization import Organization
    from ..models.team_member import TeamMember
    from ..models.team_session_with_secret import TeamSessionWithSecret


T = TypeVar("T", bound="SignedUp")


@_attrs_define
class SignedUp:
    """What signing up made. A replayed answer leaves the session's token out.

    Attributes:
        organization_id (str): Id of an organization: opaque, sortable by time of creation.
        bank_id (str): Id of a bank: opaque, sortable by time of creation.
        session (TeamSessionWithSecret): A session with its token, as signing in gives it. A replayed answer leaves the
            token out.
        team_member (TeamMember): A person of the organization, or of the bank's staff, with a role.
        organization (Organization): The FinTech or bank that uses the platform.
    """

    organization_id: str
    bank_id: str
    session: TeamSessionWithSecret
    team_member: TeamMember
    organization: Organization
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.organization import Organization  # noqa: PLC0415
        from ..models.team_member import TeamMember  # noqa: PLC0415
        from ..models.team_session_with_secret import TeamSessionWithSecret  # noqa: PLC0415

        organization_id = self.organization_id

        bank_id = self.bank_id

        session = self.session.to_dict()

        team_member = self.team_member.to_dict()

        organization = self.organization.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "organization_id": organization_id,
                "bank_id": bank_id,
                "session": session,
                "team_member": team_member,
                "organization": organization,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.organization import Organization  # noqa: PLC0415
        from ..models.team_member import TeamMember  # noqa: PLC0415
        from ..models.team_session_with_secret import TeamSessionWithSecret  # noqa: PLC0415

        d = dict(src_dict)
        organization_id = d.pop("organization_id")

        bank_id = d.pop("bank_id")

        session = TeamSessionWithSecret.from_dict(d.pop("session"))

        team_member = TeamMember.from_dict(d.pop("team_member"))

        organization = Organization.from_dict(d.pop("organization"))

        signed_up = cls(
            organization_id=organization_id,
            bank_id=bank_id,
            session=session,
            team_member=team_member,
            organization=organization,
        )

        signed_up.additional_properties = d
        return signed_up

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
