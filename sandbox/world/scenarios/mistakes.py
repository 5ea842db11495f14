"""What is wrong with a definition, all of it: places are JSON Pointers into the YAML as it was sent."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from sandbox.contract.problem import FieldError, Problem

_MOST = 20
"""How many are told; what comes after many more is not even looked for."""

_ENOUGH = 100


class Mistakes:
    """Collects mistakes; `refuse` raises them together."""

    def __init__(self) -> None:
        self.found: list[FieldError] = []

    def __len__(self) -> int:
        return len(self.found)

    def add(self, pointer: str, detail: str, code: str = "invalid_field") -> None:
        """One mistake at a place."""
        if len(self.found) == _ENOUGH:
            return
        error = FieldError(pointer, code, detail if len(detail) <= 300 else f"{detail[:297]}...")
        if error not in self.found:
            self.found.append(error)

    def unknown(self, pointer: str, what: str, name: str, known: Iterable[str], code: str = "unknown_field") -> None:
        """A name that does not exist, with the nearest one that does."""
        if len(self.found) < _ENOUGH:
            self.add(pointer, f"There is no {what} {name[:80]!r}.{nearest(name, known)}", code)

    def refuse(self) -> None:
        """Raise `scenario_invalid` if there is any."""
        if self.found:
            first = self.found[0]
            more = f" And {len(self.found) - 1} more." if len(self.found) > 1 else ""
            detail = f"{first.pointer or 'The definition'}: {first.detail}{more}"
            raise Problem("scenario_invalid", detail, errors=tuple(self.found[:_MOST]))


def nearest(name: str, known: Iterable[str]) -> str:
    """A sentence that suggests the nearest known name, or nothing."""
    close = get_close_matches(name, list(known), n=1)
    return f" Do you mean {close[0]!r}?" if close else ""


def pointer_to(*parts: str | int) -> str:
    """A JSON Pointer (RFC 6901)."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts)
