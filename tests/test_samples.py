"""Code samples of operations: what the Python lines send is what curl sends, for every operation of the contract.

Each sample is run with the real client on a transport that keeps the request, and compared with the arguments of the
curl line as a shell reads them. See: sandbox/pages/samples.py.
"""

from __future__ import annotations

import io
import json
import shlex
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
import sandbank
from hypothesis import given
from hypothesis import strategies as st

from sandbox.contract.document import load_contract
from sandbox.pages.docs.examples import example_answer, example_call
from sandbox.pages.samples import resolve, samples

DOCUMENT = load_contract()
OPERATIONS = {
    operation["operationId"]: operation
    for item in DOCUMENT["paths"].values()
    for operation in item.values()
    if isinstance(operation, dict) and "operationId" in operation
}
BASE = "http://127.0.0.1:9999"


class Enough(Exception):
    """A stream was asked for: nothing more is to be seen."""


class Transport:
    """Answers every operation with its example, and keeps what was asked."""

    def __init__(self, operation: dict[str, Any]) -> None:
        self.operation = operation
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.asked.append(request)
        status, success = next((key, one) for key, one in self.operation["responses"].items() if key.startswith("2"))
        content = resolve(DOCUMENT, success).get("content", {})
        if "text/event-stream" in content:
            if request.url.path.endswith("/stream"):
                raise Enough
            return httpx.Response(200, json=[])  # the stream begins behind the newest event
        if "application/octet-stream" in content:
            return httpx.Response(int(status), content=b"a bank")
        answer = example_answer(DOCUMENT, self.operation)
        return httpx.Response(int(status), json=answer) if answer is not None else httpx.Response(int(status))


def asked_by_python(source: str, operation: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> httpx.Request:
    transport = Transport(operation)
    client = httpx.Client(transport=httpx.MockTransport(transport))

    class Client(sandbank.Sandbank):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **{**named, "http_client": client})

    monkeypatch.setattr(sandbank, "Sandbank", Client)
    monkeypatch.setenv("SANDBANK_API_KEY", "sbk_environment")
    try:
        with redirect_stdout(io.StringIO()):
            exec(compile(source, operation["operationId"], "exec"), {})
    except Enough:
        pass
    return transport.asked[-1]


def asked_by_curl(line: str) -> dict[str, Any]:
    words = shlex.split(line.replace("\\\n", " "))
    assert words.pop(0) == "curl"
    found: dict[str, Any] = {"method": "GET", "headers": {}, "body": None}
    while words:
        word = words.pop(0)
        if word == "-X":
            found["method"] = words.pop(0)
        elif word == "-H":
            name, _, value = words.pop(0).partition(": ")
            found["headers"][name] = value
        elif word in ("-d", "--data-binary"):
            found["body"] = words.pop(0)
        elif word == "-o":
            words.pop(0)
        elif word != "-N":
            found["url"] = word
    return found


