"""The thin layer of the SDK: requests, retries, pages, errors, tolerance, raw answers."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import sandbank
from sandbank import APIConnectionError, APIStatusError, APITimeoutError, SandbankError, errors

from tests.sdk.stub import ACCOUNT, Script, async_client, client, ok, problem

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbank._transport.FIRST_DELAY_S", 0.0)


def test_a_call_is_what_the_contract_says_and_its_answer_is_typed() -> None:
    script = Script(ok())
    account = client(script).accounts.open_account(
        customer_id="cust_1", account_type="CHECKING", currency="USD", metadata={"a": "b"}
    )
    (request,) = script.requests
    assert (request.method, request.url.path) == ("POST", "/v1/accounts")
    assert request.headers["authorization"] == "Bearer sbk_test"
    assert request.read() == b'{"customer_id":"cust_1","account_type":"CHECKING","currency":"USD","metadata":{"a":"b"}}'
    assert account.available_balance_cents == 1
    assert account.created_at == datetime.datetime(2026, 1, 15, 9, 30, tzinfo=datetime.UTC)
    assert account.opened_date == datetime.date(2026, 1, 15)


def test_path_and_query_parameters_are_sent_as_the_contract_names_them() -> None:
    script = Script(ok([]), ok())
    bank = client(script)
    since = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    bank.transactions.list_account_transactions("acct/1", limit=5, created_at_gte=since)
    bank.accounts.get_account("acct_1")
    assert script.requests[0].url.raw_path == (
        b"/v1/accounts/acct%2F1/transactions?limit=5&created_at.gte=2026-01-01T00%3A00%3A00%2B00%3A00"
    )
    assert script.requests[1].url.path == "/v1/accounts/acct_1"


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


@pytest.mark.parametrize(
    ("status", "code"), [(422, "insufficient_funds"), (409, "wrong_state"), (404, "not_found"), (400, "invalid_field")]
)
def test_a_refusal_of_the_bank_is_never_sent_again(status: int, code: str) -> None:
    script = Script(problem(status, code))
    with pytest.raises(APIStatusError) as refusal:
        client(script).accounts.close_account("acct_1")
    assert len(script.requests) == 1
    assert (refusal.value.code, refusal.value.status, refusal.value.request_id) == (code, status, "req_1")


def test_every_code_has_a_class_and_an_unknown_one_the_common_class() -> None:
    with pytest.raises(errors.InsufficientFunds, match="Do it otherwise"):
        client(Script(problem(422, "insufficient_funds"))).accounts.get_account("a")
    with pytest.raises(APIStatusError) as refusal:
        client(Script(problem(422, "a_code_of_tomorrow"))).accounts.get_account("a")
    assert type(refusal.value) is APIStatusError
    assert refusal.value.code == "a_code_of_tomorrow"
    assert issubclass(errors.InsufficientFunds, SandbankError)
    with pytest.raises(AttributeError):
        errors.NoSuchProblem  # noqa: B018


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


def test_a_list_goes_on_over_all_pages_by_their_links() -> None:
    second = '</v1/accounts?limit=2&cursor=abc>; rel="next"'
    script = Script(ok([ACCOUNT, ACCOUNT], Link=second), ok([ACCOUNT]))
    page = client(script).accounts.list_accounts(limit=2)
    assert (len(page.items), page.has_next) == (2, True)
    assert len(list(page)) == 3
    assert script.requests[1].url.query == b"limit=2&cursor=abc"
    with pytest.raises(LookupError):
        client(Script(ok([]))).accounts.list_accounts().next_page()


def test_fields_and_values_of_a_newer_server_are_kept() -> None:
    newer = {**ACCOUNT, "status": "DORMANT", "account_type": "CRYPTO", "colour": "green"}
    account = client(Script(ok(newer))).accounts.get_account("a")
    assert (account.status, account.account_type) == ("DORMANT", "CRYPTO")
    assert account.additional_properties == {"colour": "green"}


def test_a_raw_answer_has_status_headers_and_bytes() -> None:
    script = Script(ok(None, **{"Request-Id": "req_9", "Idempotent-Replayed": "true"}))
    raw = client(script).accounts.with_raw_response.get_account("a")
    assert (raw.status, raw.headers["request-id"], raw.is_replayed) == (200, "req_9", True)
    assert b"acct_" in raw.body
    assert raw.parse().status == "ACTIVE"


def test_waiting_is_asked_for_by_the_preference() -> None:
    script = Script(problem(422, "same_account"))
    with pytest.raises(errors.SameAccount):
        client(script).transactions.create_transfer(
            source_account_id="a", destination_account_id="a", amount_cents=1, currency="USD", wait=5
        )
    assert script.requests[0].headers["prefer"] == "wait=5"


def test_it_needs_a_key_and_takes_it_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SANDBANK_API_KEY", raising=False)
    with pytest.raises(ValueError, match="SANDBANK_API_KEY"):
        sandbank.Sandbank()
    monkeypatch.setenv("SANDBANK_API_KEY", "sbk_env")
    monkeypatch.setenv("SANDBANK_BASE_URL", "http://bank.test/v1/")
    assert sandbank.Sandbank().base_url == "http://bank.test"


async def test_the_asynchronous_client_does_the_same() -> None:
    second = '</v1/accounts?cursor=abc>; rel="next"'
    script = Script(problem(503, "overloaded", **{"Retry-After": "0"}), ok([ACCOUNT], Link=second), ok([ACCOUNT]))
    async with async_client(script) as bank:
        page = await bank.accounts.list_accounts()
        assert [account.status async for account in page] == ["ACTIVE", "ACTIVE"]
    script = Script(problem(422, "insufficient_funds"))
    with pytest.raises(errors.InsufficientFunds):
        await async_client(script).accounts.get_account("a")


def test_importing_it_costs_less_than_importing_its_http_client() -> None:
    code = "import time; t=time.perf_counter(); import {}; print(time.perf_counter()-t)"

    def cost(name: str) -> float:
        runs = [
            subprocess.run([sys.executable, "-c", code.format(name)], capture_output=True, check=True) for _ in range(3)
        ]
        return min(float(run.stdout) for run in runs)

    assert cost("sandbank") < cost("httpx")


def test_it_knows_nothing_of_the_server() -> None:
    for file in (ROOT / "sdk" / "sandbank").rglob("*.py"):
        assert "from sandbox" not in file.read_text()
        assert "import sandbox" not in file.read_text()


def test_a_program_that_uses_it_is_typed_strictly(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "from sandbank import Sandbank\n"
        "def total(bank: Sandbank) -> int:\n"
        "    return sum(account.available_balance_cents for account in bank.accounts.list_accounts())\n"
        "def key(bank: Sandbank) -> str:\n"
        "    return bank.users.get_current_user().user_id\n"
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", str(program)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stdout
