"""The thin layer of the SDK: requests, errors, tolerance, raw answers, and waiting for the end."""

from __future__ import annotations

import datetime
import json

import httpx
import pytest
import sandbank
from sandbank import APIStatusError, SandbankError, errors, models

from tests.sdk.stub import ACCOUNT, TRANSACTION, Script, async_client, client, ok, problem


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
    assert not hasattr(errors, "NoSuchProblem")


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
    script = Script(ok(), problem(422, "insufficient_funds"), ok(None, **{"Request-Id": "req_9"}))
    async with async_client(script) as bank:
        assert (await bank.accounts.get_account("a")).status == "ACTIVE"
        with pytest.raises(errors.InsufficientFunds):
            await bank.accounts.get_account("a")
        raw = await bank.accounts.with_raw_response.get_account("a")
    assert (raw.headers["request-id"], raw.parse().status) == ("req_9", "ACTIVE")


def test_a_raw_list_parses_to_a_page_and_a_raw_refusal_still_raises() -> None:
    bank = client(Script(ok([ACCOUNT]), problem(404, "not_found")))
    assert len(list(bank.accounts.with_raw_response.list_accounts().parse())) == 1
    with pytest.raises(errors.NotFound):
        bank.accounts.with_raw_response.get_account("a")


def test_what_is_left_out_is_not_sent_and_null_is() -> None:
    script = Script(ok(), ok(), ok())
    bank = client(script)
    bank.accounts.update_account("a", nickname=None)
    bank.accounts.update_account("a")
    bank.accounts.suspend_account("a")
    assert [json.loads(request.read()) for request in script.requests] == [{"nickname": None}, {}, {}]


def test_nested_bodies_are_dictionaries_or_models() -> None:
    address = {"line1": "1 Main St", "city": "Springfield", "postal_code": "12345", "country": "US"}
    script = Script(*[httpx.Response(422)] * 2)
    for given in (address, models.Address.from_dict(address)):
        with pytest.raises(APIStatusError):
            client(script).customers.create_customer(
                customer_type="INDIVIDUAL",
                email="ada@example.com",
                first_name="Ada",
                address=given,
                date_of_birth=datetime.date(1990, 1, 2),
            )
    first, second = (json.loads(request.read()) for request in script.requests)
    assert first == second
    assert (first["date_of_birth"], first["address"]["city"]) == ("1990-01-02", "Springfield")


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_an_id_that_would_name_another_path_is_not_sent(value: str) -> None:
    script = Script()
    with pytest.raises(ValueError, match="is not an id"):
        client(script).accounts.get_account(value)
    assert script.requests == []


def test_a_refusal_has_all_that_the_problem_says() -> None:
    wrong = {"pointer": "/name", "code": "too_long", "detail": "Shorten it."}
    document = {"code": "invalid_field", "title": "Invalid", "detail": "Correct it.", "errors": [wrong], "extra": 1}
    with pytest.raises(errors.InvalidField) as refusal:
        client(Script(httpx.Response(400, json=document))).accounts.get_account("a")
    assert (refusal.value.errors, refusal.value.title, refusal.value.body["extra"]) == ([wrong], "Invalid", 1)
    assert str(refusal.value) == "invalid_field (400): Correct it."


@pytest.mark.parametrize("content", [b"<html>", b"[]", b"{}", b"null"])
def test_an_answer_that_is_not_of_the_contract_is_an_error_of_this_package(content: bytes) -> None:
    with pytest.raises(APIStatusError, match="is base_url right"):
        client(Script(httpx.Response(200, content=content))).accounts.get_account("a")


def test_the_timeout_is_the_clients_the_calls_or_long_enough_for_the_wait() -> None:
    script = Script(ok(), ok(), problem(404, "not_found"))
    bank = client(script, timeout=7)
    bank.accounts.get_account("a")
    bank.accounts.get_account("a", timeout=2)
    with pytest.raises(errors.NotFound):
        bank.transactions.create_deposit(account_id="a", method="CASH", amount_cents=1, currency="USD", wait=20)
    assert [request.extensions["timeout"]["read"] for request in script.requests] == [7, 2, 25]


def test_a_client_of_httpx_that_was_given_is_closed_by_its_giver() -> None:
    http = httpx.Client(transport=httpx.MockTransport(Script(ok())))
    with sandbank.Sandbank("sbk_test", http_client=http):
        pass
    assert not http.is_closed
    http.close()


async def test_waiting_until_final_asks_until_the_movement_is_no_longer_pending() -> None:
    pending, done = ({**TRANSACTION, "status": status} for status in ("PENDING", "COMPLETED"))
    script = Script(ok(pending), ok(pending), ok(done))
    assert client(script).transactions.wait_until_final("txn_1").status == "COMPLETED"
    script = Script(ok(pending), ok(done))
    assert (await async_client(script).transactions.wait_until_final("txn_1")).status == "COMPLETED"
    with pytest.raises(TimeoutError, match="still PENDING"):
        client(Script(ok(pending))).transactions.wait_until_final("txn_1", timeout=0)
    with pytest.raises(TimeoutError, match="still PENDING"):
        await async_client(Script(ok(pending))).transactions.wait_until_final("txn_1", timeout=0)
