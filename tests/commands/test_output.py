"""What people and programs see: tables on a terminal and in a pipe, JSON alone, completion of the shells."""

from __future__ import annotations

import argparse
import subprocess
import sys

import pytest

from sandbox.cli import main
from sandbox.commands.options import instant
from sandbox.commands.output import Output
from tests.commands.conftest import Shell
from tests.commands.fake import FakeBank, example

ROWS = [("a", None), ("longer", "[bold]x[/]" * 30)]


def output(is_json: bool = False) -> Output:
    return Output(argparse.Namespace(json=is_json))


def test_a_table_in_a_pipe_is_aligned_and_never_cut(capsys: pytest.CaptureFixture[str]) -> None:
    output().table(("ONE", "TWO"), ROWS, empty="")
    assert capsys.readouterr().out == f"ONE     TWO\na\nlonger  {'[bold]x[/]' * 30}\n"


def test_an_empty_table_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    output().table(("ONE",), [], empty="There are none.")
    assert capsys.readouterr().out == "There are none.\n"


def test_words_are_silent_beside_json(capsys: pytest.CaptureFixture[str]) -> None:
    out = output(is_json=True)
    out.say("x")
    out.fields({"a": 1})
    out.table(("ONE",), [("a",)], empty="")
    out.document({"ö": 1})
    assert capsys.readouterr().out == '{"ö": 1}\n'


@pytest.mark.parametrize("no_color", [False, True])
def test_a_terminal_shows_a_table_and_a_bar(no_color: bool) -> None:
    program = (
        "import argparse\n"
        "from sandbox.commands.output import Output\n"
        "out = Output(argparse.Namespace(json=False))\n"
        "with out.progress('Moving') as bar: bar(5000, 'half')\n"
        "out.table(('ONE', 'TWO'), [('a', '[bold]x')], empty='')\n"
        "out.say('[red]', 'red')\n"
    )
    extra = "NO_COLOR=1 " if no_color else ""
    inner = f'{extra}TERM=xterm COLUMNS=80 {sys.executable} -c "{program}"'
    done = subprocess.run(
        ["script", "-qec", inner, "/dev/null"], capture_output=True, text=True, timeout=20, check=False
    )
    assert done.returncode == 0, done.stdout
    assert "[bold]x" in done.stdout
    assert "Moving" in done.stdout
    assert ("\x1b[31m" in done.stdout) is not no_color


@pytest.mark.parametrize("shell_name", ["bash", "zsh"])
def test_a_shell_completes_commands_and_options(shell_name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell_name]) == 0
    script = capsys.readouterr().out
    for word in ("seed", "scenario", "--next-business-day", "--forward-to"):
        assert word in script
    if shell_name == "bash":
        assert subprocess.run(["bash", "-n"], input=script, text=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-03-01", "2026-03-01T00:00:00.000000Z"),
        ("2026-03-01T10:00:00+02:00", "2026-03-01T08:00:00.000000Z"),
        ("2026-03-01T10:00:00.5Z", "2026-03-01T10:00:00.500000Z"),
    ],
)
def test_an_instant_is_utc(text: str, found: str) -> None:
    assert instant(text) == found


READING = [
    ["keys", "list"],
    ["keys", "create", "x", "--scopes", "accounts:read"],
    ["bank", "list"],
    ["bank", "create", "x"],
    ["bank", "show"],
    ["bank", "fork"],
    ["bank", "snapshot"],
    ["bank", "snapshots"],
    ["bank", "reset", "--yes"],
    ["clock"],
    ["clock", "run"],
    ["next"],
    ["next", "--parked"],
    ["next", "fire"],
    ["seed", "--customers", "1", "--months", "1"],
    ["trigger", "account.opened"],
    ["trigger", "--list"],
    ["scenario", "list"],
    ["scenario", "run", "payday"],
    ["faults", "list"],
    ["faults", "declare", "latency"],
    ["logs", "show", "req_1"],
]


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_json_is_one_document_and_nothing_else(shell: Shell, fake: FakeBank, command: list[str]) -> None:
    for operation in ("createHistory", "getHistory"):
        fake.behave(operation, example("getHistory", status="COMPLETED"))
    for operation in ("triggerEvent", "runScenario"):
        fake.behave(operation, example("getScenarioRun", status="COMPLETED"))
    assert shell.json(*command) is not None
    assert shell(*command) == 0
    assert shell.out
