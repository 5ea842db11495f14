# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.field_problem import FieldProblem
    from ..models.organization_choice import OrganizationChoice


T = TypeVar("T", bound="Problem")


@_attrs_define
class Problem:
    """A refusal (RFC 9457). `code` is stable and is what programs act on; `detail` says what to do.

    Attributes:
        type (str): Page of this server that explains the code.
        title (str): Short name of the code.
        status (int): The HTTP status.
        detail (str): What happened and what to do.
        code (str): Stable code, listed under x-problems.
        request_id (str): Id of the refused request.
        errors (list[FieldProblem] | Unset): Every field that is wrong, for 400s.
        current_status (str | Unset): For a wrong state: the state the resource is in.
        allowed_from (list[str] | Unset): For a wrong state: the states this is allowed from.
        decline_code (str | Unset): For money refusals: the reason in the words of card and payment networks.
        organizations (list[OrganizationChoice] | Unset): For organization_required: the organizations that the address
            and the password are of.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str
    errors: list[FieldProblem] | Unset = UNSET
    current_status: str | Unset = UNSET
    allowed_from: list[str] | Unset = UNSET
    decline_code: str | Unset = UNSET
    organizations: list[OrganizationChoice] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.field_problem import FieldProblem  # noqa: PLC0415
        from ..models.organization_choice import OrganizationChoice  # noqa: PLC0415

        type = self.type

        title = self.title

        status = self.status

        detail = self.detail

        code = self.code

        request_id = self.request_id

        errors: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.errors, Unset):
            errors = []
            for errors_item_data in self.errors:
                errors_item = errors_item_data.to_dict()
                errors.append(errors_item)

        current_status = self.current_status

        allowed_from: list[str] | Unset = UNSET
        if not isinstance(self.allowed_from, Unset):
            allowed_from = self.allowed_from

        decline_code = self.decline_code

        organizations: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.organizations, Unset):
            organizations = []
            for organizations_item_data in self.organizations:
                organizations_item = organizations_item_data.to_dict()
                organizations.append(organizations_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type,
                "title": title,
                "status": status,
                "detail": detail,
                "code": code,
                "request_id": request_id,
            }
        )
        if errors is not UNSET:
            field_dict["errors"] = errors
        if current_status is not UNSET:
            field_dict["current_status"] = current_status
        if allowed_from is not UNSET:
            field_dict["allowed_from"] = allowed_from
        if decline_code is not UNSET:
            field_dict["decline_code"] = decline_code
        if organizations is not UNSET:
            field_dict["organizations"] = organizations

        return field_dict

    @classmethod
    def from_dict(cls: builtins.type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.field_problem import FieldProblem  # noqa: PLC0415
        from ..models.organization_choice import OrganizationChoice  # noqa: PLC0415

        d = dict(src_dict)
        type = d.pop("type")

        title = d.pop("title")

        status = d.pop("status")

        detail = d.pop("detail")

        code = d.pop("code")

        request_id = d.pop("request_id")

        _errors = d.pop("errors", UNSET)
        errors: list[FieldProblem] | Unset = UNSET
        if _errors is not UNSET:
            errors = []
            for errors_item_data in _errors:
                errors_item = FieldProblem.from_dict(errors_item_data)

                errors.append(errors_item)

        current_status = d.pop("current_status", UNSET)

        allowed_from = cast(list[str], d.pop("allowed_from", UNSET))

        decline_code = d.pop("decline_code", UNSET)

        _organizations = d.pop("organizations", UNSET)
        organizations: list[OrganizationChoice] | Unset = UNSET
        if _organizations is not UNSET:
            organizations = []
            for organizations_item_data in _organizations:
                organizations_item = OrganizationChoice.from_dict(organizations_item_data)

                organizations.append(organizations_item)

        problem = cls(
            type=type,
            title=title,
            status=status,
            detail=detail,
            code=code,
            request_id=request_id,
            errors=errors,
            current_status=current_status,
            allowed_from=allowed_from,
            decline_code=decline_code,
            organizations=organizations,
        )

        problem.additional_properties = d
        return problem

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
