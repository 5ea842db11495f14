"""What the words of a definition mean: from plain values to steps, every unknown word refused.

A step is a map with exactly one of the verbs do, expect, expect_event, advance, set, fault, include,
and what belongs to the verb. Whether names and operations exist is for checking.py.
See: docs/concepts/scenarios.md for the words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sandbox.world.scenarios.definition import MOST_STEPS, Definition, Expectation, Step
from sandbox.world.scenarios.mistakes import Mistakes, pointer_to
from sandbox.world.scenarios.references import NAME

Source = Callable[[str], Mapping[str, Any] | None]
"""Gives the values of what `include` names, or None."""

_MATCHERS = ("equals", "at_least", "at_most", "count")
_ON_A_SCENARIO = ("name", "title", "description", "steps")
_WITH_A_VERB: dict[str, tuple[str, ...]] = {
    "do": ("with", "as", "by", "expect_refusal", *_MATCHERS, "repeat"),
    "expect": ("repeat",),
    "expect_event": ("repeat",),
    "advance": ("calendar", "repeat"),
    "set": (),
    "fault": (),
    "include": (),
}
_IN_EXPECT = ("call", "with", *_MATCHERS)
_IN_EXPECT_EVENT = ("type", "about", "count")
_CALENDARS = ("US_FEDERAL_RESERVE", "TARGET")


def understood(
    document: Any, mistakes: Mistakes, includable: Source, names: Iterable[str], *, name: str = "definition"
) -> Definition:
    """The scenario that plain values describe; what is not understood is in `mistakes`.

    names: what `includable` knows, to suggest.
    """
    return _Grammar(mistakes, includable, tuple(names)).scenario(document, name)


class _Grammar:
    """One reading of one definition."""

    def __init__(self, mistakes: Mistakes, includable: Source, names: tuple[str, ...]) -> None:
        self._mistakes = mistakes
        self._includable = includable
        self._names = names
        self._including: list[str] = []

    def scenario(self, document: Any, name: str) -> Definition:
        document = self._map(document, "", "A definition is a map with steps.")
        self._known(document, "", "key", _ON_A_SCENARIO)
        name = self._text(document, "name", "", name)
        if not NAME.match(name):
            self._mistakes.add("/name", "A name is up to 40 lower-case letters, digits and underscores.")
        title = self._text(document, "title", "", name.replace("_", " ").capitalize())
        description = self._text(document, "description", "", "")
        steps = tuple(self._steps(document.get("steps"), ""))
        definition = Definition(name, title, description, steps)
        if not len(self._mistakes):
            if not steps:
                self._mistakes.add("/steps", "A scenario has at least one step.")
            elif definition.step_count > MOST_STEPS:
                self._mistakes.add("/steps", f"A scenario has at most {MOST_STEPS:,} steps, repetitions counted.")
        return definition

    # Steps ---------------------------------------------------------------------------------------
    def _steps(self, steps: Any, under: str) -> list[Step]:
        if not isinstance(steps, list):
            self._mistakes.add(f"{under}/steps", "Steps are a list.")
            return []
        found: list[Step] = []
        for number, step in enumerate(steps):
            found += self._step(step, f"{under}/steps/{number}")
            if len(found) > MOST_STEPS:
                break
        return found

    def _step(self, step: Any, at: str) -> list[Step]:
        step = self._map(step, at, "A step is a map, such as {do: createCustomer}.")
        verbs = [verb for verb in _WITH_A_VERB if verb in step]
        if len(verbs) != 1:
            allowed = ", ".join(_WITH_A_VERB)
            if step and not verbs:
                self._known(step, at, "kind of step", tuple(_WITH_A_VERB))
            self._mistakes.add(at, f"A step has exactly one of {allowed}.")
            return []
        verb = verbs[0]
        self._known(step, at, f"key of {verb}", (verb, *_WITH_A_VERB[verb]))
        repeat = self._number(step, "repeat", at, 1, MOST_STEPS) or 1
        making: Callable[[Any, str, int], list[Step]] = getattr(self, f"_{verb}")
        return making(step, at, repeat)

    def _do(self, step: Mapping[str, Any], at: str, repeat: int) -> list[Step]:
        return [
            Step(
                at,
                "DO",
                operation=self._text(step, "do", at, ""),
                arguments=self._part(step, "with", at),
                name=self._named(step, "as", at),
                by=self._named(step, "by", at),
                refusal=self._text(step, "expect_refusal", at, "") or None,
                expected=self._expectation(step, at),
                repeat=repeat,
            )
        ]

    def _expect(self, step: Mapping[str, Any], at: str, repeat: int) -> list[Step]:
        at = f"{at}/expect"
        body = self._map(step["expect"], at, "expect is a map with call.")
        self._known(body, at, "key of expect", _IN_EXPECT)
        expected = self._expectation(body, at)
        if not expected:
            self._mistakes.add(at, f"Say what to expect: {', '.join(_MATCHERS)}.")
        operation = self._text(body, "call", at, "")
        return [Step(at, "EXPECT", operation, arguments=self._part(body, "with", at), expected=expected, repeat=repeat)]

    def _expect_event(self, step: Mapping[str, Any], at: str, repeat: int) -> list[Step]:
        at, body = f"{at}/expect_event", step["expect_event"]
        if isinstance(body, str):
            body = {"type": body}
        body = self._map(body, at, "expect_event is a type of event, or a map with type.")
        self._known(body, at, "key of expect_event", _IN_EXPECT_EVENT)
        about = body.get("about")
        if about is not None and not isinstance(about, str):
            self._mistakes.add(f"{at}/about", "about is the id of a resource, or a reference to one.")
        count = self._number(body, "count", at, 0, MOST_STEPS)
        event_type = self._text(body, "type", at, "")
        expected = Expectation(count=count)
        return [Step(at, "EXPECT_EVENT", event_type=event_type, about=about, expected=expected, repeat=repeat)]

    def _advance(self, step: Mapping[str, Any], at: str, repeat: int) -> list[Step]:
        calendar: Any = self._text(step, "calendar", at, _CALENDARS[0])
        if calendar not in _CALENDARS:
            self._mistakes.unknown(f"{at}/calendar", "calendar", calendar, _CALENDARS, "invalid_field")
        return [Step(at, "ADVANCE", until=self._text(step, "advance", at, ""), calendar=calendar, repeat=repeat)]

    def _set(self, step: Mapping[str, Any], at: str, repeat: int) -> list[Step]:
        values = self._map(step["set"], f"{at}/set", "set is a map from settings to values.")
        return [
            Step(
                at + pointer_to("set", key),
                "DO",
                operation="updateSetting",
                arguments={"setting_key": key, "setting_value": _as_setting(value)},
            )
            for key, value in values.items()
        ]

    def _fault(self, step: Mapping[str, Any], at: str, repeat: int) -> list[Step]:
        body = self._map(step["fault"], f"{at}/fault", "fault is a map with kind.")
        return [Step(f"{at}/fault", "DO", operation="declareFault", arguments=dict(body))]

    def _include(self, step: Mapping[str, Any], at: str, repeat: int) -> list[Step]:
        at = f"{at}/include"
        name = step["include"]
        included = self._includable(name) if isinstance(name, str) else None
        if included is None:
            self._mistakes.unknown(at, "shipped scenario", str(name), self._names, "invalid_field")
            return []
        if name in self._including:
            self._mistakes.add(at, f"{name} includes itself.")
            return []
        self._including.append(name)
        steps = self._steps(included["steps"], at)
        self._including.pop()
        return steps

    # Parts ---------------------------------------------------------------------------------------
    def _expectation(self, body: Mapping[str, Any], at: str) -> Expectation:
        return Expectation(
            equals=self._part(body, "equals", at),
            at_least=self._part(body, "at_least", at),
            at_most=self._part(body, "at_most", at),
            count=self._number(body, "count", at, 0, MOST_STEPS),
        )

    def _map(self, value: Any, at: str, wanted: str) -> Mapping[str, Any]:
        if isinstance(value, dict):
            return value
        self._mistakes.add(at, wanted)
        return {}

    def _part(self, body: Mapping[str, Any], key: str, at: str) -> dict[str, Any]:
        if key not in body:
            return {}
        return dict(self._map(body[key], f"{at}/{key}", f"{key} is a map."))

    def _known(self, body: Mapping[str, Any], at: str, what: str, known: Iterable[str]) -> None:
        for key in body:
            if key not in known:
                self._mistakes.unknown(at + pointer_to(key), what, key, known)

    def _text(self, body: Mapping[str, Any], key: str, at: str, default: str) -> str:
        value = body.get(key, default)
        if isinstance(value, str) and len(value) <= 2000:
            return value
        self._mistakes.add(f"{at}/{key}", f"{key} is a text.")
        return default

    def _named(self, body: Mapping[str, Any], key: str, at: str) -> str | None:
        value = self._text(body, key, at, "") or None
        if value is not None and not NAME.match(value):
            self._mistakes.add(f"{at}/{key}", "A name is up to 40 lower-case letters, digits and underscores.")
            return None
        return value

    def _number(self, body: Mapping[str, Any], key: str, at: str, least: int, most: int) -> int | None:
        value = body.get(key)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self._mistakes.add(f"{at}/{key}", f"{key} is a whole number from {least} to {most:,}.")
        return None


def _as_setting(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else value
