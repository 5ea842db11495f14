# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.bank_status import BankStatus, check_bank_status
from ..models.clock_mode import ClockMode, check_clock_mode
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.metadata import Metadata


T = TypeVar("T", bound="Bank")


@_attrs_define
class Bank:
    """A bank: one isolated world of customers, books, clock and events.

    Attributes:
        bank_id (str): Id of a bank: opaque, sortable by time of creation.
        organization_id (str): Id of an organization: opaque, sortable by time of creation.
        name (str): What it is for.
        country (str): ISO 3166-1 alpha-2 code.
        home_currency (str): ISO 4217 code.
        status (BankStatus): ACTIVE, or READ_ONLY while its disk refuses writes; more values may come.
        seed (str): A natural number below 2^256, in decimal. Ids and simulated outcomes follow from it; secrets never
            do.
        clock_mode (ClockMode): Whether the bank's time goes on by itself.
        now (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said otherwise.
        forked_from (None | str): The bank that this one began as a copy of.
        size_bytes (int): Size of its file.
        created_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        updated_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        metadata (Metadata): Your own keys and values: up to 50, keys of 40 characters, values of 500. An update
            replaces the whole map.
    """

    bank_id: str
    organization_id: str
    name: str
    country: str
    home_currency: str
    status: BankStatus
    seed: str
    clock_mode: ClockMode
    now: datetime.datetime
    forked_from: None | str
    size_bytes: int
    created_at: datetime.datetime
    updated_at: datetime.datetime
    metadata: Metadata
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.metadata import Metadata  # noqa: PLC0415

        bank_id = self.bank_id

        organization_id = self.organization_id

        name = self.name

        country = self.country

        home_currency = self.home_currency

        status: str = self.status

        seed = self.seed

        clock_mode: str = self.clock_mode

        now = self.now.isoformat()

        forked_from: None | str
        forked_from = self.forked_from

        size_bytes = self.size_bytes

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        metadata = self.metadata.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "bank_id": bank_id,
                "organization_id": organization_id,
                "name": name,
                "country": country,
                "home_currency": home_currency,
                "status": status,
                "seed": seed,
                "clock_mode": clock_mode,
                "now": now,
                "forked_from": forked_from,
                "size_bytes": size_bytes,
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
        bank_id = d.pop("bank_id")

        organization_id = d.pop("organization_id")

        name = d.pop("name")

        country = d.pop("country")

        home_currency = d.pop("home_currency")

        status = check_bank_status(d.pop("status"))

        seed = d.pop("seed")

        clock_mode = check_clock_mode(d.pop("clock_mode"))

        now = datetime.datetime.fromisoformat(d.pop("now"))

        def _parse_forked_from(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        forked_from = _parse_forked_from(d.pop("forked_from"))

        size_bytes = d.pop("size_bytes")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        metadata = Metadata.from_dict(d.pop("metadata"))

        bank = cls(
            bank_id=bank_id,
            organization_id=organization_id,
            name=name,
            country=country,
            home_currency=home_currency,
            status=status,
            seed=seed,
            clock_mode=clock_mode,
            now=now,
            forked_from=forked_from,
            size_bytes=size_bytes,
            created_at=created_at,
            updated_at=updated_at,
            metadata=metadata,
        )

        bank.additional_properties = d
        return bank

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
