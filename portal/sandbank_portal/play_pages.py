"""Scenarios and histories: stories that a bank plays through, and months of customers that it lives through.

Both take a while, so each has a page that shows how far it has come, and is drawn again once a second until it ended.
See: simulation_pages.py, whose tabs they are.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from sandbank.errors import APIStatusError

from sandbank_portal.actions import own_page
from sandbank_portal.forms import Form, form_of, has_errors, place_problem, read
from sandbank_portal.resources import page_of
from sandbank_portal.visits import Visit

_RECENT = 25
_HISTORY_HELP = {
    "customers": "A thousand take about a minute.",
    "months": "The clock moves on by as much.",
    "seed": "The same seed, the same history. Empty: the bank's own.",
}
_OWN_STORY = """\
title: A first deposit
steps:
  - do: createCustomer
    as: ada
    with:
      customer_type: INDIVIDUAL
      first_name: Ada
      last_name: Lovelace
      date_of_birth: "1985-12-10"
      email: ada.${run}@example.com
  - do: openAccount
    as: account
    with: {customer_id: "${ada}", account_type: CHECKING, currency: USD}
  - do: createDeposit
    with: {account_id: "${account}", method: CASH, amount_cents: 100000, currency: USD}
  - advance: NEXT_BUSINESS_DAY
  - expect:
      call: getAccount
      with: {account_id: "${account}"}
      equals: {available_balance_cents: 100000}
"""


def tab_page(visit: Visit, tab: str, context: dict[str, Any], status: int = 200) -> Response[Any]:
    """A tab of the simulation page."""
    return visit.page("simulation.html", "simulation", status_code=status, tab=tab, **context)


async def scenarios_tab(visit: Visit) -> dict[str, Any]:
    """The shipped scenarios, a form for one's own, and the runs so far."""
    shipped, runs = await visit.reads(
        ("listScenarios", (), {"limit": 100}), ("listScenarioRuns", (), {"limit": _RECENT})
    )
    operation = visit.contract.operations["runScenario"]
    return {
        "scenarios": shipped or [],
        "runs": runs or [],
        "definition": "",
        "problem": None,
        "own_story": _OWN_STORY,
        "samples": visit.samples(operation, {}, None, {"scenario": "payday"}),
    }


@post("/simulation/runs", status_code=200)
async def run_scenario(visit: NamedDependency[Visit]) -> Response[Any]:
    """Begin a shipped scenario, or one that was written here, and go to its page."""
    form = await visit.form()
    name = next(iter(form.get("scenario", [])), "")
    definition = next(iter(form.get("definition", [])), "").replace("\r\n", "\n")
    body = {"scenario": name} if name else {"definition": definition}
    try:
        run = (await visit.call("runScenario", body=body)).value
    except APIStatusError as error:
        if error.status == 401:
            raise
        if name:
            return visit.to("/portal/simulation?tab=scenarios", error.detail, kind="failed")
        given = {"definition": definition, "problem": error.body}
        return tab_page(visit, "scenarios", {**await scenarios_tab(visit), **given}, 422)
    return visit.to(f"/portal/simulation/runs/{run['scenario_run_id']}")


@get("/simulation/runs/{run_id:str}")
async def run_page(visit: NamedDependency[Visit], run_id: FromPath[str]) -> Response[Any]:
    """A run with what each step did; while it goes on it is drawn again every second."""
    run = (await visit.call("getScenarioRun", run_id)).value
    if visit.is_following and run["status"] != "PENDING":
        return visit.redraw(visit.frame.path)
    shipped = await visit.read("listScenarios", query={"limit": 100}) or []
    scenario = next((one for one in shipped if one["name"] == run["scenario"]), None)
    is_trigger = scenario is None and run["scenario"] in visit.contract.event_types
    event = None
    if is_trigger and run["status"] == "COMPLETED":
        found = await visit.read("listEvents", query={"type": run["scenario"], "limit": 1})
        event = found[0]["event_id"] if found else None
    return visit.page(
        "scenario_run.html",
        "simulation",
        run=run,
        scenario=scenario,
        is_trigger=is_trigger,
        event=event,
        total=scenario["step_count"] if scenario else None,
        done=sum(1 for step in run["steps"] if step["status"] == "COMPLETED"),
        bindings=[(name, value, page_of(value)) for name, value in (run["bindings"] or {}).items()],
    )


# Histories ----------------------------------------------------------------------------------------
async def histories_tab(visit: Visit) -> dict[str, Any]:
    """A form for a history, and those so far."""
    rows = await visit.read("listHistories", query={"limit": _RECENT})
    operation = visit.contract.operations["createHistory"]
    return {
        "histories": rows or [],
        "form": history_form(visit),
        "samples": visit.samples(operation, {}, None, {"customers": 100, "months": 3}),
    }


def history_form(visit: Visit) -> Form:
    """How many customers, for how long, from which seed."""
    form = form_of(visit.contract, visit.contract.operations["createHistory"].body, {"customers": 50, "months": 3})
    for one in form.fields:
        one.help = _HISTORY_HELP.get(one.name, one.help)
    return form


@post("/simulation/histories", status_code=200)
async def create_history(visit: NamedDependency[Visit]) -> Response[Any]:
    """Begin a history and go to its page, which shows how far it has come."""
    typed = await visit.form()
    form = history_form(visit)
    body = read(form, typed)
    if has_errors(form):
        return tab_page(visit, "histories", {**await histories_tab(visit), "form": form}, 422)
    try:
        history = (await visit.call("createHistory", body=body)).value
    except APIStatusError as error:
        if error.status == 401:
            raise
        place_problem(form, error.body)
        return tab_page(visit, "histories", {**await histories_tab(visit), "form": form}, 422)
    return visit.to(f"/portal/simulation/histories/{history['history_id']}")


@get("/simulation/histories/{history_id:str}")
async def history_page(visit: NamedDependency[Visit], history_id: FromPath[str]) -> Response[Any]:
    """A history and how far it has come."""
    history = (await visit.call("getHistory", history_id)).value
    if visit.is_following and history["status"] != "PENDING":
        return visit.redraw(visit.frame.path)
    return visit.page("history.html", "simulation", history=history)


@post("/simulation/histories/{history_id:str}/cancel", status_code=200)
async def cancel_history(visit: NamedDependency[Visit], history_id: FromPath[str]) -> Response[Any]:
    """End a history where it has come to."""
    form = await visit.form()
    back = own_page(next(iter(form.get("next", [])), "")) or f"/portal/simulation/histories/{history_id}"
    try:
        await visit.call("cancelHistory", history_id)
    except APIStatusError as error:
        if error.status == 401:
            raise
        return visit.to(back, error.detail, kind="failed")
    return visit.to(back, "The history ends where it has come to; what has happened stays.", kind="warning")


PLAY_PAGES: list[Any] = [run_scenario, run_page, create_history, history_page, cancel_history]
