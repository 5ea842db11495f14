# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.direction import Direction, check_direction
from ..types import UNSET, Unset

T = TypeVar("T", bound="Entry")


@_attrs_define
class Entry:
    """One line of the journal. Entries never change; they are reversed.

    Attributes:
        entry_id (str): Id of an entry: opaque, sortable by time of creation.
        ledger_transaction_id (str): Id of a ledger transaction: opaque, sortable by time of creation.
        ledger_account_id (str): Id of a ledger account: opaque, sortable by time of creation.
        direction (Direction): Side of the books.
        amount_cents (int): Amount in the currency's smallest unit (ISO 4217 exponent): $12.34 is 1234, ¥12 is 12.
            Always positive; direction is its own field.
        currency (str): ISO 4217 code.
        sequence (int): Position in the account's history, without gaps.
        balance_after_cents (int): Balance in the currency's smallest unit; negative when owed to the bank.
        effective_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        is_pending (bool): Whether it reserves (or frees) rather than posts.
    """

    entry_id: str
    ledger_transaction_id: str
    ledger_account_id: str
    direction: Direction
    amount_cents: int
    currency: str
    sequence: int
    balance_after_cents: int
    effective_at: datetime.datetime
    is_pending: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        entry_id = self.entry_id

        ledger_transaction_id = self.ledger_transaction_id

        ledger_account_id = self.ledger_account_id

        direction: str = self.direction

        amount_cents = self.amount_cents

        currency = self.currency

        sequence = self.sequence

        balance_after_cents = self.balance_after_cents

        effective_at = self.effective_at.isoformat()

        is_pending = self.is_pending

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "entry_id": entry_id,
                "ledger_transaction_id": ledger_transaction_id,
                "ledger_account_id": ledger_account_id,
                "direction": direction,
                "amount_cents": amount_cents,
                "currency": currency,
                "sequence": sequence,
                "balance_after_cents": balance_after_cents,
                "effective_at": effective_at,
                "is_pending": is_pending,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        entry_id = d.pop("entry_id")

        ledger_transaction_id = d.pop("ledger_transaction_id")

        ledger_account_id = d.pop("ledger_account_id")

        direction = check_direction(d.pop("direction"))

        amount_cents = d.pop("amount_cents")

        currency = d.pop("currency")

        sequence = d.pop("sequence")

        balance_after_cents = d.pop("balance_after_cents")

        effective_at = datetime.datetime.fromisoformat(d.pop("effective_at"))

        is_pending = d.pop("is_pending")

        entry = cls(
            entry_id=entry_id,
            ledger_transaction_id=ledger_transaction_id,
            ledger_account_id=ledger_account_id,
            direction=direction,
            amount_cents=amount_cents,
            currency=currency,
            sequence=sequence,
            balance_after_cents=balance_after_cents,
            effective_at=effective_at,
            is_pending=is_pending,
        )

        entry.additional_properties = d
        return entry

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
