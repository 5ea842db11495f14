"""Cells: one value of a record as a table or a strip of facts shows it, with where it leads.

See: resources.py for columns, templates/records.html for how each kind is drawn.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from sandbank_portal.resources import Column, ResourceType, Row, page_of

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_CODES = frozenset({"currency", "home_currency", "bic", "iban", "country", "code"})


class Cell(NamedTuple):
    """kind is the column's; currency goes with money; url is where an id leads."""

    kind: str
    value: Any
    label: str = ""
    url: str | None = None
    currency: str | None = None
    name: str = ""


class Line(NamedTuple):
    """A row of a table: the record's id, its page, its cells, and whether it just changed."""

    id: str
    url: str | None
    cells: list[Cell]
    record: Row


def cell(column: Column, row: Row) -> Cell:
    """A column of a record."""
    value = column.value(row)
    url = page_of(value) if column.kind == "id" and isinstance(value, str) else None
    return Cell(column.kind, value, column.label, url, row.get("currency"), column.name)


def lines(kind: ResourceType, rows: list[Row], columns: tuple[Column, ...] | None = None) -> list[Line]:
    """The rows of a list of resources, with all its columns or those that are given."""
    shown = columns or kind.columns
    return [
        Line(row[kind.id_field], kind.url(row[kind.id_field]), [cell(one, row) for one in shown], row) for row in rows
    ]


def guessed(name: str, value: Any, row: Row) -> Cell:
    """A field of a record whose column nobody described, by its name and shape."""
    from sandbank_portal.formatting import label

    text = label(name.removesuffix("_cents"))
    if value is None:
        return Cell("none", None, text)
    if name.endswith("_cents") and isinstance(value, int):
        return Cell("money", value, text, None, row.get("currency"))
    if isinstance(value, str) and _INSTANT.match(value):
        return Cell("time", value, text)
    if name == "status" or name.endswith("_status"):
        return Cell("status", value, text)
    if isinstance(value, bool):
        return Cell("flag", value, text)
    if isinstance(value, str) and page_of(value):
        return Cell("id", value, text, page_of(value))
    if isinstance(value, dict) and name == "address":
        return Cell("text", ", ".join(str(one) for one in value.values() if one), text)
    if isinstance(value, dict | list):
        return Cell("json", value, text) if value else Cell("none", None, text)
    if isinstance(value, str) and name not in _CODES and value.isupper() and value.replace("_", "").isalpha():
        return Cell("enum", value, text)
    return Cell("mono" if name.endswith(("_id", "_number", "_hash", "_reference")) else "text", value, text)


def every_field(row: Row, without: tuple[str, ...] = ()) -> list[Cell]:
    """All fields of a record."""
    return [guessed(name, value, row) for name, value in row.items() if name not in without]
