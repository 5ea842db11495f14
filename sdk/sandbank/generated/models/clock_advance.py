# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.banking_calendar import BankingCalendar, check_banking_calendar
from ..models.clock_target import ClockTarget, check_clock_target
from ..types import UNSET, Unset

T = TypeVar("T", bound="ClockAdvance")


@_attrs_define
class ClockAdvance:
    """How far to move the clock. Exactly one of by, to and until.

    Attributes:
        by (None | str | Unset): ISO 8601 duration. Months and years are the calendar's; the 31st falls on the last day
            of a shorter month.
        to (datetime.datetime | None | Unset): An instant at or after the present one.
        until (ClockTarget | None | Unset): What to move on to.
        calendar (BankingCalendar | Unset): US_FEDERAL_RESERVE: the Federal Reserve's holidays. TARGET: T2 closing days
            of the Eurosystem. Weekends are closed in both.
    """

    by: None | str | Unset = UNSET
    to: datetime.datetime | None | Unset = UNSET
    until: ClockTarget | None | Unset = UNSET
    calendar: BankingCalendar | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        by: None | str | Unset
        if isinstance(self.by, Unset):
            by = UNSET
        else:
            by = self.by

        to: None | str | Unset
        if isinstance(self.to, Unset):
            to = UNSET
        elif isinstance(self.to, datetime.datetime):
            to = self.to.isoformat()
        else:
            to = self.to

        until: None | str | Unset
        if isinstance(self.until, Unset):
            until = UNSET
        elif isinstance(self.until, str):
            until = self.until
        else:
            until = self.until

        calendar: str | Unset = UNSET
        if not isinstance(self.calendar, Unset):
            calendar = self.calendar

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if by is not UNSET:
            field_dict["by"] = by
        if to is not UNSET:
            field_dict["to"] = to
        if until is not UNSET:
            field_dict["until"] = until
        if calendar is not UNSET:
            field_dict["calendar"] = calendar

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        by = _parse_by(d.pop("by", UNSET))

        def _parse_to(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                to_type_0 = datetime.datetime.fromisoformat(data)

                return to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        to = _parse_to(d.pop("to", UNSET))

        def _parse_until(data: object) -> ClockTarget | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                until_type_0 = check_clock_target(data)

                return until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ClockTarget | None | Unset, data)

        until = _parse_until(d.pop("until", UNSET))

        _calendar = d.pop("calendar", UNSET)
        calendar: BankingCalendar | Unset
        if isinstance(_calendar, Unset):
            calendar = UNSET
        else:
            calendar = check_banking_calendar(_calendar)

        clock_advance = cls(
            by=by,
            to=to,
            until=until,
            calendar=calendar,
        )

        return clock_advance
