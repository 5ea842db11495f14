"""The `sandbank` command against a real server, as a person uses it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from sandbank.webhooks import verify

from sandbox.cli import main
from tests.faults.server import Server, running

PROGRAM = """
import sandbank
bank = sandbank.Sandbank()
ada = bank.customers.create_customer(
    customer_type="INDIVIDUAL", first_name="Ada", last_name="Lovelace", email="ada@example.test",
    date_of_birth="1990-12-10", national_id="123456789",
)
assert bank.customers.get_customer(ada.customer_id).kyc_status == "VERIFIED"
checking, savings = (
    bank.accounts.open_account(customer_id=ada.customer_id, account_type=kind, currency="USD").account_id
    for kind in ("CHECKING", "SAVINGS")
)
bank.simulations.simulate_deposit(account_id=checking, method="CASH", amount_cents=100_000, currency="USD")
money = {"source_account_id": checking, "destination_account_id": savings, "currency": "USD"}
bank.transactions.create_transfer(**money, amount_cents=40_000)
try:
    bank.transactions.create_transfer(**money, amount_cents=40_000_000)
except sandbank.errors.InsufficientFunds:
    pass
bank.simulations.trigger_event("transaction.reversed")
bank.simulations.create_history(customers=3, months=1)
bank.simulations.advance_clock(by="P1M")
bank.accounts.update_account(savings, nickname="R\\u00fccklage")
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("bank") / "data", "--demo") as server:
        yield server


def environment(server: Server) -> dict[str, str]:
    rest = {name: value for name, value in os.environ.items() if not name.startswith("SANDBANK_")}
    return {**rest, "SANDBANK_DATA": str(server.data)}


def sandbank(server: Server, *arguments: str, code: int = 0) -> str:
    """Run a command in this process; gives what it wrote to standard output."""
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.dict(os.environ, environment(server), clear=True),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        found = main(list(arguments))
    assert found == code, (out.getvalue(), err.getvalue())
    return out.getvalue()


def document(server: Server, *arguments: str, code: int = 0) -> Any:
    place = arguments.index("--") if "--" in arguments else len(arguments)
    return json.loads(sandbank(server, *arguments[:place], "--json", *arguments[place:], code=code))


def test_a_bank_is_made_moved_forked_compared_and_deleted(server: Server) -> None:
    made = document(server, "bank", "create", "One", "--seed", "42", "--starts-at", "2026-01-01")
    assert document(server, "clock", "advance", "P1M", "--bank", "One")["status"] == "COMPLETED"
    assert document(server, "clock", "--bank", "One")["now"] == "2026-02-01T00:00:00Z"
    fork = document(server, "bank", "fork", "One", "--name", "Two")
    assert document(server, "diff", "One", "Two")["is_same"]
    document(server, "trigger", "account.opened", "--bank", "Two")
    differences = document(server, "diff", "One", "Two", code=1)["counts"]
    assert differences["Account"] == {"B": 1}
    kept = document(server, "bank", "snapshot", "Two")
    document(server, "bank", "reset", "Two", "--yes")
    document(server, "bank", "restore", kept["snapshot_id"], "--bank", "Two", "--yes")
    assert document(server, "diff", "One", "Two", code=1)["counts"] == differences
    sandbank(server, "bank", "delete", "One", "--yes")
    sandbank(server, "bank", "delete", fork["bank_id"], "--yes")
    assert made["bank_id"] not in [bank["bank_id"] for bank in document(server, "bank", "list")]


def test_a_bank_goes_to_a_file_and_comes_back_the_same(server: Server, tmp_path: Path) -> None:
    first = server.announced["bank_id"]
    file = tmp_path / "bank.sandbank"
    sandbank(server, "clock", "freeze")
    document(server, "bank", "export", str(file), first)
    back = document(server, "bank", "import", str(file), "--name", "Back")
    assert document(server, "diff", first, back["bank_id"])["is_same"]
    file.write_bytes(b"this is no bank")
    assert document(server, "bank", "import", str(file), code=1)["code"] == "import_unusable"
    sandbank(server, "clock", "run")


def test_a_seeded_bank_lived_until_today_and_its_clock_runs(server: Server) -> None:
    found = document(server, "seed", "--customers", "5", "--months", "1", "--seed", "3", "--into", "Lived")
    assert found["history"]["customer_count"] == 5
    assert document(server, "clock", "--bank", "Lived")["mode"] == "RUNNING"


def test_what_a_fork_did_more_is_all_that_differs_in_a_bank_of_thousands_of_lines(server: Server) -> None:
    lived = document(server, "seed", "--customers", "4", "--months", "2", "--seed", "4", "--into", "Parent")
    document(server, "clock", "freeze", "--bank", lived["bank"]["bank_id"])
    fork = document(server, "bank", "fork", lived["bank"]["bank_id"], "--name", "Child")
    document(server, "trigger", "account.opened", "--bank", fork["bank_id"])
    counts = document(server, "diff", "Parent", "Child", code=1)["counts"]
    assert counts["Account"] == counts["Customer"] == {"B": 1}
    assert not any("A" in sides for sides in counts.values())


def test_what_was_recorded_is_replayed_to_the_same_bank(server: Server, tmp_path: Path) -> None:
    script = str(tmp_path / "script.jsonl")
    recorded = document(server, "record", script, "--seed", "7", "--", sys.executable, "-c", PROGRAM)
    replayed = document(server, "replay", script)
    assert replayed["is_same"], replayed
    assert replayed["sha256"] == recorded["sha256"]
    other = tmp_path / "other.jsonl"
    other.write_text((tmp_path / "script.jsonl").read_text().replace("40000,", "40001,", 1))
    assert "Transaction" in document(server, "replay", str(other), code=1)["kinds"]


