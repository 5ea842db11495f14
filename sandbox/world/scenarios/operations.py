"""The operations of `simulations` on scenarios: what is shipped, runs of it or of one's own, and triggers of events.

A run is checked whole before it begins, and begins in the commit that answers. See: playing.py for what
follows, docs/concepts/scenarios.md for the words of a definition.
"""

from __future__ import annotations

import asyncio

from sandbox.contract.binder import operation
from sandbox.contract.models.parameters import ListScenarioRunsQuery, ListScenariosQuery
from sandbox.contract.models.simulations import Scenario, ScenarioRequest, ScenarioRun, ScenarioStep
from sandbox.contract.pages import Page, decode_cursor
from sandbox.contract.problem import Problem, invalid_field, not_found
from sandbox.engine.call import Call
from sandbox.engine.listing import list_records
from sandbox.engine.transaction import Selection
from sandbox.world.scenarios import shipped
from sandbox.world.scenarios.checking import check
from sandbox.world.scenarios.definition import MOST_STEPS, Definition
from sandbox.world.scenarios.grammar import understood
from sandbox.world.scenarios.mistakes import Mistakes
from sandbox.world.scenarios.playing import go_on
from sandbox.world.scenarios.reading import read
from sandbox.world.scenarios.records import RUNS, STEPS, StoredPlan, StoredRun

Checked = tuple[Definition, frozenset[str]]
"""A definition that can be played, and the scopes it takes."""


@operation("listScenarios")
async def list_scenarios(call: Call, query: ListScenariosQuery) -> Page[Scenario]:
    names = [*shipped.names()]
    if query.cursor is not None and query.page is not None:
        raise Problem("conflicting_pagination")
    if query.cursor is not None:
        after = decode_cursor(query.cursor)
        names = [name for name in names if name > after]
    elif query.page is not None:
        names = names[(query.page - 1) * query.limit :]
    shown = names[: query.limit]
    following = shown[-1] if len(names) > len(shown) and shown else None
    return Page([_scenario(shipped.scenario(name)) for name in shown], following)


@operation("runScenario")
async def run_scenario(call: Call, body: ScenarioRequest) -> ScenarioRun:
    if (body.scenario is None) == (body.definition is None):
        raise invalid_field("", "Give exactly one of scenario and definition.")
    if body.scenario is not None:
        checked = _checked(shipped.scenario(body.scenario))
    else:
        assert body.definition is not None
        checked = await asyncio.to_thread(_definition, body.definition)
    return await _begin(call, checked)


@operation("triggerEvent")
async def trigger_event(call: Call, event_type: str) -> ScenarioRun:
    return await _begin(call, _checked(shipped.trigger(event_type)), event_type)


@operation("listScenarioRuns")
async def list_scenario_runs(call: Call, query: ListScenarioRunsQuery) -> Page[ScenarioRun]:
    found, following = await list_records(call, RUNS, query, {"status": query.status})
    return Page([await _view(call, run) for run in found], following)


@operation("getScenarioRun")
async def get_scenario_run(call: Call, scenario_run_id: str) -> ScenarioRun:
    run = await call.tx.get(RUNS, scenario_run_id)
    if run is None:
        raise not_found("scenario run", scenario_run_id)
    return await _view(call, run)


# Within ------------------------------------------------------------------------------------------
def _definition(text: str) -> Checked:
    """What a client's YAML says. Raises `scenario_invalid` with what it does not."""
    mistakes = Mistakes()
    document = read(text, mistakes)
    mistakes.refuse()
    definition = understood(document, mistakes, shipped.steps_of, shipped.names())
    scopes = check(definition, mistakes)
    mistakes.refuse()
    return definition, scopes


def _checked(definition: Definition) -> Checked:
    mistakes = Mistakes()
    scopes = check(definition, mistakes)
    mistakes.refuse()
    return definition, scopes


async def _begin(call: Call, checked: Checked, name: str | None = None) -> ScenarioRun:
    """Store a run and have its first step played. Raises `insufficient_scope`, `clock_move_in_progress`."""
    definition, scopes = checked
    missing = ", ".join(sorted(scopes - call.caller.scopes))
    if missing:
        raise Problem("insufficient_scope", f"Playing this needs the scope {missing}.")
    if call.tx.move is not None:
        raise Problem("clock_move_in_progress")
    run = StoredRun(
        scenario_run_id=call.new_id("scn"),
        scenario=name or definition.name,
        status="PENDING",
        position=1,
        failure=None,
        created_at=call.now,
        completed_at=None,
    )
    caller = call.caller
    call.tx.put(run)
    call.tx.put(
        StoredPlan(
            scenario_run_id=run.scenario_run_id,
            definition=definition,
            user_id=caller.user_id,
            auth_method=caller.auth_method,
            organization_id=caller.organization_id,
            bank_id=caller.bank_id,
            client_id=caller.client_id,
            session_id=caller.session_id,
            scopes=sorted(caller.scopes),
        )
    )
    go_on(call, run.scenario_run_id, 1)
    return await _view(call, run)


def _scenario(definition: Definition) -> Scenario:
    return Scenario(
        name=definition.name,
        title=definition.title,
        description=definition.description,
        step_count=definition.step_count,
    )


async def _view(call: Call, run: StoredRun) -> ScenarioRun:
    """A run with what each step did so far."""
    where = {"scenario_run_id": run.scenario_run_id}
    steps = await call.tx.find(STEPS, Selection(where, limit=MOST_STEPS, is_ascending=True))
    return ScenarioRun(
        scenario_run_id=run.scenario_run_id,
        scenario=run.scenario,
        status=run.status,
        steps=[
            ScenarioStep(
                number=step.number,
                action=step.action,
                status=step.status,
                detail=step.detail,
                resource_id=step.resource_id,
            )
            for step in steps
        ],
        failure=run.failure,
        bindings={step.name: step.resource_id for step in steps if step.name is not None},
        created_at=run.created_at,
        completed_at=run.completed_at,
    )
