"""`sandbank listen` and `trigger`, `scenario`, `faults`: events come, are forwarded signed, and are made to happen."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from sandbank.webhooks import unwrap

from sandbox.commands.forwarding import kept_secret, signature
from tests.commands.conftest import Shell
from tests.commands.fake import Answer, Asked, FakeBank, example


def event(number: int, event_type: str) -> dict[str, Any]:
    event_id = f"evt_1k0r7szxndmf7kbvvshnb7wn{number:02}"
    return example("getEvent", event_id=event_id, type=event_type, data={"name": "hé"})


def stream(*events: dict[str, Any]) -> Answer:
    """A stream that ends after these events; the client comes back."""
    lines = [f"id: {one['event_id']}\nevent: {one['type']}\ndata: {json.dumps(one)}\n\n" for one in events]
    return Answer(200, b": hello\n\n" + "".join(lines).encode(), {"Connection": "close"})


def interrupt(_: Asked) -> Any:
    """The end of a stream that has none: the command is told to stop."""
    import _thread

    _thread.interrupt_main()
    return stream()


@contextmanager
def receiver(*statuses: int) -> Iterator[tuple[str, list[tuple[dict[str, str], bytes]]]]:
    """A program that takes webhooks, and answers with these statuses in turn."""
    got: list[tuple[dict[str, str], bytes]] = []
    left = list(statuses)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((dict(self.headers.items()), body))
            self.send_response(left.pop(0) if len(left) > 1 else left[0])
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/hooks", got
    finally:
        server.shutdown()
        server.server_close()


def listened(shell: Shell, *arguments: str) -> list[dict[str, Any]]:
    assert shell("listen", "--json", *arguments) == 130, shell.err
    return [json.loads(line) for line in shell.out.splitlines()]


def test_events_are_told_as_they_come_over_every_connection(shell: Shell, fake: FakeBank) -> None:
    first, second = event(1, "account.opened"), event(2, "account.closed")
    fake.behave("streamEvents", stream(first), stream(second), interrupt)
    ready, *events = listened(shell)
    assert ready == {"ready": True, "secret": None}
    assert [one["event_id"] for one in events] == [first["event_id"], second["event_id"]]
    assert fake.calls("streamEvents")[1].headers["last-event-id"] == first["event_id"]


def test_only_the_wanted_events_are_told(shell: Shell, fake: FakeBank) -> None:
    fake.behave("streamEvents", stream(event(1, "account.opened"), event(2, "hold.placed")), interrupt)
    _, *events = listened(shell, "--events", "hold.*,transaction.completed")
    assert [one["type"] for one in events] == ["hold.placed"]


def test_one_pattern_is_chosen_by_the_server(shell: Shell, fake: FakeBank) -> None:
    fake.behave("streamEvents", stream(event(1, "account.opened")), interrupt)
    listened(shell, "--events", "account.*")
    assert fake.calls("streamEvents")[0].query == {"type": "account.*"}


def test_a_forwarded_event_is_signed_and_verifies(shell: Shell, fake: FakeBank) -> None:
    one = event(1, "account.opened")
    fake.behave("streamEvents", stream(one), interrupt)
    with receiver(204) as (url, got):
        ready, told, delivery = listened(shell, "--forward-to", url)
    (headers, body) = got[0]
    assert unwrap(body, headers, ready["secret"]).event_id == told["event_id"]
    assert (delivery["delivery"]["status"], delivery["delivery"]["tries"]) == (204, 1)
    assert ready["secret"] == kept_secret(shell.data)


def test_a_delivery_that_fails_is_tried_again(shell: Shell, fake: FakeBank, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.commands.forwarding._PAUSES_S", (0.0, 0.0))
    fake.behave("streamEvents", stream(event(1, "account.opened"), event(2, "account.closed")), interrupt)
    with receiver(500, 200, 503) as (url, got):
        _, _, first, _, second = listened(shell, "--forward-to", url)
    assert (first["delivery"]["status"], first["delivery"]["tries"]) == (200, 2)
    assert (second["delivery"]["status"], second["delivery"]["tries"]) == (503, 3)
    assert len({headers["webhook-id"] for headers, _ in got}) == 2


def test_a_receiver_that_is_not_there_is_told(shell: Shell, fake: FakeBank, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.commands.forwarding._PAUSES_S", ())
    fake.behave("streamEvents", stream(event(1, "account.opened")), interrupt)
    assert shell("listen", "--forward-to", "http://127.0.0.1:1/") == 130
    assert "refused" in shell.out
    assert "signed with whsec_" in shell.err


def test_listening_goes_on_when_the_bank_was_replaced(shell: Shell, fake: FakeBank) -> None:
    stale = Answer(410, {"code": "cursor_stale", "detail": "Begin again."})
    fake.behave("streamEvents", stream(event(1, "account.opened")), stale, stream(event(2, "bank.restored")), interrupt)
    _, *events = listened(shell)
    assert [one["type"] for one in events] == ["account.opened", "bank.restored"]
    assert shell.err == "The bank was replaced; listening from now on.\n"


def test_who_may_not_listen_is_told(shell: Shell, fake: FakeBank) -> None:
    fake.refuse("streamEvents", 403, "insufficient_scope")
    assert shell("listen") == 1
    assert "insufficient_scope" in shell.err


def test_the_secret_is_kept_for_its_owner_only(tmp_path: Path) -> None:
    secret = kept_secret(tmp_path)
    assert secret == kept_secret(tmp_path)
    assert (tmp_path / "listen_secret").stat().st_mode & 0o077 == 0


def test_the_signature_is_the_standards() -> None:
    # The example of the Standard Webhooks specification's reference libraries.
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    found = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def run(status: str, *steps: dict[str, Any], **more: Any) -> dict[str, Any]:
    return example("getScenarioRun", status=status, steps=list(steps), **more)


def step(number: int, status: str, **more: Any) -> dict[str, Any]:
    return {"number": number, "action": "openAccount", "status": status, "detail": None, "resource_id": None, **more}


def test_each_step_of_a_trigger_is_told_once(shell: Shell, fake: FakeBank) -> None:
    fake.behave("triggerEvent", run("PENDING", step(1, "PENDING")))
    fake.behave(
        "getScenarioRun",
        run("PENDING", step(1, "COMPLETED"), step(2, "PENDING")),
        run("COMPLETED", step(1, "COMPLETED"), step(2, "COMPLETED", resource_id="acct_1"), scenario="x", bindings={}),
    )
    assert shell("trigger", "account.opened") == 0
    assert fake.calls("triggerEvent")[0].ids == ("account.opened",)
    assert shell.out.splitlines() == ["✓    1  openAccount", "✓    2  openAccount  acct_1", "x is done."]


def test_a_run_that_fails_exits_with_1_and_says_why(shell: Shell, fake: FakeBank, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("name: mine\n")
    fake.behave("runScenario", run("FAILED", step(1, "FAILED", detail="No."), failure="Step 1: No.", scenario="mine"))
    assert shell("scenario", "run", str(file)) == 1
    assert fake.calls("runScenario")[0].body == {"definition": "name: mine\n"}
    assert shell.out.splitlines() == ["✗    1  openAccount  No.", "mine failed: Step 1: No."]
    assert shell.json("scenario", "run", str(file), code=1)["status"] == "FAILED"


def test_a_shipped_scenario_is_run_by_name(shell: Shell, fake: FakeBank) -> None:
    fake.behave("runScenario", run("COMPLETED", scenario="payday", bindings={"ada": "cust_1"}))
    assert shell("scenario", "run", "payday") == 0
    assert fake.calls("runScenario")[0].body == {"scenario": "payday"}
    assert "ada = cust_1" in shell.out
    assert shell("scenario", "list") == 0
    assert example("listScenarios")[0]["name"] in shell.out


@pytest.mark.parametrize(
    ("arguments", "operation", "status", "code"),
    [
        (["trigger", "no.such"], "triggerEvent", 422, "event_not_triggerable"),
        (["scenario", "run", "nope"], "runScenario", 422, "unknown_scenario"),
    ],
)
def test_what_cannot_be_run_is_told(
    shell: Shell, fake: FakeBank, arguments: list[str], operation: str, status: int, code: str
) -> None:
    fake.refuse(operation, status, code)
    assert shell(*arguments) == 1
    assert shell.err.startswith(f"sandbank: {code}: ")


def test_a_trigger_needs_a_type_and_a_run_a_file(shell: Shell) -> None:
    assert shell("trigger") == 2
    assert shell("scenario", "run", "none.yaml") == 2
    assert "There is no file none.yaml." in shell.err


def test_the_types_of_events_are_listed(shell: Shell) -> None:
    assert "account.opened" in [one["type"] for one in shell.json("trigger", "--list")]


def test_a_fault_is_declared_listed_and_lifted(shell: Shell, fake: FakeBank) -> None:
    options = ["--operation", "createTransfer", "--percent", "12.5", "--times", "3", "--status-code", "503"]
    assert shell("faults", "declare", "error", *options) == 0
    assert fake.calls("declareFault")[0].body == {
        "kind": "ERROR",
        "operation_id": "createTransfer",
        "rate_bps": 1250,
        "remaining": 3,
        "status_code": 503,
    }
    assert shell("faults", "list", "--status", "ACTIVE") == 0
    fault_id = example("listFaults")[0]["fault_id"]
    assert fault_id in shell.out
    assert shell.json("faults", "lift", fault_id) == {"fault_id": fault_id, "lifted": True}


@pytest.mark.parametrize("wrong", [["rain"], ["error", "--percent", "0"], ["error", "--percent", "101"]])
def test_a_fault_that_makes_no_sense_is_a_usage_error(shell: Shell, wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        shell("faults", "declare", *wrong)
    assert ended.value.code == 2
