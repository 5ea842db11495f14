# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="HistoryCreation")


@_attrs_define
class HistoryCreation:
    """A history to live through.

    Attributes:
        customers (int): How many customers.
        months (int): For how many months.
        seed (None | str | Unset): Null: the bank's own.
    """

    customers: int
    months: int
    seed: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        customers = self.customers

        months = self.months

        seed: None | str | Unset
        if isinstance(self.seed, Unset):
            seed = UNSET
        else:
            seed = self.seed

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "customers": customers,
                "months": months,
            }
        )
        if seed is not UNSET:
            field_dict["seed"] = seed

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        customers = d.pop("customers")

        months = d.pop("months")

        def _parse_seed(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        seed = _parse_seed(d.pop("seed", UNSET))

        history_creation = cls(
            customers=customers,
            months=months,
            seed=seed,
        )

        return history_creation
