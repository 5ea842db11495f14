"""`sandbank logs`: the newest calls, those that come, and one of them with its bodies."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.commands.conftest import Shell
from tests.commands.fake import FakeBank, example


def record(number: int, status: int = 200, operation_id: str = "getAccount") -> dict[str, Any]:
    request_id = f"req_{number}"
    return example("getRequest", request_id=request_id, status_code=status, operation_id=operation_id, code=None)


def told(shell: Shell) -> list[str]:
    return [json.loads(line)["request_id"] for line in shell.out.splitlines()]


def test_the_newest_calls_come_last_and_reading_the_log_is_left_out(shell: Shell, fake: FakeBank) -> None:
    fake.behave("listRequests", [record(4), record(3, operation_id="listRequests"), record(2), record(1)])
    assert shell("logs", "tail", "-n", "2", "--json") == 0
    assert told(shell) == ["req_2", "req_4"]


def test_a_class_of_statuses_is_chosen(shell: Shell, fake: FakeBank) -> None:
    fake.behave("listRequests", [record(3, 404), record(2, 200), record(1, 409)])
    assert shell("logs", "tail", "--status", "4xx", "--json") == 0
    assert told(shell) == ["req_1", "req_3"]
    assert "status_code" not in fake.calls("listRequests")[0].query


def test_what_the_server_can_choose_by_it_does(shell: Shell, fake: FakeBank) -> None:
    fake.behave("listRequests", [])
    assert shell("logs", "tail", "--status", "409", "--operation", "createTransfer", "--q", "acct") == 0
    query = fake.calls("listRequests")[0].query
    assert (query["status_code"], query["operation_id"], query["q"]) == ("409", "createTransfer", "acct")
    assert shell.out == "No call fits.\n"


@pytest.mark.parametrize("wrong", ["9xx", "abc", "40"])
def test_what_is_no_status_is_a_usage_error(shell: Shell, wrong: str) -> None:
    with pytest.raises(SystemExit) as ended:
        shell("logs", "tail", "--status", wrong)
    assert ended.value.code == 2


def test_following_tells_each_call_once(shell: Shell, fake: FakeBank, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = [[record(1)], [record(2), record(1)], [record(3), record(2)], []]
    fake.behave("listRequests", *looks)
    pauses = iter([None, None, None])

    def pause(_: float) -> None:
        try:
            next(pauses)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr("sandbox.commands.logs.time.sleep", pause)
    assert shell("logs", "tail", "--follow", "--json") == 130
    assert told(shell) == ["req_1", "req_2", "req_3"]
    assert "created_at.gte" in fake.calls("listRequests")[1].query


def test_a_call_is_a_line_and_can_be_shown_whole(shell: Shell, fake: FakeBank) -> None:
    fake.behave("listRequests", [record(1, 404)])
    assert shell("logs", "tail") == 0
    assert "  404  " in shell.out
    found = {**record(1, 422), "code": "insufficient_funds", "request_body": {"amount_cents": 5}}
    fake.behave("getRequest", found)
    assert shell("logs", "show", "req_1") == 0
    assert "Answer       422 insufficient_funds" in shell.out
    assert '"amount_cents": 5' in shell.out
    assert shell.json("logs", "show", "req_1") == found
