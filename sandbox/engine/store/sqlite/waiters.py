"""Who waits for a commit to be on disk, and how they are told.

Many are told in turns of the loop: what the first of them commit next is flushed while the others still compute.
See: tests/engine/conformance.py.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

_AT_ONCE = 256


class Waiters:
    """The callers of one bank that wait for its disk."""

    def __init__(self) -> None:
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []

    def add(self, number: int) -> asyncio.Future[None]:
        """What ends when a commit is on disk, or is refused."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.append((number, future))
        return future

    def tell(self, flushed: int) -> None:
        """Everything up to a commit is on disk."""
        waiting, self._waiting = self._waiting, []
        told: list[asyncio.Future[None]] = []
        for one in waiting:
            if one[0] > flushed:
                self._waiting.append(one)
            else:
                told.append(one[1])
        _tell(told, 0)

    def refuse(self, problem: Callable[[], Exception]) -> None:
        """What they wait for will never be."""
        waiting, self._waiting = self._waiting, []
        for _, future in waiting:
            if not future.done():
                future.set_exception(problem())


def _tell(told: list[asyncio.Future[None]], begin: int) -> None:
    end = begin + _AT_ONCE
    for future in told[begin:end]:
        if not future.done():
            future.set_result(None)
    if end < len(told):
        asyncio.get_running_loop().call_soon(_tell, told, end)
