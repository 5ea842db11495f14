"""A fake bank, and the command run against it in this process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.cli import main
from tests.commands.fake import FakeBank


class Shell:
    """Runs `sandbank` and keeps what it said."""

    def __init__(self, bank: FakeBank, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.bank = bank
        self.data = data
        self.out = ""
        self.err = ""
        self._capsys = capsys

    def __call__(self, *arguments: str) -> int:
        self._capsys.readouterr()
        code = main(list(arguments))
        self.out, self.err = self._capsys.readouterr()
        return code

    def json(self, *arguments: str, code: int = 0) -> Any:
        """The one document that a command gives; fails unless it is the only thing on standard output."""
        assert self(*arguments, "--json") == code, self.err
        return json.loads(self.out)


@pytest.fixture
def fake() -> Iterator[FakeBank]:
    bank = FakeBank()
    yield bank
    bank.close()
    assert bank.failures == []


@pytest.fixture
def shell(fake: FakeBank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A data directory as a running `sandbank up` leaves it."""
    for name in ("SANDBANK_BASE_URL", "SANDBANK_API_KEY", "SANDBANK_DATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SANDBANK_DATA", str(tmp_path))
    (tmp_path / "address").write_text(fake.url + "\n")
    (tmp_path / "api_key").write_text("sbk_home\n")
    return Shell(fake, tmp_path, capsys)
