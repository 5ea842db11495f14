"""Whether a scenario can be played: every operation, argument, name and path of it, before the first step.

What depends on the bank (funds, states, ids) shows when it is played; everything else is said here,
all at once. See: grammar.py for the words, mistakes.py.
"""

from __future__ import annotations

import re
from typing import Any

from sandbox.contract.binder import Route
from sandbox.contract.models.problems import EVENT_TYPES, PROBLEMS
from sandbox.contract.problem import Problem
from sandbox.services.settings.rules import SETTINGS
from sandbox.services.settings.rules import mistake as mistake_of_setting
from sandbox.world.scenarios import repertoire
from sandbox.world.scenarios.definition import Definition, Step
from sandbox.world.scenarios.mistakes import Mistakes, pointer_to
from sandbox.world.scenarios.performing import arguments_of
from sandbox.world.scenarios.references import BUILT_IN, Reference, has_references, references
from sandbox.world.scenarios.repertoire import Made
from sandbox.world.scenarios.targets import NEXT_EFFECT, TARGETS, instant

_SOME_INSTANT_US = 1_750_000_000_000_000
_POINTER = re.compile(r"/([^/]*)")


def check(definition: Definition, mistakes: Mistakes) -> frozenset[str]:
    """Add what is wrong to `mistakes`; gives the scopes that playing it takes."""
    checker = _Checker(mistakes)
    for step in definition.steps:
        checker.step(step)
    return frozenset(checker.scopes)


class _Bound:
    """A name that a step gave, and whether it is one of many."""

    def __init__(self, made: Made | None, repeat: int) -> None:
        self.made = made
        self.repeat = repeat


