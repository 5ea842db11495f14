"""When keys were last used, in memory and in its file beside the books."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import apsw
import pytest

from sandbox.services.api_keys.last_used import MINUTE_US, LastUsed

NOON = 29_480_000 * MINUTE_US


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets the real world's time, in microseconds after noon."""

    def move(offset_us: int) -> None:
        monkeypatch.setattr("sandbox.services.api_keys.last_used.wall_us", lambda: NOON + offset_us)

    move(0)
    return move


@pytest.fixture
def kept(tmp_path: Path, at: Callable[[int], None]) -> Iterator[LastUsed]:
    """One with its file."""
    last_used = LastUsed()
    last_used.open(tmp_path / "edge.db")
    yield last_used
    last_used.close()


def written(path: Path) -> dict[str, int]:
    """What another process would find in the file."""
    connection = apsw.Connection(str(path))
    try:
        return dict(connection.execute("SELECT * FROM last_used"))
    finally:
        connection.close()


def test_without_a_file_it_is_kept_in_memory(at: Callable[[int], None]) -> None:
    last_used = LastUsed()
    assert last_used.at("key_a") is None
    at(MINUTE_US - 1)
    last_used.note("key_a")
    assert (last_used.at("key_a"), last_used.at("key_b")) == (NOON, None)
    last_used.close()


def test_it_is_written_once_a_minute_and_at_the_end(kept: LastUsed, tmp_path: Path, at: Callable[[int], None]) -> None:
    kept.note("key_a")
    assert written(tmp_path / "edge.db") == {"key_a": NOON}
    at(MINUTE_US // 2)
    kept.note("key_b")
    assert written(tmp_path / "edge.db") == {"key_a": NOON}
    at(MINUTE_US)
    kept.note("key_a")
    assert written(tmp_path / "edge.db") == {"key_a": NOON + MINUTE_US, "key_b": NOON}
    kept.note("key_c")
    kept.close()
    assert written(tmp_path / "edge.db")["key_c"] == NOON + MINUTE_US


def test_it_is_there_after_a_restart(kept: LastUsed, tmp_path: Path) -> None:
    kept.note("key_a")
    kept.close()
    again = LastUsed()
    again.open(tmp_path / "edge.db")
    assert again.at("key_a") == NOON
    again.close()


def test_a_file_that_cannot_be_written_refuses_nobody_and_is_written_later(
    kept: LastUsed, tmp_path: Path, at: Callable[[int], None]
) -> None:
    other = apsw.Connection(str(tmp_path / "edge.db"))
    other.execute("BEGIN IMMEDIATE")
    kept.note("key_a")
    assert kept.at("key_a") == NOON
    other.execute("ROLLBACK")
    other.close()
    assert written(tmp_path / "edge.db") == {}
    at(MINUTE_US)
    kept.note("key_b")
    assert written(tmp_path / "edge.db") == {"key_a": NOON, "key_b": NOON + MINUTE_US}
