"""References in a definition: `${ada}`, `${account.currency}`, `${saver[index]}`, `${now+P3D}`. Pure functions.

A name stands for the id of what a step made; a path behind it for a field of that thing as it is at
the moment of asking. A text that is one reference and nothing else becomes the value itself; one among
other words becomes text. `$${` is a dollar and a brace.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, NamedTuple

from sandbox.world.scenarios.mistakes import pointer_to

_ANY = re.compile(r"\$\$\{|\$\{([^}]*)(\}?)")
_NAMED = re.compile(r"(?a)([a-z][a-z0-9_]{0,39})(?:\[(index|[1-9]\d{0,4})\])?((?:\.[a-z0-9_]{1,64}){0,6})\Z")
_TIMED = re.compile(r"(?a)(now|today)(?:\+(P[0-9A-Z]{1,39}))?\Z")
NAME = re.compile(r"(?a)[a-z][a-z0-9_]{0,39}\Z")

BUILT_IN = ("index", "run", "now", "today")
"""index: which repetition, from 1. run: 26 characters that are this run's own. now, today: the bank's time."""


class Reference(NamedTuple):
    """What stands between `${` and `}`. `place` is a number, "index" or None; `offset` an ISO 8601 duration."""

    name: str
    place: str | None = None
    path: tuple[str, ...] = ()
    offset: str | None = None


LookUp = Callable[[Reference], Awaitable[Any]]


def parsed(text: str) -> Reference | None:
    """The reference that a text between the braces is, or None."""
    found = _TIMED.match(text)
    if found is not None:
        return Reference(found[1], offset=found[2])
    found = _NAMED.match(text)
    if found is None or (found[1] in BUILT_IN and found[0] != found[1]):
        return None
    return Reference(found[1], found[2], tuple(found[3].split(".")[1:]))


def references(value: Any, pointer: str = "") -> Iterator[tuple[str, str, Reference | None]]:
    """Every reference in a value: where it stands, its text, and what it is (None: it is none)."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from references(part, pointer + pointer_to(name))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from references(part, f"{pointer}/{number}")
    elif isinstance(value, str):
        for found in _ANY.finditer(value):
            if found[1] is not None:
                yield pointer, found[0], parsed(found[1]) if found[2] else None


def has_references(value: Any) -> bool:
    """Whether anything in a value has to be looked up, or unescaped."""
    if isinstance(value, dict):
        return any(has_references(part) for part in value.values())
    if isinstance(value, list):
        return any(has_references(part) for part in value)
    return isinstance(value, str) and "${" in value


async def filled(value: Any, look_up: LookUp) -> Any:
    """A value with every reference replaced by what it stands for."""
    if isinstance(value, dict):
        return {name: await filled(part, look_up) for name, part in value.items()}
    if isinstance(value, list):
        return [await filled(part, look_up) for part in value]
    if not isinstance(value, str) or "${" not in value:
        return value
    parts: list[str] = []
    end = 0
    for found in _ANY.finditer(value):
        parts.append(value[end : found.start()])
        end = found.end()
        if found[1] is None:
            parts.append("${")
            continue
        reference = parsed(found[1])
        assert reference is not None, "references were checked before the run began"
        meant = await look_up(reference)
        if found[0] == value:
            return meant
        parts.append(_as_text(meant))
    return "".join([*parts, value[end:]])


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
