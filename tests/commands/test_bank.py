"""`sandbank bank` and `sandbank keys`: what they ask of the server, keep, print and refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Shell
from tests.commands.fake import Answer, FakeBank, example

BANK = "bank_1k0r7szxndmf7kbvvshnb7wn60"
OTHER = "bank_1k0r7szxndmf7kbvvshnb7wn61"
SNAPSHOT = "snap_1k0r7szxndmf7kbvvshnb7wn60"
KEY = "key_1k0r7szxndmf7kbvvshnb7wn60"


def test_a_bank_begins_as_it_was_told(shell: Shell, fake: FakeBank) -> None:
    options = ["--seed", "42", "--starts-at", "2026-01-01", "--frozen", "--country", "DE", "--currency", "EUR"]
    assert shell("bank", "create", "Two", *options) == 0
    assert fake.calls("createBank")[0].body == {
        "name": "Two",
        "seed": "42",
        "starts_at": "2026-01-01T00:00:00.000000Z",
        "clock_mode": "FROZEN",
        "country": "DE",
        "home_currency": "EUR",
    }
    assert "Key " in shell.out
    assert shell.err.startswith("The key is kept in ")


@pytest.mark.parametrize(
    "wrong",
    [["create", "x", "--seed", "-1"], ["create", "x", "--starts-at", "soon"], ["restore", ""], ["restore", ".."], []],
)
def test_what_makes_no_sense_is_a_usage_error(shell: Shell, wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        shell("bank", *wrong)
    assert ended.value.code == 2


def test_the_bank_in_use_is_marked_in_the_list(shell: Shell, fake: FakeBank) -> None:
    banks = [example("getBank", bank_id=BANK, name="One"), example("getBank", bank_id=OTHER, name="Two")]
    fake.behave("listBanks", banks)
    fake.behave("listApiKeys", [{**example("createApiKey"), "bank_id": OTHER}])
    assert shell("bank", "list") == 0
    rows = shell.out.splitlines()
    assert rows[1].startswith(f"   {BANK}")
    assert rows[2].startswith(f"*  {OTHER}")
    assert shell.json("bank", "list") == banks


def test_a_bank_is_shown_forked_and_kept(shell: Shell, fake: FakeBank) -> None:
    assert shell.json("bank", "show", BANK)["bank_id"] == BANK
    assert shell("bank", "fork", BANK, "--name", "Copy", "--snapshot", SNAPSHOT) == 0
    assert fake.calls("forkBank")[0].ids == (BANK,)
    assert fake.calls("forkBank")[0].body == {"name": "Copy", "snapshot_id": SNAPSHOT}
    assert (shell.data / "keys" / example("forkBank")["bank_id"]).exists()
    assert shell("bank", "snapshot", "--bank", BANK, "--name", "before") == 0
    assert fake.calls("createSnapshot")[0].body == {"name": "before"}
    assert shell("bank", "snapshots", BANK) == 0
    assert example("listSnapshots")[0]["snapshot_id"] in shell.out


@pytest.mark.parametrize(
    ("arguments", "operation"),
    [
        (["bank", "delete", BANK], "deleteBank"),
        (["bank", "reset", BANK], "resetBank"),
        (["bank", "restore", SNAPSHOT, "--bank", BANK], "restoreBank"),
        (["bank", "discard", SNAPSHOT, "--bank", BANK], "deleteSnapshot"),
        (["keys", "revoke", KEY], "revokeApiKey"),
        (["keys", "roll", KEY], "rollApiKey"),
    ],
)
def test_what_cannot_be_taken_back_asks_for_yes(
    shell: Shell, fake: FakeBank, arguments: list[str], operation: str
) -> None:
    assert shell(*arguments) == 2
    assert shell.err.endswith("It cannot be taken back: say --yes.\n")
    assert fake.calls(operation) == []
    assert shell(*arguments, "--yes") == 0
    assert len(fake.calls(operation)) == 1


@pytest.mark.parametrize(("said", "code"), [("y\n", 0), ("\n", 2), ("no\n", 2)])
def test_on_a_terminal_it_asks(
    shell: Shell, fake: FakeBank, monkeypatch: pytest.MonkeyPatch, said: str, code: int
) -> None:
    import io

    typed = io.StringIO(said)
    monkeypatch.setattr(typed, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", typed)
    assert shell("bank", "delete", BANK) == code
    assert len(fake.calls("deleteBank")) == (1 if code == 0 else 0)


def test_a_deleted_bank_takes_its_key_with_it(shell: Shell) -> None:
    keys = shell.data / "keys"
    keys.mkdir()
    (keys / OTHER).write_text("sbk_two\n")
    (keys / "current").write_text(OTHER + "\n")
    assert shell.json("bank", "delete", OTHER, "--yes") == {"bank_id": OTHER, "deleted": True}
    assert list(keys.iterdir()) == []


def test_a_bank_goes_to_a_file_and_comes_back(shell: Shell, fake: FakeBank, tmp_path: Path) -> None:
    fake.behave("exportBank", b"the whole bank")
    file = tmp_path / "one.sandbank"
    found = shell.json("bank", "export", str(file), BANK)
    assert found == {"bank_id": BANK, "file": str(file), "format": "FILE", "size_bytes": 14}
    assert file.read_bytes() == b"the whole bank"
    assert shell("bank", "import", str(file), "--name", "Back") == 0
    (taken,) = fake.calls("importBank")
    assert (taken.body, taken.query) == (b"the whole bank", {"name": "Back"})
    assert (shell.data / "keys" / example("importBank")["bank_id"]).exists()
    assert shell("bank", "export", str(file), BANK, "--canonical") == 0
    assert fake.calls("exportBank")[-1].query["format"] == "CANONICAL"


def test_a_file_that_is_refused_or_missing_is_told(shell: Shell, fake: FakeBank, tmp_path: Path) -> None:
    assert shell("bank", "import", str(tmp_path / "none")) == 2
    assert "There is no file" in shell.err
    (tmp_path / "bad").write_bytes(b"x")
    fake.refuse("importBank", 422, "import_unusable")
    assert shell("bank", "import", str(tmp_path / "bad")) == 1
    assert "import_unusable" in shell.err


def test_a_key_is_made_with_scopes_and_its_secret_is_shown_once(shell: Shell, fake: FakeBank) -> None:
    assert shell("keys", "create", "CI", "--scopes", "accounts:read,transactions:write") == 0
    assert fake.calls("createApiKey")[0].body == {"name": "CI", "scopes": ["accounts:read", "transactions:write"]}
    assert example("createApiKey")["secret"] in shell.out
    assert shell("keys", "list", "--status", "ACTIVE") == 0
    assert example("createApiKey")["secret"] not in shell.out
    assert fake.calls("listApiKeys")[0].query["status"] == "ACTIVE"


def test_a_key_is_rolled_with_an_overlap_without_asking(shell: Shell, fake: FakeBank) -> None:
    assert shell("keys", "roll", KEY, "--overlap", "p1d") == 0
    assert fake.calls("rollApiKey")[0].body == {"overlap": "P1D"}


def test_a_key_that_was_lost_on_the_way_is_told(shell: Shell, fake: FakeBank, tmp_path: Path) -> None:
    without = {name: value for name, value in example("createBank").items() if name != "api_key"}
    fake.behave("createBank", Answer(201, without))
    assert shell("record", str(tmp_path / "script"), "--", "true") == 2
    assert "its key was lost on the way" in shell.err
