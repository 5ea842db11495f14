# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.ledger_transaction_status import (
    LedgerTransactionStatus,
    check_ledger_transaction_status,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.entry import Entry


T = TypeVar("T", bound="LedgerTransaction")


@_attrs_define
class LedgerTransaction:
    """A balanced set of entries, all or nothing.

    Attributes:
        ledger_transaction_id (str): Id of a ledger transaction: opaque, sortable by time of creation.
        description (str): What it is.
        transaction_id (None | str): The movement it belongs to.
        hold_id (None | str): The hold it places or resolves.
        status (LedgerTransactionStatus): POSTED moves money, PENDING reserves or frees it; more values may come.
        effective_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        entries (list[Entry]): Two or more; debits equal credits in every currency.
    """

    ledger_transaction_id: str
    description: str
    transaction_id: None | str
    hold_id: None | str
    status: LedgerTransactionStatus
    effective_at: datetime.datetime
    entries: list[Entry]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.entry import Entry  # noqa: PLC0415

        ledger_transaction_id = self.ledger_transaction_id

        description = self.description

        transaction_id: None | str
        transaction_id = self.transaction_id

        hold_id: None | str
        hold_id = self.hold_id

        status: str = self.status

        effective_at = self.effective_at.isoformat()

        entries = []
        for entries_item_data in self.entries:
            entries_item = entries_item_data.to_dict()
            entries.append(entries_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ledger_transaction_id": ledger_transaction_id,
                "description": description,
                "transaction_id": transaction_id,
                "hold_id": hold_id,
                "status": status,
                "effective_at": effective_at,
                "entries": entries,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.entry import Entry  # noqa: PLC0415

        d = dict(src_dict)
        ledger_transaction_id = d.pop("ledger_transaction_id")

        description = d.pop("description")

        def _parse_transaction_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        transaction_id = _parse_transaction_id(d.pop("transaction_id"))

        def _parse_hold_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        hold_id = _parse_hold_id(d.pop("hold_id"))

        status = check_ledger_transaction_status(d.pop("status"))

        effective_at = datetime.datetime.fromisoformat(d.pop("effective_at"))

        entries = []
        _entries = d.pop("entries")
        for entries_item_data in _entries:
            entries_item = Entry.from_dict(entries_item_data)

            entries.append(entries_item)

        ledger_transaction = cls(
            ledger_transaction_id=ledger_transaction_id,
            description=description,
            transaction_id=transaction_id,
            hold_id=hold_id,
            status=status,
            effective_at=effective_at,
            entries=entries,
        )

        ledger_transaction.additional_properties = d
        return ledger_transaction

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
