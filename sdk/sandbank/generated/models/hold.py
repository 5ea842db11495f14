# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.hold_status import HoldStatus, check_hold_status
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.metadata import Metadata


T = TypeVar("T", bound="Hold")


@_attrs_define
class Hold:
    """Funds reserved on an account until captured, released or expired.

    Attributes:
        hold_id (str): Id of a hold: opaque, sortable by time of creation.
        account_id (str): Id of an account: opaque, sortable by time of creation.
        amount_cents (int): Amount in the currency's smallest unit (ISO 4217 exponent): $12.34 is 1234, ¥12 is 12.
            Always positive; direction is its own field.
        captured_amount_cents (int): What was taken of it.
        currency (str): ISO 4217 code.
        status (HoldStatus): A hold is captured, released or expires exactly once; more values may come.
        transaction_id (None | str): The withdrawal that captured it.
        expires_at (datetime.datetime | None): When it expires by itself.
        description (None | str): In your words.
        created_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        updated_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        metadata (Metadata): Your own keys and values: up to 50, keys of 40 characters, values of 500. An update
            replaces the whole map.
    """

    hold_id: str
    account_id: str
    amount_cents: int
    captured_amount_cents: int
    currency: str
    status: HoldStatus
    transaction_id: None | str
    expires_at: datetime.datetime | None
    description: None | str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    metadata: Metadata
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.metadata import Metadata  # noqa: PLC0415

        hold_id = self.hold_id

        account_id = self.account_id

        amount_cents = self.amount_cents

        captured_amount_cents = self.captured_amount_cents

        currency = self.currency

        status: str = self.status

        transaction_id: None | str
        transaction_id = self.transaction_id

        expires_at: None | str
        if isinstance(self.expires_at, datetime.datetime):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        description: None | str
        description = self.description

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        metadata = self.metadata.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "hold_id": hold_id,
                "account_id": account_id,
                "amount_cents": amount_cents,
                "captured_amount_cents": captured_amount_cents,
                "currency": currency,
                "status": status,
                "transaction_id": transaction_id,
                "expires_at": expires_at,
                "description": description,
                "created_at": created_at,
                "updated_at": updated_at,
                "metadata": metadata,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.metadata import Metadata  # noqa: PLC0415

        d = dict(src_dict)
        hold_id = d.pop("hold_id")

        account_id = d.pop("account_id")

        amount_cents = d.pop("amount_cents")

        captured_amount_cents = d.pop("captured_amount_cents")

        currency = d.pop("currency")

        status = check_hold_status(d.pop("status"))

        def _parse_transaction_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        transaction_id = _parse_transaction_id(d.pop("transaction_id"))

        def _parse_expires_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                expires_at_type_0 = datetime.datetime.fromisoformat(data)

                return expires_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        expires_at = _parse_expires_at(d.pop("expires_at"))

        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        metadata = Metadata.from_dict(d.pop("metadata"))

        hold = cls(
            hold_id=hold_id,
            account_id=account_id,
            amount_cents=amount_cents,
            captured_amount_cents=captured_amount_cents,
            currency=currency,
            status=status,
            transaction_id=transaction_id,
            expires_at=expires_at,
            description=description,
            created_at=created_at,
            updated_at=updated_at,
            metadata=metadata,
        )

        hold.additional_properties = d
        return hold

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
