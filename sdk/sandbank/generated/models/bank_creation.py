# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.clock_mode import ClockMode, check_clock_mode
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.metadata import Metadata


T = TypeVar("T", bound="BankCreation")


@_attrs_define
class BankCreation:
    """A bank to create.

    Attributes:
        name (str): What it is for.
        organization_id (None | str | Unset): Null: your own. Another one needs platform:admin.
        country (str | Unset): ISO 3166-1 alpha-2 code.
        home_currency (str | Unset): ISO 4217 code.
        seed (None | str | Unset): Null: drawn.
        starts_at (datetime.datetime | None | Unset): Where its clock stands at first; null: now.
        clock_mode (ClockMode | Unset): Whether the bank's time goes on by itself.
        metadata (Metadata | Unset): Your own keys and values: up to 50, keys of 40 characters, values of 500. An update
            replaces the whole map.
    """

    name: str
    organization_id: None | str | Unset = UNSET
    country: str | Unset = UNSET
    home_currency: str | Unset = UNSET
    seed: None | str | Unset = UNSET
    starts_at: datetime.datetime | None | Unset = UNSET
    clock_mode: ClockMode | Unset = UNSET
    metadata: Metadata | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.metadata import Metadata  # noqa: PLC0415

        name = self.name

        organization_id: None | str | Unset
        if isinstance(self.organization_id, Unset):
            organization_id = UNSET
        else:
            organization_id = self.organization_id

        country = self.country

        home_currency = self.home_currency

        seed: None | str | Unset
        if isinstance(self.seed, Unset):
            seed = UNSET
        else:
            seed = self.seed

        starts_at: None | str | Unset
        if isinstance(self.starts_at, Unset):
            starts_at = UNSET
        elif isinstance(self.starts_at, datetime.datetime):
            starts_at = self.starts_at.isoformat()
        else:
            starts_at = self.starts_at

        clock_mode: str | Unset = UNSET
        if not isinstance(self.clock_mode, Unset):
            clock_mode = self.clock_mode

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
            }
        )
        if organization_id is not UNSET:
            field_dict["organization_id"] = organization_id
        if country is not UNSET:
            field_dict["country"] = country
        if home_currency is not UNSET:
            field_dict["home_currency"] = home_currency
        if seed is not UNSET:
            field_dict["seed"] = seed
        if starts_at is not UNSET:
            field_dict["starts_at"] = starts_at
        if clock_mode is not UNSET:
            field_dict["clock_mode"] = clock_mode
        if metadata is not UNSET:
            field_dict["metadata"] = metadata

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.metadata import Metadata  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        def _parse_organization_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        organization_id = _parse_organization_id(d.pop("organization_id", UNSET))

        country = d.pop("country", UNSET)

        home_currency = d.pop("home_currency", UNSET)

        def _parse_seed(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        seed = _parse_seed(d.pop("seed", UNSET))

        def _parse_starts_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                starts_at_type_0 = datetime.datetime.fromisoformat(data)

                return starts_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        starts_at = _parse_starts_at(d.pop("starts_at", UNSET))

        _clock_mode = d.pop("clock_mode", UNSET)
        clock_mode: ClockMode | Unset
        if isinstance(_clock_mode, Unset):
            clock_mode = UNSET
        else:
            clock_mode = check_clock_mode(_clock_mode)

        _metadata = d.pop("metadata", UNSET)
        metadata: Metadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = Metadata.from_dict(_metadata)

        bank_creation = cls(
            name=name,
            organization_id=organization_id,
            country=country,
            home_currency=home_currency,
            seed=seed,
            starts_at=starts_at,
            clock_mode=clock_mode,
            metadata=metadata,
        )

        return bank_creation
