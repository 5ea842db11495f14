# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.metadata import Metadata


T = TypeVar("T", bound="Transfer")


@_attrs_define
class Transfer:
    """Money to move between two accounts of the bank.

    Attributes:
        source_account_id (str): Id of a resource, as this API gave it. One of another kind or another bank is 404.
        destination_account_id (str): Id of a resource, as this API gave it. One of another kind or another bank is 404.
        amount_cents (int): Amount in the currency's smallest unit (ISO 4217 exponent): $12.34 is 1234, ¥12 is 12.
            Always positive; direction is its own field.
        currency (str): ISO 4217 code.
        description (None | str | Unset): In your words; the customer sees it.
        external_reference (None | str | Unset): A reference of your own; nothing personal: it stays when the customer
            is erased.
        metadata (Metadata | Unset): Your own keys and values: up to 50, keys of 40 characters, values of 500. An update
            replaces the whole map.
    """

    source_account_id: str
    destination_account_id: str
    amount_cents: int
    currency: str
    description: None | str | Unset = UNSET
    external_reference: None | str | Unset = UNSET
    metadata: Metadata | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.metadata import Metadata  # noqa: PLC0415

        source_account_id = self.source_account_id

        destination_account_id = self.destination_account_id

        amount_cents = self.amount_cents

        currency = self.currency

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        external_reference: None | str | Unset
        if isinstance(self.external_reference, Unset):
            external_reference = UNSET
        else:
            external_reference = self.external_reference

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "source_account_id": source_account_id,
                "destination_account_id": destination_account_id,
                "amount_cents": amount_cents,
                "currency": currency,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if external_reference is not UNSET:
            field_dict["external_reference"] = external_reference
        if metadata is not UNSET:
            field_dict["metadata"] = metadata

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.metadata import Metadata  # noqa: PLC0415

        d = dict(src_dict)
        source_account_id = d.pop("source_account_id")

        destination_account_id = d.pop("destination_account_id")

        amount_cents = d.pop("amount_cents")

        currency = d.pop("currency")

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_external_reference(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        external_reference = _parse_external_reference(d.pop("external_reference", UNSET))

        _metadata = d.pop("metadata", UNSET)
        metadata: Metadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = Metadata.from_dict(_metadata)

        transfer = cls(
            source_account_id=source_account_id,
            destination_account_id=destination_account_id,
            amount_cents=amount_cents,
            currency=currency,
            description=description,
            external_reference=external_reference,
            metadata=metadata,
        )

        return transfer
