"""`sandbank clock`, `next` and `seed`: time moves, with an end, a bar and a way to stop it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox.commands.seed import months_before
from tests.commands.conftest import Shell
from tests.commands.fake import Asked, FakeBank, example

BANK = "bank_1k0r7szxndmf7kbvvshnb7wn60"
EFFECT = "eff_1k0r7szxndmf7kbvvshnb7wn60"


def move(status: str, **more: Any) -> dict[str, Any]:
    return example("getClockMove", status=status, **more)


def interrupted(_: Asked | None = None) -> Any:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("arguments", "body"),
    [
        (["P1M"], {"by": "P1M"}),
        (["pt12h"], {"by": "PT12H"}),
        (["--to", "2026-03-01T09:30:00+01:00"], {"to": "2026-03-01T08:30:00.000000Z"}),
        (["--next-effect"], {"until": "NEXT_EFFECT"}),
        (["--next-business-day", "--calendar", "TARGET"], {"until": "NEXT_BUSINESS_DAY", "calendar": "TARGET"}),
    ],
)
def test_the_clock_advances_as_it_is_told(
    shell: Shell, fake: FakeBank, arguments: list[str], body: dict[str, str]
) -> None:
    fake.behave("advanceClock", move("COMPLETED", reached_at="2026-03-01T00:00:00Z", fired_count=1234))
    assert shell("clock", "advance", *arguments) == 0
    assert fake.calls("advanceClock")[0].body == body
    assert shell.out == "It is 2026-03-01 00:00:00 UTC; 1,234 effects fired.\n"


@pytest.mark.parametrize("wrong", [[], ["P1M", "--next-effect"]])
def test_a_move_needs_exactly_one_way(shell: Shell, wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        shell("clock", "advance", *wrong)
    assert ended.value.code == 2


def test_a_long_move_is_followed_to_its_end(shell: Shell, fake: FakeBank) -> None:
    fake.behave("setClock", move("PENDING"))
    fake.behave("getClockMove", move("PENDING", progress_bps=5000), move("COMPLETED"))
    assert shell.json("clock", "set", "2026-03-01")["status"] == "COMPLETED"
    assert len(fake.calls("getClockMove")) == 2


def test_a_move_need_not_be_waited_for(shell: Shell, fake: FakeBank) -> None:
    fake.behave("advanceClock", move("PENDING"))
    assert shell.json("clock", "advance", "P1Y", "--no-wait")["status"] == "PENDING"
    assert fake.calls("getClockMove") == []
    assert "prefer" not in fake.calls("advanceClock")[0].headers


def test_an_interrupted_move_is_cancelled(shell: Shell, fake: FakeBank, monkeypatch: pytest.MonkeyPatch) -> None:
    fake.behave("advanceClock", move("PENDING"))
    fake.behave("cancelClockMove", move("CANCELLED", reached_at="2026-02-02T00:00:00Z"))
    monkeypatch.setattr("sandbox.commands.waiting.time.sleep", interrupted)
    assert shell("clock", "advance", "P1Y") == 130
    assert shell.err == "Cancelled at 2026-02-02 00:00:00 UTC; what has fired stays.\n"
    assert len(fake.calls("cancelClockMove")) == 1


@pytest.mark.parametrize(("word", "operation"), [("run", "runClock"), ("freeze", "freezeClock"), ("show", "getClock")])
def test_the_clock_runs_and_stands_still(shell: Shell, fake: FakeBank, word: str, operation: str) -> None:
    assert shell("clock", word) == 0
    assert len(fake.calls(operation)) == 1
    assert shell.out.startswith("Now ")


def test_a_clock_never_goes_back(shell: Shell, fake: FakeBank) -> None:
    fake.refuse("setClock", 422, "clock_would_go_back")
    assert shell("clock", "set", "2020-01-01") == 1
    assert "clock_would_go_back" in shell.err


def test_what_happens_next_is_a_table(shell: Shell, fake: FakeBank) -> None:
    effect = example("getEffect", kind="transactions.expire_hold", due_at="2026-02-01T00:00:00Z")
    fake.behave("listPendingEffects", [effect])
    assert shell("next", "--kind", "transactions.expire_hold", "--limit", "5") == 0
    header, row = shell.out.splitlines()
    assert header.split() == ["DUE", "(UTC)", "WHAT", "ABOUT", "EFFECT"]
    assert row.startswith("2026-02-01 00:00:00  transactions.expire_hold")
    assert fake.calls("listPendingEffects")[0].query == {"kind": "transactions.expire_hold", "limit": "5"}
    assert shell.json("next") == [effect]


def test_what_is_parked_says_why(shell: Shell, fake: FakeBank) -> None:
    fake.behave("listPendingEffects", [example("getEffect", status="PARKED", error="It failed.")])
    assert shell("next", "--parked") == 0
    assert "It failed." in shell.out
    assert fake.calls("listPendingEffects")[0].query["status"] == "PARKED"


def test_an_effect_is_fired_skipped_moved_and_tried_again(shell: Shell, fake: FakeBank) -> None:
    assert shell("next", "fire", EFFECT) == 0
    assert shell("next", "retry", EFFECT) == 0
    assert [asked.ids for asked in fake.calls("fireEffect")] == [(EFFECT,), (EFFECT,)]
    assert shell("next", "skip", EFFECT) == 0
    assert fake.calls("skipEffect")[0].ids == (EFFECT,)
    assert shell("next", "move", EFFECT, "2026-03-01") == 0
    assert fake.calls("moveEffect")[0].body == {"due_at": "2026-03-01T00:00:00.000000Z"}


def test_the_first_effect_is_fired_when_none_is_named(shell: Shell, fake: FakeBank) -> None:
    fake.behave("listPendingEffects", [example("getEffect", effect_id=EFFECT)], [])
    assert shell("next", "fire") == 0
    assert fake.calls("fireEffect")[0].ids == (EFFECT,)
    assert shell("next", "fire") == 2
    assert shell.err == "sandbank: Nothing is pending.\n"


def test_an_effect_that_fails_is_told(shell: Shell, fake: FakeBank) -> None:
    fake.refuse("fireEffect", 422, "effect_failed")
    assert shell("next", "fire", EFFECT) == 1
    assert "effect_failed" in shell.err


def test_a_seeded_bank_begins_months_ago_and_runs_on(shell: Shell, fake: FakeBank) -> None:
    fake.behave("createBank", example("createBank", bank_id=BANK, api_key="sbk_new"))
    fake.behave("createHistory", example("getHistory", status="PENDING"))
    fake.behave("getHistory", example("getHistory", status="PENDING"), example("getHistory", status="COMPLETED"))
    found = shell.json("seed", "--customers", "50", "--months", "3", "--seed", "7", "--into", "Big")
    assert (found["history"]["status"], found["bank"]["bank_id"]) == ("COMPLETED", BANK)
    created = fake.calls("createBank")[0].body
    assert (created["name"], created["seed"]) == ("Big", "7")
    assert datetime.fromisoformat(created["starts_at"]) < datetime.now(UTC)
    (history,) = fake.calls("createHistory")
    assert history.body == {"customers": 50, "months": 3, "seed": "7"}
    assert history.headers["authorization"] == "Bearer sbk_new"
    assert len(fake.calls("runClock")) == 1
    assert (shell.data / "keys" / BANK).read_text() == "sbk_new\n"


def test_a_bank_that_is_there_lives_on(shell: Shell, fake: FakeBank) -> None:
    fake.behave("listApiKeys", [{**example("createApiKey"), "bank_id": BANK}])
    fake.behave("createHistory", example("getHistory", status="COMPLETED"))
    assert shell("seed", "--customers", "5", "--months", "1", "--bank", BANK) == 0
    assert fake.calls("createBank") == fake.calls("runClock") == []


def test_an_interrupted_history_is_cancelled(shell: Shell, fake: FakeBank, monkeypatch: pytest.MonkeyPatch) -> None:
    fake.behave("createHistory", example("getHistory", status="PENDING"))
    monkeypatch.setattr("sandbox.commands.waiting.time.sleep", interrupted)
    assert shell("seed", "--customers", "5", "--months", "1") == 130
    assert len(fake.calls("cancelHistory")) == 1
    assert "Cancelled: " in shell.err


def test_a_bank_without_its_history_is_not_left_behind(shell: Shell, fake: FakeBank) -> None:
    fake.refuse("createHistory", 409, "history_in_progress")
    assert shell("seed", "--customers", "5", "--months", "1") == 1
    assert "history_in_progress" in shell.err
    assert len(fake.calls("deleteBank")) == 1
    assert list((shell.data / "keys").iterdir()) == []


@pytest.mark.parametrize("wrong", [["--months", "121"], ["--months", "0"], ["--customers", "1000001"]])
def test_what_no_history_can_be_is_a_usage_error(shell: Shell, wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        shell("seed", "--customers", "5", "--months", "1", *wrong)
    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("moment", "months", "before"),
    [
        ("2026-03-31T12:00:00", 1, "2026-02-28T12:00:00"),
        ("2024-03-31T00:00:00", 1, "2024-02-29T00:00:00"),
        ("2026-01-15T00:00:00", 12, "2025-01-15T00:00:00"),
        ("2026-01-15T00:00:00", 1, "2025-12-15T00:00:00"),
        ("2026-12-01T00:00:00", 24, "2024-12-01T00:00:00"),
    ],
)
def test_months_are_the_calendars(moment: str, months: int, before: str) -> None:
    assert months_before(datetime.fromisoformat(moment), months) == datetime.fromisoformat(before)
