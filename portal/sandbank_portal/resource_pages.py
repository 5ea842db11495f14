"""The page of one resource: facts, state machine, and what belongs to it; what may be done and simulated in its state.

One page for every resource: what differs is in resources.py, what may be done follows from the contract.
See: templates/resource.html.
"""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlencode

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from sandbank_portal.cells import Line, cell, every_field, lines
from sandbank_portal.contract import Operation
from sandbank_portal.explain_pages import explained
from sandbank_portal.formatting import label
from sandbank_portal.lists import resource_type
from sandbank_portal.resources import RESOURCES, Column, Machine, Related, ResourceType, Row
from sandbank_portal.visits import Visit

_TAB_LIMIT = 25
_LEADING = ("approve", "capture", "reactivate")
_FINAL = ("/close", "/erase", "/suspend")


class Offered(NamedTuple):
    """Something that can be done with a resource now; leading is what somebody most likely came for."""

    operation: Operation
    url: str
    is_form: bool
    label: str
    is_leading: bool


def steps(machine: Machine, record: Row, events: list[Row]) -> list[dict[str, Any]]:
    """The states on the way, with where the resource stands and when each was reached."""
    here = record.get(machine.field)
    reached: dict[str, str] = {}
    for event in events:
        status = event.get("data", {}).get(machine.field)
        if status is not None:
            reached.setdefault(status, event["created_at"])
    reached.setdefault(machine.way[0], record.get("created_at") or record.get("uploaded_at") or "")
    way = list(machine.way)
    aside = [one for one in machine.aside if one == here or one in reached]
    shown = [way[0], *aside, *way[1:]]
    found = []
    for name in shown:
        state = "here" if name == here else "done" if name in reached else "ahead"
        if state == "ahead" and here in machine.aside and not _is_open(here):
            state = "off"
        found.append({"name": label(name), "state": state, "at": reached.get(name) or None})
    return found


def _is_open(status: Any) -> bool:
    """Whether a state aside of the way leads back to it."""
    return status in ("SUSPENDED", "IN_REVIEW", "DOCUMENT_REQUIRED")


def offered(visit: Visit, kind: ResourceType, record: Row, back: str) -> dict[str, list[Offered]]:
    """What may be done in this state: plain actions, edits, dangerous ones, and simulations."""
    status = record.get(kind.machine.field) if kind.machine else None
    found: dict[str, list[Offered]] = {"actions": [], "edits": [], "dangers": [], "simulations": []}
    for operation in visit.contract.of_resource(kind.parameter):
        if not visit.may(operation.operation_id):
            continue
        if operation.allowed_from and status is not None and status not in operation.allowed_from:
            continue
        if not kind.offers(operation.operation_id, record):
            continue
        identifier = record[kind.id_field]
        query = urlencode({kind.parameter: identifier, "return": back})
        is_form = bool(operation.body and operation.body.get("properties"))
        url = f"/portal/do/{operation.operation_id}?{query}"
        one = Offered(operation, url, is_form, _label(kind, operation), operation.operation_id.startswith(_LEADING))
        found[_group(operation)].append(one)
    return found


def _label(kind: ResourceType, operation: Operation) -> str:
    """`Approve`, where it is this resource that is approved; else the whole: `Add an owner`."""
    is_about_it = operation.summary.endswith(f" {kind.singular}")
    return operation.summary.split(" ")[0] if is_about_it else operation.summary


def _group(operation: Operation) -> str:
    if operation.tag == "simulations":
        return "simulations"
    if operation.method == "PATCH":
        return "edits"
    is_final = operation.method == "DELETE" or operation.path.endswith(_FINAL)
    return "dangers" if is_final else "actions"


async def _tab(visit: Visit, kind: ResourceType, record: Row, tab: str) -> dict[str, Any]:
    """What a tab shows."""
    identifier = record[kind.id_field]
    related = next((one for one in kind.related if one.id == tab), None)
    if related is not None:
        columns = RESOURCES[related.resource].columns_on(kind)
        return {
            "lines": await _related(visit, related, identifier, columns),
            "list_kind": RESOURCES[related.resource],
            "columns": columns,
        }
    match tab:
        case "entries":
            return {"entries": await entries_of(visit, kind, record)}
        case "requests":
            query = {"q": identifier, "limit": _TAB_LIMIT}
            return {"requests": await visit.read("listRequests", query=query) or []}
        case "explain":
            return {"graph": await explained(visit, identifier)}
        case "audit":
            query = {"entity_id": identifier, "limit": 100}
            return {"audit": await visit.read("listAuditRecords", query=query) or []}
        case _:
            return {}


