"""Playing a run: a saga in the bank's own queue, one step a transaction, in the order of the definition.

Everything that a step set off has ended before the next begins: the next row is due a millisecond
later, and the clock is moved there once nothing is due. A step that fails keeps nothing of what it did
and ends the run. A row that finds the run elsewhere than expected does nothing, so a crash between any
two rows repeats nothing. See: operations.py, tests/services/simulations/test_scenarios.py.
"""

from __future__ import annotations

import logging
from typing import Any

from msgspec.structs import replace

from sandbox.contract.models.simulations import ClockMove, ScenarioRunStatus
from sandbox.contract.problem import Problem
from sandbox.engine.call import Call
from sandbox.engine.clock import day_of, to_datetime, to_us
from sandbox.engine.queue import step
from sandbox.world.scenarios import repertoire
from sandbox.world.scenarios.definition import Turn
from sandbox.world.scenarios.expectations import failure
from sandbox.world.scenarios.performing import perform
from sandbox.world.scenarios.records import PLANS, RUNS, STEPS, StoredPlan, StoredRun, StoredStep, binding
from sandbox.world.scenarios.references import Reference, filled
from sandbox.world.scenarios.targets import NEXT_EFFECT, instant

PLAY = "world.scenario.step"
BREATH_US = 1_000
"""Between two steps, on the bank's clock."""

_ARRIVED = "arrived"
_LONGEST = 1_000
_LOOK_AHEAD = 100

log = logging.getLogger("sandbank.scenarios")


class Failed(Exception):
    """A step that did not come out as expected."""


def go_on(call: Call, scenario_run_id: str, number: int) -> None:
    """Play a step a breath from now, when everything that is due before has happened."""
    due_us = call.tx.now_us + BREATH_US
    call.tx.schedule(PLAY, f"{scenario_run_id}/{number}", due_us)
    call.tx.move_clock(due_us)


@step(PLAY)
async def play(call: Call, subject: str) -> None:
    """Play one step; `subject` is the run, the step's number and, at the end of an advance, that it has arrived."""
    scenario_run_id, number, *rest = subject.split("/")
    run = await call.tx.get(RUNS, scenario_run_id)
    if run is None or run.status != "PENDING" or run.position != int(number):
        return
    plan = await call.tx.get(PLANS, scenario_run_id)
    assert plan is not None
    assert plan.definition is not None
    turn = plan.definition.turn(run.position)
    if turn is None:
        call.tx.put(replace(run, status="COMPLETED", completed_at=call.now))
    elif rest == [_ARRIVED]:
        await _arrived(call, run)
    else:
        await _Playing(call, run, plan, turn).play()


async def _arrived(call: Call, run: StoredRun) -> None:
    done = await call.tx.find_one(STEPS, "place", f"{run.scenario_run_id}/{run.position}")
    assert done is not None
    call.tx.put(replace(done, status="COMPLETED"))
    _next(call, run)


def _next(call: Call, run: StoredRun) -> None:
    call.tx.put(replace(run, position=run.position + 1))
    go_on(call, run.scenario_run_id, run.position + 1)


