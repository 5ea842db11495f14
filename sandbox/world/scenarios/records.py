"""What a scenario's run stores: how far it is, what it plays for whom, and what each step did.

Three kinds, because a record is written whole with every change: the run is small and changes with
each step, the plan is large and never does, and a step is written once. The plan is sealed: it says
what the definition says, and that may be the names of people.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from sandbox.contract.models.simulations import ScenarioRunStatus
from sandbox.engine.call import AuthMethod, Caller
from sandbox.engine.records import Kind
from sandbox.world.scenarios.definition import Definition


class StoredRun(msgspec.Struct, frozen=True, kw_only=True):
    """A run; `position` is the number of the step that is played next."""

    scenario_run_id: str
    scenario: str
    status: ScenarioRunStatus
    position: int
    failure: str | None
    created_at: datetime
    completed_at: datetime | None


class StoredPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What a run plays, and with whose rights."""

    scenario_run_id: str
    definition: Definition | None = None
    user_id: str
    auth_method: AuthMethod
    organization_id: str | None
    bank_id: str | None
    client_id: str | None
    scopes: list[str]
    session_id: str | None = None

    def caller(self, correlation_id: str | None, by: str | None) -> Caller:
        """Whoever asked for the run; or somebody made up with the same rights, whom a step names."""
        return Caller(
            user_id=self.user_id if by is None else f"{self.scenario_run_id}/{by}",
            auth_method=self.auth_method,
            organization_id=self.organization_id,
            bank_id=self.bank_id,
            scopes=frozenset(self.scopes),
            client_id=self.client_id,
            session_id=self.session_id,
            correlation_id=correlation_id,
        )


class StoredStep(msgspec.Struct, frozen=True, kw_only=True):
    """What one step did. `name` with its `operation_id` says what a reference to it stands for."""

    scenario_step_id: str
    scenario_run_id: str
    number: int
    action: str
    status: ScenarioRunStatus
    detail: str | None = None
    resource_id: str | None = None
    name: str | None = None
    operation_id: str | None = None


def binding(scenario_run_id: str, name: str) -> str:
    """The value of the column that finds a name of a run."""
    return f"{scenario_run_id}/{name}"


RUNS = Kind(StoredRun, prefix="scn", name="ScenarioRun", index=("status",))

PLANS = Kind(
    StoredPlan,
    prefix="scn",
    name="ScenarioPlan",
    personal=("definition",),
    person=lambda plan: plan.scenario_run_id,
)

STEPS = Kind(
    StoredStep,
    prefix="scs",
    name="ScenarioStep",
    index=("scenario_run_id",),
    unique=("binding", "place"),
    computed={
        "binding": lambda step: () if step.name is None else (binding(step.scenario_run_id, step.name),),
        "place": lambda step: (f"{step.scenario_run_id}/{step.number}",),
    },
)