async def _related(visit: Visit, related: Related, identifier: str, columns: tuple[Column, ...]) -> list[Line]:
    path = (identifier,) if related.is_in_path else ()
    query: dict[str, Any] = {"limit": _TAB_LIMIT}
    if not related.is_in_path:
        query[related.parameter] = identifier
    rows = await visit.read(related.list_operation, *path, query=query)
    return lines(RESOURCES[related.resource], rows or [], columns)


async def entries_of(visit: Visit, kind: ResourceType, record: Row) -> list[Row]:
    """The entries in the books that belong to a resource, newest first, with the names of their accounts."""
    found: list[Row] = []
    if kind.id == "accounts":
        query = {"account_id": record["account_id"], "limit": 5}
        for one in await visit.read("listLedgerAccounts", query=query) or []:
            asked = {"ledger_account_id": one["ledger_account_id"], "limit": _TAB_LIMIT}
            found += await visit.read("listEntries", query=asked) or []
        return found
    trace = await visit.read("getTransactionTrace", record["transaction_id"]) or {}
    for node in trace.get("nodes", ()):
        if node["node_type"] == "POSTING":
            asked = {"ledger_transaction_id": node["node_id"], "limit": 50}
            found += [one for one in await visit.read("listEntries", query=asked) or [] if one not in found]
    return found


def _tabs(visit: Visit, kind: ResourceType, base: str) -> list[dict[str, str]]:
    names: list[tuple[str, str, str | None]] = [("overview", "Overview", None)]
    names += [(one.id, one.label, one.list_operation) for one in kind.related]
    if kind.has_entries:
        names.append(("entries", "Entries", "listEntries"))
    if kind.id == "transactions":
        names.append(("explain", "Explain", "getTransactionTrace"))
    names += [
        ("events", "Events", "listEvents"),
        ("requests", "Requests", "listRequests"),
        ("audit", "Audit trail", "listAuditRecords"),
        ("json", "JSON", None),
    ]
    return [
        {"id": name, "label": text, "url": base if name == "overview" else f"{base}?tab={name}"}
        for name, text, operation in names
        if operation is None or visit.may(operation)
    ]


@get("/{resource:str}/{identifier:str}")
async def resource_page(
    visit: NamedDependency[Visit], resource: FromPath[str], identifier: FromPath[str]
) -> Response[Any]:
    """One resource."""
    kind = resource_type(resource)
    answer = await visit.call(kind.get_operation, identifier)
    record: Row = answer.value
    base = kind.url(identifier)
    tabs = _tabs(visit, kind, base)
    wanted = visit.request.query_params.get("tab", "overview")
    tab = wanted if any(one["id"] == wanted for one in tabs) else "overview"
    query = {"resource_id": identifier, "limit": 100, "order": "asc"}
    events = await visit.read("listEvents", query=query) or []
    back = base if tab == "overview" else f"{base}?tab={tab}"
    get_operation = visit.contract.operations[kind.get_operation]
    return visit.page(
        "resource.html",
        kind.id,
        kind=kind,
        record=record,
        identifier=identifier,
        title=kind.title(record),
        status=record.get(kind.machine.field) if kind.machine else None,
        facts=[cell(one, record) for one in kind.facts],
        steps=steps(kind.machine, record, events) if kind.machine else [],
        tabs=tabs,
        tab=tab,
        events=list(reversed(events)),
        fields=every_field(record, (kind.id_field,)),
        offered=offered(visit, kind, record, back),
        samples=visit.samples(get_operation, {kind.parameter: identifier}),
        base=base,
        **{"lines": None, "list_kind": None, "entries": None, "requests": None, "audit": None}
        | await _tab(visit, kind, record, tab),
    )
