"""The queue: everything that happens later, in order of (due, sequence).

A row is a timer, a reaction to an event, or the next step of a saga. Each runs as one transaction
that also deletes its row: its effect happens exactly once, across crashes. What is due now runs
even when the clock stands still. A row that fails is retried on the bank's clock, then parked.
See: `bank.Bank` for the worker, tests/engine/test_queue.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable

import msgspec

from sandbox.contract.problem import Problem
from sandbox.engine.call import Call

Step = Callable[[Call, str], Awaitable[None]]

STEPS: dict[str, Step] = {}
REACTIONS: dict[str, list[str]] = defaultdict(list)

CLOCK_MOVED = "simulations.clock_moved"
"""The step that is told of the end of a move: `<move_id>/<rows that fired>`."""

RETRY_AFTER_US = (1_000_000, 10_000_000, 60_000_000, 600_000_000)
"""How long a failing row waits on the bank's clock before each further try; then it is parked."""


class Effect(msgspec.Struct, frozen=True):
    """One row: `function` names a registered step, `subject` says what it is about."""

    due_us: int
    sequence: int
    function: str
    subject: str
    correlation_id: str | None = None
    attempts: int = 0
    error: str | None = None
    is_parked: bool = False

    def __lt__(self, other: Effect) -> bool:
        return (self.due_us, self.sequence) < (other.due_us, other.sequence)

    @property
    def key(self) -> tuple[int, int]:
        """What orders the queue, and names the row."""
        return self.due_us, self.sequence


def failure_of(error: BaseException) -> str:
    """What a row keeps of why it failed: the kind of error, or a refusal's code, and the place; never its text.

    A text may quote what is personal, and a row is not sealed: it would outlive the person's erasure.
    """
    if isinstance(error, Problem):
        return f"Problem: {error.code}"
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    place = f"{trace.tb_frame.f_globals.get('__name__')}.{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
    return f"{type(error).__name__} in {place}"


def step(name: str) -> Callable[[Step], Step]:
    """Register a function under the name that rows carry; names outlive renames of functions."""

    def register(function: Step) -> Step:
        assert name not in STEPS, f"two steps are called {name}"
        STEPS[name] = function
        return function

    return register


def reaction(event_type: str, name: str) -> Callable[[Step], Step]:
    """Register a step that runs after every event of a type, with the resource's id as subject."""

    def register(function: Step) -> Step:
        REACTIONS[event_type].append(name)
        return step(name)(function)

    return register
