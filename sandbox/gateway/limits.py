"""Rate limits per key and class of operation, told in the headers of every answer.

A fixed window of one minute, counted in memory on the real world's clock. The defaults are generous:
a load test of 10^5 transfers never meets them. Source: draft-ietf-httpapi-ratelimit-headers-10.
"""

from __future__ import annotations

from sandbox.contract.problem import Problem
from sandbox.engine.clock import elapsed

WINDOW_S = 60
DEFAULT_QUOTAS = {"read": 6_000_000, "write": 1_200_000, "money": 1_200_000}
_MOST_KEYS = 10_000

Header = tuple[bytes, bytes]


class RateLimits:
    """The counters of one server."""

    def __init__(self, quotas: dict[str, int] | None = None) -> None:
        self._quotas = quotas or DEFAULT_QUOTAS
        self._policies = {
            name: (b"ratelimit-policy", f'"{name}";q={quota};w={WINDOW_S}'.encode())
            for name, quota in self._quotas.items()
        }
        self._windows: dict[tuple[str, str], list[float]] = {}

    def take(self, caller: str, name: str) -> tuple[Header, Header]:
        """Count one call; gives the headers that tell. Raises `rate_limited` with when to come back."""
        now = elapsed()
        key = (caller, name)
        window = self._windows.get(key)
        if window is None or now - window[0] >= WINDOW_S:
            if len(self._windows) >= _MOST_KEYS:
                self._windows.clear()
            window = self._windows[key] = [now, 0]
        quota = self._quotas[name]
        reset = int(window[0] + WINDOW_S - now) + 1
        if window[1] >= quota:
            raise Problem("rate_limited", retry_after=reset)
        window[1] += 1
        left = quota - int(window[1])
        return (b"ratelimit", b'"%b";r=%d;t=%d' % (name.encode(), left, reset)), self._policies[name]
