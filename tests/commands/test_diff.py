"""`sandbank diff`: what two canonical exports differ in, told by line and field."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sandbox.commands.comparison import changed_fields, differences, place
from tests.commands.conftest import Shell
from tests.commands.fake import Asked, FakeBank

A, B = "bank_1k0r7szxndmf7kbvvshnb7wn60", "bank_1k0r7szxndmf7kbvvshnb7wn61"
BANK = {"type": "bank", "seed": "1", "clock_mode": "FROZEN", "now_us": 1}


def account(identifier: str, nickname: str | None = None) -> dict[str, Any]:
    body = {"nickname": nickname, "limits": {"daily": 1}}
    return {"type": "record", "kind": "Account", "id": identifier, "version": 1, "body": body, "personal": False}


def effect(due_us: int, subject: str) -> dict[str, Any]:
    return {"type": "effect", "due_us": due_us, "function": "holds.expire", "subject": subject, "attempts": 0}


def export(fake: FakeBank, **banks: list[dict[str, Any]]) -> None:
    found = {A: banks["a"], B: banks["b"]}

    def answer(asked: Asked) -> bytes:
        assert asked.query["format"] == "CANONICAL"
        return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in found[asked.ids[0]])

    fake.behave("exportBank", answer)


def test_the_same_banks_are_the_same(shell: Shell, fake: FakeBank) -> None:
    # A line separator within a text ends no line.
    lines = [BANK, account("acct_1", "a\u2028b"), effect(1, "x")]
    export(fake, a=lines, b=lines)
    assert shell("diff", A, B) == 0
    assert shell.out == "The banks are the same.\n"
    assert shell.json("diff", A, B)["is_same"] is True


def test_what_is_in_one_and_what_is_other_is_told(shell: Shell, fake: FakeBank) -> None:
    export(
        fake,
        a=[BANK, account("acct_1"), account("acct_2", "old"), effect(1, "x")],
        b=[BANK, account("acct_2", "new"), account("acct_3"), effect(1, "x"), effect(1, "y")],
    )
    assert shell("diff", A, B) == 1
    assert shell.out.splitlines()[-5:] == [
        "- Account acct_1",
        "~ Account acct_2",
        '    body.nickname: "old" → "new"',
        "+ Account acct_3",
        "+ effect holds.expire y",
    ]
    found = shell.json("diff", A, B, "--limit", "1", code=1)
    assert found["counts"] == {"Account": {"A": 1, "B": 1, "both": 1}, "effect": {"B": 1}}
    assert len(found["differences"]) == 1


def test_more_than_is_shown_is_counted(shell: Shell, fake: FakeBank) -> None:
    export(fake, a=[BANK], b=[BANK, *(account(f"acct_{number}") for number in range(9))])
    assert shell("diff", A, B, "--limit", "2") == 1
    assert shell.out.splitlines()[-1] == "… and 7 more; --limit shows them."


def test_a_field_is_named_by_its_path() -> None:
    assert changed_fields({"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "c": 3}, "d": 4}) == {"a.c": [2, 3], "d": [None, 4]}


entries = st.builds(
    lambda account, at, cents: {
        "type": "entry",
        "account": account,
        "at_us": at,
        "sequence": at,
        "posted_cents": cents,
    },
    st.sampled_from("abc"),
    st.integers(0, 3),
    st.integers(0, 2),
)
events = st.builds(
    lambda number, name: {"type": "event", "sequence": number, "body": {"type": name}},
    st.integers(0, 4),
    st.sampled_from(["x.y", "x.z"]),
)
effects = st.builds(effect, st.integers(0, 2), st.sampled_from("xyz"))


def sorted_export(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lines as an export has them: sorted, and only effects share a place."""
    alone = {place(line): line for line in lines if line["type"] != "effect"}
    return sorted([*alone.values(), *(line for line in lines if line["type"] == "effect")], key=place)


exports = st.lists(entries | events | effects, max_size=12).map(sorted_export)


@given(exports, exports)
def test_the_differences_make_one_export_into_the_other(lines_a: list[Any], lines_b: list[Any]) -> None:
    def counted(lines: list[Any]) -> list[str]:
        return sorted(json.dumps(line, sort_keys=True) for line in lines)

    remade = list(lines_a)
    for one in differences(iter(lines_a), iter(lines_b)):
        if one.where == "B":
            remade.append(one.line)
            continue
        remade.remove(one.line)
        if one.where == "both":
            remade.extend(line for line in lines_b if place(line) == place(one.line))
    assert counted(remade) == counted(lines_b)
    assert (list(differences(iter(lines_a), iter(lines_b))) == []) == (counted(lines_a) == counted(lines_b))
