"""Log lines: their fields, and what is left out of them."""

from __future__ import annotations

import asyncio
import io
import logging
import threading
from pathlib import Path

import apsw
import msgspec
import pytest
from litestar.testing import AsyncTestClient

from sandbox.contract.problem import Problem
from sandbox.observability import logs
from sandbox.observability.masking import text_of, value_of
from sandbox.observability.watching import Watch
from sandbox.server import pages
from tests.observability.conftest import Caught
from tests.services.api import Api, router

log = logging.getLogger("sandbank.test")
BANK = "bank_" + "0" * 26
REQUEST = "req_" + "1" * 26


def test_a_line_names_what_it_is_about(caught: Caught) -> None:
    log.warning("bank %s failed (%s)", BANK, REQUEST, extra={"trace_id": "ab" * 16})
    (line,) = caught.lines
    assert line["level"] == "warning"
    assert line["logger"] == "sandbank.test"
    assert (line["bank_id"], line["request_id"], line["trace_id"]) == (BANK, REQUEST, "ab" * 16)
    assert line["message"] == f"bank {BANK} failed ({REQUEST})"
    assert line["time"].endswith("Z")


async def test_an_operation_that_fails_is_logged_with_its_request_and_place(
    api: Api, caught: Caught, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(call: object, query: object) -> None:
        raise RuntimeError("Ada Lovelace")

    monkeypatch.setattr(router().routes["listAccounts"], "function", broken)
    reply = await api.get("/accounts")
    api.world.check.found.clear()  # 500 is never declared
    assert reply.status == 500
    (line,) = [line for line in caught.lines if line["logger"] == "sandbank.gateway"]
    assert line["request_id"] == reply.headers["request-id"]
    assert line["trace_id"] == reply.headers["request-id"]
    assert line["message"] == f"listAccounts failed ({line['request_id']})"
    assert line["exception"][0] == "RuntimeError"
    assert line["exception"][-1].endswith("in broken")
    assert "Lovelace" not in caught.text


def test_exceptions_are_told_by_type_code_and_errno() -> None:
    assert value_of(KeyError("Ada")) == "KeyError"
    assert value_of(Problem("not_found", "There is no Ada.")) == "Problem not_found"
    assert value_of(apsw.IOError("Ada")) == "IOError"
    assert value_of(OSError(28, "x", "/home/ada")) == "OSError: No space left on device"


def test_what_sqlite_says_is_told_by_its_name(tmp_path: Path) -> None:
    connection = apsw.Connection(str(tmp_path / "x.db"))
    connection.execute("CREATE TABLE t (a UNIQUE); INSERT INTO t VALUES ('Ada')").fetchall()
    with pytest.raises(apsw.ConstraintError) as raised:
        connection.execute("INSERT INTO t VALUES ('Ada')").fetchall()
    connection.close()
    assert value_of(raised.value) == "ConstraintError SQLITE_CONSTRAINT_UNIQUE"


def test_values_are_masked_by_name_and_objects_by_type() -> None:
    class Person(msgspec.Struct):
        name: str

    assert value_of({"email": "ada@x.example", "size": 3, "api_key": "sbk_1"}) == {
        "email": "[personal]",
        "size": 3,
        "api_key": "[secret]",
    }
    assert value_of([Person("Ada"), b"Ada", 1.5]) == ["<Person>", "<bytes>", 1.5]
    assert text_of("key sbk_live_123456 and Bearer abc.def and email=ada@x.example") == (
        "key [secret] and [secret] and email=[personal]"
    )


def test_of_libraries_only_words_and_numbers_are_kept(caught: Caught) -> None:
    other = logging.getLogger("library")
    other.debug("sent %s", "Ada")
    other.warning("sent %s in %d ms\nfuture: KeyError('Ada')", "Ada", 5)
    assert [line["message"] for line in caught.lines] == ["sent [text] in 5 ms"]


def test_a_template_that_does_not_fit_its_values_is_a_line_all_the_same() -> None:
    record = logging.LogRecord("sandbank.x", logging.ERROR, "", 0, "took %d of %s", ("Ada",), None)
    assert logs.fields_of(record)["message"] == "took [text] of [text]"


async def test_what_nobody_caught_passes_the_same_way(caught: Caught) -> None:
    async def fails() -> None:
        raise KeyError("Ada")

    task = asyncio.create_task(fails())
    await asyncio.wait([task])
    del task
    thread = threading.Thread(target=lambda: {}["Ada"])
    thread.start()
    await asyncio.to_thread(thread.join)
    assert len(caught.lines) == 2
    assert all(line["exception"][0] == "KeyError" for line in caught.lines)
    assert "Ada" not in caught.text


async def test_a_page_that_fails_is_logged_in_the_same_way(
    api: Api, caught: Caught, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = Watch(api.world.host, api.world.pipeline)

    def broken() -> None:
        raise KeyError("Ada")

    monkeypatch.setattr(watch.health, "readiness", broken)
    async with AsyncTestClient(pages(watch), raise_server_exceptions=False) as client:
        assert (await client.get("/ready")).status_code == 500
        assert (await client.get("/nothing/Ada")).status_code == 404
    (line,) = [line for line in caught.lines if line["level"] == "error"]
    assert line["message"] == "a page failed"
    assert line["exception"][0] == "KeyError"
    assert "Ada" not in caught.text


def test_words_carry_the_same_as_json() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.Line("text"))
    record = logging.LogRecord("sandbank.x", logging.ERROR, "", 0, "of %s: %s", (REQUEST, ValueError("Ada")), None)
    handler.emit(record)
    assert f"error sandbank.x: of {REQUEST}: ValueError\n  request_id={REQUEST}" in stream.getvalue()


def test_paths_are_shown(tmp_path: Path) -> None:
    assert value_of(tmp_path) == str(tmp_path)
