"""Banks as files: exported and imported in pieces, whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sandbank import APIConnectionError, errors
from sandbank.testing import BankClient, BankServer, assert_books_balance
from sandbank.testing.forks import Forks

from sandbox.contract.document import load_contract
from tests.sdk.stub import Script, async_client, client, problem

_CREATE = load_contract()["paths"]["/banks"]["post"]["responses"]["201"]
MADE: dict[str, Any] = _CREATE["content"]["application/json"]["example"]
FILE = bytes(range(256)) * 4096


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbank._transport.FIRST_DELAY_S", 0.0)


@pytest.fixture
def forks(sandbank_server: BankServer) -> Iterator[Forks]:
    made = Forks(sandbank_server)
    yield made
    made.close()


class Breaking(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that breaks off in the middle."""

    def __iter__(self) -> Iterator[bytes]:
        yield FILE[:1000]
        raise httpx.RemoteProtocolError("peer closed connection")

    async def __aiter__(self) -> Any:
        for piece in self:
            yield piece


def test_an_export_asks_for_its_format_and_is_tried_again_before_its_first_byte() -> None:
    script = Script(httpx.ConnectError("refused"), httpx.Response(200, content=FILE))
    chunks = client(script).banks.export_bank("bank_1", format="CANONICAL")
    assert script.requests == []
    assert b"".join(chunks) == FILE
    assert script.requests[1].url.raw_path == b"/v1/banks/bank_1/export?format=CANONICAL"


def test_an_export_that_is_refused_has_the_class_of_its_code() -> None:
    with pytest.raises(errors.BankInUse):
        next(client(Script(problem(409, "bank_in_use"))).banks.export_bank("bank_1"))


async def test_an_export_that_breaks_off_raises_and_leaves_no_file(tmp_path: Path) -> None:
    target = tmp_path / "a.bank"
    target.write_bytes(b"before")
    with pytest.raises(APIConnectionError):
        client(Script(httpx.Response(200, stream=Breaking()))).banks.save_export("bank_1", target)
    with pytest.raises(APIConnectionError):
        await async_client(Script(httpx.Response(200, stream=Breaking()))).banks.save_export("bank_1", target)
    assert [path.name for path in tmp_path.iterdir()] == ["a.bank"]
    assert target.read_bytes() == b"before"


def test_an_import_is_sent_again_whole_and_under_the_same_key(tmp_path: Path) -> None:
    path = tmp_path / "a.bank"
    path.write_bytes(FILE)
    bodies: list[bytes] = []

    def receive(request: httpx.Request) -> httpx.Response:
        bodies.append(request.read())
        return script(request)

    script = Script(httpx.Response(502), httpx.Response(201, json=MADE))
    made = client(receive).banks.import_bank(path, name="Copy")
    assert (made.bank_id, made.api_key) == (MADE["bank_id"], MADE["api_key"])
    assert bodies == [FILE, FILE]
    assert len({request.headers["idempotency-key"] for request in script.requests}) == 1
    assert script.requests[0].headers["content-length"] == str(len(FILE))
    assert script.requests[0].headers["content-type"] == "application/octet-stream"
    assert script.requests[0].url.query == b"name=Copy"


async def test_a_file_is_taken_from_where_it_stands_and_one_that_cannot_go_back_is_copied() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError("a pipe does not go back")

    for opened, expected in ((io.BytesIO(FILE), FILE[10:]), (Pipe(FILE), FILE[10:])):
        opened.read(10)
        script = Script(httpx.Response(201, json=MADE))
        client(script).banks.import_bank(opened, idempotency_key="mine")
        assert script.requests[0].headers["idempotency-key"] == "mine"
        assert int(script.requests[0].headers["content-length"]) == len(expected)
    received: list[bytes] = []

    async def receive(request: httpx.Request) -> httpx.Response:
        received.append(await request.aread())
        return httpx.Response(201, json=MADE)

    made = await async_client(receive).banks.import_bank(io.BytesIO(FILE))
    assert (made.bank_id, received) == (MADE["bank_id"], [FILE])


# Against a real server ---------------------------------------------------------------------------


def test_a_bank_goes_into_a_file_and_comes_back_with_all_that_is_in_it(
    bank: BankClient, forks: Forks, tmp_path: Path
) -> None:
    customer = bank.customers.create_customer(
        customer_type="BUSINESS", legal_name="Engines Ltd", registration_number="HRB 1", email="a@engines.example"
    )
    path = forks.operator.banks.save_export(bank.bank_id, tmp_path / "engines.bank")
    made = forks.operator.banks.import_bank(path, name="Engines, again")
    copy = BankClient(made.bank_id, str(made.api_key), bank.base_url)
    assert made.name == "Engines, again"
    assert copy.customers.get_customer(customer.customer_id).legal_name == "Engines Ltd"
    assert_books_balance(copy)
    forks.delete(copy)
    with pytest.raises(errors.ImportUnusable):
        forks.operator.banks.import_bank(io.BytesIO(b"no bank"))


async def test_the_asynchronous_client_exports_and_imports_too(
    bank: BankClient, sandbank_server: BankServer, forks: Forks, tmp_path: Path
) -> None:
    operator = forks.asynchronous(BankClient("", sandbank_server.api_key, sandbank_server.base_url))
    lines = b"".join([chunk async for chunk in operator.banks.export_bank(bank.bank_id, format="CANONICAL")])
    assert lines.count(b"\n") >= 1
    path = await operator.banks.save_export(bank.bank_id, tmp_path / "a.bank")
    with path.open("rb") as file:
        made = await operator.banks.import_bank(file)
    await operator.banks.delete_bank(made.bank_id)
