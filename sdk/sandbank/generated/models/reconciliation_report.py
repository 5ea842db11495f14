# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ReconciliationReport")


@_attrs_define
class ReconciliationReport:
    """The cached balance of an account against the sum of its entries.

    Attributes:
        account_id (str): Id of an account: opaque, sortable by time of creation.
        is_balanced (bool): Whether both are the same.
        cached_balance_cents (int): Balance in the currency's smallest unit; negative when owed to the bank.
        computed_balance_cents (int): Balance in the currency's smallest unit; negative when owed to the bank.
        difference_cents (int): Balance in the currency's smallest unit; negative when owed to the bank.
        entry_count (int): Entries that were added up.
        checked_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
    """

    account_id: str
    is_balanced: bool
    cached_balance_cents: int
    computed_balance_cents: int
    difference_cents: int
    entry_count: int
    checked_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        account_id = self.account_id

        is_balanced = self.is_balanced

        cached_balance_cents = self.cached_balance_cents

        computed_balance_cents = self.computed_balance_cents

        difference_cents = self.difference_cents

        entry_count = self.entry_count

        checked_at = self.checked_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "account_id": account_id,
                "is_balanced": is_balanced,
                "cached_balance_cents": cached_balance_cents,
                "computed_balance_cents": computed_balance_cents,
                "difference_cents": difference_cents,
                "entry_count": entry_count,
                "checked_at": checked_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        account_id = d.pop("account_id")

        is_balanced = d.pop("is_balanced")

        cached_balance_cents = d.pop("cached_balance_cents")

        computed_balance_cents = d.pop("computed_balance_cents")

        difference_cents = d.pop("difference_cents")

        entry_count = d.pop("entry_count")

        checked_at = datetime.datetime.fromisoformat(d.pop("checked_at"))

        reconciliation_report = cls(
            account_id=account_id,
            is_balanced=is_balanced,
            cached_balance_cents=cached_balance_cents,
            computed_balance_cents=computed_balance_cents,
            difference_cents=difference_cents,
            entry_count=entry_count,
            checked_at=checked_at,
        )

        reconciliation_report.additional_properties = d
        return reconciliation_report

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
