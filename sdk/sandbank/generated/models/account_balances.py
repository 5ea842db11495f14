# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="AccountBalances")


@_attrs_define
class AccountBalances:
    """The balances of an account at an instant.

    Attributes:
        account_id (str): Id of an account: opaque, sortable by time of creation.
        currency (str): ISO 4217 code.
        available_balance_cents (int): Balance in the currency's smallest unit; negative when owed to the bank.
        pending_balance_cents (int): Balance in the currency's smallest unit; negative when owed to the bank.
        posted_balance_cents (int): Balance in the currency's smallest unit; negative when owed to the bank.
        held_cents (int): Balance in the currency's smallest unit; negative when owed to the bank.
        accrued_interest_cents (int): Balance in the currency's smallest unit; negative when owed to the bank.
        as_of (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said otherwise.
    """

    account_id: str
    currency: str
    available_balance_cents: int
    pending_balance_cents: int
    posted_balance_cents: int
    held_cents: int
    accrued_interest_cents: int
    as_of: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        account_id = self.account_id

        currency = self.currency

        available_balance_cents = self.available_balance_cents

        pending_balance_cents = self.pending_balance_cents

        posted_balance_cents = self.posted_balance_cents

        held_cents = self.held_cents

        accrued_interest_cents = self.accrued_interest_cents

        as_of = self.as_of.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "account_id": account_id,
                "currency": currency,
                "available_balance_cents": available_balance_cents,
                "pending_balance_cents": pending_balance_cents,
                "posted_balance_cents": posted_balance_cents,
                "held_cents": held_cents,
                "accrued_interest_cents": accrued_interest_cents,
                "as_of": as_of,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        account_id = d.pop("account_id")

        currency = d.pop("currency")

        available_balance_cents = d.pop("available_balance_cents")

        pending_balance_cents = d.pop("pending_balance_cents")

        posted_balance_cents = d.pop("posted_balance_cents")

        held_cents = d.pop("held_cents")

        accrued_interest_cents = d.pop("accrued_interest_cents")

        as_of = datetime.datetime.fromisoformat(d.pop("as_of"))

        account_balances = cls(
            account_id=account_id,
            currency=currency,
            available_balance_cents=available_balance_cents,
            pending_balance_cents=pending_balance_cents,
            posted_balance_cents=posted_balance_cents,
            held_cents=held_cents,
            accrued_interest_cents=accrued_interest_cents,
            as_of=as_of,
        )

        account_balances.additional_properties = d
        return account_balances

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