class _Checker:
    def __init__(self, mistakes: Mistakes) -> None:
        self.scopes: set[str] = set()
        self._mistakes = mistakes
        self._is_whole = not len(mistakes)  # a step that was not understood may have given a name
        self._bound: dict[str, _Bound] = {}

    def step(self, step: Step) -> None:
        if step.action == "ADVANCE":
            self._advance(step)
        elif step.action == "EXPECT_EVENT":
            self._event(step)
        else:
            self._operation(step)

    # Operations ----------------------------------------------------------------------------------
    def _operation(self, step: Step) -> None:
        verb = "call" if step.action == "EXPECT" else "do"
        route = self._route(step, f"{step.at}/{verb}")
        for part in ("equals", "at_least", "at_most"):
            self._references(getattr(step.expected, part), f"{step.at}/{part}", step)
        self._references(step.arguments, _arguments_at(step), step)
        if route is None:
            if step.name is not None:
                self._bound[step.name] = _Bound(None, step.repeat)
            return
        self.scopes.update(route.spec.scopes)
        if step.action == "EXPECT" and route.spec.is_unsafe:
            self._mistakes.add(f"{step.at}/call", f"{step.operation} changes something; use do with equals.")
        self._arguments(step, route)
        self._refusal(step)
        self._expectation(step, route)
        self._name(step)

    def _route(self, step: Step, at: str) -> Route | None:
        route = repertoire.routes().get(step.operation)
        if route is not None:
            return route
        reason = repertoire.why_not(step.operation)
        if reason is not None:
            self._mistakes.add(at, f"A step cannot use {step.operation}: {reason}.")
        else:
            names = [name for name in repertoire.operation_ids() if repertoire.why_not(name) is None]
            self._mistakes.unknown(at, "operation", step.operation, names, "unknown_operation")
        return None

    def _arguments(self, step: Step, route: Route) -> None:
        at = _arguments_at(step)
        names = repertoire.argument_names(route)
        unknown = [name for name in step.arguments if name not in names]
        for name in unknown:
            self._mistakes.unknown(at + pointer_to(name), f"argument of {step.operation}", name, names)
        if step.operation == "updateSetting":
            self._setting(step)
        if unknown or step.refusal in ("invalid_field", "unknown_field"):
            return
        try:
            arguments_of(route, step.arguments)
        except Problem as problem:
            for error in problem.errors:
                if not _is_reference(step.arguments, error.pointer):
                    self._mistakes.add(at + error.pointer, error.detail, error.code)
            if not problem.errors:
                self._mistakes.add(at, problem.detail)

    def _setting(self, step: Step) -> None:
        key, value = step.arguments.get("setting_key"), step.arguments.get("setting_value")
        if has_references(key) or step.refusal is not None:
            return
        if key not in SETTINGS:
            self._mistakes.unknown(step.at, "setting", str(key), SETTINGS)
        elif isinstance(value, str) and not has_references(value) and (wrong := mistake_of_setting(key, value)):
            self._mistakes.add(step.at, wrong)

    def _refusal(self, step: Step) -> None:
        if step.refusal is None:
            return
        at = f"{step.at}/expect_refusal"
        if step.refusal not in PROBLEMS:
            self._mistakes.unknown(at, "problem", step.refusal, PROBLEMS, "invalid_field")
        if step.expected or step.name is not None:
            self._mistakes.add(at, "What is refused gives no answer: leave out as and what is expected of it.")

    def _expectation(self, step: Step, route: Route) -> None:
        expected = step.expected
        fields = repertoire.fields_of(repertoire.schema_of(route))
        if expected.count is not None and not route.spec.is_list:
            self._mistakes.add(f"{step.at}/count", f"{step.operation} gives no list.")
        for part in ("equals", "at_least", "at_most"):
            for path in getattr(expected, part):
                names = path.split(".")
                if route.spec.is_list and names[0].isdecimal():
                    names = names[1:]
                elif route.spec.is_list:
                    self._mistakes.add(
                        f"{step.at}/{part}" + pointer_to(path), "Begin with a place in the list, such as 0.status."
                    )
                    continue
                if names and names[0] not in fields:
                    what = f"property of {step.operation}'s answer"
                    self._mistakes.unknown(f"{step.at}/{part}" + pointer_to(path), what, names[0], fields)

    # Names ---------------------------------------------------------------------------------------
    def _name(self, step: Step) -> None:
        if step.name is None:
            return
        at = f"{step.at}/as"
        made = repertoire.made_by(step.operation)
        if step.name in self._bound:
            self._mistakes.add(at, f"The name {step.name} is given twice.")
        elif step.name in BUILT_IN:
            self._mistakes.add(at, f"{step.name} has a meaning of its own.")
        elif made is None:
            self._mistakes.add(at, f"What {step.operation} answers has no id to name.")
        self._bound[step.name] = _Bound(made, step.repeat)

    def _references(self, value: Any, at: str, step: Step) -> None:
        for pointer, text, reference in references(value):
            if reference is None:
                self._mistakes.add(at + pointer, f"{text} is no reference.")
            else:
                self._reference(reference, text, at + pointer, step)

    def _reference(self, reference: Reference, text: str, at: str, step: Step) -> None:
        if reference.name in BUILT_IN:
            if reference.offset is not None and instant(reference.offset, _SOME_INSTANT_US, step.calendar) is None:
                self._mistakes.add(at, f"{text}: {reference.offset} is no duration of ISO 8601.")
            return
        bound = self._bound.get(reference.name)
        if bound is None and not self._is_whole:
            return
        if bound is None:
            self._mistakes.unknown(at, "name before this step", reference.name, self._bound, "invalid_field")
            return
        self._place(reference, bound, text, at, step.repeat)
        if not reference.path or bound.made is None:
            return
        fields = repertoire.fields_of(bound.made.schema)
        first = reference.path[0]
        if first not in fields:
            self._mistakes.unknown(at, f"property of {reference.name}", first, fields, "invalid_field")
        elif bound.made.reading is not None:
            self.scopes.update(bound.made.reading.route.spec.scopes)
        elif reference.path != (bound.made.id_field,):
            self._mistakes.add(at, f"{text}: of {reference.name} only its id is known.")

    def _place(self, reference: Reference, bound: _Bound, text: str, at: str, repeat: int) -> None:
        place = repeat if reference.place == "index" else int(reference.place or 1)
        if bound.repeat == 1 and reference.place is not None:
            self._mistakes.add(at, f"{text}: {reference.name} is one, not many.")
        elif bound.repeat > 1 and reference.place is None:
            self._mistakes.add(at, f"{text}: {reference.name} is many; say which, such as ${{{reference.name}[1]}}.")
        elif place > bound.repeat:
            self._mistakes.add(at, f"{text}: there are {bound.repeat} of {reference.name}.")

    # The rest ------------------------------------------------------------------------------------
    def _advance(self, step: Step) -> None:
        if step.until not in TARGETS and instant(step.until, _SOME_INSTANT_US, step.calendar) is None:
            self._mistakes.unknown(
                f"{step.at}/advance", f"duration of ISO 8601 or target ({', '.join(TARGETS)})", step.until, TARGETS,
                "invalid_field",
            )  # fmt: skip
        if step.until == NEXT_EFFECT:
            self.scopes.add("simulations:read")

    def _event(self, step: Step) -> None:
        self.scopes.add("events:read")
        if step.event_type not in EVENT_TYPES:
            self._mistakes.unknown(step.at, "type of event", step.event_type, EVENT_TYPES, "unknown_event_type")
        if step.about is not None:
            self._references(step.about, f"{step.at}/about", step)


def _arguments_at(step: Step) -> str:
    """Where a step's arguments stand: set and fault have theirs without a `with`."""
    return step.at if "/set/" in step.at or step.at.endswith("/fault") else f"{step.at}/with"


def _is_reference(arguments: dict[str, Any], pointer: str) -> bool:
    """Whether a pointer leads to a value that is only known when it is played."""
    value: Any = arguments
    for part in _POINTER.findall(pointer):
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and name in value:
            value = value[name]
        elif isinstance(value, list) and name.isdecimal() and int(name) < len(value):
            value = value[int(name)]
        else:
            return False
    return isinstance(value, str) and "${" in value
