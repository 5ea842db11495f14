"""Whether an answer is what was expected, and a sentence that says where it is not. Pure functions.

A path is dotted (`address.city`, `0.status`). Values are compared as JSON: true is not 1.
Values of hidden properties, personal ones and secrets, are compared and never repeated.
See: tests/services/simulations/test_scenario_definitions.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sandbox.world.scenarios.definition import Expectation

_MISSING = object()
_LONGEST = 120


def failure(expected: Expectation, answer: Any, hiding: Iterable[str] = ()) -> str | None:
    """What is not as expected, in one sentence, or None. `answer` is made of plain values."""
    if expected.count is not None:
        length = len(answer) if isinstance(answer, list) else None
        if length is None:
            return f"Expected a list of {expected.count}, found one answer."
        if length != expected.count:
            return f"Expected {expected.count} in the list, found {length}."
    hidden = frozenset(hiding)
    for path, wanted in expected.equals.items():
        found = _at(answer, path)
        if not _is_same(found, wanted):
            return _sentence(path, shown(wanted), found, hidden)
    for words, wanted_map, sign in (("at least", expected.at_least, 1), ("at most", expected.at_most, -1)):
        for path, wanted in wanted_map.items():
            found = _at(answer, path)
            if not _is_number(wanted) or not _is_number(found) or (found - wanted) * sign < 0:
                return _sentence(path, f"{words} {shown(wanted)}", found, hidden)
    return None


def shown(value: Any) -> str:
    """A value in a sentence."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def _sentence(path: str, wanted: str, found: Any, hidden: frozenset[str]) -> str:
    if not hidden.isdisjoint(path.split(".")):
        return f"{path} is not what was expected; it is hidden and not shown."
    return f"Expected {path} to be {wanted}, found {'nothing there' if found is _MISSING else shown(found)}."


def _at(answer: Any, path: str) -> Any:
    for part in path.split("."):
        if isinstance(answer, dict) and part in answer:
            answer = answer[part]
        elif isinstance(answer, list) and part.isdecimal() and len(part) <= 6 and int(part) < len(answer):
            answer = answer[int(part)]
        else:
            return _MISSING
    return answer


def _is_same(found: Any, wanted: Any) -> bool:
    if isinstance(found, bool) or isinstance(wanted, bool):
        return found is wanted
    if isinstance(wanted, dict):
        return isinstance(found, dict) and found.keys() == wanted.keys() and _all(found, wanted, wanted)
    if isinstance(wanted, list):
        return isinstance(found, list) and len(found) == len(wanted) and _all(found, wanted, range(len(wanted)))
    return type(found) is type(wanted) and bool(found == wanted)


def _all(found: Any, wanted: Any, places: Iterable[Any]) -> bool:
    return all(_is_same(found[place], wanted[place]) for place in places)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
