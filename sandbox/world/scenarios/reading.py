"""YAML to plain values: bounded, and without what makes YAML dangerous or surprising.

No aliases (a kilobyte of them can mean a gigabyte), no tags, no doubled keys, little depth. Plain
scalars mean what they mean in JSON: `no` is the text "no", 2026-01-15 is a text, `true` is true.
See: grammar.py for what the values mean, tests/services/simulations/test_scenario_definitions.py.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from sandbox.world.scenarios.mistakes import Mistakes

MOST_CHARACTERS = 60_000
DEEPEST = 12


class _Surprise(yaml.YAMLError):
    """Something that a definition does not need and so may not have."""

    def __init__(self, mark: Any, problem: str) -> None:
        super().__init__(problem)
        self.problem_mark = mark
        self.problem = problem


class _Loader(yaml.SafeLoader):
    """The safe loader, with JSON's ideas of plain scalars."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        if self.check_event(yaml.AliasEvent):
            raise _Surprise(event.start_mark, "aliases are not allowed; write it out, or use include or repeat")
        if getattr(event, "tag", None) is not None:
            raise _Surprise(event.start_mark, "tags are not allowed")
        self._depth += 1
        if self._depth > DEEPEST:
            raise _Surprise(event.start_mark, f"nested deeper than {DEEPEST}")
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _Surprise(key.start_mark, "keys are plain words")
            if key.value in seen:
                raise _Surprise(key.start_mark, f"the key {key.value[:80]!r} is given twice")
            seen.add(key.value)
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


for _tag, _pattern, _first in (
    ("null", r"(?:null|~|)\Z", ["n", "~", ""]),
    ("bool", r"(?:true|false)\Z", ["t", "f"]),
    ("int", r"(?a)-?(?:0|[1-9]\d{0,15})\Z", [*"-0123456789"]),
    ("float", r"(?a)-?(?:0|[1-9]\d{0,15})\.\d{1,15}\Z", [*"-0123456789"]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)


def _mapping(loader: Any, node: Any) -> dict[Any, Any]:
    found: dict[Any, Any] = loader.construct_mapping(node)
    return found


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read(text: str, mistakes: Mistakes) -> Any:
    """The values of a YAML text: maps, lists, texts, numbers, true, false, null. None when it is no YAML."""
    if len(text) > MOST_CHARACTERS:
        mistakes.add("", f"A definition may have {MOST_CHARACTERS:,} characters.")
        return None
    loader = None
    try:
        loader = _Loader(text)
        return loader.get_single_data()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"Line {mark.line + 1}, column {mark.column + 1}: " if mark is not None else ""
        problem = getattr(error, "problem", None) or getattr(error, "reason", "this is no YAML")
        mistakes.add("", f"{where}{problem}.")
        return None
    finally:
        if loader is not None:
            loader.dispose()
