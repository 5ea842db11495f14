"""The register of cases: each is a sentence about what a server does, the operations it is about, and a function.

A function returns when the sentence is true; `expect` and every comparison of server.py raise `NotKept` when
it is not, and `NotTried` says that a case could not begin, and why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.conformance.server import Server

Check = Callable[["Server"], None]


class NotKept(Exception):
    """The server does not keep the contract here; the sentence says what it did instead."""


class NotTried(Exception):
    """A case cannot be tried on this server; the sentence says why."""


class Unusable(Exception):
    """Nothing can be checked at all; the sentence says why."""


@dataclass(frozen=True)
class Case:
    """One sentence of the contract, and how to find out whether it is true."""

    part: str
    name: str
    operations: tuple[str, ...]
    check: Check


CASES: list[Case] = []


def case(part: str, name: str, *operations: str) -> Callable[[Check], Check]:
    """Register a function as the case of this name."""

    def register(check: Check) -> Check:
        CASES.append(Case(part, name, operations, check))
        return check

    return register


def expect(is_so: bool, otherwise: str) -> None:
    """Raises `NotKept` with the sentence unless it is so."""
    if not is_so:
        raise NotKept(otherwise)
