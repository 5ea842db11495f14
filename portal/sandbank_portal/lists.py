"""The list pages of resources: search, filters, sort, keyset pages, export, and acting on many.

The URL holds everything, so that a list can be sent to somebody; the filters are those of the contract.
See: resources.py, templates/list.html.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Stream
from sandbank.errors import APIStatusError

from sandbank_portal.cells import lines
from sandbank_portal.contract import Operation
from sandbank_portal.formatting import instant, label
from sandbank_portal.forms import Field
from sandbank_portal.resources import RESOURCES, ResourceType, page_of
from sandbank_portal.visits import Visit

PAGING = frozenset({"limit", "cursor", "page", "order", "idempotency_key"})
_LIMITS = ("25", "50", "100")
_MOST_EXPORTED = 100_000
_MOST_AT_ONCE = 100


def filters_of(visit: Visit, operation: Operation, given: Mapping[str, str]) -> list[Field]:
    """The filters of a list operation as fields, with what is set."""
    fields = []
    for one in operation.query_parameters:
        if one.name in PAGING:
            continue
        options = [(str(value), label(value)) for value in one.schema.get("enum", ())]
        kind = "select" if options else "datetime" if one.schema.get("format") == "date-time" else "text"
        name = {"created_at.gte": "Created from", "created_at.lt": "Created before"}.get(one.name, label(one.name))
        value = given.get(one.name, "")
        if kind == "datetime":
            value = (instant(value) or "")[:19].rstrip("Z")
        fields.append(Field(one.name, name, kind, one.help, options=options, value=value))
    return fields


class Listing:
    """One page of a list operation, and the addresses around it."""

    def __init__(self, visit: Visit, operation_id: str, url: str) -> None:
        self.visit = visit
        self.operation = visit.contract.operations[operation_id]
        self.url = url
        self.given = {name: value for name, value in visit.request.query_params.items() if value != ""}
        known = {one.name for one in self.operation.query_parameters}
        self.filters = {name: value for name, value in self.given.items() if name in known and name not in PAGING}
        self.trail = [one for one in self.given.get("trail", "").split(",") if one]
        self.order = "asc" if self.given.get("order") == "asc" else "desc"
        self.limit = self.given["limit"] if self.given.get("limit") in _LIMITS else _LIMITS[0]
        self.next_cursor: str | None = None

    async def rows(self, *path: str, fixed: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The records of this page. Raises APIStatusError."""
        query = {**self.query(), **(fixed or {})}
        answer = await self.visit.call(self.operation.operation_id, *path, query=query)
        self.next_cursor = answer.next_cursor
        return answer.rows

    def query(self) -> dict[str, Any]:
        """What is asked of the API."""
        times = {one.name for one in self.operation.query_parameters if one.schema.get("format") == "date-time"}
        written = {name: (instant(value) or value) if name in times else value for name, value in self.filters.items()}
        found: dict[str, Any] = {**written, "limit": int(self.limit)}
        if any(one.name == "order" for one in self.operation.query_parameters):
            found["order"] = self.order
        if "cursor" in self.given:
            found["cursor"] = self.given["cursor"]
        return found

    def to(self, **changes: str | None) -> str:
        """This list with something changed; pages start anew unless the cursor is what changes."""
        kept = {name: value for name, value in self.given.items() if name not in ("cursor", "trail")}
        if "cursor" in changes:
            kept |= {name: self.given[name] for name in ("cursor", "trail") if name in self.given}
        for name, value in changes.items():
            if value is None:
                kept.pop(name, None)
            else:
                kept[name] = value
        return self.url + (f"?{urlencode(kept)}" if kept else "")

    @property
    def older_url(self) -> str | None:
        """The next page."""
        if self.next_cursor is None:
            return None
        trail = [*self.trail, self.given.get("cursor", "-")]
        return self.to(cursor=self.next_cursor, trail=",".join(trail[-50:]))

    @property
    def newer_url(self) -> str | None:
        """The page before this one."""
        if not self.trail:
            return self.to(cursor=None, trail=None) if "cursor" in self.given else None
        *rest, last = self.trail
        return self.to(cursor=None if last == "-" else last, trail=",".join(rest) or None)

    def chips(self) -> list[dict[str, str]]:
        """The filters that are set."""
        choices = {one.name for one in self.operation.query_parameters if "enum" in one.schema}
        return [
            {
                "label": label(name),
                "value": label(value) if name in choices else value,
                "remove_url": self.without(name),
            }
            for name, value in self.filters.items()
        ]

    def without(self, name: str) -> str:
        """This list without one filter."""
        return self.to(**{name: None})

    def fields(self) -> list[Field]:
        """The filters as fields."""
        return filters_of(self.visit, self.operation, self.filters)

    def samples(self, path: Mapping[str, str] | None = None) -> list[dict[str, str]]:
        """This list as code."""
        query = {name: value for name, value in self.query().items() if name != "cursor"}
        return self.visit.samples(self.operation, path or {}, query)


def resource_type(name: str) -> ResourceType:
    """Raises NotFoundException."""
    if name not in RESOURCES:
        raise NotFoundException
    return RESOURCES[name]


