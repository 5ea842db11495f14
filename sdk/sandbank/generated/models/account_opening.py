# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.account_ownership import AccountOwnership, check_account_ownership
from ..models.account_type import AccountType, check_account_type
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.metadata import Metadata


T = TypeVar("T", bound="AccountOpening")


@_attrs_define
class AccountOpening:
    """An account to open.

    Attributes:
        customer_id (str): Id of a resource, as this API gave it. One of another kind or another bank is 404.
        account_type (AccountType): What an account is for; more values may come.
        currency (str): ISO 4217 code.
        joint_customer_ids (list[str] | Unset): Further holders, for JOINT.
        ownership (AccountOwnership | None | Unset): Null: INDIVIDUAL for a person, BUSINESS for a business.
        nickname (None | str | Unset): The customer's own name for it.
        daily_limit_cents (int | None | Unset): Null: the bank's setting.
        monthly_limit_cents (int | None | Unset): Null: the bank's setting.
        interest_rate_bps (int | None | Unset): Null: the bank's setting for the account type.
        metadata (Metadata | Unset): Your own keys and values: up to 50, keys of 40 characters, values of 500. An update
            replaces the whole map.
    """

    customer_id: str
    account_type: AccountType
    currency: str
    joint_customer_ids: list[str] | Unset = UNSET
    ownership: AccountOwnership | None | Unset = UNSET
    nickname: None | str | Unset = UNSET
    daily_limit_cents: int | None | Unset = UNSET
    monthly_limit_cents: int | None | Unset = UNSET
    interest_rate_bps: int | None | Unset = UNSET
    metadata: Metadata | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.metadata import Metadata  # noqa: PLC0415

        customer_id = self.customer_id

        account_type: str = self.account_type

        currency = self.currency

        joint_customer_ids: list[str] | Unset = UNSET
        if not isinstance(self.joint_customer_ids, Unset):
            joint_customer_ids = self.joint_customer_ids

        ownership: None | str | Unset
        if isinstance(self.ownership, Unset):
            ownership = UNSET
        elif isinstance(self.ownership, str):
            ownership = self.ownership
        else:
            ownership = self.ownership

        nickname: None | str | Unset
        if isinstance(self.nickname, Unset):
            nickname = UNSET
        else:
            nickname = self.nickname

        daily_limit_cents: int | None | Unset
        if isinstance(self.daily_limit_cents, Unset):
            daily_limit_cents = UNSET
        else:
            daily_limit_cents = self.daily_limit_cents

        monthly_limit_cents: int | None | Unset
        if isinstance(self.monthly_limit_cents, Unset):
            monthly_limit_cents = UNSET
        else:
            monthly_limit_cents = self.monthly_limit_cents

        interest_rate_bps: int | None | Unset
        if isinstance(self.interest_rate_bps, Unset):
            interest_rate_bps = UNSET
        else:
            interest_rate_bps = self.interest_rate_bps

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "customer_id": customer_id,
                "account_type": account_type,
                "currency": currency,
            }
        )
        if joint_customer_ids is not UNSET:
            field_dict["joint_customer_ids"] = joint_customer_ids
        if ownership is not UNSET:
            field_dict["ownership"] = ownership
        if nickname is not UNSET:
            field_dict["nickname"] = nickname
        if daily_limit_cents is not UNSET:
            field_dict["daily_limit_cents"] = daily_limit_cents
        if monthly_limit_cents is not UNSET:
            field_dict["monthly_limit_cents"] = monthly_limit_cents
        if interest_rate_bps is not UNSET:
            field_dict["interest_rate_bps"] = interest_rate_bps
        if metadata is not UNSET:
            field_dict["metadata"] = metadata

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.metadata import Metadata  # noqa: PLC0415

        d = dict(src_dict)
        customer_id = d.pop("customer_id")

        account_type = check_account_type(d.pop("account_type"))

        currency = d.pop("currency")

        joint_customer_ids = cast(list[str], d.pop("joint_customer_ids", UNSET))

        def _parse_ownership(data: object) -> AccountOwnership | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ownership_type_0 = check_account_ownership(data)

                return ownership_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AccountOwnership | None | Unset, data)

        ownership = _parse_ownership(d.pop("ownership", UNSET))

        def _parse_nickname(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        nickname = _parse_nickname(d.pop("nickname", UNSET))

        def _parse_daily_limit_cents(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        daily_limit_cents = _parse_daily_limit_cents(d.pop("daily_limit_cents", UNSET))

        def _parse_monthly_limit_cents(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        monthly_limit_cents = _parse_monthly_limit_cents(d.pop("monthly_limit_cents", UNSET))

        def _parse_interest_rate_bps(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        interest_rate_bps = _parse_interest_rate_bps(d.pop("interest_rate_bps", UNSET))

        _metadata = d.pop("metadata", UNSET)
        metadata: Metadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = Metadata.from_dict(_metadata)

        account_opening = cls(
            customer_id=customer_id,
            account_type=account_type,
            currency=currency,
            joint_customer_ids=joint_customer_ids,
            ownership=ownership,
            nickname=nickname,
            daily_limit_cents=daily_limit_cents,
            monthly_limit_cents=monthly_limit_cents,
            interest_rate_bps=interest_rate_bps,
            metadata=metadata,
        )

        return account_opening
