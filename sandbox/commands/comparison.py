"""Two canonical exports compared line by line, in memory that does not grow with them.

An export is sorted: the bank, its records by kind and id, entries by account, time and number, events by
number, effects by time. So two of them are merged like sorted lists, a place at a time; only effects share
a place, and those of one instant are compared as a set. Pure: it sees lines, not banks.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeAlias

Line: TypeAlias = dict[str, Any]
Place: TypeAlias = tuple[Any, ...]

_ORDER = {"bank": 0, "record": 1, "entry": 2, "event": 3, "effect": 4}
_UNKNOWN = len(_ORDER)


class Difference(NamedTuple):
    """One line that differs: in A only, in B only, or in both with other fields.

    fields: for a line in both, `{path: [in A, in B]}`; for a line in one, None.
    """

    where: str
    what: str
    name: str
    fields: dict[str, list[Any]] | None
    line: Line


def differences(lines_a: Iterable[Line], lines_b: Iterable[Line]) -> Iterator[Difference]:
    """Every difference, in the order of the exports."""
    groups_a, groups_b = itertools.groupby(lines_a, place), itertools.groupby(lines_b, place)
    in_a, in_b = _taken(groups_a), _taken(groups_b)
    while in_a is not None or in_b is not None:
        if in_b is None or (in_a is not None and in_a[0] < in_b[0]):
            assert in_a is not None
            yield from (_one_sided("A", line) for line in in_a[1])
            in_a = _taken(groups_a)
        elif in_a is None or in_b[0] < in_a[0]:
            yield from (_one_sided("B", line) for line in in_b[1])
            in_b = _taken(groups_b)
        else:
            yield from _at_one_place(in_a[1], in_b[1])
            in_a, in_b = _taken(groups_a), _taken(groups_b)


def place(line: Line) -> Place:
    """Where a line stands in an export; the order of places is the order of lines."""
    kind = line["type"]
    rank = _ORDER.get(kind, _UNKNOWN)
    if kind == "record":
        return (rank, line["kind"], line["id"])
    if kind == "entry":
        return (rank, line["account"], line["at_us"], line["sequence"])
    if kind == "event":
        return (rank, line["sequence"])
    return (rank, line.get("due_us", 0))


def name(line: Line) -> tuple[str, str]:
    """What a line is about, for people: its kind, and which one."""
    kind = line["type"]
    if kind == "record":
        return line["kind"], line["id"]
    if kind == "entry":
        return "entry", f"{line['sequence']} of {line['account']}"
    if kind == "event":
        return "event", f"{line['sequence']} {line['body'].get('type', '')}".strip()
    if kind == "effect":
        return "effect", f"{line['function']} {line['subject']}"
    return kind, kind


def changed_fields(before: Any, after: Any, path: str = "") -> dict[str, list[Any]]:
    """The fields that differ, by their path."""
    if isinstance(before, dict) and isinstance(after, dict):
        found: dict[str, list[Any]] = {}
        for key in sorted({*before, *after}):
            found |= changed_fields(before.get(key), after.get(key), f"{path}.{key}" if path else key)
        return found
    return {} if before == after else {path: [before, after]}


def _taken(groups: Iterator[tuple[Place, Iterator[Line]]]) -> tuple[Place, list[Line]] | None:
    found = next(groups, None)
    return None if found is None else (found[0], list(found[1]))


def _at_one_place(lines_a: list[Line], lines_b: list[Line]) -> Iterator[Difference]:
    if len(lines_a) == len(lines_b) == 1 and name(lines_a[0]) == name(lines_b[0]):
        fields = changed_fields(lines_a[0], lines_b[0])
        if fields:
            yield Difference("both", *name(lines_a[0]), fields, lines_a[0])
        return
    left_a, left_b = _counted(lines_a), _counted(lines_b)
    for text in (left_a - left_b).elements():
        yield _one_sided("A", json.loads(text))
    for text in (left_b - left_a).elements():
        yield _one_sided("B", json.loads(text))


def _counted(lines: list[Line]) -> Counter[str]:
    return Counter(json.dumps(line, sort_keys=True) for line in lines)


def _one_sided(where: str, line: Line) -> Difference:
    return Difference(where, *name(line), None, line)
