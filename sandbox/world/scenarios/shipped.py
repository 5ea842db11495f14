"""What is shipped: the scenarios in `shipped/`, and the table of triggers in `triggers.yaml`.

Each is read by the same reader and the same grammar as a client's own definition. A scenario's name is
the name of its file. A trigger is a list of steps that ends in its event; blocks are what several begin
with. See: tests/services/simulations/, which play all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sandbox.contract.models.problems import EVENT_TYPES
from sandbox.contract.problem import Problem
from sandbox.world.scenarios.definition import Definition
from sandbox.world.scenarios.grammar import understood
from sandbox.world.scenarios.mistakes import Mistakes, nearest
from sandbox.world.scenarios.reading import read

_FOLDER = Path(__file__).parent


@cache
def _document(path: Path) -> Mapping[str, Any]:
    mistakes = Mistakes()
    document = read(path.read_text(encoding="utf-8"), mistakes)
    assert isinstance(document, dict), f"{path.name}: {mistakes.found}"
    return document


@cache
def names() -> tuple[str, ...]:
    """The names of the shipped scenarios, in order."""
    return tuple(sorted(path.stem for path in (_FOLDER / "shipped").glob("*.yaml")))


def steps_of(name: str) -> Mapping[str, Any] | None:
    """The values of a shipped scenario, to be included in another one; None for a name that is not shipped."""
    return _document(_FOLDER / "shipped" / f"{name}.yaml") if name in names() else None


@cache
def scenario(name: str) -> Definition:
    """A shipped scenario. Raises `unknown_scenario`."""
    document = steps_of(name)
    if document is None:
        raise Problem("unknown_scenario", f"No shipped scenario is called {name!r}.{nearest(name, names())}")
    mistakes = Mistakes()
    definition = understood(document, mistakes, steps_of, names(), name=name)
    mistakes.refuse()
    return definition


@cache
def trigger(event_type: str) -> Definition:
    """The shortest honest path to an event. Raises `unknown_event_type`, `event_not_triggerable`."""
    if event_type not in EVENT_TYPES:
        raise Problem(
            "unknown_event_type", f"There is no event type {event_type[:80]!r}.{nearest(event_type, EVENT_TYPES)}"
        )
    table = _document(_FOLDER / "triggers.yaml")
    reasons: Mapping[str, str] = table["not_triggerable"]
    noun = event_type.partition(".")[0]
    reason = reasons.get(event_type) or reasons.get(f"{noun}.*")
    if reason is not None:
        raise Problem("event_not_triggerable", reason)
    blocks: Mapping[str, Any] = table["blocks"]
    steps = [*table["triggers"][event_type], {"expect_event": event_type}]
    mistakes = Mistakes()
    values = {"name": "trigger", "title": event_type, "steps": steps}
    definition = understood(values, mistakes, lambda name: _block(blocks, name), blocks)
    mistakes.refuse()
    return definition


def _block(blocks: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    steps = blocks.get(name)
    return None if steps is None else {"steps": steps}
