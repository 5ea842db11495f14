"""`sandbank contract check`: ours keeps all of it, a mock fails where it must, each part finds its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

from sandbox.cli import main
from sandbox.conformance.run import PARTS, cases_of, run
from sandbox.conformance.schemas import ENDLESS
from sandbox.contract.models.operations import OPERATIONS
from tests.faults.server import Server, running
from tests.journeys.mock import install_prism, prism, spoiled

EXAMPLES = 2
HURRY_S = 0.2
"""A mock never does what it is waited for."""

A_MOCK_KEEPS = {
    "A request without a key is unauthenticated",
    "A body of another media type is refused",
    "A limit outside 1 to 100 is refused",
}
"""What needs no state, and what the contract's own examples answer: all else that is not a schema a mock must fail."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("checked") / "data", "--empty") as server:
        yield server


def quiet(_: int, __: str) -> None:
    """Show nothing."""


def failed(report: dict[str, Any]) -> set[str]:
    return {case["name"] for case in report["cases"] if case["outcome"] == "failed"}


def test_our_server_conforms_in_every_part_and_is_left_as_it_was(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base_url, key = server.announced["base_url"], server.announced["api_key"]
    with server.client() as client:
        banks = client.get("/banks").json()
        command = ["contract", "check", "--base-url", base_url, "--key", key, "--examples", str(EXAMPLES)]
        code = main([*command, "--report", str(tmp_path), "--json"])
        report = json.loads(capsys.readouterr().out)
        assert [case for case in report["cases"] if case["outcome"] != "passed"] == []
        assert code == 0
        left = {bank["bank_id"] for bank in client.get("/banks").json() if bank["status"] == "ACTIVE"}
        assert left == {bank["bank_id"] for bank in banks}
    assert list(report["parts"]) == list(PARTS)
    assert json.loads((tmp_path / "conformance.json").read_text()) == report
    suites = ElementTree.parse(tmp_path / "conformance.xml").getroot()
    assert [suite.get("name") for suite in suites] == list(PARTS)
    assert len(list(suites.iter("testcase"))) == len(report["cases"])
    page = (tmp_path / "conformance.html").read_text()
    assert "src=" not in page
    assert page.count("<tr>") == len(report["cases"]) + 2 * len(PARTS) + 1


def test_a_key_that_may_not_make_banks_is_checked_in_its_own(server: Server) -> None:
    with server.client() as client:
        scopes = [scope for scope in client.get("/users/me").json()["scopes"] if scope != "banks:write"]
        narrow = client.post("/api_keys", json={"name": "Makes no banks", "scopes": scopes}).json()["secret"]
        before = client.get("/customers", params={"limit": 100}).json()
        report = run(server.announced["base_url"], narrow, ["problems"], EXAMPLES, quiet)
        assert failed(report) == set()
        assert len(client.get("/customers", params={"limit": 100}).json()) > len(before)


def test_every_operation_but_the_endless_one_is_in_a_case() -> None:
    cases = cases_of(PARTS, EXAMPLES)
    named = {operation for case in cases for operation in case.operations}
    assert named == {spec.operation_id for spec in OPERATIONS} - ENDLESS
    assert len({(case.part, case.name) for case in cases}) == len(cases)


def test_a_mock_fails_where_it_must_and_only_there() -> None:
    missing = install_prism()
    if missing is not None:
        pytest.skip(missing)
    parts = [part for part in PARTS if part != "schemas"]
    with prism() as base_url:
        report = run(base_url, "any", parts, EXAMPLES, quiet, HURRY_S)
    assert {case["name"] for case in report["cases"]} - failed(report) == A_MOCK_KEEPS
    for part in ("idempotency", "states", "webhooks"):
        assert report["parts"][part]["passed"] == 0, part


def test_of_a_mock_the_schemas_of_lists_conform_and_its_refusals_do_not() -> None:
    missing = install_prism()
    if missing is not None:
        pytest.skip(missing)
    with prism() as base_url:
        report = run(base_url, "any", ["schemas"], EXAMPLES, quiet, HURRY_S)
    # A mock answers every 422 with the contract's first example, whatever the operation.
    found = [case["detail"] for case in report["cases"] if case["outcome"] == "failed"]
    assert any("does not list the problem insufficient_funds" in detail for detail in found), found[:5]
    assert "listApiKeys answers as its schemas say" not in failed(report)


def _without_key(_: str, path: str, headers: httpx.Headers) -> None:
    if path.endswith("/customers"):
        headers.pop("idempotency-key", None)


def test_a_server_that_forgets_keys_fails_in_idempotency_alone(server: Server) -> None:
    with spoiled(server.announced["base_url"], request=_without_key) as base_url:
        report = run(base_url, server.announced["api_key"], ["idempotency", "states"], EXAMPLES, quiet)
    assert failed(report) == {"The same key and body give the same answer, and create once"}


def _without_link(_: str, __: str, headers: httpx.Headers, body: bytes) -> bytes:
    headers.pop("link", None)
    return body


def test_a_server_without_next_links_fails_in_pagination_alone(server: Server) -> None:
    with spoiled(server.announced["base_url"], answer=_without_link) as base_url:
        report = run(base_url, server.announced["api_key"], ["pagination", "states"], EXAMPLES, quiet)
    assert {case["part"] for case in report["cases"] if case["outcome"] == "failed"} == {"pagination"}
    assert {
        "Cursors walk over every customer once",
        "An account's movements all come, newest first",
        "A cursor with a page number is refused",
    } <= failed(report)


def _misnamed(method: str, path: str, _: httpx.Headers, body: bytes) -> bytes:
    return body.replace(b'"is_balanced"', b'"balanced"') if path.startswith("/v1/ledger/trial_balance") else body


def test_a_field_of_another_name_fails_the_schema_of_its_operation_alone(server: Server) -> None:
    with spoiled(server.announced["base_url"], answer=_misnamed) as base_url:
        report = run(base_url, server.announced["api_key"], ["states", "schemas"], EXAMPLES, quiet)
    assert failed(report) == {"getTrialBalance answers as its schemas say"}


def test_the_command_says_what_does_not_conform_and_exits_1(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    with spoiled(server.announced["base_url"], request=_without_key) as base_url:
        command = ["contract", "check", "--url", base_url, "--key", server.announced["api_key"]]
        assert main([*command, "--part", "idempotency"]) == 1
    said = capsys.readouterr().out
    assert "idempotency: The same key and body give the same answer, and create once (createCustomer" in said
    assert "does not conform to contract" in said


def test_nobody_to_check_exits_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contract", "check", "--url", "http://127.0.0.1:1", "--key", "sk_nobody"]) == 2
    assert "Nobody answers" in capsys.readouterr().err