def test_the_next_effect_is_moved_and_fired(server: Server) -> None:
    document(server, "bank", "create", "Effects", "--seed", "1", "--starts-at", "2026-01-01")
    document(server, "trigger", "hold.placed", "--bank", "Effects")
    (hold,) = document(server, "next", "--kind", "transactions.expire_hold", "--bank", "Effects")
    moved = document(server, "next", "move", hold["effect_id"], "2026-03-01", "--bank", "Effects")
    assert moved["due_at"] == "2026-03-01T00:00:00Z"
    assert document(server, "next", "fire", moved["effect_id"], "--bank", "Effects")["status"] == "FIRED"
    assert document(server, "next", "skip", hold["effect_id"], "--bank", "Effects", code=1)["code"] == "not_found"


STORY = """
title: A story
description: Somebody saves.
steps:
  - do: createCustomer
    as: saver
    with: {customer_type: INDIVIDUAL, first_name: A, last_name: B, email: "a@example.com", date_of_birth: "1990-01-01"}
  - advance: P1D
  - expect:
      call: getCustomer
      with: {customer_id: "${saver}"}
      equals: {kyc_status: WANTED}
"""


def test_a_scenario_passes_or_fails_and_the_exit_code_says_so(server: Server, tmp_path: Path) -> None:
    document(server, "bank", "create", "Stories", "--seed", "1", "--starts-at", "2026-01-01")
    assert "onboarding_review" in [one["name"] for one in document(server, "scenario", "list")]
    assert document(server, "scenario", "run", "onboarding_review", "--bank", "Stories")["status"] == "COMPLETED"
    file = tmp_path / "story.yaml"
    file.write_text(STORY.replace("WANTED", "VERIFIED"))
    assert document(server, "scenario", "run", str(file), "--bank", "Stories")["bindings"]["saver"].startswith("cust_")
    file.write_text(STORY.replace("WANTED", "REJECTED").replace("a@", "b@"))
    failed = document(server, "scenario", "run", str(file), "--bank", "Stories", code=1)
    assert (failed["status"], failed["steps"][-1]["status"]) == ("FAILED", "FAILED")
    file.write_text("steps: nonsense")
    assert document(server, "scenario", "run", str(file), code=1)["code"] == "scenario_invalid"
    assert document(server, "scenario", "run", "nope", code=1)["code"] == "unknown_scenario"


def test_a_refused_call_is_in_the_log(server: Server) -> None:
    sandbank(server, "trigger", "no.such", code=1)
    deadline = time.monotonic() + 10
    # The log is written a moment after the answer.
    while not (lines := sandbank(server, "logs", "tail", "--q", "unknown_event_type", "--json").splitlines()):
        assert time.monotonic() < deadline
    call = json.loads(lines[-1])
    assert (call["status_code"], call["operation_id"]) == (422, "triggerEvent")
    assert document(server, "logs", "show", call["request_id"])["path"] == "/simulations/events/no.such/trigger"


def test_a_fault_is_met_as_often_as_it_was_declared(server: Server) -> None:
    fault = document(server, "faults", "declare", "error", "--operation", "listAccounts", "--times", "1")
    with server.client() as client:
        assert [client.get("/accounts").status_code for _ in range(2)] == [503, 200]
    (declared,) = document(server, "faults", "list")
    assert (declared["fault_id"], declared["applied_count"]) == (fault["fault_id"], 1)
    endless = document(server, "faults", "declare", "error", "--operation", "listAccounts")
    document(server, "faults", "lift", endless["fault_id"])
    with server.client() as client:
        assert client.get("/accounts").status_code == 200


def test_a_key_is_made_used_and_revoked(server: Server) -> None:
    key = document(server, "keys", "create", "CI", "--scopes", "simulations:read")
    assert document(server, "clock", "--key", key["secret"])["mode"] == "RUNNING"
    assert document(server, "clock", "freeze", "--key", key["secret"], code=1)["code"] == "insufficient_scope"
    document(server, "keys", "revoke", key["api_key_id"], "--yes")
    assert document(server, "clock", "--key", key["secret"], code=1)["code"] == "key_revoked"


class _Receiver(BaseHTTPRequestHandler):
    got: list[tuple[dict[str, str], bytes]] = []
    came = threading.Event()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((dict(self.headers.items()), body))
        self.send_response(204)
        self.end_headers()
        self.came.set()

    def log_message(self, *_: Any) -> None:
        pass


def test_listening_outlives_a_restart_of_the_server_and_forwards_what_happened(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running(data, "--empty") as server:
        port = server.announced["base_url"].rpartition(":")[2]
        receiver = HTTPServer(("127.0.0.1", 0), _Receiver)
        threading.Thread(target=receiver.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{receiver.server_address[1]}/"
        command = [sys.executable, "-m", "sandbox.cli", "listen", "--json", "--forward-to", url, "--events", "clock.*"]
        listening = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(server)
        )
        assert listening.stdout is not None
        ready = json.loads(listening.stdout.readline())
        document(server, "clock", "advance", "PT1H")
        first = json.loads(listening.stdout.readline())
        assert json.loads(listening.stdout.readline())["delivery"]["status"] == 204
        server.stop()
        with running(data, "--empty", "--port", port) as again:
            document(again, "clock", "advance", "PT1H")
            second = json.loads(listening.stdout.readline())
        assert second["type"] == first["type"] == "clock.moved"
        assert second["event_id"] != first["event_id"]
        assert _Receiver.came.wait(10)
        headers, body = _Receiver.got[0]
        verify(body, headers, ready["secret"])
        listening.terminate()
        assert listening.wait(10) == 130
        listening.communicate()
        receiver.shutdown()
        receiver.server_close()
