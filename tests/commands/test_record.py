"""`sandbank record` and `replay` against a fake bank: what is written down, what is not, and what is told."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.commands.connection import Connection, KeyRing
from sandbox.commands.proxy import Proxy
from sandbox.commands.script import Step, is_of_the_bank
from tests.commands.conftest import Shell
from tests.commands.fake import Answer, FakeBank, example

BANK = "bank_1k0r7szxndmf7kbvvshnb7wn60"
LINES = b'{"type":"bank","now_us":1}\n{"type":"record","kind":"Account","id":"acct_1"}\n'
CUSTOMER = {"customer_type": "INDIVIDUAL", "email": "a@example.test"}
PROGRAM = """
import sandbank
bank = sandbank.Sandbank()
bank.customers.create_customer(customer_type="INDIVIDUAL", email="a@example.test")
bank.customers.get_customer("cust_1k0r7szxndmf7kbvvshnb7wn60")
bank.api_keys.create_api_key(name="x", scopes=["accounts:read"])
bank.simulations.advance_clock(by="P1M")
"""


@pytest.fixture
def scripted(fake: FakeBank) -> FakeBank:
    fake.behave("createBank", example("createBank", bank_id=BANK, api_key="sbk_new"))
    fake.behave("exportBank", LINES)
    fake.behave("advanceClock", example("getClockMove", status="COMPLETED"))
    return fake


def record(shell: Shell, tmp_path: Path, *options: str, program: str = PROGRAM, code: int = 0) -> list[dict[str, Any]]:
    file = tmp_path / "script.jsonl"
    assert shell("record", str(file), "--json", *options, "--", sys.executable, "-c", program) == code, shell.err
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_unsafe_requests_are_written_down_in_their_order(shell: Shell, scripted: FakeBank, tmp_path: Path) -> None:
    first, *steps, last = record(shell, tmp_path, "--seed", "7", "--starts-at", "2026-01-01")
    assert (first["sandbank_script"], first["bank_id"]) == (1, BANK)
    assert scripted.calls("createBank")[0].body["starts_at"] == "2026-01-01T00:00:00.000000Z"
    assert [(step["method"], step["path"], step["status"]) for step in steps] == [
        ("POST", "/v1/customers", 201),
        ("POST", "/v1/simulations/clock/advance", 202),
    ]
    assert json.loads(steps[0]["body"])["email"] == "a@example.test"
    assert steps[0]["idempotency_key"]
    assert (last["requests"], last["kinds"]["Account"][0]) == (2, 1)
    assert json.loads(shell.out)["sha256"] == last["sha256"]
    assert "Not recorded, because it acts outside the bank: POST /v1/api_keys" in shell.err


def test_the_bank_is_settled_after_each_and_its_own_key_is_used(
    shell: Shell, scripted: FakeBank, tmp_path: Path
) -> None:
    record(shell, tmp_path)
    inside = [asked for asked in scripted.asked if asked.operation_id in ("createCustomer", "advanceClock")]
    assert [asked.body.get("by", "customer") for asked in inside] == ["customer", "PT0S", "P1M", "PT0S"]
    assert {asked.headers["authorization"] for asked in inside} == {"Bearer sbk_new"}


def test_a_command_that_fails_is_told_and_its_script_is_whole(shell: Shell, scripted: FakeBank, tmp_path: Path) -> None:
    _, last = record(shell, tmp_path, program="raise SystemExit(3)", code=1)
    assert last["requests"] == 0
    assert json.loads(shell.out)["command_code"] == 3


def test_a_command_that_does_not_exist_is_told(shell: Shell, scripted: FakeBank, tmp_path: Path) -> None:
    assert shell("record", str(tmp_path / "x"), "--", "/no/such/command") == 2
    assert shell.err == "sandbank: There is no command /no/such/command.\n"
    assert scripted.calls("createBank") == []


def test_what_the_command_says_does_not_mix_with_json(shell: Shell, scripted: FakeBank, tmp_path: Path) -> None:
    import subprocess

    command = [sys.executable, "-m", "sandbox.cli", "record", str(tmp_path / "x"), "--json", "--", "echo", "hello"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["requests"] == 0
    assert "hello" in done.stderr


def test_a_replay_that_ends_the_same_leaves_nothing_behind(shell: Shell, scripted: FakeBank, tmp_path: Path) -> None:
    record(shell, tmp_path, "--seed", "7")
    scripted.asked.clear()
    found = shell.json("replay", str(tmp_path / "script.jsonl"))
    assert (found["is_same"], found["requests"], found["bank_id"]) == (True, 2, None)
    (created,) = scripted.calls("createBank")
    assert created.body["seed"] == example("createBank")["seed"]
    assert len(scripted.calls("createCustomer")) == len(scripted.calls("deleteBank")) == 1


def test_a_replay_that_ends_otherwise_says_where_and_keeps_the_bank(
    shell: Shell, scripted: FakeBank, tmp_path: Path
) -> None:
    record(shell, tmp_path)
    scripted.refuse("createCustomer", 409, "email_taken")
    scripted.behave("exportBank", LINES + b'{"type":"record","kind":"Account","id":"acct_2"}\n')
    scripted.behave("listBanks", [example("getBank", bank_id=BANK)])
    file = str(tmp_path / "script.jsonl")
    assert shell("replay", file) == 1
    assert shell.out.splitlines() == [
        "Not the same.",
        "The first other answer: request 1, POST /v1/customers: 201 → 409",
        "WHAT DIFFERS  LINES RECORDED  LINES REPLAYED",
        "Account       1               2",
        f"See more with: sandbank diff {BANK} {BANK}",
    ]
    assert scripted.calls("deleteBank") == []
    assert shell.json("replay", file, code=1)["kinds"] == {"Account": {"recorded": 1, "replayed": 2}}


@pytest.mark.parametrize("content", [b"", b"{}\n", b"nonsense", b'{"sandbank_script":1}\n'])
def test_what_is_no_script_is_told(shell: Shell, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    assert shell("replay", str(tmp_path / "x")) == 2
    assert "is no whole script of `sandbank record`." in shell.err


def test_a_script_that_broke_off_and_one_of_the_future_are_told(
    shell: Shell, scripted: FakeBank, tmp_path: Path
) -> None:
    first, *steps, last = record(shell, tmp_path)
    file = tmp_path / "script.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in (first, *steps)))
    assert shell("replay", str(file)) == 2
    file.write_text("\n".join(json.dumps(line) for line in ({**first, "sandbank_script": 2}, last)))
    assert shell("replay", str(file)) == 2
    assert "is of version 2; this Sandbank reads 1." in shell.err


@pytest.fixture
def door(scripted: FakeBank, tmp_path: Path) -> Any:
    noted: list[Step] = []
    bank = Connection(scripted.url, "sbk_new", KeyRing(tmp_path))
    with Proxy(bank, noted.append, lambda _: None) as proxy, httpx.Client(base_url=proxy.base_url) as client:
        yield client, noted, scripted


def test_a_body_in_chunks_goes_through_whole(door: Any) -> None:
    client, noted, fake = door
    text = json.dumps(CUSTOMER).encode()
    answer = client.post(
        "/v1/customers", content=iter([text[:9], text[9:]]), headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()) == (201, example("createCustomer"))
    assert (noted[0].body, fake.calls("createCustomer")[0].body) == (text.decode(), CUSTOMER)


def test_a_body_that_is_no_text_is_kept_in_base64(door: Any) -> None:
    client, noted, _ = door
    client.post("/v1/customers", content=b"\xff\x00")
    assert noted[0].content() == b"\xff\x00"
    assert noted[0].body is None


def test_reads_pages_and_streams_pass_unrecorded(door: Any) -> None:
    client, noted, fake = door
    assert client.get("/v1/accounts", params={"limit": 1}).json() == example("listAccounts")
    assert client.get("/openapi.json").json()["openapi"].startswith("3.1")
    fake.behave("streamEvents", Answer(200, b"data: x\n\n", {"Connection": "close"}))
    with client.stream("GET", "/v1/events/stream", headers={"Last-Event-ID": "evt_1"}) as answer:
        assert list(answer.iter_lines()) == ["data: x", ""]
    assert fake.calls("streamEvents")[0].headers["last-event-id"] == "evt_1"
    assert noted == []


def test_work_that_was_accepted_is_awaited(door: Any) -> None:
    client, _, fake = door
    fake.behave("createHistory", example("getHistory", status="PENDING"))
    fake.behave("getHistory", example("getHistory", status="PENDING"), example("getHistory", status="COMPLETED"))
    client.post("/v1/simulations/histories", json={"customers": 1, "months": 1})
    order = [asked.operation_id for asked in fake.asked]
    assert order == ["createHistory", "getHistory", "getHistory", "advanceClock"]


def test_a_settling_that_meets_a_move_waits_for_it(door: Any) -> None:
    client, _, fake = door
    busy = Answer(409, {"code": "clock_move_in_progress", "detail": "One is under way."})
    fake.behave("advanceClock", busy, busy, example("getClockMove", status="COMPLETED"))
    assert client.post("/v1/customers", json=CUSTOMER).status_code == 201
    assert len(fake.calls("advanceClock")) == 3


def test_a_bank_that_does_not_answer_is_a_problem_of_the_door(tmp_path: Path) -> None:
    noted: list[Step] = []
    bank = Connection("http://127.0.0.1:1", "sbk_new", KeyRing(tmp_path))
    with Proxy(bank, noted.append, lambda _: None) as proxy:
        answer = httpx.post(f"{proxy.base_url}/v1/customers", json=CUSTOMER)
    assert (answer.status_code, answer.json()["code"]) == (502, "no_answer")
    assert noted[0].status is None


@pytest.mark.parametrize(
    ("path", "is_inside"),
    [
        ("/v1/customers", True),
        ("/v1/banks", False),
        ("/v1/banks/bank_1/fork", False),
        ("/v1/team_members?limit=1", False),
        ("/v1/banksy", True),
    ],
)
def test_what_acts_outside_a_bank_is_known(path: str, is_inside: bool) -> None:
    assert is_of_the_bank(path) is is_inside