def _searched(kind: ResourceType, text: str) -> dict[str, str]:
    """What a search is for: an address, a number, or whole words of a name (the blind index finds no less)."""
    text = text.strip()
    wanted = kind.search_filters
    if "@" in text and "email" in wanted:
        return {"email": text}
    if text.startswith("+") and "phone_number" in wanted:
        return {"phone_number": text}
    digits = text.replace("-", "").replace(" ", "")
    if digits.isdigit() and "national_id" in wanted:
        return {"national_id": text}
    return {wanted[0]: text} if wanted else {}


def _resource_list(name: str) -> Any:
    kind = RESOURCES[name]

    @get(f"/{name}", name=f"list_{name}")
    async def resource_list(visit: NamedDependency[Visit]) -> Response[Any]:
        text = visit.request.query_params.get("q", "").strip()
        if text:
            found = page_of(text)
            if found is not None:
                return visit.to(found)
            return visit.to(f"/portal/{name}?{urlencode(_searched(kind, text))}")
        listing = Listing(visit, kind.list_operation, f"/portal/{name}")
        problem = None
        try:
            rows = await listing.rows()
        except APIStatusError as error:
            if error.status not in (400, 410):
                raise
            rows, problem = [], error.body
        many = [one for one in visit.contract.of_resource(kind.parameter) if _needs_nothing(one) and visit.may(one[0])]
        return visit.page(
            "list.html",
            name,
            kind=kind,
            listing=listing,
            lines=lines(kind, rows),
            problem=problem,
            many=many,
            creates=[visit.contract.operations[one] for one in kind.create_operations if visit.may(one)],
        )

    return resource_list


def _needs_nothing(operation: Operation) -> bool:
    """Whether an operation can be asked of many at once: it takes nothing but the id."""
    is_plain = operation.body is None or not operation.body.get("required")
    return is_plain and operation.method == "POST" and operation.tag != "simulations"


@post("/{resource:str}/many", status_code=200)
async def act_on_many(visit: NamedDependency[Visit], resource: FromPath[str]) -> Response[Any]:
    """Ask an operation of each selected resource; each is its own commit, and each refusal is counted."""
    kind = resource_type(resource)
    form = await visit.form()
    operation = visit.contract.operation(next(iter(form.get("operation_id", [])), ""))
    if operation is None or operation not in visit.contract.of_resource(kind.parameter):
        raise NotFoundException
    chosen = form.get("ids", [])[:_MOST_AT_ONCE]
    refused: list[str] = []
    for identifier in chosen:
        try:
            await visit.call(operation.operation_id, identifier)
        except APIStatusError as error:
            refused.append(error.detail)
    text = f"{operation.summary}: {len(chosen) - len(refused)} of {len(chosen)} done."
    if refused:
        text += f" Refused: {refused[0]}"
    tone = "ok" if not refused else "failed" if len(refused) == len(chosen) else "warning"
    return visit.to(next(iter(form.get("return", [])), "") or f"/portal/{resource}", text, kind=tone)


@get("/export/{resource:str}/{form:str}")
async def export(visit: NamedDependency[Visit], resource: FromPath[str], form: FromPath[str]) -> Stream:
    """Every record that the filters let through, as CSV or JSON, written as it is read."""
    return await exported(visit, resource_type(resource).list_operation, resource, form)


async def exported(visit: Visit, operation_id: str, name: str, form: str) -> Stream:
    """All that a list operation gives under the filters of this address. Raises APIStatusError, NotFoundException."""
    if form not in ("csv", "json"):
        raise NotFoundException
    listing = Listing(visit, operation_id, f"/portal/{name}")
    query = {**listing.query(), "limit": 100, "cursor": ""}
    first = await visit.call(operation_id, query=query)

    async def every() -> AsyncIterator[dict[str, Any]]:
        answer, told, later = first, 0, visit.again()
        try:
            while True:
                for row in answer.rows:
                    yield row
                told += len(answer.rows)
                if answer.next_cursor is None or told >= _MOST_EXPORTED:
                    return
                answer = await later.call(operation_id, query={**query, "cursor": answer.next_cursor})
        finally:
            await later.close()

    content = _csv(every()) if form == "csv" else _json(every())
    media = "text/csv; charset=utf-8" if form == "csv" else "application/json"
    return Stream(content, media_type=media, headers={"content-disposition": f'attachment; filename="{name}.{form}"'})


async def _csv(rows: AsyncIterator[dict[str, Any]]) -> AsyncIterator[str]:
    names: list[str] | None = None
    async for row in rows:
        buffer = io.StringIO()
        writer = csv.writer(buffer)
        if names is None:
            names = list(row)
            writer.writerow(names)
        writer.writerow([_flat(row.get(name)) for name in names])
        yield buffer.getvalue()


def _flat(value: Any) -> Any:
    """A value as a cell; text that a spreadsheet would take for a formula is quoted."""
    if isinstance(value, dict | list):
        return json.dumps(value)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t"):
        return f"'{value}"
    return value


async def _json(rows: AsyncIterator[dict[str, Any]]) -> AsyncIterator[str]:
    separator = "[\n"
    async for row in rows:
        yield separator + json.dumps(row)
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


LISTS: list[Any] = [*(_resource_list(name) for name in RESOURCES), act_on_many, export]
