"""Retries: what is sent again, how often, when, and under which key."""

from __future__ import annotations

import email.utils
import time

import httpx
import pytest
from sandbank import APIConnectionError, APIStatusError, APITimeoutError, _transport

from tests.sdk.stub import ACCOUNT, Script, async_client, client, ok, problem


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbank._transport.FIRST_DELAY_S", 0.0)


@pytest.mark.parametrize(
    "failure",
    [
        problem(429, "rate_limited", **{"Retry-After": "0"}),
        problem(503, "overloaded", **{"Retry-After": "0"}),
        httpx.Response(502),
        httpx.Response(408),
        problem(409, "idempotency_key_in_flight", **{"Retry-After": "0"}),
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
        httpx.RemoteProtocolError("broke off"),
    ],
    ids=["429", "503", "502", "408", "in flight", "refused", "slow", "broken"],
)
def test_what_may_pass_is_sent_again_with_the_same_key(failure: httpx.Response | Exception) -> None:
    script = Script(failure, failure, ok())
    client(script).accounts.close_account("acct_1")
    keys = {request.headers["idempotency-key"] for request in script.requests}
    assert len(script.requests) == 3
    assert len(keys) == 1


def test_tries_end_with_the_error_of_the_last_one() -> None:
    script = Script(*[httpx.ReadTimeout("slow")] * 3)
    with pytest.raises(APITimeoutError):
        client(script).accounts.get_account("a")
    script = Script(*[httpx.ConnectError("refused")] * 1)
    with pytest.raises(APIConnectionError):
        client(script, max_retries=0).accounts.get_account("a")
    script = Script(*[httpx.Response(500)] * 2)
    with pytest.raises(APIStatusError) as refusal:
        client(script, max_retries=1).accounts.get_account("a")
    assert refusal.value.status == 500


def test_a_key_of_ones_own_is_sent_and_a_fresh_one_otherwise() -> None:
    script = Script(ok(), ok(), ok())
    bank = client(script)
    bank.accounts.close_account("a", idempotency_key="mine")
    bank.accounts.close_account("a")
    bank.accounts.close_account("a")
    keys = [request.headers["idempotency-key"] for request in script.requests]
    assert keys[0] == "mine"
    assert len(set(keys)) == 3


async def test_the_asynchronous_client_keeps_the_key_too() -> None:
    script = Script(httpx.ConnectError("refused"), problem(503, "overloaded", **{"Retry-After": "0"}), ok())
    await async_client(script).accounts.close_account("acct_1")
    assert len({request.headers["idempotency-key"] for request in script.requests}) == 1
    script = Script(*[httpx.ReadTimeout("slow")] * 2)
    with pytest.raises(APITimeoutError):
        await async_client(script, max_retries=1).accounts.get_account("a")


def test_the_body_is_the_same_each_time() -> None:
    script = Script(httpx.Response(502), ok())
    client(script).accounts.update_account("acct_1", nickname="Rent")
    assert [request.read() for request in script.requests] == [b'{"nickname":"Rent"}'] * 2


def test_it_waits_at_least_as_long_as_the_server_says() -> None:
    for told in ("3", email.utils.formatdate(time.time() + 3.9, usegmt=True)):
        delay = _transport.delay_before_retry(0, 2, problem(429, "rate_limited", **{"Retry-After": told}))
        assert delay is not None
        assert 2 <= delay <= 5, told
    assert _transport.delay_before_retry(0, 2, problem(429, "rate_limited", **{"Retry-After": "soon"})) is not None


def test_it_fails_rather_than_hangs_when_the_server_says_to_come_back_much_later() -> None:
    script = Script(problem(429, "rate_limited", **{"Retry-After": "3600"}))
    with pytest.raises(APIStatusError):
        client(script).accounts.get_account("a")
    assert len(script.requests) == 1


def test_delays_double_up_to_a_ceiling_and_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbank._transport.FIRST_DELAY_S", 0.1)
    for attempt in range(12):
        longest = min(0.1 * 2**attempt, _transport.LONGEST_DELAY_S)
        delays = {_transport.delay_before_retry(attempt, 99, None) for _ in range(20)}
        assert len(delays) > 1
        assert all(delay is not None and longest / 2 <= delay <= longest for delay in delays)


def test_the_page_after_is_retried_as_well() -> None:
    link = '</v1/accounts?cursor=abc>; rel="next"'
    script = Script(ok([ACCOUNT], Link=link), httpx.ConnectError("refused"), ok([ACCOUNT]))
    assert len(list(client(script).accounts.list_accounts())) == 2


def test_what_cannot_be_reached_names_the_cause() -> None:
    script = Script(httpx.ConnectError("connection refused"))
    with pytest.raises(APIConnectionError, match="connection refused"):
        client(script, max_retries=0).accounts.get_account("a")
