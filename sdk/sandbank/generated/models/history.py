# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.history_status import HistoryStatus, check_history_status
from ..types import UNSET, Unset

T = TypeVar("T", bound="History")


@_attrs_define
class History:
    """A history, and how far it has come.

    Attributes:
        history_id (str): Id of a history: opaque, sortable by time of creation.
        customers (int): How many customers it is to have.
        months (int): How long it is.
        seed (str): A natural number below 2^256, in decimal. Ids and simulated outcomes follow from it; secrets never
            do.
        status (HistoryStatus): PENDING while it goes on; more values may come.
        progress_bps (int): Hundredths of a percent: 10000 is the whole.
        customer_count (int): Customers so far.
        movement_count (int): Movements of money so far.
        starts_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        ends_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        created_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        completed_at (datetime.datetime | None): The bank's instant at which it ended.
    """

    history_id: str
    customers: int
    months: int
    seed: str
    status: HistoryStatus
    progress_bps: int
    customer_count: int
    movement_count: int
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    created_at: datetime.datetime
    completed_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        history_id = self.history_id

        customers = self.customers

        months = self.months

        seed = self.seed

        status: str = self.status

        progress_bps = self.progress_bps

        customer_count = self.customer_count

        movement_count = self.movement_count

        starts_at = self.starts_at.isoformat()

        ends_at = self.ends_at.isoformat()

        created_at = self.created_at.isoformat()

        completed_at: None | str
        if isinstance(self.completed_at, datetime.datetime):
            completed_at = self.completed_at.isoformat()
        else:
            completed_at = self.completed_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "history_id": history_id,
                "customers": customers,
                "months": months,
                "seed": seed,
                "status": status,
                "progress_bps": progress_bps,
                "customer_count": customer_count,
                "movement_count": movement_count,
                "starts_at": starts_at,
                "ends_at": ends_at,
                "created_at": created_at,
                "completed_at": completed_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        history_id = d.pop("history_id")

        customers = d.pop("customers")

        months = d.pop("months")

        seed = d.pop("seed")

        status = check_history_status(d.pop("status"))

        progress_bps = d.pop("progress_bps")

        customer_count = d.pop("customer_count")

        movement_count = d.pop("movement_count")

        starts_at = datetime.datetime.fromisoformat(d.pop("starts_at"))

        ends_at = datetime.datetime.fromisoformat(d.pop("ends_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_completed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                completed_at_type_0 = datetime.datetime.fromisoformat(data)

                return completed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        completed_at = _parse_completed_at(d.pop("completed_at"))

        history = cls(
            history_id=history_id,
            customers=customers,
            months=months,
            seed=seed,
            status=status,
            progress_bps=progress_bps,
            customer_count=customer_count,
            movement_count=movement_count,
            starts_at=starts_at,
            ends_at=ends_at,
            created_at=created_at,
            completed_at=completed_at,
        )

        history.additional_properties = d
        return history

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
