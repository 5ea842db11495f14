# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.trial_balance_line import TrialBalanceLine


T = TypeVar("T", bound="TrialBalanceCurrency")


@_attrs_define
class TrialBalanceCurrency:
    """The trial balance of one currency.

    Attributes:
        currency (str): ISO 4217 code.
        total_debits_cents (int): Balance in the currency's smallest unit; negative when owed to the bank.
        total_credits_cents (int): Balance in the currency's smallest unit; negative when owed to the bank.
        is_balanced (bool): Whether both are the same.
        lines (list[TrialBalanceLine]):
    """

    currency: str
    total_debits_cents: int
    total_credits_cents: int
    is_balanced: bool
    lines: list[TrialBalanceLine]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.trial_balance_line import TrialBalanceLine  # noqa: PLC0415

        currency = self.currency

        total_debits_cents = self.total_debits_cents

        total_credits_cents = self.total_credits_cents

        is_balanced = self.is_balanced

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "currency": currency,
                "total_debits_cents": total_debits_cents,
                "total_credits_cents": total_credits_cents,
                "is_balanced": is_balanced,
                "lines": lines,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.trial_balance_line import TrialBalanceLine  # noqa: PLC0415

        d = dict(src_dict)
        currency = d.pop("currency")

        total_debits_cents = d.pop("total_debits_cents")

        total_credits_cents = d.pop("total_credits_cents")

        is_balanced = d.pop("is_balanced")

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = TrialBalanceLine.from_dict(lines_item_data)

            lines.append(lines_item)

        trial_balance_currency = cls(
            currency=currency,
            total_debits_cents=total_debits_cents,
            total_credits_cents=total_credits_cents,
            is_balanced=is_balanced,
            lines=lines,
        )

        trial_balance_currency.additional_properties = d
        return trial_balance_currency

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
