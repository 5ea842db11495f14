"""Sealed files: read as they were, whatever their length, and not at all where they are not."""

from __future__ import annotations

import contextlib
from pathlib import Path

import apsw
import pytest

from sandbox.engine.store.sqlite.sealed import PAGE_BYTES, Damaged, Seal, check_sealed, seal_file


def made(path: Path, rows: int) -> Seal:
    """A sealed database with so many rows of a page each."""
    connection = apsw.Connection(str(path))
    connection.execute(f"PRAGMA page_size={PAGE_BYTES}; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF").fetchall()
    connection.execute("CREATE TABLE pages (number INTEGER PRIMARY KEY, content BLOB)")
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
    connection.execute(f"{numbers} INSERT INTO pages SELECT i, randomblob(3000) FROM n", (rows,))
    connection.close()
    return seal_file(path)


def opened(path: Path, seal: Seal) -> apsw.Connection:
    """The database, checked."""
    return apsw.Connection(seal.uri(path), flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)


@pytest.mark.parametrize("rows", [1, 20, 20_000])
def test_what_was_sealed_is_read_whatever_its_length(tmp_path: Path, rows: int) -> None:
    path = tmp_path / "sealed"
    seal = made(path, rows)
    assert path.stat().st_size == seal.size_bytes
    assert check_sealed(path, seal) == []
    connection = opened(path, seal)
    assert connection.execute("SELECT count(*), sum(number) FROM pages").fetchall() == [(rows, rows * (rows + 1) // 2)]
    assert connection.execute("PRAGMA integrity_check").get == "ok"
    with pytest.raises(apsw.ReadOnlyError):
        connection.execute("DELETE FROM pages")
    connection.close()


def test_a_changed_page_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "sealed"
    seal = made(path, 200)
    with path.open("r+b") as file:
        file.seek(100 * PAGE_BYTES + 7)
        file.write(b"\x55")
    assert check_sealed(path, seal) == [101]
    connection = opened(path, seal)
    one = "SELECT length(content) FROM pages WHERE number=?"
    told = []
    for number in range(1, 201):
        with contextlib.suppress(Damaged):
            told.append((number, connection.execute(one, (number,)).get))
    (refused,) = {*range(1, 201)} - {number for number, _ in told}
    assert {length for _, length in told} == {3000}
    with pytest.raises(Damaged, match="page 101 of sealed"):
        connection.execute(one, (refused,)).fetchall()
    connection.close()


@pytest.mark.parametrize("change", ["trailer", "length", "seal"])
def test_a_file_that_is_not_the_one_is_not_opened(tmp_path: Path, change: str) -> None:
    path = tmp_path / "sealed"
    seal = made(path, 20)
    content = bytearray(path.read_bytes())
    if change == "trailer":
        content[-PAGE_BYTES + 20] ^= 1
    elif change == "length":
        content += bytes(PAGE_BYTES)
    else:
        seal = seal._replace(digest="0" * 64)
    path.write_bytes(content)
    with pytest.raises(Damaged, match="not the file that was sealed"):
        check_sealed(path, seal)
    with pytest.raises(Damaged, match="not the file that was sealed"):
        opened(path, seal).execute("SELECT count(*) FROM pages")
