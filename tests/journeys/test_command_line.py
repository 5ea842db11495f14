"""The command line: one clear sentence and a non-zero exit for whatever cannot be."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.cli import main
from sandbox.engine.directory import bank_files
from tests.faults.server import running


def sandbank(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sandbox.cli", *arguments], capture_output=True, text=True, timeout=30, check=False
    )


def test_a_port_in_use_is_told_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = sandbank("up", "--data", str(tmp_path / "data"), "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert done.stderr.startswith("sandbank: Cannot listen on 127.0.0.1:")
    assert len(done.stderr.splitlines()) == 1


def test_a_directory_in_use_is_told_in_one_sentence(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--empty"):
        done = sandbank("up", "--data", str(tmp_path / "data"), "--port", "0")
    assert done.returncode == 2
    assert "Another Sandbank is using" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("damaged", ["platform.db", "keys.db", "master.key"])
def test_a_damaged_file_is_told_in_one_sentence_and_left_as_it_is(tmp_path: Path, damaged: str) -> None:
    data = tmp_path / "data"
    with running(data, "--empty") as server:
        server.stop()
    content = b"this is no database" * 300
    (data / damaged).write_bytes(content)
    for suffix in ("-wal", "-shm"):
        (data / f"{damaged}{suffix}").unlink(missing_ok=True)
    done = sandbank("up", "--data", str(data), "--port", "0")
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("sandbank: ")
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert (data / damaged).read_bytes() == content


def test_a_file_where_the_directory_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    done = sandbank("up", "--data", str(tmp_path / "data"), "--port", "0")
    assert done.returncode == 2
    assert "cannot be used as a data directory" in done.stderr


@pytest.mark.parametrize("wrong", [["--nope"], ["up", "--port", "x"], ["up", "--seed", "-1"], []])
def test_an_unknown_option_is_refused(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    assert ended.value.code == 2


def test_verify_of_nothing_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--data", str(tmp_path)]) == 2
    assert "There is no Sandbank in" in capsys.readouterr().err


def test_verify_names_each_damaged_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import apsw

    data = tmp_path / "data"
    with running(data, "--demo") as server:
        server.stop()
    assert main(["verify", "--data", str(data)]) == 0
    (bank,) = bank_files(data)
    connection = apsw.Connection(str(bank))
    account, at_us, sequence, posted = connection.execute(
        "SELECT account, at_us, sequence, posted FROM entries WHERE posted > 0 LIMIT 1"
    ).fetchone()
    connection.execute(
        "UPDATE entries SET posted=? WHERE account=? AND at_us=? AND sequence=?",
        (posted ^ 1, account, at_us, sequence),
    )
    other = connection.execute("SELECT account FROM balances WHERE account != ? LIMIT 1", (account,)).get
    connection.execute("UPDATE balances SET credits_posted=credits_posted+1 WHERE account=?", (other,))
    connection.close()
    capsys.readouterr()
    assert main(["verify", "--data", str(data), "--json"]) == 1
    findings = json.loads(capsys.readouterr().out)[bank.name]["findings"]
    assert any(f"entry {sequence} of {account}" in finding for finding in findings)
    assert any(f"balance of {other}" in finding for finding in findings)


def test_doctor_tells_what_it_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    assert main(["doctor", "--data", str(tmp_path), "--port", str(free)]) == 0
    said = capsys.readouterr().out
    assert all(word in said for word in ("Python", "SQLite", "Port", "Disk"))
