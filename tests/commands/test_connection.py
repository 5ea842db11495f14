"""Whom a command talks to, and how it says that nobody answers or that the bank refuses."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.commands.conftest import Shell
from tests.commands.fake import Answer, FakeBank, example

BANK = "bank_1k0r7szxndmf7kbvvshnb7wn60"
OTHER = "bank_1k0r7szxndmf7kbvvshnb7wn61"


def key_of(fake: FakeBank, operation_id: str) -> str:
    return fake.calls(operation_id)[-1].headers["authorization"]


def test_a_command_finds_what_up_left_in_the_data_directory(shell: Shell, fake: FakeBank) -> None:
    assert shell("clock") == 0
    assert key_of(fake, "getClock") == "Bearer sbk_home"


def test_options_come_before_the_environment_and_that_before_the_directory(
    shell: Shell, fake: FakeBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANDBANK_API_KEY", "sbk_environment")
    monkeypatch.setenv("SANDBANK_BASE_URL", fake.url + "/v1/")
    (shell.data / "address").write_text("http://127.0.0.1:1")
    assert shell("clock") == 0
    assert key_of(fake, "getClock") == "Bearer sbk_environment"
    assert shell("clock", "--key", "sbk_option") == 0
    assert key_of(fake, "getClock") == "Bearer sbk_option"


def test_an_option_may_stand_before_a_subcommand_and_after_it(shell: Shell, fake: FakeBank) -> None:
    assert shell("clock", "--key", "sbk_before", "show") == 0
    assert key_of(fake, "getClock") == "Bearer sbk_before"
    assert shell("clock", "show", "--key", "sbk_after") == 0
    assert key_of(fake, "getClock") == "Bearer sbk_after"


def test_without_a_server_that_runs_one_sentence_says_so(shell: Shell) -> None:
    (shell.data / "address").unlink()
    assert shell("clock") == 2
    assert shell.out == ""
    assert shell.err == (
        f"sandbank: No Sandbank runs on {shell.data}; start one with `sandbank up`, or name one with --url.\n"
    )


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "nonsense", "http://["])
def test_when_nobody_answers_one_sentence_says_so(shell: Shell, url: str) -> None:
    assert shell("bank", "list", "--url", url, "--json") == 2
    assert shell.out == ""
    assert shell.err.startswith("sandbank: No Sandbank answers: ")
    assert len(shell.err.splitlines()) == 1


def test_without_a_key_one_sentence_says_so(shell: Shell) -> None:
    (shell.data / "api_key").unlink()
    assert shell("clock") == 2
    assert shell.err == f"sandbank: There is no key in {shell.data}; give one with --key.\n"


def test_what_is_no_sandbank_is_told(shell: Shell, fake: FakeBank) -> None:
    fake.behave("getClock", Answer(200, b"<html>"))
    assert shell("clock") == 2
    assert shell.err == "sandbank: The answer is not JSON: is that the address of a Sandbank?\n"


def test_a_refusal_is_one_sentence_with_code_and_request_id(shell: Shell, fake: FakeBank) -> None:
    fake.refuse("runClock", 409, "clock_move_in_progress")
    assert shell("clock", "run") == 1
    assert shell.out == ""
    assert shell.err == "sandbank: clock_move_in_progress: Do it otherwise. (request req_1)\n"


def test_a_refusal_is_one_document_with_json(shell: Shell, fake: FakeBank) -> None:
    fake.refuse("runClock", 403, "insufficient_scope")
    found = shell.json("clock", "run", code=1)
    assert (found["code"], found["request_id"]) == ("insufficient_scope", "req_1")


def test_every_wrong_field_of_a_refusal_is_named(shell: Shell, fake: FakeBank) -> None:
    errors = [{"pointer": "/name", "code": "too_long", "detail": "At most 200 characters."}]
    fake.behave("createBank", Answer(400, {"code": "invalid_field", "detail": "One is wrong.", "errors": errors}))
    assert shell("bank", "create", "x") == 1
    assert "invalid_field: One is wrong. /name: At most 200 characters." in shell.err


def test_another_bank_is_picked_by_id_or_name(shell: Shell, fake: FakeBank) -> None:
    fake.behave("createBank", example("createBank", bank_id=OTHER, name="Two", api_key="sbk_two"))
    assert shell("bank", "create", "Two") == 0
    kept = shell.data / "keys" / OTHER
    assert kept.read_text() == "sbk_two\n"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert shell("clock", "--bank", OTHER) == 0
    assert key_of(fake, "getClock") == "Bearer sbk_two"
    fake.behave("listBanks", [example("getBank", bank_id=OTHER, name="Two")])
    assert shell("clock", "--bank", "Two") == 0
    assert key_of(fake, "getClock") == "Bearer sbk_two"


def test_a_bank_that_is_not_known_is_told(shell: Shell, fake: FakeBank) -> None:
    fake.behave("listBanks", [])
    assert shell("clock", "--bank", "Nowhere") == 2
    assert shell.err == "sandbank: No bank is named Nowhere; `sandbank bank list` shows them.\n"


def test_a_name_that_two_banks_have_is_told(shell: Shell, fake: FakeBank) -> None:
    fake.behave("listBanks", [example("getBank", bank_id=one, name="Two") for one in (BANK, OTHER)])
    assert shell("clock", "--bank", "Two") == 2
    assert f"2 banks are named Two; say which by its id: {BANK}, {OTHER}." in shell.err


def test_a_bank_without_a_kept_key_is_told(shell: Shell, fake: FakeBank) -> None:
    fake.behave("listApiKeys", [{**example("createApiKey"), "bank_id": BANK}])
    assert shell("clock", "--bank", OTHER) == 2
    assert f"There is no key of {OTHER} in {shell.data / 'keys'}; give one with --key." in shell.err


def test_the_bank_in_use_is_what_commands_act_on(shell: Shell, fake: FakeBank) -> None:
    fake.behave("listApiKeys", [{**example("createApiKey"), "bank_id": BANK}])
    keys = shell.data / "keys"
    keys.mkdir()
    (keys / OTHER).write_text("sbk_two\n")
    assert shell.json("bank", "use", OTHER) == {"bank_id": OTHER}
    assert shell("clock") == 0
    assert key_of(fake, "getClock") == "Bearer sbk_two"
    # A key that is given names a bank by itself.
    assert shell("clock", "--key", "sbk_given") == 0
    assert key_of(fake, "getClock") == "Bearer sbk_given"
    assert shell.json("bank", "use") == {"bank_id": BANK}
    assert shell("clock") == 0
    assert key_of(fake, "getClock") == "Bearer sbk_home"


def test_a_page_is_followed_by_the_next_one(shell: Shell, fake: FakeBank) -> None:
    first = Answer(200, [example("getBank", name="A")], {"Link": '</v1/banks?cursor=c1&limit=100>; rel="next"'})
    fake.behave("listBanks", first, [example("getBank", name="B")])
    assert [bank["name"] for bank in shell.json("bank", "list")] == ["A", "B"]
    assert fake.calls("listBanks")[1].query["cursor"] == "c1"


def test_without_the_sdk_one_sentence_says_what_to_install(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "sandbank", None)
    assert shell("clock") == 2
    assert shell.err == "sandbank: The package sandbank is missing: pip install 'sandbank-server[cli]'.\n"


def test_the_help_loads_neither_the_sdk_nor_rich() -> None:
    import subprocess
    import sys

    program = (
        "import sys; from sandbox.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "sys.exit(bool({'sandbank', 'rich', 'httpx', 'litestar', 'shtab'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], stdout=subprocess.DEVNULL, check=False).returncode == 0


def test_a_reader_that_has_enough_ends_it_quietly(shell: Shell, tmp_path: Path) -> None:
    import subprocess
    import sys

    command = f"{sys.executable} -m sandbox.cli trigger --list --data {tmp_path} | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("EVENT")
