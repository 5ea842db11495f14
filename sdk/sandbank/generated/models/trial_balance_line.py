# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TrialBalanceLine")


@_attrs_define
class TrialBalanceLine:
    """One line of a trial balance. Customer deposits are added up in one.

    Attributes:
        ledger_account_id (None | str):
        code (str):
        name (str):
        debit_cents (int): Balance in the currency's smallest unit; negative when owed to the bank.
        credit_cents (int): Balance in the currency's smallest unit; negative when owed to the bank.
    """

    ledger_account_id: None | str
    code: str
    name: str
    debit_cents: int
    credit_cents: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        ledger_account_id: None | str
        ledger_account_id = self.ledger_account_id

        code = self.code

        name = self.name

        debit_cents = self.debit_cents

        credit_cents = self.credit_cents

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ledger_account_id": ledger_account_id,
                "code": code,
                "name": name,
                "debit_cents": debit_cents,
                "credit_cents": credit_cents,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_ledger_account_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        ledger_account_id = _parse_ledger_account_id(d.pop("ledger_account_id"))

        code = d.pop("code")

        name = d.pop("name")

        debit_cents = d.pop("debit_cents")

        credit_cents = d.pop("credit_cents")

        trial_balance_line = cls(
            ledger_account_id=ledger_account_id,
            code=code,
            name=name,
            debit_cents=debit_cents,
            credit_cents=credit_cents,
        )

        trial_balance_line.additional_properties = d
        return trial_balance_line

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