@pytest.mark.parametrize("operation_id", sorted(OPERATIONS))
def test_python_and_curl_send_the_same_request(
    operation_id: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bank.sandbank").write_bytes(b"a bank")
    operation = OPERATIONS[operation_id]
    call = example_call(DOCUMENT, operation)
    made = samples(DOCUMENT, operation_id, *call, base_url=BASE, api_key="sbk_given")
    request = asked_by_python(made["python"], operation, monkeypatch)
    curl = asked_by_curl(made["curl"])
    assert curl["method"] == request.method
    asked, written = urlsplit(str(request.url)), urlsplit(curl["url"])
    assert written.path == asked.path
    parameters = [resolve(DOCUMENT, one) for one in operation.get("parameters", ())]
    defaults = {(one["name"], str(one["schema"].get("default"))) for one in parameters}
    assert {*parse_qsl(asked.query)} - defaults == {*parse_qsl(written.query)}
    if curl["body"] == "@bank.sandbank":
        assert request.content == b"a bank"
    else:
        assert json.loads(curl["body"] or "null") == json.loads(request.content or b"null")
        assert json.loads(curl["body"] or "null") == call.body
    assert ("Idempotency-Key" in curl["headers"]) is any(one["name"] == "Idempotency-Key" for one in parameters)
    key = "Bearer sbk_given" if operation.get("security") != [] else None
    assert curl["headers"].get("Authorization") == request.headers.get("authorization") == key


def test_every_query_is_taken_by_its_name_in_python(monkeypatch: pytest.MonkeyPatch) -> None:
    query = {"status": "ACTIVE", "created_at.gte": "2026-01-01T00:00:00Z", "limit": 5}
    made = samples(DOCUMENT, "listAccounts", {}, query, None, "", "")
    request = asked_by_python(made["python"], OPERATIONS["listAccounts"], monkeypatch)
    assert dict(request.url.params) == {"status": "ACTIVE", "created_at.gte": "2026-01-01T00:00:00Z", "limit": "5"}
    assert dict(parse_qsl(urlsplit(asked_by_curl(made["curl"])["url"]).query)) == dict(request.url.params)


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)


@given(text=TEXT, number=st.integers(-(10**15), 10**15), words=st.lists(TEXT, max_size=3))
def test_whatever_is_typed_stays_a_value(text: str, number: int, words: list[str]) -> None:
    body = {"name": text, "type": "BANK", "metadata": {"note": text, "of": [*words, True, None]}, "number": number}
    made = samples(DOCUMENT, "createOrganization", {}, {}, body, BASE, "sbk_given")
    assert json.loads(asked_by_curl(made["curl"])["body"]) == body
    seen: dict[str, Any] = {}
    source = made["python"].removeprefix("from sandbank import Sandbank\n")

    class Sandbank:
        def __init__(self, **_: Any) -> None:
            self.organizations = self

        def create_organization(self, **values: Any) -> None:
            seen.update(values)

    with redirect_stdout(io.StringIO()):
        exec(compile(source, "sample", "exec"), {"Sandbank": Sandbank})
    assert seen == body


def test_a_path_takes_values_by_position_and_says_what_is_missing() -> None:
    made = samples(DOCUMENT, "getAccount", {"accountId": "acct_1/../x"}, {}, None, "", "")
    assert "/v1/accounts/acct_1%2F..%2Fx" in made["curl"]
    assert 'get_account("acct_1/../x")' in made["python"]
    assert 'get_account("ACCOUNT_ID")' in samples(DOCUMENT, "getAccount", {}, {}, None, "", "")["python"]


def test_a_key_of_the_environment_and_the_usual_server_are_not_spelled_out() -> None:
    made = samples(DOCUMENT, "getAccount", {"accountId": "acct_1"}, {}, None, "", "", client="bank")
    assert "bank = Sandbank()\n" in made["python"]
    assert '-H "Authorization: Bearer $SANDBANK_API_KEY"' in made["curl"]
    told = samples(DOCUMENT, "getAccount", {"accountId": "acct_1"}, {}, None, "http://bank.test/v1", "sbk_1")
    assert 'client = Sandbank(api_key="sbk_1", base_url="http://bank.test")' in told["python"]
    assert "http://bank.test/v1/accounts/acct_1" in told["curl"]


def test_the_same_request_has_the_same_idempotency_key_and_another_one_another() -> None:
    def key(cents: int) -> str:
        body = {"account_id": "acct_1", "amount_cents": cents, "currency": "USD", "method": "CASH"}
        made = samples(DOCUMENT, "createDeposit", {}, {}, body, BASE, "sbk_1")
        return str(asked_by_curl(made["curl"])["headers"]["Idempotency-Key"])

    assert key(100) == key(100)
    assert key(100) != key(200)


def test_an_operation_that_there_is_not_has_no_sample() -> None:
    with pytest.raises(KeyError):
        samples(DOCUMENT, "createNothing", {}, {}, None, "", "")
