"""Simulation: everything that the outside world can do. Money that arrives, decisions that are due, events to order.

Each tab of `/portal/simulation` has its own part here or in play_pages.py (scenarios, histories). What can be done with
a waiting resource follows from the contract: the simulations that are allowed in its state. See: magic.py.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from sandbank.errors import APIStatusError

from sandbank_portal.actions import own_page
from sandbank_portal.cells import Cell
from sandbank_portal.contract import Operation
from sandbank_portal.formatting import label, money, parsed
from sandbank_portal.forms import Form, form_of, has_errors, place_problem, read
from sandbank_portal.magic import grouped
from sandbank_portal.play_pages import histories_tab, scenarios_tab, tab_page
from sandbank_portal.resources import RESOURCES, ResourceType, Row, page_of
from sandbank_portal.visits import Visit

_WAIT_S = 10
_SHOWN = 25
_DEPOSIT_FIELDS = ("account_id", "method", "amount_cents", "currency", "description")
_AWAITED: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("verifications", "The identity provider decides", {"status": "PENDING"}),
    ("verifications", "A person has to look", {"status": "IN_REVIEW"}),
    ("verifications", "A document is awaited", {"status": "DOCUMENT_REQUIRED"}),
    ("documents", "The provider examines it", {"document_status": "PENDING"}),
    ("transactions", "It has not ended", {"status": "PENDING", "transaction_type": "DEPOSIT"}),
    ("holds", "It waits to be captured", {"status": "PENDING"}),
)
_PLATFORM = {
    "organization": "/portal/organization",
    "team_member": "/portal/team",
    "api_key": "/portal/keys",
    "bank": "/portal/banks",
}


class Awaited(NamedTuple):
    """A resource that waits for the outside, and what the outside can do with it now."""

    kind: ResourceType
    record: Row
    reason: str
    identifier: str
    title: str
    about: str | None
    amount: Cell | None
    operations: list[tuple[Operation, bool]]

    def verb(self, operation: Operation) -> str:
        """What an operation is called in the row of the resource: `Let a verification pass` as `Pass`."""
        text = re.sub(rf"^Let (a|an) (\w+) (be )?|(?<=\w) (a|an) {self.kind.singular}\b", "", operation.summary)
        return text[:1].upper() + text[1:]


@get("/simulation")
async def simulation_page(visit: NamedDependency[Visit]) -> Response[Any]:
    """One tab of what the outside world can do."""
    parts = {
        "outside": outside_tab,
        "triggers": triggers_tab,
        "scenarios": scenarios_tab,
        "histories": histories_tab,
        "magic": magic_tab,
    }
    wanted = visit.request.query_params.get("tab", "")
    tab = wanted if wanted in parts else "outside"
    return tab_page(visit, tab, await parts[tab](visit))


# The outside --------------------------------------------------------------------------------------
async def outside_tab(visit: Visit) -> dict[str, Any]:
    """Money that arrives, and what waits for a decision of the outside."""
    wanted = [(RESOURCES[kind].list_operation, (), {**query, "limit": _SHOWN}) for kind, _, query in _AWAITED]
    found = await visit.reads(*wanted)
    awaited = []
    for (name, reason, _), rows in zip(_AWAITED, found, strict=True):
        awaited += [one for row in rows or [] if (one := _awaited(visit, RESOURCES[name], row, reason)).operations]
    operation = visit.contract.operations["simulateDeposit"]
    return {
        "awaited": awaited,
        "form": deposit_form(visit),
        "samples": visit.samples(operation, {}, None, operation.example),
        "more": _elsewhere(visit),
    }


def deposit_form(visit: Visit) -> Form:
    """The form that lets money arrive, as short as it can be."""
    bank = visit.frame.bank
    values = {"currency": bank.home_currency if bank else "USD", "method": "CASH"}
    form = form_of(visit.contract, visit.contract.operations["simulateDeposit"].body, values)
    for one in form.fields:
        one.help = ""
    return Form([found for name in _DEPOSIT_FIELDS if (found := form.named(name)) is not None])


def _awaited(visit: Visit, kind: ResourceType, record: Row, reason: str) -> Awaited:
    status = record.get(kind.machine.field) if kind.machine else None
    offered = [
        (one, one.body is not None)
        for one in visit.contract.of_resource(kind.parameter)
        if one.tag == "simulations" and visit.may(one.operation_id) and status in one.allowed_from
    ]
    if kind.id == "transactions" and record.get("method") != "CHEQUE":
        offered = []
    amount = record.get("amount_cents")
    cell = Cell("money", amount, currency=record.get("currency")) if amount is not None else None
    about = record.get("customer_id") or record.get("account_id") or record.get("destination_account_id")
    if kind.id == "transactions":
        reason = "The cheque has not cleared"
    return Awaited(kind, record, reason, record[kind.id_field], kind.title(record), about, cell, offered)


def _elsewhere(visit: Visit) -> list[Operation]:
    """Simulations of resources that wait for nothing: they are asked for by id."""
    shown_kinds = {RESOURCES[name].parameter for name, _, _ in _AWAITED}
    return [
        one
        for one in visit.contract.operations.values()
        if one.tag == "simulations"
        and one.method == "POST"
        and visit.may(one.operation_id)
        and {found.name for found in one.path_parameters} & {"customerId", "accountId"}
        and not {found.name for found in one.path_parameters} & shown_kinds
    ]


@post("/simulation/deposits", status_code=200)
async def let_money_arrive(visit: NamedDependency[Visit]) -> Response[Any]:
    """Somebody pays in from outside; the movement is told with its page."""
    typed = await visit.form()
    form = deposit_form(visit)
    body = read(form, typed)
    if has_errors(form):
        return tab_page(visit, "outside", {**await outside_tab(visit), "form": form}, 422)
    try:
        movement = (await visit.call("simulateDeposit", body=body, wait=_WAIT_S)).value
    except APIStatusError as error:
        if error.status == 401:
            raise
        place_problem(form, error.body)
        return tab_page(visit, "outside", {**await outside_tab(visit), "form": form}, 422)
    amount = f"{money(movement['amount_cents'], movement['currency'])} {movement['currency']}"
    text = f"{amount} arrived: {label(movement['status']).lower()}."
    kind = "failed" if movement["status"] == "FAILED" else "ok"
    return visit.to(
        "/portal/simulation", text, kind=kind, link=("Transaction", page_of(movement["transaction_id"]) or "")
    )


@post("/simulation/touch", status_code=200)
async def touch(visit: NamedDependency[Visit]) -> Response[Any]:
    """Let the outside decide on one resource; a refusal is told where the person is."""
    form = await visit.form()
    operation = visit.contract.operation(next(iter(form.get("operation_id", [])), ""))
    identifier = next(iter(form.get("id", [])), "")
    if operation is None or operation.tag != "simulations" or len(operation.path_parameters) != 1 or not identifier:
        raise NotFoundException
    back = own_page(next(iter(form.get("next", [])), "")) or "/portal/simulation"
    try:
        await visit.call(operation.operation_id, identifier)
    except APIStatusError as error:
        if error.status == 401:
            raise
        return visit.to(back, error.detail, kind="failed")
    page = page_of(identifier)
    return visit.to(back, f"{operation.summary}: done.", link=("Look", page) if page else None)


# Events -------------------------------------------------------------------------------------------
async def triggers_tab(visit: Visit) -> dict[str, Any]:
    """Every event type by its resource, with a search over names and what they mean."""
    wanted = visit.request.query_params.get("q", "").strip().lower()
    groups: dict[str, list[dict[str, str]]] = {}
    for kind, item in visit.contract.document.get("webhooks", {}).items():
        summary = str(item.get("post", {}).get("summary", ""))
        if wanted and wanted not in f"{kind} {summary}".lower():
            continue
        groups.setdefault(kind.partition(".")[0], []).append({"type": kind, "summary": summary})
    operation = visit.contract.operations["triggerEvent"]
    own = {one.singular for one in RESOURCES.values()}
    return {
        "q": visit.request.query_params.get("q", ""),
        "groups": sorted(
            ((name, rows) for name, rows in groups.items() if name not in _PLATFORM),
            key=lambda one: one[0] not in own,
        ),
        "platform": [(name, rows, _PLATFORM[name]) for name, rows in groups.items() if name in _PLATFORM],
        "count": sum(len(rows) for rows in groups.values()),
        "samples": visit.samples(operation, {"eventType": "hold.expired"}),
    }


@post("/simulation/triggers", status_code=200)
async def trigger(visit: NamedDependency[Visit]) -> Response[Any]:
    """Make an event of a type happen, and lead to it."""
    form = await visit.form()
    kind = next(iter(form.get("event_type", [])), "")
    back = own_page(next(iter(form.get("next", [])), "")) or "/portal/simulation?tab=triggers"
    try:
        run = (await visit.call("triggerEvent", kind or "-", wait=_WAIT_S)).value
    except APIStatusError as error:
        if error.status == 401:
            raise
        return visit.to(back, error.detail, kind="failed")
    page = f"/portal/simulation/runs/{run['scenario_run_id']}"
    if run["status"] == "PENDING":
        return visit.to(page)
    if run["status"] != "COMPLETED":
        return visit.to(back, f"{kind} did not happen: {run['failure']}", kind="failed", link=("Run", page))
    event = await _newest(visit, kind)
    return visit.to(back, f"{kind} happened.", link=("Event", page_of(event) or page) if event else ("Run", page))


async def _newest(visit: Visit, kind: str) -> str | None:
    rows = await visit.read("listEvents", query={"type": kind, "limit": 1})
    return rows[0]["event_id"] if rows else None


# Magic values -------------------------------------------------------------------------------------
async def magic_tab(visit: Visit) -> dict[str, Any]:
    """The values that make the outside answer in a chosen way, each with a form to try it."""
    rows = await visit.read("listMagicValues", query={"limit": 100}) or []
    now = parsed(visit.now)
    number = int(now.timestamp()) % 1_000_000 if now is not None else 0
    found = grouped(visit.contract, rows, number)
    operation = visit.contract.operations["listMagicValues"]
    return {"magic": found, "magic_count": len(rows), "samples": visit.samples(operation, {})}


SIMULATION_PAGES: list[Any] = [simulation_page, let_money_arrive, touch, trigger]
