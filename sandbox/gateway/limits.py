"""Rate limits per key and class of operation, told in the headers of every answer; without a key, per address.

A fixed window, counted in memory on the real world's clock. A bank chooses a profile (`limits.profile`): the
usual one is generous, so that a load test of 10^5 transfers never meets it; the others imitate the shape of
strict hosts. A key that misbehaves is throttled: its quota is halved for every ten seconds in which most
of its calls were refused, down to a hundredth, and doubled for every one in which they were not. Calls that do
not wait after a 429 are refused calls, so whoever hammers on is held to less and less.
Source of the headers: draft-ietf-httpapi-ratelimit-headers-10. See: tests/gateway/test_limits.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from sandbox.contract.problem import Problem
from sandbox.engine.clock import elapsed

_MOST_KEYS = 10_000

Header = tuple[bytes, bytes]


class Quota(NamedTuple):
    """So many calls in a window; `every` refuses each n-th call besides."""

    calls: int
    window_s: int = 60
    every: int = 0


Profile = Mapping[str, Quota]


SIGN_IN = Quota(20)
"""Of one client address, whatever the profile: signing up, signing in, accepting an invitation."""


def _of(read: Quota, write: Quota, money: Quota) -> Profile:
    return {"read": read, "write": write, "money": money, "sign_in": SIGN_IN}


def _all(quota: Quota) -> Profile:
    return _of(quota, quota, quota)


PROFILES: dict[str, Profile] = {
    "GENEROUS": _of(Quota(6_000_000), Quota(1_200_000), Quota(1_200_000)),
    "PER_SECOND": _all(Quota(100, 1)),
    "PER_MINUTE": _of(Quota(600), Quota(120), Quota(60)),
    "OPEN_BANKING": _of(Quota(300), Quota(60), Quota(20)),
    "EVERY_TENTH": _all(Quota(1_200_000, every=10)),
}
"""By name. PER_SECOND is how large payment APIs count, PER_MINUTE how data aggregators do, OPEN_BANKING how banks
do under PSD2; EVERY_TENTH refuses each tenth call, whatever else. They imitate the shape, not anybody's numbers."""

BEHAVIOUR_S = 10
ENOUGH_CALLS = 200
LEAST_SHARE = 1 / 128
_BUSINESS = (404, 409, 422)


class RateLimited(Problem):
    """A call over its quota. `headers` tell the same as they do on an answer that is within it."""

    def __init__(self, detail: str, retry_after: int, headers: tuple[Header, Header]) -> None:
        super().__init__("rate_limited", detail, retry_after=retry_after)
        self.headers = headers


class _Behaviour:
    """How a key that was refused something behaves, and the share of its quota that it has left."""

    __slots__ = ("bad", "began", "calls", "share")

    def __init__(self, began: float) -> None:
        self.began = began
        self.calls = 0
        self.bad = 0
        self.share = 1.0


class RateLimits:
    """The counters of one server."""

    def __init__(self, profiles: Mapping[str, Profile] = PROFILES, now: Callable[[], float] = elapsed) -> None:
        self._profiles = profiles
        self._now = now
        self._policies = {
            (profile, name): _policy(name, quota.calls, quota.window_s)
            for profile, quotas in profiles.items()
            for name, quota in quotas.items()
        }
        self._windows: dict[tuple[str, str], list[float]] = {}
        self._behaviours: dict[str, _Behaviour] = {}

    def take(self, caller: str, name: str, profile: str = "GENEROUS") -> tuple[Header, Header]:
        """Count one call; gives the headers that tell. Raises `RateLimited` with when to come back."""
        now = self._now()
        quota = self._profiles[profile][name]
        key = (caller, name)
        window = self._windows.get(key)
        if window is None or now - window[0] >= quota.window_s:
            if len(self._windows) >= _MOST_KEYS:
                self._windows.clear()
            window = self._windows[key] = [now, 0]
        calls, policy = quota.calls, self._policies[profile, name]
        behaviour = self._behaviours.get(caller) if self._behaviours else None
        if behaviour is not None:
            self._judge(caller, behaviour, now)
            behaviour.calls += 1
            if behaviour.share < 1:
                calls = max(1, int(calls * behaviour.share))
                policy = _policy(name, calls, quota.window_s)
        reset = int(window[0] + quota.window_s - now) + 1
        window[1] += 1
        left = calls - int(window[1])
        told = (b"ratelimit", _LEFT[name] % (left if left > 0 else 0, reset)), policy
        if left < 0:
            raise RateLimited(_why(behaviour), reset, told)
        if quota.every and int(window[1]) % quota.every == 0:
            raise RateLimited("This bank refuses every tenth call on purpose.", 1, told)
        return told

    def observed(self, caller: str, status: int) -> None:
        """Note an answer; what business refuses is nobody's misbehaviour."""
        if status < 400 or status in _BUSINESS or status >= 500:
            return
        behaviour = self._behaviours.get(caller)
        if behaviour is None:
            if len(self._behaviours) >= _MOST_KEYS:
                self._behaviours.clear()
            behaviour = self._behaviours[caller] = _Behaviour(self._now())
            behaviour.calls = 1
        behaviour.bad += 1

    def _judge(self, caller: str, behaviour: _Behaviour, now: float) -> None:
        """What the last ten seconds that were counted mean, and those since in which there was no call."""
        quiet = int((now - behaviour.began) // BEHAVIOUR_S)
        if not quiet:
            return
        if behaviour.calls >= ENOUGH_CALLS and behaviour.bad * 2 > behaviour.calls:
            behaviour.share = max(LEAST_SHARE, behaviour.share / 2)
            quiet -= 1
        if behaviour.share < 1:
            behaviour.share = min(1.0, behaviour.share * 2.0 ** min(quiet, 16))
        elif not behaviour.bad:
            del self._behaviours[caller]
        behaviour.began, behaviour.calls, behaviour.bad = now, 0, 0


_LEFT = {name: f'"{name}";r=%d;t=%d'.encode() for name in PROFILES["GENEROUS"]}


def _policy(name: str, calls: int, window_s: int) -> Header:
    return b"ratelimit-policy", f'"{name}";q={calls};w={window_s}'.encode()


def _why(behaviour: _Behaviour | None) -> str:
    if behaviour is None or behaviour.share == 1:
        return ""
    percent = max(1, round(behaviour.share * 100))
    return (
        f"Most calls of this key were refused, so it is held to {percent} % of its quota until they are not; "
        "wait as Retry-After says."
    )
