"""A scenario as it is kept and played: steps with everything written out. No behaviour but counting.

Steps are numbered from 1; a repeated one has as many numbers as repetitions.
See: grammar.py, which makes it; checking.py, which says whether it can be played; playing.py.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import msgspec

MOST_STEPS = 10_000

Action = Literal["DO", "EXPECT", "EXPECT_EVENT", "ADVANCE"]


class Expectation(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an answer has to be: values by dotted path, least and most of numbers, the length of a list."""

    equals: dict[str, Any] = {}
    at_least: dict[str, Any] = {}
    at_most: dict[str, Any] = {}
    count: int | None = None

    def __bool__(self) -> bool:
        return bool(self.equals or self.at_least or self.at_most or self.count is not None)


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """One step. `at` is where it stands in the definition, as a JSON Pointer.

    DO and EXPECT: operation, arguments, what is expected; DO also name, by and refusal. EXPECT_EVENT:
    event_type, about, least (or exactly `count`). ADVANCE: until (a duration or a target), calendar.
    """

    at: str
    action: Action
    operation: str = ""
    arguments: dict[str, Any] = {}
    name: str | None = None
    by: str | None = None
    refusal: str | None = None
    expected: Expectation = Expectation()
    until: str = ""
    calendar: Literal["US_FEDERAL_RESERVE", "TARGET"] = "US_FEDERAL_RESERVE"
    event_type: str = ""
    about: Any = None
    repeat: int = 1

    @property
    def label(self) -> str:
        """What a run shows it as."""
        if self.action == "DO":
            return self.operation
        return "advance" if self.action == "ADVANCE" else "expect"


class Turn(NamedTuple):
    """One step to play; `repetition` counts from 1."""

    number: int
    step: Step
    repetition: int


class Definition(msgspec.Struct, frozen=True, omit_defaults=True):
    """A whole scenario."""

    name: str
    title: str
    description: str
    steps: tuple[Step, ...]

    @property
    def step_count(self) -> int:
        """How many steps are played."""
        return sum(step.repeat for step in self.steps)

    def turn(self, number: int) -> Turn | None:
        """What is played at a number; None behind the last."""
        before = 0
        for step in self.steps:
            if number <= before + step.repeat:
                return Turn(number, step, number - before)
            before += step.repeat
        return None
