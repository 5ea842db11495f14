"""Magic values as pages show them: by the operation that takes them, each with the form that tries it. Pure functions.

A form is filled with the contract's example and the value in its place; ids of an example name nothing in this bank, so
they are left to be chosen. See: simulation_pages.py.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlencode

from sandbank_portal.contract import Contract
from sandbank_portal.forms import flat

Row = dict[str, Any]

_FILLED = {"last_name": "Lovelace", "legal_name": "Harbor Trading"}
_BUSINESS = {"customer_type": "BUSINESS", "registration_number": "HRB 2041"}
_OF_A_PERSON = ("first_name", "last_name", "date_of_birth", "national_id", "phone_number")


class Magic(NamedTuple):
    """A value, where it is given, what comes of it, and the form that tries it (None where no form takes it)."""

    place: str
    value: str
    outcome: str
    try_url: str | None


class Group(NamedTuple):
    """The values that one operation takes."""

    operation_id: str
    title: str
    values: list[Magic]


def grouped(contract: Contract, rows: list[Row], number: int) -> list[Group]:
    """Magic values by operation, in the order of the contract's list; number keeps tried addresses apart."""
    rows = sorted(rows, key=lambda row: str(row["applies_to"]))
    found = []
    for operation_id, same in groupby(rows, key=lambda row: str(row["applies_to"])):
        operation = contract.operation(operation_id)
        values = [Magic(row["place"], row["value"], row["outcome"], try_url(contract, row, number)) for row in same]
        found.append(Group(operation_id, operation.summary if operation else operation_id, values))
    return found


def try_url(contract: Contract, row: Row, number: int) -> str | None:
    """The form of the operation, filled so that the value works."""
    operation = contract.operation(str(row["applies_to"]))
    if operation is None or operation.body is None:
        return None
    values = {name: value for name, value in flat(operation.example).items() if value and not name.endswith("_id")}
    values.pop("metadata", None)
    values.pop("external_reference", None)
    place = str(row["place"])
    if place == "legal_name":
        values = {name: value for name, value in values.items() if name not in _OF_A_PERSON} | _BUSINESS
    if place.startswith("metadata."):
        values["metadata"] = f"{place.removeprefix('metadata.')}={row['value']}"
    else:
        values[place] = _filled(place, str(row["value"]))
    if "email" in values:
        values["email"] = f"magic.{number}@example.com"
    return f"/portal/do/{operation.operation_id}?{urlencode(_plain(values))}"


def _filled(place: str, value: str) -> str:
    """A value whose … is filled."""
    if place == "file_name":
        return f"passport-{value.strip('…')}.jpg"
    return value.replace("…", _FILLED.get(place, "Any"))


def _plain(values: Row) -> dict[str, str]:
    """What an address can hold: no lists, no objects."""
    return {name: str(value) for name, value in values.items() if not isinstance(value, list | dict)}
