"""Lists of records: from a query of the contract to a selection of the store, and back to a page.

Every list takes the same parameters (limit, cursor or page, order, created_at, idempotency_key), and
every page but the last carries a cursor to the next. Sorting is by id, which is by time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol, TypeVar

import msgspec

from sandbox.contract.pages import decode_cursor
from sandbox.contract.problem import Problem
from sandbox.engine.call import Call
from sandbox.engine.clock import to_us
from sandbox.engine.records import Kind
from sandbox.engine.transaction import Selection

T = TypeVar("T", bound=msgspec.Struct)


class ListQuery(Protocol):
    """What every list of the contract can be asked. Lists of what is not created over time lack some."""

    @property
    def limit(self) -> int: ...


def selection_of(query: ListQuery, where: Mapping[str, Any] | None = None) -> Selection:
    """The selection of one page and one more. Raises `invalid_cursor`."""
    cursor = _given(query, "cursor")
    page = _given(query, "page")
    return Selection(
        where={name: str(value) for name, value in (where or {}).items() if _is_given(value)},
        limit=query.limit + 1,
        is_ascending=_given(query, "order") == "asc",
        after=decode_cursor(cursor) if cursor else None,
        skip=(page - 1) * query.limit if page else 0,
        from_us=_instant(_given(query, "created_at_gte")),
        until_us=_instant(_given(query, "created_at_lt")),
    )


def position_of(query: ListQuery) -> int | None:
    """The cursor of a list whose positions are numbers. Raises `invalid_cursor`."""
    cursor = _given(query, "cursor")
    if cursor is None:
        return None
    position = decode_cursor(cursor)
    if not position.isdigit() or len(position) > 18:
        raise Problem("invalid_cursor")
    return int(position)


async def list_records(
    call: Call, kind: Kind[T], query: ListQuery, where: Mapping[str, Any] | None = None
) -> tuple[list[T], str | None]:
    """The records of one page, and the position of the next page if there is one."""
    selection = selection_of(query, where)
    key = _given(query, "idempotency_key")
    if key is not None:
        return await _by_key(call, kind, key, selection), None
    found = await call.tx.find(kind, selection)
    if len(found) <= query.limit:
        return found, None
    found.pop()
    return found, kind.id_of(found[-1])


async def _by_key(call: Call, kind: Kind[T], key: str, selection: Selection) -> list[T]:
    kept = await call.tx.answered(call.caller.organization_id or call.caller.user_id, key)
    if kept is None or kept.resource_id is None:
        return []
    record = await call.tx.get(kind, kept.resource_id)
    if record is None or not all(wanted in kind.values(column)(record) for column, wanted in selection.where.items()):
        return []
    return [record]


def _is_given(value: Any) -> bool:
    return value is not None and value is not msgspec.UNSET


def _given(query: ListQuery, name: str) -> Any:
    value = getattr(query, name, None)
    return value if _is_given(value) else None


def _instant(moment: datetime | None) -> int | None:
    return None if moment is None else to_us(moment)
