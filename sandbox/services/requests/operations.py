"""The operations of `requests`: pages and single calls of the log beside the bank.

The log is walked in windows, newest first, with a pause between, so that a search over all of it holds
up nobody. A call is in the log within a moment of its answer. See: log.py, tests/services/requests/.
"""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec

from sandbox.contract.binder import operation
from sandbox.contract.models.parameters import ListRequestsQuery
from sandbox.contract.models.requests import RequestRecord
from sandbox.contract.pages import Page
from sandbox.contract.problem import not_found
from sandbox.engine.call import Call
from sandbox.engine.clock import to_datetime
from sandbox.engine.edge import Edge
from sandbox.engine.listing import position_of, selection_of
from sandbox.services.requests.log import COLUMNS

_SELECT = f"SELECT seq, {', '.join(COLUMNS)} FROM requests"  # noqa: S608
_WINDOW = 2_000
_SEARCHED = "coalesce(operation_id,'')||' '||path||' '||coalesce(code,'')||' '||request_id||' '||correlation_id"
_SEARCHED += "||' '||coalesce(api_key_id,'')||' '||coalesce(idempotency_key,'')"
_FILTERS = ("operation_id", "status_code", "api_key_id", "idempotency_key")

_decode = msgspec.json.Decoder(dict[str, Any]).decode


@operation("listRequests")
async def list_requests(call: Call, query: ListRequestsQuery) -> Page[RequestRecord]:
    selection = selection_of(query)
    conditions, values = _conditions(query, selection.from_us, selection.until_us)
    wanted = selection.limit + selection.skip
    edge = call.tx.edge
    low, high = edge.row("SELECT coalesce(min(seq), 1), coalesce(max(seq), 0) FROM requests")
    after = position_of(query)
    if after is not None:
        low, high = (max(low, after + 1), high) if selection.is_ascending else (low, min(high, after - 1))
    rows: list[Any] = []
    while low <= high and len(rows) < wanted:
        if selection.is_ascending:
            window, low = (low, min(high, low + _WINDOW)), low + _WINDOW + 1
        else:
            window, high = (max(low, high - _WINDOW), high), high - _WINDOW - 1
        rows += _window(edge, window, conditions, values, wanted - len(rows), is_ascending=selection.is_ascending)
        await asyncio.sleep(0)
    rows = rows[selection.skip :]
    shown = rows[: query.limit]
    following = str(shown[-1][0]) if len(rows) > query.limit else None
    return Page([_record(row[1:]) for row in shown], following)


@operation("getRequest")
async def get_request(call: Call, request_id: str) -> RequestRecord:
    row = call.tx.edge.row(f"{_SELECT} WHERE request_id=?", (request_id,))
    if row is None:
        raise not_found("request", request_id)
    return _record(row[1:])


def of_chain(edge: Edge, correlation_id: str) -> list[RequestRecord]:
    """The calls that carried a correlation id, oldest first."""
    rows = edge.rows(f"{_SELECT} WHERE correlation_id=? ORDER BY seq LIMIT 100", (correlation_id,))
    return [_record(row[1:]) for row in rows]


def _conditions(query: ListRequestsQuery, from_us: int | None, until_us: int | None) -> tuple[str, list[Any]]:
    parts, values = ["seq BETWEEN ? AND ?"], []
    for name in _FILTERS:
        if (value := getattr(query, name)) is not None:
            parts.append(f"{name}=?")
            values.append(value)
    for word in (query.q or "").split():
        parts.append(f"instr(lower({_SEARCHED}), lower(?))")
        values.append(word)
    if from_us is not None:
        parts.append("created_us>=?")
        values.append(from_us)
    if until_us is not None:
        parts.append("created_us<?")
        values.append(until_us)
    return " AND ".join(parts), values


def _window(
    edge: Edge, window: tuple[int, int], conditions: str, values: list[Any], limit: int, *, is_ascending: bool
) -> list[Any]:
    order = "ASC" if is_ascending else "DESC"
    return edge.rows(f"{_SELECT} WHERE {conditions} ORDER BY seq {order} LIMIT ?", (*window, *values, limit))


def _record(row: tuple[Any, ...]) -> RequestRecord:
    values = dict(zip(COLUMNS, row, strict=True))
    values["created_at"] = to_datetime(values.pop("created_us"))
    values["is_replayed"] = bool(values["is_replayed"])
    for name in ("request_body", "response_body"):
        if values[name] is not None:
            values[name] = _decode(values[name])
    return RequestRecord(**values)
