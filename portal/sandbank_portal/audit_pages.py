"""The audit trail: every change with who made it, what it changed, what it belongs to, and the proof that it is so.

The contract filters by entity, actor and chain; kind of change and operation are picked out here, page by page.
See: audit_proof.py for the check, templates/audit.html and audit_record.html.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Stream
from sandbank.errors import APIStatusError

from sandbank_portal.audit_proof import Checked, checked
from sandbank_portal.cells import Cell, guessed
from sandbank_portal.formatting import label
from sandbank_portal.lists import Listing, exported
from sandbank_portal.resources import Row, page_of
from sandbank_portal.visits import Visit

_LIST = "listAuditRecords"
_OWN_FILTERS = ("action", "operation")
_MOST_PAGES = 10
_CHAIN = 100
_ENTITIES = ("Customer", "Account", "Transaction", "Hold", "Verification", "Document", "WebhookEndpoint", "Settings")
_TABS = (
    ("changes", "Changes"),
    ("commit", "Same commit"),
    ("chain", "Same chain"),
    ("proof", "Proof"),
    ("json", "JSON"),
)


class Difference(NamedTuple):
    """A field before and after."""

    name: str
    before: Cell
    after: Cell
    is_changed: bool


def differences(record: Row) -> list[Difference]:
    """The fields of a record of the log, in the order of the resource."""
    old, new = record["old_values"] or {}, record["new_values"] or {}
    names = [*new, *(name for name in old if name not in new)]
    return [
        Difference(
            name,
            guessed(name, old.get(name), old),
            guessed(name, new.get(name), new),
            old.get(name) != new.get(name),
        )
        for name in names
    ]


async def _rows(visit: Visit, listing: Listing) -> list[Row]:
    """A page of the trail. What is picked out here is looked for on a bounded number of pages of the API."""
    wanted = {name: listing.given[name] for name in _OWN_FILTERS if name in listing.given}
    if not wanted:
        return await listing.rows()
    found: list[Row] = []
    query = {**listing.query(), "limit": 100}
    for _ in range(_MOST_PAGES):
        answer = await visit.call(_LIST, query=query)
        found += [row for row in answer.rows if _fits(row, wanted)]
        listing.next_cursor = answer.next_cursor
        if answer.next_cursor is None or len(found) >= int(listing.limit):
            break
        query["cursor"] = answer.next_cursor
    return found


def _fits(row: Row, wanted: dict[str, str]) -> bool:
    return wanted.get("action", row["action_type"]) == row["action_type"] and (
        wanted.get("operation", "").lower() in row["operation"].lower()
    )


@get("/audit")
async def audit(visit: NamedDependency[Visit]) -> Response[Any]:
    """The trail, newest first."""
    listing = Listing(visit, _LIST, "/portal/audit")
    problem = None
    try:
        rows = await _rows(visit, listing)
    except APIStatusError as error:
        if error.status not in (400, 410):
            raise
        rows, problem = [], error.body
    own = [
        {"label": label(name), "value": _word(listing.given[name]), "remove_url": listing.without(name)}
        for name in _OWN_FILTERS
        if name in listing.given
    ]
    return visit.page(
        "audit.html",
        "audit",
        listing=listing,
        rows=rows,
        problem=problem,
        chips=[*listing.chips(), *own],
        actions=visit.contract.document["components"]["schemas"]["AuditAction"]["enum"],
        entities=_ENTITIES,
    )


def _word(value: str) -> str:
    return label(value) if value.isupper() else value


@get("/export/audit/{form:str}")
async def export_audit(visit: NamedDependency[Visit], form: FromPath[str]) -> Stream:
    """The trail as the filters of the contract let it through, as CSV or JSON."""
    return await exported(visit, _LIST, "audit", form)


@get("/audit/{audit_id:str}")
async def audit_record(visit: NamedDependency[Visit], audit_id: FromPath[str]) -> Response[Any]:
    """One change: before and after, what it belongs to, and its proof."""
    record: Row = (await visit.call("getAuditRecord", audit_id)).value
    proof: Row | None = await visit.read("getAuditProof", audit_id)
    found = checked(record, proof) if proof is not None else None
    tab = visit.request.query_params.get("tab", "changes")
    if tab not in dict(_TABS):
        tab = "changes"
    base = f"/portal/audit/{audit_id}"
    fields = differences(record)
    shows_all = visit.request.query_params.get("fields") == "all"
    is_update = bool(record["old_values"] and record["new_values"])
    operation = visit.contract.operations["getAuditProof" if tab == "proof" else "getAuditRecord"]
    return visit.page(
        "audit_record.html",
        "audit",
        record=record,
        proof=proof,
        checked=found,
        marks=_marks(found),
        base=base,
        tab=tab,
        tabs=[
            {"id": name, "label": text, "url": base if name == "changes" else f"{base}?tab={name}"}
            for name, text in _TABS
        ],
        fields=[one for one in fields if one.is_changed or shows_all or not is_update],
        changed=[one.name for one in fields if one.is_changed] if is_update else [],
        field_count=len(fields),
        shows_all=shows_all,
        is_update=is_update,
        requests=await _requests(visit, record),
        chain=await _chain(visit, record) if tab == "chain" else [],
        samples=visit.samples(operation, {"auditId": audit_id}),
    )


class Mark(NamedTuple):
    """Something that the commit wrote."""

    kind: str
    id: str
    action: str
    url: str | None


def _marks(found: Checked | None) -> list[Mark]:
    """All that one commit wrote, as its leaf names it: resources, ledger transactions, events."""
    leaf = found.leaf if found is not None else {}
    marks = [Mark(mark[0], mark[1], mark[3], page_of(mark[1])) for mark in leaf.get("versions", ())]
    marks += [Mark("Ledger transaction", mark[0], "CREATE", page_of(mark[0])) for mark in leaf.get("ledger", ())]
    return marks + [Mark("Event", mark[0], "CREATE", page_of(mark[0])) for mark in leaf.get("events", ())]


async def _requests(visit: Visit, record: Row) -> list[Row]:
    """The requests that began the chain of work that a change belongs to."""
    correlation_id = record["correlation_id"]
    if not correlation_id:
        return []
    if str(correlation_id).startswith("req_"):
        found = await visit.read("getRequest", correlation_id)
        if found is not None:
            return [found]
    rows = await visit.read("listRequests", query={"q": correlation_id, "limit": 25}) or []
    return [row for row in rows if row["correlation_id"] == correlation_id]


async def _chain(visit: Visit, record: Row) -> list[Row]:
    if not record["correlation_id"]:
        return []
    query = {"correlation_id": record["correlation_id"], "limit": _CHAIN, "order": "asc"}
    return await visit.read(_LIST, query=query) or []


AUDIT_PAGES: list[Any] = [audit, export_audit, audit_record]
