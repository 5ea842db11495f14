# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.direction import Direction, check_direction
from ..types import UNSET, Unset

T = TypeVar("T", bound="LedgerAccount")


@_attrs_define
class LedgerAccount:
    """One account of the books: the bank's own, or the one behind a customer's account.

    Attributes:
        ledger_account_id (str): Id of a ledger account: opaque, sortable by time of creation.
        code (str): Number in the chart of accounts.
        name (str): Name in the chart of accounts.
        currency (str): ISO 4217 code.
        normal_side (Direction): Side of the books.
        account_id (None | str): The customer's account, for code 2000.
        debits_posted_cents (int): Balance in the currency's smallest unit; negative when owed to the bank.
        credits_posted_cents (int): Balance in the currency's smallest unit; negative when owed to the bank.
        debits_pending_cents (int): Balance in the currency's smallest unit; negative when owed to the bank.
        credits_pending_cents (int): Balance in the currency's smallest unit; negative when owed to the bank.
        balance_cents (int): Balance in the currency's smallest unit; negative when owed to the bank.
        created_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
    """

    ledger_account_id: str
    code: str
    name: str
    currency: str
    normal_side: Direction
    account_id: None | str
    debits_posted_cents: int
    credits_posted_cents: int
    debits_pending_cents: int
    credits_pending_cents: int
    balance_cents: int
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        ledger_account_id = self.ledger_account_id

        code = self.code

        name = self.name

        currency = self.currency

        normal_side: str = self.normal_side

        account_id: None | str
        account_id = self.account_id

        debits_posted_cents = self.debits_posted_cents

        credits_posted_cents = self.credits_posted_cents

        debits_pending_cents = self.debits_pending_cents

        credits_pending_cents = self.credits_pending_cents

        balance_cents = self.balance_cents

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ledger_account_id": ledger_account_id,
                "code": code,
                "name": name,
                "currency": currency,
                "normal_side": normal_side,
                "account_id": account_id,
                "debits_posted_cents": debits_posted_cents,
                "credits_posted_cents": credits_posted_cents,
                "debits_pending_cents": debits_pending_cents,
                "credits_pending_cents": credits_pending_cents,
                "balance_cents": balance_cents,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        ledger_account_id = d.pop("ledger_account_id")

        code = d.pop("code")

        name = d.pop("name")

        currency = d.pop("currency")

        normal_side = check_direction(d.pop("normal_side"))

        def _parse_account_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        account_id = _parse_account_id(d.pop("account_id"))

        debits_posted_cents = d.pop("debits_posted_cents")

        credits_posted_cents = d.pop("credits_posted_cents")

        debits_pending_cents = d.pop("debits_pending_cents")

        credits_pending_cents = d.pop("credits_pending_cents")

        balance_cents = d.pop("balance_cents")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        ledger_account = cls(
            ledger_account_id=ledger_account_id,
            code=code,
            name=name,
            currency=currency,
            normal_side=normal_side,
            account_id=account_id,
            debits_posted_cents=debits_posted_cents,
            credits_posted_cents=credits_posted_cents,
            debits_pending_cents=debits_pending_cents,
            credits_pending_cents=credits_pending_cents,
            balance_cents=balance_cents,
            created_at=created_at,
        )

        ledger_account.additional_properties = d
        return ledger_account

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
