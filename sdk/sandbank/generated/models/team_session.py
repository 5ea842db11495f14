# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.team_session_status import TeamSessionStatus, check_team_session_status
from ..types import UNSET, Unset

T = TypeVar("T", bound="TeamSession")


@_attrs_define
class TeamSession:
    """A person who is signed in. It has the scopes of the person's role as it is now.

    Attributes:
        session_id (str): Id of a session: opaque, sortable by time of creation.
        organization_id (str): Id of an organization: opaque, sortable by time of creation.
        team_member_id (str): Id of a team member: opaque, sortable by time of creation.
        status (TeamSessionStatus): Only an ACTIVE session is let in; more values may come.
        user_agent (None | str): What signed in, as it named itself; at most 200 characters.
        created_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        last_seen_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        expires_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        is_current (bool): Whether this very session asks.
    """

    session_id: str
    organization_id: str
    team_member_id: str
    status: TeamSessionStatus
    user_agent: None | str
    created_at: datetime.datetime
    last_seen_at: datetime.datetime
    expires_at: datetime.datetime
    is_current: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        session_id = self.session_id

        organization_id = self.organization_id

        team_member_id = self.team_member_id

        status: str = self.status

        user_agent: None | str
        user_agent = self.user_agent

        created_at = self.created_at.isoformat()

        last_seen_at = self.last_seen_at.isoformat()

        expires_at = self.expires_at.isoformat()

        is_current = self.is_current

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "session_id": session_id,
                "organization_id": organization_id,
                "team_member_id": team_member_id,
                "status": status,
                "user_agent": user_agent,
                "created_at": created_at,
                "last_seen_at": last_seen_at,
                "expires_at": expires_at,
                "is_current": is_current,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        session_id = d.pop("session_id")

        organization_id = d.pop("organization_id")

        team_member_id = d.pop("team_member_id")

        status = check_team_session_status(d.pop("status"))

        def _parse_user_agent(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        user_agent = _parse_user_agent(d.pop("user_agent"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        last_seen_at = datetime.datetime.fromisoformat(d.pop("last_seen_at"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        is_current = d.pop("is_current")

        team_session = cls(
            session_id=session_id,
            organization_id=organization_id,
            team_member_id=team_member_id,
            status=status,
            user_agent=user_agent,
            created_at=created_at,
            last_seen_at=last_seen_at,
            expires_at=expires_at,
            is_current=is_current,
        )

        team_session.additional_properties = d
        return team_session

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
