"""Rate limits: profiles that imitate strict hosts, and keys that misbehave."""

from __future__ import annotations

import pytest

from sandbox.contract.problem import Problem
from sandbox.gateway.limits import PROFILES, Quota, RateLimits
from sandbox.services.settings.rules import LIMIT_PROFILES


class Now:
    """A clock in the hands of the test."""

    def __init__(self) -> None:
        self.s = 1000.0

    def __call__(self) -> float:
        return self.s


def refusals(limits: RateLimits, calls: int, profile: str, name: str = "read") -> int:
    found = 0
    for _ in range(calls):
        try:
            limits.take("key_a", name, profile)
        except Problem as problem:
            found += problem.code == "rate_limited" and problem.extra["retry_after"] >= 1
    return found


def test_every_profile_of_the_settings_exists() -> None:
    assert set(PROFILES) == set(LIMIT_PROFILES)


@pytest.mark.parametrize(("profile", "quota", "window_s"), [("PER_SECOND", 100, 1), ("PER_MINUTE", 600, 60)])
def test_a_window_takes_so_many_calls_and_then_begins_anew(profile: str, quota: int, window_s: int) -> None:
    now = Now()
    limits = RateLimits(now=now)
    assert refusals(limits, quota + 5, profile) == 5
    now.s += window_s
    assert refusals(limits, quota, profile) == 0


def test_every_tenth_call_is_refused_on_purpose() -> None:
    limits = RateLimits(now=Now())
    assert refusals(limits, 100, "EVERY_TENTH") == 10


def test_the_headers_tell_what_is_left() -> None:
    limits = RateLimits({"P": {"read": Quota(3, 60)}}, Now())
    (name, left), (_, policy) = limits.take("key_a", "read", "P")
    assert (name, left, policy) == (b"ratelimit", b'"read";r=2;t=61', b'"read";q=3;w=60')


def misbehave(limits: RateLimits, now: Now, seconds: int, status: int = 403) -> None:
    """Three hundred calls in each ten seconds, all of them refused."""
    for _ in range(seconds // 10):
        for _ in range(300):
            try:
                limits.take("key_a", "read", "P")
                limits.observed("key_a", status)
            except Problem:
                limits.observed("key_a", 429)
        now.s += 10


def test_a_key_whose_calls_are_mostly_refused_is_throttled_and_recovers() -> None:
    now = Now()
    limits = RateLimits({"P": {"read": Quota(1_000, 10)}}, now)
    misbehave(limits, now, 30)
    allowed = 1_000 - refusals(limits, 1_000, "P")
    assert allowed == 125  # halved for each of the three times ten seconds
    with pytest.raises(Problem, match="12 %") as refused:
        limits.take("key_a", "read", "P")
    assert refused.value.headers == ((b"ratelimit", b'"read";r=0;t=11'), (b"ratelimit-policy", b'"read";q=125;w=10'))
    assert limits.take("key_b", "read", "P")
    now.s += 10
    for share in (0.25, 0.5, 1):
        (_, left), (_, policy) = limits.take("key_a", "read", "P")
        assert policy == b'"read";q=%d;w=10' % (1_000 * share)
        assert left.startswith(b'"read";r=%d;' % (1_000 * share - 1))
        now.s += 10


def test_a_key_that_is_silent_recovers_as_well_and_is_forgotten() -> None:
    now = Now()
    limits = RateLimits({"P": {"read": Quota(1_000, 10)}}, now)
    misbehave(limits, now, 200)
    _, (_, policy) = limits.take("key_a", "read", "P")
    assert policy == b'"read";q=7;w=10'  # a hundredth and no less
    now.s += 1_000_000
    for _ in range(2):
        _, (_, policy) = limits.take("key_a", "read", "P")
        assert policy == b'"read";q=1000;w=10'
        now.s += 11
    assert not limits._behaviours


def test_whoever_does_not_wait_after_a_refusal_is_throttled() -> None:
    now = Now()
    limits = RateLimits({"P": {"read": Quota(100, 10)}}, now)
    misbehave(limits, now, 20, status=200)
    _, (_, policy) = limits.take("key_a", "read", "P")
    assert policy == b'"read";q=25;w=10'


def test_what_business_refuses_is_no_misbehaviour() -> None:
    now = Now()
    limits = RateLimits({"P": {"read": Quota(100_000, 60)}}, now)
    for status in (404, 409, 422, 503, 200):
        for _ in range(300):
            limits.take("key_a", "read", "P")
            limits.observed("key_a", status)
        now.s += 11
    (_, left), _ = limits.take("key_a", "read", "P")
    assert b"r=98" in left  # the whole quota, less what this window took
