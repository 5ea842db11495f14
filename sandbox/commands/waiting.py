"""Waiting for work that was accepted: moves of the clock, histories and scenario runs end by themselves.

They are asked for again and again, at first quickly. Ctrl-C cancels what can be cancelled, and says so.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

_FIRST_PAUSE_S = 0.05
_LONGEST_PAUSE_S = 0.5


def until_over(
    found: dict[str, Any], again: Callable[[], dict[str, Any]], show: Callable[[dict[str, Any]], None]
) -> dict[str, Any]:
    """The work once it is no longer PENDING; `show` sees each state on the way, the last included."""
    pause = _FIRST_PAUSE_S
    show(found)
    while found["status"] == "PENDING":
        time.sleep(pause)
        pause = min(pause * 1.5, _LONGEST_PAUSE_S)
        found = again()
        show(found)
    return found
