# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.verification_status import VerificationStatus, check_verification_status
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.check import Check


T = TypeVar("T", bound="Verification")


@_attrs_define
class Verification:
    """One run of finding out who a customer is, made of checks.

    Attributes:
        verification_id (str): Id of a verification: opaque, sortable by time of creation.
        customer_id (str): Id of a customer: opaque, sortable by time of creation.
        status (VerificationStatus): Where a verification stands; more values may come.
        checks (list[Check]): The checks, in order.
        provider_reference (None | str): The identity provider's own reference.
        decided_by (None | str): Who decided: the provider, or a reviewer.
        reason (None | str): Why it was rejected, or what is missing; a reviewer's own words, if there are any.
        created_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        completed_at (datetime.datetime | None):
        next_review_date (datetime.date | None): When it has to be repeated.
    """

    verification_id: str
    customer_id: str
    status: VerificationStatus
    checks: list[Check]
    provider_reference: None | str
    decided_by: None | str
    reason: None | str
    created_at: datetime.datetime
    completed_at: datetime.datetime | None
    next_review_date: datetime.date | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.check import Check  # noqa: PLC0415

        verification_id = self.verification_id

        customer_id = self.customer_id

        status: str = self.status

        checks = []
        for checks_item_data in self.checks:
            checks_item = checks_item_data.to_dict()
            checks.append(checks_item)

        provider_reference: None | str
        provider_reference = self.provider_reference

        decided_by: None | str
        decided_by = self.decided_by

        reason: None | str
        reason = self.reason

        created_at = self.created_at.isoformat()

        completed_at: None | str
        if isinstance(self.completed_at, datetime.datetime):
            completed_at = self.completed_at.isoformat()
        else:
            completed_at = self.completed_at

        next_review_date: None | str
        if isinstance(self.next_review_date, datetime.date):
            next_review_date = self.next_review_date.isoformat()
        else:
            next_review_date = self.next_review_date

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "verification_id": verification_id,
                "customer_id": customer_id,
                "status": status,
                "checks": checks,
                "provider_reference": provider_reference,
                "decided_by": decided_by,
                "reason": reason,
                "created_at": created_at,
                "completed_at": completed_at,
                "next_review_date": next_review_date,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.check import Check  # noqa: PLC0415

        d = dict(src_dict)
        verification_id = d.pop("verification_id")

        customer_id = d.pop("customer_id")

        status = check_verification_status(d.pop("status"))

        checks = []
        _checks = d.pop("checks")
        for checks_item_data in _checks:
            checks_item = Check.from_dict(checks_item_data)

            checks.append(checks_item)

        def _parse_provider_reference(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        provider_reference = _parse_provider_reference(d.pop("provider_reference"))

        def _parse_decided_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        decided_by = _parse_decided_by(d.pop("decided_by"))

        def _parse_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reason = _parse_reason(d.pop("reason"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_completed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                completed_at_type_0 = datetime.datetime.fromisoformat(data)

                return completed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        completed_at = _parse_completed_at(d.pop("completed_at"))

        def _parse_next_review_date(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_review_date_type_0 = datetime.date.fromisoformat(data)

                return next_review_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        next_review_date = _parse_next_review_date(d.pop("next_review_date"))

        verification = cls(
            verification_id=verification_id,
            customer_id=customer_id,
            status=status,
            checks=checks,
            provider_reference=provider_reference,
            decided_by=decided_by,
            reason=reason,
            created_at=created_at,
            completed_at=completed_at,
            next_review_date=next_review_date,
        )

        verification.additional_properties = d
        return verification

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