class _Playing:
    """One step of one run, in the transaction of its row."""

    def __init__(self, call: Call, run: StoredRun, plan: StoredPlan, turn: Turn) -> None:
        self._call = call
        self._run = run
        self._turn = turn
        self._step = turn.step
        self._caller = plan.caller(call.caller.correlation_id, turn.step.by)

    async def play(self) -> None:
        try:
            await self._act()
        except Problem as problem:
            if problem.status == 503:
                raise  # the bank is read-only or being replaced: the row is tried again
            self._fail(f"{problem.code}: {problem.detail}")
        except Failed as failed:
            self._fail(str(failed))
        except Exception as error:
            log.exception("step %s of %s failed", self._turn.number, self._run.scenario_run_id)
            self._fail(f"internal_error: {type(error).__name__}.")

    async def _act(self) -> None:
        if self._step.action == "ADVANCE":
            await self._advance()
            return
        if self._step.action == "EXPECT_EVENT":
            await self._expect_event()
        elif self._step.refusal is not None:
            await self._be_refused()
        else:
            await self._perform()
        _next(self._call, self._run)

    # What a step can be --------------------------------------------------------------------------
    async def _perform(self) -> None:
        step = self._step
        route = repertoire.routes()[step.operation]
        if repertoire.reads_the_logs(route.spec):
            await self._everything_on_disk()
        answer = await perform(self._own_call(), route, await self._filled(step.arguments))
        expected = replace(
            step.expected,
            equals=await self._filled(step.expected.equals),
            at_least=await self._filled(step.expected.at_least),
            at_most=await self._filled(step.expected.at_most),
        )
        wrong = failure(expected, answer, repertoire.hidden_fields(repertoire.schema_of(route)))
        if wrong is not None:
            raise Failed(wrong)
        if step.action == "EXPECT":
            self._done(step.operation)
            return
        made = repertoire.made_by(step.operation)
        named = answer[0] if isinstance(answer, list) and answer else answer
        resource_id = named[made.id_field] if made is not None and isinstance(named, dict) else None
        if step.name is not None and resource_id is None:
            raise Failed(f"{step.operation} gave nothing that {step.name} could stand for.")
        self._done(self._own_name(), resource_id=resource_id, name=self._own_name(), operation_id=step.operation)

    async def _be_refused(self) -> None:
        step = self._step
        route = repertoire.routes()[step.operation]
        arguments = await self._filled(step.arguments)
        try:
            await perform(self._own_call(), route, arguments)
        except Problem as problem:
            if problem.code != step.refusal:
                raise Failed(f"Expected the refusal {step.refusal}, found {problem.code}: {problem.detail}") from None
        else:
            raise Failed(f"Expected the refusal {step.refusal}, found that {step.operation} succeeded.")
        self._call.tx.discard(but_fired=True)
        self._done(f"refused: {step.refusal}")

    async def _expect_event(self) -> None:
        step = self._step
        about = await self._filled(step.about)
        await self._everything_on_disk()
        wanted = step.expected.count
        found = await self._call.tx.events(
            after=None,
            limit=1 if wanted is None else wanted + 1,
            is_ascending=True,
            types=(step.event_type,),
            resource_id=None if about is None else str(about),
            from_us=to_us(self._run.created_at) + 1,
        )
        of_whom = "" if about is None else f" about {about}"
        if wanted is None and not found:
            raise Failed(f"Expected an event {step.event_type}{of_whom}, found none since the run began.")
        if wanted is not None and len(found) != wanted:
            count = f"more than {wanted}" if len(found) > wanted else str(len(found))
            raise Failed(f"Expected {wanted} events {step.event_type}{of_whom}, found {count} since the run began.")
        self._done(step.event_type)

    async def _advance(self) -> None:
        """Begin to move the clock; the step has ended when it has arrived."""
        call, step = self._call, self._step
        target_us = await self._next_effect_us() if step.until == NEXT_EFFECT else None
        if target_us is None:
            target_us = instant(step.until, call.tx.now_us, step.calendar)
        if target_us is None:
            raise Failed("Nothing is pending." if step.until == NEXT_EFFECT else f"{step.until} leads too far.")
        move = ClockMove(
            clock_move_id=call.new_id("mov"),
            status="PENDING",
            starts_at=call.now,
            ends_at=to_datetime(target_us),
            reached_at=call.now,
            progress_bps=0,
            fired_count=0,
            created_at=call.now,
        )
        call.tx.put(move)
        call.tx.move_clock(target_us, move_id=move.clock_move_id)
        call.tx.schedule(PLAY, f"{self._run.scenario_run_id}/{self._turn.number}/{_ARRIVED}", target_us)
        self._done(step.until, resource_id=move.clock_move_id, status="PENDING")

    async def _next_effect_us(self) -> int | None:
        after = (-1, -1)
        while effects := await self._call.tx.pending_effects(_LOOK_AHEAD, after=after):
            for effect in effects:
                if effect.function != PLAY:
                    return max(effect.due_us, self._call.tx.now_us)
            after = effects[-1].key
        return None

    # Within --------------------------------------------------------------------------------------
    def _own_call(self) -> Call:
        return Call(self._call.tx, self._caller)

    async def _everything_on_disk(self) -> None:
        """The logs show what is on disk, and so does the queue, which waits until everything committed is."""
        await self._call.tx.pending_effects(1)

    def _own_name(self) -> str | None:
        step = self._step
        return f"{step.name}[{self._turn.repetition}]" if step.name is not None and step.repeat > 1 else step.name

    async def _filled(self, value: Any) -> Any:
        return await filled(value, self._look_up)

    async def _look_up(self, reference: Reference) -> Any:
        """What a reference stands for now."""
        name = reference.name
        if name == "index":
            return self._turn.repetition
        if name == "run":
            return self._run.scenario_run_id.partition("_")[2]
        if name in ("now", "today"):
            return self._time(reference)
        if reference.place is not None:
            name = f"{name}[{self._turn.repetition if reference.place == 'index' else reference.place}]"
        bound = await self._call.tx.find_one(STEPS, "binding", binding(self._run.scenario_run_id, name))
        if bound is None or bound.operation_id is None:
            raise Failed(f"Nothing is called {name}.")
        made = repertoire.made_by(bound.operation_id)
        assert made is not None
        if not reference.path or made.reading is None:
            return bound.resource_id
        value = await perform(self._own_call(), made.reading.route, {made.reading.argument: bound.resource_id})
        for part in reference.path:
            if not isinstance(value, dict) or part not in value:
                raise Failed(f"{name} has no {'.'.join(reference.path)}.")
            value = value[part]
        return value

    def _time(self, reference: Reference) -> str:
        at_us = self._call.tx.now_us
        if reference.offset is not None:
            moved = instant(reference.offset, at_us, self._step.calendar)
            if moved is None:
                raise Failed(f"{reference.offset} leads too far.")
            at_us = moved
        if reference.name == "today":
            return day_of(at_us).isoformat()
        return to_datetime(at_us).isoformat(timespec="microseconds").replace("+00:00", "Z")

    def _fail(self, why: str) -> None:
        """End the run, and keep nothing of the step but why."""
        call, step = self._call, self._step
        call.tx.discard(but_fired=True)
        self._done(why[:_LONGEST], status="FAILED")
        what = step.operation or step.event_type or f"advance {step.until}"
        sentence = f"Step {self._turn.number} ({what}): {why}"[:_LONGEST]
        call.tx.put(replace(self._run, status="FAILED", failure=sentence, completed_at=call.now))

    def _done(
        self,
        detail: str | None,
        *,
        status: ScenarioRunStatus = "COMPLETED",
        resource_id: str | None = None,
        name: str | None = None,
        operation_id: str | None = None,
    ) -> None:
        self._call.tx.put(
            StoredStep(
                scenario_step_id=self._call.new_id("scs"),
                scenario_run_id=self._run.scenario_run_id,
                number=self._turn.number,
                action=self._step.label,
                status=status,
                detail=detail,
                resource_id=resource_id,
                name=name,
                operation_id=operation_id if name is not None else None,
            )
        )
