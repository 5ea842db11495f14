# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.risk_level import RiskLevel, check_risk_level
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.metadata import Metadata


T = TypeVar("T", bound="AccountUpdate")


@_attrs_define
class AccountUpdate:
    """What to change of an account.

    Attributes:
        nickname (None | str | Unset): Null removes it.
        daily_limit_cents (int | Unset): Limit in the currency's smallest unit.
        monthly_limit_cents (int | Unset): Limit in the currency's smallest unit.
        interest_rate_bps (int | Unset): Hundredths of a percent: 10000 is the whole.
        risk_category (RiskLevel | Unset): LOW, MEDIUM or HIGH; more values may come.
        metadata (Metadata | Unset): Your own keys and values: up to 50, keys of 40 characters, values of 500. An update
            replaces the whole map.
    """

    nickname: None | str | Unset = UNSET
    daily_limit_cents: int | Unset = UNSET
    monthly_limit_cents: int | Unset = UNSET
    interest_rate_bps: int | Unset = UNSET
    risk_category: RiskLevel | Unset = UNSET
    metadata: Metadata | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.metadata import Metadata  # noqa: PLC0415

        nickname: None | str | Unset
        if isinstance(self.nickname, Unset):
            nickname = UNSET
        else:
            nickname = self.nickname

        daily_limit_cents = self.daily_limit_cents

        monthly_limit_cents = self.monthly_limit_cents

        interest_rate_bps = self.interest_rate_bps

        risk_category: str | Unset = UNSET
        if not isinstance(self.risk_category, Unset):
            risk_category = self.risk_category

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if nickname is not UNSET:
            field_dict["nickname"] = nickname
        if daily_limit_cents is not UNSET:
            field_dict["daily_limit_cents"] = daily_limit_cents
        if monthly_limit_cents is not UNSET:
            field_dict["monthly_limit_cents"] = monthly_limit_cents
        if interest_rate_bps is not UNSET:
            field_dict["interest_rate_bps"] = interest_rate_bps
        if risk_category is not UNSET:
            field_dict["risk_category"] = risk_category
        if metadata is not UNSET:
            field_dict["metadata"] = metadata

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.metadata import Metadata  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_nickname(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        nickname = _parse_nickname(d.pop("nickname", UNSET))

        daily_limit_cents = d.pop("daily_limit_cents", UNSET)

        monthly_limit_cents = d.pop("monthly_limit_cents", UNSET)

        interest_rate_bps = d.pop("interest_rate_bps", UNSET)

        _risk_category = d.pop("risk_category", UNSET)
        risk_category: RiskLevel | Unset
        if isinstance(_risk_category, Unset):
            risk_category = UNSET
        else:
            risk_category = check_risk_level(_risk_category)

        _metadata = d.pop("metadata", UNSET)
        metadata: Metadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = Metadata.from_dict(_metadata)

        account_update = cls(
            nickname=nickname,
            daily_limit_cents=daily_limit_cents,
            monthly_limit_cents=monthly_limit_cents,
            interest_rate_bps=interest_rate_bps,
            risk_category=risk_category,
            metadata=metadata,
        )

        return account_update
